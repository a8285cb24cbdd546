//! A day's end by command that is taken back as a whole (RULES D8).

use crate::kit::{Clinic, label, seated, tagged};
use madoguchi_fleet::command::{AddTicket, Command};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::ticket::{Class, State, What};
use madoguchi_fleet::time::MINUTE;
use madoguchi_fleet::unit::Activity;
use madoguchi_fleet::{Refusal, Stays};

/// Number 1 is at CR-2, 2 called to CR-1, 3 missed, 4 parked, and 5 and 6 wait, 6 before 5.
fn morning() -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    clinic.add("3");
    clinic.wait(91);
    assert_eq!(clinic.state("3"), "missed");
    clinic.add("1");
    clinic.card("CR-2");
    clinic.add("2");
    clinic.add("4");
    clinic.park("4").unwrap();
    clinic.add("5");
    clinic.add_as("6", Class::Priority);
    clinic
}

#[test]
fn each_ticket_gets_its_state_before_and_one_that_was_called_waits_at_its_old_rank() {
    let mut clinic = morning();
    let before: Vec<_> = ["1", "3", "4", "5", "6"]
        .map(|n| clinic.ticket(n).state.clone())
        .into();
    let rank = clinic.ticket("2").rank;
    assert_eq!(clinic.end_day(), 6);
    clinic.wait(5);
    // Both readers would take 6 and 2 at once.
    clinic.pause("CR-1", false);
    assert_eq!(clinic.undo_day().unwrap(), 6);
    let after: Vec<_> = ["1", "3", "4", "5", "6"]
        .map(|n| clinic.ticket(n).state.clone())
        .into();
    assert_eq!(before, after);
    assert_eq!(clinic.state("2"), "waiting");
    assert_eq!(clinic.ticket("2").rank, rank);
    assert_eq!(clinic.story("5").last(), Some(&What::Undone));
    assert!(clinic.fleet.still_closed().is_empty());
    // The session is the ticket's again, and counts once.
    clinic.verified("CR-2");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.fleet.walk_ups().count(), 0);
    assert_eq!(clinic.unit("CR-2").today.sessions(), 1);
}

#[test]
fn it_is_taken_back_once_and_the_next_end_can_be_taken_back_again() {
    let mut clinic = morning();
    assert_eq!(clinic.undo_day(), Err(Refusal::NoDayToUndo));
    clinic.end_day();
    clinic.undo_day().unwrap();
    assert_eq!(clinic.undo_day(), Err(Refusal::NoDayToUndo));
    assert_eq!(clinic.end_day(), 6);
    assert_eq!(clinic.undo_day().unwrap(), 6);
}

#[test]
fn the_first_call_of_the_next_day_ends_it_and_no_other_does() {
    let mut clinic = morning();
    clinic.end_day();
    // A number of the ended day, opened by itself, is called: that is no call of the next day.
    clinic.reopen("5").unwrap();
    assert_eq!(clinic.state("5"), "called CR-1");
    assert_eq!(clinic.undo_day().unwrap(), 5);
    clinic.end_day();
    clinic.add("20");
    assert_eq!(clinic.state("20"), "called CR-1");
    assert_eq!(clinic.undo_day(), Err(Refusal::NextDayBegan));
    assert_eq!(clinic.state("4"), "ended");
}

#[test]
fn a_patient_of_the_next_day_who_only_waits_does_not_end_it() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.pause("CR-1", false);
    clinic.add("20");
    assert_eq!(clinic.state("20"), "waiting");
    assert_eq!(clinic.undo_day().unwrap(), 6);
    assert_eq!(clinic.state("20"), "waiting");
}

#[test]
fn a_number_that_is_in_use_again_stays_closed_and_is_listed() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.pause("CR-1", false);
    clinic.add("5");
    assert_eq!(clinic.undo_day().unwrap(), 5);
    assert_eq!(
        clinic.fleet.still_closed(),
        [(label("5"), Stays::NumberInUse)]
    );
    let with_five = |t: &&madoguchi_fleet::ticket::Ticket| t.number == label("5");
    let fives: Vec<_> = clinic.fleet.tickets().filter(with_five).collect();
    assert_eq!(fives[0].state, State::Ended);
    assert_eq!(fives[1].state, State::Waiting);
}

#[test]
fn a_session_that_ended_meanwhile_stays_a_walk_up_and_its_ticket_closed() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.verified("CR-2");
    assert_eq!(clinic.undo_day().unwrap(), 5);
    assert_eq!(
        clinic.fleet.still_closed(),
        [(label("1"), Stays::SessionEnded)]
    );
    assert_eq!(clinic.state("1"), "ended");
    assert_eq!(clinic.fleet.walk_ups().count(), 1);
    assert_eq!(clinic.unit("CR-2").today.sessions(), 1);
}

