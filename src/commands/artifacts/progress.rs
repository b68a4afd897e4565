//! How far a transfer is: a live line on a terminal, and a line every half a minute elsewhere.

use crate::commands::progress::Progress;
use crate::interrupt;
use crate::printer::Printer;
use crate::s3::Moved;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the live line changes.
const TICK: Duration = Duration::from_millis(500);

/// How often a line is written where there is no live line.
const REPORT: Duration = Duration::from_secs(30);

/// Does the work and shows how many bytes moved. `length` is how many there are, if that is known.
pub async fn shown<T>(what: &str, length: u64, printer: Printer, work: impl AsyncFnOnce(&Arc<Moved>) -> T) -> T {
    let moved = Arc::default();
    let resumed = "Run the same command again to continue where it was.".to_owned();
    let _interrupted = interrupt::advise(move || vec![resumed.clone()]);
    let progress = Progress::new(printer);
    let (begin, mut reported) = (Instant::now(), Instant::now());
    let mut work = pin!(work(&moved));
    loop {
        if let Ok(done) = tokio::time::timeout(TICK, &mut work).await {
            return done;
        }
        let state = format!("{what}: {}", so_far(moved.bytes(), length, begin.elapsed()));
        progress.update(&state);
        if !progress.is_live() && reported.elapsed() >= REPORT {
            reported = Instant::now();
            printer.remark(&state);
        }
    }
}

/// How many bytes moved, of how many, and how fast.
fn so_far(moved: u64, length: u64, elapsed: Duration) -> String {
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let rate = moved as f64 / 1e6 / elapsed.as_secs_f64().max(0.1);
    let of = if length > 0 { format!(" of {}", megabytes(length)) } else { String::new() };
    format!("{}{of}, {rate:.1} MB/s", megabytes(moved))
}
