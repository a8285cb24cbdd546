//! A unit connected: who it is, and what it has against what it should have.
//!
//! Orders are hints, so everything that may have been lost is derived here anew (RULES, "Units and admission").

use crate::admission::Refusal as Turned;
use crate::command::{Attach, Holding, InstallLicense};
use crate::decision::{Answer, Closing, Order, Withdrawal};
use crate::fleet::Fleet;
use crate::ids::{Assignment, ConnectionId, KeyFingerprint, Serial, SessionId};
use crate::link::{Link, UsbSerial};
use crate::refusal::Refusal;
use crate::ticket::{State, Ticket, What, Why};
use crate::time::FleetTime;
use crate::unit::{Activity, Attachment, Membership, Presence};
use crate::visitors::Visitor;
use crate::work::Work;
use madoguchi_licensing::grant::Binding;

impl Fleet {
    pub(crate) fn attach(&mut self, work: &mut Work, attach: Attach) -> Result<(), Refusal> {
        if let Some(refusal) = self.turned_away(&attach.serial, attach.key) {
            let closing = Closing::Refused(refusal.clone());
            work.order(attach.connection, Order::Close(closing));
            self.note_visitor(Visitor {
                serial: attach.serial,
                installation: attach.installation,
                link: attach.link,
                refusal,
                at: self.now,
            });
            return Ok(());
        }
        if let Some(refusal) = self.on_anothers_cable(&attach) {
            // It is no visitor of its own: whose papers it shows is attached, and is shown as that.
            work.order(attach.connection, Order::Close(Closing::Refused(refusal)));
            return Ok(());
        }
        self.visitors.remove(&attach.serial);
        if let Some(bundled) = attach.bundled {
            self.accept_from_the_box(work, &attach.serial, bundled);
        }
        let serial = attach.serial;
        let Some(unit) = self.units.get_mut(&serial) else {
            return Ok(());
        };
        // The first frame of an older connection can arrive after a newer one's: what it says is no longer so.
        let here = unit.installation == attach.installation;
        if here
            && unit
                .connection()
                .is_some_and(|newer| attach.connection < newer)
        {
            work.order(attach.connection, Order::Close(Closing::Superseded));
            return Ok(());
        }
        if let Some(old) = unit.connection().filter(|old| *old != attach.connection) {
            work.order(old, Order::Close(Closing::Superseded));
        }
        let moved = unit.installation != attach.installation;
        if moved || unit.health != attach.health {
            // Seats belong to a PC: the one that it had stays behind.
            unit.seat = unit.seat.take().filter(|_| !moved);
            unit.installation = attach.installation;
            unit.health = attach.health;
            work.touch_unit(&serial);
        }
        unit.presence = Presence::Attached(Box::new(Attachment {
            connection: attach.connection,
            link: attach.link,
            software: attach.software,
            card_present: attach.holding.card_present,
            factory_key: attach.factory_key.map(Box::new),
            unheard_until: None,
            told: None,
        }));
        work.stir();
        if moved {
            self.leave_behind(work, &serial);
        }
        self.reconcile(work, &serial, &attach.holding, attach.spooled);
        self.spare_patient(work, &serial);
        Ok(())
    }

    /// What a unit had when it was carried to another PC stays with the queue, or a full PC would have a
    /// fifth unit at work (invariant 3). A session that still runs there is believed late.
    fn leave_behind(&mut self, work: &mut Work, serial: &Serial) {
        let activity = self.units.get(serial).map(|unit| unit.activity.clone());
        match activity {
            Some(Activity::Called(a)) => self.give_back(work, a.ticket, serial, Why::UnitLost),
            Some(Activity::Verifying(a)) => {
                self.break_off(work, a.ticket, What::Returned, Why::UnitLost);
                self.set_activity(work, serial, Activity::Free { since: self.now });
            }
            _ => {}
        }
    }

    /// A license that came in a unit's box counts for that unit only. Whatever is wrong with it, the included seat
    /// serves: a refusal is no reason to turn the unit away.
    fn accept_from_the_box(&mut self, work: &mut Work, serial: &Serial, license: InstallLicense) {
        let names = &license.grant.binding;
        let own =
            matches!(names, Binding::Bundled { serial: named, .. } if **named == *serial.as_str());
        let id = license.grant.id.clone();
        let known = self.licenses.contains_key(&id);
        if !own {
            return;
        }
        match self.accept_license(work, license) {
            Ok(()) if !known => work.is_about(id),
            Ok(()) => {}
            Err(why) => work.answers(Answer::Except(Box::new(why))),
        }
    }

