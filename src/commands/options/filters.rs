//! The filters of lists and deletions. A resource names the fields that can be filtered; which options that makes stands here.

use crate::boolean;
use crate::candidates::Candidates;
use crate::ims::{ARCHITECTURES, Filter, FilterBy, JobStatus, JobType, Resource};
use crate::output::{Condition, Test};
use crate::time;
use clap::builder::{EnumValueParser, PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, ValueEnum};
use std::marker::PhantomData;

/// The filter for old records.
pub const CREATED_BEFORE: &str = "created-before";

/// The options that a filter has.
fn options(filter: &Filter) -> Vec<Arg> {
    match filter.by {
        FilterBy::Name => vec![option(
            "name",
            "GLOB",
            "Filter by name; * matches any characters, ? matches one",
            ValueParser::new(|text: &str| glob::Pattern::new(text).map(Test::Glob).map_err(|error| error.msg)),
        )],
        FilterBy::Arch => {
            let parser = PossibleValuesParser::new(ARCHITECTURES).map(|word| Test::OneOf(vec![word]));
            vec![option("arch", "ARCH", "Filter by architecture", parser.into())]
        }
        FilterBy::Status => {
            let help = "Filter by status; can be repeated";
            vec![option("status", "STATUS", help, one_of::<JobStatus>())]
        }
        FilterBy::JobType => vec![option("job-type", "TYPE", "Filter by job type", one_of::<JobType>())],
        FilterBy::RequireDkms => {
            let parser = ValueParser::new(|text: &str| boolean::parse(text).map(Test::Is));
            let help = "Filter by require_dkms";
            vec![option("require-dkms", "BOOL", help, parser).add(Candidates::BOOLEAN)]
        }
        FilterBy::Created => vec![
            option(
                "created-after",
                "TIME",
                "Filter by creation time: a date, a time (local unless it has a zone), or an age such as 90m, 6h, 2d or 1w",
                after(),
            ),
            option(CREATED_BEFORE, "TIME", "Filter by creation time: before this", before()),
        ],
        FilterBy::Deleted => vec![
            option("deleted-after", "TIME", "Filter by deletion time: after this", after()),
            option("deleted-before", "TIME", "Filter by deletion time: before this", before()),
        ],
    }
}

fn option(name: &'static str, value: &'static str, help: &'static str, parser: ValueParser) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).value_parser(parser).action(ArgAction::Append)
}

fn one_of<T: ValueEnum + Clone + Send + Sync + 'static>() -> ValueParser {
    let word = |value: T| value.to_possible_value().map(|value| value.get_name().to_owned());
    EnumValueParser::<T>::new().map(move |value| Test::OneOf(word(value).into_iter().collect())).into()
}

fn after() -> ValueParser {
    ValueParser::new(|text: &str| time::given(text).map(Test::After))
}

fn before() -> ValueParser {
    ValueParser::new(|text: &str| time::given(text).map(Test::Before))
}

/// Which records of a list are meant.
pub struct Filters<R: Resource> {
    pub conditions: Vec<Condition>,
    resource: PhantomData<R>,
}

impl<R: Resource> Args for Filters<R> {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(R::FILTERS.iter().flat_map(options))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<R: Resource> FromArgMatches for Filters<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut conditions = Vec::new();
        for filter in R::FILTERS {
            for option in options(filter) {
                let tests: Vec<Test> =
                    matches.get_many(option.get_id().as_str()).unwrap_or_default().cloned().collect();
                conditions.extend(united(tests).into_iter().map(|test| Condition { field: filter.field, test }));
            }
        }
        Ok(Filters { conditions, resource: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Words that were given one by one as the choice they mean; of anything else the last counts.
fn united(tests: Vec<Test>) -> Option<Test> {
    tests.into_iter().reduce(|before, test| match (before, test) {
        (Test::OneOf(mut words), Test::OneOf(more)) => {
            words.extend(more);
            Test::OneOf(words)
        }
        (_, last) => last,
    })
}
