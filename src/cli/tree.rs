//! The tree of commands: what hangs where, a line a command. Options, help and doing of a command stand in its own file.

use super::Cli;
use super::click::as_click;
use super::completion::{Complete, Completions};
use super::group::group;
use crate::commands::check::Check;
use crate::commands::init::Init;
use crate::commands::options::Kubernetes;
use crate::commands::records::{Create, Delete, Deleteall, Describe, List, Update};
#[cfg(feature = "sandbox")]
use crate::commands::sandbox::{Sandbox, SandboxSsh};
use crate::commands::{Prints, Reply, Run, artifacts, auth, config, deleted, dkms, jobs, public_keys, version};
use crate::context::Context;
use crate::ims::{
    DeletedImage, DeletedPublicKey, DeletedRecipe, Image, Job, PublicKey, Recipe, RemoteBuildNode,
    RemoteBuildNodeStatus,
};
use anyhow::Result;
use clap::{Args, CommandFactory, Subcommand};
use std::time::Duration;

#[derive(Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one value of it in the whole program")]
pub enum Command {
    #[command(flatten)]
    Service(ServiceCommand),
    #[cfg(feature = "sandbox")]
    Sandbox(Sandbox),
    Completions(Completions),
    #[command(hide = true)]
    Complete(Complete),
    #[cfg(feature = "sandbox")]
    #[command(hide = true)]
    SandboxSsh(SandboxSsh),
}

group! {
    /// The commands that need the user's settings.
    ServiceCommand {
        /// Manage recipes (images are built from them)
        #[command(subcommand)]
        Recipes(Recipes),
        /// Manage images
        #[command(subcommand)]
        Images(Images),
        /// Manage jobs (they build and customize images)
        #[command(subcommand)]
        Jobs(Jobs),
        /// Manage public keys (for ssh into jobs)
        #[command(subcommand)]
        PublicKeys(PublicKeys),
        /// Deleted records, which can be restored
        #[command(subcommand)]
        Deleted(Deleted),
        /// Manage remote build nodes
        #[command(subcommand)]
        RemoteBuildNodes(RemoteBuildNodes),
        /// Manage artifacts in S3
        #[command(subcommand)]
        Artifacts(Artifacts),
        /// Show the version of the service
        #[command(subcommand)]
        Version(Version),
        Dkms(Dkms),
        Check(Check),
        /// Log in, log out and show the login
        #[command(subcommand)]
        Auth(Auth),
        Init(Init),
        /// Show and edit configurations
        #[command(subcommand)]
        Config(Config),
    }
}

group! {
    Recipes {
        List(List<Recipe>),
        Describe(Describe<Recipe>),
        Create(Create<Recipe>),
        Update(Update<Recipe>),
        Delete(Delete<Recipe>),
        Deleteall(Deleteall<Recipe>),
    }
}

group! {
    Images {
        List(List<Image>),
        Describe(Describe<Image>),
        Create(Create<Image>),
        Update(Update<Image>),
        Delete(Delete<Image>),
        Deleteall(Deleteall<Image>),
    }
}

group! {
    Jobs {
        List(List<Job>),
        Describe(Describe<Job>),
        Create(jobs::Create),
        Wait(jobs::Wait),
        Logs(jobs::Logs),
        Ssh(jobs::Ssh),
        Complete(jobs::Complete),
        Delete(Delete<Job>),
        Deleteall(jobs::Deleteall),
    }
}

group! {
    PublicKeys {
        List(List<PublicKey>),
        Describe(Describe<PublicKey>),
        Create(public_keys::Create),
        Delete(Delete<PublicKey>),
        Deleteall(Deleteall<PublicKey>),
    }
}

group! {
    Deleted {
        /// Deleted recipes
        #[command(subcommand)]
        Recipes(DeletedRecipes),
        /// Deleted images
        #[command(subcommand)]
        Images(DeletedImages),
        /// Deleted public keys
        #[command(subcommand)]
        PublicKeys(DeletedPublicKeys),
    }
}

