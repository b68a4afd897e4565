//! The pod of a job, and what its containers say.

use super::{Cluster, Failure, names};
use futures_util::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, Stream, stream};
use k8s_openapi::api::core::v1::{self, ContainerStatus};
use kube::Api;
use kube::api::{ListParams, LogParams};
use std::io;

/// The time at which a container said something.
pub type LogTime = k8s_openapi::jiff::Timestamp;

/// The pod of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPod {
    pub name: String,
    /// Its containers in the order in which they run; the last, which are no init containers, run side by side.
    pub containers: Vec<Container>,
    /// Whether none of its containers will run any more.
    pub has_ended: bool,
}

/// A container of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    pub name: String,
    /// Whether it has to end before the next one starts.
    pub is_init: bool,
    pub has_started: bool,
    pub has_ended: bool,
}

/// A line of a log that is longer than this is handed on in pieces, in bytes.
const LONGEST: u64 = 64 * 1024;

/// A line that a container said, or a part of a long one.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// When it was said, where that can be read. Only the first piece of a line says so.
    pub time: Option<LogTime>,
    pub text: String,
    /// Whether a line begins, and whether it ends.
    pub is_first: bool,
    pub is_last: bool,
}

impl Cluster {
    /// The pod of a Job, the newest if there are several; `None` if there is no such pod.
    pub async fn job_pod(&self, namespace: &str, job: &str) -> Result<Option<JobPod>, Failure> {
        names::check_label("namespace", namespace)?;
        names::check_label("Job", job)?;
        let labels = format!("job-name={job}");
        let list = self.pods_api(namespace).list(&ListParams::default().labels(&labels)).await;
        let mut pods = list.map_err(|error| Failure::new(&self.url, error))?.items;
        pods.sort_by_key(|pod| pod.metadata.creation_timestamp.as_ref().map(|time| time.0));
        Ok(pods.pop().map(JobPod::new))
    }

    /// What a container has said since a time, and, if it is followed, says from now on. A piece that cannot be read ends it.
    pub async fn log(
        &self,
        namespace: &str,
        pod: &str,
        container: &str,
        since: Option<LogTime>,
        follow: bool,
    ) -> Result<impl Stream<Item = io::Result<Piece>> + Unpin + use<>, Failure> {
        names::check_label("namespace", namespace)?;
        names::check_name("pod", pod)?;
        let parameters = LogParams {
            container: Some(container.to_owned()),
            follow,
            timestamps: true,
            since_time: since,
            ..LogParams::default()
        };
        let reader = self.pods_api(namespace).log_stream(pod, &parameters).await;
        Ok(Box::pin(pieces(reader.map_err(|error| Failure::new(&self.url, error))?)))
    }

    fn pods_api(&self, namespace: &str) -> Api<v1::Pod> {
        Api::namespaced(self.client.clone(), namespace)
    }
}

/// The lines of a log, long ones in pieces, so that none has to fit into memory.
fn pieces(reader: impl AsyncBufRead) -> impl Stream<Item = io::Result<Piece>> {
    // The start of a letter that the end of a piece cut off belongs to the next one.
    let state = (Box::pin(reader), Vec::new(), true);
    stream::try_unfold(state, async |(mut reader, mut bytes, is_first)| {
        let begun = bytes.len();
        let length = (&mut reader).take(LONGEST).read_until(b'\n', &mut bytes).await?;
        if length == 0 && begun == 0 {
            return Ok(None);
        }
        let is_last = length == 0 || bytes.ends_with(b"\n") || (length as u64) < LONGEST;
        let cut_off = if is_last { 0 } else { unfinished(&bytes) };
        let rest = bytes.split_off(bytes.len() - cut_off);
        // Builds say what is not UTF-8, too.
        let text = String::from_utf8_lossy(&bytes);
        let text = if is_last { text.trim_end_matches(['\r', '\n']) } else { &text };
        let (time, text) = match text.split_once(' ') {
            Some((time, words)) if is_first && let Ok(time) = time.parse() => (Some(time), words),
            _ => (None, text),
        };
        let piece = Piece { time, text: text.to_owned(), is_first, is_last };
        Ok(Some((piece, (reader, rest, is_last))))
    })
}

/// How many bytes at the end are the start of a letter whose other bytes are still to come.
fn unfinished(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    let begin = tail.iter().rposition(|byte| byte & 0b1100_0000 == 0b1100_0000);
    match begin.map(|begin| &tail[begin..]) {
        Some(letter) if std::str::from_utf8(letter).is_err_and(|error| error.error_len().is_none()) => letter.len(),
        _ => 0,
    }
}

impl JobPod {
    fn new(pod: v1::Pod) -> Self {
        let (spec, status) = (pod.spec.unwrap_or_default(), pod.status.unwrap_or_default());
        let states: Vec<ContainerStatus> =
            [status.init_container_statuses, status.container_statuses].into_iter().flatten().flatten().collect();
        let container = |name: String, is_init: bool| {
            let state = states.iter().find(|state| state.name == name).and_then(|state| state.state.as_ref());
            let has_ended = state.is_some_and(|state| state.terminated.is_some());
            let has_started = has_ended || state.is_some_and(|state| state.running.is_some());
            Container { name, is_init, has_started, has_ended }
        };
        let init = spec.init_containers.unwrap_or_default().into_iter().map(|init| container(init.name, true));
        let main = spec.containers.into_iter().map(|main| container(main.name, false));
        JobPod {
            name: pod.metadata.name.unwrap_or_default(),
            containers: init.chain(main).collect(),
            has_ended: matches!(status.phase.as_deref(), Some("Succeeded" | "Failed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::io::BufReader;
    use futures_util::{TryStreamExt, io::Cursor};

    /// The pieces of a log, as time, text, whether it is the first and the last.
    fn read(log: &[u8]) -> Vec<Piece> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let reader = BufReader::with_capacity(7, Cursor::new(log.to_vec()));
        runtime.block_on(pieces(reader).try_collect()).unwrap()
    }

    #[test]
    fn a_short_line_is_one_piece() {
        let time = "2026-11-24T12:00:01Z";
        let log = format!("{time} one two\r\nno time\n\n{time} end");
        let told: Vec<_> = read(log.as_bytes())
            .into_iter()
            .map(|piece| {
                assert!(piece.is_first && piece.is_last);
                (piece.time.is_some(), piece.text)
            })
            .collect();
        let expected = [(true, "one two"), (false, "no time"), (false, ""), (true, "end")];
        assert_eq!(told, expected.map(|(has_time, text)| (has_time, text.to_owned())));
    }

    #[test]
    fn a_long_line_comes_in_pieces_that_cut_no_letter() {
        let length = LONGEST as usize;
        for shift in ["", "a", "ab"] {
            let line = format!("{shift}{}", "€".repeat(length));
            let told = read(format!("{line}\nnext\n").as_bytes());
            let next = told.last().unwrap();
            assert_eq!((next.text.as_str(), next.is_first), ("next", true));
            let pieces = &told[..told.len() - 1];
            assert!(pieces.len() >= 3 && pieces.iter().all(|piece| piece.text.len() <= length + 3));
            assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), line);
            assert!(pieces.iter().skip(1).all(|piece| !piece.is_first) && pieces.last().unwrap().is_last);
        }
    }

    #[test]
    fn what_is_not_utf_8_is_shown_as_far_as_it_goes() {
        assert_eq!(read(b"a\xff\xc3\n")[0].text, "a\u{fffd}\u{fffd}");
    }
}
