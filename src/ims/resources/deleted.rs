//! Deleted records.

use super::{COPYING, Image, PublicKey, Recipe, column};
use crate::ims::{Delete, Deletion, Filter, Resource, Restore, Update};
use crate::output::Column;
use serde::Serialize;
use std::time::Duration;

/// A recipe that was deleted and can be restored.
pub enum DeletedRecipe {}

impl Resource for DeletedRecipe {
    const PATH: &'static str = "deleted/recipes";
    const NOUN: &'static str = "deleted recipe";
    const NOUNS: &'static str = "deleted recipes";
    const ID: &'static str = "DELETED_RECIPE_ID";
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("NAME", "name"),
        column("ARCH", "arch"),
        column("DKMS", "require_dkms"),
        column("CREATED", "created"),
        column("DELETED", "deleted"),
    ];
    const FIELDS: &'static [&'static str] = &[
        "id",
        "created",
        "deleted",
        "name",
        "link.path",
        "link.etag",
        "link.type",
        "recipe_type",
        "linux_distribution",
        "arch",
        "require_dkms",
        "template_dictionary",
    ];
    const FILTERS: &'static [Filter] =
        &[Filter::NAME, Filter::ARCH, Filter::REQUIRE_DKMS, Filter::CREATED, Filter::DELETED];
}

/// An image that was deleted and can be restored.
pub enum DeletedImage {}

impl Resource for DeletedImage {
    const PATH: &'static str = "deleted/images";
    const NOUN: &'static str = "deleted image";
    const NOUNS: &'static str = "deleted images";
    const ID: &'static str = "DELETED_IMAGE_ID";
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("NAME", "name"),
        column("ARCH", "arch"),
        column("CREATED", "created"),
        column("DELETED", "deleted"),
    ];
    const FIELDS: &'static [&'static str] =
        &["id", "created", "deleted", "name", "link.path", "link.etag", "link.type", "arch", "metadata"];
    const FILTERS: &'static [Filter] = &[Filter::NAME, Filter::ARCH, Filter::CREATED, Filter::DELETED];
}

/// A public key that was deleted and can be restored.
pub enum DeletedPublicKey {}

impl Resource for DeletedPublicKey {
    const PATH: &'static str = "deleted/public-keys";
    const NOUN: &'static str = "deleted public key";
    const NOUNS: &'static str = "deleted public keys";
    const ID: &'static str = "DELETED_PUBLIC_KEY_ID";
    const COLUMNS: &'static [Column] =
        &[column("ID", "id"), column("NAME", "name"), column("CREATED", "created"), column("DELETED", "deleted")];
    const FIELDS: &'static [&'static str] = &["id", "created", "deleted", "name", "public_key"];
    const FILTERS: &'static [Filter] = &[Filter::NAME, Filter::CREATED, Filter::DELETED];
}

/// What can be done with a deleted record.
#[derive(clap::Args, Serialize)]
pub struct Restoration {
    /// Operation; undelete restores the record
    #[arg(long, value_parser = ["undelete"])]
    operation: Option<String>,
}

impl Restoration {
    /// Returns `true` if anything is to be done.
    pub fn is_given(&self) -> bool {
        self.operation.is_some()
    }
}

impl Update for DeletedRecipe {
    type Patch = Restoration;
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims deleted recipes update ID --operation undelete",
        "cray-ims deleted recipes update ID --operation undelete --restore",
    ];
}

impl Delete for DeletedRecipe {
    const DELETION: Deletion = Deletion::Purge(Recipe::NOUN);
}

impl Restore for DeletedRecipe {
    type Original = Recipe;
}

impl Update for DeletedImage {
    type Patch = Restoration;
    const PATIENCE: Option<Duration> = Some(COPYING);
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims deleted images update ID --operation undelete",
        "cray-ims deleted images update ID --operation undelete --restore",
    ];
}

impl Delete for DeletedImage {
    const DELETION: Deletion = Deletion::Purge(Image::NOUN);
    const PATIENCE: Option<Duration> = Some(COPYING);
}

impl Restore for DeletedImage {
    type Original = Image;
}

impl Update for DeletedPublicKey {
    type Patch = Restoration;
    const EXAMPLES: &'static [&'static str] = &["cray-ims deleted public-keys update ID --operation undelete"];
}

impl Delete for DeletedPublicKey {
    const DELETION: Deletion = Deletion::Purge(PublicKey::NOUN);
}

impl Restore for DeletedPublicKey {
    type Original = PublicKey;
}
