//! Wherever a time matters, its date stands beside it where days differ, and whose time it is where they do.

use super::pc::{HOUR, MINUTE, Pc, number, written};
use madoguchi_tests::programs::Terminal;

#[test]
fn where_the_times_are_of_two_days_both_dates_are_told_with_whose_time_it_is() {
    let Some(mut pc) = Pc::new() else { return };
    // Five in the morning of tomorrow, for a second: it is eight in the evening.
    pc.set(1, "05:00");
    pc.start("");
    pc.set(0, "20:00");
    let _ = pc.somebody_comes("700");
    let told = pc.until("time show", |told| {
        number(told, "fleet_ahead_ms") > 8 * HOUR
    });
    assert_eq!(written(number(&told, "fleet_time_ms"), "%F"), pc.date(1));
    assert_eq!(written(number(&told, "time_of_day_ms"), "%F"), pc.date(0));
    assert_eq!(told["utc_offset_min"], 540);
    assert_eq!(told["clock_settled"], false);
    let apart = number(&told, "apart_since_ms");
    assert!((apart - pc.time(0, "20:00")).abs() < MINUTE, "{told}");
    let status = pc.clinic.json("status");
    for field in ["fleet_ahead_ms", "fleet_time_ms", "time_of_day_ms"] {
        let differs = number(&status, field) - number(&told, field);
        assert!(differs.abs() < MINUTE, "{field}: {status}");
    }
    for page in ["status", "time show"] {
        for language in ["en", "ja"] {
            let page = pc.clinic.ask(&format!("{page} --lang {language}"));
            let page = page.done().out;
            for (day, time) in [(0, "20:0"), (1, "05:0")] {
                let line = page.lines().find(|line| line.contains(&pc.date(day)));
                let line = line.unwrap_or_else(|| panic!("{}: {page}", pc.date(day)));
                assert!(line.contains(time), "{time}: {page}");
            }
        }
    }
    let doctor = pc.clinic.ask("doctor --lang en").out;
    assert!(doctor.contains("9 hours"), "{doctor}");
}

#[test]
fn where_both_times_are_one_nobody_speaks_of_two() {
    let Some(mut pc) = Pc::new() else { return };
    pc.set(0, "09:00");
    pc.start("");
    let _ = pc.somebody_comes("700");
    pc.settle();
    pc.says_together();
    let page = pc.clinic.ask("status").done().out;
    assert!(page.contains(&pc.date(0)), "{page}");
    let list = pc.clinic.ask("ticket list").done().out;
    assert!(!list.contains(&pc.date(0)), "all are of today: {list}");
}
