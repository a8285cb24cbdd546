//! PCs with wrong clocks: at the installation, at a start, during sleep, and after an administrator confirmed the time (RULES, "Time" and
//! "A ticket's life").

use crate::kit::{Clinic, OPENING, label, seated};
use madoguchi_fleet::command::{Command, Parting};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{State, What, Why};
use madoguchi_fleet::time::{DAY, FleetTime, HOUR, MINUTE, TimeOfDay};

/// Ten years: the size of a typing error.
const TEN_YEARS: i64 = 3_652 * DAY;
/// The time after which an unchanged clock is believed.
const SETTLED_S: i64 = 301;

/// The clinic opens at 08:30; its day ends by itself at this time after midnight.
fn ending_at(minutes: i64) -> Clinic {
    let settings = Settings {
        day_end_ms: Some(minutes * MINUTE),
        ..Settings::default()
    };
    Clinic::with_settings(settings).plugging(&["CR-1"])
}

/// Puts the wall clock forward by so many milliseconds.
fn put_on(clinic: &mut Clinic, ms: i64) {
    let wall = clinic.wall().plus(ms);
    clinic.set_wall(wall);
}

fn confirm(clinic: &mut Clinic) {
    let command = Command::ConfirmTime { ahead_ms: None };
    clinic.staff(command).unwrap();
}

fn id(clinic: &Clinic, number: &str) -> TicketId {
    clinic.ticket(number).id
}

fn state_of(clinic: &Clinic, id: TicketId) -> State {
    clinic.fleet.ticket(id).unwrap().state.clone()
}

/// The numbers of the waiting tickets in the queue's order.
fn queue(clinic: &Clinic) -> Vec<String> {
    let waiting = clinic.fleet.waiting_in_order();
    waiting.iter().map(|t| t.number.to_string()).collect()
}

#[test]
fn a_clock_nine_hours_ahead_for_a_second_ends_nobodys_day_and_the_day_ends_once_at_its_time() {
    let mut clinic = ending_at(13 * 60);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.restart_at(OPENING.plus(9 * HOUR));
    clinic.wait(1);
    put_on(&mut clinic, -9 * HOUR);
    clinic.wait(SETTLED_S);
    assert_eq!(clinic.state("1"), "waiting");
    assert!(!clinic.fleet.is_held(clinic.ticket("1")));
    // 12:59 on the wall, whatever fleet time says; then 13:00.
    let until = TimeOfDay(OPENING.0 + 4 * HOUR + 29 * MINUTE);
    clinic.wait(until.since(clinic.wall()) / 1_000);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.wait(61);
    assert_eq!(clinic.state("1"), "ended");
    let why = clinic.ticket("1").story.last().and_then(|last| last.why);
    assert_eq!(why, Some(Why::SetTime));
    // The day has ended; later tickets wait for the next day's end.
    clinic.add("2");
    clinic.wait(12 * 3_600);
    assert_eq!(clinic.state("2"), "waiting");
}

#[test]
fn a_clock_that_is_put_right_in_steps_ends_nobodys_day_on_its_way() {
    for hours in [9, -9] {
        let mut clinic = ending_at(13 * 60);
        clinic.pause("CR-1", true);
        clinic.add("1");
        clinic.restart_at(OPENING.plus(hours * HOUR));
        for _ in 0..9 {
            clinic.wait(SETTLED_S - 10);
            put_on(&mut clinic, -hours.signum() * HOUR);
        }
        assert_eq!(clinic.state("1"), "waiting", "{hours} hours");
        clinic.wait(SETTLED_S);
        assert_eq!(clinic.state("1"), "waiting", "{hours} hours");
        assert!(!clinic.fleet.is_held(clinic.ticket("1")), "{hours} hours");
    }
}

