//! A token that is renewed. The endpoint takes the old refresh token once, so that a renewal that was sent must neither be cut
//! off nor its answer be lost: it runs in a thread of its own, and the program does not end before it has.

use super::saving::Saving;
use super::{ENDPOINT, Grant, Refusal, Token, grant};
use crate::error::{Error, Explain};
use crate::http::{Patience, Transport};
use crate::interrupt;
use crate::printer;
use crate::time::Deadline;
use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long the endpoint may take to answer once it was asked, whatever time is left to the command.
pub const GRACE: Duration = Duration::from_secs(60);

/// How many bytes a new token may have more than the old one.
const GROWTH: usize = 16 * 1024;

/// A renewal that is ready to be sent.
pub struct Renewal {
    token: Token,
    refresh_token: String,
    saving: Saving,
    /// Held until the new token is saved.
    _lock: File,
    transport: Transport,
}

impl Renewal {
    /// Makes ready to renew this token of this file. Fails if the new token could not be saved, since the old one could then
    /// be lost for everybody who shares the file.
    pub fn prepare(
        path: &Path,
        token: Token,
        refresh_token: String,
        lock: File,
        transport: &Transport,
        longest_connect: Duration,
    ) -> Result<Self, Error> {
        let saving = Saving::prepare(path, 2 * token.to_json().len() + GROWTH)?;
        // Connections of one runtime must not be used in another.
        let transport = transport.anew(longest_connect)?;
        Ok(Renewal { token, refresh_token, saving, _lock: lock, transport })
    }

    /// Sends it. The returned channel gets the new token, which is saved by then, or why there is none.
    pub fn send(self, deadline: Deadline, patience: Patience) -> oneshot::Receiver<Result<Token, Refusal>> {
        let (sender, receiver) = oneshot::channel();
        let postponed = interrupt::postpone("the renewal of the token");
        thread::spawn(move || {
            let outcome = self.perform(deadline, patience);
            // After Ctrl-C, the program ends here.
            drop(postponed);
            // Nobody may listen any more.
            let _ = sender.send(outcome);
        });
        receiver
    }

    fn perform(self, deadline: Deadline, patience: Patience) -> Result<Token, Refusal> {
        let Renewal { token, refresh_token, saving, _lock, transport } = self;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Refusal::Other(Error::Internal(error.to_string())))?;
        let endpoint = transport.gateway().at(ENDPOINT).map_err(Refusal::Other)?;
        let grant = Grant::Refresh { token: &refresh_token };
        let request = grant::request(&transport, endpoint, token.client_id(), &grant, deadline, patience);
        let newer = runtime.block_on(request);
        runtime.shutdown_background();
        let newer = newer?;
        let token = token.renewed(newer);
        if let Err(error) = saving.write_locked(&token) {
            // The request can still be made; the next process has to renew again.
            printer::warning(&format!("Warning: the renewed token is not saved. {}", error.in_a_line()));
        }
        Ok(token)
    }
}