    /// The unit was asked what it has, and says it.
    pub(crate) fn holding_reported(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
        holding: &Holding,
    ) -> Result<(), Refusal> {
        self.set_card_present(serial, connection, holding.card_present)?;
        self.reconcile(work, serial, holding, 0);
        Ok(())
    }

    /// The link was observed anew.
    pub(crate) fn link_observed(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        connection: ConnectionId,
        link: Link,
    ) -> Result<(), Refusal> {
        match self.units.get_mut(serial).map(|unit| &mut unit.presence) {
            Some(Presence::Attached(attachment)) if attachment.connection == connection => {
                attachment.link = link;
                work.stir();
                Ok(())
            }
            _ => Err(Refusal::StaleConnection(serial.clone())),
        }
    }

    /// Why this connection is turned away at the door: no further than being told.
    #[must_use]
    pub fn turned_away(&self, serial: &Serial, key: KeyFingerprint) -> Option<Turned> {
        let Some(unit) = self.units.get(serial) else {
            return Some(Turned::NotPaired);
        };
        let superseded = unit.old_keys.contains(&key);
        if unit.key != key && !superseded {
            return Some(Turned::NotPaired);
        }
        match &unit.membership {
            Membership::Retired => return Some(Turned::Retired),
            Membership::Replaced { by, .. } => return Some(Turned::Replaced { by: by.clone() }),
            Membership::Enrolled => {}
        }
        superseded.then_some(Turned::KeySuperseded)
    }

    /// A unit's papers come by the cable of a device that shows another serial, or none, while the unit itself is attached by
    /// its own cable: they were copied, and whoever has them must not cost their owner the connection.
    fn on_anothers_cable(&self, attach: &Attach) -> Option<Turned> {
        let serial = &attach.serial;
        let owner = self.units.get(serial)?.attachment()?;
        let is_its_own = |shown: &str| shown == serial.as_str();
        if !owner.link.usb_serial.shown().is_some_and(is_its_own) {
            return None;
        }
        match &attach.link.usb_serial {
            UsbSerial::Shown(usb) if !is_its_own(usb) => Some(Turned::IdentityMismatch {
                usb: Some(usb.clone()),
            }),
            UsbSerial::Missing => Some(Turned::IdentityMismatch { usb: None }),
            UsbSerial::Shown(_) | UsbSerial::NoDevice => None,
        }
    }

    /// Brings what the fleet believes of a unit together with what the unit says that it has.
    fn reconcile(&mut self, work: &mut Work, serial: &Serial, holding: &Holding, spooled: u32) {
        let Some(believed) = self.units.get(serial).map(|unit| unit.activity.clone()) else {
            return;
        };
        match holding.session {
            Some((session, assignment)) => {
                self.resume_session(work, serial, &believed, session, assignment, spooled)
            }
            None => self.without_session(work, serial, &believed, holding, spooled),
        }
        let stands = self.units.get(serial).and_then(|unit| unit.assignment());
        if let Some(shown) = holding.call.filter(|shown| Some(*shown) != stands)
            && let Some(connection) = self.units.get(serial).and_then(|unit| unit.connection())
        {
            work.order(
                connection,
                Order::Withdraw {
                    assignment: shown,
                    reason: Withdrawal::NotCurrent,
                },
            );
        }
    }

    /// A session runs at the unit: the one that we know of, or somebody else's.
    fn resume_session(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        session: SessionId,
        assignment: Option<Assignment>,
        spooled: u32,
    ) {
        let current = match believed {
            Activity::Called(a) | Activity::Verifying(a) => Some(*a),
            _ => None,
        };
        match (believed, assignment) {
            (Activity::Called(a), Some(b)) if *a == b && self.may_serve_as(serial, session, b) => {
                self.place(work, b, serial, session);
            }
            (Activity::Verifying(a), Some(b))
                if *a == b && self.may_serve_as(serial, session, b) =>
            {
                self.link_back(work, b, serial);
            }
            _ => {
                if let Some(other) = current {
                    self.yield_to_other(work, serial, believed, other, spooled > 0);
                }
                self.set_activity(
                    work,
                    serial,
                    Activity::Unplanned {
                        session,
                        assignment,
                    },
                );
            }
        }
    }

    /// Somebody else's card is at a unit that had a call or a session of ours.
    ///
    /// A call goes back to its rank: a walk-up that crosses a call wins. A session of ours is over; its
    /// outcome may still be on the way, so the ticket waits for it as it does for a lost unit.
    pub(crate) fn yield_to_other(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        ours: Assignment,
        outcome_on_the_way: bool,
    ) {
        match believed {
            Activity::Called(_) => self.give_back(work, ours.ticket, serial, Why::WalkUp),
            _ if outcome_on_the_way => self.start_grace(work, ours),
            _ => self.break_off(work, ours.ticket, What::Returned, Why::SessionGone),
        }
    }

