//! The settings that are no options of one command, as a configuration holds them.

use super::{position, unreadable};
use crate::boolean;
use crate::error::Error;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::fmt;
use std::path::{Path, PathBuf};

/// What a configuration says. An empty text stands for no setting, as the reference client writes it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, expecting = "a section")]
pub struct Settings {
    pub core: Core,
    pub auth: Auth,
}

/// Where the system is, and how its answers are printed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, expecting = "a section")]
pub struct Core {
    #[serde(deserialize_with = "text")]
    pub hostname: Option<String>,
    #[serde(deserialize_with = "text")]
    pub tenant: Option<String>,
    #[serde(deserialize_with = "text")]
    pub format: Option<String>,
    #[serde(deserialize_with = "truth")]
    pub quiet: Option<bool>,
    #[serde(deserialize_with = "text")]
    pub cacert: Option<PathBuf>,
    #[serde(deserialize_with = "truth")]
    pub insecure: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, expecting = "a section")]
pub struct Auth {
    pub login: Login,
}

/// Who logs in, and how.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, expecting = "a section")]
pub struct Login {
    #[serde(deserialize_with = "text")]
    pub username: Option<String>,
    #[serde(deserialize_with = "truth")]
    pub rsa_required: Option<bool>,
}

impl Settings {
    /// Reads the text of the configuration at this path. Fails with the line, the column and the expected type of a setting
    /// that is something else.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let refused = |setting: String, error: toml::de::Error| {
            let span = error.span().unwrap_or_default();
            let message = error.message();
            let expected = message.rsplit_once("expected ").map_or(message, |(_, expected)| expected);
            Error::BadSetting {
                value: text.get(span.clone()).unwrap_or_default().trim().to_owned(),
                cause: format!(
                    "Expected {expected}. It is set in {}, {}. `cray config unset {setting}` removes it.",
                    path.display(),
                    position(text, span.start)
                ),
                setting,
            }
        };
        let document = toml::Deserializer::parse(text);
        let document = document.map_err(|error| unreadable(path, text, error.span(), error.message()))?;
        refuse_lists(path, text)?;
        serde_path_to_error::deserialize(document)
            .map_err(|error| refused(error.path().to_string(), error.into_inner()))
    }

    /// The dotted names of all settings.
    pub fn names() -> Vec<String> {
        fn add(prefix: &str, value: &Value, names: &mut Vec<String>) {
            match value {
                Value::Object(fields) => {
                    for (name, value) in fields {
                        let dot = if prefix.is_empty() { "" } else { "." };
                        add(&format!("{prefix}{dot}{name}"), value, names);
                    }
                }
                _ => names.push(prefix.to_owned()),
            }
        }
        let mut names = Vec::new();
        // Plain structs always serialize.
        add("", &serde_json::to_value(Settings::default()).unwrap_or_default(), &mut names);
        names
    }
}

/// Refuses a list in place of a section, whose values serde would take for the fields in their order.
fn refuse_lists(path: &Path, text: &str) -> Result<(), Error> {
    let Ok(table) = toml::from_str::<toml::Table>(text) else { return Ok(()) };
    let login = table.get("auth").and_then(|auth| auth.get("login"));
    let sections = [("core", table.get("core")), ("auth", table.get("auth")), ("auth.login", login)];
    match sections.into_iter().find(|(_, value)| value.is_some_and(toml::Value::is_array)) {
        Some((name, value)) => Err(Error::BadSetting {
            setting: name.to_owned(),
            value: value.map(ToString::to_string).unwrap_or_default(),
            cause: format!("Expected a section. It is set in {}.", path.display()),
        }),
        None => Ok(()),
    }
}

fn text<'de, T: From<String>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(Some(text).filter(|text| !text.is_empty()).map(T::from))
}

/// Reads true, false, 1 or 0, or one of the words for them in a text.
fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    struct Truth;
    impl Visitor<'_> for Truth {
        type Value = Option<bool>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("true or false")
        }

        fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Self::Value, E> {
            Ok(Some(truth))
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
            if word.is_empty() { Ok(None) } else { boolean::parse(word).map(Some).map_err(E::custom) }
        }
    }
    deserializer.deserialize_any(Truth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Explain;

    fn parsed(text: &str) -> Result<Settings, String> {
        Settings::parse(Path::new("/c"), text).map_err(|error| format!("{error}\n{}", error.advice().join("\n")))
    }

    #[test]
    fn a_setting_is_read_in_each_form_that_the_reference_client_takes() {
        let settings = parsed("[core]\nquiet = \"Yes\"\ninsecure = 0\ntenant = \"\"\n[other]\nx = [1]\n").unwrap();
        assert_eq!((settings.core.quiet, settings.core.insecure), (Some(true), Some(false)));
        assert_eq!((settings.core.tenant, settings.core.hostname), (None, None));
    }

    #[test]
    fn a_setting_of_the_wrong_type_is_named_with_its_position_and_what_was_expected() {
        let where_it_is = |name| format!("`cray config unset {name}` removes it.");
        assert_eq!(
            parsed("[core]\nhostname = \"h\"\ncacert = [\"/ca\"]\n").unwrap_err(),
            format!(
                "invalid value for core.cacert: [\"/ca\"]\nExpected a string. It is set in /c, line 3, column 10. {}",
                where_it_is("core.cacert")
            )
        );
        assert_eq!(
            parsed("auth = { login = { rsa_required = \"maybe\" } }").unwrap_err(),
            format!(
                "invalid value for auth.login.rsa_required: \"maybe\"\nExpected true, t, 1, yes, y, or false, f, 0, no, n. \
                 It is set in /c, line 1, column 35. {}",
                where_it_is("auth.login.rsa_required")
            )
        );
        assert!(parsed("core = 5").unwrap_err().starts_with("invalid value for core: 5\nExpected a section"));
        assert!(parsed("core = [\"https://h\"]").unwrap_err().contains("Expected a section"));
    }

    #[test]
    fn the_names_of_the_settings_are_those_of_the_fields() {
        let names = Settings::names();
        assert!(names.contains(&"core.hostname".to_owned()) && names.contains(&"auth.login.rsa_required".to_owned()));
        assert_eq!(names.len(), 8);
    }
}
