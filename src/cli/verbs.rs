//! The verbs of resources. What all have stands once; each group adds its own.

use super::examples;
use super::selection::{Filters, Listing};
use crate::ims::{Create, Job, NewJob, PublicKey, RemoteBuildNode, RemoteBuildNodeStatus, Resource, Update};
use crate::time::age::Age;
use clap::{Args, Subcommand};
use std::marker::PhantomData;
use std::path::PathBuf;

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
    #[command(about = format!("Delete one or more {}", R::NOUNS))]
    Delete(Ids<R>),
    #[command(about = format!("Delete all {}, or those that the options name", R::NOUNS), after_help = examples::DELETEALL)]
    Deleteall {
        #[command(flatten)]
        filters: Filters<R>,
        #[command(flatten)]
        confirmation: Confirmation,
    },
}

/// Whether to ask before much is deleted.
#[derive(Args)]
pub struct Confirmation {
    /// Do not ask
    #[arg(short = 'y', long = "yes")]
    pub yes: bool,
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
    Update(Change<R>),
    #[command(flatten)]
    Remove(Remove<R>),
}

/// The verbs of jobs.
#[derive(Subcommand)]
pub enum Jobs {
    #[command(flatten)]
    Read(Read<Job>),
    /// Start a job
    #[command(after_help = examples::create(Job::PATH))]
    Create(NewJob),
    /// Delete one or more jobs
    Delete(Ids<Job>),
    /// Delete all jobs, or those that the options name
    #[command(after_help = examples::JOBS_DELETEALL)]
    Deleteall {
        #[command(flatten)]
        filters: Filters<Job>,
        /// Only jobs older than this, for example 6h, 2d or 1w2d; the units are m, h, d and w
        #[arg(long, value_parser = Age::parse)]
        age: Option<Age>,
        #[command(flatten)]
        confirmation: Confirmation,
    },
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
