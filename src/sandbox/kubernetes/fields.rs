//! Which fields an object may have: a request's other fields are refused, warned of, or dropped.
//!
//! The types of a library stand for the schema: a field that does not survive being read and written by them is unknown.

use super::failure::Failure;
use super::route::Query;
use k8s_openapi::api::{apps::v1 as apps, batch::v1 as batch, core::v1 as core, node::v1 as node};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// What is to become of unknown fields, and those that were met.
pub struct Validation {
    level: Level,
    unknown: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Level {
    Ignore,
    Warn,
    Strict,
}

impl Validation {
    /// Reads what the request asks for; without a wish unknown fields are warned of.
    pub fn of(query: &Query) -> Result<Self, Failure> {
        let level = match query.text("fieldValidation") {
            "" | "Warn" => Level::Warn,
            "Strict" => Level::Strict,
            "Ignore" => Level::Ignore,
            other => {
                let message = format!(
                    "fieldValidation: Unsupported value: {other:?}: supported values: \"Ignore\", \"Strict\", \"Warn\""
                );
                return Err(Failure::bad_request(message));
            }
        };
        Ok(Validation { level, unknown: vec![] })
    }

    /// Takes the unknown fields out of an object. Fails with a complaint if they are to be refused.
    pub fn strip(&mut self, kind: &str, object: Value) -> Result<Value, String> {
        let Some(known) = known(kind, &object) else { return Ok(object) };
        let object = keep(object, &known, "", &mut self.unknown);
        match self.level {
            Level::Strict if !self.unknown.is_empty() => {
                Err(format!("strict decoding error: {}", self.warnings().collect::<Vec<_>>().join(", ")))
            }
            _ => Ok(object),
        }
    }

    /// What the answer warns of.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        let fields = self.unknown.iter().filter(|_| self.level != Level::Ignore);
        fields.map(|field| format!("unknown field {field:?}"))
    }
}

/// The object as the types of its kind have it; `None` if it has no types here, or cannot be read by them.
fn known(kind: &str, object: &Value) -> Option<Value> {
    match kind {
        "ConfigMap" => through::<core::ConfigMap>(object),
        "Deployment" => through::<apps::Deployment>(object),
        "Event" => through::<core::Event>(object),
        "Job" => through::<batch::Job>(object),
        "Namespace" => through::<core::Namespace>(object),
        "PersistentVolumeClaim" => through::<core::PersistentVolumeClaim>(object),
        "Pod" => through::<core::Pod>(object),
        "ReplicaSet" => through::<apps::ReplicaSet>(object),
        "ResourceQuota" => through::<core::ResourceQuota>(object),
        "RuntimeClass" => through::<node::RuntimeClass>(object),
        "Secret" => through::<core::Secret>(object),
        "Service" => through::<core::Service>(object),
        "ServiceAccount" => through::<core::ServiceAccount>(object),
        _ => None,
    }
}

fn through<T: DeserializeOwned + Serialize>(object: &Value) -> Option<Value> {
    // The kind has to be there for these types, and may be missing in a request.
    let mut whole = object.clone();
    if let Some(map) = whole.as_object_mut() {
        map.shift_remove("kind");
        map.shift_remove("apiVersion");
    }
    serde_json::from_value::<T>(whole).ok().and_then(|read| serde_json::to_value(read).ok())
}

/// Keeps what is known. What is empty is kept, since its absence in the known object tells nothing; so is the status, which
/// is the server's own.
fn keep(object: Value, known: &Value, place: &str, unknown: &mut Vec<String>) -> Value {
    let inner = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match (object, known) {
        (Value::Object(map), Value::Object(known)) => {
            let mut kept = Map::new();
            for (key, value) in map {
                let is_given = place.is_empty() && ["kind", "apiVersion", "status"].contains(&key.as_str());
                match known.get(&key) {
                    Some(known) if !is_given => {
                        let value = keep(value, known, &inner(&key), unknown);
                        kept.insert(key, value);
                    }
                    None if !is_given && !is_empty(&value) => unknown.push(inner(&key)),
                    _ => {
                        kept.insert(key, value);
                    }
                }
            }
            kept.into()
        }
        (Value::Array(items), Value::Array(known)) if items.len() == known.len() => {
            let items = items.into_iter().zip(known).enumerate();
            items.map(|(index, (item, known))| keep(item, known, &format!("{place}[{index}]"), unknown)).collect()
        }
        (object, _) => object,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn strip(level: &str, object: Value) -> (Result<Value, String>, Vec<String>) {
        let mut validation = Validation::of(&Query::parse(&format!("fieldValidation={level}"))).expect("it is a level");
        let stripped = validation.strip("Job", object);
        let warnings = validation.warnings().collect();
        (stripped, warnings)
    }

    #[test]
    fn unknown_fields_are_found_at_every_depth() {
        let container = json!({"name": "c", "imag": "x", "image": "y"});
        let job = json!({"kind": "Job", "spek": 1, "spec": {"template": {"spec": {"containers": [container]}}}});
        let words = ["unknown field \"spek\"", "unknown field \"spec.template.spec.containers[0].imag\""];
        let complaint = format!("strict decoding error: {}", words.join(", "));
        assert_eq!(strip("Strict", job.clone()).0, Err(complaint));
        let kept =
            json!({"kind": "Job", "spec": {"template": {"spec": {"containers": [{"name": "c", "image": "y"}]}}}});
        assert_eq!(strip("Warn", job.clone()), (Ok(kept.clone()), words.map(str::to_owned).to_vec()));
        assert_eq!(strip("Ignore", job), (Ok(kept), vec![]));
    }

    #[test]
    fn what_is_known_or_the_servers_own_stays() {
        let job = json!({
            "metadata": {"name": "a", "labels": {"any": "thing"}, "creationTimestamp": null, "finalizers": []},
            "spec": {"suspend": false, "template": {"metadata": {"annotations": {"x": "y"}}, "spec": {}}},
            "status": {"terminatingReplicas": 0},
        });
        assert_eq!(strip("Strict", job.clone()), (Ok(job), vec![]));
    }
}
