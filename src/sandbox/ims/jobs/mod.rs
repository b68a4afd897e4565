//! Jobs: what happens to them from their creation to their deletion.

pub mod cluster_objects;
pub mod course;
pub mod filter;
mod new;
mod yaml_templates;

pub use new::{create, hosts, look_for_dkms};

use super::clock::stamp;
use super::packaging;
use super::record::{Record, text};
use super::resource::Collection;
use super::turn::Turn;
use crate::dkms::Arch;
use course::Course;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;

/// Lets the cluster follow a job that is changed by hand, which is no longer moved along.
pub fn patch(turn: &mut Turn, id: &str, changes: &Record) {
    turn.state.courses.remove(id);
    let (Some(objects), Some(job)) = (turn.state.cluster_objects.get(id), turn.state.get(Collection::Jobs, id)) else {
        return;
    };
    if let Some(status) = changes.get("status").and_then(Value::as_str) {
        objects.follow(turn.cluster, job, status);
    }
}

/// Ends a job's wait for its user, if it waits.
pub fn end_wait(turn: &mut Turn, id: &str, is_failure: bool) {
    let job = turn.state.get(Collection::Jobs, id).filter(|job| text(job, "status") == "waiting_on_user");
    let Some(job) = job.cloned() else {
        return;
    };
    // A create job waits only after its build has failed, so there is no image that could be packaged.
    if is_failure || text(&job, "job_type") == "create" {
        turn.state.courses.remove(id);
        fail(turn, id, &job, "ERROR: the wait for the user is over, and there is no image to package");
    } else {
        turn.state.courses.insert(id.to_owned(), Course::completed(turn.now));
        step(turn, id, "packaging_artifacts");
    }
}

/// Removes what belongs to a job that is gone.
pub fn clear(turn: &mut Turn, id: &str, job: &Record) {
    turn.state.courses.remove(id);
    if let Some(objects) = turn.state.cluster_objects.remove(id) {
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
    if status == "success" {
        // The pod packages the image, so it must be there.
        if !follow(turn, id, &job, "packaging_artifacts") {
            return false;
        }
        match add_image(turn, id, &job) {
            Ok(image) => drop(job.insert("resultant_image_id".to_owned(), json!(image))),
            Err(cause) => return fail(turn, id, &job, &format!("ERROR: the image cannot be uploaded: {cause}")),
        }
    }
    if !follow(turn, id, &job, status) {
        return false;
    }
    if let Some(objects) = turn.state.cluster_objects.get(id) {
        objects.speak(turn.cluster, &job, text(&job, "status"), status);
    }
    job.insert("status".to_owned(), json!(status));
    turn.state.put(Collection::Jobs, id, job);
    true
}

/// Lets a job's objects in the cluster follow its status, if it has any. Returns `false` if they cannot.
fn follow(turn: &Turn, id: &str, job: &Record, status: &str) -> bool {
    turn.state.cluster_objects.get(id).is_none_or(|objects| objects.follow(turn.cluster, job, status))
}

/// Lets a job fail in its containers, of which one says why.
fn fail(turn: &mut Turn, id: &str, job: &Record, line: &str) -> bool {
    if let Some(objects) = turn.state.cluster_objects.get_mut(id) {
        objects.give_up(turn.cluster, job, line);
    }
    step(turn, id, "error")
}

/// The image that a job made, with its artifacts. Fails if these cannot be stored.
fn add_image(turn: &mut Turn, job_id: &str, job: &Record) -> io::Result<String> {
    let id = uuid::Uuid::new_v4().to_string();
    let (name, arch) = (text(job, "image_root_archive_name"), Arch::named(text(job, "arch")));
    let image = packaging::Image { id: &id, name, arch, job: Some(job_id), time: turn.now };
    let image = json!({
        "name": name,
        "link": image.upload(turn.objects)?,
        "arch": arch.name(),
        "metadata": {},
        "id": id,
        "created": stamp(turn.now),
    });
    if let Value::Object(image) = image {
        turn.state.put(Collection::Images, &id, image);
    }
    Ok(id)
}
