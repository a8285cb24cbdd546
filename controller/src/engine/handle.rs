//! The handle to the engine: its methods are the API; the channels behind them are private.

use crate::engine::{ActError, Published, Stopped};
use crate::store::{Snapshot, SnapshotError};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::Answer;
use std::fmt;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

/// The most requests in the inbox: several batches, so that a burst is taken and not refused. A further caller waits, which slows its own
/// connection.
pub(super) const INBOX: usize = 1024;
/// The most questions among them. Each takes the engine's time, and a program that asks endlessly must not block acts. Further questions
/// wait outside, in their order.
pub(super) const QUESTIONS: usize = 32;

/// The caller of an act.
pub(super) enum Caller {
    /// Waits for the answer only.
    Waits(oneshot::Sender<Result<Answer, ActError>>),
    /// Also looks at the fleet after the act, before the next batch.
    Looks(Look),
}

/// A look at the fleet after a batch, which also receives the answer.
pub(super) type Look = Box<dyn FnOnce(Result<(Answer, &Fleet), ActError>) + Send>;

impl Caller {
    /// Answers that the act was not done. A caller that no longer waits can ask again with its request id.
    pub(super) fn refuse(self, why: ActError) {
        match self {
            Self::Waits(caller) => drop(caller.send(Err(why))),
            Self::Looks(look) => look(Err(why)),
        }
    }
}

/// A question that answers its caller by itself.
pub(super) type Question = Box<dyn FnOnce(&Fleet) + Send>;
/// The caller of a backup, which waits for a copy of everything stored.
pub(super) type Copyist = oneshot::Sender<Result<Snapshot, SnapshotError>>;

/// The requests in the inbox.
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all that comes is an act: a box for each would cost more than the room that a question leaves"
)]
pub(super) enum Request {
    Act { act: Act, caller: Caller },
    Ask(Question),
    Copy(Copyist),
}

/// The handle to the engine. Clones are cheap and belong to the same engine.
#[derive(Clone)]
pub struct Handle {
    inbox: mpsc::Sender<Request>,
    published: watch::Receiver<Published>,
    questions: Arc<Semaphore>,
}

impl Handle {
    pub(super) fn new(inbox: mpsc::Sender<Request>, published: watch::Receiver<Published>) -> Self {
        Self {
            inbox,
            published,
            questions: Arc::new(Semaphore::new(QUESTIONS)),
        }
    }

    /// Sends one act; it is durable when this returns `Ok`. Waits while the inbox is full.
    ///
    /// An act in the inbox is done even if this future is dropped. A caller that does not know the result asks again with the same request
    /// id.
    ///
    /// # Errors
    /// See [`ActError`].
    pub async fn act(&self, act: Act) -> Result<Answer, ActError> {
        let (caller, answer) = oneshot::channel();
        self.send(act, Caller::Waits(caller)).await?;
        answer.await.unwrap_or(Err(ActError::Stopped))
    }

    /// Sends one act, and looks at the fleet as soon as the act is durable. A separate question would wait for the next batch. The look
    /// runs on the engine's thread, after all orders of the batch have left.
    ///
    /// # Errors
    /// See [`ActError`].
    pub async fn act_and_look<R: Send + 'static>(
        &self,
        act: Act,
        look: impl FnOnce(&Fleet, Answer) -> R + Send + 'static,
    ) -> Result<R, ActError> {
        let (reply, seen) = oneshot::channel();
        let look: Look = Box::new(move |done| {
            let _ = reply.send(done.map(|(answer, fleet)| look(fleet, answer)));
        });
        self.send(act, Caller::Looks(look)).await?;
        seen.await.unwrap_or(Err(ActError::Stopped))
    }

    async fn send(&self, act: Act, caller: Caller) -> Result<(), ActError> {
        let request = Request::Act { act, caller };
        self.inbox
            .send(request)
            .await
            .map_err(|_| ActError::Stopped)
    }

    /// Asks the fleet as it was last committed, after the acts that arrived before.
    ///
    /// The question runs on the engine's thread, so it only copies what the caller needs.
    ///
    /// # Errors
    /// The engine has stopped.
    pub async fn ask<R: Send + 'static>(
        &self,
        question: impl FnOnce(&Fleet) -> R + Send + 'static,
    ) -> Result<R, Stopped> {
        let (reply, answer) = oneshot::channel();
        let asked = Arc::clone(&self.questions).acquire_owned();
        let place = asked.await.map_err(|_| Stopped)?;
        let question: Question = Box::new(move |fleet| {
            // The place is free again after the question was asked, or was dropped with the inbox.
            let _place = place;
            // A caller that no longer waits needs no answer.
            let _ = reply.send(question(fleet));
        });
        self.inbox
            .send(Request::Ask(question))
            .await
            .map_err(|_| Stopped)?;
        answer.await.map_err(|_| Stopped)
    }

    /// Everything stored, after the acts that arrived before: for a backup. The engine waits while it is read, some milliseconds for a
    /// clinic's day; what the caller does with it delays nobody.
    ///
    /// # Errors
    /// The store cannot be read, or the engine has stopped.
    pub async fn snapshot(&self) -> Result<Snapshot, SnapshotError> {
        let (copyist, answer) = oneshot::channel();
        self.inbox
            .send(Request::Copy(copyist))
            .await
            .map_err(|_| SnapshotError::Stopped)?;
        answer.await.unwrap_or(Err(SnapshotError::Stopped))
    }

    /// The state that is published after every committed batch.
    #[must_use]
    pub fn published(&self) -> watch::Receiver<Published> {
        self.published.clone()
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("published", &*self.published.borrow())
            .finish_non_exhaustive()
    }
}
