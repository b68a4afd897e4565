//! The body of a request, sent piece by piece so that somebody can see how it goes on.

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// How much is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Content that tells how many bytes of it went out.
pub struct Counted {
    left: Bytes,
    count: Arc<dyn Fn(usize) + Send + Sync>,
}

impl Counted {
    pub fn new(content: Bytes, count: Arc<dyn Fn(usize) + Send + Sync>) -> Self {
        Counted { left: content, count }
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.left.len().min(PIECE);
        let piece = self.left.split_to(length);
        (self.count)(length);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}
