//! Looks at jobs until each has ended: `jobs wait`, and what `jobs create --wait` does after the creation.

use super::announcement::announce;
use super::view::View;
use super::waiting::Waiting;
use crate::commands::Reply;
use crate::commands::progress::Progress;
use crate::commands::records::one;
use crate::context::Context;
use crate::error::{Advise, Error, ExitStatus, Explain};
use crate::ims::{self, Client, Job, JobStatus};
use crate::interrupt;
use crate::shell::{operands, quoted};
use crate::time::{self, Deadline};
use anyhow::{Result, anyhow};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// How soon jobs are looked at again at first; later less often.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// How long an answer may take before the job is looked at anew.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often the live line is renewed.
const TICK: Duration = Duration::from_secs(1);

/// At most so long before the end of the time the jobs are looked at once more.
const LAST_LOOK: Duration = Duration::from_secs(1);

/// The jobs that are waited for, each as it was last seen.
pub struct Watch {
    jobs: Vec<Watched>,
    deadline: Deadline,
    /// `true` to say how to get into a job that waits for its user.
    tells_the_way: bool,
}

struct Watched {
    view: View,
    /// When it was first seen in its state.
    since: Instant,
}

impl Watch {
    /// A job that was just created.
    pub fn for_created(record: String, deadline: Deadline) -> Result<Self, Error> {
        Ok(Watch {
            jobs: vec![Watched { view: View::read(record)?, since: Instant::now() }],
            deadline,
            tells_the_way: true,
        })
    }

    /// The jobs of these ids or names. Finding them is a part of the wait.
    pub async fn find(ids: &[String], options: &Waiting, context: &Context) -> Result<Self> {
        let deadline = options.deadline();
        let found = async {
            let mut jobs = Vec::new();
            for id in ids {
                let view = find(id, context).await?;
                if jobs.iter().all(|job: &Watched| job.view.id != view.id) {
                    jobs.push(Watched { view, since: Instant::now() });
                }
            }
            Ok(Watch { jobs, deadline, tells_the_way: true })
        };
        deadline.bound(found).await.unwrap_or_else(|| {
            let unknown = "The service did not answer, so that the state is not known.".to_owned();
            Err(timed_out(options, vec![unknown, again(ids)]))
        })
    }
}

/// The job of this id or name.
pub async fn find(id: &str, context: &Context) -> Result<View> {
    Ok(View::read(one::text::<Job>(id, context).await?)?)
}

/// Waits. The reply is the record, or the list of the records, as they were last seen.
pub async fn until_ended(mut watch: Watch, options: &Waiting, context: &Context) -> Result<Reply> {
    let advice = vec![watch.again()];
    let _advice = interrupt::advise(move || advice.clone());
    let ended = watch.until_ended(options, context).await;
    let reply = Reply::text::<Job>(watch.records());
    let error = match ended {
        Ok(in_time) => watch.verdict(in_time, options),
        Err(error) if error.status() == Some(404) => Some(error),
        // Whoever has just created a job must not lose sight of it.
        Err(error) => Some(error.advise(vec![watch.again()])),
    };
    Ok(match error {
        None => reply,
        Some(error) => reply.failed(error),
    })
}

/// Waits until one job waits for its user. Fails if it ends before.
pub async fn until_user(id: &str, limit: Option<Duration>, context: &Context) -> Result<View> {
    let options = Waiting::until_user(limit);
    let mut watch = Watch::find(&[id.to_owned()], &options, context).await?;
    watch.tells_the_way = false;
    let resume = if id.starts_with('-') {
        // Behind -- stand the arguments for ssh.
        String::new()
    } else {
        format!(" Resume waiting with `cray-ims jobs ssh {}`.", quoted(id))
    };
    let advice = vec![format!("The job {id} was left as it is.{resume}")];
    let _advice = interrupt::advise(move || advice.clone());
    let in_time = watch.until_ended(&options, context).await?;
    let verdict = watch.verdict(in_time, &options);
    let view = watch.jobs.remove(0).view;
    match verdict {
        Some(error) => Err(error),
        None if view.is_waiting_on_user() => Ok(view),
        None => Err(anyhow!("The job {} has ended: {}. There is no shell in it.", view.id, view.status)),
    }
}

impl Watch {
    /// Looks at the jobs until each has ended. Returns `false` if they have not in time.
    async fn until_ended(&mut self, options: &Waiting, context: &Context) -> Result<bool> {
        let progress = Progress::new(context.printer);
        let mut pause = FIRST_PAUSE.min(options.interval());
        self.jobs.iter().for_each(|job| announce(&job.view, self.tells_the_way, &progress));
        let mut is_last = options.looks_once();
        let mut client = None;
        loop {
            if self.jobs.iter().all(|job| options.ends_in(&job.view.status)) {
                return Ok(true);
            }
            if is_last || self.deadline.is_over() {
                return Ok(false);
            }
            // What ends shortly before the deadline ends in time.
            let left = self.deadline.left();
            let longest = left - LAST_LOOK.min(left / 4);
            is_last = pause >= longest;
            self.rest(pause.min(longest), options, &progress).await;
            pause = (2 * pause).min(options.interval());
            for job in self.jobs.iter_mut().filter(|job| !options.ends_in(&job.view.status)) {
                let client = match &mut client {
                    Some(client) => client,
                    none => none.insert(context.new_client()?),
                };
                let look = timeout(self.deadline.left().min(PATIENCE), look(&job.view.id, client, context));
                let Ok(seen) = look.await else { continue };
                match seen {
                    Ok(view) => {
                        if view.status != job.view.status {
                            job.since = Instant::now();
                            announce(&view, self.tells_the_way, &progress);
                        }
                        job.view = view;
                    }
                    Err(error) if is_passing(&error) => {
                        progress.status(&format!("Job {}: {}", job.view.id, cause(&error)))
                    }
                    Err(error) => return Err(error),
                }
            }
        }
    }

