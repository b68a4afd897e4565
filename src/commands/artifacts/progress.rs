//! How far a transfer is: a live line on a terminal, and a line every half a minute elsewhere.

use crate::commands::progress::Progress;
use crate::interrupt;
use crate::printer::Printer;
use crate::s3::Moved;
use crate::time;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the live line changes.
const TICK: Duration = Duration::from_millis(500);

/// How often a line is written where there is no live line.
const REPORT: Duration = Duration::from_secs(30);

/// Does the work and shows how many bytes moved, how fast, and for how long it will go on.
pub async fn shown<T>(what: &str, printer: Printer, work: impl AsyncFnOnce(&Arc<Moved>) -> T) -> T {
    let moved: Arc<Moved> = Arc::default();
    let resumed = "Run the same command again to continue where it was.".to_owned();
    let _interrupted = interrupt::advise(move || vec![resumed.clone()]);
    let progress = Progress::new(printer);
    let (begin, mut reported) = (Instant::now(), Instant::now());
    let mut work = pin!(work(&moved));
    loop {
        if let Ok(done) = tokio::time::timeout(TICK, &mut work).await {
            return done;
        }
        let state = match (moved.bytes(), moved.total()) {
            // The file is being read.
            (0, None) => what.to_owned(),
            (bytes, total) => format!("{what}: {}", so_far(bytes, total, begin.elapsed())),
        };
        progress.update(&state);
        if !progress.is_live() && reported.elapsed() >= REPORT {
            reported = Instant::now();
            printer.remark(&state);
        }
    }
}

/// How many bytes moved, of how many, how fast, and how long the rest will take.
fn so_far(moved: u64, total: Option<u64>, elapsed: Duration) -> String {
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let rate = moved as f64 / elapsed.as_secs_f64().max(0.1);
    let moving = format!(
        "{}, {:.1} MB/s",
        total.map_or_else(
            || megabytes(moved),
            |total| {
                // What failed and was sent again counts twice.
                format!("{} of {}", megabytes(moved.min(total)), megabytes(total))
            }
        ),
        rate / 1e6
    );
    match total.map(|total| total.saturating_sub(moved) as f64 / rate) {
        Some(left) if left.is_finite() => {
            format!("{moving}, {} left", time::readable(Duration::from_secs(left.ceil() as u64)))
        }
        _ => moving,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_the_time_follows_from_the_rate() {
        let ten = Duration::from_secs(10);
        assert_eq!(so_far(20_000_000, Some(50_000_000), ten), "20.0 MB of 50.0 MB, 2.0 MB/s, 15s left");
        assert_eq!(so_far(0, Some(50_000_000), ten), "0.0 MB of 50.0 MB, 0.0 MB/s");
        assert_eq!(so_far(20_000_000, None, ten), "20.0 MB, 2.0 MB/s");
        assert_eq!(so_far(60_000_000, Some(50_000_000), ten), "50.0 MB of 50.0 MB, 6.0 MB/s, 0s left");
    }
}
