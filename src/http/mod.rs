//! Requests to a gateway: where they go, how they are sent, and what a bad answer means.

mod answer;
mod certificate;
mod fault;
mod gateway;
mod problem;
mod request;
mod retry;
mod transport;
mod trust;

pub use crate::time::Deadline;
pub use answer::{Answer, accepted};
pub use gateway::Gateway;
pub use problem::{explain, masked};
pub use request::{Request, segment};
pub use transport::{Body, Options, Outgoing, TIMEOUT, Transport};
pub use trust::Trust;
