//! Paths and methods: what a request is about.

use super::records::{Collection, NATURES, Nature, nature};
use percent_encoding::percent_decode_str;

/// What a path names.
#[derive(Clone, Debug)]
pub enum Place {
    Version,
    /// The probes of the service's pod.
    Health,
    All(Api, &'static Nature),
    One(Api, &'static Nature, String),
    /// What the service finds when it looks at all remote build nodes.
    NodeStates,
    /// What it finds when it looks at one.
    NodeState(String),
}

/// The versions of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V3,
    /// Version 2, which is also what a path without a version means. It deletes for good.
    V2,
}

/// What becomes of a path and a method.
#[derive(Debug)]
pub enum Route {
    To(Place),
    /// It has these methods, and this is its first place.
    Methods(Vec<&'static str>, Place),
    /// A path with a slash too many; it leads on to this one if the method is one that is known there.
    Moved {
        path: String,
        is_known: bool,
    },
    Nowhere,
}

/// The route of a path below `/apis/ims`.
pub fn find(path: &str, method: &str) -> Route {
    let path = format!("/{}", percent_decode_str(path).decode_utf8_lossy().trim_start_matches('/'));
    let method = if method == "HEAD" { "GET" } else { method };
    let found = places(&path);
    let merged = path.replace("//", "/");
    match found.iter().find(|place| place.methods().contains(&method)) {
        Some(place) => Route::To(place.clone()),
        None => match (found.first(), places(&merged)) {
            (Some(first), _) => Route::Methods(methods(&found), first.clone()),
            (None, others) if others.is_empty() => Route::Nowhere,
            (None, others) => Route::Moved { path: merged, is_known: methods(&others).contains(&method) },
        },
    }
}

/// The methods of all these places.
fn methods(places: &[Place]) -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for method in places.iter().flat_map(Place::methods) {
        if !all.contains(&method) {
            all.push(method);
        }
    }
    all
}

/// What a path may name, the likeliest first.
fn places(path: &str) -> Vec<Place> {
    match path {
        "/version" => return vec![Place::Version],
        "/healthz/ready" | "/healthz/live" => return vec![Place::Health],
        _ => {}
    }
    let (api, path) = match (path.strip_prefix("/v3/"), path.strip_prefix("/v2/")) {
        (Some(rest), _) => (Api::V3, rest),
        (None, Some(rest)) => (Api::V2, rest),
        (None, None) => (Api::V2, path.trim_start_matches('/')),
    };
    let states = match (api, path.strip_prefix("remote-build-nodes/status")) {
        (Api::V3, Some("")) => Some(Place::NodeStates),
        (Api::V3, Some(rest)) => rest.strip_prefix('/').and_then(id).map(Place::NodeState),
        _ => None,
    };
    let place = NATURES.iter().filter(|nature| api == Api::V3 || nature.is_in_v2()).find_map(|nature| {
        let rest = path.strip_prefix(nature.path)?;
        match rest.strip_prefix('/') {
            None if rest.is_empty() => Some(Place::All(api, nature)),
            None => None,
            Some(name) => id(name).map(|id| Place::One(api, nature, id)),
        }
    });
    states.into_iter().chain(place).collect()
}

fn id(text: &str) -> Option<String> {
    (!text.is_empty() && !text.contains('/')).then(|| text.to_owned())
}

impl Place {
    /// The methods that can be used on it.
    pub fn methods(&self) -> Vec<&'static str> {
        let mut methods = vec!["GET", "HEAD", "OPTIONS"];
        match self {
            Place::Version | Place::Health | Place::NodeStates | Place::NodeState(_) => {}
            Place::All(_, nature) => {
                methods.push("DELETE");
                methods.extend(nature.new.map(|_| "POST"));
                methods.extend(nature.origin.map(|_| "PATCH"));
            }
            Place::One(_, nature, _) => {
                methods.push("DELETE");
                methods.extend(nature.patch.map(|_| "PATCH"));
            }
        }
        methods
    }

    /// The methods of this and of all that have the same path.
    pub fn all_methods(&self) -> Vec<&'static str> {
        match (self, nature(Collection::RemoteBuildNodes)) {
            // It is also the place of a node of the name.
            (Place::NodeStates, Some(nodes)) => {
                methods(&[self.clone(), Place::One(Api::V3, nodes, "status".to_owned())])
            }
            _ => self.methods(),
        }
    }

    /// Returns `false` if it is no place of an API, but one that the service has beside them.
    pub fn is_api(&self) -> bool {
        !matches!(self, Place::Version | Place::Health)
    }
}
