//! The options that narrow, order and shape a list. Which filters a list has follows from what its records are shown by.

use crate::boolean;
use crate::ims::{ARCHITECTURES, JOB_TYPES, Resource, STATUSES};
use crate::output::{Condition, Selection, Test};
use crate::time;
use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};
use std::marker::PhantomData;

/// One filter.
struct Filter {
    flag: &'static str,
    /// The fields it may look at: the first that the records of the list are shown by.
    fields: &'static [&'static str],
    value: &'static str,
    help: &'static str,
    test: fn() -> ValueParser,
}

/// The filter for old records.
pub const CREATED_BEFORE: &str = "created-before";

/// Returns `true` if lists of these records have this filter.
pub fn is_filter<R: Resource>(flag: &str) -> bool {
    FILTERS.iter().any(|filter| filter.flag == flag && filter.field::<R>().is_some())
}

const FILTERS: [Filter; 9] = [
    Filter {
        flag: "name",
        fields: &["name", "xname", "image_root_archive_name"],
        value: "GLOB",
        help: "Only records of this name; * and ? stand for other characters",
        test: || ValueParser::new(|text: &str| glob::Pattern::new(text).map(Test::Glob).map_err(|error| error.msg)),
    },
    Filter {
        flag: "arch",
        fields: &["arch", "nodeArch"],
        value: "ARCH",
        help: "Only records for this architecture",
        test: || one_of(&ARCHITECTURES),
    },
    Filter {
        flag: "status",
        fields: &["status"],
        value: "STATUS",
        help: "Only records in this state; may be given several times",
        test: || one_of(&STATUSES),
    },
    Filter {
        flag: "job-type",
        fields: &["job_type"],
        value: "TYPE",
        help: "Only jobs of this type",
        test: || one_of(&JOB_TYPES),
    },
    Filter {
        flag: "require-dkms",
        fields: &["require_dkms"],
        value: "BOOL",
        help: "Only records that need DKMS, or that do not",
        test: || ValueParser::new(|text: &str| boolean::parse(text).map(Test::Is)),
    },
    Filter {
        flag: "created-after",
        fields: &["created"],
        value: "TIME",
        help: "Only records created after this: a date or a time, in this machine's zone unless it names one, or how long ago, such as 90m, 6h, 2d or 1w",
        test: || ValueParser::new(|text: &str| time::given(text).map(Test::After)),
    },
    Filter {
        flag: CREATED_BEFORE,
        fields: &["created"],
        value: "TIME",
        help: "Only records created before this",
        test: || ValueParser::new(|text: &str| time::given(text).map(Test::Before)),
    },
    Filter {
        flag: "deleted-after",
        fields: &["deleted"],
        value: "TIME",
        help: "Only records deleted after this",
        test: || ValueParser::new(|text: &str| time::given(text).map(Test::After)),
    },
    Filter {
        flag: "deleted-before",
        fields: &["deleted"],
        value: "TIME",
        help: "Only records deleted before this",
        test: || ValueParser::new(|text: &str| time::given(text).map(Test::Before)),
    },
];

fn one_of(words: &'static [&'static str]) -> ValueParser {
    PossibleValuesParser::new(words).map(|word| Test::OneOf(vec![word])).into()
}

impl Filter {
    /// The field that it looks at in records of this kind.
    fn field<R: Resource>(&self) -> Option<&'static str> {
        self.fields.iter().copied().find(|field| R::COLUMNS.iter().any(|column| column.field == *field))
    }
}

/// Which records of a list are meant.
pub struct Filters<R: Resource> {
    pub conditions: Vec<Condition>,
    resource: PhantomData<R>,
}

impl<R: Resource> Args for Filters<R> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let filters = FILTERS.iter().filter(|filter| filter.field::<R>().is_some());
        command.args(filters.map(|filter| {
            Arg::new(filter.flag)
                .long(filter.flag)
                .value_name(filter.value)
                .help(filter.help)
                .value_parser((filter.test)())
                .action(ArgAction::Append)
        }))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<R: Resource> FromArgMatches for Filters<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut conditions = Vec::new();
        for filter in &FILTERS {
            let Some(field) = filter.field::<R>() else { continue };
            let tests: Vec<Test> = matches.get_many(filter.flag).unwrap_or_default().cloned().collect();
            conditions.extend(united(tests).into_iter().map(|test| Condition { field, test }));
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

/// How a list is narrowed, ordered and shown.
#[derive(Args)]
pub struct Listing<R: Resource> {
    #[command(flatten)]
    filters: Filters<R>,
    /// Sort by this field, for example created or link.path
    #[arg(long, value_name = "FIELD")]
    sort: Option<String>,
    /// Reverse the order
    #[arg(long)]
    reverse: bool,
    /// Show at most this many
    #[arg(long, value_name = "N", value_parser = count)]
    limit: Option<usize>,
    /// Show only the one that was created last
    #[arg(long, conflicts_with_all = ["sort", "reverse", "limit"])]
    latest: bool,
    /// Show these fields as the columns of a table
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = trimmed)]
    pub columns: Vec<String>,
}

/// Reads a number of records.
fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number, such as 10".to_owned())
}

/// The name of a field, without the white space around it.
fn trimmed(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("expected the name of a field".to_owned()),
        name => Ok(name.to_owned()),
    }
}

impl<R: Resource> Listing<R> {
    /// The records that are meant, in their order.
    pub fn selection(self) -> Selection {
        let (conditions, shown) = (self.filters.conditions, self.columns);
        let rest = Selection { conditions, shown, ..Selection::default() };
        match self.latest {
            true => {
                Selection { sort: Some("created".to_owned()), reverse: true, limit: Some(1), is_required: true, ..rest }
            }
            false => Selection { sort: self.sort, reverse: self.reverse, limit: self.limit, ..rest },
        }
    }
}