#[test]
fn a_session_that_the_reader_failed_in_or_lost_waits_again() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.ends("CR-2", Kind::UnitFailed { code: "E-1".into() });
    assert_eq!(clinic.undo_day().unwrap(), 6);
    assert!(clinic.ticket("1").is_open());
    assert_eq!(clinic.fleet.walk_ups().count(), 1);

    let mut clinic = morning();
    clinic.end_day();
    clinic.unplug("CR-2");
    clinic.pause("CR-1", false);
    assert_eq!(clinic.undo_day().unwrap(), 6);
    assert_eq!(clinic.state("1"), "waiting");
    // Its outcome is late, and used.
    clinic.ends("CR-2", Kind::Verified(Method::Face));
    clinic.back("CR-2");
    assert_eq!(clinic.state("1"), "done");
    assert_eq!(clinic.fleet.walk_ups().count(), 0);
}

#[test]
fn a_start_between_changes_nothing_of_it() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.restart_after(60);
    clinic.back("CR-2");
    assert_eq!(clinic.undo_day().unwrap(), 6);
    let at_the_reader = matches!(clinic.unit("CR-2").activity, Activity::Verifying(_));
    assert!(at_the_reader, "{:?}", clinic.unit("CR-2").activity);
    clinic.verified("CR-2");
    assert_eq!(clinic.state("1"), "done");
}

#[test]
fn an_end_that_closes_nothing_leaves_the_one_before_to_be_taken_back() {
    let mut clinic = morning();
    clinic.end_day();
    assert_eq!(clinic.end_day(), 0);
    assert_eq!(clinic.undo_day().unwrap(), 6);
}

#[test]
fn only_the_newest_end_is_taken_back() {
    let mut clinic = morning();
    clinic.end_day();
    clinic.reopen("4").unwrap();
    assert_eq!(clinic.end_day(), 1);
    assert_eq!(clinic.undo_day().unwrap(), 1);
    assert_eq!(clinic.state("5"), "ended");
    assert_eq!(clinic.undo_day(), Err(Refusal::NoDayToUndo));
}

#[test]
fn automatic_numbers_go_on_from_where_they_were() {
    let mut clinic = Clinic::with_units(&[]);
    let mut added = || {
        clinic
            .staff(Command::AddTicket(AddTicket::default()))
            .unwrap();
        clinic.fleet.tickets().last().unwrap().number.to_string()
    };
    assert_eq!([added(), added()], ["1", "2"]);
    clinic.cancel("2").unwrap();
    clinic.end_day();
    clinic.undo_day().unwrap();
    clinic
        .staff(Command::AddTicket(AddTicket::default()))
        .unwrap();
    assert_eq!(clinic.fleet.tickets().last().unwrap().number, label("3"));
}

#[test]
fn a_days_end_is_not_undone_ticket_by_ticket() {
    let mut clinic = morning();
    clinic.end_day();
    assert!(matches!(
        clinic.undo("5"),
        Err(Refusal::NothingToUndo { .. })
    ));
}

#[test]
fn an_end_by_itself_is_not_taken_back() {
    let settings = Settings {
        day_end_ms: Some(9 * 60 * MINUTE),
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings);
    clinic.add("1");
    clinic.wait(31 * 60);
    assert_eq!(clinic.state("1"), "ended");
    assert_eq!(clinic.undo_day(), Err(Refusal::DayEndedByItself));
}

#[test]
fn an_end_by_command_outlives_one_by_itself_until_the_next_days_first_call() {
    let settings = Settings {
        day_end_ms: Some(9 * 60 * MINUTE),
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings).plugging(&["CR-1"]);
    clinic.add("1");
    clinic.add("2");
    clinic.end_day();
    clinic.wait(31 * 60);
    assert_eq!(clinic.undo_day().unwrap(), 2);
    clinic.end_day();
    clinic.add("3");
    assert_eq!(clinic.undo_day(), Err(Refusal::NextDayBegan));
    clinic.wait(24 * 60 * 60);
    assert_eq!(clinic.undo_day(), Err(Refusal::DayEndedByItself));
}

#[test]
fn it_is_refused_as_a_whole_where_a_bound_would_be_passed() {
    let settings = Settings {
        max_open_tickets: 3,
        ..Settings::default()
    };
    let mut clinic = Clinic::with_settings(settings);
    clinic.add("1");
    clinic.add("2");
    clinic.end_day();
    clinic.add("3");
    clinic.add("4");
    assert_eq!(clinic.undo_day(), Err(Refusal::QueueFull(3)));
    clinic.cancel("4").unwrap();
    assert_eq!(clinic.undo_day().unwrap(), 2);
}

#[test]
fn needs_and_preferences_are_as_they_were() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic
        .add_wishing("1", &[seated()], &[tagged("language:en")])
        .unwrap();
    clinic.end_day();
    clinic.undo_day().unwrap();
    assert_eq!(clinic.ticket("1").signature.needs(), [seated()]);
    assert_eq!(
        clinic.ticket("1").signature.prefers(),
        [tagged("language:en")]
    );
    assert_eq!(clinic.story("1").last(), Some(&What::NeedUnmet));
}
