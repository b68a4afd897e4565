//! No option is forgotten: every option of every command has a variable and a setting, or a reason to have none.

use clap::{Arg, Command};
use cray_ims::cli::{self, Elsewhere, TYPED_ONLY, Unread};
use cray_ims::config::Configuration;
use std::collections::{BTreeMap, BTreeSet};

/// Where an option may stand beside the command line.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Variable,
    Setting,
}

/// The options that values at this place, under the names that `cray` has for them, come to.
fn supplied(path: &[&str], options: &[&str], place: Place) -> BTreeSet<String> {
    let group: &[&str] = if matches!(path[0], "auth" | "init" | "config") { &[] } else { &["ims"] };
    let names = [group, path].concat();
    let variable = |option: &&str| format!("CRAY_{}_{option}", names.join("_")).to_uppercase().replace('-', "_");
    let setting = |option: &&str| format!("{} = \"1\"\n", option.replace('-', "_"));
    let (mut variables, mut text) = (BTreeMap::new(), String::new());
    match place {
        Place::Variable => variables = options.iter().map(|option| (variable(option), "1".to_owned())).collect(),
        Place::Setting => text = format!("[{}]\n{}", names.join("."), options.iter().map(setting).collect::<String>()),
    }
    let elsewhere = Elsewhere {
        variables: &|| Ok(variables.clone()),
        configuration: &|_| Configuration::parse("file".into(), text.clone()),
    };
    let words = std::iter::once("cray-ims").chain(path.iter().copied()).map(Into::into);
    let supplies = match cli::parse(words, &elsewhere) {
        Ok(cli) => cli.supplies,
        // Something else may be missing, or the value be none for the option.
        Err(Unread::Parser(_, supplies)) => supplies,
        Err(Unread::Elsewhere(error)) => panic!("{path:?}: {error}"),
    };
    supplies.options.into_iter().map(|supplied| supplied.option).collect()
}

fn each_command(command: &Command, path: &mut Vec<String>, shared: &[Arg], check: &mut dyn FnMut(&[&str], &Arg)) {
    let own: Vec<_> = command.get_arguments().cloned().collect();
    let shared = [shared, &own.iter().filter(|option| option.is_global_set()).cloned().collect::<Vec<_>>()].concat();
    if !command.has_subcommands() {
        let names: Vec<_> = path.iter().map(String::as_str).collect();
        let of_all = shared.iter().filter(|option| own.iter().all(|own| own.get_long() != option.get_long()));
        own.iter().chain(of_all).filter(|option| option.get_long().is_some()).for_each(|option| check(&names, option));
    }
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        path.push(below.get_name().to_owned());
        each_command(below, path, &shared, check);
        path.pop();
    }
}

#[test]
fn every_option_of_every_command_is_read_from_a_variable_and_from_a_section() {
    let mut commands: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    each_command(&cli::tree(), &mut Vec::new(), &[], &mut |path, option| {
        let path = path.iter().map(|&name| name.to_owned()).collect();
        commands.entry(path).or_default().insert(option.get_long().unwrap().to_owned());
    });
    for (path, options) in &commands {
        let path: Vec<_> = path.iter().map(String::as_str).collect();
        let options: Vec<_> = options.iter().map(String::as_str).collect();
        let has_no_section = |name: &&str| {
            TYPED_ONLY.contains(name)
                || ["format", "quiet", "configuration"].contains(name)
                || ["init", "config", "sandbox", "completions"].contains(&path[0])
                || (path == ["auth", "login"] && ["username", "password", "password-stdin", "rsa_token"].contains(name))
        };
        let named = |kept: &dyn Fn(&&str) -> bool| -> BTreeSet<String> {
            options.iter().filter(|name| kept(name)).map(|name| format!("--{name}")).collect()
        };
        let by_variable = named(&|name| !TYPED_ONLY.contains(name));
        assert_eq!(supplied(&path, &options, Place::Variable), by_variable, "{path:?}");
        assert_eq!(supplied(&path, &options, Place::Setting), named(&|name| !has_no_section(name)), "{path:?}");
    }
    let count: usize = commands.values().map(BTreeSet::len).sum();
    assert!(count > 500, "{count}");
}
