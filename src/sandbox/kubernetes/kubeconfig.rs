//! The file by which `kubectl` and client libraries find the cluster.

use super::engine::Cluster;
use super::users::USERS;
use base64::{Engine, prelude::BASE64_STANDARD};
use std::fmt::Write;

/// The text of a kubeconfig file for a cluster, the URL of its server and the certificate of its authority in PEM. Every
/// user has a context; the current one is of whoever may do everything.
pub fn text(cluster: &Cluster, server: &str, authority: &str) -> String {
    let authority = BASE64_STANDARD.encode(authority);
    let (mut users, mut contexts) = (String::new(), String::new());
    for user in USERS {
        let (name, token) = (context_of(user.name), cluster.token_of(user.name).unwrap_or_default());
        // Writing to a string cannot fail.
        let _ = write!(users, "- name: {name}\n  user:\n    token: {token}\n");
        let _ = write!(
            contexts,
            "- name: {name}\n  context:\n    cluster: sandbox\n    user: {name}\n    namespace: default\n"
        );
    }
    format!(
        "apiVersion: v1
kind: Config
clusters:
- name: sandbox
  cluster:
    server: {server}
    certificate-authority-data: {authority}
users:
{users}contexts:
{contexts}current-context: sandbox
"
    )
}

/// The name of a user's context.
fn context_of(user: &str) -> &str {
    match user {
        "admin" => "sandbox",
        other => other,
    }
}
