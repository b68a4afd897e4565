//! How much of a log was printed, so that a log that is read again goes on where it was left.

use crate::kubernetes::LogTime;

/// Up to which time a log was printed, and how many lines of that very time.
#[derive(Clone, Default)]
pub struct Reported {
    pub time: Option<LogTime>,
    lines: usize,
}

impl Reported {
    /// Notes that a line of this time was printed.
    pub fn add(&mut self, time: Option<LogTime>) {
        match time {
            Some(time) if self.time == Some(time) => self.lines += 1,
            Some(time) => *self = Reported { time: Some(time), lines: 1 },
            None => {}
        }
    }

    /// Returns `true` if the next line, of this time, was printed before, and counts it off.
    pub fn has(&mut self, time: Option<LogTime>) -> bool {
        let (Some(reported), Some(time)) = (self.time, time) else { return false };
        if time == reported && self.lines > 0 {
            self.lines -= 1;
            return true;
        }
        time < reported
    }
}

#[cfg(test)]
mod tests {
    use super::Reported;

    #[test]
    fn a_log_that_is_read_anew_goes_on_where_it_was_left() {
        let times =
            |text: &str| text.split(' ').map(|time| format!("2026-11-24T12:00:0{time}Z").parse().ok()).collect();
        let read = |reported: &mut Reported, lines: Vec<_>| -> usize {
            let mut repeated = reported.clone();
            lines.into_iter().filter(|time| !repeated.has(*time)).map(|time| reported.add(time)).count()
        };
        let mut reported = Reported::default();
        assert_eq!(read(&mut reported, times("1 2 2")), 3);
        assert_eq!(read(&mut reported, times("1 2 2 2 3")), 2, "all come again, and two more");
        assert_eq!(read(&mut reported, times("3 4")), 1, "only the last time comes again");
        assert_eq!(read(&mut reported, times("5 5")), 2, "nothing comes again");
    }
}
