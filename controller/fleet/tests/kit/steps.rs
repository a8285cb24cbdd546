//! Checks of a step from one state to the next: the invariants that one state alone cannot show.

use super::words;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::decision::{Decision, Order};
use madoguchi_fleet::ids::Assignment;
use madoguchi_fleet::ticket::{State, Ticket};
use madoguchi_fleet::unit::Presence;

/// Checks one step: the state before, the decision with its command's name, and the state after.
pub(super) fn check(before: &Fleet, command: &str, decision: &Decision, after: &Fleet) {
    acknowledged_tickets_stay(before, command, after);
    for (_, order) in &decision.orders {
        if let Order::Call { assignment, .. } = order {
            the_best_rank_was_called(before, after, *assignment);
        }
    }
    let only_licenses = match command {
        "license-install"
        | "license-revocations"
        | "license-return"
        | "license-act"
        | "time-ask-reset"
        | "time-reset" => true,
        "tick" => nothing_else_is_due(before, decision, after),
        _ => false,
    };
    if only_licenses {
        no_session_is_interrupted(before, after);
    }
    if decision.clock_moves_ms != 0 {
        what_is_open_moves_with_the_time(before, decision.clock_moves_ms, after);
    }
}

/// Setting fleet time brings nobody nearer to a deadline, and no waiting ticket before another.
fn what_is_open_moves_with_the_time(before: &Fleet, by_ms: i64, after: &Fleet) {
    for old in before.tickets().filter(|ticket| ticket.is_open()) {
        let Some(new) = after.ticket(old.id) else {
            panic!("open ticket {} vanished", old.id);
        };
        let moved = |ticket: &Ticket, by| (ticket.added_at.plus(by), ticket.rank.at().plus(by));
        assert_eq!(moved(old, by_ms), moved(new, 0), "{}", old.id);
        let same = words::of_state(&old.state) == words::of_state(&new.state);
        let deadline = old.deadline().map(|at| at.plus(by_ms));
        assert!(
            !same || deadline == new.deadline(),
            "{} {:?}",
            old.id,
            new.state
        );
        // A date that was too far ahead to be believed said nothing about earlier events.
        if before.calendar().is_possible() {
            let of_day = |fleet: &Fleet, ticket: &Ticket| fleet.of_day(ticket.added_at);
            assert_eq!(of_day(before, old), of_day(after, new), "{}", old.id);
        }
    }
}

/// Invariants 1 and 2: no ticket disappears, a closed ticket stays closed unless staff reopen it, and no attempt or outcome is removed.
fn acknowledged_tickets_stay(before: &Fleet, command: &str, after: &Fleet) {
    let opens = matches!(command, "ticket-undo" | "ticket-reopen" | "day-undo");
    for old in before.tickets() {
        let Some(new) = after.ticket(old.id) else {
            assert!(!old.is_open(), "open ticket {} vanished", old.id);
            continue;
        };
        if !old.is_open() && !opens {
            assert_eq!(old.state, new.state, "{} was closed", old.id);
            assert_eq!(old.outcome, new.outcome, "{} was closed", old.id);
        }
        for (index, attempt) in old.attempts.iter().enumerate() {
            let now = new.attempts.get(index).and_then(|a| a.outcome.as_ref());
            if let Some(outcome) = &attempt.outcome {
                assert_eq!(now, Some(outcome), "an outcome of {} changed", old.id);
            }
        }
    }
}

/// Invariant 4: no ticket of a better rank that this unit could serve is left waiting.
fn the_best_rank_was_called(before: &Fleet, after: &Fleet, assignment: Assignment) {
    let Some(called) = after.ticket(assignment.ticket) else {
        panic!("{assignment:?} was called and is not there");
    };
    let repeated = before
        .ticket(called.id)
        .is_some_and(|t| t.attempt() >= assignment.attempt);
    if repeated || called.called_by_staff || called.assignment() != assignment {
        return;
    }
    let unit = called.unit().and_then(|serial| after.unit(serial));
    let Some(unit) = unit else {
        panic!("{assignment:?} was called nowhere");
    };
    for waiting in after.waiting_in_order() {
        // Tickets that an owed end of the day holds may be passed by today's.
        let passed = waiting.rank < called.rank
            && !after.is_held(waiting)
            && waiting
                .signature
                .unmet(&unit.serial, &unit.counter)
                .is_none();
        assert!(
            !passed,
            "invariant 4: {} was called to {} while {} waits",
            called.id, unit.serial, waiting.id
        );
    }
}

/// Whether a tick at this time can change tickets only by licenses, kept seats and preferences.
fn nothing_else_is_due(before: &Fleet, decision: &Decision, after: &Fleet) -> bool {
    let now = after.now().plus(-decision.clock_moves_ms);
    let tickets = before
        .active_tickets()
        .any(|t| t.deadline().is_some_and(|at| at <= now));
    let units = before.units().any(|u| match u.presence {
        Presence::Absent { expected_until, .. } => expected_until.is_some_and(|at| at <= now),
        Presence::Attached(_) => false,
    });
    let ended =
        |t: &Ticket| t.state == State::Ended && before.ticket(t.id).is_some_and(Ticket::is_open);
    let day = after.tickets().any(ended);
    !tickets && !units && !day
}

/// Invariant 9: a license that begins or ends changes no ticket except from waiting to called.
fn no_session_is_interrupted(before: &Fleet, after: &Fleet) {
    let changed = |old: &Ticket| {
        let new = after.ticket(old.id)?;
        let called = old.state == State::Waiting && matches!(new.state, State::Called { .. });
        let differs = words::of_state(&old.state) != words::of_state(&new.state);
        (differs && !called).then(|| new.clone())
    };
    for old in before.tickets().filter(|t| t.is_open()) {
        let new = changed(old);
        assert!(new.is_none(), "invariant 9: {old:?} became {new:?}");
    }
}
