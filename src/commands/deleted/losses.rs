//! What a record lost while it was deleted, and how that is set again.

use crate::ims::{self, Resource};
use crate::shell::{operands, quoted};
use serde_json::{Map, Value, json};

/// A field that is no longer what it was.
#[derive(Debug, PartialEq)]
pub struct Loss {
    pub field: String,
    pub was: Value,
    /// The options, and the body of the request, that set it again; `None` if it cannot be set.
    pub remedy: Option<(String, Value)>,
}

impl Loss {
    /// The command that sets it again.
    pub fn command<R: Resource>(&self, id: &str) -> Option<String> {
        let (words, _) = self.remedy.as_ref()?;
        Some(format!("  {} update {words} {}", ims::group::<R>(), operands(&[id])))
    }
}

/// What differs in a restored record from what it was. Where its artifact lies has changed, as it must.
pub fn losses(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Loss> {
    let changes = |(field, was): &(&String, &Value)| {
        !matches!(field.as_str(), "deleted" | "link") && after.get(*field) != Some(*was)
    };
    before.iter().filter(changes).flat_map(|(field, was)| lost(field, was, after.get(field))).collect()
}

/// What of a field was lost, as one loss for each request that mends it.
fn lost(field: &str, was: &Value, is: Option<&Value>) -> Vec<Loss> {
    let loss = |field: String, was: &Value, remedy| Loss { field, was: was.clone(), remedy };
    match (field, was) {
        ("arch", Value::String(arch)) => {
            vec![loss("arch".into(), was, Some((format!("--arch {}", quoted(arch)), json!({"arch": arch}))))]
        }
        ("require_dkms", Value::Bool(required)) => {
            let remedy = (format!("--require-dkms {required}"), json!({"require_dkms": required}));
            vec![loss("require_dkms".into(), was, Some(remedy))]
        }
        ("metadata", Value::Object(entries)) => {
            let kept = |key: &String, value: &Value| is.and_then(|metadata| metadata.get(key)) == Some(value);
            let lost = entries.iter().filter(|(key, value)| !kept(key, value));
            lost.map(|(key, value)| {
                let remedy = value.as_str().map(|text| {
                    let words = format!(
                        "--metadata-operation set --metadata-key {} --metadata-value {}",
                        quoted(key),
                        quoted(text)
                    );
                    (words, json!({"metadata": {"operation": "set", "key": key, "value": text}}))
                });
                loss(format!("metadata.{key}"), value, remedy)
            })
            .collect()
        }
        _ => vec![loss(field.to_owned(), was, None)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(before: Value, after: Value) -> Vec<(String, String)> {
        let map = |value: Value| value.as_object().cloned().unwrap();
        let words = |loss: Loss| (loss.field, loss.remedy.map(|(words, _)| words).unwrap_or_default());
        losses(&map(before), &map(after)).into_iter().map(words).collect()
    }

    #[test]
    fn a_record_that_came_back_whole_has_lost_nothing() {
        let before = json!({"id": "1", "arch": "aarch64", "deleted": "now", "link": {"path": "s3://b/deleted/1"}});
        assert_eq!(lost(before, json!({"id": "1", "arch": "aarch64", "link": {"path": "s3://b/1"}, "new": 1})), []);
    }

    #[test]
    fn each_loss_has_the_options_that_mend_it() {
        let before =
            json!({"arch": "aarch64", "require_dkms": false, "metadata": {"a": "it's", "b": "2"}, "name": "n"});
        let after = json!({"arch": "x86_64", "metadata": {"b": "2"}, "name": null});
        let expected = [
            ("arch", "--arch aarch64"),
            ("require_dkms", "--require-dkms false"),
            ("metadata.a", r"--metadata-operation set --metadata-key a --metadata-value 'it'\''s'"),
            ("name", ""),
        ];
        assert_eq!(lost(before, after), expected.map(|(field, words)| (field.to_owned(), words.to_owned())));
    }
}
