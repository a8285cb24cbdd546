//! The story of one connection: hello, welcome, events, and the end, which the fleet is always told.
//!
//! Frames are taken one after the other: the next one is read when the one before is durable. That keeps
//! their order without further care, and a reader has only a few per patient; many readers' frames still share
//! one commit.

use super::frames::{Event, Frame, Hello, Nonsense};
use super::leave::Leave;
use super::outbox::{End, Mailbox};
use super::rate::Rates;
use super::{Engine, House, replies};
use crate::engine::ActError;
use crate::link::{Claim, Observation};
use crate::tls::{Peer, UnitIdentity};
use crate::wire;
use madoguchi_fleet::command::{Act, Attach, Command, InstallLicense};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::link::Link;
use madoguchi_licensing::grant::{Binding, Grant};
use madoguchi_licensing::verify::verify_license;
use madoguchi_proto::v1::AttachRequest;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_stream::{Stream, StreamExt};
use tonic::{Code, Status};

/// How long the first frame may take: an agent sends it at once.
pub(super) const HELLO_TIME: Duration = Duration::from_secs(5);

/// One connection of one unit.
pub(super) struct Connection<E> {
    pub engine: E,
    pub house: Arc<House>,
    pub rates: Rates,
    pub peer: Peer,
    pub unit: UnitIdentity,
    pub mailbox: Mailbox,
}

