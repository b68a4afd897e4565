//! Options that several commands have.

mod confirmation;
pub mod duration;
mod filters;
mod kubernetes;
mod record;

pub use confirmation::Confirmation;
pub use filters::Filters;
pub use kubernetes::{ApiServer, Kubernetes, NAMESPACE, cluster};
pub use record::{Id, Ids};
