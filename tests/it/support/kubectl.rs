//! The real `kubectl` at a simulated Kubernetes.
use cray_ims::sandbox::kubernetes::{Cluster, kubeconfig};
use cray_ims::sandbox::tls::TlsListener;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::Command;

/// A cluster behind TLS, and a `kubectl` that knows of it.
pub struct Terminal {
    pub cluster: Cluster,
    directory: TempDir,
}

impl Terminal {
    /// Starts a cluster.
    pub async fn open() -> Self {
        let cluster = Cluster::new(&BTreeMap::new());
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let server = format!("https://{}", socket.local_addr().expect("it has an address"));
        let (listener, authority) = TlsListener::new(socket).expect("a certificate is made");
        let router = cluster.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let directory = tempfile::tempdir().expect("a directory is made");
        let terminal = Terminal { cluster, directory };
        terminal.write("config", &kubeconfig::text(&terminal.cluster, &server, &authority));
        terminal
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        super::write_program(&self.path(name), text);
    }

    /// Runs a line in a shell; gives its exit status, and what it printed.
    pub async fn run(&self, line: &str) -> (i32, String) {
        let output = Command::new("bash")
            .args(["-c", line])
            .env("KUBECONFIG", self.path("config"))
            .env("KUBECACHEDIR", self.path("cache"))
            .env("HOME", self.directory.path())
            .env("EDITOR", self.path("editor"))
            .output()
            .await
            .expect("bash runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        println!("$ {line}\n{text}");
        (output.status.code().unwrap_or(-1), text)
    }

    /// Runs a line that has to succeed and print these words.
    pub async fn shows(&self, line: &str, words: &[&str]) -> String {
        let (status, text) = self.run(line).await;
        assert_eq!(status, 0, "$ {line}\n{text}");
        let missing: Vec<_> = words.iter().filter(|word| !text.contains(**word)).collect();
        assert!(missing.is_empty(), "$ {line}\n{text}\nlacks {missing:?}");
        text
    }

    /// Runs a line that has to fail and print these words.
    pub async fn refuses(&self, line: &str, words: &str) {
        let (status, text) = self.run(line).await;
        assert!(status != 0 && text.contains(words), "$ {line}\n{text}\nstatus {status}, lacks {words:?}");
    }

    pub fn setting(&self, key: &str) -> Option<String> {
        self.cluster.settings().and_then(|settings| settings.get(key).cloned())
    }
}
