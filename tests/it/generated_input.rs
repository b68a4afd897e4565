//! Nothing that is read from outside makes the program panic, hang or contradict itself, whatever it holds.
//!
//! `PROPTEST_CASES=1000000 cargo test --test it generated_input::` looks for longer.

use cray_ims::auth::Token;
use cray_ims::config::{Configuration, Document, to_json};
use cray_ims::error::Explain;
use cray_ims::http::{Gateway, explain, masked, segment};
use cray_ims::ims::hostlist;
use cray_ims::output::{Format, Layout, Renderer};
use cray_ims::terminal::escape;
use cray_ims::time::age::Age;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::path::Path;

/// Bytes that are nearly something: one of these texts with a few places changed, doubled or cut; or nothing known at all.
fn nearly(texts: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let change = (
        any::<Index>(),
        0..4_u8,
        any::<u8>(),
        select(vec!["\"", "{", "[", "]", "\\", "\n", "=", ".", "\u{0}", "é", "1e999"]),
    );
    let changed = (select(texts), prop::collection::vec(change, 0..6)).prop_map(|(text, changes)| {
        let mut bytes = text.as_bytes().to_vec();
        for (place, kind, byte, word) in changes {
            let place = place.index(bytes.len() + 1);
            match kind {
                0 => bytes.truncate(place),
                1 => bytes.insert(place, byte),
                2 => drop(bytes.splice(place..place, word.bytes())),
                _ => bytes.extend_from_within(place..),
            }
        }
        bytes
    });
    prop_oneof![
        6 => changed,
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => any::<String>().prop_map(String::into_bytes),
    ]
}

fn nearly_text(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    nearly(texts).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

const CONFIGURATIONS: &[&str] = &[
    "# mine\n[core]\nhostname = \"https://api\"\ntenant = \"\"\nquiet = true\n\n[auth.login]\nusername = \"me\"\n",
    "core.format = 'json'\na = [1, {b = 2.5}, 1979-05-27T07:32:00Z]\n[[x]]\ny = \"\"\"\nz\"\"\"\n[[x]]\n",
];

const TOKENS: &[&str] = &[
    r#"{"access_token":"sesame","expires_in":300,"refresh_expires_in":1800,"refresh_token":"again","scope":"a b","expires_at":1700000000.5,"client_id":"shasta"}"#,
    r#"{"access_token":"sesame","expires_at":"1e300","scope":["a"],"expires_in":-1}"#,
];

const PROBLEMS: &[&str] = &[
    r#"{"status":404,"title":"Not Found","detail":"Requested resource does not exist.","type":"about:blank","instance":"/x"}"#,
    r#"{"status":422,"title":"T","detail":"D","errors":{"a":["x","y"],"s":{"0":{"jail":["z"]}},"":null}}"#,
    "<html><body>\u{1b}[2JBad Gateway</body></html>",
];

const ANSWERS: &[&str] = &[
    r#"[{"arch":"x86_64","created":"2026-11-23T22:27:19","id":"7","link":{"path":"s3://a","type":"s3"},"metadata":{"a":"b"},"n":1e400,"z":null}]"#,
    r#"{"a":[[1,2],[{"b":[]},{}]],"é\u0000\ud83d\ude00":"\"\\\n","d":-0.0,"e":18446744073709551616,"f":true}"#,
    r#"[1,"two",null,[3],{"four":5}]"#,
    "null",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_configuration_is_read_or_refused_with_its_line_and_what_is_set_is_read_back(
        text in nearly_text(CONFIGURATIONS),
        value: String,
    ) {
        let read = |text: String| Configuration::parse("x".into(), text);
        match read(text.clone()) {
            Ok(configuration) => {
                configuration.to_json();
                configuration.value("core").map(to_json);
                let mut document = Document::parse(Path::new("x"), &text).unwrap();
                if document.set("auth.login.username", &value).is_ok() && !value.is_empty() {
                    let set = read(document.text()).unwrap();
                    prop_assert_eq!(set.value("auth.login.username"), Some(&value.into()));
                    prop_assert!(document.unset("auth.login.username"));
                    read(document.text()).unwrap();
                }
            }
            Err(error) => prop_assert!(error.advice().join("\n").contains("line "), "{:?}", error),
        }
    }

    #[test]
    fn any_token_file_is_read_or_refused_without_its_content(text in nearly(TOKENS)) {
        match Token::parse(&text) {
            Ok(token) => {
                let _ = (token.header(), token.state(), token.renewable_until());
                let again = Token::parse(&token.to_json());
                prop_assert!(again.is_ok(), "{:?}", again);
                let issued = token.issued("me").renewed(again.unwrap());
                prop_assert!(Token::parse(&issued.to_json()).is_ok());
            }
            Err(cause) => prop_assert!(cause.starts_with("invalid token (") && cause.len() < 80, "{}", cause),
        }
    }

    #[test]
    fn any_error_answer_is_explained_in_few_harmless_lines(text in nearly(PROBLEMS)) {
        let (message, details) = explain("Error received from server: 500", &text);
        prop_assert!(details.len() <= 51);
        for line in details.iter().chain([&message]) {
            prop_assert!(line.chars().count() <= 2100);
            prop_assert!(!escape(line).chars().any(char::is_control));
        }
        masked(&String::from_utf8_lossy(&text));
    }

    #[test]
    fn any_answer_is_rendered_in_every_format_or_in_none(text in nearly(ANSWERS), step in 1..40_usize) {
        let outcomes = [Format::Json, Format::Toml, Format::Yaml, Format::Table].map(|format| {
            let mut renderer = Renderer::new(format, Layout::default());
            text.chunks(step).try_for_each(|part| renderer.feed(part))?;
            let mut out = Vec::new();
            renderer.finish()?.write(&mut out).expect("memory can be written to");
            Ok::<_, cray_ims::output::RenderError>(String::from_utf8(out).expect("answers are text"))
        });
        prop_assert!(outcomes.iter().all(|outcome| outcome.is_ok() == outcomes[0].is_ok()), "{:?}", outcomes);
        if let (Ok(json), Ok(_)) = (&outcomes[0], serde_json::from_slice::<Vec<serde_json::Value>>(&text)) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{}", json);
        }
    }

    #[test]
    fn any_age_is_read_back_as_the_same_length_or_refused(text in nearly_text(&["1d6h", "90m", "1w2d", "0005h", "99999999w"])) {
        if let Ok(age) = Age::parse(&text) {
            let again = Age::parse(&age.to_string());
            prop_assert_eq!(again.map(|age| age.duration()).ok(), Some(age.duration()));
        }
    }

    #[test]
    fn any_list_of_values_is_read_or_refused(text in nearly_text(&["a,b,'c d',\"e,f\"", "true,false", "x[1-3],y[01-99]", "a\\,b"])) {
        let _ = (hostlist::texts(&text), hostlist::booleans(&text));
    }

    #[test]
    fn any_hostname_is_read_or_refused_and_any_id_is_one_segment(
        text in nearly_text(&["https://api-gw.local:8443/x", "api.local", "http://[::1]:1", "http://me:pw@h"]),
    ) {
        if let Ok(gateway) = Gateway::parse(&text) {
            prop_assert!(!gateway.authority().is_empty() && !gateway.authority().contains('@'));
        }
        if let Ok(segment) = segment(&text) {
            prop_assert!(!segment.is_empty() && !segment.contains(['/', '?', '#']));
        }
    }
}
