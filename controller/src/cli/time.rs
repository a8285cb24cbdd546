//! `madoguchi time`: shows the PC's clock beside the controller's own time, and sets that time to the clock.

use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::page::{line, of, word};
use crate::json;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    ConfirmTimeRequest, ConfirmTimeResponse, GetTimeRequest, GetTimeResponse,
};
use madoguchi_texts::Lang;

/// Shows both times, and what setting one to the other would change.
pub(super) async fn show(client: &Client, output: &Output) -> Result<(), Failure> {
    let seen = answer(client.support().get_time(GetTimeRequest {})).await?;
    let times = seen.time.ok_or_else(Failure::incomplete)?;
    output.answer(
        || json::Time::from(&seen),
        || page(&times, &seen, output.lang),
    )
}

/// Sets the controller's time to the clock: both are shown before, and somebody has to agree.
pub(super) async fn confirm(client: &Client, output: &Output, yes: bool) -> Result<(), Failure> {
    let seen = answer(client.support().get_time(GetTimeRequest {})).await?;
    let times = seen.time.ok_or_else(Failure::incomplete)?;
    if seen.differ {
        output.agree(yes, &taken(&times, &seen))?;
    }
    let request = ConfirmTimeRequest {
        request_id: request_id()?,
        seen_ahead_ms: times.time_of_day_ms.saturating_sub(times.fleet_time_ms),
    };
    let used = answer(client.support().confirm_time(request)).await?;
    output.answer(
        || json::TimeConfirmed::from(&used),
        || done(&used, output.lang),
    )
}

/// When the time was set, or will be.
fn done(used: &ConfirmTimeResponse, lang: Lang) -> String {
    let clock = Clock::at_offset(used.utc_offset_min);
    let (key, time) = match used.sets_at_ms {
        0 => {
            let now = TimeOfDay(used.fleet_time_ms);
            ("cli-done-time", clock.day_and_minutes(now))
        }
        at => ("cli-done-time-soon", clock.seconds(TimeOfDay(at))),
    };
    format!("{}\n", label(lang, key, &[("time", &time)]))
}

/// Both times with their dates, and what follows, in both languages.
fn taken(times: &v1::Times, seen: &GetTimeResponse) -> v1::Text {
    let page = |lang| page(times, seen, lang) + &label(lang, "taken-time", &[]);
    v1::Text {
        code: "taken-time".to_owned(),
        ja: page(Lang::Ja),
        en: page(Lang::En),
    }
}

fn page(times: &v1::Times, seen: &GetTimeResponse, lang: Lang) -> String {
    let clock = Clock::at_offset(times.utc_offset_min);
    let shown = |ms| clock.day_and_seconds(TimeOfDay(ms));
    let settled = match times.settled {
        true => "cli-time-settled",
        false => "cli-time-not-settled",
    };
    let settled = word(lang, settled);
    let mut page = String::new();
    let pc = shown(times.time_of_day_ms);
    let args = [("time", pc.as_str()), ("settled", settled.as_str())];
    line(&mut page, &label(lang, "cli-time-pc", &args));
    let fleet = shown(times.fleet_time_ms);
    line(
        &mut page,
        &label(lang, "cli-time-fleet", &[("time", &fleet)]),
    );
    line(&mut page, of(lang, seen.text.as_ref()));
    for (key, ids) in [
        ("cli-time-ends", &seen.ends),
        ("cli-time-begins", &seen.begins),
    ] {
        if !ids.is_empty() {
            let ids = ids.join(", ");
            line(&mut page, &label(lang, key, &[("licenses", &ids)]));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-04-01 09:05:07 in Japan.
    const MORNING_MS: i64 = 1_775_001_907_000;

    fn seen(ends: &[&str], begins: &[&str]) -> GetTimeResponse {
        let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
        GetTimeResponse {
            differ: true,
            ends: owned(ends),
            begins: owned(begins),
            ..GetTimeResponse::default()
        }
    }

    fn times(settled: bool) -> v1::Times {
        v1::Times {
            time_of_day_ms: MORNING_MS,
            fleet_time_ms: MORNING_MS,
            settled,
            utc_offset_min: 540,
            ..v1::Times::default()
        }
    }

    #[test]
    fn what_setting_the_time_does_to_licenses_is_said_before() {
        let asked = taken(&times(true), &seen(&["LIC-1", "LIC-2"], &["LIC-3"]));
        for words in [
            "at rest",
            "no longer be usable: LIC-1, LIC-2",
            "would become usable: LIC-3",
        ] {
            assert!(asked.en.contains(words), "{words}: {asked:?}");
        }
        assert!(
            asked.ja.contains("使えるようになるライセンス: LIC-3"),
            "{asked:?}"
        );
        let nothing = taken(&times(false), &seen(&[], &[]));
        assert!(!nothing.en.contains("usable"), "{nothing:?}");
        assert!(nothing.en.contains("less than five minutes"), "{nothing:?}");
    }

    #[test]
    fn a_time_that_is_set_later_is_not_said_to_be_set() {
        let mut used = ConfirmTimeResponse {
            fleet_time_ms: MORNING_MS,
            utc_offset_min: 540,
            ..ConfirmTimeResponse::default()
        };
        assert!(
            done(&used, Lang::En).contains("was set"),
            "{}",
            done(&used, Lang::En)
        );
        used.sets_at_ms = MORNING_MS + 90_000;
        let soon = done(&used, Lang::En);
        assert!(
            soon.contains("at 09:06:37 at the latest") && !soon.contains("was set"),
            "{soon}"
        );
        assert!(done(&used, Lang::Ja).contains("遅くとも 09:06:37 まで"));
    }
}
