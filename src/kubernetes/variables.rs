//! What a container is given as its own variables, which outrank those from a ConfigMap.

use super::CONFIG_MAP;
use k8s_openapi::api::core::v1::{Container, EnvVar, PodSpec};
use std::collections::BTreeMap;

/// Variables by name; a value is `None` if it comes from elsewhere, so that it is not known here.
pub type Variables = BTreeMap<String, Option<String>>;

/// The container that takes its settings from the ConfigMap of IMS.
pub(super) fn reader(spec: &PodSpec) -> Option<&Container> {
    spec.containers.iter().find(|container| {
        let sources = container.env_from.iter().flatten().filter_map(|source| source.config_map_ref.as_ref());
        sources.map(|map| map.name.as_str()).any(|name| name == CONFIG_MAP)
    })
}

/// The variables that this container has of its own.
pub(super) fn own_variables(spec: &PodSpec) -> Variables {
    let own = reader(spec).into_iter().flat_map(|reader| reader.env.iter().flatten());
    own.filter(|variable| !is_setting(variable)).map(|variable| (variable.name.clone(), value(variable))).collect()
}

/// Returns `true` if a variable says the same as the ConfigMap of IMS.
fn is_setting(variable: &EnvVar) -> bool {
    let source = variable.value_from.as_ref().and_then(|source| source.config_map_key_ref.as_ref());
    source.is_some_and(|source| source.name == CONFIG_MAP && source.key == variable.name)
}

fn value(variable: &EnvVar) -> Option<String> {
    if variable.value_from.is_some() {
        return None;
    }
    // A value may name other variables.
    Some(variable.value.clone().unwrap_or_default()).filter(|value| !value.contains("$("))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_variable_of_its_own_has_a_value_or_one_from_elsewhere() {
        let from = |map: &str, key: &str| json!({"configMapKeyRef": {"name": map, "key": key}});
        let env = json!([
            {"name": "SET", "value": "1"},
            {"name": "EMPTY"},
            {"name": "COMPOSED", "value": "$(SET)/x"},
            {"name": "SAME", "valueFrom": from("ims-config", "SAME")},
            {"name": "OTHER", "valueFrom": from("ims-config", "SAME")},
        ]);
        let reader = json!({"name": "cray-ims", "envFrom": [{"configMapRef": {"name": "ims-config"}}], "env": env});
        let proxy = json!({"name": "proxy", "env": [{"name": "PROXY", "value": "1"}]});
        let spec = serde_json::from_value(json!({"containers": [proxy, reader]})).unwrap();
        let variables = own_variables(&spec);
        let told: Vec<_> = variables.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect();
        assert_eq!(told, [("COMPOSED", None), ("EMPTY", Some("")), ("OTHER", None), ("SET", Some("1"))]);
    }
}
