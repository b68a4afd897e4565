//! The ids of records for their names.

use super::record::{Record, records};
use crate::context::Context;
use crate::error::Error;
use crate::http::Request;
use crate::ims::{self, Client, Resource};
use crate::time::with_zone;
use anyhow::Result;

/// Says that a word is neither the id nor the name of a record of this kind.
pub fn unknown<R: Resource>(word: &str) -> String {
    let shown = format!("`{}` shows what exists.", ims::list_command::<R>());
    match R::NAME_FIELD {
        Some(_) => format!("No {} has the id or the name {word}. {shown}", R::NOUN),
        None => format!("There is no {} {word}. {shown}", R::NOUN),
    }
}

/// The id of the record of this name, which is reported if the request changes something; `None` if it has the form of an id, or
/// nothing has this name.
pub async fn resolve<R: Resource>(
    name: &str,
    client: &Client,
    request: &Request,
    context: &Context,
) -> Result<Option<String>> {
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
pub async fn resolve_all<R: Resource>(given: &[String], context: &Context) -> Result<Vec<String>> {
    let (ids, unknown) = known_and_unknown::<R>(given, context).await?;
    if unknown.is_empty() {
        return Ok(ids);
    }
    let lines: Vec<_> = unknown.iter().map(|word| self::unknown::<R>(word)).collect();
    Err(Error::Usage(format!("{}\nNothing was deleted.", lines.join("\n"))).into())
}

/// The ids of the records of these ids or names, each once, and the words that are neither.
pub async fn known_and_unknown<R: Resource>(given: &[String], context: &Context) -> Result<(Vec<String>, Vec<String>)> {
    if let [id] = given
        && is_uuid(id)
    {
        // The service itself says whether it is known.
        return Ok((vec![id.clone()], Vec::new()));
    }
    let records = records::<R>(&context.client()?.records(&ims::list::<R>()).await?)?;
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for word in given {
        let is_id = records.iter().any(|record| record.id == *word);
        let found = if is_id {
            Some(word.clone())
        } else {
            one_of_name::<R>(word, &records)?.inspect(|found| {
                context.printer.remark(&format!("The {} {word} is {found}.", R::NOUN));
            })
        };
        match found {
            Some(id) if !ids.contains(&id) => ids.push(id),
            Some(_) => {}
            None => unknown.push(word.clone()),
        }
    }
    Ok((ids, unknown))
}

/// The id of the one record of this name; `None` if there is no such record. Fails, naming the candidates, if there are more.
pub async fn find<R: Resource>(name: &str, client: &Client) -> Result<Option<String>> {
    one_of_name::<R>(name, &records::<R>(&client.records(&ims::list::<R>()).await?)?)
}

fn one_of_name<R: Resource>(name: &str, records: &[Record]) -> Result<Option<String>> {
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
        }
        .into()),
    }
}

/// Returns `true` if a text has the form of an id, which no name is looked for under.
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
