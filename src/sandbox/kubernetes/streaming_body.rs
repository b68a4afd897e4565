//! Bodies that are written bit by bit, for watches and for logs that are followed.

use hyper::body::{Body, Bytes, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// The body; it ends when its sender is dropped.
pub struct Stream(mpsc::Receiver<Bytes>);

/// Where the body is written.
pub struct Sender(mpsc::Sender<Bytes>);

/// A body and its sender.
pub fn channel() -> (Sender, Stream) {
    let (sender, receiver) = mpsc::channel(64);
    (Sender(sender), Stream(receiver))
}

impl Sender {
    /// Sends a text; false if nobody reads any more.
    pub async fn send(&self, text: impl Into<Bytes>) -> bool {
        let bytes = text.into();
        if bytes.is_empty() { !self.is_closed() } else { self.0.send(bytes).await.is_ok() }
    }

    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Waits until nobody reads any more.
    pub async fn closed(&self) {
        self.0.closed().await;
    }
}

impl Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
