//! Requests for a pairing, the same for a program's stream and for pages: who may start one, who answers, who ends it, and when nobody is
//! left who could (RULES A15).

use super::{Desk, Refused, Right, requests};
use crate::pairing::{Busy, Coordinator, Place, Seen, Staff, Wanted};
use crate::texts::{self, Clock};
use crate::wire::{self, BadField, optional};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::{self, RequestId};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::{FleetTime, TimeOfDay};
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1::{PairingAnswer, PairingDigits, PairingOpen, Text, UnitActivity};
use madoguchi_texts::same;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// How long a pairing without a stream goes on while whoever started it does not look: a page looks every few seconds, and one that is
/// loaded again takes some. Then the port closes, and nothing was enrolled.
const LEFT_AFTER: Duration = Duration::from_secs(15);

/// A pairing as whoever asks sees it.
#[derive(Debug, Clone)]
pub(crate) struct Pairing {
    pub seen: Arc<Seen>,
    /// Whether he started it.
    pub is_own: bool,
    /// When it was started.
    pub since: TimeOfDay,
    /// When it ends by itself.
    pub until: TimeOfDay,
    /// What pairing the reader takes away, where it is a known one: the answer to its digits is the consent.
    pub takes: Option<Text>,
}

impl Desk {
    /// Starts a pairing that lasts while whoever started it looks. The repeat of a request finds the one that it started.
    pub(crate) async fn start_pairing(&self, open: &PairingOpen) -> Result<Pairing, Refused> {
        let wanted = self.wanted(open)?;
        let id = wanted.request.id;
        if self
            .seen()
            .is_none_or(|seen| seen.id != id || seen.stage.is_over())
        {
            let (coordinator, place) = self.enter(&wanted, None).await?;
            tokio::spawn(ended_when_left(coordinator.clone(), id, place.looked()));
            tokio::spawn(coordinator.pair(place, wanted, None));
        }
        self.pairing_of(id).await
    }

    /// Starts a pairing whose steps are told to `staff`; it lasts until they go. Gives its name.
    pub(crate) async fn tell_pairing(
        &self,
        open: &PairingOpen,
        from: Option<SocketAddr>,
        staff: Staff,
    ) -> Result<String, Refused> {
        let wanted = self.wanted(open)?;
        let name = Hex(&wanted.request.id.0).to_string();
        let (coordinator, place) = self.enter(&wanted, from).await?;
        tokio::spawn(coordinator.pair(place, wanted, Some(staff)));
        Ok(name)
    }

    /// The pairing that runs, or the newest one; `None` before the first.
    pub(crate) async fn get_pairing(&self) -> Result<Option<Pairing>, Refused> {
        self.may(Right::Readers)?;
        let Some(seen) = self.seen() else {
            return Ok(None);
        };
        let is_own = seen.by == self.caller.actor;
        if is_own {
            self.coordinator()?.look(seen.id);
        }
        let look = move |fleet: &Fleet| Pairing {
            takes: seen.stage.digits().and_then(|digits| takes(fleet, digits)),
            since: fleet.of_day(seen.since),
            until: fleet.of_day(seen.until),
            is_own,
            seen,
        };
        self.ask(Right::Readers, look).await.map(Some)
    }

    /// Says whether the digits are the same as on the reader.
    pub(crate) async fn answer_pairing(
        &self,
        name: &str,
        said: PairingAnswer,
    ) -> Result<Pairing, Refused> {
        self.may(Right::Readers)?;
        let seen = self.running(name)?;
        if seen.by != self.caller.actor {
            return Err(self.of_another(&seen).await);
        }
        let shown = seen.stage.digits();
        if shown.is_none_or(|shown| plain(&shown.digits) != plain(&said.digits)) {
            return Err(Refused::state(texts::text("pairing-other-digits", &[])));
        }
        let digits = shown.map_or_else(String::new, |shown| shown.digits.clone());
        let said = PairingAnswer { digits, ..said };
        self.coordinator()?.answer(seen.id, said);
        self.pairing_of(seen.id).await
    }

    /// Ends a pairing, whoever started it. A unit that is being made durable just then counts all the same.
    pub(crate) async fn cancel_pairing(&self, name: &str) -> Result<Pairing, Refused> {
        self.may(Right::Readers)?;
        let seen = self.running(name)?;
        let by = [("by", who(&self.caller.actor, None))];
        let why = texts::sentence("pairing-cancelled", "pairing-cancelled", &by);
        let coordinator = self.coordinator()?;
        let mut over = coordinator.seen();
        let id = seen.id;
        coordinator.stop(id, why);
        let ended = |seen: &Option<Arc<Seen>>| {
            (seen.as_ref()).is_none_or(|seen| seen.id != id || seen.stage.is_over())
        };
        // An error means that the coordinator is gone, and the pairing with it.
        drop(over.wait_for(ended).await);
        self.pairing_of(id).await
    }

    /// What there is to see of the newest pairing, for the live state.
    pub(crate) fn seen(&self) -> Option<Arc<Seen>> {
        self.pairing.as_ref()?.seen().borrow().clone()
    }

    /// Changes with what is seen of pairings.
    pub(crate) fn pairings(&self) -> Option<watch::Receiver<Option<Arc<Seen>>>> {
        self.pairing.as_ref().map(Coordinator::seen)
    }

