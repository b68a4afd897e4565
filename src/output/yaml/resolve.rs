//! Which plain scalars a YAML 1.2 reader takes for something other than a string.

/// Whether the text, written without quotes, would be read as a boolean, a null, a number, a timestamp, or a merge or
/// default key.
#[inline(always)]
pub fn is_ambiguous(text: &[u8]) -> bool {
    match text {
        [] => true,
        [b't' | b'T' | b'f' | b'F', ..] => {
            matches!(text, b"true" | b"True" | b"TRUE" | b"false" | b"False" | b"FALSE")
        }
        [b'n' | b'N', ..] => matches!(text, b"null" | b"Null" | b"NULL"),
        [b'~'] | [b'='] | [b'<', b'<'] => true,
        [b'+' | b'-' | b'.' | b'0'..=b'9', ..] => is_number_or_time(text),
        _ => false,
    }
}

fn is_number_or_time(text: &[u8]) -> bool {
    // What is not ASCII is none of them.
    std::str::from_utf8(text).is_ok_and(|text| is_integer(text) || is_float(text) || is_timestamp(text))
}

fn is_integer(text: &str) -> bool {
    let digits = unsigned(text);
    let all = |digits: &str, allowed: fn(u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|byte| byte == b'_' || allowed(byte))
    };
    let octal = |byte| matches!(byte, b'0'..=b'7');
    if all(digits, |byte| byte.is_ascii_digit()) && !text.starts_with('.') {
        return true;
    }
    let Some(rest) = digits.strip_prefix('0') else { return false };
    match rest.as_bytes().first() {
        Some(b'b') => all(&rest[1..], |byte| matches!(byte, b'0' | b'1')),
        Some(b'o') => all(&rest[1..], octal),
        Some(b'x') => all(&rest[1..], |byte| byte.is_ascii_hexdigit()),
        _ => false,
    }
}

fn is_float(text: &str) -> bool {
    let rest = unsigned(text);
    if let Some(name) = rest.strip_prefix('.')
        && (matches!(name, "inf" | "Inf" | "INF") || matches!(text, ".nan" | ".NaN" | ".NAN"))
    {
        return true;
    }
    let underscored = |text: &str| text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'_').count();
    if let Some(fraction) = rest.strip_prefix('.') {
        let (digits, exponent) = fraction.split_at(underscored(fraction));
        // Behind a bare fraction the exponent needs a sign.
        return !digits.is_empty()
            && (exponent.is_empty() || is_exponent(exponent) && exponent[1..].starts_with(['+', '-']));
    }
    if !rest.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let rest = &rest[underscored(rest)..];
    match rest.strip_prefix('.') {
        Some(fraction) => {
            let exponent = &fraction[underscored(fraction)..];
            exponent.is_empty() || is_exponent(exponent)
        }
        None => is_exponent(rest),
    }
}

fn is_exponent(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return false };
    let digits = unsigned(rest);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// A date, or a date and a time with perhaps a fraction and a zone.
fn is_timestamp(text: &str) -> bool {
    let mut scan = Scan(text.as_bytes());
    if !(scan.digits(4, 4) && scan.one(b"-")) {
        return false;
    }
    if let [m1, m2, b'-', d1, d2] = scan.0
        && [m1, m2, d1, d2].iter().all(|byte| byte.is_ascii_digit())
    {
        return true;
    }
    if !(scan.digits(1, 2) && scan.one(b"-") && scan.digits(1, 2)) {
        return false;
    }
    if !scan.one(b"Tt") && scan.blanks() == 0 {
        return false;
    }
    let time = scan.digits(1, 2) && scan.one(b":") && scan.digits(2, 2) && scan.one(b":") && scan.digits(2, 2);
    if !time {
        return false;
    }
    if scan.one(b".") {
        scan.digits(0, usize::MAX);
    }
    let blanks = scan.blanks();
    if scan.0.is_empty() {
        return blanks == 0;
    }
    if scan.one(b"Z") {
        return scan.0.is_empty();
    }
    scan.one(b"+-")
        && scan.digits(1, 2)
        && (scan.0.is_empty() || scan.one(b":") && scan.digits(2, 2) && scan.0.is_empty())
}

/// What is left to look at.
struct Scan<'t>(&'t [u8]);

impl Scan<'_> {
    /// Passes one byte of this set.
    fn one(&mut self, set: &[u8]) -> bool {
        let found = self.0.first().is_some_and(|byte| set.contains(byte));
        if found {
            self.0 = &self.0[1..];
        }
        found
    }

    /// Passes at least `least` and at most `most` digits.
    fn digits(&mut self, least: usize, most: usize) -> bool {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = &self.0[count..];
        count >= least
    }

    /// Passes spaces and tabs; returns how many.
    fn blanks(&mut self) -> usize {
        let count = self.0.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.0 = &self.0[count..];
        count
    }
}
