//! Every environment variable that the program reads, by name.

use crate::error::Error;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// The directory that holds `.config/cray`; the home directory if unset.
pub const CONFIG_DIR: &str = "CRAY_CONFIG_DIR";

/// The name of the configuration to use.
pub const CONFIG: &str = "CRAY_CONFIG";

/// A token file to use in place of the saved token.
pub const CREDENTIALS: &str = "CRAY_CREDENTIALS";

/// The client that `auth login --client-credentials` logs in, and its secret.
pub const CLIENT_ID: &str = "CRAY_CLIENT_ID";
pub const CLIENT_SECRET: &str = "CRAY_CLIENT_SECRET";

/// The directory of the sandbox that a command runs in. Set by the sandbox; token files are written nowhere else then.
pub const SANDBOX_HOME: &str = "IMS_SANDBOX_HOME";

/// The output format.
pub const FORMAT: &str = "CRAY_FORMAT";

/// Whether to leave out remarks on standard error.
pub const QUIET: &str = "CRAY_QUIET";

/// The files that say where Kubernetes is.
pub const KUBECONFIG: &str = "KUBECONFIG";

/// What Kubernetes sets in its pods.
pub const KUBERNETES_SERVICE_HOST: &str = "KUBERNETES_SERVICE_HOST";

/// The time zone of local times.
pub const TZ: &str = "TZ";

/// Where commands are looked for.
pub const PATH: &str = "PATH";

/// How a command came from one `cray` on PATH to the next. Set by this program, so that it cannot go round in circles.
pub const PASSED_ON: &str = "CRAY_IMS_PASSED_ON";

/// Whether to leave out colours.
pub const NO_COLOR: &str = "NO_COLOR";

/// The PEM file with the certificates that are trusted in place of those in the system's trust store.
pub const SSL_CERT_FILE: &str = "SSL_CERT_FILE";

/// Directories with such certificates.
pub const SSL_CERT_DIR: &str = "SSL_CERT_DIR";

/// The proxy for https.
pub const HTTPS_PROXY: &str = "HTTPS_PROXY";

/// The same in the spelling of `curl`.
pub const HTTPS_PROXY_LOWER: &str = "https_proxy";

/// The proxy for http.
pub const HTTP_PROXY: &str = "HTTP_PROXY";

/// The same in the spelling of `curl`.
pub const HTTP_PROXY_LOWER: &str = "http_proxy";

/// The proxy for both.
pub const ALL_PROXY: &str = "ALL_PROXY";

/// The same in the spelling of `curl`.
pub const ALL_PROXY_LOWER: &str = "all_proxy";

/// The hosts that are reached without a proxy, `*` for all.
pub const NO_PROXY: &str = "NO_PROXY";

/// The same in the spelling of `curl`.
pub const NO_PROXY_LOWER: &str = "no_proxy";

/// The kind of terminal; no colours on a `dumb` one.
pub const TERM: &str = "TERM";
pub const LC_ALL: &str = "LC_ALL";
pub const LC_CTYPE: &str = "LC_CTYPE";
pub const LANG: &str = "LANG";

/// Where lists of records are kept for completion, in `cray-ims/records`; `.cache` in the home directory if unset.
pub const CACHE_HOME: &str = "XDG_CACHE_HOME";

/// The variables that are read as text, beside those that begin with [`OURS`].
const TEXTS: [&str; 10] = [
    KUBECONFIG,
    KUBERNETES_SERVICE_HOST,
    HTTPS_PROXY,
    HTTPS_PROXY_LOWER,
    HTTP_PROXY,
    HTTP_PROXY_LOWER,
    ALL_PROXY,
    ALL_PROXY_LOWER,
    NO_PROXY,
    NO_PROXY_LOWER,
];

/// How the variables of `cray` begin.
const OURS: &str = "CRAY_";

/// The variables that are read as text. Fails if one of them is not, which must not be taken for one that is not set.
pub fn texts() -> Result<BTreeMap<String, String>, Error> {
    let ours = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        (name.starts_with(OURS) || TEXTS.contains(&name.as_str())).then_some((name, value))
    });
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        // Those are paths, which may be any bytes.
        Err(value) if matches!(name.as_str(), CONFIG_DIR | CREDENTIALS) => {
            Ok((name, value.to_string_lossy().into_owned()))
        }
        Err(_) => Err(Error::Usage(format!("The variable {name} is not UTF-8 text. Nothing was done."))),
    })
    .collect()
}

/// The path in a variable; `None` if it is unset or empty.
pub fn path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The programs of a name on PATH, in the order in which they are found.
pub fn programs(name: &str) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os(PATH).unwrap_or_default();
    // An empty element is the current directory. A name without a slash would be looked for on PATH again.
    let here = |directory: PathBuf| if directory.as_os_str().is_empty() { PathBuf::from(".") } else { directory };
    let places: Vec<_> = std::env::split_paths(&path).map(|directory| here(directory).join(name)).collect();
    let runs = |file: Metadata| file.is_file() && file.permissions().mode() & 0o111 != 0;
    places.into_iter().filter(move |place| fs::metadata(place).is_ok_and(runs))
}

/// The value of a variable. Returns `None` if it is unset, empty, or not UTF-8, which [`texts`] refuses at the start.
pub fn read(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
