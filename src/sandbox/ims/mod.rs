//! The simulated Image Management Service behind its gateway: IMS v3 and v2, the routes beside them and the token endpoint. It
//! answers as a service in production does.
//!
//! A request comes in through `gateway`, which checks its token (`tokens`) and finds out what it is about (`route`). Then it
//! has its turn with the state (`verbs`): `records` says what each kind of record is, `schemas` what bodies may hold, `schema`
//! checks them, `links` and `artifacts` look after what records link to, and `jobs` lets jobs live. `hosts` says where
//! ssh leads. Answers have their forms in `answer`.

mod answer;
mod artifacts;
mod body;
mod clock;
mod coercion;
mod deletion;
mod gateway;
mod hosts;
mod jobs;
mod json;
mod links;
mod metadata;
mod nodes;
mod python;
mod records;
mod route;
mod schema;
mod schemas;
mod seeds;
mod store;
mod tokens;
mod verbs;

#[cfg(test)]
mod tests;

pub use hosts::{Container, Host};
pub use nodes::Nodes;
pub use records::Seeds;

use super::kubernetes::Cluster;
use answer::Answer;
use axum::Router;
use axum::http::StatusCode;
use clock::Clock;
use records::{Collection, State};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use store::Store;
use tokens::Tokens;
use verbs::Turn;

/// How often jobs are moved along while nobody asks.
const TICK: Duration = Duration::from_millis(100);

/// How the service starts.
pub struct Options {
    /// How long a job takes from its creation to its end.
    pub job_time: Duration,
    /// Where the records are kept between runs; in memory if nowhere.
    pub state: Option<PathBuf>,
    /// Whether to start without records.
    pub empty: bool,
    /// The paths of artifacts that exist from the start.
    pub artifacts: Vec<String>,
    /// The remote build nodes that can run jobs.
    pub nodes: Nodes,
    /// The password of the user `admin`, if tokens are to be checked.
    pub password: Option<String>,
    /// How long an access token is valid.
    pub token_time: Duration,
}

/// The service. Clones share it.
#[derive(Clone)]
pub struct Service {
    shared: Arc<Shared>,
}

struct Shared {
    kept: Mutex<Kept>,
    store: Store,
    tokens: Tokens,
    cluster: Cluster,
    clock: Clock,
    job_time: Duration,
    nodes: Nodes,
}

/// The state, and which revision of it was saved.
struct Kept {
    state: State,
    saved: u64,
}

impl Service {
    /// Starts the service in the cluster. Fails if the state cannot be read, in words for the user.
    pub fn new(options: Options, cluster: Cluster) -> Result<Self, String> {
        Service::with_clock(options, cluster, clock::system())
    }

    fn with_clock(options: Options, cluster: Cluster, clock: Clock) -> Result<Self, String> {
        let store = Store::new(options.state)?;
        let now = clock();
        let mut state = match store.load()? {
            Some(state) => state,
            None if options.empty => State::default(),
            None => {
                let mut state = State::default();
                state.seeds = Some(seeds::plant(&mut state, now));
                state
            }
        };
        let known = &state.artifacts;
        let new: Vec<String> = options.artifacts.into_iter().filter(|path| known.contains(path) != Ok(true)).collect();
        state.artifacts.add(new.iter().map(String::as_str));
        for xname in options.nodes.keys() {
            let node = [("xname".to_owned(), xname.as_str().into())];
            state.put(Collection::RemoteBuildNodes, xname, node.into_iter().collect());
        }
        store.save(&state)?;
        for (id, objects) in &state.objects {
            if let Some(job) = state.get(Collection::Jobs, id) {
                objects.create(&cluster, job);
            }
        }
        let shared = Shared {
            kept: Mutex::new(Kept { saved: state.revision(), state }),
            store,
            tokens: Tokens::new(options.password, options.token_time, clock.clone()),
            cluster,
            clock,
            job_time: options.job_time,
            nodes: options.nodes,
        };
        Ok(Service { shared: Arc::new(shared) })
    }

    /// The records to begin with; none if it started without them.
    pub fn seeds(&self) -> Option<Seeds> {
        self.shared.lock().state.seeds.clone()
    }

    /// The gateway's routes. From now on jobs move by themselves, if there is a runtime to move them.
    pub fn router(&self) -> Router {
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(tick(Arc::downgrade(&self.shared)));
        }
        Router::new().fallback(gateway::answer).with_state(self.clone())
    }

    fn tokens(&self) -> &Tokens {
        &self.shared.tokens
    }

    /// Gives a request its turn with the state. None if the service is not there.
    fn turn(&self, serve: impl FnOnce(&mut Turn) -> Answer) -> Option<Answer> {
        let settings = self.shared.cluster.settings()?;
        Some(self.shared.turn(&settings, serve))
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Nothing leaves the state half changed, so a panic elsewhere does not spoil it.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, settings: &BTreeMap<String, String>, serve: impl FnOnce(&mut Turn) -> Answer) -> Answer {
        let mut kept = self.lock();
        let mut turn =
            Turn { state: &mut kept.state, cluster: &self.cluster, settings, nodes: &self.nodes, now: (self.clock)() };
        jobs::advance(&mut turn, self.job_time);
        let answer = serve(&mut turn);
        match self.keep(&mut kept) {
            Ok(()) => answer,
            Err(cause) => Answer::problem(StatusCode::INTERNAL_SERVER_ERROR, &cause),
        }
    }

    /// Saves the state if it has changed. A failure is tried again at the next occasion.
    fn keep(&self, kept: &mut Kept) -> Result<(), String> {
        let revision = kept.state.revision();
        if revision != kept.saved {
            self.store.save(&kept.state)?;
            kept.saved = revision;
        }
        Ok(())
    }
}

/// Moves jobs along as long as the service is there, so that the cluster follows even if nobody asks.
async fn tick(shared: Weak<Shared>) {
    loop {
        tokio::time::sleep(TICK).await;
        let Some(shared) = shared.upgrade() else {
            return;
        };
        shared.turn(&BTreeMap::new(), |_| Answer::done());
    }
}
