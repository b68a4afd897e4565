//! The login: the token that proves who asks, where it is saved, how it is had and renewed.

mod grant;
mod lock;
mod renewal;
mod saving;
mod session;
mod token;

pub use grant::{Grant, Refusal, request};
pub use saving::{ROOM, Saving};
pub use session::Session;
pub use token::{CLIENT_CREDENTIALS, FROM_KUBERNETES, State, Token};

/// Where the gateway gives tokens (OpenID Connect, the realm that every system has).
pub const ENDPOINT: &str = "keycloak/realms/shasta/protocol/openid-connect/token";

/// The client that users log in through.
pub const CLIENT_ID: &str = "shasta";
