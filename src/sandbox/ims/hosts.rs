//! The hosts by which jobs are reached over ssh, and how users end the wait of jobs there.

use super::jobs;
use super::record::{Record, text};
use super::resource::Collection;
use super::service::Service;
use super::turn::Turn;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a host is to the service.
pub enum Host {
    /// None of a job.
    Elsewhere,
    /// That of a job which is not there.
    Unknown,
    /// That of a job which does not wait for its user.
    Closed,
    Open(Container),
}

/// The container of a job that waits for its user.
pub struct Container {
    pub job: String,
    pub pod: String,
    /// `true` if a shell in it is locked into the image.
    pub is_jailed: bool,
}

impl Service {
    /// What a host is at this time.
    pub fn host(&self, name: &str) -> Host {
        let mut host = Host::Elsewhere;
        self.turn_beside(&self.settings(), |turn| host = find(turn, &name.to_lowercase()));
        host
    }

    /// Ends a job's wait for its user.
    pub fn end_wait(&self, job: &str, is_failure: bool) {
        self.turn_beside(&BTreeMap::new(), |turn| jobs::end_wait(turn, job, is_failure));
    }
}

fn find(turn: &Turn, name: &str) -> Host {
    // Jobs keep the names that they were given, whatever the settings are by now.
    if let Some((id, job)) = turn.state.all(Collection::Jobs).find(|(_, job)| has_name(job, name)) {
        if text(job, "status") != "waiting_on_user" {
            return Host::Closed;
        }
        let pod =
            turn.cluster.pod_of(text(job, "kubernetes_namespace"), text(job, "kubernetes_job")).unwrap_or_default();
        let is_jailed = first_container(job).and_then(|container| container.get("jail")) == Some(&Value::Bool(true));
        return Host::Open(Container { job: id.to_owned(), pod, is_jailed });
    }
    let patterns = jobs::hosts(turn.settings, "*");
    let id = patterns.iter().find_map(|pattern| {
        let (front, back) = pattern.split_once('*')?;
        name.strip_prefix(front)?.strip_suffix(back)
    });
    match id {
        None => Host::Elsewhere,
        Some(id) if turn.state.get(Collection::Jobs, id).is_some() => Host::Closed,
        Some(_) => Host::Unknown,
    }
}

fn has_name(job: &Record, name: &str) -> bool {
    let ways = first_container(job).and_then(|container| container.get("connection_info")).and_then(Value::as_object);
    ways.into_iter().flatten().any(|(_, way)| way.get("host").and_then(Value::as_str) == Some(name))
}

/// A job has at most one.
fn first_container(job: &Record) -> Option<&Value> {
    job.get("ssh_containers")?.get(0)
}
