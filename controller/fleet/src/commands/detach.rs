//! A connection ended: unplugged, link lost, agent stopped.

use crate::command::Parting;
use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::ticket::{What, Why};
use crate::unit::{Activity, Left, Presence, Unit};
use crate::work::Work;

/// A connection that another one has replaced ends without any effect.
pub(crate) fn apply(
    fleet: &mut Fleet,
    work: &mut Work,
    serial: &Serial,
    connection: ConnectionId,
    how: Parting,
) {
    let speaks = |unit: &Unit| unit.speaks_by(connection);
    if fleet.unit(serial).is_some_and(speaks) {
        fleet.lose_link(work, serial, how);
    }
}

impl Fleet {
    /// Marks a unit as absent: its call goes back at once, its session gets a grace, its seat is kept for a while. If the process did not
    /// run when the link was lost, or the PC just woke, call and session wait as long as after a start.
    pub(crate) fn lose_link(&mut self, work: &mut Work, serial: &Serial, how: Parting) {
        let now = self.now();
        // A reader that was told to restart is expected back, and its cable is not to blame (RULES A28).
        let unit = self.unit(serial);
        let restarts = unit.is_some_and(|unit| unit.restarts.running_since().is_some());
        let Some(held_until) = unit.map(|unit| self.held_until(unit)) else {
            return;
        };
        let counts = how != Parting::Closed && !restarts;
        let after_sleep = self
            .woke_just_now()
            .then(|| now.plus(self.settings.restart_grace_ms));
        let lost = self.yard.present(serial, |unit| {
            let expected_until = unit.unheard_until().or(after_sleep);
            let port = unit.attachment().map(|a| &a.link).filter(|l| l.is_on_usb());
            unit.left = Some(Left {
                at: now,
                how,
                port: port.map(|link| link.port.clone()),
            });
            // A connection that was closed in good order tells nothing about the cable.
            if counts {
                unit.count_drop(now);
            }
            unit.presence = Presence::Absent {
                held_until,
                expected_until,
            };
            (unit.activity.clone(), expected_until)
        });
        let Some((activity, expected_until)) = lost else {
            return;
        };
        if counts {
            let today = self.today();
            self.turn_day();
            self.yard.count(serial, |day| day.drops += 1);
            self.yard.remember(serial, |past| past.on(today).drops += 1);
        }
        match activity {
            Activity::Called(_) if expected_until.is_some() => {}
            Activity::Called(a) => self.give_back(work, a.ticket, serial, Why::UnitLost),
            Activity::Verifying(a) => {
                let grace = now.plus(self.settings.grace_ms);
                let until = expected_until.map_or(grace, |at| at.max(grace));
                self.start_grace_until(a, until);
                let (why, at) = (Some(Why::UnitLost), Some(serial));
                self.tell(work, a.ticket, What::LinkLost, why, at);
            }
            _ => self.set_free(serial),
        }
    }
}
