//! Puts a patient into the queue.

use super::staff::about_ticket;
use crate::book::NewTicket;
use crate::command::AddTicket;
use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::ticket::What;
use crate::unit::Membership;
use crate::wish::{MAX_WISHES, Signature, Wish};
use crate::work::Work;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) fn check(fleet: &Fleet, add: AddTicket) -> Result<NewTicket, Refusal> {
    fleet.check_room()?;
    if add.needs.len() > MAX_WISHES || add.prefers.len() > MAX_WISHES {
        return Err(Refusal::TooManyWishes(MAX_WISHES));
    }
    for wish in add.needs.iter().chain(&add.prefers) {
        if let Wish::Unit(serial) = wish {
            fleet.yard.enrolled(serial)?;
        }
    }
    let signature = Arc::new(Signature::new(add.needs, add.prefers));
    if let Some((first, second)) = signature.contradiction() {
        return Err(Refusal::WishesExclude {
            first: first.clone(),
            second: second.clone(),
        });
    }
    if !add.insist
        && let Some(refusal) = fleet.unknown_tag(&signature)
    {
        return Err(refusal);
    }
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
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, new: NewTicket) {
    let id = fleet.book.add(&fleet.clock, &fleet.settings, new);
    about_ticket(work, id);
    fleet.tell(work, id, What::Added, None, None);
    fleet.announce_unmet(work, id);
}

impl Fleet {
    /// The refusal of a tag that no enrolled unit has: a mistyped one would wait for ever. A height of the counter cannot be mistyped.
    fn unknown_tag(&self, signature: &Signature) -> Option<Refusal> {
        let wished = signature.needs().iter().chain(signature.prefers());
        let unmet = self.met_by_nobody(wished);
        let tag = unmet.into_iter().find_map(|wish| match wish {
            Wish::Tag(tag) => Some(tag.clone()),
            Wish::Placement(_) | Wish::Unit(_) => None,
        })?;
        let enrolled = self
            .units()
            .filter(|unit| unit.membership == Membership::Enrolled);
        let known: BTreeSet<_> = enrolled.flat_map(|unit| &unit.counter.tags).collect();
        let known = known.into_iter().cloned().collect();
        Some(Refusal::NoUnitHas { tag, known })
    }
}
