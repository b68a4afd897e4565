//! Ages of records, checked here because the service takes one that it cannot read for zero, and misreads some that combine
//! units.

use std::fmt;
use std::time::Duration;

/// How old a record must be: a whole number of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    number: u64,
    unit: Unit,
}

/// The units that the service knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
}

impl Unit {
    fn parse(word: &str) -> Option<Unit> {
        match word.to_lowercase().as_str() {
            "m" | "min" | "mins" | "minute" | "minutes" => Some(Unit::Minute),
            "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hour),
            "d" | "day" | "days" => Some(Unit::Day),
            "w" | "week" | "weeks" => Some(Unit::Week),
            _ => None,
        }
    }

    fn minutes(self) -> u64 {
        match self {
            Unit::Minute => 1,
            Unit::Hour => 60,
            Unit::Day => 24 * 60,
            Unit::Week => 7 * 24 * 60,
        }
    }

    fn letter(self) -> char {
        match self {
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
            Unit::Week => 'w',
        }
    }
}

/// No age is longer than this, in minutes: a thousand years.
const LONGEST: u64 = 1000 * 366 * 24 * 60;

impl Age {
    /// Reads an age such as `6h`, `1w2d` or `90 minutes`. One that combines units becomes that many of the smallest.
    pub fn parse(text: &str) -> Result<Age, String> {
        let refused = || format!("\"{text}\" is not an age. Examples: 90m, 6h, 2d, 1w, 1d6h");
        let mut parts = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (number, after) = split_while(rest, |character| character.is_ascii_digit());
            let (word, after) = split_while(after.trim_start(), |character| character.is_ascii_alphabetic());
            let number: u64 = number.parse().map_err(|_| refused())?;
            parts.push((number, Unit::parse(word).ok_or_else(refused)?));
            rest = after.trim_start();
        }
        let unit = parts.iter().map(|(_, unit)| *unit).min().ok_or_else(refused)?;
        let minutes = parts
            .iter()
            .try_fold(0_u64, |sum, (number, unit)| sum.checked_add(number.checked_mul(unit.minutes())?))
            .filter(|minutes| *minutes <= LONGEST)
            .ok_or_else(|| format!("\"{text}\" is longer ago than any record"))?;
        Ok(Age { number: minutes / unit.minutes(), unit })
    }

    /// The length of time.
    pub fn duration(self) -> Duration {
        Duration::from_secs(60 * self.number * self.unit.minutes())
    }
}

fn split_while(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|character| !belongs(character)).unwrap_or(text.len()))
}

/// As the service reads it: one number and one letter.
impl fmt::Display for Age {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}{}", self.number, self.unit.letter())
    }
}

#[cfg(test)]
mod tests {
    use super::Age;

    #[test]
    fn an_age_is_sent_in_one_unit() {
        for (given, sent) in [
            ("6h", "6h"),
            ("7d", "7d"),
            ("24h", "24h"),
            ("1d6h", "30h"),
            ("1w2d", "9d"),
            ("2d6h", "54h"),
            ("6h1d", "30h"),
            ("1h30m", "90m"),
            ("6H", "6h"),
            (" 1d 6h ", "30h"),
            ("90 minutes", "90m"),
            ("1 day", "1d"),
            ("2weeks", "2w"),
            ("0h", "0h"),
        ] {
            assert_eq!(Age::parse(given).map(|age| age.to_string()), Ok(sent.to_owned()), "{given}");
        }
    }

    #[test]
    fn what_is_not_an_age_is_refused() {
        for text in [
            "soon",
            "",
            " ",
            "h",
            "6",
            "6s",
            "6y",
            "-1d",
            "1.5h",
            "1d6",
            "d6",
            "1d,6h",
            "６h",
            "99999999999999999999d",
            "9999999999999w",
        ] {
            assert!(Age::parse(text).is_err(), "{text}");
        }
    }
}
