//! Puts a new unit in the place of a broken one (RULES, "Seats": Replace; FAQ 41, 44).
//!
//! It takes a ground: that triage named the old unit itself, or what staff say instead (RULES A24).
//!
//! The old unit is leaving from that moment and is barred; the new one gets its seat when the old one is gone. The new unit takes over
//! counter, precedence and place in the order. If the old one had a bundled license, that license seats the new unit for a grace, once per
//! lineage, until the vendor's transfer arrives.

use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Serial;
use crate::refusal::Refusal;
use crate::ticket::Why;
use crate::unit::{Ground, Membership, SeatGrace};
use crate::work::Work;

/// The old unit and the new one.
#[derive(Debug)]
pub(crate) struct Plan {
    old: Serial,
    new: Serial,
    ground: Ground,
    grace: Option<SeatGrace>,
}

pub(crate) fn check(
    fleet: &Fleet,
    old: Serial,
    new: Serial,
    ground: Option<Ground>,
) -> Result<Plan, Refusal> {
    let gone = fleet.yard.known(&old)?;
    let stands_in = fleet.yard.enrolled(&new)?;
    if old == new {
        return Err(Refusal::ReplacesItself(old));
    }
    // A retired unit can still be replaced: the clinic may do the two acts in either order.
    if let Membership::Replaced { by, .. } = &gone.membership {
        let by = by.clone();
        return Err(Refusal::ReplacedAlready { old, by });
    }
    if gone.edition != stands_in.edition {
        return Err(Refusal::OtherEdition { old, new });
    }
    let Some(ground) = ground else {
        return Err(Refusal::ReplaceNoGround(old));
    };
    let grace = grace_for(fleet, &old);
    Ok(Plan {
        old,
        new,
        ground,
        grace,
    })
}

/// The grace on the old unit's bundled license, unless its lineage already had one.
fn grace_for(fleet: &Fleet, old: &Serial) -> Option<SeatGrace> {
    let license = fleet.bundled_license(fleet.unit(old)?)?;
    let lineage_of = |license| Some(&fleet.papers.license(license)?.grant.lineage);
    let lineage = lineage_of(&license)?;
    let mut graces = fleet.units().filter_map(|unit| unit.grace());
    let had_one = graces.any(|grace| lineage_of(&grace.license) == Some(lineage));
    (!had_one).then(|| SeatGrace {
        until: fleet.now().plus(fleet.settings.replacement_grace_ms),
        license,
    })
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, plan: Plan) {
    let Plan {
        old,
        new,
        ground,
        grace,
    } = plan;
    let ground = Some(ground);
    let by = new.clone();
    let now = fleet.now();
    let handed_on = fleet.yard.change(&old, |unit| {
        unit.membership = Membership::Replaced { by, grace, ground };
        // One that was retired before went then.
        unit.out_at.get_or_insert(now);
        let preferred = std::mem::take(&mut unit.preferred);
        (unit.counter.clone(), preferred, unit.pairing)
    });
    fleet.give_call_back(work, &old, Why::UnitReplaced);
    if let Some((counter, preferred, pairing)) = handed_on {
        // The two units exchange their places in the order, so that each place stays unique.
        let freed = fleet.yard.change(&new, |unit| {
            unit.counter = counter;
            unit.preferred |= preferred;
            std::mem::replace(&mut unit.pairing, pairing)
        });
        fleet.yard.change(&old, |unit| {
            unit.pairing = freed.unwrap_or(unit.pairing);
        });
    }
    work.set_subject(format_args!("{old} {new}"));
    work.answers(Answer::Unit(new));
}
