//! A line for whoever sits at a terminal where nothing has been known for a while.

use crate::printer;
use std::pin::pin;
use std::time::Duration;

/// How long nobody is told anything.
const SILENCE: Duration = Duration::from_secs(3);

/// Awaits this. If it takes long, says once on a terminal what is waited for.
pub async fn told<F: Future>(what: impl FnOnce() -> String, awaited: F) -> F::Output {
    let mut awaited = pin!(awaited);
    tokio::select! {
        biased;
        output = &mut awaited => return output,
        () = tokio::time::sleep(SILENCE) => printer::waiting(&what()),
    }
    awaited.await
}
