//! The service writes a job's Kubernetes objects by putting texts into YAML as they are. A text that breaks the YAML breaks
//! the request.

use crate::sandbox::ims::record::{Record, text};
use granit_parser::{Event, Parser, ScalarStyle};

/// Returns `true` if what the user gave for a job breaks the YAML of its objects. The job builds a recipe of this type, or
/// customizes an image if there is none.
pub fn break_with(job: &Record, recipe_type: Option<&str>, public_key: &str) -> bool {
    let data = format!("data:\n  public_key:\n    {public_key}\n  template_dictionary: |\n    {{}}\n");
    let name = text(job, "image_root_archive_name");
    let quoted = match recipe_type {
        Some("kiwi-ng") => format!("    - name: IMAGE\n      value: \"{name}\"\n"),
        _ => String::new(),
    };
    let files = ["kernel_file_name", "initrd_file_name", "kernel_parameters_file_name"];
    let values: String = std::iter::once(name)
        .chain(files.map(|field| text(job, field)))
        .map(|value| format!("    - name: NAME\n      value: {value}\n"))
        .collect();
    !is_sound(&data) || !is_sound(&format!("spec:\n  containers:\n  - env:\n{quoted}{values}    - name: LAST\n"))
}

/// Returns `true` if a text is YAML, and of it only what a careful reader takes.
fn is_sound(yaml: &str) -> bool {
    let is_printable = |character: char| matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..='\u{10f7ff}');
    yaml.chars().all(is_printable)
        && Parser::new_from_str(yaml).all(|event| event.is_ok_and(|(event, _)| is_plain(&event)))
}

/// Returns `true` unless the event asks for a type that the reader does not make.
fn is_plain(event: &Event) -> bool {
    let (value, style, tag) = match event {
        Event::Scalar(value, style, _, tag) => (value.as_ref(), *style, tag),
        Event::SequenceStart(.., tag) | Event::MappingStart(.., tag) => ("", ScalarStyle::DoubleQuoted, tag),
        _ => return true,
    };
    // Two values of one character or two have types of their own.
    let is_special = style == ScalarStyle::Plain && ["=", "<<"].contains(&value);
    tag.as_ref().is_none_or(|tag| tag.is_yaml_core_schema()) && !is_special
}

#[cfg(test)]
mod tests {
    use super::break_with;
    use serde_json::json;

    fn breaks(name: &str, recipe_type: Option<&str>, key: &str) -> bool {
        let job = json!({"image_root_archive_name": name, "kernel_file_name": "k", "initrd_file_name": "i"});
        job.as_object().is_some_and(|job| break_with(job, recipe_type, key))
    }

    #[test]
    fn a_name_that_is_no_value_of_yaml_breaks_it() {
        for name in [
            "n", "a b", "it's", "5", "# c", "a #b", "~", "a:b", "true", "é", "{a: b}", "[x]", "'q'", "&b", "&b x", "|",
            ">", "!!str x", "a,b", "a]", "5 GB", "a\tb", "{}", "x\"y",
        ] {
            assert!(!breaks(name, None, "ssh-rsa A"), "{name}");
        }
        for name in [
            "a: b", "a: ", "x:", "{x", "[y", "*a", "*", "!t", "%z", "@q", "`w", "\"q", "'q", "a\nb", "a\n\nb", "\u{1}",
            "=", "<<", "- x", "-", "?", "? x", ": x", ",a", "[a]b", "\"a\"b",
        ] {
            assert!(breaks(name, None, "ssh-rsa A"), "{name}");
        }
        assert!(!breaks("x\\y", None, "k") && breaks("x\\y", Some("kiwi-ng"), "k"));
    }

    #[test]
    fn a_key_of_several_lines_breaks_it() {
        for key in ["ssh-rsa A", "ssh-rsa A\n", "# comment", "ssh-rsa A my: key"] {
            assert!(!breaks("n", None, key), "{key}");
        }
        for key in ["ssh-rsa A\nssh-rsa B\n", "\"q", "@x"] {
            assert!(breaks("n", None, key), "{key}");
        }
    }
}
