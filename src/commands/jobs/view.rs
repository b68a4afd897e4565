//! The few fields of a job's record that matter here. The record itself is kept as it was received.

use crate::candidates::Candidates;
use crate::error::Error;
use crate::ims::JobStatus;
use crate::shell::quoted;
use clap::Args;
use serde::Deserialize;
use serde_json::Value;

/// A job as the service described it.
#[derive(Clone, Debug)]
pub struct View {
    /// The record as it was received.
    pub text: String,
    pub id: String,
    pub status: String,
    /// The name of the image that it makes.
    pub image: Option<String>,
    /// The Job in Kubernetes, and its namespace.
    pub kubernetes: Option<(String, String)>,
    containers: Vec<Container>,
}

#[derive(Deserialize)]
struct Fields {
    id: String,
    status: String,
    image_root_archive_name: Option<String>,
    kubernetes_job: Option<String>,
    kubernetes_namespace: Option<String>,
    ssh_containers: Option<Value>,
}

/// A container that can be reached over ssh.
#[derive(Clone, Debug, Deserialize)]
struct Container {
    name: Option<String>,
    jail: Option<bool>,
    connection_info: Option<Ways>,
}

/// The ways to a container: from the customer's network, and from inside the cluster.
#[derive(Clone, Debug, Deserialize)]
struct Ways {
    customer_access: Option<Way>,
    #[serde(rename = "cluster.local")]
    inside: Option<Way>,
}

#[derive(Clone, Debug, Deserialize)]
struct Way {
    host: String,
    port: u16,
}

/// Which of a job's shells is meant.
#[derive(Args)]
pub struct Shell {
    /// ssh container [default: the first]
    #[arg(long, value_name = "NAME", add = Candidates::SshContainers)]
    pub container: Option<String>,
    /// Connect through the cluster-internal address instead of the customer access network
    #[arg(long)]
    pub inside: bool,
}

/// Where ssh leads into a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    host: String,
    port: u16,
    /// `true` if the shell is locked into the image.
    is_jailed: bool,
}

impl View {
    /// Reads a record. Fails if it is not one of a job.
    pub fn read(text: String) -> Result<Self, Error> {
        let fields: Fields = serde_json::from_str(&text).map_err(|_| Error::BadAnswer("it is not a job".into()))?;
        let given = |field: Option<String>| field.filter(|text| !text.is_empty());
        Ok(View {
            text,
            id: fields.id,
            status: fields.status,
            image: given(fields.image_root_archive_name),
            kubernetes: given(fields.kubernetes_job).zip(given(fields.kubernetes_namespace)),
            // A job without a sound way to its shell can be waited for all the same.
            containers: fields.ssh_containers.and_then(|all| serde_json::from_value(all).ok()).unwrap_or_default(),
        })
    }

    /// Its state; `None` if that is none that is known here.
    pub fn status(&self) -> Option<JobStatus> {
        JobStatus::named(&self.status)
    }

    pub fn is_waiting_on_user(&self) -> bool {
        self.status() == Some(JobStatus::WaitingOnUser)
    }

    /// The way into one of its containers: the one of this name, or the first. Fails if there is none.
    pub fn door(&self, shell: &Shell) -> Result<Door, Error> {
        let is_meant = |container: &&Container| shell.container.is_none() || container.name == shell.container;
        let found = self.containers.iter().find(is_meant).and_then(|container| container.door(shell.inside));
        found.ok_or_else(|| {
            let names: Vec<_> = self.containers.iter().filter_map(|container| container.name.as_deref()).collect();
            Error::Usage(match (&shell.container, &names[..]) {
                (_, []) => format!("The job {} has no container that can be reached over ssh.", self.id),
                (Some(name), names) if !names.contains(&name.as_str()) => {
                    format!("The job {} has no ssh container {name}. It has: {}", self.id, names.join(", "))
                }
                _ => format!("The service does not say how the job {} can be reached over ssh.", self.id),
            })
        })
    }
}

impl Container {
    fn door(&self, inside: bool) -> Option<Door> {
        let ways = self.connection_info.as_ref()?;
        let way = if inside { &ways.inside } else { &ways.customer_access }.as_ref()?;
        // It becomes a word of a command line, which must not turn into an option.
        let is_host = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '_');
        let is_sound =
            way.host.chars().all(is_host) && way.host.starts_with(|first: char| first.is_ascii_alphanumeric());
        is_sound.then(|| Door { host: way.host.clone(), port: way.port, is_jailed: self.jail == Some(true) })
    }
}

impl Door {
    /// The words of the command line that opens a shell there. The key of a host is new with each job, and so is its name.
    pub fn ssh(&self, arguments: &[String]) -> Vec<String> {
        let mut words = vec!["ssh".to_owned(), "-p".into(), self.port.to_string()];
        words.extend(["-o".into(), "StrictHostKeyChecking=accept-new".into(), format!("root@{}", self.host)]);
        words.extend(arguments.iter().cloned());
        words
    }

    /// The file that ends the job's wait.
    pub fn mark(&self, is_failure: bool) -> &'static str {
        match (self.is_jailed, is_failure) {
            (true, false) => "/tmp/complete",
            (true, true) => "/tmp/failed",
            (false, false) => "/mnt/image/complete",
            (false, true) => "/mnt/image/failed",
        }
    }
}

/// Words as a line to be copied into a shell.
pub fn command_line(words: &[String]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn view(host: &str, jail: bool) -> View {
        let info =
            json!({"customer_access": {"host": host, "port": 22}, "cluster.local": {"host": "in.side", "port": 23}});
        let containers = json!([{"name": "shell", "jail": jail, "status": "pending", "connection_info": info}]);
        View::read(json!({"id": "1", "status": "waiting_on_user", "ssh_containers": containers}).to_string()).unwrap()
    }

    fn shell(container: Option<&str>, inside: bool) -> Shell {
        Shell { container: container.map(str::to_owned), inside }
    }

    #[test]
    fn a_door_is_an_ssh_command() {
        let door = view("job.cmn", false).door(&shell(None, false)).unwrap();
        let line = command_line(&door.ssh(&["echo a b".to_owned()]));
        assert_eq!(line, "ssh -p 22 -o StrictHostKeyChecking=accept-new root@job.cmn 'echo a b'");
        let inside = view("job.cmn", false).door(&shell(Some("shell"), true)).unwrap();
        assert!(command_line(&inside.ssh(&[])).ends_with("-p 23 -o StrictHostKeyChecking=accept-new root@in.side"));
    }

    #[test]
    fn a_jailed_shell_leaves_its_mark_elsewhere() {
        let mark = |jail, failure| view("h", jail).door(&shell(None, false)).unwrap().mark(failure);
        assert_eq!((mark(true, false), mark(true, true)), ("/tmp/complete", "/tmp/failed"));
        assert_eq!((mark(false, false), mark(false, true)), ("/mnt/image/complete", "/mnt/image/failed"));
    }

    #[test]
    fn a_host_that_would_be_an_option_or_a_command_opens_no_door() {
        for host in ["", "-oProxyCommand=reboot", "h;reboot", "h reboot", "$(reboot)"] {
            assert!(view(host, false).door(&shell(None, false)).is_err(), "{host}");
        }
        assert!(view("h", false).door(&shell(Some("other"), false)).is_err());
    }

    #[test]
    fn what_is_no_job_is_refused() {
        for text in ["", "[]", "{}", r#"{"id": 1, "status": "error"}"#] {
            assert!(View::read(text.into()).is_err(), "{text}");
        }
        assert!(View::read(r#"{"id": "1", "status": "error", "ssh_containers": null}"#.into()).is_ok());
    }
}
