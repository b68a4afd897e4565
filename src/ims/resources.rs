//! The resources: one place for what each is, and one struct for each body, which is its options and its JSON at once.

use super::body;
use super::hostlist::{self, List};
use super::{Create, Resource, Update};
use crate::output::Column;
use crate::words::boolean;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;

/// The states of a job, in the order in which it takes them.
pub const STATUSES: [&str; 9] = [
    "creating",
    "fetching_image",
    "fetching_recipe",
    "waiting_for_repos",
    "building_image",
    "waiting_on_user",
    "packaging_artifacts",
    "error",
    "success",
];

/// The kinds of job.
pub const JOB_TYPES: [&str; 2] = [CREATE, CUSTOMIZE];

/// Builds an image from a recipe.
pub const CREATE: &str = "create";

/// Changes an image by hand.
pub const CUSTOMIZE: &str = "customize";

/// The architectures of recipes and images.
pub const ARCHITECTURES: [&str; 2] = ["aarch64", "x86_64"];

const fn column(title: &'static str, field: &'static str) -> Column {
    Column { title: Cow::Borrowed(title), field: Cow::Borrowed(field) }
}

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
}

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
}

/// A public key that opens the shell of a job.
pub enum PublicKey {}

impl Resource for PublicKey {
    const PATH: &'static str = "public-keys";
    const NOUN: &'static str = "public key";
    const NOUNS: &'static str = "public keys";
    const ID: &'static str = "PUBLIC_KEY_ID";
    const COLUMNS: &'static [Column] = &[column("ID", "id"), column("NAME", "name"), column("CREATED", "created")];
}

/// A job that builds or customizes an image.
pub enum Job {}

impl Resource for Job {
    const PATH: &'static str = "jobs";
    const NOUN: &'static str = "job";
    const NOUNS: &'static str = "jobs";
    const ID: &'static str = "JOB_ID";
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("STATUS", "status"),
        column("IMAGE NAME", "image_root_archive_name"),
        column("CREATED", "created"),
        column("TYPE", "job_type"),
        column("ARCH", "arch"),
        column("DKMS", "require_dkms"),
        column("RESULT", "resultant_image_id"),
    ];
}

/// A node outside of Kubernetes that runs jobs.
pub enum RemoteBuildNode {}

impl Resource for RemoteBuildNode {
    const PATH: &'static str = "remote-build-nodes";
    const NOUN: &'static str = "remote build node";
    const NOUNS: &'static str = "remote build nodes";
    const ID: &'static str = "REMOTE_BUILD_NODE_XNAME";
    const ID_FIELD: &'static str = "xname";
    const COLUMNS: &'static [Column] = &[column("XNAME", "xname")];
}

/// What the service finds when it looks at a remote build node.
pub enum RemoteBuildNodeStatus {}

impl Resource for RemoteBuildNodeStatus {
    const PATH: &'static str = "remote-build-nodes/status";
    const NOUN: &'static str = "status of a remote build node";
    const NOUNS: &'static str = "states of remote build nodes";
    const ID: &'static str = RemoteBuildNode::ID;
    const ID_FIELD: &'static str = "xname";
    const COLUMNS: &'static [Column] = &[
        column("XNAME", "xname"),
        column("ABLE", "ableToRunJobs"),
        column("ARCH", "nodeArch"),
        column("JOBS", "numCurrentJobs"),
        column("SSH", "sshStatus"),
        column("PODMAN", "podmanStatus"),
    ];
}

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
}

/// Where the artifact of a recipe or an image is stored.
#[derive(clap::Args, Serialize)]
pub struct Link {
    /// Where the artifact is, for example s3://boot-images/ID/manifest.json
    #[arg(long, value_name = "PATH", requires = "link_type")]
    #[serde(rename = "path")]
    link_path: Option<String>,
    /// Entity tag of the artifact
    #[arg(long, value_name = "ETAG", requires = "link_path")]
    #[serde(rename = "etag")]
    link_etag: Option<String>,
    /// Kind of storage: s3
    #[arg(long, value_name = "TYPE", requires = "link_path")]
    #[serde(rename = "type")]
    link_type: Option<String>,
}

