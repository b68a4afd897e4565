//! Recipes.

use super::{ARCHITECTURES, Link, column, column_of};
use crate::boolean;
use crate::candidates::Candidates;
use crate::ims::body;
use crate::ims::hostlist::{self, List};
use crate::ims::{Create, Delete, Deletion, Filter, Resource, Update};
use crate::output::Column;
use serde::{Serialize, Serializer};

/// A recipe describes how to build an image.
pub enum Recipe {}

impl Resource for Recipe {
    const PATH: &'static str = "recipes";
    const NOUN: &'static str = "recipe";
    const NOUNS: &'static str = "recipes";
    const ID: &'static str = "RECIPE_ID";
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("NAME", "name"),
        column("ARCH", "arch"),
        column("DKMS", "require_dkms"),
        column("CREATED", "created"),
        column("TYPE", "recipe_type"),
        column("DISTRIBUTION", "linux_distribution"),
    ];
    const FIELDS: &'static [&'static str] = &[
        "id",
        "created",
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
    const FILTERS: &'static [Filter] = &[Filter::NAME, Filter::ARCH, Filter::REQUIRE_DKMS, Filter::CREATED];
    const LIST_EXAMPLES: &'static [&'static str] = &[
        "cray-ims recipes list --format table",
        "cray-ims recipes list --arch aarch64 --require-dkms true --sort name",
    ];
}

/// A recipe to be registered.
#[derive(clap::Args, Serialize)]
pub struct NewRecipe {
    #[command(flatten)]
    link: Link,
    /// Build tool of the recipe
    #[arg(long, value_name = "TYPE", value_parser = ["kiwi-ng", "packer"])]
    recipe_type: String,
    /// Linux distribution of the recipe
    #[arg(long, value_name = "DISTRIBUTION", value_parser = ["sles12", "sles15", "centos7"])]
    linux_distribution: String,
    /// Name of the recipe
    #[arg(long)]
    name: String,
    #[command(flatten)]
    template_dictionary: TemplateDictionary,
    #[command(flatten)]
    #[serde(flatten)]
    build: BuildOptions,
}

/// Variables of a recipe, given as a list of names and a list of values.
#[derive(clap::Args)]
pub struct TemplateDictionary {
    /// Names of template variables, comma-separated, one per value; ranges such as x[1-3,5] are expanded
    #[arg(long, value_name = "NAME,...", value_parser = hostlist::texts)]
    template_dictionary_key: Option<List<String>>,
    /// Values of template variables, comma-separated
    #[arg(long, value_name = "VALUE,...", value_parser = hostlist::texts)]
    template_dictionary_value: Option<List<String>>,
}

impl Serialize for TemplateDictionary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = [
            ("key", column_of(self.template_dictionary_key.as_ref())),
            ("value", column_of(self.template_dictionary_value.as_ref())),
        ];
        body::rows(serializer, "template-dictionary", &columns)
    }
}

/// How the images of a recipe are built.
#[derive(clap::Args, Serialize)]
struct BuildOptions {
    /// Architecture of the images
    #[arg(long, value_name = "ARCH", value_parser = ARCHITECTURES)]
    arch: Option<String>,
    /// Run builds of this recipe with DKMS: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean::parse, add = Candidates::BOOLEAN)]
    require_dkms: Option<bool>,
}

/// What can be changed of a recipe.
#[derive(clap::Args, Serialize)]
pub struct RecipePatch {
    #[command(flatten)]
    link: Link,
    #[command(flatten)]
    template_dictionary: TemplateDictionary,
    #[command(flatten)]
    #[serde(flatten)]
    build: BuildOptions,
}

impl Create for Recipe {
    type New = NewRecipe;
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims recipes create --name my-recipe --recipe-type kiwi-ng \\
      --linux-distribution sles15 --require-dkms false \\
      --link-type s3 --link-path s3://ims/recipes/my-recipe.tgz",
        "cray-ims recipes create --name templated --recipe-type kiwi-ng \\
      --linux-distribution sles15 \\
      --template-dictionary-key CSM_RELEASE_VERSION,BASE \\
      --template-dictionary-value 1.6.0,sles15sp5",
    ];
}

impl Update for Recipe {
    type Patch = RecipePatch;
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims recipes update RECIPE_ID --require-dkms true",
        "cray-ims recipes update RECIPE_ID \\
      --link-type s3 --link-path s3://ims/recipes/my-recipe.tgz",
    ];
}

impl Delete for Recipe {
    const DELETION: Deletion = Deletion::Recoverable;
}
