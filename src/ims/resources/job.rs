//! Jobs.

use super::{Image, PublicKey, Recipe, column, column_of};
use crate::boolean;
use crate::candidates::Candidates;
use crate::ims::body;
use crate::ims::hostlist::{self, List};
use crate::ims::{Create, Delete, Deletion, Filter, FilterBy, Resource};
use crate::output::Column;
use clap::ValueEnum;
use serde::{Serialize, Serializer};

/// The states of a job, in the order in which it takes them. What else a service may say stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum JobStatus {
    Creating,
    FetchingImage,
    FetchingRecipe,
    WaitingForRepos,
    BuildingImage,
    WaitingOnUser,
    PackagingArtifacts,
    Error,
    Success,
}

impl JobStatus {
    /// The state of this name; `None` if it is none that is known here.
    pub fn named(name: &str) -> Option<Self> {
        Self::from_str(name, false).ok()
    }

    /// Returns `true` if nothing follows it.
    pub fn is_end(self) -> bool {
        matches!(self, JobStatus::Error | JobStatus::Success)
    }
}

/// The kinds of job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum JobType {
    // Doc comments would become help, and make it long.
    // Builds an image from a recipe.
    Create,
    // Changes an image by hand.
    Customize,
}

impl JobType {
    /// The name that records carry.
    pub const fn name(self) -> &'static str {
        match self {
            JobType::Create => "create",
            JobType::Customize => "customize",
        }
    }
}

/// A job that builds or customizes an image.
pub enum Job {}

impl Resource for Job {
    const PATH: &'static str = "jobs";
    const NOUN: &'static str = "job";
    const NOUNS: &'static str = "jobs";
    const ID: &'static str = "JOB_ID";
    const NAME_FIELD: Option<&'static str> = Some("image_root_archive_name");
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
    const FIELDS: &'static [&'static str] = &[
        "id",
        "created",
        "job_type",
        "image_root_archive_name",
        "kernel_file_name",
        "initrd_file_name",
        "kernel_parameters_file_name",
        "status",
        "artifact_id",
        "public_key_id",
        "kubernetes_job",
        "kubernetes_service",
        "kubernetes_configmap",
        "kubernetes_namespace",
        "ssh_containers",
        "enable_debug",
        "resultant_image_id",
        "build_env_size",
        "job_mem_size",
        "arch",
        "require_dkms",
        "remote_build_node",
    ];
    const FILTERS: &'static [Filter] = &[
        Filter::name("image_root_archive_name"),
        Filter::ARCH,
        Filter { field: "status", by: FilterBy::Status },
        Filter { field: "job_type", by: FilterBy::JobType },
        Filter::REQUIRE_DKMS,
        Filter::CREATED,
    ];
    const LIST_EXAMPLES: &'static [&'static str] = &[
        "cray-ims jobs list --status error --created-after 1d --format table",
        "cray-ims jobs list --latest --print resultant_image_id",
    ];
}

/// The containers of a job's pod, in the order in which they run.
pub const CONTAINERS: [&str; 7] =
    ["fetch-recipe", "prepare", "wait-for-repos", "build-ca-rpm", "build-image", "buildenv-sidecar", "sshd"];

/// What a job works on depends on what it does.
const ARTIFACTS: Candidates = Candidates::RecordsBy {
    option: "job-type",
    choices: &[(JobType::Create.name(), Recipe::COLLECTION), (JobType::Customize.name(), Image::COLLECTION)],
};

/// A job to be started.
#[derive(clap::Args, Clone, Serialize)]
pub struct NewJob {
    /// create builds an image from a recipe, customize changes an image
    #[arg(long, value_name = "TYPE", value_enum)]
    job_type: JobType,
    /// Name of the resulting image
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
    /// ID or name of the recipe to build, or of the image to customize
    #[arg(long, value_name = "ID", add = ARTIFACTS)]
    artifact_id: String,
    /// ID or name of the public key for ssh into the job
    #[arg(long, value_name = "ID", add = Candidates::Records(PublicKey::COLLECTION))]
    public_key_id: String,
    #[command(flatten)]
    ssh_containers: SshContainers,
    /// Keep a failed build running for ssh: true, t, 1, yes, y, or false, f, 0, no, n
    #[arg(long, value_name = "BOOL", value_parser = boolean::parse, add = Candidates::BOOLEAN)]
    enable_debug: Option<bool>,
    /// Size of the build area in GiB
    #[arg(long, value_name = "GIB", value_parser = gibibytes)]
    build_env_size: Option<u64>,
    /// Memory of the job in GiB (not an option of `cray`)
    #[arg(long, value_name = "GIB", value_parser = gibibytes)]
    job_mem_size: Option<u64>,
    /// Run the job with DKMS [default: the recipe's require_dkms; for customize jobs, JOB_ENABLE_DKMS]
    #[arg(long, value_name = "BOOL", value_parser = boolean::parse, add = Candidates::BOOLEAN)]
    require_dkms: Option<bool>,
}

impl NewJob {
    /// What is asked for of DKMS, if anything is.
    pub fn require_dkms(&self) -> Option<bool> {
        self.require_dkms
    }

    /// Returns `true` if it builds an image from a recipe, in place of customizing an image.
    pub fn is_build(&self) -> bool {
        self.job_type == JobType::Create
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
    /// Confine its shell to the image root (chroot)
    #[arg(long, value_name = "BOOL,...", value_parser = hostlist::booleans, add = Candidates::BOOLEAN)]
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
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims jobs create --job-type create --artifact-id RECIPE_ID \\
      --image-root-archive-name my-image --public-key-id PUBLIC_KEY_ID",
        "cray-ims jobs create --job-type customize --artifact-id IMAGE_ID \\
      --image-root-archive-name my-image --public-key-id PUBLIC_KEY_ID \\
      --ssh-containers-name shell --ssh-containers-jail true",
    ];
}

impl Delete for Job {
    const DELETION: Deletion = Deletion::Final;
}
