//! The numbered invariants (RULES, "What must always hold"), as far as the state of the fleet alone can show them.
//!
//! Property tests and the simulation call this after every step. Invariants 6 and 7 are about engine and store, 8 (deadlines pass) and 9
//! (no session interrupted) about steps: those are checked elsewhere.

use crate::command::Act;
use crate::decision::Decision;
use crate::fleet::Fleet;
use crate::ids::Installation;
use crate::license::License;
use crate::refusal::Refusal;
use crate::settings::{DROPS_KEPT, UNITS_PER_PC};
use crate::ticket::State;
use crate::time::FleetTime;
use crate::unit::{Activity, Seat, Unit};
use madoguchi_licensing::grant::Binding;
use std::collections::{BTreeMap, BTreeSet};

/// A violated invariant: its number in `RULES.md`, and what was seen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invariant {number} does not hold: {what}")]
pub struct Broken {
    pub number: u8,
    pub what: String,
}

fn ensure(number: u8, holds: bool, what: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds {
        Ok(())
    } else {
        Err(Broken {
            number,
            what: what(),
        })
    }
}

impl Fleet {
    /// Checks the invariants 1 to 5 and 8.
    ///
    /// # Errors
    /// The first invariant that is violated.
    pub fn check_invariants(&self) -> Result<(), Broken> {
        self.each_ticket_in_one_place()?;
        self.one_ticket_one_unit()?;
        self.no_more_than_the_seats()?;
        self.order_and_work_conserved()?;
        self.deadlines_stand()?;
        self.drops_in_order()
    }

    /// Checks that working out the seats now would change none: most decisions skip that, because they cannot move a seat. Costs a copy of
    /// the fleet.
    ///
    /// # Errors
    /// The unit whose seat would change.
    pub fn check_seats(&self) -> Result<(), Broken> {
        if self.yard.seated().is_none() {
            // The seats will be worked out in the next decision.
            return Ok(());
        }
        let mut again = self.clone();
        again.reseat();
        for unit in self.yard.units() {
            let anew = again.yard.unit(&unit.serial).and_then(|u| u.seat.as_ref());
            ensure(3, anew == unit.seat.as_ref(), || {
                format!(
                    "{} has {:?} and should have {anew:?}",
                    unit.serial, unit.seat
                )
            })?;
        }
        Ok(())
    }

    /// The same fleet, which takes none of the short ways: each step of its next decision looks at every unit, and works out every seat.
    fn without_short_ways(&self) -> Self {
        let mut other = self.clone();
        other.yard.doubt();
        other
    }

    /// Checks that a decision is the one that comes of looking at every unit: most decisions skip that, because the yard's roll says that
    /// nothing would come of it. Costs a copy of the fleet.
    ///
    /// # Errors
    /// What differs.
    pub fn check_short_ways(
        before: &Self,
        now: FleetTime,
        act: Act,
        decided: &Result<Decision, Refusal>,
        after: &Self,
    ) -> Result<(), Broken> {
        let mut other = before.without_short_ways();
        let anew = other.decide(now, act);
        let parts = |decided: &Result<Decision, Refusal>| match decided {
            Ok(decision) => Ok((decision.changes.clone(), decision.orders.clone())),
            Err(refusal) => Err(refusal.clone()),
        };
        let (parts, anew) = (parts(decided), parts(&anew));
        ensure(5, parts == anew, || {
            format!("{parts:?} came of the short ways, and {anew:?} of looking at everything")
        })?;
        let same = after.units().eq(other.units()) && after.tickets().eq(other.tickets());
        ensure(5, same, || {
            "units or tickets differ from those of a fleet that looks at everything".into()
        })
    }

    fn each_ticket_in_one_place(&self) -> Result<(), Broken> {
        let checked = self.book.check(&self.clock);
        let checked = checked.and_then(|()| self.yard.check());
        checked.map_err(|what| Broken { number: 1, what })
    }

    fn one_ticket_one_unit(&self) -> Result<(), Broken> {
        for unit in self.yard.units() {
            let at = self
                .active_tickets()
                .filter(|t| t.unit() == Some(&unit.serial))
                .count();
            if let Some(assignment) = unit.assignment() {
                let ticket = self.book.ticket(assignment.ticket);
                let agrees = ticket.is_some_and(|t| {
                    t.assignment() == assignment
                        && t.unit() == Some(&unit.serial)
                        && matches!(
                            (&unit.activity, &t.state),
                            (Activity::Called(_), State::Called { .. })
                                | (Activity::Verifying(_), State::Verifying { .. })
                        )
                });
                ensure(2, agrees, || {
                    format!(
                        "{} believes {:?}, the ticket is {ticket:?}",
                        unit.serial, unit.activity
                    )
                })?;
            }
            ensure(2, at <= 1, || format!("{} has {at} tickets", unit.serial))?;
        }
        for ticket in self.active_tickets() {
            if let State::Called { unit, .. } = &ticket.state {
                let has =
                    self.yard.unit(unit).and_then(Unit::assignment) == Some(ticket.assignment());
                ensure(2, has, || {
                    format!("{} is called to {unit}, which does not have it", ticket.id)
                })?;
            }
        }
        Ok(())
    }

