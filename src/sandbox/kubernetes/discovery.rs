//! What the API tells about itself: its version, groups and resources, and as much of its schema as `kubectl` insists
//! on.

use super::kinds::{RESOURCES, group_versions};
use super::resource::{Resource, Subresource};
use serde_json::{Value, json};

/// The content type of discovery in one piece.
pub const AGGREGATED: &str = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/// Returns `true` if a client wants discovery in one piece.
pub fn wants_aggregated(accept: &str) -> bool {
    accept.split(',').map(str::trim).any(|choice| {
        ["application/json", "g=apidiscovery.k8s.io", "v=v2", "as=APIGroupDiscoveryList"]
            .iter()
            .all(|wanted| choice.split(';').any(|part| part.trim() == *wanted))
    })
}

pub fn version() -> Value {
    json!({
        "major": "1", "minor": "36",
        "emulationMajor": "1", "emulationMinor": "36", "minCompatibilityMajor": "1", "minCompatibilityMinor": "35",
        "gitVersion": "v1.36.2", "gitCommit": "98b35193b2ac7a23a673325f5e9b830ecd5ba406", "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "go1.26.6", "compiler": "gc", "platform": "linux/amd64",
    })
}

/// The versions of the core group.
pub fn core_versions(address: &str) -> Value {
    json!({
        "kind": "APIVersions", "versions": ["v1"],
        "serverAddressByClientCIDRs": [{"clientCIDR": "0.0.0.0/0", "serverAddress": address}],
    })
}

pub fn groups() -> Value {
    let groups: Vec<_> = named_groups().map(|(name, version)| group_entry(name, version)).collect();
    json!({"kind": "APIGroupList", "apiVersion": "v1", "groups": groups})
}

/// One group.
pub fn group(name: &str) -> Option<Value> {
    let (name, version) = named_groups().find(|(group, _)| *group == name)?;
    let mut group = json!({"kind": "APIGroup", "apiVersion": "v1"});
    if let (Some(group), Value::Object(entry)) = (group.as_object_mut(), group_entry(name, version)) {
        group.extend(entry);
    }
    Some(group)
}

fn named_groups() -> impl Iterator<Item = (&'static str, &'static str)> {
    group_versions().into_iter().filter(|(group, _)| !group.is_empty())
}

fn group_entry(name: &str, version: &str) -> Value {
    let entry = json!({"groupVersion": format!("{name}/{version}"), "version": version});
    json!({"name": name, "versions": [entry], "preferredVersion": entry})
}

fn resources_of(group: &str, version: &str) -> impl Iterator<Item = &'static Resource> {
    RESOURCES.iter().filter(move |resource| resource.group == group && resource.version == version)
}

/// The resources of a group and version.
pub fn resources(group: &str, version: &str) -> Option<Value> {
    let resources: Vec<_> = resources_of(group, version)
        .flat_map(|resource| {
            let parts = resource.subresources.iter().map(|part| subresource_entry(resource, *part));
            std::iter::once(resource_entry(resource)).chain(parts)
        })
        .collect();
    if resources.is_empty() {
        return None;
    }
    Some(match group {
        "" => json!({"kind": "APIResourceList", "groupVersion": version, "resources": resources}),
        group => json!({
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": format!("{group}/{version}"),
            "resources": resources,
        }),
    })
}

fn resource_entry(resource: &Resource) -> Value {
    let mut entry = json!({
        "name": resource.plural, "singularName": resource.singular(), "namespaced": resource.is_namespaced,
        "kind": resource.kind, "verbs": resource.verbs,
    });
    add_names(&mut entry, resource);
    entry
}

/// Short names and categories, where there are some.
fn add_names(entry: &mut Value, resource: &Resource) {
    for (field, names) in [("shortNames", resource.short_names), ("categories", resource.categories)] {
        if !names.is_empty() {
            entry[field] = json!(names);
        }
    }
}

fn subresource_entry(resource: &Resource, part: Subresource) -> Value {
    let mut entry = json!({
        "name": format!("{}/{}", resource.plural, part.name()), "singularName": "",
        "namespaced": resource.is_namespaced,
    });
    let (group, version, kind) = part.group_version_kind().unwrap_or(("", "", resource.kind));
    if !group.is_empty() {
        entry["group"] = group.into();
        entry["version"] = version.into();
    }
    entry["kind"] = kind.into();
    entry["verbs"] = json!(part.verbs());
    entry
}

/// Discovery in one piece: of the core, or of all other groups.
pub fn aggregated(is_core: bool) -> Value {
    let items: Vec<_> = group_versions()
        .into_iter()
        .filter(|(group, _)| group.is_empty() == is_core)
        .map(|(group, version)| {
            let resources: Vec<_> = resources_of(group, version).map(aggregated_entry).collect();
            let metadata = match group {
                "" => json!({}),
                group => json!({"name": group}),
            };
            let version = json!({"version": version, "resources": resources, "freshness": "Current"});
            json!({"metadata": metadata, "versions": [version]})
        })
        .collect();
    json!({"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "metadata": {}, "items": items})
}

fn aggregated_entry(resource: &Resource) -> Value {
    // The group and version stand here only where they differ from those around.
    let mut entry = json!({
        "resource": resource.plural,
        "responseKind": {"group": "", "version": "", "kind": resource.kind},
        "scope": if resource.is_namespaced { "Namespaced" } else { "Cluster" },
        "singularResource": resource.singular(), "verbs": resource.verbs,
    });
    add_names(&mut entry, resource);
    let parts: Vec<_> = resource
        .subresources
        .iter()
        .map(|part| {
            let (group, version, kind) = part.group_version_kind().unwrap_or(("", "", resource.kind));
            json!({
                "subresource": part.name(), "verbs": part.verbs(),
                "responseKind": {"group": group, "version": version, "kind": kind},
            })
        })
        .collect();
    if !parts.is_empty() {
        entry["subresources"] = parts.into();
    }
    entry
}

/// Where the schemas are.
pub fn schemas() -> Value {
    let paths: serde_json::Map<_, _> = group_versions()
        .into_iter()
        .map(|(group, version)| {
            let path = root(group, version);
            let url = format!("/openapi/v3/{path}");
            (path, json!({"serverRelativeURL": url}))
        })
        .collect();
    json!({"paths": paths})
}

/// The schema of a group and version, which says only that the server checks the fields itself: that is what `kubectl`
/// looks for before it sends anything.
pub fn schema(root_path: &str) -> Option<Value> {
    let (group, version) = group_versions().into_iter().find(|(group, version)| root(group, version) == root_path)?;
    let paths: serde_json::Map<_, _> = resources_of(group, version)
        .map(|resource| {
            let scope = if resource.is_namespaced { "namespaces/{namespace}/" } else { "" };
            let operation = json!({
                "x-kubernetes-group-version-kind": {"group": group, "version": version, "kind": resource.kind},
                "parameters": [
                    {"name": "dryRun", "in": "query", "schema": {"type": "string"}},
                    {"name": "fieldManager", "in": "query", "schema": {"type": "string"}},
                    {"name": "fieldValidation", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"description": "OK"}},
            });
            (format!("/{root_path}/{scope}{}/{{name}}", resource.plural), json!({"patch": operation}))
        })
        .collect();
    let info = json!({"title": "Kubernetes", "version": "v1.36.2"});
    Some(json!({"openapi": "3.0.0", "info": info, "paths": paths, "components": {"schemas": {}}}))
}

fn root(group: &str, version: &str) -> String {
    match group {
        "" => format!("api/{version}"),
        group => format!("apis/{group}/{version}"),
    }
}
