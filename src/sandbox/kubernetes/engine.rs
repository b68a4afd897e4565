//! The cluster: one state behind a lock, and what follows from each change of it.

use super::controllers;
use super::state::{State, Task};
use super::users::USERS;
use std::sync::{Arc, Mutex, PoisonError};

/// The cluster: its objects, and what happens to them by themselves. Clones share it. What takes time in it happens on
/// the tokio runtime in which it is used.
#[derive(Clone)]
pub struct Cluster(Arc<Inner>);

struct Inner {
    token: String,
    state: Mutex<State>,
    /// Begins what takes time.
    start: fn(Cluster, Task),
}

impl Cluster {
    /// A cluster with this state.
    pub(super) fn with(state: State, start: fn(Cluster, Task)) -> Self {
        let token = uuid::Uuid::new_v4().simple().to_string();
        Cluster(Arc::new(Inner { token, state: Mutex::new(state), start }))
    }

    /// The token of a user, if there is one of this name: `admin` may do everything, `nobody` nothing.
    pub fn token_of(&self, user: &str) -> Option<String> {
        let secret = &self.0.token;
        USERS.iter().find(|known| known.name == user).map(|user| format!("{}-{secret}", user.name))
    }

    /// Does something with the state, lets the controllers react, and begins what takes time.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let (outcome, tasks) = {
            let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
            let version = state.store.version();
            let outcome = act(&mut state);
            controllers::settle(&mut state, version);
            (outcome, std::mem::take(&mut state.tasks))
        };
        for task in tasks {
            (self.0.start)(self.clone(), task);
        }
        outcome
    }
}
