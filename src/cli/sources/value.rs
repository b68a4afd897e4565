//! What an option is given by a text of the environment, or by a value of the configuration.

use crate::boolean;
use crate::cli::command_line::takes_list;
use clap::{Arg, ArgAction};
use std::ffi::OsString;
use toml::Value;

/// The words that give an option this value.
pub fn words(option: &Arg, value: &str) -> Result<Vec<OsString>, String> {
    let long = format!("--{}", option.get_long().unwrap_or_default());
    let flag = |is_set| if is_set { vec![OsString::from(&long)] } else { Vec::new() };
    match option.get_action() {
        ArgAction::Count => match value.trim().parse::<u8>() {
            Ok(count) => Ok(vec![long.into(); count.into()]),
            Err(_) => Err("expected a whole number".to_owned()),
        },
        action if !action.takes_values() => boolean::parse(value).map(flag),
        // Its value may be left out, as that of a flag.
        _ if option.is_require_equals_set() && boolean::parse(value).is_ok() => boolean::parse(value).map(flag),
        _ => Ok(vec![format!("{long}={value}").into()]),
    }
}

/// The texts that a value of the configuration stands for: one, or those of a list where the option takes several values.
pub fn texts(option: &Arg, value: &Value) -> Result<Vec<String>, &'static str> {
    const NO_SECTION: &str = "expected a value, not a section";
    let Value::Array(array) = value else { return Ok(vec![text(value).ok_or(NO_SECTION)?]) };
    if array.is_empty() {
        return Err("expected a value, not an empty list");
    }
    let texts: Option<Vec<_>> = array.iter().map(text).collect();
    let texts = texts.ok_or("expected a list of plain values")?;
    if !takes_list(option) {
        let is_many = matches!(option.get_action(), ArgAction::Append);
        return if is_many { Ok(texts) } else { Err("expected one value, not a list") };
    }
    // The option separates its values by commas, and expands brackets.
    if texts.iter().any(|text| text.contains([',', '[', ']']) || text.trim() != text) {
        return Err("a value in a list must have no comma, no bracket and no white space around it");
    }
    Ok(vec![texts.join(",")])
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(truth) => Some(truth.to_string()),
        Value::Datetime(time) => Some(time.to_string()),
        Value::Array(_) | Value::Table(_) => None,
    }
}
