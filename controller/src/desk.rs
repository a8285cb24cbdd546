//! The desk: what people and programs can ask of a running controller.
//!
//! Each request becomes a command at the edge ([`words`]), and the engine decides it and makes it durable. The answer then shows the fleet
//! after that (`views`). One file for each kind of thing that is asked about; the doors ([`grpc`]) call these requests and decide nothing.

pub mod audit;
pub mod bundle;
mod caller;
mod changes;
mod counter;
mod day;
mod down;
mod events;
mod examine;
pub mod grpc;
mod licenses;
pub(crate) mod metrics;
mod month;
mod names;
mod nightly;
mod notices;
mod pairing;
pub mod people;
mod reader_log;
mod ready;
mod records;
mod refused;
mod replacing;
mod requests;
mod sheet;
mod status;
mod support_code;
mod tickets;
mod triage;
mod units;
mod watched;
pub mod words;

pub use caller::{Caller, Right, Role};
pub use changes::Changes;
pub(crate) use counter::{Call, Counter, Phase};
pub use down::DownSheet;
pub use events::Events;
pub use examine::Pc;
pub(crate) use licenses::Drawn;
pub use licenses::{Agreed, Pictures, ToProgram};
pub use metrics::Counts;
pub(crate) use nightly::BackupMoment;
pub use nightly::Nightly;
pub(crate) use pairing::Pairing;
pub use ready::Ready;
pub(crate) use records::BackupParts;
pub use refused::{Kind, Refused};
pub(crate) use status::next_minute;
pub use watched::Watched;

use crate::config::Support;
use crate::engine::{ActError, Handle};
use crate::gateway::ReaderLogs;
use crate::identity::Identity;
use crate::pairing::Coordinator;
use crate::store::Images;
use crate::texts;
use crate::views;
use crate::wire::BadField;
use madoguchi_files::day_log;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::Act;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_licensing::trust::Trust;
use madoguchi_proto::v1::{Setting, Ticket, Unit};
use names::NamesUnits;
use people::Logins;
use prost::Message;
use std::path::PathBuf;
use std::sync::Arc;

