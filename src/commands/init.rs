//! `init`: writes the configuration that says where the system is, and logs in if there is somebody to ask.

use super::{Reply, auth};
use crate::cli::{Init, Login};
use crate::context::Context;
use crate::error::Error;
use crate::http::Gateway;
use crate::interrupt;
use crate::printer;

pub async fn run(options: Init, mut context: Context) -> Result<Reply, Error> {
    context.refuse_rehearsal("init")?;
    let directory = context.directory.clone();
    let name = context.configuration_name.clone();
    let path = directory.configuration_path(&name)?;
    if path.is_file()
        && !options.overwrite
        && !printer::confirm(&format!("Overwrite configuration file at: {} ?", path.display()))?
    {
        return Err(Error::Usage(
            "Not overwriting an existing configuration. Alternative configurations can be specified with --configuration"
                .into(),
        ));
    }
    let hostname = match options.hostname {
        Some(hostname) => hostname,
        None => printer::ask("Cray Hostname")?
            .filter(|hostname| !hostname.is_empty())
            .ok_or_else(|| Error::Usage("No hostname given. Name it with --hostname.".into()))?,
    };
    let hostname = secured(&hostname)?;
    let tenant = match options.tenant {
        Some(tenant) => tenant,
        None if printer::is_interactive() => {
            printer::ask("Tenant Name (leave blank for global scope)")?.unwrap_or_default()
        }
        None => String::new(),
    };
    directory.create()?;
    context.reconfigure(|configuration| {
        configuration.set("core.hostname", &hostname)?;
        configuration.set("core.tenant", &tenant)
    })?;
    directory.activate(&name)?;
    let reply = Reply::Line("Initialization complete.".into());
    if options.no_auth {
        return Ok(reply);
    }
    if !printer::is_interactive() {
        context.printer.remark("Log in with `cray auth login`.");
        return Ok(reply);
    }
    let saved = "The configuration is saved, and `cray auth login` tries again.";
    let _under_way = interrupt::under_way(vec!["Interrupted.".into(), saved.to_owned()]);
    match auth::login(Login::default(), &mut context).await {
        Ok(()) => Ok(reply),
        Err(error) => Ok(Reply::Failed(Box::new(reply), error.with_advice(vec![saved.to_owned()]))),
    }
}

/// The hostname as it is saved: a URL with https, unless the system is on this machine.
fn secured(hostname: &str) -> Result<String, Error> {
    let url = match hostname.contains("://") {
        true => hostname.to_owned(),
        false => format!("https://{hostname}"),
    };
    let gateway = Gateway::parse(&url)?;
    match url.strip_prefix("http:") {
        Some(rest) if !gateway.is_loopback() => Ok(format!("https:{rest}")),
        _ => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::secured;

    #[test]
    fn a_hostname_is_saved_with_https() {
        for (given, saved) in [
            ("api.example", "https://api.example"),
            ("http://api.example", "https://api.example"),
            ("https://api.example/", "https://api.example/"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(secured(given).unwrap(), saved);
        }
        assert!(secured("").is_err());
        assert!(secured("ftp://api.example").is_err());
    }
}
