//! Making pods from the templates of what owns them.

use super::admission;
use super::defaults;
use super::events::{self, Event};
use super::kinds::of_kind;
use super::object::{self, set, text};
use super::state::State;
use super::store::Key;
use serde_json::{Value, json};
use std::sync::Arc;

/// Makes a pod from a template, owned by the object that has the template.
/// Fails with the complaint of the API if it is refused.
pub fn make_pod(state: &mut State, owner: &Value, template: &Value, source: &str) -> Result<(Key, Arc<Value>), String> {
    let mut pod = json!({
        "metadata": {
            "generateName": format!("{}-", object::name(owner)), "namespace": object::namespace(owner),
            "ownerReferences": [object::owner_reference(owner)],
        },
        "spec": template["spec"],
    });
    for field in ["labels", "annotations"] {
        if template["metadata"][field].is_object() {
            set(&mut pod, &["metadata", field], template["metadata"][field].clone());
        }
    }
    // A quota is asked when the pod has its name already.
    let prefix = text(&pod, "/metadata/generateName").to_owned();
    if let Some(resource) = of_kind("Pod") {
        defaults::complete(resource, &mut pod).map_err(|_| "the template of the pod is invalid".to_owned())?;
    }
    if let Some(cause) = admission::refusal(state, &pod) {
        let name = if admission::missing_runtime_class(state, &pod).is_some() { &prefix } else { object::name(&pod) };
        let complaint = format!("pods \"{name}\" is forbidden: {cause}");
        let message = format!("Error creating: {complaint}");
        events::tell(state, owner, Event::warning(source, "FailedCreate", message));
        return Err(complaint);
    }
    let key = Key::of("Pod", &pod);
    let pod = state.add(key.clone(), pod);
    let message = format!("Created pod: {}", key.name);
    events::tell(state, owner, Event::normal(source, "SuccessfulCreate", message));
    Ok((key, pod))
}
