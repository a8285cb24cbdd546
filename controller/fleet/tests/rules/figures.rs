//! The day's figures (RULES D9), and the newest backup (RULES R11).

use crate::kit::Clinic;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::figures::{HourToday, ReaderToday};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::{Actor, Means};
use madoguchi_fleet::time::{HOUR, SECOND};

/// One patient at a reader, who is verified after so many seconds.
fn serve(clinic: &mut Clinic, number: &str, seconds: i64) {
    clinic.add(number);
    clinic.card("CR-1");
    clinic.wait(seconds);
    clinic.verified("CR-1");
}

#[test]
fn a_day_without_patients_has_no_figures_and_no_hours() {
    let clinic = Clinic::with_units(&["CR-1"]);
    let figures = clinic.fleet.figures();
    assert_eq!(
        (figures.added, figures.closed(), figures.waits.count),
        (0, 0, 0)
    );
    assert!(figures.outcomes.is_empty() && figures.hours.is_empty());
    let idle = ReaderToday {
        serial: clinic.unit("CR-1").serial.clone(),
        sessions: 0,
        verified: 0,
    };
    assert_eq!(
        figures.readers,
        [idle],
        "a reader that did nothing is told, too"
    );
}

#[test]
fn each_ticket_is_counted_by_how_it_was_closed_and_waits_are_those_of_who_was_served() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    serve(&mut clinic, "1", 30);
    clinic.add("2");
    clinic.card("CR-1");
    for number in ["3", "4", "5", "6"] {
        clinic.add(number);
    }
    clinic.cancel("4").unwrap();
    clinic.wait(60);
    clinic.done_by("3", Means::Paper).unwrap();
    clinic.done_by("5", Means::Paper).unwrap();
    let figures = clinic.fleet.figures();
    assert_eq!(figures.outcomes, [(Kind::Verified(Method::Face), 1)]);
    assert_eq!(
        figures.means.into_iter().collect::<Vec<_>>(),
        [(Means::Paper, 2)]
    );
    let waits = figures.waits;
    assert_eq!((figures.added, figures.open, figures.cancelled), (6, 2, 1));
    // The first one was called at once, the two others waited until they were served in another way.
    assert_eq!(
        (waits.count, waits.mean_ms, waits.p95_ms),
        (3, 40 * SECOND, 60 * SECOND)
    );
    assert_eq!(clinic.end_day(), 2);
    let figures = clinic.fleet.figures();
    assert_eq!(
        (figures.ended, figures.closed(), figures.served()),
        (2, 6, 3)
    );
}

#[test]
fn the_wait_that_nineteen_of_twenty_did_not_exceed_is_the_nineteenth() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.pause("CR-1", true);
    for number in 1..=20 {
        clinic.add(&number.to_string());
    }
    for number in 1..=20 {
        clinic.wait(60);
        clinic.done_by(&number.to_string(), Means::Seen).unwrap();
    }
    let waits = clinic.fleet.figures().waits;
    let minutes = |ms| ms / (60 * SECOND);
    assert_eq!((minutes(waits.p95_ms), minutes(waits.longest_ms)), (19, 20));
    assert_eq!(waits.mean_ms, 630 * SECOND);
}

#[test]
fn each_hour_has_what_came_and_what_was_served_in_it_and_yesterday_is_not_in_it() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    let hour = |clinic: &Clinic| {
        let into_it = clinic.fleet.time_of_day().0 - clinic.fleet.midnight().0;
        usize::try_from(into_it / HOUR).unwrap()
    };
    let first = hour(&clinic);
    serve(&mut clinic, "1", 30);
    clinic.wait(2 * HOUR / SECOND);
    serve(&mut clinic, "2", 30);
    let hours = clinic.fleet.figures().hours;
    let of = |hour, added, served| HourToday {
        hour,
        added,
        served,
    };
    let told = [of(first, 1, 1), of(first + 1, 0, 0), of(first + 2, 1, 1)];
    assert_eq!(
        hours, told,
        "an hour in which nothing happened stands in between"
    );
    clinic.wait(24 * HOUR / SECOND);
    let tomorrow = clinic.fleet.figures();
    assert_eq!(
        (tomorrow.added, tomorrow.closed(), tomorrow.waits.count),
        (0, 0, 0)
    );
    assert_eq!(tomorrow.readers[0].sessions, 0);
}

#[test]
fn a_walk_up_is_its_readers_and_nobodys_ticket() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.card("CR-1");
    clinic.wait(20);
    clinic.verified("CR-1");
    let figures = clinic.fleet.figures();
    assert_eq!((figures.walk_ups, figures.closed()), (1, 0));
    assert_eq!(
        (figures.readers[0].sessions, figures.readers[0].verified),
        (1, 1)
    );
}

#[test]
fn the_newest_backup_is_kept_with_who_made_it_over_a_restart_and_stands_in_the_audit() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    assert_eq!(clinic.fleet.backup(), None);
    let by = Actor::User(PersonName::parse("yamada").unwrap());
    for file in ["a.age", "b.age"] {
        clinic.wait(60);
        let act = Act {
            request: Some(clinic.request().into()),
            actor: by.clone(),
            place: None,
            command: Command::NoteBackup { file: file.into() },
        };
        clinic.act(act).unwrap();
    }
    let made_at = clinic.now;
    let entry = clinic.store.audit.last().unwrap();
    assert_eq!((&*entry.command, &*entry.subject), ("backup-note", "b.age"));
    assert!(
        entry.before.contains("a.age") && entry.after.contains("b.age"),
        "{entry:?}"
    );
    clinic.restart_after(3600);
    let kept = clinic.fleet.backup().unwrap();
    assert_eq!((kept.at, &kept.by, &*kept.file), (made_at, &by, "b.age"));
}
