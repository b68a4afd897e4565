//! Images.

use super::{ARCHITECTURES, COPYING, Link, column};
use crate::ims::{Create, Resource, Update};
use crate::output::Column;
use serde::Serialize;
use std::time::Duration;

/// An image that was built or customized.
pub enum Image {}

impl Resource for Image {
    const PATH: &'static str = "images";
    const NOUN: &'static str = "image";
    const NOUNS: &'static str = "images";
    const ID: &'static str = "IMAGE_ID";
    const PATIENCE: Option<Duration> = Some(COPYING);
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("NAME", "name"),
        column("ARCH", "arch"),
        column("CREATED", "created"),
        column("METADATA", "metadata"),
    ];
    const FIELDS: &'static [&'static str] =
        &["id", "created", "name", "link.path", "link.etag", "link.type", "arch", "metadata"];
}

/// An image to be registered.
#[derive(clap::Args, Serialize)]
pub struct NewImage {
    /// Name of the image
    #[arg(long)]
    name: String,
    #[command(flatten)]
    link: Link,
    /// Architecture of the image
    #[arg(long, value_parser = ARCHITECTURES)]
    arch: Option<String>,
    #[command(flatten)]
    metadata: NewMetadata,
}

/// The first entry of an image's metadata.
#[derive(clap::Args, Serialize)]
struct NewMetadata {
    /// Key of a metadata entry
    #[arg(long, value_name = "KEY")]
    #[serde(rename = "key")]
    metadata_key: Option<String>,
    /// Value of the metadata entry
    #[arg(long, value_name = "VALUE")]
    #[serde(rename = "value")]
    metadata_value: Option<String>,
}

/// What can be changed of an image.
#[derive(clap::Args, Serialize)]
pub struct ImagePatch {
    #[command(flatten)]
    link: Link,
    /// Architecture of the image
    #[arg(long, value_parser = ARCHITECTURES)]
    arch: Option<String>,
    #[command(flatten)]
    metadata: MetadataPatch,
}

/// A change of one entry of an image's metadata.
#[derive(clap::Args, Serialize)]
struct MetadataPatch {
    /// What to do with the metadata entry
    #[arg(long, value_name = "OPERATION", value_parser = ["set", "remove"], requires = "metadata_key")]
    #[serde(rename = "operation")]
    metadata_operation: Option<String>,
    /// Key of the metadata entry
    #[arg(long, value_name = "KEY", requires = "metadata_operation")]
    #[serde(rename = "key")]
    metadata_key: Option<String>,
    /// Value to set
    #[arg(long, value_name = "VALUE", requires = "metadata_key")]
    #[serde(rename = "value")]
    metadata_value: Option<String>,
}

impl Create for Image {
    type New = NewImage;
}

impl Update for Image {
    type Patch = ImagePatch;
}
