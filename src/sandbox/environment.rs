//! Which of the user's variables a command in the sandbox must not see: those that lead to a real system, or hold its secrets.

use std::ffi::{OsStr, OsString};

/// Variables that begin so: of the client, of trust stores, of clouds and clusters.
const PREFIXES: [&str; 5] = ["CRAY_", "SSL_CERT_", "AWS_", "KUBERNETES_", "IMS_"];

/// Variables of other programs for the same.
const NAMES: [&str; 5] = ["KUBECONFIG", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSLKEYLOGFILE", "NODE_EXTRA_CA_CERTS"];

/// What names of proxies end with, in any case.
const PROXY: &str = "_PROXY";

/// The names of this process's variables that stay outside.
pub fn unwanted() -> impl Iterator<Item = OsString> {
    std::env::vars_os().map(|(name, _)| name).filter(|name| is_unwanted(name))
}

/// Returns `true` if a variable of this name stays outside.
fn is_unwanted(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || NAMES.contains(&&*name)
        || name.to_ascii_uppercase().ends_with(PROXY)
}

/// A line for a shell that removes such variables from it.
pub fn clearing_line() -> String {
    let any_case: String = PROXY.chars().map(|letter| format!("[{letter}{}]", letter.to_ascii_lowercase())).collect();
    let name = "[A-Za-z0-9_]*";
    let prefixes = PREFIXES.iter().map(|prefix| format!(r" -e 's/^\({prefix}{name}\)=.*/\1/p'"));
    let proxies = format!(r" -e 's/^\({name}{any_case}\)=.*/\1/p'");
    let expressions: String = prefixes.chain([proxies]).collect();
    format!("unset {} $(env | sed -n{expressions})\n", NAMES.join(" "))
}

#[cfg(test)]
mod tests {
    use super::is_unwanted;

    #[test]
    fn what_leads_to_a_real_system_is_unwanted() {
        for name in ["CRAY_CREDENTIALS", "SSL_CERT_DIR", "https_proxy", "NO_PROXY", "AWS_PROFILE", "KUBECONFIG"] {
            assert!(is_unwanted(name.as_ref()), "{name}");
        }
        for name in ["PATH", "HOME", "TERM", "MY_CRAY_X", "PROXY", "LANG"] {
            assert!(!is_unwanted(name.as_ref()), "{name}");
        }
    }
}
