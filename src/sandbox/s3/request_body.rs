//! The body of a request, read to its end even if the answer is known before.

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, header};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// A body. Clones share it.
#[derive(Clone)]
pub struct RequestBody(Arc<Mutex<Body>>);

impl RequestBody {
    /// The body of a request.
    pub fn new(body: Body) -> Self {
        RequestBody(Arc::new(Mutex::new(body)))
    }

    /// Reads what is left. Else the connection would be closed under a client that still sends, which would see no answer.
    pub async fn drain(self, headers: &HeaderMap) {
        // Who asks first does not send.
        if headers.contains_key(header::EXPECT) {
            return;
        }
        while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut *self.lock()).poll_frame(context)).await {}
    }

    fn lock(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpBody for RequestBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.lock()).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.lock().is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        HttpBody::size_hint(&*self.lock())
    }
}
