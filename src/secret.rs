//! Secrets that this process holds. What is registered here is left out of everything that is said on standard error, so
//! that a service that echoes a token or a password cannot make us print it.

mod encoding;

use encoding::{View, hexadecimal, normalized, printed};
use memchr::memmem;
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError, TryLockError};
use std::thread;
use zeroize::Zeroizing;

/// Leaving out shorter texts, or shorter parts of one, would make messages unreadable.
const SHORTEST: usize = 6;

/// A long text is looked at in pieces of so many bytes, each with the beginning of the next one.
const PIECE: usize = 1 << 20;
const OVERLAP: usize = 1 << 18;

static HIDDEN: Mutex<Vec<Hidden>> = Mutex::new(Vec::new());

/// A secret that is left out.
struct Hidden {
    /// In every alphabet in which it can be written, normalized.
    forms: Vec<Zeroizing<Vec<u8>>>,
    parts: HashSet<[u8; SHORTEST]>,
}

/// Keeps other processes of this user, and core dumps, from the memory of this one. Where that is not possible, it stays as it is.
pub fn protect_memory() {
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

/// Returns `true` if a text is too short to be found again in what others say.
pub fn is_short(secret: &str) -> bool {
    secret.len() < SHORTEST
}

/// Leaves this text out of all that is said from now on, in every form in which it goes out or may come back.
pub fn hide(secret: &str) {
    protect_memory();
    if is_short(secret) {
        return;
    }
    let mut forms = printed(secret.as_bytes());
    // Parts in hexadecimal could be those of any id.
    let parts = forms.iter().flat_map(|form| form.array_windows().copied()).collect();
    forms.push(hexadecimal(secret.as_bytes()));
    forms.retain(|form| form.len() >= SHORTEST);
    let mut hidden = HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
    if hidden.iter().any(|known| known.forms == forms) {
        return;
    }
    hidden.push(Hidden { forms, parts });
}

/// The text with every registered secret left out, however it is encoded.
pub fn scrubbed(text: &str) -> Cow<'_, str> {
    without(text, find_whole)
}

/// The text of somebody else with every registered secret left out, and every longer part of one.
pub fn scrubbed_of_parts(text: &str) -> Cow<'_, str> {
    without(text, |hidden, bytes, found| {
        find_whole(hidden, bytes, found);
        for (start, part) in bytes.array_windows::<SHORTEST>().enumerate() {
            if hidden.iter().any(|hidden| hidden.parts.contains(part)) {
                found.push(start..start + SHORTEST);
            }
        }
    })
}

fn find_whole(hidden: &[Hidden], bytes: &[u8], found: &mut Vec<Range<usize>>) {
    for form in hidden.iter().flat_map(|hidden| &hidden.forms) {
        found.extend(memmem::find_iter(bytes, form.as_slice()).map(|start| start..start + form.len()));
    }
}

/// The text without what `find` finds in its views.
fn without(text: &str, find: impl Fn(&[Hidden], &[u8], &mut Vec<Range<usize>>)) -> Cow<'_, str> {
    let hidden = match HIDDEN.try_lock() {
        Ok(hidden) => hidden,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        // A thread that panics may hold the lock itself, and would wait for ever. Better nothing is said than a secret.
        Err(TryLockError::WouldBlock) if thread::panicking() => return Cow::Borrowed("***"),
        Err(TryLockError::WouldBlock) => HIDDEN.lock().unwrap_or_else(PoisonError::into_inner),
    };
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut places = Vec::new();
    for start in (0..text.len()).step_by(PIECE) {
        let piece = &text.as_bytes()[start..text.len().min(start + PIECE + OVERLAP)];
        for view in View::all(piece) {
            let mut found = Vec::new();
            find(&hidden, &normalized(view.bytes()), &mut found);
            places.extend(found.into_iter().map(|range| view.place(range)).map(|p| start + p.start..start + p.end));
        }
    }
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    places.sort_by_key(|place| place.start);
    let mut masked = String::new();
    let mut end = 0;
    for place in places {
        if place.start >= end {
            masked.push_str(&text[end..text.floor_char_boundary(place.start).max(end)]);
            masked.push_str("***");
        }
        end = end.max(text.ceil_char_boundary(place.end));
    }
    masked.push_str(&text[end..]);
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::{hide, scrubbed, scrubbed_of_parts};
    use proptest::prelude::*;
    use std::sync::{PoisonError, mpsc};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn what_is_registered_is_left_out_and_nothing_else() {
        hide("sesame");
        hide("open sesame");
        hide("");
        hide("a");
        assert_eq!(scrubbed("say open sesame, open sesame"), "say ***, ***");
        assert_eq!(scrubbed("say anything"), "say anything");
    }

    #[test]
    fn a_secret_is_known_in_every_encoding() {
        hide("p@ss w\"ö/é%");
        for said in [
            r#"p@ss w"ö/é%"#,
            "p%40ss+w%22%C3%B6%2F%C3%A9%25",
            "p%40ss%20w%22%c3%b6%2f%c3%a9%25",
            "p%2540ss%2520w%2522%25c3%25b6%252f%25c3%25a9%2525",
            r#"p@ss w\"ö/é%"#,
            r"p@ss w\u0022\u00F6\/\u00e9%",
            "p@ss w&quot;&#246;/&#xE9;%",
            "P@SS W\"ö/é%",
            // Base64, as Basic authentication has it behind a name, and in hexadecimal.
            "bWU6cEBzcyB3IsO2L8OpJQ==",
            "7040737320772 2c3b62fc3a925".replace(' ', "").as_str(),
        ] {
            let masked = scrubbed(&format!("<{said}>")).into_owned();
            assert!(masked.contains("***") && masked.len() < 14, "{said} became {masked}");
        }
    }

    #[test]
    fn a_part_is_left_out_of_what_others_say() {
        hide("correct horse battery");
        assert_eq!(scrubbed("horse batt"), "horse batt");
        assert_eq!(scrubbed_of_parts("it is horse%20batt and so on"), "it is*** and so on");
        assert_eq!(scrubbed_of_parts("a hors"), "a hors");
    }

    #[test]
    fn a_thread_that_panics_while_it_holds_the_lock_speaks_without_waiting_for_it() {
        struct Speaks(mpsc::Sender<String>);
        impl Drop for Speaks {
            fn drop(&mut self) {
                let _ = self.0.send(scrubbed("nothing else").into_owned());
            }
        }
        let (sender, said) = mpsc::channel();
        let panicked = thread::spawn(|| {
            let _held = super::HIDDEN.lock().unwrap_or_else(PoisonError::into_inner);
            let _speaks = Speaks(sender);
            panic!("while it is held");
        });
        assert_eq!(said.recv_timeout(Duration::from_secs(60)).as_deref(), Ok("***"));
        assert!(panicked.join().is_err());
    }

    #[test]
    fn a_secret_far_back_in_a_long_text_is_left_out() {
        hide("a-long-way-from-home");
        for before in [super::PIECE - 3, super::PIECE + 7] {
            let text = format!("{}a-long-way-from-home{}", "é".repeat(before / 2), "x".repeat(100));
            assert!(!scrubbed(&text).contains("way"), "{before}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_makes_us_panic(text in "\\PC*", secret in "\\PC{6,20}", tail in "[%&#x;\\\\u0-9a-fö]*") {
            hide(&secret);
            let text = format!("{text}{tail}{secret}{tail}");
            scrubbed_of_parts(&text);
            prop_assert!(!scrubbed(&text).contains(&secret));
        }
    }
}
