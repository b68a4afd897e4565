//! The records that a word may name.

use super::cache::Cache;
use super::position::{Choice, Position};
use super::{context, is_writable, list};
use crate::candidates::Collection;
use crate::commands::records::names;
use crate::commands::records::record::{self, Record};
use crate::config::Settings;
use crate::context::{Context, Overrides};
use crate::env;
use crate::ims;
use crate::terminal::escape;

/// How much of a time is shown: up to the minutes, as in 2026-11-23T22:27.
const MINUTES: usize = 16;

/// The records of these collections that can stand at a position.
pub async fn choices(position: &Position, collections: &[Collection]) -> Vec<Choice> {
    let mut choices = Vec::new();
    if let Some(context) = context(position) {
        for collection in collections {
            choices.extend(chosen(position, &fetch(*collection, &context).await));
        }
    }
    choices
}

/// The records of a collection; none if they cannot be had at once. That is kept too, so that the next key does not wait.
async fn fetch(collection: Collection, (context, overrides): &(Context, Overrides)) -> Vec<Record> {
    let Ok(settings) = context.settings() else { return Vec::new() };
    let cache = Cache::of(&[system(settings, overrides), collection.path.to_owned()].concat());
    if let Some(records) = cache.as_ref().and_then(Cache::read) {
        return records;
    }
    let list = list(&ims::list_of(collection), context).await;
    let records = list.and_then(|list| record::of_collection(collection, &list)).unwrap_or_default();
    if let Some(cache) = cache {
        cache.write(&records);
    }
    records
}

/// What decides which records there are to see: the system, the tenant and whose token it is.
fn system(settings: &Settings, overrides: &Overrides) -> String {
    let texts = [&settings.core.hostname, &settings.core.tenant, &settings.auth.login.username];
    let texts = texts.map(|text| text.as_deref().unwrap_or_default());
    format!("{texts:?} {:?} {:?} ", overrides.token, env::path(env::CREDENTIALS))
}

/// The choice among these records. A name is offered where nothing else has it. An id is, where there is no such name, or when
/// it was begun.
fn chosen(position: &Position, records: &[Record]) -> Vec<Choice> {
    let count = |name: &str| records.iter().filter(|record| record.name.as_deref() == Some(name)).count();
    let mut choices = Vec::new();
    for record in records {
        let name = record.name.as_deref();
        let own_name = name.filter(|name| is_writable(name) && !names::is_uuid(name) && count(name) == 1);
        let id = Some(record.id.as_str()).filter(|_| own_name.is_none() || !position.begun.is_empty());
        let created = record.created.as_deref().map(|time| time.get(..MINUTES).unwrap_or(time));
        let known: Vec<_> = [name, created].into_iter().flatten().collect();
        let described = [own_name.map(|name| (name, String::new())), id.map(|id| (id, known.join(", ")))];
        let wanted = described.into_iter().flatten().filter(|(word, _)| {
            word.starts_with(&position.begun) && is_writable(word) && !position.given.iter().any(|given| given == word)
        });
        choices
            .extend(wanted.map(|(word, known)| Choice { word: word.to_owned(), meaning: escape(&known).into_owned() }));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::super::position::Wanted;
    use super::*;

    fn shown(begun: &str) -> Vec<String> {
        let record = |id: &str, name: Option<&str>| Record {
            id: id.into(),
            name: name.map(str::to_owned),
            created: Some("2026".into()),
        };
        let records = [
            record("1a", Some("alone")),
            record("2a", Some("twin")),
            record("2b", Some("twin")),
            record("3", None),
            record("4", Some("-y")),
            record("5", Some("a\u{1b}[2J")),
            record("given", Some("gone")),
        ];
        let position = Position {
            wanted: Wanted::Anything,
            prefix: String::new(),
            begun: begun.into(),
            given: vec!["gone".into(), "given".into()],
            globals: vec![],
            values: vec![],
        };
        let choices = chosen(&position, &records).into_iter();
        choices.map(|choice| format!("{}|{}", choice.word, choice.meaning).trim_end_matches('|').to_owned()).collect()
    }

    #[test]
    fn a_name_that_one_record_has_is_offered_and_otherwise_the_id() {
        let all = ["alone", "2a|twin, 2026", "2b|twin, 2026", "3|2026", "4|-y, 2026", r"5|a\u{1b}[2J, 2026"];
        assert_eq!(shown(""), all);
        assert_eq!(shown("a"), ["alone"]);
        assert_eq!(shown("1"), ["1a|alone, 2026"]);
    }
}