group! {
    DeletedRecipes {
        List(List<DeletedRecipe>),
        Describe(Describe<DeletedRecipe>),
        Update(deleted::Update<DeletedRecipe>),
        Delete(Delete<DeletedRecipe>),
        Deleteall(Deleteall<DeletedRecipe>),
    }
}

group! {
    DeletedImages {
        List(List<DeletedImage>),
        Describe(Describe<DeletedImage>),
        Update(deleted::Update<DeletedImage>),
        Delete(Delete<DeletedImage>),
        Deleteall(Deleteall<DeletedImage>),
    }
}

group! {
    DeletedPublicKeys {
        List(List<DeletedPublicKey>),
        Describe(Describe<DeletedPublicKey>),
        Update(deleted::Update<DeletedPublicKey>),
        Delete(Delete<DeletedPublicKey>),
        Deleteall(Deleteall<DeletedPublicKey>),
    }
}

group! {
    Artifacts {
        /// List the buckets
        #[command(subcommand)]
        Buckets(Buckets),
        List(artifacts::List),
        Describe(artifacts::Describe),
        Create(artifacts::Create),
        Get(artifacts::Get),
        Delete(artifacts::Delete),
        /// List and delete unfinished uploads
        #[command(subcommand)]
        Uploads(Uploads),
    }
}

group! {
    Buckets {
        List(artifacts::ListBuckets),
    }
}

group! {
    Uploads {
        List(artifacts::uploads::List),
        Delete(artifacts::uploads::Delete),
    }
}

group! {
    RemoteBuildNodes {
        List(List<RemoteBuildNode>),
        Describe(Describe<RemoteBuildNode>),
        Create(Create<RemoteBuildNode>),
        Delete(Delete<RemoteBuildNode>),
        Deleteall(Deleteall<RemoteBuildNode>),
        /// Show whether the nodes can run jobs (the service checks over ssh; slow)
        #[command(subcommand)]
        Status(RemoteBuildNodeStates),
    }
}

group! {
    RemoteBuildNodeStates {
        List(List<RemoteBuildNodeStatus>),
        Describe(Describe<RemoteBuildNodeStatus>),
    }
}

group! {
    Version {
        List(version::List),
    }
}

group! {
    DkmsVerb {
        Status(dkms::Status),
        Enable(dkms::Enable),
        Disable(dkms::Disable),
        Runtimes(dkms::Runtimes),
        Explain(dkms::Explain),
    }
}

group! {
    Auth {
        Login(auth::Login),
        Status(auth::Status),
        Logout(auth::Logout),
    }
}

group! {
    Config {
        List(config::List),
        Describe(config::Describe),
        Get(config::Get),
        Set(config::Set),
        Unset(config::Unset),
        Use(config::Use),
    }
}

/// Turn DKMS (kernel module builds in Kata virtual machines) on or off, and explain it
#[derive(Args)]
#[command(after_help = dkms::HELP)]
pub struct Dkms {
    #[command(subcommand)]
    verb: DkmsVerb,
    // They may stand before the verb, which reads them.
    #[command(flatten)]
    _kubernetes: Kubernetes,
}

impl Run for Dkms {
    fn prints(&self) -> Prints {
        self.verb.prints()
    }

    fn waits(&self) -> bool {
        self.verb.waits()
    }

    fn request_timeout(&self, given: Duration) -> Option<Duration> {
        self.verb.request_timeout(given)
    }

    fn is_lenient(&self) -> bool {
        self.verb.is_lenient()
    }

    fn note_supplied(&mut self, option: &str) {
        self.verb.note_supplied(option);
    }

    async fn run(self, context: Context) -> Result<Reply> {
        self.verb.run(context).await
    }
}

/// The whole tree of commands.
pub fn tree() -> clap::Command {
    as_click(Cli::command()).disable_help_subcommand(true).infer_subcommands(false)
}