/// The parts that the requests need.
#[derive(Clone)]
pub struct Desk {
    pub handle: Handle,
    /// The desk's token, and the CA that signs units' certificates.
    pub identity: Arc<Identity>,
    /// The trust by which licenses are verified.
    pub trust: Arc<Trust>,
    /// The coordinator of pairings; `None` if this controller cannot pair.
    pub pairing: Option<Coordinator>,
    /// The link policy in words: "usb" or "loopback".
    pub policy: &'static str,
    /// The fields of the configuration that this controller was started with.
    pub settings: Arc<[Setting]>,
    /// The folder whose disk has to have room; `None` where the records are in memory.
    pub folder: Option<PathBuf>,
    /// This PC, to be looked at.
    pub pc: Pc,
    /// What is kept of logins.
    pub logins: Logins,
    /// Places for those who read the whole record of acts.
    pub audits: audit::Readers,
    /// The place for whoever makes a bundle for support.
    pub bundles: bundle::Places,
    /// Reads pictures of codes.
    pub pictures: Pictures,
    /// Whom to ask for a return; `None` where no program waits for that.
    pub program: Option<ToProgram>,
    /// What the watched folder shows of itself; `None` where none is watched.
    pub watched: Option<Watched>,
    /// The way to the logs of the readers that are connected.
    pub reader_logs: ReaderLogs,
    /// The sheet for when the controller is down; `None` where none is written.
    pub down: Option<DownSheet>,
    /// How it goes with the backups that are made by themselves; `None` where none are.
    pub nightly: Option<Nightly>,
    /// How it goes with the log's files; `None` where it has none.
    pub logs: Option<day_log::Watch>,
    /// The folder of the database, if that was of no use at the start.
    pub made_anew: Option<PathBuf>,
    /// How it goes with the images of the records; `None` where nothing is kept.
    pub images: Option<Images>,
    /// Whom to call about readers, and when.
    pub support: Arc<Support>,
    /// What the check before opening found that is made by itself.
    pub ready: Ready,
    /// What changed lately at this PC.
    pub changes: Changes,
    /// What happened lately.
    pub events: Events,
    /// What was counted since the start, for metrics.
    pub counts: Counts,
    /// Whoever asks.
    pub caller: Caller,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// Sends the act of a request to the fleet and returns what `shown` reads from the fleet after it. The act is durable by then.
    async fn act<R: Request, S: Send + 'static>(
        &self,
        request: R,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Refused>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let look = move |fleet: &Fleet, answer: Answer, _: R| look(fleet, answer);
        self.act_as_resolved(request, look).await
    }

    /// The same, with the request that `look` sees: serials stand in it where readers were named.
    async fn act_as_resolved<R: Request, S: Send + 'static>(
        &self,
        mut request: R,
        look: impl FnOnce(&Fleet, Answer, R) -> S + Send + 'static,
    ) -> Result<S, Refused>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let right = request.right();
        self.may(right)?;
        names::check(&mut request)?;
        if request.names().iter().all(|name| name.is_empty()) {
            let act = asked(request.clone(), &request)?;
            let look = move |fleet: &Fleet, answer| look(fleet, answer, request);
            return self.send(right, act, look).await;
        }
        let question = move |fleet: &Fleet| {
            let said = request.clone();
            names::resolve(fleet, &mut request)?;
            Ok((asked(request.clone(), &said)?, request))
        };
        self.ask_and_act(right, question, look).await
    }

    async fn send<S: Send + 'static>(
        &self,
        right: Right,
        mut act: Act,
        look: impl FnOnce(&Fleet, Answer) -> S + Send + 'static,
    ) -> Result<S, Refused> {
        self.may(right)?;
        act.actor = self.caller.actor.clone();
        act.place = self.caller.place;
        match self.handle.act_and_look(act, look).await {
            Ok(seen) => Ok(seen),
            Err(error) => Err(self.refused(&error).await),
        }
    }

    /// Makes an act from the fleet as it is, sends it, and returns what `shown` reads after it: one trip through the engine, so nothing can
    /// come in between.
    async fn ask_and_act<B: Send + 'static, S: Send + 'static>(
        &self,
        right: Right,
        question: impl FnOnce(&Fleet) -> Result<(Act, B), Refused> + Send + 'static,
        look: impl FnOnce(&Fleet, Answer, B) -> S + Send + 'static,
    ) -> Result<S, Refused> {
        self.may(right)?;
        let (actor, place) = (self.caller.actor.clone(), self.caller.place);
        let question = move |fleet: &Fleet| {
            let (act, beside) = question(fleet)?;
            let act = Act {
                actor,
                place,
                ..act
            };
            Ok((act, beside))
        };
        match self.handle.ask_and_act(question, look).await {
            Ok(seen) => seen,
            Err(error) => Err(self.refused(&error).await),
        }
    }

    /// Why an act was not done, with its times by the fleet's clock.
    async fn refused(&self, error: &ActError) -> Refused {
        let clock = match error {
            ActError::Refused(_) => self.handle.ask(texts::Clock::of).await.ok(),
            _ => None,
        };
        let clock = clock.unwrap_or_else(|| texts::Clock::at_offset(0));
        let refused = Refused::act(error, &clock);
        if refused.kind == Kind::Full {
            tracing::warn!(%error, "a request was refused: a bound is reached");
        }
        refused
    }

    /// Reads from the fleet as it was last committed.
    async fn ask<R: Send + 'static>(
        &self,
        right: Right,
        question: impl FnOnce(&Fleet) -> R + Send + 'static,
    ) -> Result<R, Refused> {
        self.may(right)?;
        let answer = self.handle.ask(question).await;
        answer.map_err(|_| Refused::stopped())
    }

    /// Sends an act on one ticket and returns the ticket after it, with the notices that `also` adds.
    async fn act_on_ticket<R: Request, N: Send + 'static>(
        &self,
        request: R,
        also: impl FnOnce(&Fleet, TicketId) -> N + Send + 'static,
    ) -> Result<(Option<Ticket>, N), Refused>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let also = move |fleet: &Fleet, id, _: &R| also(fleet, id);
        self.act_on_named_ticket(request, also).await
    }

    /// The same for a request that names a reader: `also` sees its serial.
    async fn act_on_named_ticket<R: Request, N: Send + 'static>(
        &self,
        request: R,
        also: impl FnOnce(&Fleet, TicketId, &R) -> N + Send + 'static,
    ) -> Result<(Option<Ticket>, N), Refused>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let look = move |fleet: &Fleet, answer: Answer, request: R| {
            let Answer::Ticket(id) = answer else {
                return None;
            };
            // A repeat can come after the ticket was closed and forgotten; it then gets no ticket.
            let ticket = fleet.ticket(id).map(|ticket| views::untold(fleet, ticket));
            Some((ticket, also(fleet, id, &request)))
        };
        let seen = self.act_as_resolved(request, look).await?;
        let (ticket, also) = seen.ok_or_else(Refused::wrong_answer)?;
        Ok((ticket.map(views::Untold::told), also))
    }

    /// Sends an act on one unit and returns the unit after it.
    async fn act_on_unit<R: Request>(&self, request: R) -> Result<Option<Unit>, Refused>
    where
        words::Asked: TryFrom<R, Error = BadField>,
    {
        let unit = self.act(request, |fleet, answer| unit_of(fleet, &answer));
        let mut unit = unit.await??;
        unit.iter_mut().for_each(|unit| self.show(unit));
        Ok(unit)
    }

    /// Leaves of a unit what the caller may see.
    fn show(&self, unit: &mut Unit) {
        if !self.caller.role.may(Right::Papers) {
            views::for_anybody(unit);
        }
    }
}

/// The unit that an answer names.
fn unit_of(fleet: &Fleet, answer: &Answer) -> Result<Option<Unit>, Refused> {
    let Answer::Unit(serial) = answer else {
        return Err(Refused::wrong_answer());
    };
    Ok(fleet.unit(serial).map(|unit| views::unit(fleet, unit)))
}

/// A request for an act.
trait Request: Message + NamesUnits + Clone + 'static {}
impl<R: Message + NamesUnits + Clone + 'static> Request for R {}

/// The act that a request asks for. It carries the hash of the request as it was `said`, by which a repeat is told from another request.
fn asked<R: Request>(request: R, said: &R) -> Result<Act, Refused>
where
    words::Asked: TryFrom<R, Error = BadField>,
{
    let content = requests::content(said);
    let asked = words::Asked::try_from(request)?;
    Ok(asked.0.saying(content))
}
