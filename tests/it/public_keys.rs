//! What is sent as a public key, and what never leaves the machine.

use crate::support::{Home, Run, Server};

fn create(text: &str) -> (Run, Vec<String>) {
    let server = Server::json(r#"{"id": "7"}"#);
    let home = Home::of(&server);
    home.write("my key", text);
    let run = home.run(&["public-keys", "create", "--name", "n", "--public-key", "my key"]);
    (run, server.requests().into_iter().map(|request| request.body).collect())
}

#[test]
fn a_key_in_another_form_than_that_of_openssh_is_refused_with_what_to_do() {
    let putty = "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nComment: me\r\nPublic-Lines: 2\r\n\
        AAAAC3NzaC1lZDI1NTE5AAAAIJ\r\nPrivate-Lines: 1\r\nAAAAIHunter22\r\nPrivate-MAC: 00\r\n";
    let public = "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"me\"\nAAAAB3NzaC1yc2E\n---- END SSH2 PUBLIC KEY ----\n";
    for (text, advice) in [
        (putty, "`puttygen 'my key' -O public-openssh"),
        (public, "`ssh-keygen -i -f 'my key'"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", "`ssh-keygen -i -m PKCS8 -f 'my key'"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n", "the file that ends in .pub"),
        ("ssh-ed25519 AAAA me\nb3BlbnNzaHunter22\n", "line 2 is not an OpenSSH public key"),
        ("it names ssh-rsa only\n", "line 1 is not an OpenSSH public key"),
    ] {
        let (run, bodies) = create(text);
        assert_eq!((run.stdout.as_str(), run.status, bodies.len()), ("", 2, 0), "{run:?}");
        assert!(run.stderr.contains(advice) && run.stderr.contains("--public-key"), "{run:?}");
        assert!(!run.stderr.contains("Hunter22"), "{run:?}");
    }
}

#[test]
fn the_ends_of_lines_are_sent_as_on_unix() {
    for (text, sent) in [
        (
            "ssh-rsa AAAA k\r\n# work\r\n\r\nfrom=\"a b\" ssh-ed25519 AAAA\r\n",
            r#"ssh-rsa AAAA k\n# work\n\nfrom=\"a b\" ssh-ed25519 AAAA\n"#,
        ),
        ("a\r\nb\r\n", r"a\nb\n"),
        ("ssh-rsa AAAA", "ssh-rsa AAAA"),
    ] {
        let (run, bodies) = create(text);
        assert_eq!((run.status, bodies), (0, vec![format!(r#"{{"name":"n","public_key":"{sent}"}}"#)]), "{run:?}");
    }
}
