//! The simulated Image Management Service behind its gateway: IMS v3 and v2, the routes beside them and the token endpoint. It
//! answers as a service in production does.
//!
//! A request comes in through `gateway`, which checks its token (`tokens`); `routes` says what answers it. Then it has its turn
//! with the state (`turn`, `state`): `resource` says what there is, `schemas` what bodies may hold, `schema` checks them,
//! `verbs` and `deletion` change records, `links` looks after what records link to: `artifacts`, of images also `manifest` and
//! `image_artifacts`. `jobs` lets jobs live, and `packaging` uploads what they make, with small `contents`.
//! `hosts` says where ssh leads. Answers have their forms in `answer`.

mod answer;
mod artifacts;
mod clock;
mod coercion;
mod contents;
mod deletion;
mod earlier_state;
mod gateway;
mod given_artifacts;
mod hosts;
mod image_artifacts;
mod initial_records;
mod jobs;
mod links;
mod manifest;
mod metadata;
mod nodes;
mod packaging;
mod python;
mod record;
mod refusal;
mod request;
mod resource;
mod routes;
mod schema;
mod schemas;
mod service;
mod state;
mod state_file;
mod tokens;
mod turn;
mod verbs;

#[cfg(test)]
mod tests;

pub use gateway::router;
pub use hosts::{Container, Host};
pub use service::{Options, Service};
pub use state::Seeds;
pub use turn::Nodes;
