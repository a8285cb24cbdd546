//! Runs one connection: hello, welcome, events, and the end, of which the fleet is always told.
//!
//! The engine is given events in the order of their sequences, and nothing waits for the commit of what came before: those that came
//! together share one, as those of many readers do (`in_flight`).

use super::close_reason::CloseReason;
use super::events::Session;
use super::frames::{BadFrame, Frame, Hello};
use super::in_flight::InFlight;
use super::outbox::{End, Mailbox};
use super::rate::Rates;
use super::{Context, Engine, replies};
use crate::engine::ActError;
use crate::link::Claim;
use crate::tls::{Peer, UnitIdentity};
use crate::wire;
use madoguchi_fleet::command::{Act, Attach, Command, InstallLicense};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Link;
use madoguchi_licensing::grant::{Binding, Grant};
use madoguchi_licensing::verify::verify_license;
use madoguchi_plain::chain;
use madoguchi_proto::v1::AttachRequest;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_stream::{Stream, StreamExt};
use tonic::{Code, Status};

/// The time for the first frame: an agent sends it at once.
pub(super) const HELLO_TIME: Duration = Duration::from_secs(5);

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
            in_flight: InFlight::default(),
            clock_heard: None,
        };
        let heard = self.hear_clock(clock, &mut session);
        self.hand_over(heard.into_iter().collect(), &mut session)
            .await?;
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
                // First, so that no acknowledgement stands behind the outbox's last word.
                biased;
                end = self.mailbox.ended() => return end.into(),
                done = session.in_flight.done() => match self.acknowledge(done).await {
                    Ok(()) => Ok(()),
                    Err(reason) => return reason,
                },
                change = session.observation.changed() => match change {
                    Some(link) => self.relink(link).await,
                    None => return CloseReason::Unplugged,
                },
                // One part at a time is asked for, so the frames for calls stand behind one of these at most.
                ask = session.log.next() => self.mailbox.send(replies::send_log(&ask)).await.map_err(Into::into),
                next = inbound.next(), if session.in_flight.room() > 0 => self.take(next, inbound, session).await,
            };
            if let Err(reason) = taken {
                return self.settle(session, reason).await;
            }
        }
    }

    /// Acknowledges what came before the end of the connection, so that it does not come again.
    async fn settle(&mut self, session: &mut Session, reason: CloseReason) -> CloseReason {
        while !session.in_flight.is_empty() {
            let acknowledged = tokio::select! {
                biased;
                end = self.mailbox.ended() => return end.into(),
                done = session.in_flight.done() => self.acknowledge(done).await,
            };
            if let Err(reason) = acknowledged {
                return reason;
            }
        }
        reason
    }

    async fn relink(&self, link: Link) -> Result<(), CloseReason> {
        self.act(Command::LinkObserved {
            serial: self.unit.serial.clone(),
            connection: self.mailbox.id(),
            link,
        })
        .await
    }

    async fn act(&self, command: Command) -> Result<(), CloseReason> {
        let answer = self.engine.act(Act::reader(command)).await;
        self.note_exception(&answer.map_err(CloseReason::Engine)?);
        Ok(())
    }

    /// Notes that a part was refused. The whole is acknowledged all the same: sent again, that part would be refused again.
    pub(super) fn note_exception(&self, answer: &Answer) {
        if let Answer::Except(why) = answer {
            tracing::warn!(serial = %self.unit.serial, why = why.code(), "not all that a reader sent was taken");
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
pub(super) fn received(
    next: Option<Result<AttachRequest, Status>>,
) -> Result<AttachRequest, CloseReason> {
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

/// Whether a license is bound to this unit: a bundled license always is.
fn names(grant: &Grant, serial: &Serial) -> bool {
    matches!(&grant.binding, Binding::Bundled { serial: named, .. } if **named == *serial.as_str())
}
