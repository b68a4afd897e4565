//! `config`: shows and edits configurations.

use super::Reply;
use crate::cli::Config;
use crate::config::item_to_json;
use crate::context::Context;
use crate::error::Error;
use serde_json::{Value, json};

pub fn run(verb: Config, context: Context) -> Result<Reply, Error> {
    context.configuration()?;
    match verb {
        Config::List => list(&context),
        Config::Describe => describe(&context),
        Config::Get { property } => get(&property, &context),
        Config::Set { section, values } => set(&section, &values, context),
        Config::Unset { properties } => unset(&properties, context),
        Config::Use { configuration } => activate(&configuration, &context),
    }
}

fn list(context: &Context) -> Result<Reply, Error> {
    let names = context.directory.names()?;
    let configurations: Vec<Value> =
        names.iter().map(|name| json!({"name": name, "is_active": *name == context.active_name})).collect();
    Ok(Reply::Document(json!({"configurations": configurations})))
}

fn describe(context: &Context) -> Result<Reply, Error> {
    context.printer.remark(&active(&context.active_name));
    if context.configuration_name != context.active_name {
        context.printer.remark(&format!("Describing configuration: {}", context.configuration_name));
    }
    Ok(Reply::Document(context.configuration()?.to_json()))
}

fn get(property: &str, context: &Context) -> Result<Reply, Error> {
    let item = context.configuration()?.item(property);
    let item = item.ok_or_else(|| Error::Usage(format!("Unable to find property. {property} is not set.")))?;
    Ok(match item_to_json(item) {
        Value::String(text) => Reply::Line(text),
        other => Reply::Document(other),
    })
}

fn set(section: &str, values: &[String], context: Context) -> Result<Reply, Error> {
    let mut configuration = context.into_configuration();
    for value in values {
        let (name, text) = value
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Error::Usage(format!("Unable to set property. Expected NAME=VALUE instead of {value}.")))?;
        configuration.set(&format!("{section}.{name}"), text)?;
    }
    configuration.save()?;
    Ok(Reply::Line(String::new()))
}

fn unset(properties: &[String], context: Context) -> Result<Reply, Error> {
    let mut configuration = context.into_configuration();
    for property in properties {
        if !configuration.unset(property) {
            return Err(Error::Usage(format!("Unable to unset property. {property} is not set.")));
        }
    }
    configuration.save()?;
    Ok(Reply::Line(String::new()))
}

fn activate(name: &str, context: &Context) -> Result<Reply, Error> {
    let configuration = context.directory.load(name)?;
    if configuration.is_empty() {
        return Err(Error::NoSuchConfiguration { path: configuration.path().to_owned() });
    }
    context.directory.activate(name)?;
    Ok(Reply::Line(active(name)))
}

fn active(name: &str) -> String {
    format!("Your active configuration is: {name}")
}