    fn coordinator(&self) -> Result<&Coordinator, Refused> {
        self.pairing.as_ref().ok_or_else(over)
    }

    async fn enter(
        &self,
        wanted: &Wanted,
        from: Option<SocketAddr>,
    ) -> Result<(Coordinator, Place), Refused> {
        let coordinator = self.coordinator()?;
        match coordinator.enter(wanted, from) {
            Ok(place) => Ok((coordinator.clone(), place)),
            Err(busy) => Err(self.busy(&busy).await),
        }
    }

    /// The pairing of this name, which is not over.
    fn running(&self, name: &str) -> Result<Arc<Seen>, Refused> {
        let seen = self.seen();
        let seen = seen.filter(|seen| seen.name() == name && !seen.stage.is_over());
        seen.ok_or_else(over)
    }

    async fn pairing_of(&self, id: RequestId) -> Result<Pairing, Refused> {
        let newest = self.get_pairing().await?;
        let own = newest.filter(|newest| newest.seen.id == id);
        own.ok_or_else(over)
    }

    async fn busy(&self, busy: &Busy) -> Refused {
        self.started("pairing-busy", &busy.by, busy.from, busy.since)
            .await
    }

    async fn of_another(&self, seen: &Seen) -> Refused {
        self.started("pairing-of-another", &seen.by, None, seen.since)
            .await
    }

    /// A refusal that says who started the pairing, and when.
    async fn started(
        &self,
        code: &str,
        by: &Actor,
        from: Option<SocketAddr>,
        since: FleetTime,
    ) -> Refused {
        let clock = match self.ask(Right::Readers, Clock::of).await {
            Ok(clock) => clock,
            Err(stopped) => return stopped,
        };
        let args = [("since", same(clock.seconds(since))), ("by", who(by, from))];
        Refused::state(texts::sentence(code, code, &args))
    }

    fn wanted(&self, open: &PairingOpen) -> Result<Wanted, Refused> {
        self.may(Right::Readers)?;
        let counter = open.counter.clone().unwrap_or_default();
        Ok(Wanted {
            actor: self.caller.actor.clone(),
            request: ids::Request {
                id: wire::request_id_of(&open.request_id)?,
                content: Some(requests::content(open)),
            },
            serial: optional(&open.serial, wire::typed_serial)?,
            edition: said(open.edition, wire::edition_of)?,
            counter: optional(counter.name.trim(), wire::counter_name_of)?,
            placement: said(counter.placement, wire::placement_of)?,
            tags: wire::tags_of(&counter.tags)?,
            cable: wire::cable_of(&open.cable)?,
            delivered: wire::delivered_or_none(&open.delivered)?,
        })
    }
}

fn over() -> Refused {
    Refused::state(texts::text("pairing-over", &[]))
}

/// Ends a pairing whose page was closed, or does not reach the controller.
async fn ended_when_left(coordinator: Coordinator, id: RequestId, mut looked: watch::Receiver<()>) {
    loop {
        match timeout(LEFT_AFTER, looked.changed()).await {
            Ok(Ok(())) => {}
            // It is over.
            Ok(Err(_)) => return,
            Err(_) => {
                let seconds = LEFT_AFTER.as_secs().to_string();
                let why = texts::text("pairing-left", &[("seconds", &seconds)]);
                return coordinator.stop(id, why);
            }
        }
    }
}

/// A value that may be unsaid.
fn said<T>(wire: i32, parse: fn(i32) -> Result<T, BadField>) -> Result<Option<T>, BadField> {
    (wire != 0).then(|| parse(wire)).transpose()
}

/// Digits without the gap between the groups, also as a Japanese keyboard types them.
fn plain(digits: &str) -> String {
    let plain = madoguchi_reading::plain(digits);
    plain.split_whitespace().collect()
}

/// Whoever did something: by his name, else by the address, else as the command line's user.
fn who(by: &Actor, from: Option<SocketAddr>) -> madoguchi_texts::Arg {
    match (by, from) {
        (Actor::Person(name) | Actor::User(name) | Actor::Reception(Some(name)), _) => same(name),
        (_, Some(address)) => same(address),
        _ => texts::text("cli-actor-staff", &[]).into(),
    }
}

/// What pairing a known reader takes away.
fn takes(fleet: &Fleet, digits: &PairingDigits) -> Option<Text> {
    let serial = wire::typed_serial(&digits.serial).ok()?;
    let unit = fleet
        .unit(&serial)
        .map(|unit| crate::views::unit(fleet, unit))?;
    let counter = unit.counter.as_ref().map_or("", |counter| &counter.name);
    let named = [("unit", unit.serial.as_str()), ("counter", counter)];
    if !unit.attached {
        return Some(texts::text("taken-enroll", &named));
    }
    let first = texts::text("taken-enroll-attached", &named);
    let number = [("number", unit.ticket.as_str())];
    let second = match unit.activity() {
        UnitActivity::Called => texts::text("taken-call", &number),
        UnitActivity::Verifying => texts::text("taken-session", &number),
        UnitActivity::WalkUp => texts::text("taken-walk-up-cut", &[]),
        _ => return Some(first),
    };
    Some(texts::both(first, second))
}
