//! What a reader says on a connection that stands: read, handed over to the engine, and acknowledged.

use super::close_reason::CloseReason;
use super::connection::{Connection, received};
use super::frames::{BadFrame, Event, Frame};
use super::in_flight::{Done, InFlight, Said};
use super::reader_logs::Registered;
use super::{Engine, replies};
use crate::link::Observation;
use madoguchi_fleet::command::Command;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::AttachRequest;
use madoguchi_proto::v1::attach_request::Frame as WireFrame;
use std::future::ready;
use std::time::Duration;
use tokio::time::Instant;
use tokio_stream::{Stream, StreamExt};
use tonic::Status;

/// How often a reader's clock is compared: a clock drifts by seconds a day.
const CLOCK_EVERY: Duration = Duration::from_secs(60);

/// The state of a connection between two events.
pub(super) struct Session {
    pub log: Registered,
    pub observation: Observation,
    /// The sequence of the newest event that was read.
    pub sequence: u64,
    pub in_flight: InFlight,
    /// When the reader's clock was compared last.
    pub clock_heard: Option<Instant>,
}

impl<E: Engine> Connection<E> {
    /// Takes a frame and those that came with it, and hands their events over together: also those before a frame that ends the connection.
    pub(super) async fn take<S>(
        &self,
        first: Option<Result<AttachRequest, Status>>,
        inbound: &mut S,
        session: &mut Session,
    ) -> Result<(), CloseReason>
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        let mut said = Vec::new();
        let mut read = self.read(first, session, &mut said).await;
        while read.is_ok() && said.len() < session.in_flight.room() {
            let next = tokio::select! {
                biased;
                next = inbound.next() => next,
                () = ready(()) => break,
            };
            read = self.read(next, session, &mut said).await;
        }
        self.hand_over(said, session).await?;
        read
    }

    /// Reads one frame; an event of it is added to what was said.
    async fn read(
        &self,
        next: Option<Result<AttachRequest, Status>>,
        session: &mut Session,
        said: &mut Vec<Said>,
    ) -> Result<(), CloseReason> {
        let frame = received(next)?;
        // A part of the log that was asked for costs no commit.
        let is_awaited = matches!(&frame.frame, Some(WireFrame::LogPart(part)) if session.log.awaits(part.request));
        if !is_awaited && !self.rates.frame(self.unit.key, Instant::now()) {
            return Err(CloseReason::TooFast);
        }
        let Event {
            sequence,
            clock,
            happened,
        } = match Frame::try_from(frame)? {
            Frame::Event(event) => event,
            Frame::LogPart(part) => {
                session.log.came(part);
                return Ok(());
            }
            Frame::Renew(request) => return self.renew(&request).await,
            Frame::Hello(_) => return Err(BadFrame::SecondHello.into()),
        };
        let expected = session.sequence.saturating_add(1);
        if sequence != expected {
            return Err(BadFrame::Sequence { sequence, expected }.into());
        }
        session.sequence = sequence;
        said.push(Said {
            sequence: Some(sequence),
            command: happened.command(self.unit.serial.clone(), self.mailbox.id()),
        });
        said.extend(self.hear_clock(clock, session));
        Ok(())
    }

    pub(super) async fn hand_over(
        &self,
        said: Vec<Said>,
        session: &mut Session,
    ) -> Result<(), CloseReason> {
        let handed = session.in_flight.hand_over(&self.engine, said).await;
        handed.map_err(CloseReason::Engine)
    }

    /// Tells the reader what is durable: once it is, and not before (invariant 6).
    pub(super) async fn acknowledge(&self, done: Done) -> Result<(), CloseReason> {
        for answer in &done.excepted {
            self.note_exception(answer);
        }
        if let Some(sequence) = done.durable {
            self.mailbox.send(replies::acknowledge(sequence)).await?;
        }
        done.refused
            .map_or(Ok(()), |why| Err(CloseReason::Engine(why)))
    }

    /// What the reader's clock shows, for the fleet: now and then.
    pub(super) fn hear_clock(
        &self,
        clock: Option<TimeOfDay>,
        session: &mut Session,
    ) -> Option<Said> {
        let now = Instant::now();
        let fresh = |heard: Instant| now.duration_since(heard) < CLOCK_EVERY;
        let shown = clock.filter(|_| !session.clock_heard.is_some_and(fresh))?;
        session.clock_heard = Some(now);
        Some(Said {
            // A unit that was turned away has no connection that could be compared; it is told so by its own frame.
            sequence: None,
            command: Command::HearClock {
                serial: self.unit.serial.clone(),
                connection: self.mailbox.id(),
                shown,
            },
        })
    }
}
