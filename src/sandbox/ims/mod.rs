//! The simulated Image Management Service behind its gateway: IMS v3, the version route and the token endpoint.

use super::kubernetes::Cluster;
use axum::Router;
use std::path::PathBuf;
use std::time::Duration;

/// How the service starts.
pub struct Options {
    /// How long a job takes from its creation to its end.
    pub job_time: Duration,
    /// Where the records are kept between runs; in memory if nowhere.
    pub state: Option<PathBuf>,
    /// Whether to start without records.
    pub empty: bool,
    /// The paths of artifacts that exist from the start.
    pub artifacts: Vec<String>,
    /// The password of the user `admin`, if tokens are to be checked.
    pub password: Option<String>,
}

/// The ids of records that exist from the start.
pub struct Seeds {
    pub recipe: String,
    pub image: String,
    pub public_key: String,
}

/// The service. Clones share it.
#[derive(Clone)]
pub struct Service {}

impl Service {
    /// Starts the service in the cluster. Fails if the state cannot be read, in words for the user.
    pub fn new(options: Options, cluster: Cluster) -> Result<Self, String> {
        let _ = (options, cluster);
        todo!()
    }

    /// The records to begin with; none if it started without them.
    pub fn seeds(&self) -> Option<Seeds> {
        todo!()
    }

    /// The gateway's routes.
    pub fn router(&self) -> Router {
        todo!()
    }
}
