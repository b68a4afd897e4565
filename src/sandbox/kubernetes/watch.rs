//! Watches: the changes of some objects, as they happen.

use super::engine::Cluster;
use super::failure::Failure;
use super::object;
use super::resource::Resource;
use super::route::Query;
use super::selector::Selector;
use super::state::State;
use super::store::{Change, Key};
use super::streaming_body::{self, Sender};
use super::table::Form;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, interval_at, sleep_until};

/// How long a watch lasts if the client does not say.
const DEFAULT_TIME: u64 = 1800;

/// The longest watch, a day.
const LONGEST_TIME: u64 = 86_400;

/// How often a client that wants bookmarks gets one.
const BOOKMARKS: Duration = Duration::from_secs(60);

/// What is watched, and how it is told.
pub struct Watch {
    pub resource: &'static Resource,
    pub namespace: Option<String>,
    pub selector: Selector,
    pub form: Form,
}

impl Watch {
    /// Answers with the events, one a line, until the time is over.
    pub fn answer(self, cluster: &Cluster, query: &Query) -> Result<Response, Failure> {
        let wanted = query.text("resourceVersion");
        let version: u64 = match wanted {
            "" => 0,
            text => {
                text.parse().map_err(|_| Failure::bad_request(format!("Invalid value: {text:?}: resourceVersion")))?
            }
        };
        let (sender, body) = streaming_body::channel();
        let seconds = query.number("timeoutSeconds").filter(|seconds| *seconds > 0).unwrap_or(DEFAULT_TIME);
        let plan = Plan {
            version,
            // Without a version, or with any version, the client first wants what is there.
            has_initial: version == 0 || query.is_on("sendInitialEvents"),
            has_initial_end: query.is_on("sendInitialEvents"),
            has_bookmarks: query.is_on("allowWatchBookmarks"),
            end: Instant::now() + Duration::from_secs(seconds.min(LONGEST_TIME)),
        };
        tokio::spawn(Teller { watch: self, sender, is_first: true }.tell(cluster.clone(), plan));
        Ok(([(CONTENT_TYPE, "application/json")], Body::new(body)).into_response())
    }

    fn covers(&self, key: &Key) -> bool {
        key.kind == self.resource.kind && self.namespace.as_ref().is_none_or(|namespace| key.namespace == *namespace)
    }

    /// What a change means for those who see only the selected objects.
    fn event_of(&self, change: &Change) -> Option<(&'static str, Arc<Value>)> {
        if !self.covers(&change.key) {
            return None;
        }
        let was_seen = change.before.as_ref().is_some_and(|before| self.selector.matches(before));
        let is_seen = !change.is_removal && self.selector.matches(&change.object);
        let kind = match (was_seen, is_seen) {
            (false, false) => return None,
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
        };
        Some((kind, change.object.clone()))
    }

    fn present(&self, state: &State) -> Vec<Arc<Value>> {
        let objects = state.store.list(self.resource.kind, self.namespace.as_deref()).map(|(_, object)| object);
        objects.filter(|object| self.selector.matches(object)).cloned().collect()
    }
}

/// When a watch begins and ends, and what it tells besides changes.
struct Plan {
    version: u64,
    has_initial: bool,
    has_initial_end: bool,
    has_bookmarks: bool,
    end: Instant,
}

/// Tells one client.
struct Teller {
    watch: Watch,
    sender: Sender,
    is_first: bool,
}

impl Teller {
    /// Tells until the time is over or nobody listens; nothing in between means that the client is gone.
    async fn tell(mut self, cluster: Cluster, plan: Plan) -> Option<()> {
        let (mut versions, mut seen, initial) = cluster.change(|state| {
            let initial = plan.has_initial.then(|| self.watch.present(state));
            (state.store.versions(), state.store.version(), initial)
        });
        match initial {
            Some(objects) => {
                for object in objects {
                    self.event("ADDED", &object).await?;
                }
            }
            None => seen = plan.version,
        }
        if plan.has_initial_end {
            self.bookmark(seen, true).await?;
        }
        let mut bookmarks = interval_at(Instant::now() + BOOKMARKS, BOOKMARKS);
        loop {
            let changes = cluster.change(|state| -> Result<Vec<_>, u64> {
                let changes = state.store.since(seen)?.filter_map(|change| self.watch.event_of(change)).collect();
                seen = seen.max(state.store.version());
                Ok(changes)
            });
            match changes {
                Ok(changes) => {
                    for (kind, object) in changes {
                        self.event(kind, &object).await?;
                    }
                }
                Err(oldest) => {
                    let line = json!({"type": "ERROR", "object": Failure::expired(seen, oldest).status()});
                    self.sender.send(format!("{line}\n")).await;
                    return Some(());
                }
            }
            tokio::select! {
                changed = versions.changed() => changed.ok()?,
                _ = bookmarks.tick(), if plan.has_bookmarks => self.bookmark(seen, false).await?,
                () = self.sender.closed() => return None,
                () = sleep_until(plan.end) => {
                    if plan.has_bookmarks {
                        self.bookmark(seen, false).await?;
                    }
                    return Some(());
                }
            }
        }
    }

    async fn event(&mut self, kind: &str, object: &Value) -> Option<()> {
        let object = self.watch.form.event(self.watch.resource, object, self.is_first);
        self.is_first = false;
        let line = json!({"type": kind, "object": object});
        self.sender.send(format!("{line}\n")).await.then_some(())
    }

    /// Tells how far it has come.
    async fn bookmark(&mut self, version: u64, is_initial_end: bool) -> Option<()> {
        let resource = self.watch.resource;
        let mut object = json!({
            "kind": resource.kind, "apiVersion": resource.api_version(),
            "metadata": {"resourceVersion": version.to_string()},
        });
        if resource.has_status() {
            object["spec"] = if resource.kind == "Pod" { json!({"containers": null}) } else { json!({}) };
            object["status"] = json!({});
        }
        if is_initial_end {
            object::set(&mut object, &["metadata", "annotations", "k8s.io/initial-events-end"], "true");
        }
        self.event("BOOKMARK", &object).await
    }
}
