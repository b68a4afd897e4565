//! Names in place of ids. An id always wins: the request is made with what was given, and only when nothing of that id exists
//! is it looked up as a name.

use super::Reply;
use crate::context::Context;
use crate::error::Error;
use crate::http::{Answer, Request};
use crate::ims::{self, Client, Resource};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What is known of a record when it is looked for by name.
#[derive(Deserialize, Serialize)]
pub struct Record {
    pub id: String,
    pub name: Option<String>,
    pub created: Option<String>,
}

/// Sends a request about one record, or, in a rehearsal, shows it.
pub async fn send<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Reply, Error> {
    if context.rehearses(&request(id)?) {
        let id = resolve_all::<R>(&[id.to_owned()], context).await?.remove(0);
        return Ok(Reply::Line(context.rehearsal(&request(&id)?)?));
    }
    Ok(Reply::records::<R>(answer::<R>(id, request, context).await?))
}

/// The record of this id or name, as it was received.
pub async fn text<R: Resource>(id: &str, context: &Context) -> Result<String, Error> {
    answer::<R>(id, |id| ims::describe::<R>(id), context).await?.text().await
}

async fn answer<R: Resource>(
    id: &str,
    request: impl Fn(&str) -> Result<Request, Error>,
    context: &Context,
) -> Result<Answer, Error> {
    let client = context.client()?;
    let first = request(id)?;
    let missing = match client.send(&first).await {
        Err(error) if error.status() == Some(404) => error,
        outcome => return outcome,
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
        Some(found) => client.send(&request(&found)?).await,
        None => Err(missing.with_advice_for_missing(unknown::<R>(id))),
    }
}

/// Says that a word is neither the id nor the name of a record of this kind.
pub fn unknown<R: Resource>(word: &str) -> String {
    let (noun, words) = (R::NOUN, R::PATH.replace('/', " "));
    format!("No {noun} has the id or the name {word}. `cray-ims {words} list` shows what exists.")
}

/// The id of the record of this name, which is told if more is done than looking; none if it has the form of an id, or
/// nothing has this name.
pub async fn resolve<R: Resource>(
    name: &str,
    client: &Client,
    request: &Request,
    context: &Context,
) -> Result<Option<String>, Error> {
    if is_uuid(name) {
        return Ok(None);
    }
    let found = find::<R>(name, client).await?;
    if let Some(found) = found.as_ref().filter(|_| !request.is_read_only()) {
        context.printer.remark(&format!("The {} {name} is {found}.", R::NOUN));
    }
    Ok(found)
}

/// The ids of the records of these ids or names, each once. What is neither stays as it is, for the service to refuse. Fails
/// if one is the name of several records.
pub async fn resolve_all<R: Resource>(given: &[String], context: &Context) -> Result<Vec<String>, Error> {
    let records = match given.iter().any(|id| !is_uuid(id)) {
        true => of_records::<R>(&context.client()?.records(&ims::list::<R>()).await?)?,
        false => Vec::new(),
    };
    let mut ids = Vec::new();
    for id in given {
        let is_id = is_uuid(id) || records.iter().any(|record| record.id == *id);
        let found = if is_id { None } else { one_of_name::<R>(id, &records)? };
        match &found {
            Some(found) => context.printer.remark(&format!("The {} {id} is {found}.", R::NOUN)),
            None if !is_id => context.printer.remark(&unknown::<R>(id)),
            None => {}
        }
        let found = found.unwrap_or_else(|| id.clone());
        if !ids.contains(&found) {
            ids.push(found);
        }
    }
    Ok(ids)
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
                .map(|record| (record.id.clone(), record.created.clone().unwrap_or_default()))
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
        name: text(record, "name").or_else(|| text(record, "image_root_archive_name")),
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
