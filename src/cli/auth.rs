//! The options of `auth`.

use super::examples;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done about the login.
#[derive(Subcommand)]
pub enum Auth {
    /// Log in, and save the token for this and the original client
    #[command(after_help = examples::AUTH_LOGIN)]
    Login(Login),
    /// Show who is logged in, until when, and in which file; no secret
    Status,
    /// Remove the saved token
    Logout,
}

/// Who logs in, and with what.
#[derive(Args, Default)]
pub struct Login {
    /// User name; asked for if not given
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
    /// Password; others on this machine may see it in the list of processes
    #[arg(long, value_name = "TEXT")]
    pub password: Option<String>,
    /// `true` if the password does not stand in the list of processes.
    #[arg(skip)]
    pub is_password_unseen: bool,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "password")]
    pub password_stdin: bool,
    /// One-time code of an RSA token, where the system wants one
    #[arg(long = "rsa_token", alias = "rsa-token", value_name = "CODE")]
    pub rsa_token: Option<String>,
    /// Log in as a client instead of a user, with CRAY_CLIENT_ID and CRAY_CLIENT_SECRET
    #[arg(long, conflicts_with_all = ["username", "password", "password_stdin", "rsa_token"])]
    pub client_credentials: bool,
    /// JSON file, or directory of files, with client-id and client-secret, in place of the variables
    #[arg(long, value_name = "PATH", requires = "client_credentials")]
    pub credentials_file: Option<PathBuf>,
    /// Log in as the administrators' client, with the Secret admin-client-auth that Kubernetes keeps
    #[arg(long, conflicts_with_all = ["username", "password", "password_stdin", "rsa_token", "client_credentials"])]
    pub from_kubernetes: bool,
    /// Kubernetes configuration to use; by default KUBECONFIG, ~/.kube/config or /etc/kubernetes/admin.conf
    #[arg(long, value_name = "FILE", requires = "from_kubernetes")]
    pub kubeconfig: Option<PathBuf>,
    /// Context of the Kubernetes configuration; the current one by default
    #[arg(long, value_name = "NAME", requires = "from_kubernetes")]
    pub context: Option<String>,
}