#[test]
fn a_clock_nine_hours_behind_at_the_start_ends_nobodys_day_once_it_is_right() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.restart_at(OPENING.plus(-9 * HOUR));
    clinic.wait(10);
    put_on(&mut clinic, 9 * HOUR);
    clinic.wait(SETTLED_S);
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_pc_installed_in_1970_serves_its_patients_and_keeps_them_when_its_clock_is_put_right() {
    let mut clinic = Clinic::waking_at(FleetTime(1)).plugging(&["CR-1"]);
    clinic.add("1");
    clinic.add("2");
    assert_eq!(clinic.calls(), ["CR-1 call 1"]);
    clinic.card("CR-1");
    clinic.set_wall(TimeOfDay(OPENING.0));
    clinic.wait(SETTLED_S - 200);
    confirm(&mut clinic);
    assert!(clinic.fleet.is_setting_time());
    clinic.verified("CR-1");
    clinic.card_removed("CR-1");
    assert_eq!(clinic.calls(), [""; 0], "held until time was set");
    clinic.tick();
    assert_eq!(clinic.wall(), TimeOfDay(clinic.now.0), "set");
    clinic.wait(0);
    assert_eq!(clinic.state("2"), "called CR-1");
    clinic.card("CR-1");
    clinic.wait(60);
    clinic.verified("CR-1");
    assert_eq!(clinic.state("2"), "done");
}

#[test]
fn nobody_who_came_while_the_clock_showed_1970_is_ended_by_putting_it_right() {
    let mut clinic = Clinic::waking_at(FleetTime(1)).plugging(&["CR-1"]);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.restart_at(OPENING);
    clinic.back("CR-1");
    clinic.resume("CR-1");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.add("2");
    clinic.park("2").unwrap();
    clinic.card("CR-1");
    clinic.verified("CR-1");
    clinic.wait(SETTLED_S);
    assert_eq!(clinic.state("2"), "parked");
    // The day ends at its time.
    clinic.wait(20 * 3_600);
    assert_eq!(clinic.state("2"), "ended");
}

#[test]
fn a_restart_within_the_five_minutes_puts_the_days_end_off_and_loses_it_not() {
    // 08:34, four minutes after the first start.
    let mut clinic = ending_at(8 * 60 + 34);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.wait(3 * 60);
    clinic.restart_after(1);
    clinic.wait(3 * 60);
    assert_eq!(clinic.state("1"), "waiting", "08:36, and not settled yet");
    assert!(!clinic.fleet.is_held(clinic.ticket("1")), "the PC was on");
    clinic.wait(2 * 60 + 1);
    assert_eq!(clinic.state("1"), "ended");
}

#[test]
fn yesterdays_patients_hold_nobody_up_on_a_busy_morning() {
    let serials = ["CR-1", "CR-2", "CR-3", "CR-4"];
    let mut clinic = Clinic::with_units(&serials);
    for number in ["1", "2", "3", "4", "5", "6"] {
        clinic.add(number);
    }
    clinic.card("CR-1");
    let yesterday: Vec<_> = (1..=6).map(|n| id(&clinic, &n.to_string())).collect();
    clinic.restart_at(OPENING.plus(DAY));
    clinic.orders();
    for serial in serials {
        clinic.back(serial);
    }
    for number in ["1", "2", "3", "7", "8"] {
        clinic.add(number);
    }
    let today = ["1", "2", "3"].map(|number| id(&clinic, number));
    // The patient who was called last night does not come; the one at a reader is verified if the reader says so.
    clinic.wait(31);
    let mut called = clinic.calls();
    called.retain(|call| call.contains(" call "));
    assert_eq!(
        called.split_off(called.len() - 3),
        ["CR-2 call 1", "CR-3 call 2", "CR-4 call 3"]
    );
    assert_eq!(state_of(&clinic, yesterday[4]), State::Waiting);
    assert_eq!(queue(&clinic)[..2], ["7", "8"], "nobody of yesterday first");
    for serial in ["CR-2", "CR-3", "CR-4"] {
        clinic.card(serial);
        clinic.verified(serial);
        clinic.card_removed(serial);
    }
    for ticket in today {
        assert_eq!(state_of(&clinic, ticket), State::Done);
    }
    clinic.wait(SETTLED_S - 200);
    assert!(
        clinic.fleet.ticket(yesterday[4]).unwrap().is_open(),
        "not settled"
    );
    clinic.wait(200);
    for ticket in &yesterday[1..] {
        assert_eq!(state_of(&clinic, *ticket), State::Ended);
    }
    assert!(matches!(
        state_of(&clinic, yesterday[0]),
        State::Ended | State::Verifying { .. }
    ));
    clinic.verified("CR-1");
    assert!(!clinic.fleet.ticket(yesterday[0]).unwrap().is_open());
}

