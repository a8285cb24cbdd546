//! The handle to the engine: its methods are the API; the channels behind them are private.

use crate::engine::{ActError, Published, Stopped};
use crate::store::{Pair, Snapshot, SnapshotError};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::Answer;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

/// The most requests in the inbox: several batches, so that a burst is taken and not refused. A further caller waits, which slows its own
/// connection.
pub(super) const INBOX: usize = 1024;
/// The most questions among them. Each takes the engine's time, and a program that asks endlessly must not block acts. Further questions
/// wait outside, in their order.
pub(super) const QUESTIONS: usize = 32;

/// A question, an act, and a look at what the act led to: one request. A plain act has a question that knows the act already.
///
/// The question may see what is not durable yet. What it found stays in the trip until `told`, after the commit.
pub(super) trait Trip: Send {
    /// Makes the act from the fleet, when its turn comes; `None` where there is nothing to do.
    fn ask(&mut self, fleet: &Fleet) -> Option<Act>;

    /// Tells the caller, after the commit and before the next batch. The answer means nothing where no act was asked for.
    fn told(self: Box<Self>, done: Result<(Answer, &Fleet), ActError>);
}

/// The trip of one caller.
struct Asked<Q, L, B, R, E> {
    /// Taken when it is asked.
    question: Option<Q>,
    look: L,
    /// What the question found, or why there is nothing to do.
    found: Option<Result<B, E>>,
    caller: oneshot::Sender<Result<Result<R, E>, ActError>>,
}

impl<Q, L, B, R, E> Trip for Asked<Q, L, B, R, E>
where
    Q: FnOnce(&Fleet) -> Result<(Act, B), E> + Send,
    L: FnOnce(&Fleet, Answer, B) -> R + Send,
    B: Send,
    R: Send,
    E: Send,
{
    fn ask(&mut self, fleet: &Fleet) -> Option<Act> {
        let (act, found) = match self.question.take()?(fleet) {
            Ok((act, found)) => (Some(act), Ok(found)),
            Err(why) => (None, Err(why)),
        };
        self.found = Some(found);
        act
    }

    fn told(self: Box<Self>, done: Result<(Answer, &Fleet), ActError>) {
        let Self {
            look,
            found,
            caller,
            ..
        } = *self;
        let told = done.and_then(|(answer, fleet)| match found {
            Some(Ok(found)) => Ok(Ok(look(fleet, answer, found))),
            Some(Err(why)) => Ok(Err(why)),
            // The engine asks before it tells.
            None => Err(ActError::Stopped),
        });
        // A caller that no longer waits can ask again with its request id.
        let _ = caller.send(told);
    }
}

/// The answer to an act, on its way to the caller.
type Told = oneshot::Receiver<Result<Result<Answer, Infallible>, ActError>>;

/// The trip of an act alone, and where its answer comes.
fn plain_trip(act: Act) -> (Box<dyn Trip>, Told) {
    let (caller, told) = oneshot::channel();
    let trip = Asked {
        question: Some(move |_: &Fleet| Ok::<_, Infallible>((act, ()))),
        look: |_: &Fleet, answer, ()| answer,
        found: None,
        caller,
    };
    (Box::new(trip), told)
}

/// A question that answers its caller by itself.
pub(super) type Question = Box<dyn FnOnce(&Fleet) + Send>;
/// The caller of a backup, which waits for a copy of everything stored.
pub(super) type Copyist = oneshot::Sender<Result<Snapshot, SnapshotError>>;

/// Whoever reads entries of the audit, newest first: so many below a number.
pub(super) struct Auditor {
    pub(super) below: u64,
    pub(super) most: usize,
    pub(super) caller: oneshot::Sender<Result<Vec<Pair>, SnapshotError>>,
}

/// The requests in the inbox.
pub(super) enum Request {
    /// The only ones that may change the fleet: decided one after the other, in one batch.
    Acts(Vec<Box<dyn Trip>>),
    Ask(Question),
    Copy(Copyist),
    Audit(Auditor),
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
        self.act_and_look(act, |_, answer| answer).await
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
        let done = self
            .ask_and_act(
                move |_| Ok::<_, Infallible>((act, ())),
                move |fleet, answer, ()| look(fleet, answer),
            )
            .await?;
        let Ok(seen) = done;
        Ok(seen)
    }

    /// Makes an act from the fleet as it is when the act's turn comes, has it done, and looks at what it led to as soon as
    /// that is durable: one trip, in which no other act comes between question and act. The question may refuse to act,
    /// which is told after the commit, too. Both run on the engine's thread: they read nothing but the fleet and what
    /// they hold.
    ///
    /// # Errors
    /// See [`ActError`]; inside, what the question says.
    pub async fn ask_and_act<B, R, E>(
        &self,
        question: impl FnOnce(&Fleet) -> Result<(Act, B), E> + Send + 'static,
        look: impl FnOnce(&Fleet, Answer, B) -> R + Send + 'static,
    ) -> Result<Result<R, E>, ActError>
    where
        B: Send + 'static,
        R: Send + 'static,
        E: Send + 'static,
    {
        let (caller, told) = oneshot::channel();
        let trip = Asked {
            question: Some(question),
            look,
            found: None,
            caller,
        };
        self.inbox
            .send(Request::Acts(vec![Box::new(trip)]))
            .await
            .map_err(|_| ActError::Stopped)?;
        told.await.unwrap_or(Err(ActError::Stopped))
    }

    /// Puts acts into the inbox in one piece: they share a batch, in their order, before all that is put there later. Waits while the inbox
    /// is full. The future that is returned has an answer to each act, once they are durable; they are done even if it is dropped.
    ///
    /// # Errors
    /// The engine has stopped, and nothing is done.
    pub async fn hand_over(
        &self,
        acts: Vec<Act>,
    ) -> Result<impl Future<Output = Vec<Result<Answer, ActError>>> + Send + use<>, ActError> {
        let (trips, told): (Vec<_>, Vec<_>) = acts.into_iter().map(plain_trip).unzip();
        self.inbox
            .send(Request::Acts(trips))
            .await
            .map_err(|_| ActError::Stopped)?;
        Ok(async move {
            let mut answers = Vec::with_capacity(told.len());
            for told in told {
                let told = told.await.unwrap_or(Err(ActError::Stopped));
                answers.push(told.map(|Ok(answer)| answer));
            }
            answers
        })
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

    /// At most so many entries of the audit below this number, the newest first, after the acts that arrived before. The engine waits while
    /// they are read.
    ///
    /// # Errors
    /// The store cannot be read, or the engine has stopped.
    pub async fn newest_audit(&self, below: u64, most: usize) -> Result<Vec<Pair>, SnapshotError> {
        let (caller, answer) = oneshot::channel();
        let auditor = Auditor {
            below,
            most,
            caller,
        };
        self.inbox
            .send(Request::Audit(auditor))
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
