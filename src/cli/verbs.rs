//! The verbs of resources. What all have stands once; each group adds its own.

use super::confirmation::Confirmation;
use super::dkms::ApiServer;
use super::examples;
use super::length::limit;
use super::selection::{Filters, Listing};
use super::waiting::{NewJobOptions, Waiting};
use crate::ims::{Create, Job, PublicKey, RemoteBuildNode, RemoteBuildNodeStatus, Resource, Update};
use crate::time::age::Age;
use clap::{Args, Subcommand};
use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

/// The id of a record.
#[derive(Args)]
pub struct Id<R: Resource> {
    /// Id of the record, or its name
    #[arg(value_name = R::ID)]
    pub id: String,
    #[arg(skip)]
    resource: PhantomData<R>,
}

/// The ids of records.
#[derive(Args)]
pub struct Ids<R: Resource> {
    /// Ids of the records, or their names
    #[arg(value_name = R::ID, required = true)]
    pub ids: Vec<String>,
    #[arg(skip)]
    resource: PhantomData<R>,
}

/// The verbs that read.
#[derive(Subcommand)]
pub enum Read<R: Resource> {
    #[command(about = format!("List {}", R::NOUNS), after_help = examples::list(R::PATH))]
    List(Listing<R>),
    #[command(about = format!("Show one {}", R::NOUN))]
    Describe(Id<R>),
}

/// The verbs that delete.
#[derive(Subcommand)]
pub enum Remove<R: Resource> {
    #[command(about = format!("Delete one or more {}{}", R::NOUNS, fate::<R>()))]
    Delete(Ids<R>),
    #[command(about = format!("Delete all {}, or those that the options name{}", R::NOUNS, fate::<R>()), after_help = examples::DELETEALL)]
    Deleteall {
        #[command(flatten)]
        filters: Filters<R>,
        #[command(flatten)]
        confirmation: Confirmation<R>,
    },
}

/// A change of a record.
#[derive(Args)]
pub struct Change<R: Update>
where
    R::Patch: Args,
{
    #[command(flatten)]
    pub id: Id<R>,
    #[command(flatten)]
    pub patch: R::Patch,
}

/// The verbs of recipes and images.
#[derive(Subcommand)]
pub enum Full<R: Create + Update>
where
    R::New: Args,
    R::Patch: Args,
{
    #[command(flatten)]
    Read(Read<R>),
    #[command(about = format!("Create one {}", R::NOUN), after_help = examples::create(R::PATH))]
    Create(R::New),
    #[command(about = format!("Change one {}", R::NOUN), after_help = examples::update(R::PATH))]
    Update(Change<R>),
    #[command(flatten)]
    Remove(Remove<R>),
}

/// The verbs of deleted records.
#[derive(Subcommand)]
pub enum Restorable<R: Update>
where
    R::Patch: Args,
{
    #[command(flatten)]
    Read(Read<R>),
    #[command(about = format!("Restore one {}", R::NOUN), after_help = examples::update(R::PATH))]
    Update {
        #[command(flatten)]
        change: Change<R>,
        /// Set again what the service lost of the record while it was deleted
        #[arg(long)]
        restore: bool,
    },
    #[command(flatten)]
    Remove(Remove<R>),
}

/// What becomes of deleted records, for the help.
fn fate<R: Resource>() -> &'static str {
    match R::PATH {
        "recipes" | "images" | "public-keys" => "; `deleted` can restore them",
        _ => ", for good",
    }
}

/// The verbs of jobs.
#[derive(Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
pub enum Jobs {
    #[command(flatten)]
    Read(Read<Job>),
    /// Start a job
    #[command(after_help = examples::create(Job::PATH))]
    Create(NewJobOptions),
    /// Wait until jobs have ended
    #[command(after_help = examples::JOBS_WAIT)]
    Wait {
        #[command(flatten)]
        ids: Ids<Job>,
        #[command(flatten)]
        waiting: Waiting,
    },
    /// Show what the containers of a job say, through Kubernetes
    #[command(after_help = examples::JOBS_LOGS)]
    Logs {
        #[command(flatten)]
        id: Id<Job>,
        /// Only this container, for example build-image
        #[arg(long, value_name = "NAME")]
        container: Option<String>,
        /// Go on until the job ends
        #[arg(short, long)]
        follow: bool,
        /// How long to follow at most, for example 90s or 2h; by default until the job ends
        #[arg(long, value_name = "TIME", value_parser = limit)]
        timeout: Option<Duration>,
        #[command(flatten)]
        server: ApiServer,
    },
    /// Open a shell in a job that waits for its user, once it does
    #[command(after_help = examples::JOBS_SSH)]
    Ssh {
        #[command(flatten)]
        id: Id<Job>,
        #[command(flatten)]
        shell: ShellOptions,
        /// How long to wait for it, for example 90s or 2h [default: 2h]
        #[arg(long, value_name = "TIME", value_parser = limit)]
        timeout: Option<Duration>,
        /// Options and command to put behind the host in the command line of ssh
        #[arg(last = true, value_name = "ARGUMENT")]
        arguments: Vec<String>,
    },
    /// End a job's wait for its user, over ssh
    #[command(after_help = examples::JOBS_COMPLETE)]
    Complete {
        #[command(flatten)]
        id: Id<Job>,
        /// Give the job up, so that it ends with an error
        #[arg(long)]
        failed: bool,
        #[command(flatten)]
        shell: ShellOptions,
    },
    /// Delete one or more jobs, for good
    Delete(Ids<Job>),
    /// Delete all jobs, or those that the options name, for good
    #[command(after_help = examples::JOBS_DELETEALL)]
    Deleteall {
        #[command(flatten)]
        filters: Filters<Job>,
        /// Only jobs older than this, for example 6h, 2d or 1w2d; the units are m, h, d and w
        #[arg(long, value_parser = Age::parse)]
        age: Option<Age>,
        #[command(flatten)]
        confirmation: Confirmation<Job>,
    },
}

/// Which of a job's shells is meant.
#[derive(Args)]
pub struct ShellOptions {
    /// The ssh container; the first unless given
    #[arg(long, value_name = "NAME")]
    pub container: Option<String>,
    /// Take the way inside the cluster rather than the customer's network
    #[arg(long)]
    pub inside: bool,
}

/// The verbs of public keys.
#[derive(Subcommand)]
pub enum PublicKeys {
    #[command(flatten)]
    Read(Read<PublicKey>),
    /// Create one public key
    #[command(after_help = examples::create(PublicKey::PATH))]
    Create {
        /// Name of the key
        #[arg(long)]
        name: String,
        /// File that holds the public key; - for standard input
        #[arg(long, value_name = "FILE")]
        public_key: PathBuf,
    },
    #[command(flatten)]
    Remove(Remove<PublicKey>),
}

/// The verbs of remote build nodes.
#[derive(Subcommand)]
pub enum RemoteBuildNodes {
    #[command(flatten)]
    Read(Read<RemoteBuildNode>),
    /// Register one remote build node
    Create(<RemoteBuildNode as Create>::New),
    #[command(flatten)]
    Remove(Remove<RemoteBuildNode>),
    /// Look whether the nodes are able to run jobs, over ssh, which takes a while
    #[command(subcommand)]
    Status(Read<RemoteBuildNodeStatus>),
}
