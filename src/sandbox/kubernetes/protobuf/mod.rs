//! Bodies in the protobuf form that `kubectl` uses for its own subcommands, read into JSON.
//!
//! No library is used: those that exist bring all of Kubernetes' messages as types, and none turns them into the JSON of
//! the API, in which some messages are texts or stand inside of others.

mod messages;
mod wire;

use messages::{Field, Form};
use serde_json::{Map, Value, json};
use wire::{Content, Reader};

/// The content type of such a body.
pub const CONTENT_TYPE: &str = "application/vnd.kubernetes.protobuf";

/// What stands before the message.
const MAGIC: &[u8] = b"k8s\0";

/// Reads the object in a body, or says why it cannot be read.
pub fn read(body: &[u8]) -> Result<Value, String> {
    let envelope = body.strip_prefix(MAGIC).ok_or("it does not begin with k8s\\0")?;
    let envelope = message(envelope, messages::ENVELOPE, "the envelope")?;
    let (kind, api_version) = (&envelope["typeMeta"]["kind"], &envelope["typeMeta"]["apiVersion"]);
    let kind = kind.as_str().ok_or("it names no kind")?;
    let fields = messages::of_kind(kind).ok_or_else(|| {
        format!("{kind} is not read in this form; send JSON, for example with --dry-run=client -o json | kubectl create -f -")
    })?;
    // The envelope has the message as base64, like other bytes.
    let raw = wire::from_base64(envelope["raw"].as_str().unwrap_or_default())?;
    let mut object = json!({"kind": kind, "apiVersion": api_version});
    if let (Value::Object(object), Value::Object(fields)) = (&mut object, message(&raw, fields, kind)?) {
        object.extend(fields);
    }
    Ok(object)
}

fn message(bytes: &[u8], fields: &[Field], name: &str) -> Result<Value, String> {
    let mut object = Map::new();
    for read in Reader(bytes) {
        let (number, content) = read?;
        let Some((_, field, form)) = fields.iter().find(|(known, ..)| *known == number) else {
            return Err(format!("field {number} of {name} is not read in this form; send JSON"));
        };
        add(&mut object, field, form, &content)?;
    }
    Ok(object.into())
}

/// Adds what a field has to an object. What Go writes although it is empty is left out.
fn add(object: &mut Map<String, Value>, field: &str, form: &Form, content: &Content) -> Result<(), String> {
    match form {
        Form::Ignored => {}
        Form::Inline(fields) => {
            if let Value::Object(inner) = message(content.bytes()?, fields, field)? {
                object.extend(inner);
            }
        }
        Form::List(form) => {
            let item = value(field, form, content)?;
            let list = object.entry(field).or_insert_with(|| json!([]));
            list.as_array_mut().ok_or("a list is none")?.push(item);
        }
        Form::Map(form) => {
            let mut entry = (Value::Null, Value::Null);
            for read in Reader(content.bytes()?) {
                match read? {
                    (1, key) => entry.0 = value(field, &Form::Text, &key)?,
                    (_, content) => entry.1 = value(field, form, &content)?,
                }
            }
            let map = object.entry(field).or_insert_with(|| json!({}));
            map[entry.0.as_str().unwrap_or_default()] = entry.1;
        }
        Form::Text | Form::Size | Form::Flag => {
            let value = value(field, form, content)?;
            if value != "" && value != 0 && value != false {
                object.insert(field.to_owned(), value);
            }
        }
        form => {
            let value = value(field, form, content)?;
            if !value.is_null() {
                object.insert(field.to_owned(), value);
            }
        }
    }
    Ok(())
}

fn value(field: &str, form: &Form, content: &Content) -> Result<Value, String> {
    Ok(match form {
        Form::Text => content.text()?.into(),
        Form::Bytes => wire::base64(content.bytes()?).into(),
        Form::Size | Form::Number => content.number()?.into(),
        Form::Flag | Form::Choice => (content.number()? != 0).into(),
        Form::Message(fields) => message(content.bytes()?, fields, field)?,
        Form::Quantity => message(content.bytes()?, messages::QUANTITY, field)?["string"].take(),
        Form::NumberOrText => {
            let mut parts = message(content.bytes()?, messages::NUMBER_OR_TEXT, field)?;
            match parts.get("text") {
                Some(_) => parts["text"].take(),
                None => parts.get("number").cloned().unwrap_or_else(|| json!(0)),
            }
        }
        Form::Time => {
            let seconds = message(content.bytes()?, messages::TIME, field)?["seconds"].as_i64();
            seconds.map_or(Value::Null, |seconds| super::clock::at(seconds).into())
        }
        Form::Ignored | Form::Inline(_) | Form::List(_) | Form::Map(_) => Value::Null,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `kubectl create configmap x --from-literal=a=b`.
    const CONFIG_MAP: &[u8] = b"k8s\0\n\x0f\n\x02v1\x12\tConfigMap\x12\x1b\n\x11\n\x01x\x12\0\x1a\0\"\0*\x002\08\0B\0\x12\x06\n\x01a\x12\x01b\x1a\0\"\0";

    #[test]
    fn what_kubectl_sends_is_read() {
        let expected = json!({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "x"}, "data": {"a": "b"}});
        assert_eq!(read(CONFIG_MAP), Ok(expected));
    }

    #[test]
    fn no_part_of_a_message_is_a_crash() {
        for end in 0..CONFIG_MAP.len() {
            let _ = read(&CONFIG_MAP[..end]);
            let mut odd = CONFIG_MAP.to_vec();
            odd[end] ^= 0xff;
            let _ = read(&odd);
        }
        assert!(read(b"k8s\0").is_err() && read(b"").is_err());
    }
}
