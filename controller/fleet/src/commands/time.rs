//! Uses a wall clock that jumped far ahead, after an administrator looked at it (RULES, "Time").

use crate::fleet::Fleet;
use crate::refusal::Refusal;
use crate::ticket::State;
use crate::unit::{Activity, Presence};
use crate::work::Work;

impl Fleet {
    pub(crate) fn confirm_time(&mut self, work: &mut Work) -> Result<(), Refusal> {
        let ahead = self
            .clock_ahead_ms
            .take()
            .ok_or(Refusal::NothingToConfirm)?;
        // The hours that were skipped did not run.
        self.count_running();
        let license_time = self.license_time_ms();
        self.now = self.now.plus(ahead);
        self.confirm_license_time(work, license_time);
        work.is_about("clock");
        work.set_clock(self.now);
        self.move_deadlines(work, ahead);
        work.stir();
        Ok(())
    }

    /// No patient misses a call because the clock was put right.
    fn move_deadlines(&mut self, work: &mut Work, ahead: i64) {
        for id in &self.active {
            let Some(ticket) = self.tickets.get_mut(id) else {
                continue;
            };
            match &mut ticket.state {
                State::Called { deadline, .. } => *deadline = deadline.plus(ahead),
                State::Verifying {
                    deadline, grace, ..
                } => {
                    *deadline = deadline.plus(ahead);
                    *grace = grace.map(|g| g.plus(ahead));
                }
                _ => {}
            }
            work.touch_ticket(*id);
        }
        for unit in self.units.values_mut() {
            if let Presence::Absent {
                held_until,
                expected_until,
            } = &mut unit.presence
            {
                *held_until = held_until.plus(ahead);
                *expected_until = expected_until.map(|e| e.plus(ahead));
            }
            match &mut unit.activity {
                Activity::Finishing { until } => *until = until.plus(ahead),
                Activity::Free { since } => *since = since.plus(ahead),
                _ => {}
            }
        }
    }
}
