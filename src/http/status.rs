//! What an error status of the service means beside the words that come with it: one table.

/// What follows from a status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The same request may succeed in a moment, so one that only reads is sent again.
    pub is_passing: bool,
    /// Something in front of the service answered in its place, so a change may have taken effect all the same.
    pub is_in_doubt: bool,
    /// What to do.
    pub advice: Option<&'static str>,
}

const NOTHING: Meaning = Meaning { is_passing: false, is_in_doubt: false, advice: None };

/// What a status means.
pub fn meaning(status: u16) -> Meaning {
    match status {
        403 => Meaning { advice: Some("`cray-ims auth status` shows who is logged in."), ..NOTHING },
        409 => Meaning {
            advice: Some("`describe` shows the record as it is; a link that is set cannot be set again."),
            ..NOTHING
        },
        429 => Meaning { is_passing: true, ..NOTHING },
        503 => Meaning {
            is_passing: true,
            advice: Some("The service may be restarting; retry in a few minutes."),
            ..NOTHING
        },
        502 | 504 => Meaning { is_passing: true, is_in_doubt: true, ..NOTHING },
        _ => NOTHING,
    }
}
