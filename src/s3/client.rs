//! Sends requests to S3: signed, watched for progress, and tried again while that may help.

use super::requests::Request;
use super::{Failure, Keys, keys, signing};
use crate::error::Error;
use crate::http::{self, Answer, Gateway, Outgoing, Patience, Transport};
use crate::ims;
use crate::time::{self, Deadline};
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use url::Url;

/// How often a request is sent at most that transfers no content.
const TRIES: usize = 4;

/// How often one is sent at most that does. Where nothing moves, the time limit comes first.
const TRIES_OF_TRANSFER: usize = 20;

/// How long it may take until the gateway has given keys.
const KEYS: Duration = Duration::from_secs(60);

/// No answer with a list or an error is longer, in bytes.
const LONGEST: usize = 256 * 1024 * 1024;

/// The way to S3.
pub struct Client<'c> {
    /// Asks the gateway for keys.
    ims: &'c ims::Client,
    /// How long nothing may move.
    limit: Duration,
    session: Mutex<Option<Arc<Session>>>,
}

/// Keys, and the way to where they are valid.
struct Session {
    keys: Keys,
    endpoint: Url,
    transport: Transport,
}

/// What S3 answered to a request that it accepted.
#[derive(Debug)]
pub struct Reply {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// A header, if there is one that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The etag of the object, with its quotes; empty if there is none.
    pub fn etag(&self) -> &str {
        self.header("etag").unwrap_or_default()
    }
}

/// Bytes that were moved, and when the last did.
#[derive(Debug)]
pub struct Moved {
    bytes: AtomicU64,
    /// How many are to move; 0 if that is not known.
    total: AtomicU64,
    begin: Instant,
    /// Milliseconds since the beginning.
    last: AtomicU64,
}

