//! What a Kubernetes configuration says of a cluster and of its user, as far as a client needs it.

use super::access::{Access, LONGEST};
use super::excerpt::first_line;
use super::proxy::proxy;
use crate::error::Error;
use crate::file;
use hyper::Uri;
use k8s_openapi::ByteString;
use kube::Config;
use kube::config::{AuthInfo, Cluster, Kubeconfig};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::Value;
use std::io;
use std::path::Path;

/// Where a configuration comes from, and the context that is used of it.
pub struct Kubernetes<'a> {
    kubeconfig: Kubeconfig,
    /// The names of its files.
    names: &'a str,
    access: &'a Access,
    context: String,
}

impl<'a> Kubernetes<'a> {
    /// The configuration in these files, with this context, or the one that it calls the current one.
    pub fn new(kubeconfig: Kubeconfig, names: &'a str, access: &'a Access) -> Result<Self, Error> {
        let current = || kubeconfig.current_context.clone().filter(|name| !name.is_empty());
        match access.context.clone().or_else(current) {
            Some(context) => Ok(Kubernetes { kubeconfig, names, access, context }),
            None => Err(refused(names, "it names no current context".into(), &contexts(access))),
        }
    }

    /// What a client needs to know.
    pub fn config(mut self) -> Result<Config, Error> {
        let context = &self.context;
        let found = self.kubeconfig.contexts.iter().find(|named| &named.name == context);
        let found = found.and_then(|named| named.context.clone());
        let found =
            found.ok_or_else(|| self.refused(format!("it has no context {context}"), &contexts(self.access)))?;
        let user = self.user(found.user.as_deref())?;
        let cluster = self.kubeconfig.clusters.iter_mut().find(|named| named.name == found.cluster);
        let cluster = cluster.and_then(|named| named.cluster.take()).ok_or_else(|| {
            let cause = format!("it has no cluster {}, which its context {} names", found.cluster, self.context);
            self.refused(cause, REPAIR)
        })?;
        let mut config = Config::new(self.server(&cluster, &user)?);
        config.default_namespace = found.namespace.unwrap_or(config.default_namespace);
        config.root_cert = self.authorities(&cluster)?;
        config.accept_invalid_certs = cluster.insecure_skip_tls_verify.unwrap_or(false);
        config.disable_compression = cluster.disable_compression.unwrap_or(false);
        config.proxy_url = proxy(&config.cluster_url, cluster.proxy_url.as_deref())?;
        config.tls_server_name = cluster.tls_server_name.clone();
        self.check_files(&user)?;
        config.auth_info = user;
        if let Some(exec) = config.auth_info.exec.as_mut().filter(|exec| exec.provide_cluster_info) {
            let told = (&cluster).try_into();
            exec.cluster = Some(told.map_err(|error: kube::config::KubeconfigError| {
                refused(self.names, first_line(&error.to_string()), REPAIR)
            })?);
        }
        Ok(config)
    }

    /// The user of the context, which may have none.
    fn user(&self, name: Option<&str>) -> Result<AuthInfo, Error> {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(AuthInfo::default()) };
        match self.kubeconfig.auth_infos.iter().find(|named| named.name == name) {
            Some(user) => Ok(user.auth_info.clone().unwrap_or_default()),
            None => {
                Err(self.refused(format!("it has no user {name}, which its context {} names", self.context), REPAIR))
            }
        }
    }

    /// The URL of the API server. Without a scheme it is https where anything says how to speak TLS, as for `kubectl`.
    fn server(&self, cluster: &Cluster, user: &AuthInfo) -> Result<Uri, Error> {
        let Some(server) = cluster.server.as_deref().filter(|server| !server.is_empty()) else {
            return Err(self.refused("its cluster has no server".into(), REPAIR));
        };
        let has_tls = [
            &cluster.certificate_authority,
            &cluster.certificate_authority_data,
            &user.client_certificate,
            &user.client_certificate_data,
        ]
        .iter()
        .any(|setting| setting.is_some())
            || cluster.insecure_skip_tls_verify == Some(true);
        let scheme = if has_tls { "https" } else { "http" };
        let url = if server.contains("://") { server.to_owned() } else { format!("{scheme}://{server}") };
        let parsed = url.parse::<Uri>().ok().filter(|url| {
            let has_host = url.host().is_some_and(|host| !host.is_empty());
            matches!(url.scheme_str(), Some("http" | "https")) && has_host
        });
        parsed.ok_or_else(|| self.refused(format!("its server {server} is not an http or https URL"), REPAIR))
    }

    /// The certificates of the authorities that the cluster is trusted by, if it names any.
    fn authorities(&self, cluster: &Cluster) -> Result<Option<Vec<Vec<u8>>>, Error> {
        let data = cluster.certificate_authority_data.as_ref().filter(|data| !data.is_empty());
        let file = cluster.certificate_authority.as_ref().filter(|file| !file.is_empty());
        let text = match (data, file) {
            (Some(data), _) => {
                let bytes = serde_json::from_value::<ByteString>(Value::from(data.replace(['\n', '\r', ' '], "")));
                bytes.map_err(|_| self.refused("its certificate-authority-data is not Base64".into(), REPAIR))?.0
            }
            (None, Some(file)) => file::read_at_most(Path::new(file), LONGEST)
                .map_err(|error| self.unreadable("certificate-authority", file, &error))?,
            (None, None) => return Ok(None),
        };
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
        match certificates {
            Ok(certificates) if !certificates.is_empty() => {
                Ok(Some(certificates.into_iter().map(|certificate| certificate.to_vec()).collect()))
            }
            _ => Err(self.refused("its certificate-authority contains no certificate".into(), REPAIR)),
        }
    }

    /// Fails if a file that a user names cannot be read to its end.
    fn check_files(&self, user: &AuthInfo) -> Result<(), Error> {
        let certificate = user.client_certificate.as_ref().filter(|_| user.client_certificate_data.is_none());
        let key = user.client_key.as_ref().filter(|_| user.client_key_data.is_none());
        for (setting, path) in [("client-certificate", certificate), ("client-key", key)] {
            let Some(path) = path.filter(|path| !path.is_empty()) else { continue };
            file::check_size(Path::new(path), LONGEST).map_err(|error| self.unreadable(setting, path, &error))?;
        }
        Ok(())
    }

    fn unreadable(&self, setting: &str, path: &str, error: &io::Error) -> Error {
        self.refused(format!("its {setting} {path} cannot be read: {error}"), REPAIR)
    }

    fn refused(&self, cause: String, remedy: &str) -> Error {
        refused(self.names, cause, remedy)
    }
}

const REPAIR: &str = "Correct it, or name another file with --kubeconfig or another context with --context.";

/// What to do where the context is wrong.
fn contexts(access: &Access) -> String {
    let file = Access { kubeconfig: access.kubeconfig.clone(), ..Access::default() };
    format!("`kubectl{} config get-contexts` lists the contexts; name one with --context.", file.words())
}

/// A configuration that cannot be used, and why.
pub fn refused(names: &str, cause: String, remedy: &str) -> Error {
    Error::Kubernetes {
        message: format!("Unable to use the Kubernetes configuration {names}"),
        advice: vec![format!("Cause: {cause}"), remedy.into()],
    }
}
