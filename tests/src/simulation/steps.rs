//! What must hold from one act to the next, whatever the rules make of it.

use madoguchi_fleet::admission::{Refusal as Turned, Verdict};
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Unit;
use madoguchi_fleet::{Decision, Fleet, Refusal};

/// Decides an act, and says what the decision should have left alone.
pub fn decide(
    fleet: &mut Fleet,
    now: FleetTime,
    act: Act,
) -> Result<Result<Decision, Refusal>, String> {
    let before = fleet.clone();
    let ends_sessions = matches!(act.command, Command::EndSessions { .. });
    let decided = fleet.decide(now, act.clone());
    Fleet::check_short_ways(&before, now, act, &decided, fleet)
        .map_err(|broken| broken.to_string())?;
    match &decided {
        Ok(_) => {
            outcomes_stay(&before, fleet)?;
            if ends_sessions {
                people_stay(&before, fleet)?;
            }
        }
        Err(refusal) => nothing_changed(&before, fleet, refusal)?,
    }
    if fleet.next_deadline().is_none_or(|due| due > fleet.now()) {
        whole(fleet)?;
    }
    Ok(decided)
}

/// The numbered invariants, and everybody on the right seat. Whatever is due may be late until the batch ends with a tick.
fn whole(fleet: &Fleet) -> Result<(), String> {
    let checked = fleet.check_invariants().and_then(|()| fleet.check_seats());
    checked.map_err(|broken| broken.to_string())?;
    nobody_waits_for_nobody(fleet)
}

/// A refused command has changed nothing.
fn nothing_changed(before: &Fleet, after: &Fleet, refusal: &Refusal) -> Result<(), String> {
    let license_time = |fleet: &Fleet| fleet.license_time_ms() - fleet.now().0;
    let same = before.tickets().eq(after.tickets())
        && before.waiting() == after.waiting()
        && before.units().eq(after.units())
        && before.licenses().eq(after.licenses())
        && before.revocation_lists().eq(after.revocation_lists())
        && before.acts().eq(after.acts())
        && before.people().eq(after.people())
        && before.license_clock() == after.license_clock()
        && license_time(before) == license_time(after);
    same.then_some(())
        .ok_or_else(|| format!("something changed although it was refused: {refusal}"))
}

/// Whose sessions were ended keeps what he proves to be himself with, and everybody else does (RULES W10).
fn people_stay(before: &Fleet, after: &Fleet) -> Result<(), String> {
    let same = before.people().eq(after.people());
    same.then_some(())
        .ok_or_else(|| "the end of sessions changed who may log in".to_owned())
}

/// Invariant 2: no outcome of an attempt is unmade or becomes another.
fn outcomes_stay(before: &Fleet, after: &Fleet) -> Result<(), String> {
    for old in before.tickets() {
        // Whether it may go is the model's to say.
        let Some(new) = after.ticket(old.id) else {
            continue;
        };
        for (index, attempt) in old.attempts.iter().enumerate() {
            let outcome = new.attempts.get(index).and_then(|a| a.outcome.as_ref());
            if attempt.outcome.is_some() && attempt.outcome.as_ref() != outcome {
                return Err(format!(
                    "invariant 2: an outcome of {} was {:?} and is {outcome:?}",
                    old.id, attempt.outcome
                ));
            }
        }
    }
    Ok(())
}

/// Whatever is wrong with licenses, the included seat serves: who waits for a seat waits for somebody who has one, or is
/// about to leave it.
fn nobody_waits_for_nobody(fleet: &Fleet) -> Result<(), String> {
    let waits = |unit: &&Unit| {
        unit.attachment().is_some()
            && matches!(
                fleet.verdict(unit),
                Verdict::Refused(Turned::NoSeat | Turned::FactoryKeyNotProven)
            )
            && !fleet.waits_for_predecessor(unit)
    };
    let alone = fleet.units().filter(waits).find(|unit| {
        let mut others = fleet.units_at(unit.installation);
        !others.any(|other| other.seat.is_some() || other.is_leaving())
    });
    match alone {
        Some(unit) => Err(format!("{} waits for a seat that nobody has", unit.serial)),
        None => Ok(()),
    }
}
