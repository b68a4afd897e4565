//! Tokens: who gets them, how long they hold, and what is said without one.

use super::{Options, Reply, Sandbox, options};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use std::time::Duration;

impl Sandbox {
    fn with_password() -> Self {
        Sandbox::start(Options { password: Some("pass word".to_owned()), ..options() }, &[]).expect("it starts")
    }

    async fn grant(&self, form: &str) -> Reply {
        let request = Request::post("/keycloak/realms/shasta/protocol/openid-connect/token");
        self.ask(request.body(Body::from(form.to_owned())).expect("a request")).await
    }

    async fn show(&self, authorization: &str) -> (u16, String) {
        let request = Request::get("/apis/ims/v3/recipes").header(header::AUTHORIZATION, authorization);
        let reply = self.ask(request.body(Body::empty()).expect("a request")).await;
        (reply.status, reply.text)
    }
}

fn part(reply: &Reply, name: &str) -> String {
    reply.json()[name].as_str().unwrap_or_default().to_owned()
}

const LOGIN: &str = "grant_type=password&client_id=shasta&username=admin&password=pass+word";

#[tokio::test]
async fn a_token_opens_the_gateway_until_it_expires() {
    let sandbox = Sandbox::with_password();
    let granted = sandbox.grant(LOGIN).await;
    assert_eq!((granted.status, &granted.json()["expires_in"]), (200, &json!(300)));
    let bearer = format!("Bearer {}", part(&granted, "access_token"));
    sandbox.wait(299_999);
    assert_eq!(sandbox.show(&bearer).await.0, 200);
    sandbox.wait(1);
    assert_eq!(sandbox.show(&bearer).await, (401, "Jwt is expired".to_owned()));
}

#[tokio::test]
async fn without_a_valid_token_the_gateway_is_closed() {
    let sandbox = Sandbox::with_password();
    let refresh = part(&sandbox.grant(LOGIN).await, "refresh_token");
    for (authorization, text) in [
        ("", "Jwt is missing"),
        ("Basic YTpi", "Jwt is missing"),
        ("Bearer wrong", "Jwt verification fails"),
        (&format!("Bearer {refresh}"), "Jwt verification fails"),
    ] {
        assert_eq!(sandbox.show(authorization).await, (401, text.to_owned()), "{authorization}");
    }
}

#[tokio::test]
async fn the_version_needs_no_token() {
    let sandbox = Sandbox::with_password();
    let reply = sandbox.ask(Request::get("/apis/ims/version").body(Body::empty()).expect("a request")).await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_token_is_refreshed_by_its_client_as_long_as_the_session_lasts() {
    let sandbox = Sandbox::with_password();
    let refresh = part(&sandbox.grant(LOGIN).await, "refresh_token");
    let form = format!("grant_type=refresh_token&client_id=shasta&refresh_token={refresh}");
    sandbox.wait(29 * 60_000);
    let granted = sandbox.grant(&form).await;
    assert_eq!(sandbox.show(&format!("Bearer {}", part(&granted, "access_token"))).await.0, 200);
    sandbox.wait(60_000);
    let refused = sandbox.grant(&form).await;
    assert_eq!((refused.status, part(&refused, "error")), (400, "invalid_grant".to_owned()));
    assert_eq!(part(&refused, "error_description"), "Token is not active");
}

#[tokio::test]
async fn the_token_endpoint_refuses_in_the_words_of_keycloak() {
    let sandbox = Sandbox::with_password();
    for (form, status, error) in [
        ("", 400, "invalid_request"),
        ("grant_type=password&client_id=shasta&username=admin&password=wrong", 401, "invalid_grant"),
        ("grant_type=password&client_id=shasta&username=root&password=pass+word", 401, "invalid_grant"),
        ("grant_type=password&client_id=other&username=admin&password=pass+word", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=admin-client&client_secret=wrong", 401, "invalid_client"),
        ("grant_type=refresh_token&client_id=shasta&refresh_token=wrong", 400, "invalid_grant"),
        ("grant_type=magic&client_id=shasta", 400, "unsupported_grant_type"),
    ] {
        let refused = sandbox.grant(form).await;
        assert_eq!((refused.status, part(&refused, "error").as_str()), (status, error), "{form}");
    }
}

#[tokio::test]
async fn a_client_with_the_secret_needs_no_user() {
    let sandbox = Sandbox::with_password();
    let form = "grant_type=client_credentials&client_id=admin-client&client_secret=pass%20word";
    let granted = sandbox.grant(form).await;
    assert_eq!(granted.json().get("refresh_token"), None);
    assert_eq!(sandbox.show(&format!("Bearer {}", part(&granted, "access_token"))).await.0, 200);
}

#[tokio::test]
async fn without_a_password_everybody_is_welcome() {
    let sandbox = Sandbox::new(&[]);
    assert_eq!(sandbox.show("").await.0, 200);
    let granted = sandbox.grant("grant_type=password&client_id=shasta").await;
    assert_eq!(granted.status, 200);
    let form = |token: &str| format!("grant_type=refresh_token&client_id=shasta&refresh_token={token}");
    assert_eq!(sandbox.grant(&form(&part(&granted, "refresh_token"))).await.status, 200);
    let refused = sandbox.grant(&form("from-a-real-system")).await;
    assert_eq!((refused.status, part(&refused, "error").as_str()), (400, "invalid_grant"));
}

#[tokio::test]
async fn a_token_may_live_shorter() {
    let token_time = Duration::from_secs(2);
    let options = Options { password: Some("pass word".to_owned()), token_time, ..options() };
    let sandbox = Sandbox::start(options, &[]).expect("it starts");
    let granted = sandbox.grant(LOGIN).await;
    assert_eq!(granted.json()["expires_in"], json!(2));
    sandbox.wait(2_000);
    assert_eq!(sandbox.show(&format!("Bearer {}", part(&granted, "access_token"))).await.0, 401);
}
