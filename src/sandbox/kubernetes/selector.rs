//! Label and field selectors, read and refused as the API server does.

use super::failure::Failure;
use super::object;
use super::resource::Resource;
use serde_json::Value;

/// Which objects of a kind are meant.
#[derive(Default)]
pub struct Selector {
    labels: Vec<Requirement>,
    /// A field, whether it is to be equal, and to what.
    fields: Vec<(String, bool, String)>,
}

struct Requirement {
    key: String,
    test: Test,
}

enum Test {
    Exists,
    Absent,
    In(Vec<String>),
    NotIn(Vec<String>),
    Greater(i64),
    Less(i64),
}

impl Selector {
    /// Reads the selectors of a request.
    pub fn parse(resource: &Resource, labels: &str, fields: &str) -> Result<Self, Failure> {
        let labels = parse_labels(labels).map_err(Failure::bad_request)?;
        let mut selector = Selector { labels, fields: vec![] };
        for term in fields.split(',').filter(|term| !term.is_empty()) {
            let Some((field, is_equal, value)) = split_field(term) else {
                let message = format!("invalid selector: '{fields}'; can't understand '{term}'");
                return Err(Failure::bad_request(message));
            };
            let is_known = ["metadata.name", "metadata.namespace"].contains(&field) || resource.fields.contains(&field);
            if !is_known {
                return Err(Failure::bad_request(match resource.fields {
                    [] => {
                        format!(
                            "{field:?} is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                        )
                    }
                    _ => format!("field label not supported: {field}"),
                }));
            }
            selector.fields.push((field.to_owned(), is_equal, unescaped(value)));
        }
        Ok(selector)
    }

    pub fn matches(&self, object: &Value) -> bool {
        self.labels.iter().all(|requirement| requirement.holds(object))
            && self.fields.iter().all(|(field, is_equal, value)| (field_of(object, field) == *value) == *is_equal)
    }
}

impl Requirement {
    fn holds(&self, object: &Value) -> bool {
        let label = object["metadata"]["labels"][self.key.as_str()].as_str();
        let number = || label.and_then(|label| label.parse::<i64>().ok());
        match &self.test {
            Test::Exists => label.is_some(),
            Test::Absent => label.is_none(),
            Test::In(values) => label.is_some_and(|label| values.iter().any(|value| value == label)),
            Test::NotIn(values) => !label.is_some_and(|label| values.iter().any(|value| value == label)),
            Test::Greater(bound) => number().is_some_and(|number| number > *bound),
            Test::Less(bound) => number().is_some_and(|number| number < *bound),
        }
    }
}

/// Returns `true` if the labels are among those of an object.
pub fn has_labels(object: &Value, labels: &Value) -> bool {
    let Some(labels) = labels.as_object() else { return false };
    !labels.is_empty() && labels.iter().all(|(key, value)| object["metadata"]["labels"][key.as_str()] == *value)
}

fn field_of(object: &Value, field: &str) -> String {
    let pointer = format!("/{}", field.replace('.', "/"));
    match (field, object.pointer(&pointer)) {
        ("source", _) => object::text(object, "/source/component").to_owned(),
        ("status.successful", _) => object["status"]["succeeded"].as_i64().unwrap_or_default().to_string(),
        ("spec.hostNetwork" | "spec.unschedulable", None) => "false".to_owned(),
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(Value::Null) | None) => String::new(),
        (_, Some(other)) => other.to_string(),
    }
}

fn split_field(term: &str) -> Option<(&str, bool, &str)> {
    if let Some((field, value)) = term.split_once("!=") {
        return Some((field, false, value));
    }
    let (field, value) = term.split_once("==").or_else(|| term.split_once('='))?;
    Some((field, true, value))
}

fn unescaped(value: &str) -> String {
    value.replace("\\,", ",").replace("\\=", "=").replace("\\\\", "\\")
}

/// The words and signs of a label selector; the end is an empty one.
struct Tokens<'t> {
    tokens: Vec<&'t str>,
    next: usize,
}

impl<'t> Tokens<'t> {
    fn new(text: &'t str) -> Self {
        let is_sign = |character: char| "=!(),<>".contains(character);
        let mut tokens = vec![];
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = match () {
                () if rest.starts_with("==") || rest.starts_with("!=") => 2,
                () if is_sign(first) => 1,
                () => {
                    rest.find(|character: char| is_sign(character) || character.is_whitespace()).unwrap_or(rest.len())
                }
            };
            let (token, behind) = rest.split_at(length);
            tokens.push(token);
            rest = behind.trim_start();
        }
        Tokens { tokens, next: 0 }
    }

    fn peek(&self) -> &'t str {
        self.tokens.get(self.next).copied().unwrap_or_default()
    }

    fn take(&mut self) -> &'t str {
        let token = self.peek();
        self.next += 1;
        token
    }
}

