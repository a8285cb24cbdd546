//! Runs one connection: hello, welcome, events, and the end, of which the fleet is always told.
//!
//! Frames are handled one after the other: the next one is read when the one before is durable. That keeps their order without further
//! care. A reader sends only a few frames per patient, and the frames of many readers still share one commit.

use super::close_reason::CloseReason;
use super::frames::{BadFrame, Event, Frame, Hello};
use super::outbox::{End, Mailbox};
use super::rate::Rates;
use super::reader_logs::Registered;
use super::{Context, Engine, replies};
use crate::engine::ActError;
use crate::link::{Claim, Observation};
use crate::tls::{Peer, UnitIdentity};
use crate::wire;
use madoguchi_fleet::command::{Act, Attach, Command, InstallLicense};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Link;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::grant::{Binding, Grant};
use madoguchi_licensing::verify::verify_license;
use madoguchi_plain::chain;
use madoguchi_proto::v1::AttachRequest;
use madoguchi_proto::v1::attach_request::Frame as WireFrame;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_stream::{Stream, StreamExt};
use tonic::{Code, Status};

/// The time for the first frame: an agent sends it at once.
pub(super) const HELLO_TIME: Duration = Duration::from_secs(5);

/// How often a reader's clock is compared: a clock drifts by seconds a day.
const CLOCK_EVERY: Duration = Duration::from_secs(60);

pub(super) struct Connection<E> {
    pub engine: E,
    pub context: Arc<Context>,
    pub rates: Rates,
    pub peer: Peer,
    pub unit: UnitIdentity,
    pub mailbox: Mailbox,
}

