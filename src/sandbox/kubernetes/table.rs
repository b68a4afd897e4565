//! Answers as tables, or as metadata alone, for clients that prefer them to the objects.

use super::object;
use super::resource::Resource;
use serde_json::{Value, json};

/// The form in which a client wants objects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Plain,
    Metadata,
    Table(Included),
}

/// What a row of a table carries besides its cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Included {
    Nothing,
    Metadata,
    Object,
}

impl Form {
    /// The first form in the `Accept` header that we can make. JSON in any case, even if protobuf comes first.
    pub fn of(accept: &str, include: Option<&str>) -> Self {
        let included = match include {
            Some("None") => Included::Nothing,
            Some("Object") => Included::Object,
            _ => Included::Metadata,
        };
        let forms = accept.split(',').filter_map(|choice| {
            let mut parameters = choice.split(';').map(str::trim);
            if !matches!(parameters.next(), Some("application/json" | "*/*")) {
                return None;
            }
            let parameters: Vec<_> = parameters.collect();
            let form = parameters.iter().find_map(|parameter| parameter.strip_prefix("as="));
            match form {
                None => Some(Form::Plain),
                Some(_) if !parameters.contains(&"g=meta.k8s.io") || !parameters.contains(&"v=v1") => None,
                Some("Table") => Some(Form::Table(included)),
                Some("PartialObjectMetadata" | "PartialObjectMetadataList") => Some(Form::Metadata),
                Some(_) => None,
            }
        });
        forms.into_iter().next().unwrap_or(Form::Plain)
    }

    /// One object.
    pub fn one(self, resource: &Resource, object: &Value) -> Value {
        match self {
            Form::Plain => object.clone(),
            Form::Metadata => metadata_of(object),
            Form::Table(included) => {
                let version = object::text(object, "/metadata/resourceVersion");
                table(resource, [object], version, included, true)
            }
        }
    }

    /// A list, as of a version.
    pub fn many<'v>(self, resource: &Resource, objects: impl IntoIterator<Item = &'v Value>, version: &str) -> Value {
        let (kind, api_version, items): (_, _, Vec<_>) = match self {
            Form::Table(included) => return table(resource, objects, version, included, true),
            Form::Plain => {
                (format!("{}List", resource.kind), resource.api_version(), objects.into_iter().map(item).collect())
            }
            Form::Metadata => {
                let items = objects.into_iter().map(|object| item(&metadata_of(object))).collect();
                ("PartialObjectMetadataList".to_owned(), "meta.k8s.io/v1".to_owned(), items)
            }
        };
        json!({"kind": kind, "apiVersion": api_version, "metadata": {"resourceVersion": version}, "items": items})
    }

    /// An object as a watch tells of it; the columns of a table are described once.
    pub fn event(self, resource: &Resource, object: &Value, is_first: bool) -> Value {
        match self {
            Form::Table(included) => {
                let version = object::text(object, "/metadata/resourceVersion");
                table(resource, [object], version, included, is_first)
            }
            form => form.one(resource, object),
        }
    }
}

/// An item of a list, which does not repeat what the list says.
fn item(object: &Value) -> Value {
    let mut object = object.clone();
    object::unset(&mut object, &["kind"]);
    object::unset(&mut object, &["apiVersion"]);
    object
}

fn metadata_of(object: &Value) -> Value {
    json!({"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": object["metadata"]})
}

fn table<'v>(
    resource: &Resource,
    objects: impl IntoIterator<Item = &'v Value>,
    version: &str,
    included: Included,
    has_header: bool,
) -> Value {
    let header: Vec<_> = resource
        .columns
        .iter()
        .map(|column| {
            json!({"name": column.name, "type": column.kind, "format": column.format, "priority": column.priority})
        })
        .collect();
    let row = |object: &Value| {
        let cells: Vec<_> = resource.columns.iter().map(|column| (column.cell)(object)).collect();
        let mut row = json!({"cells": cells});
        if let Some(condition) = condition(resource, object) {
            row["conditions"] = json!([condition]);
        }
        row["object"] = match included {
            Included::Nothing => Value::Null,
            Included::Metadata => metadata_of(object),
            Included::Object => object.clone(),
        };
        row
    };
    json!({
        "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": version},
        "columnDefinitions": has_header.then_some(header),
        "rows": objects.into_iter().map(row).collect::<Vec<_>>(),
    })
}

/// The remark on a pod that has come to its end.
fn condition(resource: &Resource, object: &Value) -> Option<Value> {
    let (reason, message) = match (resource.kind, object::text(object, "/status/phase")) {
        ("Pod", "Succeeded") => ("Succeeded", "The pod has completed successfully."),
        ("Pod", "Failed") => ("Failed", "The pod failed."),
        _ => return None,
    };
    Some(json!({"type": "Completed", "status": "True", "reason": reason, "message": message}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_form_that_can_be_made_is_taken() {
        let table = Form::Table(Included::Metadata);
        let cases = [
            ("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", table),
            ("application/json;as=Table;g=meta.k8s.io;v=v1", table),
            ("application/vnd.kubernetes.protobuf,application/json", Form::Plain),
            ("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", Form::Metadata),
            ("", Form::Plain),
        ];
        for (accept, form) in cases {
            assert_eq!(Form::of(accept, None), form, "{accept}");
        }
    }
}
