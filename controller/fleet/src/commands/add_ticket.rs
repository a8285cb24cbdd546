//! Puts a patient into the queue.

use super::staff::about_ticket;
use crate::book::NewTicket;
use crate::command::AddTicket;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::ticket::What;
use crate::wish::{MAX_WISHES, Signature, Wish};
use crate::work::Work;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) fn check(fleet: &Fleet, add: AddTicket) -> Result<NewTicket, Refusal> {
    fleet.check_room()?;
    check_count(&add.needs)?;
    check_count(&add.prefers)?;
    let new: Vec<_> = add.needs.iter().chain(&add.prefers).cloned().collect();
    let signature = check_wishes(fleet, add.needs, add.prefers, &new, add.insist)?;
    let signature = Arc::new(signature);
    fleet.book.check_signatures(&signature)?;
    let number = add.number.map(|number| number.meant());
    let holder = |number| fleet.book.has_number(&fleet.clock, number);
    if let Some(holder) = number.as_ref().and_then(holder) {
        // As it is written on that ticket.
        return Err(Refusal::NumberInUse(holder.number.clone()));
    }
    Ok(NewTicket {
        number,
        class: add.class,
        signature,
        arrived_elsewhere: add.arrived_elsewhere,
    })
}

/// Refuses more wishes of one kind than a ticket may be given. A move may add one to them.
pub(super) const fn check_count(wishes: &[Wish]) -> Result<(), Refusal> {
    match wishes.len() > MAX_WISHES {
        true => Err(Refusal::TooManyWishes(MAX_WISHES)),
        false => Ok(()),
    }
}

/// The signature of wishes that staff ask for. Those that are `new` on the ticket must name units that are enrolled and, unless staff insist,
/// tags that units have, and must stand beside the needs at some unit.
pub(super) fn check_wishes(
    fleet: &Fleet,
    needs: Vec<Wish>,
    prefers: Vec<Wish>,
    new: &[Wish],
    insist: bool,
) -> Result<Signature, Refusal> {
    for wish in new {
        if let Wish::Unit(serial) = wish {
            fleet.yard.enrolled(serial)?;
        }
    }
    let signature = Signature::new(needs, prefers);
    if let Some((first, second)) = signature.contradiction() {
        return Err(Refusal::WishesExclude {
            first: first.clone(),
            second: second.clone(),
        });
    }
    if !insist {
        fleet.check_can_be_met(&signature, new)?;
    }
    Ok(signature)
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, new: NewTicket) {
    let id = fleet.book.add(&fleet.clock, &fleet.settings, new);
    about_ticket(work, id);
    fleet.tell(work, id, What::Added, None, None);
    fleet.announce_unmet(work, id);
}

impl Fleet {
    /// Refuses what would wait for ever as the clinic is now: a new tag that no enrolled unit has, and needs with a new one among them that
    /// no enrolled unit meets together.
    pub(super) fn check_can_be_met(
        &self,
        signature: &Signature,
        new: &[Wish],
    ) -> Result<(), Refusal> {
        if let Some(refusal) = self.unknown_tag(new) {
            return Err(refusal);
        }
        let needs = self.needs_apart(signature.needs());
        match needs.iter().any(|need| new.contains(need)) {
            true => Err(Refusal::NoUnitHasAll(needs)),
            false => Ok(()),
        }
    }

    /// The refusal of a tag that no enrolled unit has: a mistyped one would wait for ever. A height of the counter cannot be mistyped.
    fn unknown_tag(&self, wished: &[Wish]) -> Option<Refusal> {
        let unmet = self.met_by_nobody(wished.iter());
        let tag = unmet.into_iter().find_map(|wish| match wish {
            Wish::Tag(tag) => Some(tag.clone()),
            Wish::Placement(_) | Wish::Unit(_) => None,
        })?;
        let known: BTreeSet<_> = self
            .enrolled()
            .flat_map(|unit| &unit.counter.tags)
            .collect();
        let known = known.into_iter().cloned().collect();
        Some(Refusal::NoUnitHas { tag, known })
    }
}
