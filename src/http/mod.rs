//! Requests to a gateway: where they go, how they are sent, and what a bad answer means.

mod answer;
mod certificate;
mod counted;
mod failure;
mod gateway;
mod named;
mod problem;
mod request;
mod retry;
mod status;
mod transport;
mod trust;

pub use answer::{Answer, accepted};
pub use gateway::Gateway;
pub use problem::{explain, masked, shortened};
pub use request::{Request, segment};
pub use transport::{Body, Options, Outgoing, Patience, TIMEOUT, Transport};
pub use trust::{Trust, missing_file as missing_trust_store};
