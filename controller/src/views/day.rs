//! Today: its figures, what its end would close, and the newest backup.

use super::count;
use super::tickets::counter_of;
use crate::json;
use crate::texts::{self, Clock, sentence, text};
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::decision::Backup;
use madoguchi_fleet::figures::{Figures, ReaderToday};
use madoguchi_fleet::outcome::{Kind, Outcome};
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::{DAY, HOUR, MINUTE};
use madoguchi_proto::v1;

/// From this age on a backup is old (RULES R11): a week's closing day has passed without one.
const OLD_MS: i64 = 7 * DAY;

/// Today in numbers.
#[must_use]
pub fn figures(fleet: &Fleet) -> v1::DayFigures {
    let figures = fleet.figures();
    let waits = figures.waits;
    v1::DayFigures {
        added: count(figures.added),
        open: count(figures.open),
        closed: count(figures.closed()),
        outcomes: figures.outcomes.iter().map(outcome).collect(),
        means: means(&figures),
        cancelled: count(figures.cancelled),
        ended: count(figures.ended),
        walk_ups: count(figures.walk_ups),
        served: count(waits.count),
        mean_wait_ms: waits.mean_ms,
        p95_wait_ms: waits.p95_ms,
        longest_wait_ms: waits.longest_ms,
        units: figures.readers.iter().map(|r| reader(fleet, r)).collect(),
        hours: figures
            .hours
            .iter()
            .map(|hour| v1::HourToday {
                hour: count(hour.hour),
                added: count(hour.added),
                served: count(hour.served),
            })
            .collect(),
    }
}

fn outcome((kind, many): &(Kind, usize)) -> v1::OutcomeCount {
    let told = wire::outcome(&Outcome {
        kind: kind.clone(),
        duration_ms: 0,
        face_ms: None,
    });
    let word = json::OutcomeKind::from(told.kind())
        .word()
        .replace('_', "-");
    v1::OutcomeCount {
        kind: told.kind,
        count: count(*many),
        text: Some(sentence(&word, &format!("cli-outcome-{word}"), &[])),
    }
}

fn means(figures: &Figures) -> Vec<v1::MeansCount> {
    let means = figures.means.iter().map(|(means, many)| v1::MeansCount {
        means: wire::means(*means).into(),
        count: count(*many),
    });
    means.collect()
}

fn reader(fleet: &Fleet, reader: &ReaderToday) -> v1::UnitToday {
    v1::UnitToday {
        unit: reader.serial.to_string(),
        counter: counter_of(fleet, Some(&reader.serial))
            .unwrap_or_default()
            .to_owned(),
        sessions: reader.sessions,
        verified: reader.verified,
    }
}

/// What the day's end by command closes now, by state, with the way back; nothing where no ticket is open.
#[must_use]
pub fn taken(fleet: &Fleet) -> Option<v1::Text> {
    let mut counts = [
        ("waiting", 0_usize),
        ("called", 0),
        ("at_readers", 0),
        ("missed", 0),
        ("parked", 0),
    ];
    for ticket in fleet.tickets() {
        let at = match ticket.state {
            State::Waiting => 0,
            State::Called { .. } => 1,
            State::Verifying { .. } => 2,
            State::Missed => 3,
            State::Parked => 4,
            State::Done | State::Cancelled | State::Ended => continue,
        };
        counts[at].1 += 1;
    }
    let open = counts.iter().map(|(_, many)| many).sum::<usize>();
    let mut args = vec![("open", open.to_string())];
    args.extend(counts.map(|(name, many)| (name, many.to_string())));
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    (open > 0).then(|| text("taken-day", &args))
}

/// When the day ends by itself.
#[must_use]
pub fn by_itself(fleet: &Fleet) -> v1::Text {
    match fleet.settings().day_end_ms {
        None => text("day-ends-never", &[]),
        Some(at) => {
            let at = format!("{:02}:{:02}", at / HOUR, at % HOUR / MINUTE);
            text("day-ends-by-itself", &[("at", &at)])
        }
    }
}

/// How long what is kept is kept (RULES T13, G3, G5).
#[must_use]
pub fn kept(fleet: &Fleet, logs_days: Option<&str>) -> v1::Text {
    let days = |ms: i64| (ms / DAY).to_string();
    let tickets = days(fleet.settings().closed_retention_ms);
    let walk_ups = days(fleet.settings().walk_up_retention_ms);
    let mut args = vec![("tickets", &*tickets), ("walk-ups", &*walk_ups)];
    match logs_days {
        None => text("day-kept", &args),
        Some(logs) => {
            args.push(("logs", logs));
            text("day-kept-with-log", &args)
        }
    }
}

/// The newest backup that was told of. Where it lies and who made it is for whoever may make one.
#[must_use]
pub fn backup(fleet: &Fleet, whole: bool) -> Option<v1::NewestBackup> {
    let backup = fleet.backup()?;
    let told = v1::NewestBackup {
        at_ms: fleet.of_day(backup.at).0,
        is_old: is_old(fleet, backup),
        ..v1::NewestBackup::default()
    };
    if !whole {
        return Some(told);
    }
    Some(v1::NewestBackup {
        actor: wire::actor(&backup.by).to_owned(),
        actor_name: wire::actor_name(&backup.by),
        file: backup.file.clone(),
        ..told
    })
}

/// What is said of the newest backup.
#[must_use]
pub fn backup_text(fleet: &Fleet) -> v1::Text {
    let Some(backup) = fleet.backup() else {
        return text("newest-backup-none", &[]);
    };
    let at = Clock::of(fleet).day_and_minutes(backup.at);
    let age = texts::distance(fleet.now().since(backup.at));
    let code = match is_old(fleet, backup) {
        true => "newest-backup-old",
        false => "newest-backup",
    };
    let args = [("at", madoguchi_texts::same(at)), ("age", age.into())];
    sentence(code, code, &args)
}

fn is_old(fleet: &Fleet, backup: &Backup) -> bool {
    fleet.now().since(backup.at) > OLD_MS
}
