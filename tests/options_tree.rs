//! No option is forgotten: every option of every command has a variable and a setting, or a reason to have none.

use clap::{Arg, Command};
use cray_ims::cli::{self, Elsewhere, Source, TYPED_ONLY, Unread};
use cray_ims::config::Configuration;
use std::collections::BTreeMap;

/// Where an option may stand beside the command line.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Variable,
    Setting,
}

/// The options that a value at this place, under the names that `cray` has for it, comes to.
fn supplied(path: &[&str], option: &str, place: Place) -> Vec<(String, String)> {
    let group: &[&str] = if matches!(path[0], "auth" | "init" | "config") { &[] } else { &["ims"] };
    let names = [group, path].concat();
    let variable = format!("CRAY_{}_{option}", names.join("_")).to_uppercase().replace('-', "_");
    let (section, key) = (names.join("."), option.replace('-', "_"));
    let variables: BTreeMap<_, _> = match place {
        Place::Variable => [(variable, "1".to_owned())].into(),
        Place::Setting => BTreeMap::new(),
    };
    let text = if place == Place::Setting { format!("[{section}]\n{key} = \"1\"\n") } else { String::new() };
    let elsewhere = Elsewhere {
        variables: &|| Ok(variables.clone()),
        configuration: &|_| Configuration::parse("file".into(), text.clone()),
    };
    let words = std::iter::once("cray-ims").chain(path.iter().copied()).map(Into::into);
    let supplies = match cli::parse(words, &elsewhere) {
        Ok(cli) => cli.supplies,
        // Something else may be missing, or the value be none for the option.
        Err(Unread::Parser(_, supplies)) => supplies,
        Err(Unread::Elsewhere(error)) => panic!("{path:?} --{option}: {error}"),
    };
    let name = |source| match source {
        Source::Variable(name) => name,
        Source::Setting { name, .. } => name,
    };
    supplies.options.into_iter().map(|supplied| (supplied.option, name(supplied.source))).collect()
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
    let mut count = 0;
    each_command(&cli::tree(), &mut Vec::new(), &[], &mut |path, option| {
        count += 1;
        let name = option.get_long().unwrap();
        let is_typed_only = TYPED_ONLY.contains(&name);
        let by_variable = supplied(path, name, Place::Variable);
        assert_eq!(by_variable.len(), usize::from(!is_typed_only), "{path:?} --{name}: {by_variable:?}");
        assert!(is_typed_only || by_variable[0].0 == format!("--{name}"), "{by_variable:?}");
        let has_no_section = is_typed_only
            || ["format", "quiet", "configuration"].contains(&name)
            || ["init", "config", "sandbox", "completions"].contains(&path[0])
            || (path == ["auth", "login"] && ["username", "password", "password-stdin", "rsa_token"].contains(&name));
        let by_setting = supplied(path, name, Place::Setting);
        assert_eq!(by_setting.len(), usize::from(!has_no_section), "{path:?} --{name}: {by_setting:?}");
    });
    assert!(count > 500, "{count}");
}
