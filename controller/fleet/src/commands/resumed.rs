//! The process did not run for a while: the PC slept, or the process was stopped (RULES, "Time"). Nobody could report anything, so no
//! deadline counts as missed.

use crate::decision::Order;
use crate::fleet::Fleet;
use crate::ticket::State;
use crate::time::FleetTime;
use crate::unit::{Activity, Presence};
use crate::work::Work;

/// Moves the deadlines that passed since then to a little after now.
pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, since: FleetTime) {
    let now = fleet.now();
    let later = now.plus(fleet.settings.restart_grace_ms);
    let active: Vec<_> = fleet.book.active().map(|ticket| ticket.id).collect();
    for id in active {
        fleet
            .book
            .change(&fleet.clock, id, |ticket| match &mut ticket.state {
                State::Called { deadline, .. } => *deadline = later.max(*deadline),
                State::Verifying {
                    deadline, grace, ..
                } => {
                    *deadline = later.max(*deadline);
                    *grace = grace.map(|at| later.max(at));
                }
                _ => {}
            });
    }
    let passed = |at: FleetTime| since < at && at <= now;
    let moved = |at: FleetTime| if passed(at) { later } else { at };
    let serials: Vec<_> = fleet.yard.units().map(|u| u.serial.clone()).collect();
    for serial in serials {
        let asked = fleet.yard.present(&serial, |unit| {
            unit.heard_at = now;
            if let Activity::Finishing { until } = &mut unit.activity {
                *until = moved(*until);
            }
            match &mut unit.presence {
                Presence::Absent {
                    held_until,
                    expected_until,
                } => {
                    *held_until = moved(*held_until);
                    *expected_until = expected_until.map(moved);
                    None
                }
                // The connection may have died meanwhile; only a message from the unit shows that it is alive.
                Presence::Attached(attachment) => {
                    attachment.unheard_until = Some(later);
                    Some(attachment.connection)
                }
            }
        });
        if let Some(connection) = asked.flatten() {
            work.order(connection, Order::ReportHolding);
        }
    }
    fleet.yard.note_sleep(since, now);
    fleet.note_off(since, now);
}