fn is_word(token: &str) -> bool {
    token.chars().next().is_some_and(|first| !"=!(),<>".contains(first))
}

fn parse_labels(text: &str) -> Result<Vec<Requirement>, String> {
    let mut tokens = Tokens::new(text);
    let mut requirements = vec![];
    loop {
        match tokens.peek() {
            "" => return Ok(requirements),
            token if is_word(token) || token == "!" => {
                let requirement = parse_requirement(&mut tokens);
                requirements.push(requirement.map_err(|cause| format!("unable to parse requirement: {cause}"))?);
            }
            token => return Err(format!("found '{token}', expected: !, identifier, or 'end of string'")),
        }
        match tokens.take() {
            "" => return Ok(requirements),
            "," if is_word(tokens.peek()) || tokens.peek() == "!" => {}
            "," => return Err(format!("found '{}', expected: identifier after ','", tokens.peek())),
            token => return Err(format!("found '{token}', expected: ',' or 'end of string'")),
        }
    }
}

fn parse_requirement(tokens: &mut Tokens) -> Result<Requirement, String> {
    let is_negated = tokens.peek() == "!";
    if is_negated {
        tokens.take();
    }
    let key = tokens.take();
    if !is_word(key) {
        return Err(format!("found '{key}', expected: identifier"));
    }
    let key = key.to_owned();
    if is_negated {
        return Ok(Requirement { key, test: Test::Absent });
    }
    if matches!(tokens.peek(), "" | ",") {
        return Ok(Requirement { key, test: Test::Exists });
    }
    let test = match tokens.take() {
        "=" | "==" => Test::In(vec![parse_value(tokens)?]),
        "!=" => Test::NotIn(vec![parse_value(tokens)?]),
        "in" => Test::In(parse_values(tokens)?),
        "notin" => Test::NotIn(parse_values(tokens)?),
        ">" => Test::Greater(parse_number(tokens)?),
        "<" => Test::Less(parse_number(tokens)?),
        token => return Err(format!("found '{token}', expected: in, notin, =, ==, !=, gt, lt")),
    };
    Ok(Requirement { key, test })
}

/// A value after an equals sign, which may be empty.
fn parse_value(tokens: &mut Tokens) -> Result<String, String> {
    match tokens.peek() {
        "" | "," => Ok(String::new()),
        token if is_word(token) => Ok(tokens.take().to_owned()),
        token => Err(format!("found '{token}', expected: identifier")),
    }
}

fn parse_number(tokens: &mut Tokens) -> Result<i64, String> {
    parse_value(tokens)?.parse().map_err(|_| "for 'Gt', 'Lt' operators, the value must be an integer".to_owned())
}

fn parse_values(tokens: &mut Tokens) -> Result<Vec<String>, String> {
    match tokens.take() {
        "(" => {}
        token => return Err(format!("found '{token}', expected: '('")),
    }
    let mut values = vec![];
    loop {
        match tokens.take() {
            ")" => return Ok(values),
            "," => {}
            token if is_word(token) => values.push(token.to_owned()),
            token => return Err(format!("found '{token}', expected: ',', or ')'")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds;
    use super::*;
    use serde_json::json;

    fn selects(labels: &str, fields: &str) -> bool {
        let pod =
            json!({"metadata": {"name": "a", "labels": {"app": "ims", "n": "3"}}, "status": {"phase": "Running"}});
        let resource = kinds::of_kind("Pod").expect("pods are known");
        Selector::parse(resource, labels, fields).is_ok_and(|selector| selector.matches(&pod))
    }

    #[test]
    fn labels_are_compared() {
        for text in ["app=ims", "app==ims,n", "app in (x, ims)", "app notin (x)", "!other", "app!=x", "n>2", "n<4", ""]
        {
            assert!(selects(text, ""), "{text}");
        }
        for text in ["app=x", "!app", "other", "app in (x)", "n>3", "app="] {
            assert!(!selects(text, ""), "{text}");
        }
    }

    #[test]
    fn fields_are_compared() {
        assert!(selects("", "status.phase=Running,metadata.name!=b"));
        assert!(!selects("", "status.phase==Pending"));
        assert!(!selects("", "status.nonsense=x"));
    }

    #[test]
    fn a_selector_that_makes_no_sense_is_refused_in_the_words_of_the_api() {
        let complaint = parse_labels("==").err();
        assert_eq!(complaint.as_deref(), Some("found '==', expected: !, identifier, or 'end of string'"));
        for text in ["a=b=c", "a,", "a in b", "a in (b", "=", "(", "a b", "a>x", "!", "!!"] {
            assert!(parse_labels(text).is_err(), "{text}");
        }
    }
}
