//! The service: one state behind a lock, which requests and the passing time change in turn.

use super::answer::Answer;
use super::clock::{self, Clock};
use super::earlier_state;
use super::given_artifacts;
use super::initial_records;
use super::jobs;
use super::resource::Collection;
use super::state::{Seeds, State};
use super::state_file::Store;
use super::tokens::Tokens;
use super::turn::{Nodes, Turn};
use crate::sandbox::kubernetes::Cluster;
use crate::sandbox::objects::Objects;
use anyhow::Context;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// How often jobs are moved along while nobody asks.
const TICK: Duration = Duration::from_millis(100);

/// How the service starts.
pub struct Options {
    /// How long a job takes from its creation to its end.
    pub job_time: Duration,
    /// Where the records are kept between runs; in memory if nowhere.
    pub state: Option<PathBuf>,
    /// `true` to start without records.
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
    objects: Objects,
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
    /// Starts the service in the cluster, with an object store. Fails if the state cannot be read.
    pub fn new(options: Options, cluster: Cluster, objects: Objects) -> anyhow::Result<Self> {
        Service::with_clock(options, cluster, objects, clock::system())
    }

    /// The same with a clock of its own.
    pub fn with_clock(options: Options, cluster: Cluster, objects: Objects, clock: Clock) -> anyhow::Result<Self> {
        let store = Store::new(options.state)?;
        let now = clock();
        let mut state = match store.load()? {
            Some(state) => state,
            None if options.empty => State::default(),
            None => {
                let mut state = State::default();
                let seeds = initial_records::add(&mut state, &objects, now);
                state.seeds = Some(seeds.context("Unable to make the objects of the initial records")?);
                state
            }
        };
        earlier_state::make_objects(&mut state, &objects, now)?;
        given_artifacts::make(&objects, &options.artifacts, now)?;
        for xname in options.nodes.keys() {
            let node = [("xname".to_owned(), xname.as_str().into())];
            state.put(Collection::RemoteBuildNodes, xname, node.into_iter().collect());
        }
        store.save(&state)?;
        for (id, in_cluster) in &state.cluster_objects {
            if let Some(job) = state.get(Collection::Jobs, id) {
                in_cluster.create(&cluster, job);
            }
        }
        let shared = Shared {
            kept: Mutex::new(Kept { saved: state.revision(), state }),
            store,
            objects,
            tokens: Tokens::new(options.password, options.token_time, clock.clone()),
            cluster,
            clock,
            job_time: options.job_time,
            nodes: options.nodes,
        };
        Ok(Service { shared: Arc::new(shared) })
    }

    /// The records to begin with; `None` if it started without them.
    pub fn seeds(&self) -> Option<Seeds> {
        self.shared.lock().state.seeds.clone()
    }

    /// Lets jobs move by themselves as long as the service is there, so that the cluster follows even if nobody asks.
    pub fn start_jobs(&self) {
        tokio::spawn(advance(Arc::downgrade(&self.shared)));
    }

    /// Gives somebody a turn who asks the service's pods for nothing, so that it needs none.
    pub fn turn_beside(&self, settings: &BTreeMap<String, String>, act: impl FnOnce(&mut Turn)) {
        self.shared.turn(settings, |turn| {
            act(turn);
            Answer::done()
        });
    }

    /// The settings of the service's pod; none if no pod is ready.
    pub fn settings(&self) -> BTreeMap<String, String> {
        self.shared.cluster.settings().unwrap_or_default()
    }

    /// The tokens that the gateway knows.
    pub fn tokens(&self) -> &Tokens {
        &self.shared.tokens
    }

    /// Gives a request its turn with the state. Returns `None` if no pod of the service is ready.
    pub fn turn(&self, serve: impl FnOnce(&mut Turn) -> Answer) -> Option<Answer> {
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
        let mut turn = Turn {
            state: &mut kept.state,
            objects: &self.objects,
            cluster: &self.cluster,
            settings,
            nodes: &self.nodes,
            now: (self.clock)(),
        };
        jobs::advance(&mut turn, self.job_time);
        let answer = serve(&mut turn);
        match self.keep(&mut kept) {
            Ok(()) => answer,
            Err(cause) => Answer::problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("{cause:#}")),
        }
    }

    /// Saves the state if it has changed. A failure is tried again at the next occasion.
    fn keep(&self, kept: &mut Kept) -> anyhow::Result<()> {
        let revision = kept.state.revision();
        if revision != kept.saved {
            self.store.save(&kept.state)?;
            kept.saved = revision;
        }
        Ok(())
    }
}

async fn advance(shared: Weak<Shared>) {
    loop {
        tokio::time::sleep(TICK).await;
        let Some(shared) = shared.upgrade() else {
            return;
        };
        shared.turn(&BTreeMap::new(), |_| Answer::done());
    }
}