    fn without_session(
        &mut self,
        work: &mut Work,
        serial: &Serial,
        believed: &Activity,
        holding: &Holding,
        spooled: u32,
    ) {
        match believed {
            Activity::Called(a) if holding.call == Some(*a) => {}
            Activity::Called(a) => self.repeat_call(work, serial, *a),
            // It ended while the link was down: the outcome follows from the spool.
            Activity::Verifying(a) if spooled > 0 => self.start_grace(work, *a),
            Activity::Verifying(a) => {
                self.break_off(work, a.ticket, What::Returned, Why::SessionGone);
                self.empty_handed(work, serial, holding.card_present);
            }
            // A card that has been lying there keeps its own time.
            Activity::Finishing { .. } if holding.card_present => {}
            _ => self.empty_handed(work, serial, holding.card_present),
        }
    }

    /// The unit has nothing in hand, apart from a card perhaps, or an outcome that is still on the way:
    /// then it is not free for another ticket (invariant 2).
    pub(crate) fn empty_handed(&mut self, work: &mut Work, serial: &Serial, card_present: bool) {
        let on_the_way = self
            .active_tickets()
            .find(|t| t.unit() == Some(serial) && matches!(t.state, State::Verifying { .. }))
            .map(Ticket::assignment);
        let sits = self.units.get(serial).is_some_and(|u| u.seat.is_some());
        if let Some(assignment) = on_the_way.filter(|_| !sits) {
            // It had gone, and its seat may be another's by now: it does not come back as a fifth.
            self.break_off(work, assignment.ticket, What::Returned, Why::SessionGone);
        }
        let activity = if let Some(assignment) = on_the_way.filter(|_| sits) {
            Activity::Verifying(assignment)
        } else if card_present {
            Activity::Finishing {
                until: self.now.plus(self.settings.card_removal_ms),
            }
        } else {
            Activity::Free { since: self.now }
        };
        self.set_activity(work, serial, activity);
    }

    /// The order *call* was lost: it is given again, with the time that is left. Not for somebody of an earlier day: that call was
    /// yesterday's.
    fn repeat_call(&mut self, work: &mut Work, serial: &Serial, assignment: Assignment) {
        if self.cannot_serve(serial).is_some() {
            return;
        }
        let Some(ticket) = self.tickets.get(&assignment.ticket) else {
            return;
        };
        if self.is_held(ticket) {
            return self.give_back(work, assignment.ticket, serial, Why::UnitLost);
        }
        let left = ticket
            .deadline()
            .map_or(0, |deadline| deadline.since(self.now));
        let (Ok(expires_in_ms), number) = (u64::try_from(left), ticket.number.clone()) else {
            return;
        };
        if let Some(connection) = self.units.get(serial).and_then(|unit| unit.connection()) {
            work.order(
                connection,
                Order::Call {
                    assignment,
                    number,
                    expires_in_ms,
                },
            );
        }
    }

    /// The unit is back and the session goes on.
    fn link_back(&mut self, work: &mut Work, assignment: Assignment, serial: &Serial) {
        let Some(ticket) = self.tickets.get_mut(&assignment.ticket) else {
            return;
        };
        if let State::Verifying {
            grace: grace @ Some(_),
            ..
        } = &mut ticket.state
        {
            *grace = None;
            self.tell(work, assignment.ticket, What::LinkBack, None, Some(serial));
        }
    }

    /// A verifying ticket waits a little for what its unit will say.
    pub(crate) fn start_grace(&mut self, work: &mut Work, assignment: Assignment) {
        self.start_grace_until(work, assignment, self.now.plus(self.settings.grace_ms));
    }

    /// The same with a time of its own.
    pub(crate) fn start_grace_until(
        &mut self,
        work: &mut Work,
        assignment: Assignment,
        until: FleetTime,
    ) {
        if let Some(ticket) = self.tickets.get_mut(&assignment.ticket)
            && let State::Verifying { grace, .. } = &mut ticket.state
        {
            *grace = Some(until);
            work.touch_ticket(assignment.ticket);
        }
    }

    /// Notes whether a card lies on the reader.
    ///
    /// # Errors
    /// When the connection is not the unit's current one.
    pub(crate) fn set_card_present(
        &mut self,
        serial: &Serial,
        by: ConnectionId,
        present: bool,
    ) -> Result<(), Refusal> {
        match self.units.get_mut(serial).map(|unit| &mut unit.presence) {
            Some(Presence::Attached(attachment)) if attachment.connection == by => {
                attachment.card_present = present;
                Ok(())
            }
            _ => Err(Refusal::StaleConnection(serial.clone())),
        }
    }
}
