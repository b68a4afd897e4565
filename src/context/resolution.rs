//! What flag, environment, configuration and default come to.

use crate::boolean;
use crate::config::{Configuration, Settings};
use crate::env;
use crate::error::Error;
use crate::http::{Gateway, Trust};
use crate::output::Format;
use clap::ValueEnum;

/// Whom a configuration says to trust.
pub(super) fn configured_trust(configuration: &Configuration, settings: &Settings) -> Result<Trust, Error> {
    let core = &settings.core;
    match (&core.cacert, core.insecure.unwrap_or_default()) {
        (None, false) => Ok(Trust::System),
        // Named by the configuration, it does not depend on where a command is run.
        (Some(path), false) => Ok(Trust::File(configuration.directory().join(path))),
        (None, true) => Ok(Trust::Everybody),
        (Some(_), true) => Err(Error::Usage(
            "core.cacert and core.insecure are both set. Remove one of them with `cray config unset`.".into(),
        )),
    }
}

pub(super) fn quiet_variable() -> Result<Option<bool>, Error> {
    let Some(word) = env::read(env::QUIET) else { return Ok(None) };
    boolean::parse(&word).map(Some).map_err(|cause| bad_setting(&for_option(env::QUIET, "--quiet"), word, cause))
}

/// The format that the environment or the configuration names.
pub(super) fn format(settings: &Settings) -> Result<Option<Format>, Error> {
    if let Some(word) = env::read(env::FORMAT) {
        let setting = for_option(env::FORMAT, "--format");
        return Format::from_str(&word, false).map(Some).map_err(|_| bad_setting(&setting, word, expected_formats()));
    }
    let Some(word) = settings.core.format.clone() else { return Ok(None) };
    // In a configuration, the reference client takes it in any case.
    let format = Format::from_str(&word, true).map(Some);
    let cause = || format!("{}. `cray config unset core.format` removes it.", expected_formats());
    format.map_err(|_| bad_setting(&for_option("core.format", "--format"), word, cause()))
}

fn for_option(setting: &str, option: &str) -> String {
    format!("{setting} (which stands for {option})")
}

fn bad_setting(setting: &str, value: String, cause: String) -> Error {
    Error::BadSetting { setting: setting.to_owned(), value, cause }
}

/// Refuses a value that no command could use. Settings that are not known here may be anything.
pub fn check_setting(name: &str, value: &str) -> Result<(), Error> {
    if value.is_empty() {
        return Ok(());
    }
    let cause = match name {
        "core.format" => Format::from_str(value, true).err().map(|_| expected_formats()),
        "core.quiet" | "core.insecure" | "auth.login.rsa_required" => boolean::parse(value).err(),
        "core.hostname" => return Gateway::parse(value).map(drop),
        _ => None,
    };
    match cause {
        Some(cause) => Err(bad_setting(name, value.to_owned(), cause)),
        None => Ok(()),
    }
}

fn expected_formats() -> String {
    let names: Vec<_> = Format::value_variants().iter().filter_map(Format::to_possible_value).collect();
    let names: Vec<_> = names.iter().map(clap::builder::PossibleValue::get_name).collect();
    format!("expected one of {}", names.join(", "))
}

/// The setting, or its default where it is invalid and is to be fixed.
pub(super) fn or_default<T: Default>(setting: Result<T, Error>, is_lenient: bool) -> Result<T, Error> {
    setting.or_else(|error| if is_lenient { Ok(T::default()) } else { Err(error) })
}