    fn no_more_than_the_seats(&self) -> Result<(), Broken> {
        let installations: BTreeSet<_> = self.yard.units().map(|u| u.installation).collect();
        for installation in installations {
            let serving = self.units_at(installation).filter(|u| u.serves()).count();
            let sitting = self
                .units_at(installation)
                .filter(|u| u.seat.is_some())
                .count();
            let leaving = self
                .units_at(installation)
                .filter(|u| u.is_leaving())
                .count();
            let seats = self.seat_count(installation);
            ensure(3, serving <= seats, || {
                format!("{serving} units serve on {seats} seats")
            })?;
            ensure(3, sitting + leaving <= UNITS_PER_PC, || {
                format!("{sitting} units sit and {leaving} leave, {UNITS_PER_PC} is the limit")
            })?;
        }
        let mut seats: BTreeMap<_, (usize, usize)> = BTreeMap::new();
        for unit in self.yard.units().filter(|u| u.seat.is_some()) {
            let evidence = self.evidence(unit);
            ensure(3, evidence.is_ok(), || {
                format!(
                    "{} sits without an admitted link: {evidence:?}",
                    unit.serial
                )
            })?;
            let (sitting, serving) = seats
                .entry((unit.installation, unit.seat.clone()))
                .or_insert((0, 0));
            *sitting += 1;
            *serving += usize::from(unit.serves());
        }
        for ((installation, seat), (sitting, serving)) in seats {
            let most = seat.map_or(0, |seat| self.seats_of(installation, &seat));
            // Right after a start a seat may have ended meanwhile, but then nobody serves on it.
            ensure(3, sitting <= most || serving == 0, || {
                format!("{sitting} units sit on {most} seats of one kind")
            })?;
        }
        Ok(())
    }

    /// How many units may sit on a seat's license, or on the included seat.
    fn seats_of(&self, installation: Installation, seat: &Seat) -> usize {
        let (Seat::Bundled(id) | Seat::Additional(id)) = seat else {
            return 1;
        };
        let license = self.papers.license(id);
        let in_force = |license: &&License| self.standing(license, installation).gives_seats();
        match (license.filter(in_force).map(|l| &l.grant.binding), seat) {
            (Some(Binding::Additional { seats, .. }), Seat::Additional(_)) => usize::from(*seats),
            (Some(Binding::Bundled { .. }), Seat::Bundled(_)) => 1,
            _ => 0,
        }
    }

    /// Checks invariants 4 and 5 together: after a decision no free unit may serve a waiting ticket. (Whether a call took the best rank
    /// cannot be seen afterwards. The tests' clinic checks that at each decision, and the simulation at each batch, with ranks that it
    /// computes itself.)
    fn order_and_work_conserved(&self) -> Result<(), Broken> {
        if self.is_setting_time() {
            // Until fleet time is set nobody is called.
            return Ok(());
        }
        for unit in self.yard.units().filter(|u| u.may_take()) {
            let idle = self
                .book
                .queue()
                .heads(|wishes| wishes.unmet(&unit.serial, &unit.counter).is_none())
                .next();
            ensure(5, idle.is_none(), || {
                format!("{} is free while {idle:?} waits", unit.serial)
            })?;
        }
        Ok(())
    }

    /// Lost links are bounded in number, in order, and their alarm ends by itself.
    fn drops_in_order(&self) -> Result<(), Broken> {
        let next = self.next_deadline();
        for unit in self.yard.units() {
            let drops = &unit.drops;
            let sane = drops.len() <= DROPS_KEPT && drops.is_sorted();
            ensure(8, sane, || format!("{} dropped at {drops:?}", unit.serial))?;
            let ends = self.flaps_until(unit);
            let covered = ends.is_none_or(|own| next.is_some_and(|next| next <= own));
            ensure(8, covered, || {
                format!("{} flaps, and nobody will come back for it", unit.serial)
            })?;
        }
        Ok(())
    }

    fn deadlines_stand(&self) -> Result<(), Broken> {
        let next = self.next_deadline();
        let anew = self.without_short_ways().next_deadline();
        ensure(8, next == anew, || {
            format!("somebody comes back at {next:?}, and should at {anew:?}")
        })?;
        for ticket in self.active_tickets() {
            let covered = ticket
                .deadline()
                .zip(next)
                .is_some_and(|(own, next)| next <= own);
            ensure(8, covered, || {
                format!(
                    "{} is {:?} and nobody will come back for it",
                    ticket.id, ticket.state
                )
            })?;
        }
        Ok(())
    }
}
