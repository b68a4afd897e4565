//! Public keys, which are read from a file.

use super::{Reply, resources};
use crate::cli::PublicKeys;
use crate::context::Context;
use crate::error::Error;
use crate::ims::{NewPublicKey, PublicKey};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

pub async fn run(verb: PublicKeys, context: &Context) -> Result<Reply, Error> {
    match verb {
        PublicKeys::Read(verb) => resources::read(verb, context).await,
        PublicKeys::Remove(verb) => resources::remove(verb, context).await,
        PublicKeys::Create { name, public_key } => {
            let new = NewPublicKey { name, public_key: read(&public_key)? };
            if !new.public_key.lines().any(is_key) {
                context.printer.remark(&format!("Warning: {} does not look like a public key.", public_key.display()));
            }
            resources::create::<PublicKey>(&new, context).await
        }
    }
}

/// Whether a line is a public key as OpenSSH writes it, perhaps behind options.
fn is_key(line: &str) -> bool {
    line.split_whitespace().any(|word| ["ssh-", "ecdsa-", "sk-"].iter().any(|kind| word.starts_with(kind)))
}

/// Reads a public key. What cannot be one is refused, above all a private key, which must not leave the machine.
fn read(path: &Path) -> Result<String, Error> {
    let refused = |cause: String| Error::Usage(format!("Invalid value for --public-key: {}: {cause}", path.display()));
    let text = match path == Path::new("-") {
        true => io::read_to_string(io::stdin().take(LONGEST + 1)),
        false => fs::File::open(path).and_then(|file| io::read_to_string(file.take(LONGEST + 1))),
    };
    let text = text.map_err(|error| refused(error.to_string()))?;
    if text.len() as u64 > LONGEST {
        return Err(refused("it is too long for a public key".into()));
    }
    if text.trim().is_empty() {
        return Err(refused("it is empty".into()));
    }
    if text.contains("PRIVATE KEY") {
        return Err(refused("it holds a private key; name the file that ends in .pub".into()));
    }
    Ok(text)
}

/// No public key is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;
