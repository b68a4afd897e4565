//! A good answer, read in parts as it arrives.

use super::cause;
use super::problem::masked;
use crate::error::Error;
use crate::printer::Printer;
use reqwest::{Response, StatusCode};

/// An answer whose body is still to be read.
pub struct Answer {
    response: Response,
    printer: Printer,
    /// What was read, while it is to be said.
    traced: Vec<u8>,
}

impl Answer {
    pub(super) fn new(response: Response, printer: Printer) -> Self {
        Answer { response, printer, traced: Vec::new() }
    }

    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The status and its reason as the service worded it.
    pub(super) fn status_line(&self) -> String {
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
        Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
    }

    /// The next part of the body; none at its end.
    pub async fn part(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Error> {
        let part = self.response.chunk().await.map_err(|error| Error::Unreachable { cause: cause(&error) })?;
        if self.printer.traces(2) {
            // Secrets can be told only in the whole.
            match &part {
                Some(part) => self.traced.extend_from_slice(part),
                None => self.printer.trace(2, || format!("< {}", masked(&String::from_utf8_lossy(&self.traced)))),
            }
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
        String::from_utf8(self.body().await?).map_err(|_| Error::BadAnswer("it is not UTF-8 text".into()))
    }

    /// The whole body.
    pub async fn body(&mut self) -> Result<Vec<u8>, Error> {
        self.beginning(usize::MAX).await
    }
}
