//! Logging in with the Secret that Kubernetes keeps for administrators.

use crate::support::{Home, Request, Server, response};

const PATH: &str = "/keycloak/realms/shasta/protocol/openid-connect/token";

/// Base64 of `admin-client` and of `hunter22hunter`.
const ID: &str = "YWRtaW4tY2xpZW50";
const SECRET: &str = "aHVudGVyMjJodW50ZXI=";

fn issuing(_: &Request) -> Vec<u8> {
    response("200 OK", "application/json", br#"{"access_token":"sesame","expires_in":300}"#)
}

/// A home whose Kubernetes configuration leads to an API server with this data in the Secret.
fn home(gateway: &Server, data: String) -> (Home, Server) {
    let body = format!(
        r#"{{"apiVersion":"v1","kind":"Secret","metadata":{{"name":"admin-client-auth","namespace":"default"}},"data":{{{data}}}}}"#
    );
    let kubernetes = Server::json(&body);
    let home = Home::of(gateway);
    let configuration = format!(
        r#"{{"apiVersion":"v1","kind":"Config","current-context":"x","clusters":[{{"name":"x","cluster":{{"server":"{}"}}}}],
            "users":[{{"name":"x","user":{{}}}}],"contexts":[{{"name":"x","context":{{"cluster":"x","user":"x"}}}}]}}"#,
        kubernetes.url
    );
    home.write(".kube/config", &configuration);
    (home, kubernetes)
}

#[test]
fn the_administrators_client_logs_in_at_the_endpoint_of_its_secret() {
    let (gateway, keycloak) = (Server::json("[]"), Server::raw(issuing));
    let endpoint = base64(&format!("{}{PATH}", keycloak.url));
    let (home, kubernetes) =
        home(&gateway, format!(r#""client-id":"{ID}","client-secret":"{SECRET}","endpoint":"{endpoint}""#));
    let run = home.run(&["auth", "login", "--from-kubernetes", "-vvvv"]);
    assert_eq!((run.stdout.as_str(), run.status), ("Success!\n\n", 0), "{run:?}");
    assert!(!run.stderr.contains("hunter22") && !run.stderr.contains("sesame"), "{run:?}");
    assert_eq!(kubernetes.lines(), ["GET /api/v1/namespaces/default/secrets/admin-client-auth"]);
    assert_eq!(keycloak.lines(), [format!("POST {PATH}")]);
    assert_eq!(
        keycloak.requests()[0].body,
        "grant_type=client_credentials&client_secret=hunter22hunter&client_id=admin-client"
    );
    assert_eq!(home.run(&["images", "list"]).status, 0);
    assert_eq!(gateway.requests()[0].header("authorization"), Some("Bearer sesame"));
}

#[test]
fn the_advice_names_the_login_that_was_made() {
    let (gateway, keycloak) = (Server::answering("401 Unauthorized", "text/plain", ""), Server::raw(issuing));
    let endpoint = base64(&format!("{}{PATH}", keycloak.url));
    let (home, _kubernetes) =
        home(&gateway, format!(r#""client-id":"{ID}","client-secret":"{SECRET}","endpoint":"{endpoint}""#));
    assert_eq!(home.run(&["auth", "login", "--from-kubernetes"]).status, 0);
    let run = home.run(&["images", "list"]);
    assert!(run.stderr.contains("\t`cray-ims auth login --from-kubernetes`\n"), "{run:?}");
    assert!(!run.stderr.contains("`cray auth login`"), "{run:?}");
}

#[test]
fn a_secret_that_leads_astray_or_lacks_something_sends_nothing() {
    let gateway = Server::raw(issuing);
    let insecure = base64("http://keycloak.invalid/token");
    for (data, words) in [
        (
            format!(r#""client-id":"{ID}","client-secret":"{SECRET}","endpoint":"{insecure}""#),
            "it is not https, so others could read the secret in transit",
        ),
        (format!(r#""client-id":"{ID}","client-secret":"{SECRET}""#), "has no text under endpoint"),
        (String::new(), "has no text under client-id"),
    ] {
        let (home, _kubernetes) = home(&gateway, data);
        let run = home.run(&["auth", "login", "--from-kubernetes", "-vvvv"]);
        assert!(run.status == 2 && run.stdout.is_empty() && run.stderr.contains(words), "{run:?}");
        assert!(!run.stderr.contains("hunter22"), "{run:?}");
    }
    assert_eq!(gateway.lines(), [""; 0]);
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits = bytes.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - bytes.len()));
        let letter = |place: usize| match place <= bytes.len() {
            true => char::from(LETTERS[(bits >> (18 - 6 * place)) as usize & 63]),
            false => '=',
        };
        [0, 1, 2, 3].map(letter)
    };
    text.as_bytes().chunks(3).flat_map(group).collect()
}
