//! The events of one connection that are on their way to the disk.
//!
//! Events that came together go to the engine in one piece and share a commit; what comes meanwhile follows without waiting for it. The
//! engine does all of them in their order, so one acknowledgement stands for all that has become durable since the last one (invariant 6).

use super::{Answers, Engine};
use crate::engine::ActError;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::Answer;
use std::collections::VecDeque;
use std::future::{pending, ready};

/// Events on their way at once: as many frames as a reader may send at once, which is more than a session has. Further ones wait in the
/// transport, whose window is bounded, so a reader that brings a full spool lets others in between.
pub(super) const WINDOW: usize = 64;

/// What a reader said, in the fleet's words.
#[derive(Debug)]
pub(super) struct Said {
    /// The number by which it is acknowledged; `None` for what came beside an event, and may be refused without harm.
    pub sequence: Option<u64>,
    pub command: Command,
}

/// What became of the oldest events.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The newest durable event, which stands for all before it.
    pub durable: Option<u64>,
    /// Answers to events that were taken, but not as a whole.
    pub excepted: Vec<Answer>,
    /// Why the engine did not take an event. Nothing behind that one is acknowledged, whatever became of it.
    pub refused: Option<ActError>,
}

/// The events in their order.
#[derive(Default)]
pub(super) struct InFlight {
    pieces: VecDeque<Piece>,
    events: usize,
}

/// Events that the engine has in one piece.
struct Piece {
    sequences: Vec<Option<u64>>,
    answers: Answers,
}

impl InFlight {
    /// How many events more may be on their way.
    pub(super) const fn room(&self) -> usize {
        WINDOW.saturating_sub(self.events)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Hands events over to the engine; waits while its inbox is full.
    ///
    /// # Errors
    /// The engine has stopped.
    pub(super) async fn hand_over<E: Engine>(
        &mut self,
        engine: &E,
        said: Vec<Said>,
    ) -> Result<(), ActError> {
        if said.is_empty() {
            return Ok(());
        }
        let (sequences, acts): (Vec<_>, _) = said
            .into_iter()
            .map(|said| (said.sequence, Act::reader(said.command)))
            .unzip();
        let answers = engine.hand_over(acts).await?;
        self.events += sequences.len();
        self.pieces.push_back(Piece { sequences, answers });
        Ok(())
    }

    /// Waits until the oldest events are done, and takes with them what is done by then; cancel-safe. Never returns while nothing is on its
    /// way.
    pub(super) async fn done(&mut self) -> Done {
        let mut done = Done::default();
        self.oldest(&mut done).await;
        while done.refused.is_none() {
            tokio::select! {
                biased;
                () = self.oldest(&mut done) => {}
                () = ready(()) => break,
            }
        }
        done
    }

    /// Adds what became of the oldest piece. Nothing is lost where this is dropped before its end: the piece stays the oldest.
    async fn oldest(&mut self, done: &mut Done) {
        let Some(piece) = self.pieces.front_mut() else {
            return pending().await;
        };
        let answers = piece.answers.as_mut().await;
        let Some(Piece { sequences, .. }) = self.pieces.pop_front() else {
            return;
        };
        self.events -= sequences.len();
        for (sequence, answer) in sequences.into_iter().zip(answers) {
            match answer {
                Err(ActError::Refused(_)) if sequence.is_none() => continue,
                Err(why) => {
                    done.refused = Some(why);
                    return;
                }
                Ok(answer @ Answer::Except(_)) => done.excepted.push(answer),
                Ok(_) => {}
            }
            done.durable = sequence.or(done.durable);
        }
    }
}
