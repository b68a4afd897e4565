//! A good answer, read in parts as it arrives.

use super::failure::cause;
use super::problem::{self, masked};
use crate::error::{Doubt, Error};
use crate::interrupt::Said;
use crate::printer::Printer;
use reqwest::header::{CONTENT_ENCODING, HeaderMap, TRANSFER_ENCODING};
use reqwest::{Response, StatusCode};
use url::Url;

/// No answer may be longer, in bytes; the longest real lists take a tenth of it.
const LONGEST: usize = 256 * 1024 * 1024;

/// An answer whose body is still to be read.
pub struct Answer {
    response: Response,
    printer: Printer,
    /// How much of the body was read.
    length: usize,
    /// What was read, while it is to be said.
    traced: Vec<u8>,
    is_secret: bool,
    /// What is in doubt if the body cannot be used.
    doubt: Option<Doubt>,
    /// The host that sent it, and where it is configured.
    place: String,
    _under_way: Said,
}

impl Answer {
    pub(super) fn new(
        response: Response,
        printer: Printer,
        is_secret: bool,
        doubt: Option<Doubt>,
        place: String,
        under_way: Said,
    ) -> Self {
        Answer { response, printer, length: 0, traced: Vec::new(), is_secret, doubt, place, _under_way: under_way }
    }

    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The error, with what it leaves in doubt if the request was to change something.
    pub fn in_doubt(&self, error: Error) -> Error {
        match &self.doubt {
            Some(doubt) => doubt.about(error),
            None => error,
        }
    }

    /// Returns `true` if it answers a request that was to change something.
    pub fn has_changed(&self) -> bool {
        self.doubt.is_some()
    }

    /// The status and its reason as the service worded it.
    pub fn status_line(&self) -> String {
        let status = self.status();
        let reason = self.response.extensions().get::<hyper::ext::ReasonPhrase>();
        match reason.and_then(|reason| std::str::from_utf8(reason.as_bytes()).ok()) {
            Some(reason) => format!("{} {reason}", status.as_str()),
            None => format!("{} {}", status.as_str(), status.canonical_reason().unwrap_or_default()),
        }
    }

    /// Where a redirect points.
    pub(super) fn location(&self) -> Option<String> {
        let location = self.response.headers().get(reqwest::header::LOCATION)?;
        let text = String::from_utf8_lossy(location.as_bytes()).into_owned();
        Some(match Url::parse(&text) {
            Ok(mut url) if url.password().is_some() => url.set_password(Some("***")).map_or(text, |()| url.to_string()),
            _ => text,
        })
    }

    /// The next part of the body; none at its end.
    pub async fn part(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Error> {
        let part = self.response.chunk().await;
        let part = part
            .map_err(|error| self.in_doubt(Error::Unreachable { cause: cause(&error), place: self.place.clone() }))?;
        self.length += part.as_ref().map_or(0, |part| part.len());
        if self.length > LONGEST {
            return Err(self.in_doubt(Error::BadAnswer(format!("it is longer than {LONGEST} bytes"))));
        }
        if self.printer.traces(2) && !self.is_secret {
            // Secrets can be told only in the whole.
            self.traced.extend(part.iter().flatten());
        }
        Ok(part)
    }

    /// The whole body, as far as it is not longer than `limit` bytes.
    pub async fn beginning(&mut self, limit: usize) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while body.len() < limit
            && let Some(part) = self.part().await?
        {
            let part = part.as_ref();
            body.extend_from_slice(&part[..part.len().min(limit - body.len())]);
        }
        Ok(body)
    }

    /// The whole body as text.
    pub async fn text(&mut self) -> Result<String, Error> {
        let text = String::from_utf8(self.body().await?);
        text.map_err(|_| self.in_doubt(Error::BadAnswer("it is not UTF-8 text".into())))
    }

    /// The whole body.
    pub async fn body(&mut self) -> Result<Vec<u8>, Error> {
        self.beginning(usize::MAX).await
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        // Also what could not be used, which is when somebody wants to see it.
        if !self.traced.is_empty() {
            self.printer.trace(2, || format!("< {}", masked(&String::from_utf8_lossy(&self.traced))));
        }
    }
}

/// The answer, if its status is good. An error status is an error; so is a redirect, since a token must not follow it, a part
/// of an answer, since none was asked for, and a compressed answer, since none was asked for and a small one can become endless.
pub async fn accepted(answer: Answer) -> Result<Answer, Error> {
    if !answer.status().is_success() {
        return Err(problem::read(answer).await);
    }
    if answer.status() == StatusCode::PARTIAL_CONTENT {
        return Err(answer.in_doubt(Error::BadAnswer("it is a partial response (206), which was not requested".into())));
    }
    let transfers: Vec<_> = answer.headers().get_all(TRANSFER_ENCODING).iter().collect();
    if let Some(odd) = transfers.iter().find(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"chunked")) {
        let odd = String::from_utf8_lossy(odd.as_bytes());
        return Err(answer.in_doubt(Error::BadAnswer(format!("its transfer encoding is not supported ({odd})"))));
    }
    if transfers.len() > 1 {
        return Err(answer.in_doubt(Error::BadAnswer("it has more than one Transfer-Encoding header".into())));
    }
    match answer.headers().get(CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => {
            let encoding = String::from_utf8_lossy(encoding.as_bytes());
            Err(answer.in_doubt(Error::BadAnswer(format!("it is compressed ({encoding}), which was not requested"))))
        }
        _ => Ok(answer),
    }
}
