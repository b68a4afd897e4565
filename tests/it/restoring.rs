//! The restoration of deleted records by services that lose fields of them.

use crate::support::{Home, Server, response};

const ID: &str = "11111111-1111-4111-8111-111111111111";

/// A service that loses fields of what is restored.
fn forgetful() -> Server {
    Server::raw(|request| {
        let before = format!(
            r#"{{"id": "{ID}", "name": "n", "arch": "aarch64", "deleted": "now", "metadata": {{"a": "1"}},
                "link": {{"path": "s3://boot-images/deleted/n"}}}}"#
        );
        let after = format!(
            r#"{{"id": "{ID}", "name": "n", "arch": "x86_64", "metadata": {{}}, "link": {{"path": "s3://boot-images/n"}}}}"#
        );
        match (request.method.as_str(), request.target.contains("/deleted/")) {
            ("PATCH", true) => response("204 NO CONTENT", "application/json", b""),
            ("GET", true) => response("200 OK", "application/json", before.as_bytes()),
            _ => response("200 OK", "application/json", after.as_bytes()),
        }
    })
}

#[test]
fn a_script_sends_the_one_request_that_cray_sends() {
    let server = forgetful();
    let run = Home::of(&server).run(&["deleted", "images", "update", ID, "--operation", "undelete"]);
    assert_eq!((run.stdout.as_str(), run.status), ("\n", 0));
    assert_eq!(run.stderr, format!("Restored image {ID}.\n"));
    assert_eq!(server.lines(), [format!("PATCH /apis/ims/v3/deleted/images/{ID}")]);
}

#[test]
fn what_the_service_lost_is_set_again_on_demand() {
    let server = forgetful();
    let run = Home::of(&server).run(&["deleted", "images", "update", ID, "--operation", "undelete", "--restore"]);
    assert_eq!((run.stdout.as_str(), run.status), ("\n", 0), "{}", run.stderr);
    let told = format!(
        "Restored image n ({ID}).\nFields that the service lost from image {ID}: arch \"aarch64\", metadata.a \"1\"\nSet arch again.\nSet metadata.a again.\n"
    );
    assert_eq!(run.stderr, told);
    let requests = server.requests();
    let changes: Vec<_> = requests.iter().filter(|request| request.method == "PATCH").collect();
    let bodies: Vec<_> = changes.iter().map(|request| request.body.as_str()).collect();
    let metadata = r#"{"metadata":{"operation":"set","key":"a","value":"1"}}"#;
    assert_eq!(bodies, [r#"{"operation":"undelete"}"#, r#"{"arch":"aarch64"}"#, metadata]);
    assert_eq!(changes[2].target, format!("/apis/ims/v3/images/{ID}"));
}

#[test]
fn a_restoration_that_is_not_mended_to_the_end_says_what_is_left() {
    let server = Server::raw(|request| match (request.method.as_str(), request.target.contains("/deleted/")) {
        ("GET", true) => {
            response("200 OK", "application/json", br#"{"id": "7", "arch": "aarch64", "require_dkms": false}"#)
        }
        ("GET", false) => response("200 OK", "application/json", br#"{"id": "7", "arch": "x86_64"}"#),
        ("PATCH", true) => response("204 NO CONTENT", "application/json", b""),
        _ if request.body.contains("arch") => response("200 OK", "application/json", b"{}"),
        _ => response("500 X", "application/json", b"{}"),
    });
    let run = Home::of(&server).run(&["deleted", "recipes", "update", "7", "--operation", "undelete", "--restore"]);
    assert_eq!((run.stdout.as_str(), run.status), ("\n", 2), "{}", run.stderr);
    let told = "Restored. Set the remaining fields with:\n  cray-ims recipes update --require-dkms false 7\n";
    assert!(run.stderr.contains("Set arch again.\n") && run.stderr.ends_with(told), "{}", run.stderr);
}
