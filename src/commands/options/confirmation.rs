//! What keeps a deletion of many records from being a mistake, and how somebody insists on it.

use super::filters::CREATED_BEFORE;
use crate::ims::{Filter, Resource};
use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};
use std::marker::PhantomData;

/// Whether to ask before much is deleted, and what not to refuse.
pub struct Confirmation<R: Resource> {
    pub yes: bool,
    /// `true` if records of any age may be deleted although a time was given.
    pub force: bool,
    resource: PhantomData<R>,
}

impl<R: Resource> Args for Confirmation<R> {
    fn augment_args(command: clap::Command) -> clap::Command {
        let command = command
            .arg(Arg::new("yes").short('y').long("yes").help("Skip the confirmation").action(ArgAction::SetTrue));
        let help = format!("Accept a future time for --{CREATED_BEFORE}");
        if R::FILTERS.contains(&Filter::CREATED) {
            command.arg(Arg::new("force").long("force").help(help).action(ArgAction::SetTrue))
        } else {
            command
        }
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl<R: Resource> FromArgMatches for Confirmation<R> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let is_given = |id: &str| matches.try_get_one(id).ok().flatten().copied().unwrap_or(false);
        Ok(Confirmation { yes: is_given("yes"), force: is_given("force"), resource: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
