//! Tests of the object store.

use super::*;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

const MIB: usize = 1024 * 1024;

fn place(key: &str) -> Place {
    Place { bucket: "ims".into(), key: key.into() }
}

fn temporary() -> Objects {
    Objects::temporary(&std::env::temp_dir()).unwrap()
}

fn put(objects: &Objects, key: &str, content: &[u8]) {
    objects.put(&place(key), content, Metadata::default()).unwrap();
}

fn draft(objects: &Objects, content: &[u8]) -> Draft {
    let mut draft = objects.draft().unwrap();
    draft.write_all(content).unwrap();
    draft
}

/// The files with content, without the index and the lock.
fn files(directory: &Path) -> usize {
    fs::read_dir(directory).unwrap().filter(|entry| entry.as_ref().unwrap().file_name().len() == 32).count()
}

#[test]
fn a_place_is_read_only_if_it_has_a_bucket_and_a_key() {
    assert_eq!(Place::parse("s3://ims/a/b"), Some(place("a/b")));
    assert_eq!(place("a/b").to_string(), "s3://ims/a/b");
    assert!(["", "ims/a", "s3://ims", "s3://ims/", "s3:///a"].iter().all(|text| Place::parse(text).is_none()));
}

#[test]
fn an_object_has_the_md5_of_its_content_for_an_etag() {
    let objects = temporary();
    let metadata = Metadata::from([("md5sum".to_owned(), "x".to_owned())]);
    objects.put(&place("a"), b"hello", metadata).unwrap();
    let object = objects.head(&place("a")).unwrap();
    assert_eq!((object.etag.as_str(), object.size), ("5d41402abc4b2a76b9719d911017c592", 5));
    assert_eq!(object.attributes.metadata["md5sum"], "x");
    assert_eq!(objects.read(&place("a")).unwrap().unwrap(), b"hello");
    assert!(objects.read(&place("b")).unwrap().is_none());
    assert!(matches!(objects.find(&place("b")), Err(Fault::NoSuchKey)));
    assert!(matches!(objects.find(&Place::parse("s3://none/b").unwrap()), Err(Fault::NoSuchBucket)));
}

#[test]
fn who_reads_an_object_reads_on_when_it_is_replaced() {
    let objects = temporary();
    put(&objects, "a", b"old content");
    let mut reader = objects.head(&place("a")).unwrap().reader(4..11);
    put(&objects, "a", b"new");
    objects.remove(&place("a")).unwrap();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "content");
}

#[test]
fn a_copy_has_the_etag_and_stays_when_the_original_goes() {
    let objects = temporary();
    put(&objects, "a", b"hello");
    objects.copy(&place("a"), &place("b"), None).unwrap();
    objects.rename(&place("a"), &place("c")).unwrap();
    objects.remove(&place("c")).unwrap();
    assert_eq!(objects.read(&place("b")).unwrap().unwrap(), b"hello");
    assert!(objects.rename(&place("a"), &place("b")).is_err());
    let keys: Vec<String> = objects.list("ims", "").unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["b"]);
}

#[test]
fn an_object_is_stored_only_where_its_condition_holds() {
    let objects = temporary();
    let store = |existing| objects.store(&place("a"), draft(&objects, b"x"), Attributes::default(), &existing);
    assert!(matches!(store(Existing::Etag("x".into())), Err(Fault::NoSuchKey)));
    let etag = store(Existing::Nothing).unwrap().etag.clone();
    assert!(matches!(store(Existing::Nothing), Err(Fault::PreconditionFailed)));
    assert!(matches!(store(Existing::Etag("x".into())), Err(Fault::PreconditionFailed)));
    assert!(store(Existing::Etag(etag)).is_ok());
}

