//! `public-keys create`: a new public key, which is read from a file.

use crate::candidates::Fields;
use crate::commands::records::created;
use crate::commands::{Prints, Reply, Run, examples};
use crate::context::Context;
use crate::error::Error;
use crate::ims::openssh::{self, Content};
use crate::ims::{self, NewPublicKey, PublicKey, Resource};
use crate::shell::quoted;
use anyhow::{Result, bail};
use clap::Args;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Create a public key
#[derive(Args)]
#[command(after_help = examples(<PublicKey as ims::Create>::EXAMPLES), add = Fields(PublicKey::FIELDS))]
pub struct Create {
    /// Name of the key
    #[arg(long)]
    name: String,
    /// File that holds the public key; - for standard input
    #[arg(long, value_name = "FILE")]
    public_key: PathBuf,
}

impl Run for Create {
    fn prints(&self) -> Prints {
        Prints::Records
    }

    async fn run(self, context: Context) -> Result<Reply> {
        let Create { name, public_key: file } = self;
        let public_key = read(&file)?;
        let content = openssh::check(&public_key, &quoted(&file.to_string_lossy()));
        if content.map_err(|cause| refused(&file, &cause))? == Content::TooShort {
            context.printer.remark(&format!("Warning: {} does not look like a public key.", file.display()));
        }
        created::<PublicKey>(&NewPublicKey { name, public_key }, &context).await
    }
}

/// Reads a text file, whose lines may end as on Windows. What cannot be a public key is refused.
fn read(path: &Path) -> Result<String> {
    let text = if path == Path::new("-") {
        io::read_to_string(io::stdin().take(LONGEST + 1))
    } else {
        fs::File::open(path).and_then(|file| io::read_to_string(file.take(LONGEST + 1)))
    };
    let text = text.map_err(|error| refused(path, &error.to_string()))?;
    if text.len() as u64 > LONGEST {
        bail!(refused(path, "it is too long for a public key"));
    }
    if text.trim().is_empty() {
        bail!(refused(path, "it is empty"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn refused(path: &Path, cause: &str) -> Error {
    Error::Usage(format!("Invalid value for --public-key: {}: {cause}.", path.display()))
}

/// No public key is longer, in bytes.
const LONGEST: u64 = 1024 * 1024;
