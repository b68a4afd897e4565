//! Jobs: what happens to them from their creation to their deletion.

pub mod course;
pub mod filter;
mod new;
pub mod objects;
mod yaml_templates;

pub use new::{create, hosts, look_for_dkms};

use super::clock::stamp;
use super::record::{Record, text};
use super::resource::Collection;
use super::turn::Turn;
use course::Course;
use serde_json::{Value, json};
use std::time::Duration;

/// Lets the cluster follow a job that is changed by hand, which is no longer moved along.
pub fn patch(turn: &mut Turn, id: &str, changes: &Record) {
    turn.state.courses.remove(id);
    let (Some(objects), Some(job)) = (turn.state.objects.get(id), turn.state.get(Collection::Jobs, id)) else {
        return;
    };
    if let Some(status) = changes.get("status").and_then(Value::as_str) {
        objects.follow(turn.cluster, job, status);
    }
}

/// Ends a job's wait for its user, if it waits.
pub fn end_wait(turn: &mut Turn, id: &str, is_failure: bool) {
    let job = turn.state.get(Collection::Jobs, id).filter(|job| text(job, "status") == "waiting_on_user");
    let Some(job) = job else {
        return;
    };
    // A create job waits only after its build has failed, so there is no image that could be packaged.
    if is_failure || text(job, "job_type") == "create" {
        turn.state.courses.remove(id);
        if let Some(objects) = turn.state.objects.get_mut(id) {
            objects.give_up();
        }
        step(turn, id, "error");
    } else {
        turn.state.courses.insert(id.to_owned(), Course::completed(turn.now));
        step(turn, id, "packaging_artifacts");
    }
}

/// Removes what belongs to a job that is gone.
pub fn clear(turn: &mut Turn, id: &str, job: &Record) {
    turn.state.courses.remove(id);
    if let Some(objects) = turn.state.objects.remove(id) {
        objects.remove(turn.cluster, job);
    }
}

/// Moves all jobs that move by themselves to the states of this time. Returns whether any has moved.
pub fn advance(turn: &mut Turn, length: Duration) -> bool {
    let mut moves = Vec::new();
    for (id, course) in &turn.state.courses {
        let status = turn.state.get(Collection::Jobs, id).map(|job| text(job, "status"));
        match course.at(turn.now, length) {
            Some((next, last)) if last || status != Some(next) => moves.push((id.clone(), next.to_owned(), last)),
            _ => {}
        }
    }
    let mut has_moved = false;
    for (id, status, last) in &moves {
        let moved = step(turn, id, status);
        if *last && moved {
            turn.state.courses.remove(id);
        }
        has_moved |= moved;
    }
    has_moved
}

/// Moves a job to a state. Returns `false` if Kubernetes refuses it a pod, so that it stays where it is.
fn step(turn: &mut Turn, id: &str, status: &str) -> bool {
    let Some(mut job) = turn.state.get(Collection::Jobs, id).cloned() else {
        return true;
    };
    if let Some(objects) = turn.state.objects.get(id) {
        if !objects.follow(turn.cluster, &job, status) {
            return false;
        }
        objects.speak(turn.cluster, &job, text(&job, "status"), status);
    }
    if status == "success" {
        job.insert("resultant_image_id".to_owned(), json!(add_image(turn, &job)));
    }
    job.insert("status".to_owned(), json!(status));
    turn.state.put(Collection::Jobs, id, job);
    true
}

/// The image that a job made, with its artifacts.
fn add_image(turn: &mut Turn, job: &Record) -> String {
    let id = uuid::Uuid::new_v4().to_string();
    let folder = format!("s3://boot-images/{id}");
    let manifest = format!("{folder}/manifest.json");
    let files = ["rootfs", "kernel", "initrd"].map(|file| format!("{folder}/{file}"));
    turn.state.artifacts.add(files.iter().chain([&manifest]).map(String::as_str));
    let etag = turn.state.artifacts.etag(&manifest).unwrap_or_default().to_owned();
    let image = json!({
        "name": text(job, "image_root_archive_name"),
        "link": {"path": manifest, "etag": etag, "type": "s3"},
        "arch": text(job, "arch"),
        "metadata": {},
        "id": id,
        "created": stamp(turn.now),
    });
    if let Value::Object(image) = image {
        turn.state.put(Collection::Images, &id, image);
    }
    id
}
