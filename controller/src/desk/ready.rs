//! The check before opening (RULES A21): made when somebody asks, and each day by itself at the configured time.

use super::{Caller, Desk, Refused, Right};
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{CheckReadyRequest, CheckReadyResponse};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked whether the check is due: the time of day may be set meanwhile, so no wait is reckoned ahead.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How old a result that found something may be before it is looked again: whoever mended it wants to see that.
const AGAIN_MS: i64 = MINUTE;

/// The newest result of the check that is made by itself. Clones belong together.
#[derive(Debug, Clone)]
pub struct Ready {
    newest: watch::Sender<Option<CheckReadyResponse>>,
    /// The newest day that was seen to have begun, in days since 1970 at the clinic: a patient who goes back to the queue ends no day again.
    begun_on: Arc<AtomicI64>,
}

impl Default for Ready {
    fn default() -> Self {
        Self {
            newest: watch::Sender::new(None),
            begun_on: Arc::new(AtomicI64::new(i64::MIN)),
        }
    }
}

impl Ready {
    fn keep(&self, told: CheckReadyResponse) {
        self.newest.send_replace(Some(told));
    }

    fn forget(&self) {
        self.newest.send_replace(None);
    }

    fn newest(&self) -> Option<CheckReadyResponse> {
        self.newest.borrow().clone()
    }

    fn begin(&self, day: i64) {
        self.begun_on.store(day, Ordering::Relaxed);
    }

    fn has_begun(&self, day: i64) -> bool {
        self.begun_on.load(Ordering::Relaxed) == day
    }

    /// Tells of each new result.
    pub(crate) fn changes(&self) -> watch::Receiver<Option<CheckReadyResponse>> {
        self.newest.subscribe()
    }
}

/// The moment of the day, as the fleet has it.
#[derive(Debug, Clone, Copy)]
struct Moment {
    now_ms: i64,
    midnight_ms: i64,
    /// In days since 1970 at the clinic.
    day: i64,
    /// Whether a patient was called today, or a number closed. One that only waits begins no day: it may have come from a file in the night.
    begun: bool,
}

impl Moment {
    fn of(fleet: &Fleet) -> Self {
        let now_ms = fleet.time_of_day().0;
        let offset_ms = fleet.settings().utc_offset_ms;
        let here_ms = now_ms.saturating_add(offset_ms);
        let called = |at: FleetTime| fleet.is_of_today(at);
        let mut attempts = fleet.tickets().flat_map(|ticket| &ticket.attempts);
        Self {
            now_ms,
            midnight_ms: now_ms.saturating_sub(here_ms.rem_euclid(DAY)),
            day: here_ms.div_euclid(DAY),
            begun: fleet.closed_today() > 0 || attempts.any(|one| called(one.called_at)),
        }
    }

    /// Whether the check of today is to be made now: the time has come and it was not made today, or it found something and the day has not begun.
    fn is_due(self, at_minute: i64, newest: Option<&CheckReadyResponse>) -> bool {
        if self.now_ms < self.midnight_ms.saturating_add(at_minute * MINUTE) {
            return false;
        }
        // A clock that is put back leaves a result of the future, which is none of today.
        let today = self.midnight_ms..=self.now_ms;
        let of_today = newest.filter(|told| today.contains(&told.at_ms));
        of_today.is_none_or(|told| {
            let age_ms = self.now_ms.saturating_sub(told.at_ms);
            // Readers that are still connecting are waited for, and that takes no minute.
            let waits = told
                .text
                .as_ref()
                .is_some_and(|t| t.code == "ready-not-yet");
            let again_ms = if waits { 0 } else { AGAIN_MS };
            !self.begun && !told.ready && age_ms >= again_ms
        })
    }
}

impl Desk {
    /// Whether the clinic can open, looked at now.
    pub(crate) async fn check_ready(
        &self,
        _: CheckReadyRequest,
    ) -> Result<CheckReadyResponse, Refused> {
        self.may(Right::Look)?;
        let pc = match self.caller.role.may(Right::Examine) {
            false => views::Pc::NotShown,
            true => match self.seen_by_doctor().await? {
                Some(seen) => views::Pc::Seen(seen.findings),
                None => views::Pc::Test,
            },
        };
        let look = move |fleet: &Fleet| views::ready(fleet, &pc);
        self.ask(Right::Look, look).await
    }

