//! Images.

use super::{ARCHITECTURES, COPYING, Link, column};
use crate::ims::{Create, Delete, Deletion, Filter, Resource, Update};
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
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("NAME", "name"),
        column("ARCH", "arch"),
        column("CREATED", "created"),
        column("METADATA", "metadata"),
    ];
    const FIELDS: &'static [&'static str] =
        &["id", "created", "name", "link.path", "link.etag", "link.type", "arch", "metadata"];
    const FILTERS: &'static [Filter] = &[Filter::NAME, Filter::ARCH, Filter::CREATED];
    const LIST_EXAMPLES: &'static [&'static str] = &[
        "cray-ims images list --name 'compute-*' --latest --print id",
        "cray-ims images list --created-after 2d --format table",
        "cray-ims images list --columns name,link.path --format table",
    ];
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
    /// Set or remove the metadata entry
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
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims images create --name my-image --arch x86_64 \\
      --link-type s3 --link-path s3://boot-images/my-image/manifest.json",
        "cray-ims images create --name my-image \\
      --metadata-key owner --metadata-value hpc",
    ];
}

impl Update for Image {
    type Patch = ImagePatch;
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims images update IMAGE_ID --metadata-operation set \\
      --metadata-key owner --metadata-value hpc",
        "cray-ims images update IMAGE_ID --metadata-operation remove \\
      --metadata-key owner",
    ];
}

impl Delete for Image {
    const DELETION: Deletion = Deletion::Recoverable;
    const PATIENCE: Option<Duration> = Some(COPYING);
}
