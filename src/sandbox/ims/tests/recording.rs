//! The recorded exchanges of the real service, replayed against this one where they are at hand.

use super::options;
use crate::sandbox::ims::{Options, Service};
use crate::sandbox::kubernetes::Cluster;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[test]
fn the_service_answers_as_the_real_one_did() {
    replay("api.jsonl");
}

#[test]
fn the_service_answers_as_the_real_one_did_in_production() {
    replay("api-production.jsonl");
}

fn replay(recording: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden");
    let (script, recording) = (golden.join("conformance.py"), golden.join(recording));
    if !script.exists() || !recording.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!(
            "SKIPPED: {} or python3 is not there, so nothing was compared with the real service",
            recording.display()
        );
        return;
    }
    let text = fs::read_to_string(&recording).expect("a recording");
    let start: Value = serde_json::from_str(text.lines().next().unwrap_or_default()).expect("its beginning");
    let artifacts = start["artifacts"].as_array().into_iter().flatten().filter_map(Value::as_str);
    // Long enough that no job moves while the recording is replayed.
    let job_time = Duration::from_secs(3600);
    let options = Options { artifacts: artifacts.map(str::to_owned).collect(), job_time, ..options() };
    let enable = start["job_enable_dkms"].as_str().unwrap_or_default().to_owned();
    let address = serve(options, Cluster::new(&BTreeMap::from([(crate::dkms::ENABLE.to_owned(), enable)])));

    let replay =
        Command::new("python3").arg(script).arg(recording).arg(format!("http://{address}")).arg("--verbose").output();
    let replay = replay.expect("it runs");
    assert!(replay.status.success(), "{}", String::from_utf8_lossy(&replay.stdout));
}

/// Serves in a thread of its own, as long as the tests run.
fn serve(options: Options, cluster: Cluster) -> SocketAddr {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let service = Service::new(options, cluster).expect("it starts");
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
            sender.send(listener.local_addr().expect("an address")).expect("a listener");
            axum::serve(listener, service.router()).await
        })
    });
    receiver.recv().expect("an address")
}
