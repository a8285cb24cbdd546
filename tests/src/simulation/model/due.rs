//! What happens by itself: deadlines, restarts, a clock that is put right.

use super::{Hand, Handout, Model, RESTART, Session, State, WALK_UPS_KEPT};

impl Model {
    pub(super) fn restarts(&mut self, now: i64) {
        self.forgets_ports();
        self.woke = None;
        for unit in self.units.values_mut() {
            (unit.connection, unit.serves, unit.card) = (None, false, false);
            unit.heard = now;
            (unit.expected, unit.unheard) = (Some(now + RESTART), None);
            unit.hand = Hand::Free { since: now };
        }
        for (id, ticket) in &mut self.tickets {
            let attempt = ticket.attempt();
            let unit = match &mut ticket.state {
                State::Called { unit, until } => (unit, until),
                State::Verifying { unit, until, grace } => {
                    *grace = Some(now + RESTART);
                    (unit, until)
                }
                _ => {
                    ticket.gave_way = now >= ticket.prefers_until;
                    continue;
                }
            };
            *unit.1 = (*unit.1).max(now + RESTART);
            if let Some(unit) = self.units.get_mut(unit.0) {
                unit.hand = Hand::Ticket((*id, attempt));
            }
        }
    }

    /// A deadline that a start moved is moved at each start anew, from where it was: then it can be sooner again, but
    /// not sooner than a start allows.
    pub fn was_not_moved(&mut self, id: u64, now: i64, was: i64) {
        if let Some(State::Called { until, .. } | State::Verifying { until, .. }) =
            self.tickets.get_mut(&id).map(|ticket| &mut ticket.state)
            && (now + RESTART..=*until).contains(&was)
        {
            *until = was;
        }
    }

    /// A walk-up goes after more than a year. Whether it may.
    pub fn forgets_walk_up(&mut self, session: Session, now: i64) -> bool {
        let walk_up = self.walk_ups.remove(&session);
        walk_up.is_some_and(|walk_up| now - walk_up.ended_at > WALK_UPS_KEPT)
    }

    /// Fleet time was set: what is left of everything that is open stays.
    pub(super) fn moves_time(&mut self, by: i64) {
        self.shifted += by;
        self.woke = self.woke.map(|woke| woke + by);
        for ticket in self.tickets.values_mut().filter(|t| t.is_open()) {
            ticket.moves_time(by);
        }
        for unit in self.units.values_mut() {
            unit.heard += by;
            for at in [&mut unit.expected, &mut unit.unheard]
                .into_iter()
                .flatten()
            {
                *at += by;
            }
            match &mut unit.hand {
                Hand::Free { since: at } | Hand::Card { until: at } => *at += by,
                _ => {}
            }
        }
        self.moves_drops(by);
    }

    /// What is due of units and tickets.
    pub fn due(&mut self, now: i64) {
        let serials: Vec<String> = self.units.keys().cloned().collect();
        for serial in &serials {
            let Some(unit) = self.units.get_mut(serial) else {
                continue;
            };
            if matches!(unit.hand, Hand::Card { until } if until <= now) {
                unit.hand = Hand::Free { since: now };
            }
            unit.unheard.take_if(|at| *at <= now);
            if unit.expected.take_if(|at| *at <= now).is_some() && unit.connection.is_none() {
                self.gives_back(now, serial);
            }
        }
        let ids: Vec<u64> = self.tickets.keys().copied().collect();
        for id in ids {
            let Some(ticket) = self.tickets.get_mut(&id) else {
                continue;
            };
            ticket.gave_way |= ticket.state == State::Waiting && now >= ticket.prefers_until;
            let handout = (id, ticket.attempt());
            match ticket.state.clone() {
                State::Called { until, .. } if until <= now => {
                    ticket.misses += 1;
                    self.becomes(now, id, State::Missed);
                }
                State::Verifying {
                    unit,
                    grace: Some(grace),
                    ..
                } if grace <= now => {
                    self.breaks_off(now, id);
                    if self.has(&unit, handout) {
                        self.empty_handed(now, &unit);
                    }
                }
                State::Verifying { unit, until, .. } if until <= now => {
                    self.breaks_off(now, id);
                    if self.has(&unit, handout) {
                        self.is_asked(now, &unit, handout);
                    }
                }
                _ => {}
            }
        }
    }

    /// A unit from which nobody hears of this hand-out any more: it is not free until it says what it has.
    pub(super) fn is_asked(&mut self, now: i64, serial: &str, handout: Handout) {
        match self.units.get(serial).and_then(|unit| unit.connection) {
            Some(_) => self.takes(serial, Hand::Asked(handout)),
            None => self.free(now, serial),
        }
    }
}
