//! Deleted records, and their restoration. Some services lose fields of a record while it is deleted; who looks on is told
//! which, and how they are set again. A script sees the one request that it would see of `cray`.

use super::{Reply, names, progress, resources};
use crate::cli::{Change, Restorable};
use crate::context::Context;
use crate::error::{Error, Explain};
use crate::ims::{
    self, Client, DeletedImage, DeletedPublicKey, DeletedRecipe, Image, PublicKey, Recipe, Resource, Restoration,
    Update,
};
use crate::printer;
use crate::shell::{operands, quoted};
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::io::{self, IsTerminal};

/// A deleted record, and what it is again when it is restored.
pub trait Restore: Update<Patch = Restoration> {
    type Original: Resource;
}

impl Restore for DeletedRecipe {
    type Original = Recipe;
}

impl Restore for DeletedImage {
    type Original = Image;
}

impl Restore for DeletedPublicKey {
    type Original = PublicKey;
}

pub async fn run<R: Restore>(verb: Restorable<R>, context: &Context) -> Result<Reply, Error> {
    match verb {
        Restorable::Read(verb) => resources::read(verb, context).await,
        Restorable::Update { change, restore } => update(change, restore, context).await,
        Restorable::Remove(verb) => resources::remove(verb, context).await,
    }
}

async fn update<R: Restore>(change: Change<R>, restore: bool, context: &Context) -> Result<Reply, Error> {
    let looks_on = restore || io::stderr().is_terminal();
    let words = names::Change { verbs: ["Restoring", "Restored"], noun: R::Original::NOUN, addition: "" };
    if !looks_on || !change.patch.is_given() || context.dry_run.is_some() {
        let request = |id: &str| ims::update::<R>(id, &change.patch);
        return names::change::<R>(&change.id.id, request, &words, context).await;
    }
    let given = &change.id.id;
    let before = record(&names::text::<R>(given, context).await?)?;
    let id = before.get("id").and_then(Value::as_str).unwrap_or(given).to_owned();
    if id != *given {
        context.printer.remark(&format!("The {} {given} is {id}.", R::NOUN));
    }
    let client = context.client()?;
    let subject = match before.get("name").and_then(Value::as_str) {
        Some(name) => format!("{name} ({id})"),
        None => id.clone(),
    };
    let request = ims::update::<R>(&id, &change.patch)?;
    let mut answer = progress::patiently(context.printer, &words.doing(&subject), client.send(&request)).await?;
    let text = answer.text().await?;
    if !text.trim().is_empty() {
        let readable = serde_json::from_str::<IgnoredAny>(&text);
        readable.map_err(|error| answer.in_doubt(Error::BadAnswer(format!("it is not JSON: {error}"))))?;
    }
    context.printer.remark(&words.done(&subject));
    let reply = Reply::Body(text, &[]);
    let compared = async { record(&client.records(&ims::describe::<R::Original>(&id)?).await?) };
    let losses = match compared.await {
        Ok(after) => losses(&before, &after),
        Err(error) => {
            let told = "It is restored. Whether the service lost any of it cannot be told";
            if restore {
                return Ok(Reply::Failed(Box::new(reply), error.with_advice(vec![format!("{told}.")])));
            }
            printer::warning(&format!("{told}: {}", error.in_a_line()));
            return Ok(reply);
        }
    };
    if losses.is_empty() {
        return Ok(reply);
    }
    let lost: Vec<_> = losses.iter().map(|loss| format!("{} {}", loss.field, loss.was)).collect();
    printer::warning(&format!("Fields that the service lost from {} {id}: {}", R::Original::NOUN, lost.join(", ")));
    let (mendable, hopeless): (Vec<_>, Vec<_>) = losses.into_iter().partition(|loss| loss.remedy.is_some());
    hopeless.iter().for_each(|loss| printer::warning(&format!("{} cannot be set again.", loss.field)));
    let mut left: VecDeque<_> = mendable.into_iter().collect();
    while let Some(loss) = left.front().filter(|_| restore) {
        if let Err(error) = mend::<R::Original>(&id, loss, client).await {
            let mut advice = vec!["It is restored. What is left is to be set again with:".to_owned()];
            advice.extend(left.iter().filter_map(|loss| loss.command::<R::Original>(&id)));
            return Ok(Reply::Failed(Box::new(reply), error.with_advice(advice)));
        }
        context.printer.remark(&format!("Set {} again.", loss.field));
        left.pop_front();
    }
    if !left.is_empty() {
        left.iter().filter_map(|loss| loss.command::<R::Original>(&id)).for_each(|line| printer::warning(&line));
        printer::warning("The commands above set it again, as --restore would have done.");
    }
    Ok(reply)
}

/// Sets a field again.
async fn mend<R: Resource>(id: &str, loss: &Loss, client: &Client) -> Result<(), Error> {
    let Some((_, body)) = &loss.remedy else { return Ok(()) };
    client.send(&ims::patched::<R>(id, body.clone())?).await?.text().await?;
    Ok(())
}

/// A field that is no longer what it was.
#[derive(Debug, PartialEq)]
struct Loss {
    field: String,
    was: Value,
    /// The options, and the body of the request, that set it again; none if it cannot be set.
    remedy: Option<(String, Value)>,
}

impl Loss {
    /// The command that sets it again.
    fn command<R: Resource>(&self, id: &str) -> Option<String> {
        let (words, _) = self.remedy.as_ref()?;
        Some(format!("  cray-ims {} update {words} {}", R::PATH, operands(&[id])))
    }
}

/// What differs in a restored record from what it was. Where its artifact lies has changed, as it must.
fn losses(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Loss> {
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

fn record(text: &str) -> Result<Map<String, Value>, Error> {
    serde_json::from_str(text).map_err(|error| Error::BadAnswer(format!("it is not a record: {error}")))
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
        let told = [
            ("arch", "--arch aarch64"),
            ("require_dkms", "--require-dkms false"),
            ("metadata.a", r"--metadata-operation set --metadata-key a --metadata-value 'it'\''s'"),
            ("name", ""),
        ];
        assert_eq!(lost(before, after), told.map(|(field, words)| (field.to_owned(), words.to_owned())));
    }
}