    /// Lets time pass, and shows on a live line how much of it has.
    async fn rest(&self, pause: Duration, options: &Waiting, progress: &Progress) {
        if !progress.is_live() {
            return sleep(pause).await;
        }
        let began = Instant::now();
        while let Some(left) = pause.checked_sub(began.elapsed()).filter(|left| !left.is_zero()) {
            progress.update(&self.standing(options));
            sleep(TICK.min(left)).await;
        }
    }

    /// How things stand, in a line. What matters most comes first, since the end of the line may be cut off.
    fn standing(&self, options: &Waiting) -> String {
        let going = |job: &&Watched| !options.ends_in(&job.view.status);
        let Some(first) = self.jobs.iter().find(going) else { return String::new() };
        let time = time::readable(Duration::from_secs(first.since.elapsed().as_secs()));
        let job = match &first.view.image {
            Some(image) => format!("{image} (job {})", first.view.id),
            None => format!("job {}", first.view.id),
        };
        let of = match self.jobs.len() {
            1 => String::new(),
            all => format!(", {} of {all} jobs have ended", self.jobs.iter().filter(|job| !going(job)).count()),
        };
        format!("{} for {time}: {job}{of}", first.view.status)
    }

    /// The record, or the list of the records, as they were received.
    fn records(&self) -> String {
        match &self.jobs[..] {
            [only] => only.view.text.clone(),
            jobs => format!("[{}]", jobs.iter().map(|job| job.view.text.trim()).collect::<Vec<_>>().join(",")),
        }
    }

    /// What is wrong with how it ended.
    fn verdict(&self, in_time: bool, options: &Waiting) -> Option<anyhow::Error> {
        let of = self.jobs.len();
        let failed: Vec<_> =
            self.jobs.iter().map(|job| &job.view).filter(|view| view.status() == Some(JobStatus::Error)).collect();
        let going = self.jobs.iter().map(|job| &job.view).filter(|view| !options.ends_in(&view.status));
        let going: Vec<_> =
            going.map(|view| format!("Job {} is still in the state {}.", view.id, view.status)).collect();
        if !failed.is_empty() {
            let message = match (&failed[..], of) {
                ([only], 1) => format!("The job {} failed", only.id),
                (failed, of) => format!("{} of {of} jobs failed", failed.len()),
            };
            let logs = failed.iter().map(|view| format!("`cray-ims jobs logs {}` shows why.", operands(&[&view.id])));
            return Some(ExitStatus::JobFailed.error(message).advise(logs.chain(going)));
        }
        if !in_time {
            // A job whose pod never comes into being stays in its first state.
            let new = self.jobs.iter().filter(|job| job.view.status() == Some(JobStatus::Creating));
            let logs =
                new.map(|job| format!("`cray-ims jobs logs {}` shows what keeps it.", operands(&[&job.view.id])));
            let mut advice: Vec<_> = going.into_iter().chain(logs).collect();
            advice.push(self.again());
            return Some(timed_out(options, advice));
        }
        None
    }

    fn again(&self) -> String {
        again(&self.jobs.iter().map(|job| job.view.id.clone()).collect::<Vec<_>>())
    }
}

/// How to wait again.
fn again(ids: &[String]) -> String {
    let goes_on = if ids.len() == 1 { "The job goes on." } else { "The jobs go on." };
    format!("{goes_on} Resume waiting with `cray-ims jobs wait {}`.", operands(ids))
}

/// Says that the time is over.
pub fn timed_out(options: &Waiting, advice: Vec<String>) -> anyhow::Error {
    let message = if options.looks_once() {
        "Not finished yet".to_owned()
    } else {
        format!("Not finished after {}", time::readable(options.timeout()))
    };
    ExitStatus::TimedOut.error(message).advise(advice)
}

/// Looks at a job. With a token that is no longer good, once more with the one that is saved now.
pub async fn look(id: &str, client: &mut Client, context: &Context) -> Result<View> {
    let request = ims::describe::<Job>(id)?;
    let answer = match client.send(&request).await {
        Err(error) if error.status() == Some(401) || matches!(error, Error::SessionExpired { .. }) => {
            *client = context.new_client()?;
            client.send(&request).await
        }
        answer => answer,
    };
    Ok(View::read(answer?.text().await?)?)
}

/// Returns `true` if an error may pass by itself: the connection is lost, or the service is away for a while.
pub fn is_passing(error: &anyhow::Error) -> bool {
    match error.typed() {
        Some(Error::Unreachable { .. }) => true,
        Some(Error::Refused { status, .. }) => matches!(status, 408 | 429 | 500..),
        _ => false,
    }
}

/// What failed, in a line.
pub fn cause(error: &anyhow::Error) -> String {
    match error.typed() {
        Some(Error::Unreachable { cause, .. }) => format!("the service is unreachable ({cause}); retrying"),
        _ => format!("{}; retrying", error.message()),
    }
}
