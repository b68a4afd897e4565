//! The files of a sandbox: a configuration for the client, one for Kubernetes, the client under both its names, and a stand-in
//! for ssh. The user's own files are never touched.

use super::ims::Seeds;
use super::lock::Lock;
use crate::env;
use crate::error::Explain;
use crate::shell::quoted;
use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::io;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How the names of directories of sandboxes begin.
const PREFIX: &str = "cray-ims-sandbox-";

/// The file in it that is locked while the sandbox is alive.
const LOCK: &str = "lock";

/// A temporary directory with everything that leads to the sandbox. It is removed when this is dropped.
pub struct Home {
    // Released before the directory is removed.
    _lock: Lock,
    directory: TempDir,
    seeds: Option<Seeds>,
}

impl Home {
    /// Makes the directory, for its user alone. Directories that killed sandboxes left behind are removed.
    pub fn new() -> io::Result<Self> {
        let parent = std::env::temp_dir();
        if parent.to_string_lossy().contains(':') {
            return Err(io::Error::other(format!(
                "TMPDIR is {}, and a directory with a colon in its name cannot be on PATH. Set TMPDIR to another directory.",
                parent.display()
            )));
        }
        sweep(&parent);
        let private = Permissions::from_mode(0o700);
        let directory = tempfile::Builder::new().prefix(PREFIX).permissions(private.clone()).tempdir_in(&parent)?;
        // Whatever the umask takes away.
        fs::set_permissions(directory.path(), private)?;
        // Nobody finds the lock before it is held.
        let path = directory.path().join(LOCK);
        let lock = Lock::take(&path.with_extension("new"))?;
        let mut lock = lock.ok_or_else(|| io::Error::other("another process has locked it"))?;
        lock.note(directory.path())?;
        lock.rename(path)?;
        Ok(Home { _lock: lock, directory, seeds: None })
    }

    /// Makes the files, which lead to services at these places.
    pub fn fill(
        &mut self,
        gateway: &str,
        kubeconfig: &str,
        ssh: SocketAddr,
        with_login: bool,
        seeds: Option<Seeds>,
    ) -> io::Result<()> {
        self.seeds = seeds;
        for name in [
            ".config",
            ".config/cray",
            ".config/cray/configurations",
            ".config/cray/tokens",
            ".config/cray/logs",
            "bin",
        ] {
            let path = self.path(name);
            fs::create_dir(&path)?;
            fs::set_permissions(&path, Permissions::from_mode(0o700))?;
        }
        let client = self.path(".config/cray");
        let login = if with_login { "\n[auth.login]\nusername = \"admin\"\n" } else { "" };
        let configuration = format!("[core]\nhostname = \"{gateway}\"\ntenant = \"\"\n{login}");
        write_private(&client.join("configurations/default"), &configuration)?;
        write_private(&client.join("active_config"), "default")?;
        write_private(&self.path("kubeconfig"), kubeconfig)?;
        let program = std::env::current_exe()?;
        for name in ["cray", "cray-ims"] {
            symlink(&program, self.path("bin").join(name))?;
        }
        let stand_in = self.path("bin/ssh");
        let [program, bin] = [program, self.path("bin")].map(|path| quoted(&path.to_string_lossy()));
        write_private(&stand_in, &format!("#!/bin/sh\nexec {program} sandbox-ssh '{ssh}' {bin} -- \"$@\"\n"))?;
        fs::set_permissions(&stand_in, Permissions::from_mode(0o700))
    }

    /// Where its files are.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The variables that lead to the sandbox, and their values.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        let mut path = self.path("bin").into_os_string();
        if let Some(rest) = std::env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        let mut variables = vec![
            (env::CONFIG_DIR, self.directory.path().as_os_str().to_owned()),
            (env::SANDBOX_HOME, self.directory.path().as_os_str().to_owned()),
            (env::KUBECONFIG, self.path("kubeconfig").into_os_string()),
            (env::PATH, path),
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

/// Removes the user's directories of sandboxes that are no longer alive.
fn sweep(parent: &Path) {
    let user = rustix::process::geteuid().as_raw();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_own = || entry.metadata().is_ok_and(|entry| entry.is_dir() && entry.uid() == user);
        // A copy, or what somebody else called so, is not ours to remove.
        let is_noted = || fs::read(path.join(LOCK)).is_ok_and(|noted| noted == path.as_os_str().as_bytes());
        let is_one = || entry.file_name().to_string_lossy().starts_with(PREFIX) && is_noted();
        if is_one()
            && is_own()
            && let Ok(Some(_lock)) = Lock::take(&path.join(LOCK))
        {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    crate::file::write_atomically(path, text.as_bytes()).map_err(|error| io::Error::other(error.in_a_line()))
}
