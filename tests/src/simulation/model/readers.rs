//! What readers say.

use super::{AFTER_SLEEP, Ended, Hand, Handout, Holding, Model, RESTART, Session, State, WalkUp};

impl Model {
    pub fn connects(
        &mut self,
        now: i64,
        serial: &str,
        connection: u64,
        place: String,
        well: bool,
        has: &Holding,
    ) {
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        unit.connection = Some(connection);
        (unit.expected, unit.unheard, unit.heard) = (None, None, now);
        // What it was told of its link is of its connection before; it is told anew.
        (unit.well, unit.refused) = (well, false);
        if std::mem::replace(&mut unit.place, place.clone()) != place {
            // Carried to another PC: what it had stays with the queue.
            unit.seated = false;
            self.gives_back(now, serial);
            if let Some(id) = self.ticket_in_hand(serial) {
                self.breaks_off(now, id);
                self.free(now, serial);
            }
        }
        self.holds(now, serial, has);
    }

    /// What a unit has, against what it should have.
    pub fn holds(&mut self, now: i64, serial: &str, has: &Holding) {
        self.card_lies(serial, has.card);
        let Some(hand) = self.units.get(serial).map(|unit| unit.hand.clone()) else {
            return;
        };
        let ours = self.ticket_in_hand(serial);
        let called = self.called_at(serial);
        match (&has.session, &hand) {
            (Some((session, Some(theirs))), Hand::Ticket(handout)) if theirs == handout => {
                if called.is_some() {
                    return self.places(now, serial, *handout, *session);
                }
                if let Some(State::Verifying { grace, .. }) = ours
                    .and_then(|id| self.tickets.get_mut(&id))
                    .map(|t| &mut t.state)
                {
                    *grace = None;
                }
            }
            (Some((session, _)), _) => {
                self.yields(now, serial, has.spooled);
                self.takes(serial, Hand::Somebody(*session));
            }
            // A call that it lost is said again, but not yesterday's, and not where nobody can be served.
            (None, Hand::Ticket(handout)) if called.is_some() => {
                let held = self.tickets.get(&handout.0).is_some_and(|t| t.held_back);
                let unit = self.units.get(serial);
                let bad = unit.is_some_and(|unit| !unit.well || unit.refused);
                if (held || bad) && has.call != Some(*handout) {
                    self.gives_back(now, serial);
                }
            }
            (None, Hand::Ticket((id, _))) if has.spooled => self.start_grace(now, *id),
            (None, Hand::Card { .. }) if has.card => {}
            (None, _) => {
                if let Some(id) = ours {
                    self.breaks_off(now, id);
                }
                self.empty_handed(now, serial);
            }
        }
    }

    /// A call at a unit that cannot serve: it is out of order, or its link is refused.
    pub fn spares(&mut self, now: i64, serial: &str) {
        if self
            .units
            .get(serial)
            .is_some_and(|unit| !unit.well || unit.refused)
        {
            self.gives_back(now, serial);
        }
    }

    pub fn goes(&mut self, now: i64, serial: &str) {
        let ours = self.ticket_in_hand(serial);
        let called = self.called_at(serial).is_some();
        let woke = self.woke.is_some_and(|woke| now < woke + AFTER_SLEEP);
        let Some(unit) = self.units.get_mut(serial) else {
            return;
        };
        (unit.connection, unit.serves, unit.card) = (None, false, false);
        // A link that may have died while the process stood still, or ends because it did: as after a start.
        unit.expected = unit.unheard.take().or(woke.then_some(now + RESTART));
        let unheard = unit.expected;
        match ours {
            Some(_) if called && unheard.is_some() => {}
            Some(_) if called => self.gives_back(now, serial),
            Some(id) => {
                self.start_grace(now, id);
                if let Some(State::Verifying { grace, .. }) =
                    self.tickets.get_mut(&id).map(|t| &mut t.state)
                {
                    *grace = (*grace).max(unheard);
                }
            }
            None => self.free(now, serial),
        }
    }

    pub fn speaks_by(&self, serial: &str, connection: u64) -> bool {
        self.units
            .get(serial)
            .is_some_and(|unit| unit.connection == Some(connection))
    }

    pub fn card_placed(
        &mut self,
        now: i64,
        serial: &str,
        session: Session,
        handout: Option<Handout>,
    ) {
        self.card_lies(serial, true);
        let hand = self.units.get(serial).map(|unit| unit.hand.clone());
        match (hand, handout) {
            (Some(Hand::Ticket(ours)), Some(theirs)) if ours == theirs => {
                if self.called_at(serial).is_some() {
                    self.places(now, serial, ours, session);
                }
            }
            _ => {
                self.yields(now, serial, false);
                self.takes(serial, Hand::Somebody(session));
            }
        }
    }

    pub fn card_removed(&mut self, now: i64, serial: &str) {
        self.card_lies(serial, false);
        if matches!(
            self.units.get(serial).map(|unit| &unit.hand),
            Some(Hand::Card { .. })
        ) {
            self.free(now, serial);
        }
    }

    pub fn session_ended(
        &mut self,
        now: i64,
        serial: &str,
        session: Session,
        handout: Option<Handout>,
        how: Ended,
        age: i64,
    ) {
        let had = self.units.get(serial).map(|unit| unit.hand.clone());
        if !self.walk_ups.contains_key(&session) && !self.was_of_ticket(now, serial, handout, how) {
            let walk_up = WalkUp {
                unit: serial.to_owned(),
                ended_at: now - age.min(now),
                failed: how == Ended::UnitFailed,
                bound: false,
            };
            self.walk_ups.insert(session, walk_up);
        }
        let over = match had {
            Some(Hand::Ticket(ours) | Hand::Asked(ours)) => Some(ours) == handout,
            Some(Hand::Somebody(running)) => running == session,
            _ => false,
        };
        if over {
            self.empty_handed(now, serial);
        }
    }

    /// The outcome of a hand-out: of the one that runs, or a late one. After the day's end nobody waits for it.
    fn was_of_ticket(
        &mut self,
        now: i64,
        serial: &str,
        handout: Option<Handout>,
        how: Ended,
    ) -> bool {
        let Some((id, attempt)) = handout else {
            return false;
        };
        let Some(ticket) = self.tickets.get_mut(&id) else {
            return false;
        };
        let runs = ticket.unit() == Some(serial) && ticket.attempt() == attempt;
        let has_ended = ticket.state == State::Ended;
        let nth = (attempt as usize).wrapping_sub(1);
        let known = match ticket.attempts.get_mut(nth) {
            Some((unit, known)) if unit == serial => known,
            _ => return false,
        };
        if *known || has_ended {
            return *known;
        }
        *known = true;
        if how == Ended::Verified {
            ticket.undo = None;
        }
        let verifies = matches!(ticket.state, State::Verifying { .. });
        match how {
            Ended::Verified if !runs && verifies => ticket.held = true,
            Ended::Verified if ticket.is_open() => self.becomes(now, id, State::Done),
            Ended::UnitFailed if runs && !ticket.held => self.set(now, id, State::Waiting),
            _ if runs => self.set(now, id, State::Done),
            _ => {}
        }
        true
    }
}
