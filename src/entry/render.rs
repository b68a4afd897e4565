//! What is printed of a reply: all of it, the field that was asked for, or what a query makes of it.

use super::query;
use crate::cli::Globals;
use crate::commands::Content;
use crate::config::DATE;
use crate::error::Error;
use crate::output::{self, Columns, FieldError, Format, Layout, RenderError, Rendered, Renderer};
use crate::terminal;
use serde_json::Value;
use std::borrow::Cow;
use std::io;

/// Makes an answer ready to be printed.
pub async fn render(content: Content, format: Format, globals: &Globals) -> Result<Rendered, Error> {
    let renderer = |columns: Columns| {
        // What a query makes of records has columns of its own.
        let columns = if globals.query.is_some() { Columns::Fields } else { columns };
        Renderer::new(format, Layout { columns, width: terminal::width(io::stdout()) })
    };
    match content {
        Content::Lines(_) | Content::Status(_) => Err(Error::Internal("an answer of this kind is not rendered".into())),
        Content::Line(line) => Ok(Rendered::Text(format!("{line}\n").into_bytes())),
        Content::Document(document) => own(document, format, globals, renderer(Columns::Fields)),
        Content::Body(text, columns) => {
            picked(&text, format, globals, renderer(columns)).map_err(|error| with_id(error, &text))
        }
        Content::Answer { mut answer, selection, columns } => {
            let mut renderer = renderer(columns);
            if globals.print.is_some() || globals.query.is_some() || !selection.is_everything() {
                let text = answer.text().await?;
                let meant = match selection.is_everything() {
                    true => Ok(Cow::Borrowed(text.as_str())),
                    false => selection.of(&text).map(Cow::Owned).map_err(field_refused),
                };
                return meant.and_then(|text| picked(&text, format, globals, renderer)).map_err(|error| match error {
                    Error::NoField(_) if answer.has_changed() && output::field(&text, "id").is_ok() => {
                        with_id(error, &text)
                    }
                    error => answer.in_doubt(error),
                });
            }
            while let Some(part) = answer.part().await? {
                renderer.feed(part.as_ref()).map_err(|error| answer.in_doubt(unusable(error)))?;
            }
            renderer.finish().map_err(|error| answer.in_doubt(unusable(error)))
        }
    }
}

/// Renders a document of our own.
fn own(document: Value, format: Format, globals: &Globals, renderer: Renderer) -> Result<Rendered, Error> {
    let is_whole = globals.print.is_none() && globals.query.is_none();
    let listed = document.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.values().next());
    let text = match listed.filter(|listed| listed.is_array() && is_whole && format.is_rows()) {
        // Of a table, a list alone is the rows.
        Some(list) => list.to_string(),
        None => document.to_string(),
    };
    match is_whole && format == Format::Toml && text.contains(DATE) {
        true => picked(&text, format, globals, renderer).map(with_bare_dates),
        false => picked(&text.replace(DATE, ""), format, globals, renderer),
    }
}

/// The TOML with dates as dates, not as texts.
fn with_bare_dates(rendered: Rendered) -> Rendered {
    let Rendered::Text(rendered) = rendered else { return rendered };
    let (text, begin) = (String::from_utf8_lossy(&rendered), format!("\"{DATE}"));
    let mut parts = text.split(begin.as_str());
    let first = parts.next().unwrap_or_default().to_owned();
    Rendered::Text(parts.fold(first, |text, part| text + &part.replacen('"', "", 1)).into_bytes())
}

/// Renders what the user wants of a document: a field, what a query makes of it, or all.
fn picked(document: &str, format: Format, globals: &Globals, mut renderer: Renderer) -> Result<Rendered, Error> {
    if let Some(field) = &globals.print {
        return output::field(document, field).map(Rendered::Text).map_err(field_refused);
    }
    let document = match &globals.query {
        Some(query) => Cow::Owned(query::run(document, query)?),
        None => Cow::Borrowed(document),
    };
    if format == Format::Json && globals.query.is_some() && !document.starts_with(['[', '{']) {
        // Of the service, a text would be printed without quotes, as `cray` does.
        return output::as_json(&document).map(Rendered::Text).map_err(unusable);
    }
    renderer.feed(document.as_bytes()).map_err(unusable)?;
    renderer.finish().map_err(unusable)
}

fn field_refused(error: FieldError) -> Error {
    match error {
        FieldError::Answer(error) => unusable(error),
        FieldError::NoList => Error::BadAnswer(error.to_string()),
        other => Error::NoField(other.to_string()),
    }
}

/// The error, with the id of the record, which may just have been made.
fn with_id(error: Error, record: &str) -> Error {
    match output::field(record, "id") {
        Ok(id) if matches!(error, Error::NoField(_)) => {
            let id = String::from_utf8_lossy(&id).trim_end().to_owned();
            error.with_advice(vec![format!("The id of the record is {id}.")])
        }
        _ => error,
    }
}

fn unusable(error: RenderError) -> Error {
    match error {
        RenderError::Mixed | RenderError::TooLong => Error::Usage(format!("The answer cannot be printed: {error}.")),
        RenderError::NotUtf8 { .. } | RenderError::NotJson { .. } | RenderError::Truncated { .. } => {
            Error::BadAnswer(error.to_string())
        }
    }
}
