//! Public keys.

use super::column;
use crate::ims::{Create, Delete, Deletion, Filter, Resource};
use crate::output::Column;
use serde::Serialize;

/// A public key that opens the shell of a job.
pub enum PublicKey {}

impl Resource for PublicKey {
    const PATH: &'static str = "public-keys";
    const NOUN: &'static str = "public key";
    const NOUNS: &'static str = "public keys";
    const ID: &'static str = "PUBLIC_KEY_ID";
    const COLUMNS: &'static [Column] = &[column("ID", "id"), column("NAME", "name"), column("CREATED", "created")];
    const FIELDS: &'static [&'static str] = &["id", "created", "name", "public_key"];
    const FILTERS: &'static [Filter] = &[Filter::NAME, Filter::CREATED];
}

/// A public key to be registered.
#[derive(Serialize)]
pub struct NewPublicKey {
    pub name: String,
    /// The key itself, as in the file that ssh-keygen writes.
    pub public_key: String,
}

impl Create for PublicKey {
    type New = NewPublicKey;
    const EXAMPLES: &'static [&'static str] = &[
        "cray-ims public-keys create --name mine \\
      --public-key ~/.ssh/id_ed25519.pub",
        "ssh-add -L | cray-ims public-keys create --name agent --public-key -",
    ];
}

impl Delete for PublicKey {
    const DELETION: Deletion = Deletion::Recoverable;
}