/// Variables of a recipe, given as a list of names and a list of values.
#[derive(clap::Args)]
pub struct TemplateDictionary {
    /// Names of the recipe's variables, as many as values; ranges such as x[1-3,5] are expanded
    #[arg(long, value_name = "NAME,...", value_parser = hostlist::texts)]
    template_dictionary_key: Option<List<String>>,
    /// Values of the recipe's variables
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

fn column_of<T: Clone + Into<Value>>(list: Option<&List<T>>) -> Option<Vec<Value>> {
    list.map(|list| list.0.iter().cloned().map(Into::into).collect())
}

/// A recipe to be registered.
#[derive(clap::Args, Serialize)]
pub struct NewRecipe {
    #[command(flatten)]
    link: Link,
    /// What builds images from the recipe
    #[arg(long, value_name = "TYPE", value_parser = ["kiwi-ng", "packer"])]
    recipe_type: String,
    /// The distribution the recipe is for
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

/// How the images of a recipe are built.
#[derive(clap::Args, Serialize)]
struct BuildOptions {
    /// Architecture of the images
    #[arg(long, value_name = "ARCH", value_parser = ARCHITECTURES)]
    arch: Option<String>,
    /// Whether building needs DKMS kernel modules: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean)]
    require_dkms: Option<bool>,
}

impl Create for Recipe {
    type New = NewRecipe;
}

impl Update for Recipe {
    type Patch = RecipePatch;
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

/// A public key to be registered.
#[derive(Serialize)]
pub struct NewPublicKey {
    pub name: String,
    /// The key itself, as in the file that ssh-keygen writes.
    pub public_key: String,
}

impl Create for PublicKey {
    type New = NewPublicKey;
}

/// A job to be started.
#[derive(clap::Args, Clone, Serialize)]
pub struct NewJob {
    /// Build an image from a recipe, or customize an image
    #[arg(long, value_name = "TYPE", value_parser = JOB_TYPES)]
    job_type: String,
    /// Name of the image that results
    #[arg(long, value_name = "NAME")]
    image_root_archive_name: String,
    /// Name of the kernel file in the image
    #[arg(long, value_name = "NAME")]
    kernel_file_name: Option<String>,
    /// Name of the initrd file in the image
    #[arg(long, value_name = "NAME", default_value = "initrd")]
    initrd_file_name: String,
    /// Name of the file of kernel parameters in the image
    #[arg(long, value_name = "NAME", default_value = "kernel-parameters")]
    kernel_parameters_file_name: String,
    /// Id or name of the recipe to build, or of the image to customize
    #[arg(long, value_name = "ID")]
    artifact_id: String,
    /// Id or name of the public key that opens the job's shell
    #[arg(long, value_name = "ID")]
    public_key_id: String,
    #[command(flatten)]
    ssh_containers: SshContainers,
    /// Whether a build that fails waits with a shell: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean)]
    enable_debug: Option<bool>,
    /// Size of the build area in GiB
    #[arg(long, value_name = "GIB", value_parser = gibibytes)]
    build_env_size: Option<u64>,
    /// Memory of the job in GiB (not an option of `cray`)
    #[arg(long, value_name = "GIB", value_parser = gibibytes)]
    job_mem_size: Option<u64>,
    /// Whether the job needs DKMS kernel modules; without it the recipe or the service decides
    #[arg(long, value_name = "BOOL", value_parser = boolean)]
    require_dkms: Option<bool>,
}

impl NewJob {
    /// Whether DKMS is asked for, or asked to be left out.
    pub fn require_dkms(&self) -> Option<bool> {
        self.require_dkms
    }

    /// Whether it builds an image from a recipe, in place of customizing an image.
    pub fn is_build(&self) -> bool {
        self.job_type == CREATE
    }

    /// The recipe or the image.
    pub fn artifact_id(&self) -> &str {
        &self.artifact_id
    }

    /// The key that opens its shell.
    pub fn public_key_id(&self) -> &str {
        &self.public_key_id
    }

    /// The same with other ids, where there are any.
    pub fn with_ids(&self, artifact: Option<String>, public_key: Option<String>) -> Self {
        let mut job = self.clone();
        job.artifact_id = artifact.unwrap_or(job.artifact_id);
        job.public_key_id = public_key.unwrap_or(job.public_key_id);
        job
    }
}

/// The containers of a job that can be reached over ssh, given as a list of names and a list of jails.
#[derive(clap::Args, Clone)]
struct SshContainers {
    /// Name of the container to reach over ssh
    #[arg(long, value_name = "NAME,...", value_parser = hostlist::texts)]
    ssh_containers_name: Option<List<String>>,
    /// Whether its shell is locked into the image
    #[arg(long, value_name = "BOOL,...", value_parser = hostlist::booleans)]
    ssh_containers_jail: Option<List<bool>>,
}

impl Serialize for SshContainers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = [
            ("name", column_of(self.ssh_containers_name.as_ref())),
            ("jail", column_of(self.ssh_containers_jail.as_ref())),
        ];
        body::rows(serializer, "ssh-containers", &columns)
    }
}

/// Reads a size as Python's `int` does: spaces around it, a plus sign and underscores between digits are allowed.
fn gibibytes(text: &str) -> Result<u64, String> {
    let digits = text.trim();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let well_placed = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    match digits.replace('_', "").parse::<u64>() {
        Ok(size) if size > 0 && well_placed => Ok(size),
        _ => Err("expected a whole number of GiB, at least 1".to_owned()),
    }
}

impl Create for Job {
    type New = NewJob;
}

/// A remote build node to be registered.
#[derive(clap::Args, Serialize)]
pub struct NewRemoteBuildNode {
    /// The node's xname, for example x3000c1s10b1n0
    #[arg(long)]
    xname: String,
}

impl Create for RemoteBuildNode {
    type New = NewRemoteBuildNode;
}

/// What can be done with a deleted record.
#[derive(clap::Args, Serialize)]
pub struct Restoration {
    /// What to do: undelete restores the record
    #[arg(long, value_parser = ["undelete"])]
    operation: Option<String>,
}

impl Restoration {
    /// Whether anything is to be done.
    pub fn is_given(&self) -> bool {
        self.operation.is_some()
    }
}

impl Update for DeletedRecipe {
    type Patch = Restoration;
}

impl Update for DeletedImage {
    type Patch = Restoration;
}

impl Update for DeletedPublicKey {
    type Patch = Restoration;
}