impl Default for Moved {
    fn default() -> Self {
        Moved { bytes: AtomicU64::new(0), total: AtomicU64::new(0), begin: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Moved {
    /// Notes that so many bytes moved.
    pub fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.last.store(self.begin.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    /// Notes that so many bytes are to move.
    pub fn expect(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    /// How many bytes are to move, if that is known.
    pub fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total > 0)
    }

    /// How many bytes moved, those of failed tries included.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// For how long nothing has moved.
    fn silence(&self) -> Duration {
        self.begin.elapsed().saturating_sub(Duration::from_millis(self.last.load(Ordering::Relaxed)))
    }
}

impl<'c> Client<'c> {
    /// A client that gives up when nothing moves for this long.
    pub fn new(ims: &'c ims::Client, limit: Duration) -> Self {
        Client { ims, limit, session: Mutex::default() }
    }

    /// Where S3 is.
    pub async fn endpoint(&self) -> Result<Url, Failure> {
        Ok(self.session(None).await?.endpoint.clone())
    }

    /// Sends a request until it succeeds or fails for good.
    pub async fn send(&self, request: &Request) -> Result<Reply, Failure> {
        self.transfer(request, &Arc::default()).await
    }

    /// The same, and notes what moves.
    pub async fn transfer(&self, request: &Request, moved: &Arc<Moved>) -> Result<Reply, Failure> {
        let mut pauses = pauses();
        let mut left = if request.is_transfer() { TRIES_OF_TRANSFER } else { TRIES };
        let mut refused: Option<Arc<Session>> = None;
        let own = Arc::new(Moved::default());
        loop {
            let session = self.session(refused.as_ref()).await?;
            left = left.saturating_sub(1);
            let failure = match self.attempt(&session, request, &own, moved).await {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            if failure.is_expired() && refused.is_none() {
                refused = Some(session);
                continue;
            }
            let pause = pauses.next().unwrap_or(LONGEST_PAUSE);
            // Where no answer came, it may have been carried out.
            let is_settled = !request.creates() || failure.status().is_some();
            if !failure.is_passing() || !is_settled || left == 0 || own.silence() + pause > self.limit {
                return Err(failure);
            }
            let printer = session.transport.printer();
            printer.trace(1, || format!("{}: {failure}; retrying in {} ms", request.operation, pause.as_millis()));
            tokio::time::sleep(pause).await;
        }
    }

    /// Keys that are valid, and not those that were refused.
    async fn session(&self, refused: Option<&Arc<Session>>) -> Result<Arc<Session>, Failure> {
        let mut session = self.session.lock().await;
        let is_good = |session: &&Arc<Session>| {
            !session.keys.are_stale() && refused.is_none_or(|refused| !Arc::ptr_eq(refused, session))
        };
        if let Some(session) = session.as_ref().filter(is_good) {
            return Ok(session.clone());
        }
        let mut request = keys::new_keys();
        request.patience = Some(KEYS);
        let keys = Keys::parse(&self.ask(&request).await?)?;
        let bad =
            |cause| Error::BadAnswer(format!("the gateway names {:?} as the endpoint of S3: {cause}", keys.endpoint));
        let endpoint = Url::parse(&keys.endpoint).map_err(|error| bad(error.to_string()))?;
        let gateway = Gateway::of(&endpoint).ok_or_else(|| bad("expected an http or https URL".into()))?;
        let transport = self.ims.transport_to(gateway, "the endpoint of S3, as the gateway names it")?;
        let made = Arc::new(Session { keys, endpoint, transport });
        *session = Some(made.clone());
        Ok(made)
    }

    /// The answer of the gateway to a request for keys. Nobody has to look after keys that were not received.
    async fn ask(&self, request: &http::Request) -> Result<String, Error> {
        let answer = async { self.ims.send(request).await?.text().await };
        answer.await.map_err(|error| {
            let error = if let Error::InDoubt { fault, .. } = error { *fault } else { error };
            error.with_advice_for_missing("The gateway gives no keys for S3.".to_owned())
        })
    }

    async fn attempt(
        &self,
        session: &Session,
        request: &Request,
        own: &Arc<Moved>,
        moved: &Arc<Moved>,
    ) -> Result<Reply, Failure> {
        let url = signing::url(&session.endpoint, request);
        let headers = signing::headers(request, &url, &session.keys)?;
        let outgoing = Outgoing {
            method: request.method.clone(),
            url,
            headers,
            body: body(request, own, moved),
            verify_with: None,
            patience: Patience { is_tried_again: false, is_watched: true, grace: Duration::ZERO },
        };
        let work = async {
            let mut answer = session.transport.send(&outgoing, Deadline::after(self.limit)).await?;
            let length = if request.method == Method::HEAD { None } else { length(&answer) };
            let body = received(&mut answer, length, own, moved).await?;
            let status = answer.status();
            if status.is_success() {
                return Ok(Reply { headers: answer.headers().clone(), body });
            }
            let reason = status.canonical_reason().unwrap_or("Unknown");
            Err(Failure::read(request.operation, status.as_u16(), reason, &body))
        };
        match self.watched(own, work).await {
            Some(outcome) => outcome.map_err(|failure| failure.at(&session.endpoint)),
            None => Err(Failure::Stalled { request: request.to_string(), limit: time::readable(self.limit) }),
        }
    }

    /// Does this as long as something moves. Returns `None` once nothing has for too long.
    async fn watched<T>(&self, moved: &Moved, work: impl Future<Output = T>) -> Option<T> {
        let mut work = std::pin::pin!(work);
        moved.add(0);
        loop {
            let left = self.limit.saturating_sub(moved.silence());
            if left.is_zero() {
                return None;
            }
            if let Ok(done) = tokio::time::timeout(left, &mut work).await {
                return Some(done);
            }
        }
    }
}

/// How long the body of an answer is, as it says.
fn length(answer: &Answer) -> Option<usize> {
    answer.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The body of an answer, noted as it arrives.
async fn received(answer: &mut Answer, length: Option<usize>, own: &Moved, moved: &Moved) -> Result<Bytes, Failure> {
    let mut body = Vec::with_capacity(length.unwrap_or(0).min(LONGEST));
    while let Some(part) = answer.part().await? {
        let part = part.as_ref();
        own.add(part.len());
        moved.add(part.len());
        body.extend_from_slice(part);
        if body.len() > LONGEST {
            return Err(Failure::Damaged(format!("The answer of S3 is longer than {LONGEST} bytes")));
        }
    }
    Ok(body.into())
}

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

fn pauses() -> ExponentialBackoff {
    let pauses = ExponentialBuilder::default().with_min_delay(Duration::from_millis(200)).with_factor(2.5);
    pauses.with_max_delay(LONGEST_PAUSE).without_max_times().with_jitter().build()
}

fn body(request: &Request, own: &Arc<Moved>, moved: &Arc<Moved>) -> http::Body {
    if request.body.is_empty() {
        return http::Body::Nothing;
    }
    let (content, own, moved) = (request.body.clone(), own.clone(), moved.clone());
    http::Body::Counted {
        content,
        count: Arc::new(move |bytes| {
            own.add(bytes);
            moved.add(bytes);
        }),
    }
}
