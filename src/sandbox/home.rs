//! The files of a sandbox: a configuration for the client, one for Kubernetes, the client under both its names, and a stand-in
//! for ssh. The user's own files are never touched.

use super::ims::Seeds;
use crate::words::quoted;
use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A temporary directory with everything that leads to the sandbox. It is removed when this is dropped.
pub struct Home {
    directory: TempDir,
    seeds: Option<Seeds>,
}

impl Home {
    /// Makes the files, which lead to services at these places.
    pub fn new(
        gateway: &str,
        kubeconfig: &str,
        ssh: SocketAddr,
        with_login: bool,
        seeds: Option<Seeds>,
    ) -> io::Result<Self> {
        let directory = tempfile::Builder::new().prefix("cray-ims-sandbox-").tempdir()?;
        let home = Home { directory, seeds };
        let client = home.path(".config/cray");
        for name in ["configurations", "tokens", "logs"] {
            fs::create_dir_all(client.join(name))?;
        }
        let login = if with_login { "\n[auth.login]\nusername = \"admin\"\n" } else { "" };
        let configuration = format!("[core]\nhostname = \"{gateway}\"\ntenant = \"\"\n{login}");
        write_private(&client.join("configurations/default"), &configuration)?;
        write_private(&client.join("active_config"), "default")?;
        write_private(&home.path("kubeconfig"), kubeconfig)?;
        fs::create_dir(home.path("bin"))?;
        let program = std::env::current_exe()?;
        for name in ["cray", "cray-ims"] {
            symlink(&program, home.path("bin").join(name))?;
        }
        let stand_in = home.path("bin/ssh");
        let [program, bin] = [program, home.path("bin")].map(|path| quoted(&path.to_string_lossy()));
        fs::write(&stand_in, format!("#!/bin/sh\nexec {program} sandbox-ssh '{ssh}' {bin} -- \"$@\"\n"))?;
        fs::set_permissions(&stand_in, Permissions::from_mode(0o700))?;
        Ok(home)
    }

    /// The variables that lead to the sandbox, and their values.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        let mut path = self.path("bin").into_os_string();
        if let Some(rest) = std::env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        let mut variables = vec![
            ("CRAY_CONFIG_DIR", self.directory.path().as_os_str().to_owned()),
            ("KUBECONFIG", self.path("kubeconfig").into_os_string()),
            ("PATH", path),
        ];
        if let Some(seeds) = &self.seeds {
            variables.push(("IMS_RECIPE_ID", OsString::from(&seeds.recipe)));
            variables.push(("IMS_IMAGE_ID", OsString::from(&seeds.image)));
            variables.push(("IMS_PUBLIC_KEY_ID", OsString::from(&seeds.public_key)));
        }
        variables
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    crate::file::write_atomically(path, text.as_bytes()).map_err(|error| io::Error::other(error.in_a_line()))
}
