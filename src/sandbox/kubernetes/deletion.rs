//! Deletions: what a request says about one, and how it is carried out.

use super::failure::{Failure, details};
use super::object::{self, text};
use super::resource::Propagation;
use super::route::{Query, Target};
use super::state::State;
use super::verbs;
use serde_json::{Value, json};

/// How a delete is to be done.
#[derive(Debug, Default)]
pub struct Deletion {
    pub grace: Option<i64>,
    pub propagation: Option<Propagation>,
    pub uid: Option<String>,
    pub version: Option<String>,
    pub is_dry: bool,
}

impl Deletion {
    /// Reads how to delete: from the body, or the query.
    pub fn read(options: &Value, query: &Query, is_dry: bool) -> Result<Self, Failure> {
        // An eviction has the options inside.
        let options = options.get("deleteOptions").unwrap_or(options);
        let word = |value: &Value, name: &str| {
            value.as_str().map(ToOwned::to_owned).or_else(|| query.get(name).map(ToOwned::to_owned))
        };
        let propagation = match word(&options["propagationPolicy"], "propagationPolicy").as_deref() {
            Some("Orphan") => Some(Propagation::Orphan),
            Some("Background" | "Foreground") => Some(Propagation::Delete),
            None | Some("") if options["orphanDependents"] == true => Some(Propagation::Orphan),
            None | Some("") => None,
            Some(other) => {
                let message = format!("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: {other:?}");
                return Err(Failure::bad_request(message));
            }
        };
        let preconditions = &options["preconditions"];
        Ok(Deletion {
            grace: options["gracePeriodSeconds"].as_i64().or_else(|| query.text("gracePeriodSeconds").parse().ok()),
            propagation,
            uid: preconditions["uid"].as_str().map(Into::into),
            version: preconditions["resourceVersion"].as_str().map(Into::into),
            is_dry: is_dry || object::list(options, "/dryRun").contains(&json!("All")),
        })
    }
}

/// Deletes an object. A pod takes its time, and is the answer; of other objects the answer is that they are gone.
pub fn delete(state: &mut State, target: &Target, deletion: &Deletion) -> Result<Value, Failure> {
    let object = verbs::get(state, target)?;
    let resource = target.resource;
    let key = verbs::key_of(target);
    let conditions = [
        ("UID", &deletion.uid, object::uid(&object), "deleted and then recreated"),
        ("ResourceVersion", &deletion.version, text(&object, "/metadata/resourceVersion"), "modified"),
    ];
    for (what, wanted, known, fate) in conditions {
        if let Some(wanted) = wanted
            && wanted != known
        {
            let cause = format!(
                "the {what} in the precondition ({wanted}) does not match the {what} in record ({known}). The object \
                 might have been {fate}"
            );
            return Err(Failure::conflict(resource, &key.name, &cause));
        }
    }
    let mut about = details(resource, &key.name);
    about["uid"] = object::uid(&object).into();
    let gone = json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": about});
    if deletion.is_dry {
        return Ok(match resource.kind {
            "Pod" => state.dying(&object, deletion.grace).unwrap_or_else(|| (*object).clone()),
            _ => gone,
        });
    }
    if resource.kind == "Pod" {
        state.terminate(&key, deletion.grace);
        return Ok((**state.store.get(&key).unwrap_or(&object)).clone());
    }
    if deletion.propagation.unwrap_or(resource.on_delete) == Propagation::Orphan {
        state.orphan(object::uid(&object));
    }
    state.remove(&key);
    Ok(gone)
}
