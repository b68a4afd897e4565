//! Checking of request bodies against a schema, with the words of marshmallow, which the real service uses.

use super::coercion::{boolean, whole_number};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The fields that a body may have, in the order in which the service checks and prints them.
#[derive(Debug)]
pub struct Schema(pub &'static [Field]);

/// A field of a body.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub presence: Presence,
    pub nullable: bool,
}

/// What happens if a field is not given.
#[derive(Debug)]
pub enum Presence {
    /// The body is refused.
    Required,
    /// The field stays away.
    Optional,
    /// It gets this value.
    Default(fn() -> Value),
}

/// What a field holds.
#[derive(Debug)]
pub enum Kind {
    Text(Check),
    Boolean,
    /// A whole number of at least one; the text is the refusal of less.
    Size(&'static str),
    Uuid,
    Nested(&'static Schema),
    List(&'static Schema),
    /// Texts under any names.
    Texts,
}

/// What is asked of a text.
#[derive(Debug)]
pub enum Check {
    Nothing,
    /// It is not empty; the text is the refusal.
    NotBlank(&'static str),
    /// It is one of these; the text is the refusal, before the list.
    OneOf(&'static [&'static str], &'static str),
}

impl Field {
    /// A field that must be given.
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Field { name, kind, presence: Presence::Required, nullable: false }
    }

    /// A field that may be left away.
    pub const fn optional(name: &'static str, kind: Kind) -> Self {
        Field { name, kind, presence: Presence::Optional, nullable: false }
    }

    /// A field with a value for when it is left away.
    pub const fn default(name: &'static str, kind: Kind, value: fn() -> Value) -> Self {
        Field { name, kind, presence: Presence::Default(value), nullable: false }
    }

    /// The same field, which may also be null.
    pub const fn nullable(self) -> Self {
        Field { nullable: true, ..self }
    }
}

impl Schema {
    /// The body with its values as the service understands them, in the order of the schema; or what is wrong with it, by
    /// field.
    pub fn load(&self, body: &Value) -> Result<Map<String, Value>, Value> {
        let Value::Object(given) = body else {
            return Err(json!({"_schema": ["Invalid input type."]}));
        };
        let mut loaded = Map::new();
        let mut errors = Map::new();
        for field in self.0 {
            match field.load(given.get(field.name)) {
                Ok(Some(value)) => drop(loaded.insert(field.name.to_owned(), value)),
                Ok(None) => {}
                Err(error) => drop(errors.insert(field.name.to_owned(), error)),
            }
        }
        for name in given.keys().filter(|name| self.0.iter().all(|field| field.name != *name)) {
            errors.insert(name.clone(), text("Unknown field."));
        }
        without(errors, loaded)
    }
}

impl Field {
    fn load(&self, given: Option<&Value>) -> Result<Option<Value>, Value> {
        match (given, &self.presence) {
            (None, Presence::Required) => Err(text("Missing data for required field.")),
            (None, Presence::Optional) => Ok(None),
            (None, Presence::Default(value)) => Ok(Some(value())),
            (Some(Value::Null), _) if self.nullable => Ok(Some(Value::Null)),
            (Some(value), _) => self.kind.load(value).map(Some),
        }
    }
}

impl Kind {
    fn load(&self, value: &Value) -> Result<Value, Value> {
        if value.is_null() {
            return Err(text("Field may not be null."));
        }
        match self {
            Kind::Text(check) => check.load(value),
            Kind::Boolean => boolean(value).map(Value::Bool).ok_or_else(|| text("Not a valid boolean.")),
            Kind::Size(refusal) => {
                let number = whole_number(value).ok_or_else(|| text("Not a valid integer."))?;
                (number > 0).then(|| json!(number)).ok_or_else(|| text(refusal))
            }
            Kind::Uuid => {
                let id = value.as_str().and_then(|text| Uuid::parse_str(text).ok());
                id.map(|id| json!(id.to_string())).ok_or_else(|| text("Not a valid UUID."))
            }
            Kind::Nested(schema) => schema.load(value).map(Value::Object),
            Kind::List(schema) => load_list(schema, value),
            Kind::Texts => load_texts(value),
        }
    }
}

impl Check {
    fn load(&self, value: &Value) -> Result<Value, Value> {
        let string = value.as_str().ok_or_else(|| text("Not a valid string."))?;
        match self {
            Check::NotBlank(refusal) if string.is_empty() => Err(text(refusal)),
            Check::OneOf(choices, refusal) if !choices.contains(&string) => {
                Err(text(&format!("{refusal}: {}.", choices.join(", "))))
            }
            _ => Ok(value.clone()),
        }
    }
}

fn text(message: &str) -> Value {
    json!([message])
}

fn load_list(schema: &'static Schema, value: &Value) -> Result<Value, Value> {
    let Value::Array(items) = value else {
        return Err(text("Not a valid list."));
    };
    let mut loaded = Vec::new();
    let mut errors = Map::new();
    for (number, item) in items.iter().enumerate() {
        match Kind::Nested(schema).load(item) {
            Ok(item) => loaded.push(item),
            Err(error) => drop(errors.insert(number.to_string(), error)),
        }
    }
    without(errors, Value::Array(loaded))
}

fn load_texts(value: &Value) -> Result<Value, Value> {
    let Value::Object(fields) = value else {
        return Err(text("Not a valid mapping type."));
    };
    let mut errors = Map::new();
    for (name, value) in fields {
        if let Err(error) = Kind::Text(Check::Nothing).load(value) {
            errors.insert(name.clone(), json!({"value": error}));
        }
    }
    without(errors, value.clone())
}

/// The value, unless there are errors.
fn without<T>(errors: Map<String, Value>, value: T) -> Result<T, Value> {
    if errors.is_empty() { Ok(value) } else { Err(Value::Object(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    static INNER: Schema = Schema(&[Field::required("key", Kind::Text(Check::Nothing))]);
    static OUTER: Schema = Schema(&[
        Field::required("name", Kind::Text(Check::NotBlank("name field must not be blank"))),
        Field::default("arch", Kind::Text(Check::OneOf(&["a", "b"], "Must be one of")), || json!("a")),
        Field::optional("flag", Kind::Boolean),
        Field::optional("size", Kind::Size("too small")),
        Field::optional("id", Kind::Uuid),
        Field::optional("one", Kind::Nested(&INNER)).nullable(),
        Field::optional("many", Kind::List(&INNER)),
        Field::optional("texts", Kind::Texts),
    ]);

    fn errors(field: &str, value: Value) -> Value {
        let body = json!({"name": "n", field: value});
        OUTER.load(&body).err().unwrap_or_default()
    }

    #[test]
    fn a_body_is_loaded_in_the_order_of_the_schema_with_defaults() {
        let body = json!({"flag": "no", "one": null, "name": "n"});
        let loaded = OUTER.load(&body).map(|loaded| Value::Object(loaded).to_string());
        assert_eq!(loaded.as_deref(), Ok(r#"{"name":"n","arch":"a","flag":false,"one":null}"#));
    }

    #[test]
    fn every_kind_of_wrong_value_has_its_words() {
        for (field, value, error) in [
            ("name", json!(7), json!(["Not a valid string."])),
            ("name", json!(null), json!(["Field may not be null."])),
            ("name", json!(""), json!(["name field must not be blank"])),
            ("arch", json!("c"), json!(["Must be one of: a, b."])),
            ("flag", json!("maybe"), json!(["Not a valid boolean."])),
            ("flag", json!([]), json!(["Not a valid boolean."])),
            ("flag", json!(2), json!(["Not a valid boolean."])),
            ("size", json!("x"), json!(["Not a valid integer."])),
            ("size", json!(true), json!(["Not a valid integer."])),
            ("size", json!({}), json!(["Not a valid integer."])),
            ("size", json!(0), json!(["too small"])),
            ("size", json!(-3), json!(["too small"])),
            ("size", json!(0.9), json!(["too small"])),
            ("id", json!("x"), json!(["Not a valid UUID."])),
            ("id", json!(5), json!(["Not a valid UUID."])),
            ("one", json!("x"), json!({"_schema": ["Invalid input type."]})),
            ("one", json!({}), json!({"key": ["Missing data for required field."]})),
            ("one", json!({"key": "k", "z": 1}), json!({"z": ["Unknown field."]})),
            ("many", json!("x"), json!(["Not a valid list."])),
            ("many", json!(null), json!(["Field may not be null."])),
            (
                "many",
                json!([{"key": "k"}, 1, null]),
                json!({"1": {"_schema": ["Invalid input type."]}, "2": ["Field may not be null."]}),
            ),
            ("many", json!({"a": 1}), json!(["Not a valid list."])),
            ("texts", json!("m"), json!(["Not a valid mapping type."])),
            ("texts", json!({"a": 1}), json!({"a": {"value": ["Not a valid string."]}})),
            ("other", json!(1), json!(["Unknown field."])),
        ] {
            assert_eq!(errors(field, value.clone()), json!({field: error}), "{field} {value}");
        }
        assert_eq!(OUTER.load(&json!("text")), Err(json!({"_schema": ["Invalid input type."]})));
        assert_eq!(OUTER.load(&json!({})), Err(json!({"name": ["Missing data for required field."]})));
    }
}