    /// Makes the check each day from that minute after midnight on, and again until the day begins; ends with the controller.
    pub(crate) async fn check_each_day(self, at_minute: i64) {
        let desk = Self {
            caller: Caller::OWNER,
            ..self
        };
        let mut looks = tokio::time::interval(LOOK_EVERY);
        loop {
            looks.tick().await;
            let Ok(moment) = desk.ask(Right::Look, Moment::of).await else {
                return;
            };
            if moment.begun {
                desk.ready.begin(moment.day);
            }
            if !moment.is_due(at_minute, desk.ready.newest().as_ref()) {
                continue;
            }
            match desk.check_ready(CheckReadyRequest {}).await {
                Ok(told) => desk.ready.keep(told),
                Err(refused) => {
                    tracing::warn!(why = %refused.text.en, "the check before opening could not be made");
                }
            }
        }
    }

    /// Forgets the check's result, as at a start: where it is made by itself it is made anew, until the day begins (RULES X4).
    pub(crate) fn forget_ready(&self) {
        self.ready.forget();
    }

    /// Adds the check's result to a status until the day begins: as a line, and as an alarm where something is to be mended.
    pub(super) fn tell_ready(&self, status: &mut v1::Status) {
        let Some(told) = self.ready.newest() else {
            return;
        };
        let offset_ms = i64::from(told.utc_offset_min) * MINUTE;
        let day = |ms: i64| ms.saturating_add(offset_ms).div_euclid(DAY);
        let today = status.time.map_or(0, |time| day(time.time_of_day_ms));
        let mut shown = status.tickets.iter();
        if status.closed_today > 0 || shown.any(|one| one.attempt > 0 && one.earlier_day.is_empty())
        {
            self.ready.begin(today);
        }
        if self.ready.has_begun(today) || day(told.at_ms) != today {
            return;
        }
        // A reader that has gone since has an alarm of its own, and the line would deny it.
        let counted = told
            .units
            .iter()
            .filter(|unit| matches!(unit.level(), v1::ReadyLevel::Good | v1::ReadyLevel::Warn));
        let serves = |serial: &str| {
            let mut units = status.units.iter();
            units.any(|unit| unit.serial == serial && unit.serves)
        };
        if told.ready && !counted.map(|unit| &*unit.serial).all(serves) {
            return;
        }
        if let Some(text) = told.text.clone().filter(|text| text.code == "not-ready") {
            status.alarms.push(text);
        }
        status.ready = told.text;
        status.ready_at_ms = told.at_ms;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const MIDNIGHT: i64 = 1_800_000_000_000;

    fn at(minute: i64) -> Moment {
        Moment {
            now_ms: MIDNIGHT + minute * MINUTE,
            midnight_ms: MIDNIGHT,
            day: MIDNIGHT / DAY,
            begun: false,
        }
    }

    fn told(minute: i64, ready: bool) -> CheckReadyResponse {
        CheckReadyResponse {
            ready,
            at_ms: MIDNIGHT + minute * MINUTE,
            ..CheckReadyResponse::default()
        }
    }

    #[test]
    fn the_check_is_made_once_from_its_time_on() {
        assert!(!at(509).is_due(510, None));
        assert!(at(510).is_due(510, None));
        assert!(at(700).is_due(510, None), "the PC was switched on late");
        assert!(!at(700).is_due(510, Some(&told(510, true))));
        assert!(at(510).is_due(510, Some(&told(510 - 24 * 60, true))));
    }

    /// A patient who is called early takes the repeats away, and not the check.
    #[test]
    fn a_day_that_has_begun_before_its_check_is_checked_once() {
        let begun = |minute| Moment {
            begun: true,
            ..at(minute)
        };
        assert!(begun(510).is_due(510, None));
        assert!(!begun(520).is_due(510, Some(&told(510, false))));
        assert!(!begun(509).is_due(510, None));
    }

    /// The PC's clock was a day ahead when the check was made, and was put right then.
    #[test]
    fn a_result_of_the_future_is_none_of_today_and_none_of_tomorrow_before_its_time() {
        let of_tomorrow = told(510 + 24 * 60, true);
        assert!(at(510).is_due(510, Some(&of_tomorrow)));
        let tomorrow = |minute: i64| Moment {
            midnight_ms: MIDNIGHT + DAY,
            day: MIDNIGHT / DAY + 1,
            ..at(24 * 60 + minute)
        };
        assert!(!tomorrow(509).is_due(510, Some(&of_tomorrow)));
        assert!(tomorrow(510).is_due(510, Some(&told(511 + 24 * 60, true))));
        assert!(at(510).is_due(510, Some(&told(511, true))));
    }

    #[test]
    fn what_was_found_is_looked_at_again_a_minute_later() {
        assert!(!at(510).is_due(510, Some(&told(510, false))));
        assert!(at(511).is_due(510, Some(&told(510, false))));
        assert!(
            at(511).is_due(510, Some(&told(600, false))),
            "the PC's clock was put back"
        );
    }
}
