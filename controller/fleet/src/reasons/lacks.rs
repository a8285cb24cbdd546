//! Why no unit can serve a ticket (RULES Q6, Q13).
//!
//! What holds for good is told before what holds for now: where no enrolled unit meets the needs, none that is mended or plugged in helps.

use super::waiting::meets_needs;
use super::{OutOfUse, Service};
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::ticket::{State, Ticket};
use crate::unit::{Membership, Unit};
use crate::wish::{Signature, Wish};

/// Why no unit can serve a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// No unit is enrolled.
    NoneEnrolled,
    /// Units are enrolled, and none serves.
    NoneServes(Vec<OutOfUse>),
    /// No serving unit meets this need; staff may drop it.
    Need {
        wish: Wish,
        /// The enrolled units that meet all needs, and why they do not serve; empty: there is none. For a unit that left the fleet: that
        /// unit, and those that took its place one after the other.
        by: Vec<OutOfUse>,
    },
    /// Units meet each of these needs, and no unit that serves meets all.
    Together {
        /// The needs that stand apart: some unit meets any fewer of them. Where a unit is needed: what it does not meet, and then that unit.
        needs: Vec<Wish>,
        /// The enrolled units that meet all needs, and why they do not serve; empty: there is none.
        by: Vec<OutOfUse>,
    },
}

impl Fleet {
    /// Why no unit can serve a ticket with these wishes; `None`: a serving unit meets its needs.
    pub(crate) fn lack(&self, wishes: &Signature) -> Option<Lack> {
        if let Some(lack) = self.unmet(wishes) {
            return Some(lack);
        }
        if self.serving().next().is_some() {
            return None;
        }
        let out = self.out_of_use();
        Some(match out.is_empty() {
            true => Lack::NoneEnrolled,
            false => Lack::NoneServes(out),
        })
    }

    /// The needs among these wishes that keep every unit from serving a ticket; `None` also if some enrolled unit meets them and none
    /// serves, and if none is enrolled.
    pub(crate) fn unmet(&self, wishes: &Signature) -> Option<Lack> {
        if wishes.needs().is_empty() {
            return None;
        }
        let enrolled: Vec<_> = self.enrolled().collect();
        let for_good = apart(wishes.needs(), &enrolled);
        if !for_good.is_empty() {
            return told(for_good, |wish| match wish {
                Some(Wish::Unit(gone)) => self.successors(gone),
                _ => Vec::new(),
            });
        }
        let serving: Vec<_> = self.serving().collect();
        told(apart(wishes.needs(), &serving), |_| {
            self.out_of_use_where(|unit| meets_needs(wishes, unit))
        })
    }

    /// The needs that keep every unit from serving a waiting ticket, as in [`Lack`].
    #[must_use]
    pub fn unmet_needs_of(&self, ticket: &Ticket) -> Option<Lack> {
        if ticket.state != State::Waiting {
            return None;
        }
        self.unmet(&ticket.wishes_at(self.now()))
    }

    /// A need to drop so that a serving unit may serve a ticket with these wishes: one that no serving unit meets; else, if no unit meets
    /// all, the first that the first unit does not meet. Where none serves, the enrolled units stand for those.
    pub(crate) fn need_to_drop(&self, wishes: &Signature) -> Option<Wish> {
        let mut units: Vec<_> = self.serving().collect();
        if units.is_empty() {
            units = self.enrolled().collect();
        }
        let apart = apart(wishes.needs(), &units);
        match apart.as_slice() {
            [] => None,
            [alone] => Some((*alone).clone()),
            _ => {
                let first = units.first()?;
                wishes.unmet_need(&first.serial, &first.counter).cloned()
            }
        }
    }

    /// Needs that no enrolled unit meets together, as in [`Lack::Together`]; none if a unit meets all, or if one of them alone is met by nobody.
    pub(crate) fn needs_apart(&self, needs: &[Wish]) -> Vec<Wish> {
        if needs.is_empty() {
            return Vec::new();
        }
        let enrolled: Vec<_> = self.enrolled().collect();
        let apart = apart(needs, &enrolled);
        match apart.len() {
            1 => Vec::new(),
            _ => apart.into_iter().cloned().collect(),
        }
    }

    /// The wishes among these that no enrolled unit meets; none if no unit is enrolled, because then nobody knows what will be.
    pub(crate) fn met_by_nobody<'a>(
        &self,
        wishes: impl Iterator<Item = &'a Wish>,
    ) -> Vec<&'a Wish> {
        if self.enrolled().next().is_none() {
            return Vec::new();
        }
        let met = |wish: &&Wish| {
            self.enrolled()
                .any(|u| wish.is_met_by(&u.serial, &u.counter))
        };
        wishes.filter(|wish| !met(wish)).collect()
    }

    pub(crate) fn enrolled(&self) -> impl Iterator<Item = &Unit> {
        let enrolled = |unit: &&Unit| unit.membership == Membership::Enrolled;
        self.yard.units().filter(enrolled)
    }

    /// A unit that left the fleet, and those that took its place, one after the other: the last one is enrolled, or was retired.
    fn successors(&self, gone: &Serial) -> Vec<OutOfUse> {
        let mut chain: Vec<OutOfUse> = Vec::new();
        let mut next = self.unit(gone);
        while let Some(unit) = next.filter(|unit| unit.membership != Membership::Enrolled) {
            let why = self.service(unit);
            next = match &why {
                Service::Replaced(by) => self.unit(by),
                _ => None,
            };
            chain.push(OutOfUse {
                unit: unit.serial.clone(),
                counter: unit.counter.name.clone(),
                why,
            });
        }
        chain
    }
}

/// Needs as a lack, with the units that would meet all of them; `by` is handed the need that stands alone. `None` without needs.
fn told(needs: Vec<&Wish>, by: impl FnOnce(Option<&Wish>) -> Vec<OutOfUse>) -> Option<Lack> {
    Some(match needs.as_slice() {
        [] => return None,
        [alone] => Lack::Need {
            wish: (*alone).clone(),
            by: by(Some(alone)),
        },
        _ => Lack::Together {
            needs: needs.into_iter().cloned().collect(),
            by: by(None),
        },
    })
}

/// The needs that keep each of these units from serving: a unit among them with what it does not meet, because no other unit helps then; else
/// the first that none of them meets; else as few as no unit meets together. None if a unit meets all, or if there is no unit.
fn apart<'a>(needs: &'a [Wish], units: &[&Unit]) -> Vec<&'a Wish> {
    let met = |needs: &[&Wish]| {
        let meets = |unit: &&&Unit| {
            let mut needs = needs.iter();
            needs.all(|need| need.is_met_by(&unit.serial, &unit.counter))
        };
        units.iter().find(meets).is_some()
    };
    let mut kept: Vec<_> = needs.iter().collect();
    if units.is_empty() || met(&kept) {
        return Vec::new();
    }
    let tied = |need: &&Wish| matches!(need, Wish::Unit(_)) && met(&[need]);
    if let Some(tie) = needs.iter().find(tied) {
        kept.retain(|need| *need == tie || !met(&[tie, need]));
        return kept;
    }
    if let Some(alone) = needs.iter().find(|need| !met(&[need])) {
        return vec![alone];
    }
    for at in (0..kept.len()).rev() {
        let mut fewer = kept.clone();
        fewer.remove(at);
        if !met(&fewer) {
            kept = fewer;
        }
    }
    kept
}
