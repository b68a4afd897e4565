//! Names in place of ids. An id always wins: the request is made with what was given, and only when nothing of that id exists
//! is it looked up as a name.

use super::Reply;
use crate::context::Context;
use crate::error::Error;
use crate::http::{Client, Request};
use crate::ims::{self, Resource};
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
    let client = context.client()?;
    let first = request(id)?;
    if let Some(reply) = context.rehearsed(&client, &first)? {
        return Ok(reply);
    }
    let error = match client.send(&first).await {
        Ok(answer) => return Ok(Reply::records::<R>(answer)),
        Err(error) => error,
    };
    if error.status() != Some(404) || is_uuid(id) {
        return Err(with_hint::<R>(error));
    }
    let found = match find::<R>(id, &client).await {
        Ok(Some(found)) => found,
        Err(ambiguous @ Error::Ambiguous { .. }) => return Err(ambiguous),
        Ok(None) | Err(_) => return Err(with_hint::<R>(error)),
    };
    if !first.is_read_only() {
        context.printer.remark(&format!("The {} {id} is {found}.", R::NOUN));
    }
    Ok(Reply::records::<R>(client.send(&request(&found)?).await?))
}

/// The record of this id or name, as it was received.
pub async fn text<R: Resource>(id: &str, context: &Context) -> Result<String, Error> {
    match send::<R>(id, |id| ims::describe::<R>(id), context).await? {
        Reply::Answer { mut answer, .. } => answer.text().await,
        _ => Err(Error::Internal("a description is no answer".into())),
    }
}

/// The id of the one record of this name; none if there is no such record. Fails, naming the candidates, if there are more.
pub async fn find<R: Resource>(name: &str, client: &Client) -> Result<Option<String>, Error> {
    let records = of_records::<R>(&client.records(&ims::list::<R>()).await?)?;
    let mut named: Vec<_> = records.into_iter().filter(|record| record.name.as_deref() == Some(name)).collect();
    match named.len() {
        0 | 1 => Ok(named.pop().map(|record| record.id)),
        _ => Err(Error::Ambiguous {
            noun: R::NOUN,
            name: name.to_owned(),
            candidates: named.into_iter().map(|record| (record.id, record.created.unwrap_or_default())).collect(),
        }),
    }
}

/// What is known of the records of a list.
pub fn of_records<R: Resource>(list: &str) -> Result<Vec<Record>, Error> {
    let records: Vec<Map<String, Value>> =
        serde_json::from_str(list).map_err(|_| Error::BadAnswer(format!("it is not a list of {}", R::NOUNS)))?;
    let text = |record: &Map<String, Value>, field: &str| record.get(field)?.as_str().map(str::to_owned);
    let id_field = R::COLUMNS[0].field.as_ref();
    let known = records.iter().map(|record| Record {
        id: text(record, id_field).unwrap_or_default(),
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

fn with_hint<R: Resource>(error: Error) -> Error {
    error.with_advice_for_missing(format!("`cray ims {} list` shows what exists.", R::PATH.replace('/', " ")))
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