#[test]
fn a_pc_that_slept_over_the_set_time_owes_its_day_an_end() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.add("2");
    clinic.park("1").unwrap();
    clinic.park("2").unwrap();
    let yesterday = id(&clinic, "1");
    clinic.orders();
    // The clock continued with the PC and did not jump, so it is believed as before.
    clinic.stand_still(24 * 3_600);
    assert_eq!(state_of(&clinic, yesterday), State::Ended);
    assert_eq!(clinic.state("2"), "ended");
    clinic.add("1");
    assert_eq!(clinic.state("1"), "waiting", "its reader may be gone");
    clinic.says_what_it_has("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_pc_that_slept_over_the_set_time_and_woke_up_with_a_wrong_clock_ends_nothing_before_it_is_right()
 {
    let mut clinic = ending_at(13 * 60);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.wait(SETTLED_S);
    // Half an hour of sleep, in which the clock lost its time zone: the engine notices that first.
    let since = clinic.now;
    clinic.now = since.plus(30 * MINUTE);
    put_on(&mut clinic, 9 * HOUR);
    let resumed = Command::Resumed { since };
    clinic.reader_says(resumed).unwrap();
    clinic.tick();
    assert!(clinic.fleet.ticket_numbered(&label("1")).unwrap().is_open());
    clinic.wait(60);
    put_on(&mut clinic, -9 * HOUR);
    clinic.wait(SETTLED_S);
    assert_eq!(clinic.state("1"), "waiting");
    assert!(!clinic.fleet.is_held(clinic.ticket("1")));
}

#[test]
fn a_wrong_date_that_was_confirmed_is_taken_back_without_a_trace() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.walk_up("CR-1");
    clinic.verified("CR-1");
    clinic.card_removed("CR-1");
    clinic.pause("CR-1", true);
    for number in ["1", "2", "3"] {
        clinic.add(number);
        clinic.wait(1);
    }
    clinic.cancel("1").unwrap();
    clinic.wait(5);
    clinic.park("2").unwrap();
    let (kept, began) = (
        clinic.fleet.tickets().cloned().collect::<Vec<_>>(),
        clinic.now,
    );
    put_on(&mut clinic, TEN_YEARS);
    confirm(&mut clinic);
    assert_eq!(clinic.now, began.plus(TEN_YEARS));
    assert_eq!(clinic.fleet.now(), clinic.now);
    clinic.undo("2").unwrap();
    assert_eq!(
        queue(&clinic),
        ["2", "3"],
        "within ten seconds of the parking"
    );
    clinic.park("2").unwrap();
    clinic.add("4");
    clinic.wait(SETTLED_S);
    assert_eq!(clinic.fleet.walk_ups().count(), 1);
    assert_eq!(clinic.fleet.tickets().count(), 4, "closed ones too");
    put_on(&mut clinic, -TEN_YEARS);
    confirm(&mut clinic);
    assert_eq!(clinic.now, began.plus(SETTLED_S * 1_000));
    assert_eq!(clinic.fleet.now(), clinic.now);
    for ticket in &kept {
        let now = clinic.fleet.ticket(ticket.id).unwrap();
        assert_eq!(
            (now.added_at, now.rank, now.closed_at),
            (ticket.added_at, ticket.rank, ticket.closed_at)
        );
    }
    clinic.unpark("2").unwrap();
    clinic.reopen("1").unwrap();
    clinic.add("5");
    let all = ["1", "2", "3", "4", "5"];
    assert_eq!(queue(&clinic), all, "at the old rank");
    assert_eq!(clinic.fleet.walk_ups().count(), 1);
    clinic.restart_after(1);
    assert_eq!(queue(&clinic), all);
}

