//! `config`: shows and edits configurations.

use super::Reply;
use crate::cli::{Config, instead, is_setting};
use crate::config::{DATE, to_json};
use crate::context::{Context, check_setting};
use crate::error::Error;
use serde_json::{Value, json};
use std::path::PathBuf;

pub fn run(verb: Config, context: Context) -> Result<Reply, Error> {
    context.configuration()?;
    if !matches!(verb, Config::List | Config::Describe | Config::Get { .. }) {
        context.refuse_rehearsal("config")?;
    }
    match verb {
        Config::List => list(&context),
        Config::Describe => describe(&context),
        Config::Get { property } => get(&property, &context),
        Config::Set { section, values } => set(&section, &values, context),
        Config::Unset { properties } => unset(&properties, context),
        Config::Use { name } => activate(&name, &context),
    }
}

fn list(context: &Context) -> Result<Reply, Error> {
    let names = context.directory.names()?;
    let configurations: Vec<Value> =
        names.iter().map(|name| json!({"name": name, "is_active": *name == context.active_name})).collect();
    Ok(Reply::Document(json!({"configurations": configurations})))
}

fn describe(context: &Context) -> Result<Reply, Error> {
    let mut heading = format!("{}\n", active(&context.active_name));
    if context.configuration_name != context.active_name {
        heading += &format!("Describing configuration: {}\n", context.configuration_name);
    }
    Ok(Reply::Headed(heading, Box::new(Reply::Document(context.configuration()?.to_json()))))
}

fn get(property: &str, context: &Context) -> Result<Reply, Error> {
    let item = context.configuration()?.value(property);
    let item = item.ok_or_else(|| Error::Usage(format!("Unable to find property. {property} is not set.")))?;
    Ok(match to_json(item) {
        Value::String(text) => Reply::Line(match text.strip_prefix(DATE) {
            // The reference client prints it as Python does.
            Some(date) => date.replace('T', " ").replace('Z', "+00:00"),
            None => text,
        }),
        other => Reply::Document(other),
    })
}

fn set(section: &str, values: &[String], mut context: Context) -> Result<Reply, Error> {
    let unreadable = |value| Error::Usage(format!("Unable to set property. Expected NAME=VALUE instead of {value}."));
    context.reconfigure(|configuration| {
        values.iter().try_for_each(|value| match value.split_once('=') {
            Some((name, text)) if !name.is_empty() => {
                let name = format!("{section}.{name}");
                check_setting(&name, text)?;
                configuration.set(&name, text)
            }
            _ => Err(unreadable(value)),
        })
    })?;
    if let Some(path) = missing_certificates(&context) {
        context.printer.remark(&format!("core.cacert names {}, which does not exist.", path.display()));
    }
    for name in values.iter().filter_map(|value| Some(format!("{section}.{}", value.split_once('=')?.0))) {
        if !is_setting(&name) {
            let hint = instead(&name);
            context.printer.remark(&format!("{name} is set, but it is not read by this program.{hint}"));
        }
    }
    Ok(Reply::Line(String::new()))
}

/// The file that `core.cacert` names, if there is none.
fn missing_certificates(context: &Context) -> Option<PathBuf> {
    let configuration = context.configuration().ok()?;
    let path = configuration.directory().join(configuration.settings().ok()?.core.cacert?);
    (!path.exists()).then_some(path)
}

fn unset(properties: &[String], mut context: Context) -> Result<Reply, Error> {
    let missing = |property| Error::Usage(format!("Unable to unset property. {property} is not set."));
    context.reconfigure(|configuration| {
        properties
            .iter()
            .try_for_each(|property| configuration.unset(property).then_some(()).ok_or_else(|| missing(property)))
    })?;
    Ok(Reply::Line(String::new()))
}

fn activate(name: &str, context: &Context) -> Result<Reply, Error> {
    let configuration = context.directory.load(name)?;
    if configuration.is_empty() {
        let names = context.directory.names().unwrap_or_default();
        return Err(Error::NoSuchConfiguration { path: configuration.path().to_owned(), names });
    }
    context.directory.activate(name)?;
    Ok(Reply::Line(active(name)))
}

fn active(name: &str) -> String {
    format!("Your active configuration is: {name}")
}