impl<E: Engine> Connection<E> {
    /// Runs until the connection ends.
    pub(super) async fn run<S>(mut self, mut inbound: S)
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        let (attached, reason) = match self.greet(&mut inbound).await {
            Err(reason) => (false, reason),
            Ok((hello, protocol)) => match self.attach(hello, protocol).await {
                Err(reason) => (true, reason),
                Ok(mut session) => (true, self.listen(&mut inbound, &mut session).await),
            },
        };
        self.end(attached, &reason).await;
    }

    /// Reads the first frame and checks that it is of this unit, this environment and a protocol that both sides speak.
    async fn greet<S>(&mut self, inbound: &mut S) -> Result<(Hello, u32), CloseReason>
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        if !self.rates.attach(self.unit.key, Instant::now()) {
            return Err(CloseReason::TooFast);
        }
        let first = tokio::select! {
            end = self.mailbox.ended() => return Err(end.into()),
            first = tokio::time::timeout(HELLO_TIME, inbound.next()) => first.map_err(|_| CloseReason::Late)?,
        };
        let first = received(first)?;
        let Frame::Hello(hello) = Frame::try_from(first)? else {
            return Err(BadFrame::HelloMissing.into());
        };
        let protocol = madoguchi_proto::agree(hello.protocol_oldest, hello.protocol_newest)
            .map_err(CloseReason::Version)?;
        if hello.serial != self.unit.serial {
            return Err(CloseReason::OtherSerial);
        }
        if hello.environment != self.context.environment {
            return Err(CloseReason::OtherEnvironment);
        }
        if let Some(claim) = &hello.factory
            && !claim.holds(&self.unit.serial, self.peer.binding)
        {
            return Err(CloseReason::FactoryKey);
        }
        self.rates
            .announce(self.unit.key, hello.spooled, Instant::now());
        Ok((*hello, protocol))
    }

    /// Welcomes the unit and tells the fleet of it. The welcome is sent first, so the fleet's orders stand behind it in the same queue. A
    /// unit that is refused gets no welcome: its first frame is the refusal.
    async fn attach(&mut self, hello: Hello, protocol: u32) -> Result<Session, CloseReason> {
        let claim = Claim {
            serial: Some(self.unit.serial.clone()),
            virtual_port: hello.virtual_port.clone(),
        };
        let mut observation =
            self.context
                .links
                .observe(self.peer.address, self.peer.local, &claim);
        if let Some(counter) = self.engine.welcome(&self.unit).await {
            let (now, environment) = ((self.context.now)(), self.context.environment);
            self.mailbox
                .send(replies::welcome(protocol, now, environment, &counter))
                .await?;
        }
        let link = observation.link().ok_or(CloseReason::Unplugged)?;
        let (clock, sends_log) = (hello.clock, hello.sends_log);
        self.act(Command::Attach(Box::new(self.attach_of(hello, link))))
            .await?;
        let (serial, connection) = (&self.unit.serial, self.mailbox.id());
        let log = self
            .mailbox
            .reader_logs()
            .register(serial, connection, sends_log);
        let mut session = Session {
            log,
            observation,
            sequence: 0,
            clock_heard: None,
        };
        self.hear_clock(clock, &mut session).await?;
        Ok(session)
    }

    fn attach_of(&self, hello: Hello, link: Link) -> Attach {
        Attach {
            factory_key: hello.factory.map(|claim| claim.key()),
            serial: self.unit.serial.clone(),
            key: self.unit.key,
            installation: self.context.installation,
            connection: self.mailbox.id(),
            link,
            holding: hello.holding,
            spooled: hello.spooled,
            health: hello.health,
            software: hello.software,
            identifies: hello.identifies,
            engine: hello.engine,
            bundled: self.bundled(&hello.bundled_license),
        }
    }

    /// The bundled license as a command. A license that does not hold is left out, and the unit attaches all the same (RULES S8).
    fn bundled(&self, document: &[u8]) -> Option<InstallLicense> {
        if document.is_empty() {
            return None;
        }
        match verify_license(&self.context.trust, document) {
            Ok(verified) if !names(&verified.grant, &self.unit.serial) => {
                let license = verified.grant.id;
                tracing::warn!(serial = %self.unit.serial, %license, "the license in the reader's box is another's");
                None
            }
            Ok(verified) => Some(InstallLicense {
                revocations: verified.list.map(wire::received_list),
                old_pc_died: false,
                grant: verified.grant,
                document: verified.document,
                installation: self.context.installation,
            }),
            Err(why) => {
                tracing::warn!(serial = %self.unit.serial, why = chain(&why), "the license in the reader's box does not hold");
                None
            }
        }
    }

    /// Handles events and changes of the link until one of them, or the outbox, ends the connection.
    async fn listen<S>(&mut self, inbound: &mut S, session: &mut Session) -> CloseReason
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        loop {
            let taken = tokio::select! {
                end = self.mailbox.ended() => return end.into(),
                change = session.observation.changed() => match change {
                    Some(link) => self.relink(link).await,
                    None => return CloseReason::Unplugged,
                },
                // One part at a time is asked for, so the frames for calls stand behind one of these at most.
                ask = session.log.next() => self.mailbox.send(replies::send_log(&ask)).await.map_err(Into::into),
                next = inbound.next() => match received(next) {
                    Ok(frame) => self.take(frame, session).await,
                    Err(reason) => return reason,
                },
            };
            if let Err(reason) = taken {
                return reason;
            }
        }
    }

    async fn relink(&self, link: Link) -> Result<(), CloseReason> {
        self.act(Command::LinkObserved {
            serial: self.unit.serial.clone(),
            connection: self.mailbox.id(),
            link,
        })
        .await
    }

    /// Handles one event. It is acknowledged once it is durable, and not before (invariant 6).
    async fn take(&self, frame: AttachRequest, session: &mut Session) -> Result<(), CloseReason> {
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
        self.act(happened.command(self.unit.serial.clone(), self.mailbox.id()))
            .await?;
        self.mailbox.send(replies::acknowledge(sequence)).await?;
        self.hear_clock(clock, session).await
    }

    /// Tells the fleet what the reader's clock shows, now and then.
    async fn hear_clock(
        &self,
        clock: Option<TimeOfDay>,
        session: &mut Session,
    ) -> Result<(), CloseReason> {
        let now = Instant::now();
        let fresh = |heard: Instant| now.duration_since(heard) < CLOCK_EVERY;
        let Some(shown) = clock.filter(|_| !session.clock_heard.is_some_and(fresh)) else {
            return Ok(());
        };
        session.clock_heard = Some(now);
        let heard = Command::HearClock {
            serial: self.unit.serial.clone(),
            connection: self.mailbox.id(),
            shown,
        };
        match self.engine.act(Act::reader(heard)).await {
            // A unit that was turned away has no connection that could be compared; it is told so by its own frame.
            Ok(_) | Err(ActError::Refused(_)) => Ok(()),
            Err(error) => Err(CloseReason::Engine(error)),
        }
    }

    async fn act(&self, command: Command) -> Result<(), CloseReason> {
        match self.engine.act(Act::reader(command)).await {
            Ok(Answer::Except(why)) => {
                // It is acknowledged although a part was refused: sent again, it would be refused again.
                tracing::warn!(serial = %self.unit.serial, why = why.code(), "not all that a reader sent was taken");
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) => Err(CloseReason::Engine(error)),
        }
    }

    /// Sends the last frame and tells the fleet that the connection ended.
    async fn end(self, attached: bool, reason: &CloseReason) {
        self.note(reason);
        if let Some(frame) = reason.last_word() {
            self.mailbox.send_last(frame);
        }
        if matches!(
            reason,
            CloseReason::Ended(End::TooSlow | End::Slept) | CloseReason::Unplugged
        ) {
            // The frames for it wait in buffers that it never empties.
            self.peer.hang_up();
        }
        let (serial, connection) = (self.unit.serial.clone(), self.mailbox.id());
        drop(self.mailbox);
        if !attached || !reason.detaches() {
            return;
        }
        let detach = Act::reader(Command::Detach {
            serial,
            connection,
            how: reason.parting(),
        });
        match self.engine.act(detach).await {
            // A newer connection took its place, or the fleet released it by itself.
            Ok(_) | Err(ActError::Refused(_) | ActError::Stopped) => {}
            Err(error) => tracing::error!(
                error = chain(&error),
                "the end of a connection could not be recorded"
            ),
        }
    }

    fn note(&self, reason: &CloseReason) {
        let (serial, address) = (&self.unit.serial, self.peer.address);
        match reason {
            CloseReason::BadFrame(_)
            | CloseReason::OtherSerial
            | CloseReason::OtherKey
            | CloseReason::TooFast
            | CloseReason::Ended(End::TooSlow) => {
                tracing::warn!(%serial, %address, why = chain(reason), "a connection was closed");
            }
            other => tracing::info!(%serial, %address, why = chain(other), "a connection ended"),
        }
    }
}

/// The next frame. A frame that is too large or unreadable is the reader's fault, and the reader is told; any other error comes from the
/// link.
fn received(next: Option<Result<AttachRequest, Status>>) -> Result<AttachRequest, CloseReason> {
    let status = match next {
        Some(Ok(frame)) => return Ok(frame),
        Some(Err(status)) => status,
        None => return Err(CloseReason::PeerGone),
    };
    // An error of the transport has a source.
    if status.source().is_some() {
        return Err(CloseReason::PeerGone);
    }
    Err(match status.code() {
        Code::OutOfRange => BadFrame::TooLarge.into(),
        Code::Internal | Code::Unimplemented => BadFrame::Unreadable.into(),
        _ => CloseReason::PeerGone,
    })
}

/// The state of a connection between two events.
struct Session {
    log: Registered,
    observation: Observation,
    sequence: u64,
    /// When the reader's clock was compared last.
    clock_heard: Option<Instant>,
}

/// Whether a license is bound to this unit: a bundled license always is.
fn names(grant: &Grant, serial: &Serial) -> bool {
    matches!(&grant.binding, Binding::Bundled { serial: named, .. } if **named == *serial.as_str())
}