impl<E: Engine> Connection<E> {
    /// Lives until the connection ends.
    pub(super) async fn run<S>(mut self, mut inbound: S)
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        let (attached, leave) = match self.greet(&mut inbound).await {
            Err(leave) => (false, leave),
            Ok((hello, protocol)) => match self.attach(hello, protocol).await {
                Err(leave) => (true, leave),
                Ok(mut session) => (true, self.listen(&mut inbound, &mut session).await),
            },
        };
        self.end(attached, &leave).await;
    }

    /// The first frame: who is this, and do we understand each other?
    async fn greet<S>(&mut self, inbound: &mut S) -> Result<(Hello, u32), Leave>
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        if !self.rates.attach(self.unit.key, Instant::now()) {
            return Err(Leave::TooFast);
        }
        let first = tokio::select! {
            end = self.mailbox.ended() => return Err(end.into()),
            first = tokio::time::timeout(HELLO_TIME, inbound.next()) => first.map_err(|_| Leave::Late)?,
        };
        let first = received(first)?;
        let Frame::Hello(hello) = Frame::try_from(first)? else {
            return Err(Nonsense::HelloMissing.into());
        };
        let protocol = madoguchi_proto::agree(hello.protocol_oldest, hello.protocol_newest)
            .map_err(Leave::Version)?;
        if hello.serial != self.unit.serial {
            return Err(Leave::OtherSerial);
        }
        if hello.environment != self.house.environment {
            return Err(Leave::OtherEnvironment);
        }
        if let Some(claim) = &hello.factory
            && !claim.holds(&self.unit.serial, self.peer.binding)
        {
            return Err(Leave::FactoryKey);
        }
        self.rates
            .announce(self.unit.key, hello.spooled, Instant::now());
        Ok((*hello, protocol))
    }

    /// Welcomes the unit and tells the fleet of it. The welcome is sent first: what the fleet orders then
    /// stands behind it in the same queue. Who is turned away gets no welcome: the fleet's word is the first.
    async fn attach(&mut self, hello: Hello, protocol: u32) -> Result<Session, Leave> {
        let claim = Claim {
            serial: Some(self.unit.serial.clone()),
            virtual_port: hello.virtual_port.clone(),
        };
        let mut observation = self
            .house
            .links
            .observe(self.peer.address, self.peer.local, &claim);
        if let Some(counter) = self.engine.welcome(&self.unit).await {
            let (now, environment) = ((self.house.now)(), self.house.environment);
            self.mailbox
                .send(replies::welcome(protocol, now, environment, &counter))
                .await?;
        }
        let link = observation.link().ok_or(Leave::Unplugged)?;
        self.act(Command::Attach(Box::new(self.attach_of(hello, link))))
            .await?;
        Ok(Session {
            observation,
            sequence: 0,
        })
    }

    fn attach_of(&self, hello: Hello, link: Link) -> Attach {
        Attach {
            factory_key: hello.factory.map(|claim| claim.key()),
            serial: self.unit.serial.clone(),
            key: self.unit.key,
            installation: self.house.installation,
            connection: self.mailbox.id(),
            link,
            holding: hello.holding,
            spooled: hello.spooled,
            health: hello.health,
            software: hello.software,
            bundled: self.bundled(&hello.bundled_license),
        }
    }

    /// Whatever is wrong with a license in the box, the unit attaches all the same (RULES S8).
    fn bundled(&self, document: &[u8]) -> Option<InstallLicense> {
        if document.is_empty() {
            return None;
        }
        match verify_license(&self.house.trust, document) {
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
                installation: self.house.installation,
            }),
            Err(why) => {
                tracing::warn!(serial = %self.unit.serial, %why, "the license in the reader's box does not hold");
                None
            }
        }
    }

    /// Takes events, link changes and the outbox's word until one of them ends the connection.
    async fn listen<S>(&mut self, inbound: &mut S, session: &mut Session) -> Leave
    where
        S: Stream<Item = Result<AttachRequest, Status>> + Send + Unpin,
    {
        loop {
            let taken = tokio::select! {
                end = self.mailbox.ended() => return end.into(),
                change = session.observation.changed() => match change {
                    Some(link) => self.relink(link).await,
                    None => return Leave::Unplugged,
                },
                next = inbound.next() => match received(next) {
                    Ok(frame) => self.take(frame, session).await,
                    Err(leave) => return leave,
                },
            };
            if let Err(leave) = taken {
                return leave;
            }
        }
    }

    async fn relink(&self, link: Link) -> Result<(), Leave> {
        self.act(Command::LinkObserved {
            serial: self.unit.serial.clone(),
            connection: self.mailbox.id(),
            link,
        })
        .await
    }

    /// One event: acknowledged once it is durable, and not before (invariant 6).
    async fn take(&self, frame: AttachRequest, session: &mut Session) -> Result<(), Leave> {
        if !self.rates.frame(self.unit.key, Instant::now()) {
            return Err(Leave::TooFast);
        }
        let Event { sequence, happened } = match Frame::try_from(frame)? {
            Frame::Event(event) => event,
            Frame::Renew(request) => return self.renew(&request).await,
            Frame::Hello(_) => return Err(Nonsense::SecondHello.into()),
        };
        let expected = session.sequence.saturating_add(1);
        if sequence != expected {
            return Err(Nonsense::Sequence { sequence, expected }.into());
        }
        session.sequence = sequence;
        self.act(happened.command(self.unit.serial.clone(), self.mailbox.id()))
            .await?;
        Ok(self.mailbox.send(replies::acknowledge(sequence)).await?)
    }

    async fn act(&self, command: Command) -> Result<(), Leave> {
        match self.engine.act(Act::reader(command)).await {
            Ok(Answer::Except(why)) => {
                // Acknowledged all the same: sent again, it would fit no better.
                tracing::warn!(serial = %self.unit.serial, %why, "not all that a reader sent was taken");
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) => Err(Leave::Engine(error)),
        }
    }

    /// Says the last word and tells the fleet.
    async fn end(self, attached: bool, leave: &Leave) {
        self.note(leave);
        if let Some(frame) = leave.last_word() {
            self.mailbox.send_last(frame);
        }
        if matches!(leave, Leave::Ended(End::TooSlow) | Leave::Unplugged) {
            // What it was sent waits in buffers that it never empties.
            self.peer.hang_up();
        }
        let (serial, connection) = (self.unit.serial.clone(), self.mailbox.id());
        drop(self.mailbox);
        if !attached || !leave.detaches() {
            return;
        }
        let detach = Act::reader(Command::Detach {
            serial,
            connection,
            how: leave.parting(),
        });
        match self.engine.act(detach).await {
            // Another connection took its place, or the fleet let it go by itself.
            Ok(_) | Err(ActError::Refused(_) | ActError::Stopped) => {}
            Err(error) => tracing::error!(%error, "the end of a connection could not be recorded"),
        }
    }

    fn note(&self, leave: &Leave) {
        let (serial, address) = (&self.unit.serial, self.peer.address);
        match leave {
            Leave::Nonsense(_)
            | Leave::OtherSerial
            | Leave::OtherKey
            | Leave::TooFast
            | Leave::Ended(End::TooSlow) => {
                tracing::warn!(%serial, %address, why = %leave, "a connection was closed");
            }
            other => tracing::info!(%serial, %address, why = %other, "a connection ended"),
        }
    }
}

/// A frame that came. One that is too large, or no frame at all, is the reader's fault and is told back; anything else
/// is its link's.
fn received(next: Option<Result<AttachRequest, Status>>) -> Result<AttachRequest, Leave> {
    let status = match next {
        Some(Ok(frame)) => return Ok(frame),
        Some(Err(status)) => status,
        None => return Err(Leave::PeerGone),
    };
    // What the transport says has a cause of its own below it.
    if status.source().is_some() {
        return Err(Leave::PeerGone);
    }
    Err(match status.code() {
        Code::OutOfRange => Nonsense::TooLarge("the frame").into(),
        Code::Internal | Code::Unimplemented => Nonsense::Unreadable.into(),
        _ => Leave::PeerGone,
    })
}

/// What is kept while events come.
struct Session {
    observation: Observation,
    /// The newest sequence that came.
    sequence: u64,
}

/// Whether a license is the unit's own: the only kind that comes in a box.
fn names(grant: &Grant, serial: &Serial) -> bool {
    matches!(&grant.binding, Binding::Bundled { serial: named, .. } if **named == *serial.as_str())
}
