//! Public keys, which are read from a file.

use super::{Reply, resources};
use crate::cli::PublicKeys;
use crate::context::Context;
use crate::error::Error;
use crate::ims::openssh::{self, Content};
use crate::ims::{NewPublicKey, PublicKey};
use crate::shell::quoted;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

pub async fn run(verb: PublicKeys, context: &Context) -> Result<Reply, Error> {
    match verb {
        PublicKeys::Read(verb) => resources::read(verb, context).await,
        PublicKeys::Remove(verb) => resources::remove(verb, context).await,
        PublicKeys::Create { name, public_key: file } => {
            let public_key = read(&file)?;
            let content = openssh::check(&public_key, &quoted(&file.to_string_lossy()));
            if content.map_err(|cause| refused(&file, &cause))? == Content::TooShort {
                context.printer.remark(&format!("Warning: {} does not look like a public key.", file.display()));
            }
            resources::create::<PublicKey>(&NewPublicKey { name, public_key }, context).await
        }
    }
}

/// Reads a text file, whose lines may end as on Windows. What cannot be a public key is refused.
fn read(path: &Path) -> Result<String, Error> {
    let text = match path == Path::new("-") {
        true => io::read_to_string(io::stdin().take(LONGEST + 1)),
        false => fs::File::open(path).and_then(|file| io::read_to_string(file.take(LONGEST + 1))),
    };
    let text = text.map_err(|error| refused(path, &error.to_string()))?;
    if text.len() as u64 > LONGEST {
        return Err(refused(path, "it is too long for a public key"));
    }
    if text.trim().is_empty() {
        return Err(refused(path, "it is empty"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn refused(path: &Path, cause: &str) -> Error {
    Error::Usage(format!("Invalid value for --public-key: {}: {cause}.", path.display()))
}

/// No public key is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;
