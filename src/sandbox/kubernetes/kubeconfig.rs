//! The file by which `kubectl` and client libraries find the cluster.

use base64::{Engine, prelude::BASE64_STANDARD};

/// The text of a kubeconfig file for a server, the certificate of its authority in PEM, and a token.
pub fn text(server: &str, authority: &str, token: &str) -> String {
    let authority = BASE64_STANDARD.encode(authority);
    format!(
        "apiVersion: v1
kind: Config
clusters:
- name: sandbox
  cluster:
    server: {server}
    certificate-authority-data: {authority}
users:
- name: sandbox
  user:
    token: {token}
contexts:
- name: sandbox
  context:
    cluster: sandbox
    user: sandbox
    namespace: default
current-context: sandbox
"
    )
}
