//! DKMS, pure: the rules that decide what a job gets, what is to be done to switch it, and what can be wrong.

mod chain;
mod outranked;
mod plan;
mod problems;
mod rules;

pub use chain::{Facts, Known, Link, Says, chain};
pub use outranked::{Outranked, in_force, outranked};
pub use plan::{Change, Plan, Serving, Wanted, plan, revert, runtime_class};
pub use problems::{Problem, System, kata_classes, problems};
pub use rules::*;

use std::collections::BTreeMap;

/// The data of the service's ConfigMap.
pub type Data = BTreeMap<String, String>;

/// The keys that this program looks at, and the only ones that it writes.
pub const KEYS: [&str; 3] = [ENABLE, KATA_RUNTIME, AARCH64_RUNTIME];

/// What a pod that starts now reads from the data.
pub fn settings(data: &Data) -> Settings {
    Settings::read(|key| data.get(key).map(String::as_str))
}
