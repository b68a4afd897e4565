//! The resources: a file for each, which says what it is, with one struct for each body, its options and its JSON at once.

mod deleted;
mod image;
mod job;
mod public_key;
mod recipe;
mod remote_build_node;

pub use deleted::*;
pub use image::*;
pub use job::*;
pub use public_key::*;
pub use recipe::*;
pub use remote_build_node::*;

use super::hostlist::List;
use crate::output::Column;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::time::Duration;

/// The architectures of recipes and images.
pub const ARCHITECTURES: [&str; 2] = ["aarch64", "x86_64"];

/// How long the service may take to delete or restore an image, whose artifacts it copies inside S3.
const COPYING: Duration = Duration::from_secs(3600);

const fn column(title: &'static str, field: &'static str) -> Column {
    Column { title: Cow::Borrowed(title), field: Cow::Borrowed(field) }
}

/// Where the artifact of a recipe or an image is stored.
#[derive(clap::Args, Serialize)]
pub struct Link {
    /// S3 path of the artifact, such as s3://boot-images/ID/manifest.json
    #[arg(long, value_name = "PATH", requires = "link_type")]
    #[serde(rename = "path")]
    link_path: Option<String>,
    /// ETag of the artifact
    #[arg(long, value_name = "ETAG", requires = "link_path")]
    #[serde(rename = "etag")]
    link_etag: Option<String>,
    /// Storage type; s3 is the only one
    #[arg(long, value_name = "TYPE", requires = "link_path")]
    #[serde(rename = "type")]
    link_type: Option<String>,
}

fn column_of<T: Clone + Into<Value>>(list: Option<&List<T>>) -> Option<Vec<Value>> {
    list.map(|list| list.0.iter().cloned().map(Into::into).collect())
}
