//! The records that a word of a half-written command line may name. Somebody waits at a prompt, so whatever goes wrong, the
//! answer is quick, and there is just nothing to choose from.

use super::names::{self, Record};
use super::record_cache::Cache;
use crate::cli::{self, Command, Place};
use crate::config::Configuration;
use crate::context::{Context, Settings};
use crate::env;
use crate::error::{Error, harmless};
use crate::http::Request;
use crate::ims::{self, Resource};
use std::ffi::OsString;
use std::time::Duration;

/// How long the service may take to answer.
const TIMEOUT: Duration = Duration::from_secs(1);

/// How much of a time is shown: up to the minutes, as in 2026-11-23T22:27.
const MINUTES: usize = 16;

/// One line for each record that the last word may name: what to write, a tab, and what else is known of it. None if no
/// record is named there.
pub async fn run(words: &[String]) -> Option<String> {
    let place = cli::place_of(words)?;
    let sources: Vec<_> = SOURCES.iter().filter(|source| place.wanted.contains(&source.id)).collect();
    let mut lines = String::new();
    if let Some(context) = context(&place) {
        for source in sources {
            lines.extend(choices(&place, &source.fetch(&context).await));
        }
    }
    Some(lines)
}

/// Where the records of a kind are found. One entry serves all places of a kind.
struct Source {
    id: &'static str,
    path: &'static str,
    request: fn() -> Request,
    read: fn(&str) -> Result<Vec<Record>, Error>,
}

const SOURCES: [Source; cli::IDS.len()] = [
    source::<ims::Recipe>(),
    source::<ims::Image>(),
    source::<ims::Job>(),
    source::<ims::PublicKey>(),
    source::<ims::DeletedRecipe>(),
    source::<ims::DeletedImage>(),
    source::<ims::DeletedPublicKey>(),
    source::<ims::RemoteBuildNode>(),
];

const fn source<R: Resource>() -> Source {
    Source { id: R::ID, path: R::PATH, request: ims::list::<R>, read: names::of_records::<R> }
}

impl Source {
    /// The records of this kind; none if they cannot be had at once. That is kept too, so that the next key does not wait.
    async fn fetch(&self, context: &(Context, Settings)) -> Vec<Record> {
        let (context, settings) = context;
        let Ok(configuration) = context.configuration() else { return Vec::new() };
        let cache = Cache::of(&[system(configuration, settings), self.path.to_owned()].concat());
        if let Some(records) = cache.as_ref().and_then(Cache::read) {
            return records;
        }
        let asked = tokio::time::timeout(TIMEOUT, async {
            let client = context.client()?;
            // A renewal that is broken off may cost the user the login.
            match client.would_renew() {
                true => Ok(Vec::new()),
                false => (self.read)(&client.records(&(self.request)()).await?),
            }
        });
        let records = asked.await.ok().and_then(Result::ok).unwrap_or_default();
        if let Some(cache) = cache {
            cache.write(&records);
        }
        records
    }
}

/// The settings that the command line has so far; it says nothing and asks nothing.
fn context(place: &Place) -> Option<(Context, Settings)> {
    let words = [&["cray-ims".to_owned()][..], &place.globals, &["version".into(), "list".into()]].concat();
    let parsed = cli::parse(words.into_iter().map(OsString::from)).ok()?;
    let Command::Client(_) = parsed.command else { return None };
    let settings = Settings { quiet: true, verbosity: 0, ..parsed.globals.settings() };
    Some((Context::new(settings.clone()).ok()?, settings))
}

/// What decides which records there are to see: the system, the tenant and whose token it is.
fn system(configuration: &Configuration, settings: &Settings) -> String {
    let text = |name| configuration.text(name).ok().flatten().unwrap_or_default();
    let texts = ["core.hostname", "core.tenant", "auth.login.username"].map(text);
    format!("{texts:?} {:?} {:?} ", settings.token, env::path(env::CREDENTIALS))
}

/// The lines for these records. A name is offered where it serves and nothing else has it. An id is, where there is no such
/// name, or when it was begun.
fn choices<'a>(place: &'a Place, records: &'a [Record]) -> impl Iterator<Item = String> + 'a {
    let count = |name: &str| records.iter().filter(|record| record.name.as_deref() == Some(name)).count();
    records.iter().flat_map(move |record| {
        let name = record.name.as_deref();
        let own_name = name.filter(|name| place.takes_names && !names::is_uuid(name) && count(name) == 1);
        let id = Some(record.id.as_str()).filter(|_| own_name.is_none_or(is_unwritable) || !place.begun.is_empty());
        let created = record.created.as_deref().map(|time| time.get(..MINUTES).unwrap_or(time));
        let known: Vec<_> = [name, created].into_iter().flatten().collect();
        let described = [own_name.map(|name| (name, String::new())), id.map(|id| (id, known.join(", ")))];
        let wanted = described.into_iter().flatten().filter(|(value, _)| {
            value.starts_with(&place.begun) && !is_unwritable(value) && !place.given.iter().any(|given| given == value)
        });
        wanted.map(|(value, known)| format!("{value}\t{}\n", harmless(&known))).collect::<Vec<_>>()
    })
}

/// Whether a text cannot be written as one word that names a record: it would drive the terminal, or be an option.
fn is_unwritable(text: &str) -> bool {
    text.is_empty() || text.starts_with('-') || harmless(text) != text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(takes_names: bool, begun: &str) -> Vec<String> {
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
        let place = Place {
            wanted: vec!["IMAGE_ID"],
            takes_names,
            begun: begun.into(),
            given: vec!["gone".into(), "given".into()],
            globals: vec![],
        };
        choices(&place, &records).map(|line| line.trim_end().replace('\t', "|")).collect()
    }

    #[test]
    fn a_name_that_one_record_has_is_offered_and_otherwise_the_id() {
        let all = ["alone", "2a|twin, 2026", "2b|twin, 2026", "3|2026", "4|-y, 2026", r"5|a\u{1b}[2J, 2026"];
        assert_eq!(shown(true, ""), all);
        assert_eq!(shown(true, "a"), ["alone"]);
        assert_eq!(shown(true, "1"), ["1a|alone, 2026"]);
    }

    #[test]
    fn only_ids_are_offered_where_no_name_serves() {
        assert_eq!(shown(false, "1"), ["1a|alone, 2026"]);
        assert_eq!(shown(false, "a"), [""; 0]);
        assert_eq!(shown(false, "")[0], "1a|alone, 2026");
    }

    #[test]
    fn every_kind_of_id_has_a_source() {
        assert_eq!(SOURCES.map(|source| source.id), cli::IDS);
    }
}
