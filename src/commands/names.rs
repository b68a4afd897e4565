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
    match context.rehearsed(context.client()?, &request(id)?)? {
        Some(reply) => Ok(reply),
        None => Ok(Reply::records::<R>(answer::<R>(id, request, context).await?)),
    }
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
        None => Err(missing.with_advice_for_missing(format!("`cray ims {} list` shows what exists.", words_of::<R>()))),
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
    if is_uuid(name) {
        return Ok(None);
    }
    let found = find::<R>(name, client).await?;
    if let Some(found) = found.as_ref().filter(|_| !request.is_read_only()) {
        context.printer.remark(&format!("The {} {name} is {found}.", R::NOUN));
    }
    Ok(found)
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

/// The words of the commands of this kind.
fn words_of<R: Resource>() -> String {
    R::PATH.replace('/', " ")
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
