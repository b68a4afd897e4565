//! Numbers as the reference client prints them.

use std::borrow::Cow;

/// A JSON number in Python's words: integers of any size as they are, other numbers in the shortest form that reads back
/// to the same 64-bit float. What no such float can hold stays as it was written.
pub fn python(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return Cow::Borrowed(if text == "-0" { "0" } else { text });
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Cow::Owned(shortest(number)),
        _ => Cow::Borrowed(text),
    }
}

/// Python's `repr` of a float: positional from 1e-4 up to 1e16, otherwise with a signed exponent of two digits at least.
fn shortest(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        -4..16 => format!("{number:?}"),
        exponent if exponent < 0 => format!("{digits}e-{:02}", -exponent),
        exponent => format!("{digits}e+{exponent:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::python;

    #[test]
    fn integers_of_any_size_stay_as_written() {
        for text in ["0", "-5", "12345678901234567890", "-123456789012345678901234567890123456789"] {
            assert_eq!(python(text), text);
        }
        assert_eq!(python("-0"), "0");
    }

    #[test]
    fn floats_take_their_shortest_form() {
        for (text, printed) in [
            ("1.50", "1.5"),
            ("1.0", "1.0"),
            ("-0.0", "-0.0"),
            ("1E5", "100000.0"),
            ("0.0001", "0.0001"),
            ("0.00001", "1e-05"),
            ("1e-07", "1e-07"),
            ("1e300", "1e+300"),
            ("9999999999999998.0", "9999999999999998.0"),
            ("1e16", "1e+16"),
            ("123456789012345680.0", "1.2345678901234568e+17"),
            ("0.1234567890123456789", "0.12345678901234568"),
        ] {
            assert_eq!(python(text), printed);
        }
    }

    #[test]
    fn a_number_beyond_the_floats_stays_as_written() {
        assert_eq!(python("1e400"), "1e400");
    }
}