#[test]
fn parts_become_an_object_whose_etag_says_how_many_they_were() {
    let objects = temporary();
    let at = place("big");
    let id = objects.create_upload(&at, Attributes::default()).unwrap();
    let first = vec![b'a'; 5 * MIB];
    let etags: Vec<String> = [(2, &b"end"[..]), (1, &first)]
        .map(|(number, content)| objects.put_part(&at, &id, number, draft(&objects, content)).unwrap().etag)
        .into();
    let parts = [(1, etags[1].clone()), (2, etags[0].clone())];
    let complete = |parts: &[(u32, String)]| objects.complete(&at, &id, parts, &Existing::Anything);
    assert!(matches!(complete(&[(1, "wrong".into())]), Err(Fault::InvalidPart)));
    assert!(matches!(complete(&[parts[1].clone(), parts[0].clone()]), Err(Fault::InvalidPartOrder)));
    assert!(matches!(complete(&[]), Err(Fault::InvalidPart)));
    assert!(objects.head(&at).is_none());
    let object = complete(&parts).unwrap();
    assert_eq!((object.etag.as_str(), object.size as usize), ("cc8f6f16b44b75adde6349ab98aee432-2", 5 * MIB + 3));
    let mut text = String::new();
    object.reader(5 * MIB as u64 - 2..object.size).read_to_string(&mut text).unwrap();
    assert_eq!(text, "aaend");
    assert!(matches!(complete(&parts), Err(Fault::NoSuchUpload)));
}

#[test]
fn a_part_that_is_too_small_and_an_upload_of_another_key_are_refused() {
    let objects = temporary();
    let at = place("big");
    let id = objects.create_upload(&at, Attributes::default()).unwrap();
    let put = |number| (number, objects.put_part(&at, &id, number, draft(&objects, b"x")).unwrap().etag);
    let parts = [put(1), put(2)];
    assert!(matches!(objects.complete(&at, &id, &parts, &Existing::Anything), Err(Fault::EntityTooSmall)));
    assert!(matches!(objects.parts(&place("other"), &id), Err(Fault::NoSuchUpload)));
    assert_eq!(objects.uploads("ims").unwrap().len(), 1);
    objects.abort(&at, &id).unwrap();
    assert!(objects.uploads("ims").unwrap().is_empty());
}

#[test]
fn objects_beside_a_state_are_there_again_and_no_file_is_left_over() {
    let directory = tempfile::tempdir().unwrap();
    let state = directory.path().join("state");
    let contents = directory.path().join("state.objects");
    {
        let objects = Objects::beside(&state).unwrap();
        assert!(Objects::beside(&state).is_err(), "it has one user at a time");
        put(&objects, "a", b"old");
        put(&objects, "a", b"hello");
        objects.copy(&place("a"), &place("b"), None).unwrap();
        let id = objects.create_upload(&place("big"), Attributes::default()).unwrap();
        objects.put_part(&place("big"), &id, 1, draft(&objects, b"part")).unwrap();
        drop(draft(&objects, b"given up"));
        assert_eq!(files(&contents), 2);
    }
    // Left behind by a sandbox that was killed.
    fs::write(contents.join("0".repeat(32)), "x").unwrap();
    let objects = Objects::beside(&state).unwrap();
    assert_eq!(files(&contents), 2);
    objects.remove(&place("a")).unwrap();
    assert_eq!(objects.read(&place("b")).unwrap().unwrap(), b"hello");
    let (id, upload) = objects.uploads("ims").unwrap().remove(0);
    assert_eq!(objects.parts(&place(&upload.key), &id).unwrap()[&1].size(), 4);
    objects.remove(&place("b")).unwrap();
    assert_eq!(files(&contents), 1);
}

#[test]
fn nothing_is_made_beside_what_cannot_be_a_state() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("state")).unwrap();
    assert!(Objects::beside(&directory.path().join("state")).is_err());
    assert!(Objects::beside(&directory.path().join("none/state")).is_err());
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn a_change_that_cannot_be_saved_has_not_happened() {
    let directory = tempfile::tempdir().unwrap();
    let objects = Objects::beside(&directory.path().join("state")).unwrap();
    put(&objects, "a", b"old");
    let index = directory.path().join("state.objects/index.json");
    fs::remove_file(&index).unwrap();
    fs::create_dir(&index).unwrap();
    assert!(objects.put(&place("a"), b"new", Metadata::default()).is_err());
    assert_eq!(objects.read(&place("a")).unwrap().unwrap(), b"old");
    fs::remove_dir(&index).unwrap();
    assert_eq!(files(&directory.path().join("state.objects")), 1);
}
