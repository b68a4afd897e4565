//! What the path of a request leads to, and what its query says.

use super::kinds::RESOURCES;
use super::resource::{Resource, Subresource};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

/// Where a path leads.
#[derive(Debug)]
pub enum Route {
    Health,
    Version,
    CoreVersions,
    Groups,
    Group(String),
    Resources { group: String, version: String },
    Schemas,
    Schema(String),
    Objects(Target),
}

/// The objects that a path leads to: all of a kind, those of a namespace, one, or a part of one.
#[derive(Clone, Debug)]
pub struct Target {
    pub resource: &'static Resource,
    pub namespace: Option<String>,
    pub name: Option<String>,
    pub subresource: Option<Subresource>,
}

impl Route {
    /// Finds where a path leads, if anywhere.
    pub fn find(path: &str) -> Option<Self> {
        let segments: Vec<String> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| percent_decode_str(segment).decode_utf8().map(String::from))
            .collect::<Result<_, _>>()
            .ok()?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments[..] {
            ["healthz" | "livez" | "readyz", ..] => Some(Route::Health),
            ["version"] => Some(Route::Version),
            ["api"] => Some(Route::CoreVersions),
            ["apis"] => Some(Route::Groups),
            ["apis", group] => Some(Route::Group(group.into())),
            ["api", version] => Some(Route::Resources { group: String::new(), version: version.into() }),
            ["apis", group, version] => Some(Route::Resources { group: group.into(), version: version.into() }),
            ["openapi", "v3"] => Some(Route::Schemas),
            ["openapi", "v3", ref rest @ ..] => Some(Route::Schema(rest.join("/"))),
            ["api", version, ref rest @ ..] => target("", version, rest).map(Route::Objects),
            ["apis", group, version, ref rest @ ..] => target(group, version, rest).map(Route::Objects),
            _ => None,
        }
    }
}

fn target(group: &str, version: &str, path: &[&str]) -> Option<Target> {
    let (namespace, rest) = match path {
        // What follows the name of a namespace is a kind of object in it, or a part of the namespace itself.
        ["namespaces", namespace, rest @ ..] if !rest.is_empty() && find(group, version, rest[0]).is_some() => {
            (Some(*namespace), rest)
        }
        rest => (None, rest),
    };
    let (plural, rest) = rest.split_first()?;
    let resource = find(group, version, plural)?;
    let (name, subresource) = match rest {
        [] => (None, None),
        [name] => (Some(*name), None),
        [name, part] => {
            let part = resource.subresources.iter().find(|subresource| subresource.name() == *part)?;
            (Some(*name), Some(*part))
        }
        _ => return None,
    };
    // An object of a namespace is found only through it; one of the cluster is in none.
    let is_sound = match (resource.is_namespaced, namespace, name) {
        (true, None, Some(_)) => false,
        (is_namespaced, Some(_), _) => is_namespaced,
        _ => true,
    };
    is_sound.then(|| Target { resource, namespace: namespace.map(Into::into), name: name.map(Into::into), subresource })
}

fn find(group: &str, version: &str, plural: &str) -> Option<&'static Resource> {
    RESOURCES
        .iter()
        .find(|resource| resource.group == group && resource.version == version && resource.plural == plural)
}

/// The query of a request.
pub struct Query(Vec<(String, String)>);

impl Query {
    pub fn parse(text: &str) -> Self {
        Query(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Returns `true` if a switch is on: named, and not turned off.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !matches!(value, "false" | "0"))
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(path: &str) -> Option<(&'static str, Option<String>, Option<String>)> {
        match Route::find(path)? {
            Route::Objects(target) => Some((target.resource.plural, target.namespace, target.name)),
            _ => None,
        }
    }

    #[test]
    fn a_namespace_is_an_object_and_a_place() {
        assert_eq!(leads_to("/api/v1/namespaces/ims"), Some(("namespaces", None, Some("ims".into()))));
        assert_eq!(leads_to("/api/v1/namespaces/ims/pods"), Some(("pods", Some("ims".into()), None)));
        assert_eq!(leads_to("/api/v1/namespaces/ims/status"), Some(("namespaces", None, Some("ims".into()))));
    }

    #[test]
    fn paths_that_lead_nowhere_are_known() {
        for path in
            ["/", "/api/v1/things", "/apis/apps/v1/deployments/x", "/api/v1/pods/x/y/z", "/api/v1/namespaces/a/nodes/b"]
        {
            assert!(leads_to(path).is_none(), "{path}");
        }
    }
}
