//! What a command replies with. The entry prints it, in the format that the user wants.

use crate::http::Answer;
use crate::ims::Resource;
use crate::output::{Column, Columns, Selection};
use anyhow::Result;
use serde_json::Value;
use tokio::sync::mpsc;

/// What a command has to say in the end.
pub struct Reply {
    /// Lines that stand before the content, unless a part of it is asked for, or silence.
    pub heading: Option<String>,
    pub content: Content,
    /// The change that was made, for standard error once the content is known to be good.
    pub done: Option<String>,
    /// What the command ends with although it has something to print.
    pub failure: Option<anyhow::Error>,
}

/// What goes to standard output.
#[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
pub enum Content {
    /// The service's answer, still arriving; which records of it are meant, and how a list of them looks as a table.
    Answer { answer: Answer, selection: Selection, columns: Columns },
    /// A record of the service, or a list of them, all of it here; the columns are those of a table.
    Body(String, Columns),
    /// A document of our own.
    Document(Value),
    /// A line of text.
    Line(String),
    /// Lines that come one by one.
    Lines(mpsc::Receiver<Result<String>>),
    /// Nothing; a program that was run has ended with this status.
    Status(u8),
}

impl From<Content> for Reply {
    fn from(content: Content) -> Self {
        Reply { heading: None, content, done: None, failure: None }
    }
}

impl Reply {
    /// A line of text.
    pub fn line(line: impl Into<String>) -> Self {
        Content::Line(line.into()).into()
    }

    /// A document of our own.
    pub fn document(document: Value) -> Self {
        Content::Document(document).into()
    }

    /// A record of this kind, or all of them, that arrived as this text.
    pub fn text<R: Resource>(text: String) -> Self {
        Content::Body(text, Columns::Usual(R::COLUMNS)).into()
    }

    /// An answer that is no list of records.
    pub fn plain(answer: Answer) -> Self {
        Content::Answer { answer, selection: Selection::default(), columns: Columns::Fields }.into()
    }

    /// A record of this kind, or all of them.
    pub fn records<R: Resource>(answer: Answer) -> Self {
        Content::Answer { answer, selection: Selection::default(), columns: Columns::Usual(R::COLUMNS) }.into()
    }

    /// Some records of this kind. Without columns they are shown by the usual ones.
    pub fn list<R: Resource>(answer: Answer, columns: Vec<Column>, selection: Selection) -> Self {
        let columns = if columns.is_empty() { Columns::Usual(R::COLUMNS) } else { Columns::Asked(columns) };
        Content::Answer { answer, selection, columns }.into()
    }

    /// The same below this heading.
    pub fn headed(self, heading: impl Into<String>) -> Self {
        Reply { heading: Some(heading.into()), ..self }
    }

    /// The same, with what was done.
    pub fn after(self, done: String) -> Self {
        Reply { done: Some(done), ..self }
    }

    /// The same, and what the command ends with.
    pub fn failed(self, failure: impl Into<anyhow::Error>) -> Self {
        Reply { failure: Some(failure.into()), ..self }
    }
}
