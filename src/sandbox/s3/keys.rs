//! The keys that requests are signed with. They are valid for a while.

use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The keys that were given. Clones share them.
#[derive(Clone)]
pub struct Keys {
    validity: SignedDuration,
    given: Arc<Mutex<HashMap<String, Key>>>,
}

/// An access key, without its id.
#[derive(Clone)]
pub struct Key {
    pub secret: String,
    pub session_token: String,
    pub expires: Timestamp,
}

impl Keys {
    /// Gives keys that are valid for so long.
    pub fn new(validity: Duration) -> Self {
        let validity = SignedDuration::try_from(validity).unwrap_or(SignedDuration::MAX);
        Keys { validity, given: Arc::default() }
    }

    /// Gives a new key. Returns its id, and the key.
    pub fn give(&self) -> (String, Key) {
        let now = Timestamp::now();
        let expires = now.saturating_add(self.validity).unwrap_or(Timestamp::MAX);
        let key = Key { secret: random(), session_token: random() + &random(), expires };
        let id = random().to_uppercase()[..20].to_owned();
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that nobody can mean any more.
        given.retain(|_, key| now.duration_since(key.expires) < SignedDuration::from_hours(24));
        given.insert(id.clone(), key.clone());
        (id, key)
    }

    /// The key with this id, even if it has expired.
    pub fn find(&self, id: &str) -> Option<Key> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

impl Key {
    /// Returns `true` if it is no longer valid.
    pub fn is_expired(&self) -> bool {
        self.expires <= Timestamp::now()
    }
}

fn random() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
