//! The thread for the spool's blocking work, so that a slow disk never blocks the link or the device.

use std::path::PathBuf;
use std::sync::mpsc as blocking;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;

use super::{Error, Kept, Spool};
use crate::session::SessionId;
use crate::texts::in_words;

/// The most answers that wait. One outcome is stored at a time, so the channel is never full.
const ANSWERS: usize = 4;
/// The size of the thread's stack: enough for file work; the default would be 2 MiB.
const STACK_BYTES: usize = 256 * 1024;
/// How often a folder in use is tried again: two seconds in all, longer than the last write of an agent that stops.
const TRIES: u32 = 20;
/// The pause between two tries.
const TRY_AGAIN: Duration = Duration::from_millis(100);

enum Job {
    Store(Kept),
    Forget(SessionId),
}

/// The result of storing an outcome.
#[derive(Debug)]
pub(crate) struct Answer {
    pub session_id: SessionId,
    pub result: Result<(), Error>,
}

/// A handle to the spool's thread. Jobs are done in their order.
#[derive(Debug)]
pub(crate) struct Worker {
    jobs: blocking::Sender<Job>,
    answers: mpsc::Receiver<Answer>,
}

impl Worker {
    /// Opens the spool on its thread and returns its outcomes, oldest first. An agent that was told to stop may still be writing its last
    /// outcome, so a folder in use is tried again for a short time.
    pub(crate) async fn open(folder: PathBuf) -> Result<(Self, Vec<Kept>), Error> {
        for _ in 0..TRIES {
            match Self::try_open(folder.clone()).await {
                Err(Error::InUse { .. }) => tokio::time::sleep(TRY_AGAIN).await,
                other => return other,
            }
        }
        Self::try_open(folder).await
    }

    async fn try_open(folder: PathBuf) -> Result<(Self, Vec<Kept>), Error> {
        let (jobs, todo) = blocking::channel();
        let (done, answers) = mpsc::channel(ANSWERS);
        let (opened, found) = tokio::sync::oneshot::channel();
        let path = folder.clone();
        let span = tracing::Span::current();
        let work = move || {
            span.in_scope(|| match Spool::open(&folder) {
                Ok((spool, kept)) => {
                    kept.iter().for_each(note);
                    if opened.send(Ok(kept)).is_ok() {
                        work(spool, &todo, &done);
                    }
                }
                Err(error) => drop(opened.send(Err(error))),
            })
        };
        let thread = thread::Builder::new()
            .name("spool".to_owned())
            .stack_size(STACK_BYTES);
        let gone = |source| Error::Folder { path, source };
        if let Err(source) = thread.spawn(work) {
            return Err(gone(source));
        }
        match found.await {
            Ok(kept) => Ok((Self { jobs, answers }, kept?)),
            Err(_) => Err(gone(std::io::Error::other("the spool's thread ended"))),
        }
    }

    /// Stores an outcome; [`Worker::answer`] returns the result. False if the thread has ended.
    #[must_use]
    pub(crate) fn store(&self, kept: Kept) -> bool {
        self.jobs.send(Job::Store(kept)).is_ok()
    }

    /// Removes an outcome that the controller has. False if the thread has ended.
    #[must_use]
    pub(crate) fn forget(&self, session_id: SessionId) -> bool {
        self.jobs.send(Job::Forget(session_id)).is_ok()
    }

    /// The next answer; `None` if the thread has ended. Nothing is lost when this is dropped.
    pub(crate) async fn answer(&mut self) -> Option<Answer> {
        self.answers.recv().await
    }

    /// Waits until all jobs are done.
    pub(crate) async fn close(self) {
        let Self { jobs, mut answers } = self;
        drop(jobs);
        while answers.recv().await.is_some() {}
    }
}

fn work(mut spool: Spool, todo: &blocking::Receiver<Job>, done: &mpsc::Sender<Answer>) {
    while let Ok(job) = todo.recv() {
        match job {
            Job::Store(kept) => {
                let session_id = kept.session_id;
                let result = spool.store(&kept);
                if result.is_ok() {
                    note(&kept);
                }
                if done.blocking_send(Answer { session_id, result }).is_err() {
                    return;
                }
            }
            Job::Forget(session_id) => {
                if let Err(error) = spool.forget(session_id) {
                    tracing::warn!(%error, session = %session_id, "{}", in_words("log-outcome-stays", &[]));
                }
            }
        }
    }
}

/// Logs that an outcome is durable, before anybody else can know of it, so that a reader of the log can count along.
fn note(kept: &Kept) {
    let (ticket, attempt) = kept.assignment.map_or((0, 0), |a| (a.ticket_id, a.attempt));
    let outcome = kept.outcome.kind().as_str_name();
    tracing::debug!(session = %kept.session_id, ticket, attempt, outcome, "an outcome is kept");
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::logged::Logged;
    use std::fs;

    #[test]
    fn an_outcome_that_cannot_be_removed_is_noted_and_the_work_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let (mut spool, _) = Spool::open(folder.path()).unwrap();
        let session_id = SessionId([7; 16]);
        let kept = Kept {
            session_id,
            assignment: None,
            outcome: madoguchi_proto::v1::Outcome::default(),
            ended_wall_ms: 0,
        };
        spool.store(&kept).unwrap();
        let path = spool.kept[0].1.clone();
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        let (jobs, todo) = blocking::channel();
        let (done, _) = mpsc::channel(ANSWERS);
        jobs.send(Job::Forget(session_id)).unwrap();
        drop(jobs);
        let log = Logged::listen();
        work(spool, &todo, &done);
        log.expect(&["an acknowledged outcome stays in the spool"]);
    }
}
