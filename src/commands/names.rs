//! Names in place of ids. An id always wins: the request is made with what was given, and only when nothing of that id exists
//! is it looked up as a name.

use super::{Reply, progress};
use crate::context::Context;
use crate::error::{Error, Explain};
use crate::http::{Answer, Request};
use crate::ims::{self, Client, Resource};
use crate::time::with_zone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is known of a record when it is looked for by name.
#[derive(Deserialize, Serialize)]
pub struct Record {
    pub id: String,
    pub name: Option<String>,
    pub created: Option<String>,
}

/// Sends a request about one record, or, in a dry run, shows it.
pub async fn send<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Reply, Error> {
    match dry_run::<R>(id, &request, context).await? {
        Some(shown) => Ok(shown),
        None => Ok(Reply::records::<R>(sent::<R>(id, request, context).await?.answer)),
    }
}

/// Deletes or restores one record, or, in a dry run, shows the request. `change` says what is done, and what was done.
pub async fn change<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    change: &Change,
    context: &Context,
) -> Result<Reply, Error> {
    if let Some(shown) = dry_run::<R>(id, &request, context).await? {
        return Ok(shown);
    }
    let doing = change.doing(id);
    let sent = progress::patiently(context.printer, &doing, sent::<R>(id, request, context)).await?;
    let subject = match sent.id == id {
        true => sent.id,
        false => format!("{id} ({})", sent.id),
    };
    Ok(Reply::Done(Box::new(Reply::records::<R>(sent.answer)), change.done(&subject)))
}

/// The words for a change of a record that leaves nothing to print.
pub struct Change {
    /// Such as Deleting and Deleted.
    pub verbs: [&'static str; 2],
    pub noun: &'static str,
    /// What else is to be said of it.
    pub addition: &'static str,
}

impl Change {
    /// What is done to this record.
    pub fn doing(&self, subject: &str) -> String {
        format!("{} {} {subject}", self.verbs[0], self.noun)
    }