#[test]
fn a_time_that_is_set_moves_what_is_left_of_a_call_with_it() {
    for by in [TEN_YEARS, -9 * HOUR] {
        let mut clinic = Clinic::with_units(&["CR-1"]);
        clinic.add("1");
        clinic.add("2");
        clinic.card("CR-1");
        put_on(&mut clinic, by);
        confirm(&mut clinic);
        // Nobody waits longer than one call stands: the session continues with its remaining time.
        clinic.wait(89);
        assert!(clinic.fleet.is_setting_time());
        let left = |clinic: &Clinic| match &clinic.ticket("1").state {
            State::Verifying { deadline, .. } => deadline.since(clinic.now),
            other => panic!("{other:?}"),
        };
        assert_eq!(left(&clinic), 31_000);
        // Asking again does not extend the wait.
        confirm(&mut clinic);
        let before = clinic.now;
        clinic.wait(1);
        assert!(!clinic.fleet.is_setting_time());
        assert_eq!(clinic.now.since(before), by + 1_000);
        assert_eq!(left(&clinic), 30_000);
    }
}

#[test]
fn a_day_that_never_ends_by_itself_holds_nobody() {
    let settings = Settings {
        day_end_ms: None,
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings).plugging(&["CR-1"]);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.restart_at(OPENING.plus(DAY));
    assert!(!clinic.fleet.is_held(clinic.ticket("1")));
    assert!(
        clinic.fleet.is_of_an_earlier_day(clinic.ticket("1")),
        "but marked"
    );
    clinic.wait(2 * 24 * 3_600);
    assert_eq!(clinic.state("1"), "waiting");
}

#[test]
fn a_pc_that_slept_for_a_night_finds_its_patients_where_they_were() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.add("1");
    clinic.add("2");
    clinic.card("CR-1");
    clinic.add("3");
    // Ten hours in one step: no deadline on the way was processed.
    clinic.now = clinic.now.plus(10 * 60 * 60 * 1_000);
    clinic.tick();
    // One patient did not come when called. One session ran at its reader, which is asked; until it answers, the other reader calls.
    assert_eq!(clinic.state("2"), "missed");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(clinic.state("3"), "waiting");
    // The reader reports the outcome in the evening: it counts once, and the next ticket is called.
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.state("3"), "called CR-2");
}

#[test]
fn a_call_stands_while_its_readers_link_is_opened_anew_after_a_sleep_although_the_reader_had_spoken()
 {
    for how in [Parting::Closed, Parting::Lost, Parting::Unplugged] {
        let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
        clinic.pause("CR-2", true);
        clinic.add("1");
        clinic.resume("CR-2");
        clinic.stand_still(20);
        // The reader is heard before its connection ends.
        clinic.says_what_it_has("CR-1");
        clinic.wait(3);
        clinic.parts("CR-1", how);
        clinic.wait(2);
        clinic.back("CR-1");
        assert_eq!(clinic.state("1"), "called CR-1", "{how:?}");
        // Long after it, a lost link is one.
        clinic.wait(61);
        clinic.parts("CR-1", how);
        assert_eq!(clinic.state("1"), "called CR-2", "{how:?}");
    }
}

#[test]
fn a_clock_that_is_put_back_over_the_set_time_leaves_the_queue_as_it_holds() {
    let mut clinic = ending_at(8 * 60 + 32);
    clinic.pause("CR-1", true);
    clinic.restart_at(OPENING.plus(9 * HOUR));
    clinic.add("1");
    clinic.wait(30);
    clinic.stand_still(112);
    // The same end is owed, but by the present clock the ticket was added before it. (The kit checks that held tickets are not in the
    // queue.)
    put_on(&mut clinic, -9 * HOUR);
    assert!(clinic.fleet.is_held(clinic.ticket("1")));
}

#[test]
fn a_preference_that_gives_way_while_an_end_is_owed_is_told_whenever_the_clock_is_looked_at() {
    let settings = Settings {
        day_end_ms: Some((8 * 60 + 32) * MINUTE),
        preference_ms: MINUTE,
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings).plugging(&["CR-1"]);
    clinic.pause("CR-1", true);
    clinic.add("1");
    clinic.restart_at(OPENING.plus(9 * HOUR));
    clinic.add_wishing("2", &[], &[seated()]).unwrap();
    clinic.now = clinic.now.plus(MINUTE);
    // At this moment somebody asks, before the deadlines are processed.
    put_on(&mut clinic, 200);
    assert!(clinic.fleet.is_held(clinic.ticket("1")));
    assert!(clinic.story("2").contains(&What::GaveWay));
}