    /// What was done to this record.
    pub fn done(&self, subject: &str) -> String {
        format!("{} {} {subject}{}.", self.verbs[1], self.noun, self.addition)
    }
}

/// What is printed instead of a request that is not sent; `None` if it is to be sent.
async fn dry_run<R: Resource>(
    id: &str,
    request: &impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Option<Reply>, Error> {
    if !context.rehearses(&request(id)?) {
        return Ok(None);
    }
    let (mut ids, unknown) = known_and_unknown::<R>(&[id.to_owned()], context).await?;
    unknown.iter().for_each(|word| context.printer.remark(&self::unknown::<R>(word)));
    let id = ids.pop().unwrap_or_else(|| id.to_owned());
    Ok(Some(Reply::Line(context.rehearsal(&request(&id)?)?)))
}

/// The record of this id or name, as it was received.
pub async fn text<R: Resource>(id: &str, context: &Context) -> Result<String, Error> {
    sent::<R>(id, |id| ims::describe::<R>(id), context).await?.answer.text().await
}

/// An answer, and the id of the record that it is about.
struct Sent {
    answer: Answer,
    id: String,
}

async fn sent<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Sent, Error> {
    let client = context.client()?;
    let first = request(id)?;
    let missing = match client.send(&first).await {
        Err(error) if error.status() == Some(404) => error,
        outcome => return Ok(Sent { answer: outcome?, id: id.to_owned() }),
    };
    let found = match resolve::<R>(id, client, &first, context).await {
        Ok(found) => found,
        Err(ambiguous @ Error::Ambiguous { .. }) => return Err(ambiguous),
        Err(error) if error.status() == Some(404) => None,
        Err(error) => {
            return Err(
                missing.with_advice(vec![format!("Whether it is a name cannot be told. {}", error.in_a_line())])
            );
        }
    };
    match found {
        Some(id) => Ok(Sent { answer: client.send(&request(&id)?).await?, id }),
        None => Err(missing.with_advice_for_missing(unknown::<R>(id))),
    }
}

/// Says that a word is neither the id nor the name of a record of this kind.
pub fn unknown<R: Resource>(word: &str) -> String {
    let shown = format!("`{}` shows what exists.", ims::list_command::<R>());
    match R::NAME_FIELD {
        Some(_) => format!("No {} has the id or the name {word}. {shown}", R::NOUN),
        None => format!("There is no {} {word}. {shown}", R::NOUN),
    }
}

/// The id of the record of this name, which is told if more is done than looking; none if it has the form of an id, or
/// nothing has this name.
pub async fn resolve<R: Resource>(
    name: &str,
    client: &Client,
    request: &Request,
    context: &Context,
) -> Result<Option<String>, Error> {
    if is_uuid(name) || R::NAME_FIELD.is_none() {
        return Ok(None);
    }
    let found = find::<R>(name, client).await?;
    if let Some(found) = found.as_ref().filter(|_| !request.is_read_only()) {
        context.printer.remark(&format!("The {} {name} is {found}.", R::NOUN));
    }
    Ok(found)
}

/// The ids of the records of these ids or names, each once. Fails if one is neither, or is the name of several records.
pub async fn resolve_all<R: Resource>(given: &[String], context: &Context) -> Result<Vec<String>, Error> {
    let (ids, unknown) = known_and_unknown::<R>(given, context).await?;
    match unknown.is_empty() {
        true => Ok(ids),
        false => {
            let told: Vec<_> = unknown.iter().map(|word| self::unknown::<R>(word)).collect();
            Err(Error::Usage(format!("{}\nNothing was deleted.", told.join("\n"))))
        }
    }
}

/// The ids of the records of these ids or names, each once, and the words that are neither.
async fn known_and_unknown<R: Resource>(
    given: &[String],
    context: &Context,
) -> Result<(Vec<String>, Vec<String>), Error> {
    if let [id] = given
        && is_uuid(id)
    {
        // The service itself says whether it is known.
        return Ok((vec![id.clone()], Vec::new()));
    }
    let records = of_records::<R>(&context.client()?.records(&ims::list::<R>()).await?)?;
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for word in given {
        let is_id = records.iter().any(|record| record.id == *word);
        let found = match is_id {
            true => Some(word.clone()),
            false => one_of_name::<R>(word, &records)?.inspect(|found| {
                context.printer.remark(&format!("The {} {word} is {found}.", R::NOUN));
            }),
        };
        match found {
            Some(id) if !ids.contains(&id) => ids.push(id),
            Some(_) => {}
            None => unknown.push(word.clone()),
        }
    }
    Ok((ids, unknown))
}

/// The id of the one record of this name; none if there is no such record. Fails, naming the candidates, if there are more.
pub async fn find<R: Resource>(name: &str, client: &Client) -> Result<Option<String>, Error> {
    one_of_name::<R>(name, &of_records::<R>(&client.records(&ims::list::<R>()).await?)?)
}

fn one_of_name<R: Resource>(name: &str, records: &[Record]) -> Result<Option<String>, Error> {
    let named: Vec<_> = records.iter().filter(|record| record.name.as_deref() == Some(name)).collect();
    match &named[..] {
        [] => Ok(None),
        [only] => Ok(Some(only.id.clone())),
        _ => Err(Error::Ambiguous {
            noun: R::NOUN,
            name: name.to_owned(),
            candidates: named
                .iter()
                .map(|record| {
                    (record.id.clone(), with_zone(record.created.as_deref().unwrap_or_default()).into_owned())
                })
                .collect(),
        }),
    }
}

/// What is known of the records of a list.
pub fn of_records<R: Resource>(list: &str) -> Result<Vec<Record>, Error> {
    let records: Vec<Map<String, Value>> =
        serde_json::from_str(list).map_err(|_| Error::BadAnswer(format!("it is not a list of {}", R::NOUNS)))?;
    let text = |record: &Map<String, Value>, field: &str| record.get(field)?.as_str().map(str::to_owned);
    let known = records.iter().map(|record| Record {
        id: text(record, R::ID_FIELD).unwrap_or_default(),
        name: R::NAME_FIELD.and_then(|field| text(record, field)),
        created: text(record, "created"),
    });
    Ok(known.collect())
}

/// Whether a text has the form of an id, which no name is looked for under.
pub fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(part.len()));
    lengths.eq([8, 4, 4, 4, 12].map(Some))
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn only_an_id_has_the_form_of_one() {
        assert!(is_uuid("2e1fa77e-1c69-481b-b027-0f8c3f2c9df3"));
        for text in [
            "",
            "compute",
            "2e1fa77e-1c69-481b-b027-0f8c3f2c9df",
            "2e1fa77e1c69481bb0270f8c3f2c9df3",
            "g".repeat(36).as_str(),
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
