//! Done by other means: patients whom staff serve without a reader (RULES L18). The states that refuse it are in `refused_cells`.

use crate::kit::{Clinic, label, seated};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::refusal::Way;
use madoguchi_fleet::ticket::{Actor, Means, State, What};
use madoguchi_fleet::time::SECOND;
use madoguchi_fleet::unit::Activity;

fn one() -> Clinic {
    Clinic::with_units(&["CR-1"])
}

#[test]
fn waiting_parked_missed_and_called_tickets_are_done_by_other_means_and_hold_no_reader() {
    let mut clinic = one();
    clinic.add("1");
    clinic.wait(90);
    assert_eq!(clinic.state("1"), "missed");
    for number in ["2", "3", "4"] {
        clinic.add(number);
    }
    clinic.park("3").unwrap();
    clinic.orders();
    let ways = [
        ("1", Means::Paper),
        ("2", Means::Seen),
        ("3", Means::Mobile),
    ];
    for (number, means) in ways {
        clinic.done_by(number, means).unwrap();
        let ticket = clinic.ticket(number);
        assert_eq!((&ticket.state, ticket.means), (&State::Done, Some(means)));
        let told = ticket.story.last().unwrap();
        let line = (told.what, told.means, told.actor.clone());
        assert_eq!(line, (What::DoneByMeans, Some(means), Actor::Staff));
        assert_eq!((ticket.unit(), &ticket.outcome), (None, &None));
    }
    // 2 was called: its reader is told, and has the next one.
    assert_eq!(clinic.calls(), ["CR-1 withdraw 2", "CR-1 call 4"]);
    assert_eq!(clinic.state("4"), "called CR-1");
}

#[test]
fn it_is_counted_apart_and_no_reader_counts_it() {
    let mut clinic = Clinic::busy();
    clinic.verified("CR-1");
    for (number, means) in [("1", Means::Other), ("2", Means::Paper)] {
        clinic.add(number);
        clinic.done_by(number, means).unwrap();
    }
    clinic.add("3");
    clinic.cancel("3").unwrap();
    let counts = (
        clinic.fleet.closed_today(),
        clinic.fleet.done_by_means_today(),
    );
    assert_eq!(counts, (4, 2));
    let today = &clinic.unit("CR-1").today;
    assert_eq!((today.sessions(), today.verified()), (1, 1));
    clinic.wait(24 * 3_600);
    assert_eq!(clinic.fleet.done_by_means_today(), 0);
}

#[test]
fn a_reader_that_was_heard_keeps_its_patient_for_thirty_seconds() {
    let mut clinic = Clinic::busy();
    clinic.wait(29);
    let refused = clinic.done_by("0", Means::Paper).unwrap_err();
    let Refusal::ReaderAlive { from, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(*from, clinic.now.plus(SECOND));
    clinic.wait(1);
    clinic.done_by("0", Means::Paper).unwrap();
    assert_eq!(clinic.state("0"), "done");
}

#[test]
fn what_is_refused_at_the_reader_names_other_means_once_they_are_open() {
    let mut clinic = Clinic::busy();
    let silent = |clinic: &mut Clinic| {
        let refused = clinic.cancel("0").unwrap_err();
        let Refusal::AtTheReader { silent, .. } = refused else {
            panic!("{refused}");
        };
        silent
    };
    clinic.wait(29);
    assert!(!silent(&mut clinic));
    clinic.wait(1);
    assert!(silent(&mut clinic));
    clinic.done_by("0", Means::Paper).unwrap();
}

#[test]
fn each_frame_of_the_reader_is_a_sign_of_life_and_a_lost_link_is_none() {
    let mut clinic = Clinic::busy();
    clinic.wait(20);
    let degraded = madoguchi_fleet::unit::Health::Degraded {
        codes: vec!["W-1".to_owned()],
    };
    clinic.health("CR-1", degraded);
    clinic.wait(20);
    assert!(clinic.done_by("0", Means::Seen).is_err());
    clinic.unplug("CR-1");
    clinic.wait(9);
    assert!(clinic.done_by("0", Means::Seen).is_err());
    clinic.wait(1);
    clinic.done_by("0", Means::Seen).unwrap();
    assert!(clinic.unit("CR-1").is_free());
}

#[test]
fn nobody_is_silent_while_the_process_does_not_run() {
    let mut clinic = Clinic::busy();
    clinic.wait(25);
    clinic.stand_still(60);
    assert!(clinic.done_by("0", Means::Seen).is_err());
    clinic.says_what_it_has("CR-1");
    clinic.wait(25);
    clinic.restart_after(60);
    clinic.wait(29);
    assert!(clinic.done_by("0", Means::Seen).is_err());
    clinic.back("CR-1");
    assert!(clinic.done_by("0", Means::Seen).is_err());
    clinic.wait(30);
    clinic.done_by("0", Means::Seen).unwrap();
}

#[test]
fn a_silent_reader_is_asked_and_not_free_until_it_says_what_it_has() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.wait(30);
    clinic.orders();
    clinic.done_by("0", Means::Mobile).unwrap();
    let assignment = clinic.ticket("0").assignment();
    assert_eq!(clinic.unit("CR-1").activity, Activity::Asked(assignment));
    assert!(clinic.orders().contains(&"CR-1 report".to_owned()));
    assert_eq!(clinic.state("1"), "waiting");
    clinic.reader("CR-1").forget();
    clinic.says_what_it_has("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_session_that_goes_on_is_counted_at_its_reader_and_changes_nothing_on_the_ticket() {
    let mut clinic = Clinic::busy();
    clinic.wait(30);
    clinic.done_by("0", Means::Paper).unwrap();
    clinic.says_what_it_has("CR-1");
    clinic.verified("CR-1");
    let ticket = clinic.ticket("0");
    assert_eq!((ticket.means, &ticket.outcome), (Some(Means::Paper), &None));
    assert_eq!(clinic.story("0").last(), Some(&What::LateRecorded));
    assert_eq!(clinic.unit("CR-1").today.verified(), 1);
    assert!(clinic.unit("CR-1").is_free());
    // The patient was verified after all: nothing is undone.
    assert_eq!(clinic.undo("0").unwrap_err().code(), "nothing-to-undo");
}

#[test]
fn an_undo_gives_the_state_before_and_a_call_or_session_does_not_come_back() {
    let mut clinic = Clinic::busy();
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    clinic.park("1").unwrap();
    clinic.done_by("1", Means::Paper).unwrap();
    clinic.undo("1").unwrap();
    assert_eq!(clinic.state("1"), "parked");
    assert_eq!(clinic.ticket("1").means, None);
    clinic.wait(30);
    clinic.done_by("0", Means::Paper).unwrap();
    clinic.wait(10);
    clinic.undo("0").unwrap();
    assert_eq!(clinic.state("0"), "waiting");
    // The outcome of its session still counts for it.
    clinic.verified("CR-1");
    assert_eq!(clinic.state("0"), "done");
    clinic.wait(31);
    clinic.add("2");
    clinic.add("3");
    assert_eq!(clinic.state("2"), "called CR-1");
    clinic.done_by("2", Means::Other).unwrap();
    clinic.undo("2").unwrap();
    assert_eq!(clinic.state("2"), "waiting");
    clinic.done_by("2", Means::Other).unwrap();
    clinic.wait(11);
    let way = Way::Reopen;
    let number = label("2");
    let late = clinic.undo("2");
    assert_eq!(late, Err(Refusal::NothingToUndo { number, way }));
}

#[test]
fn reopened_it_is_as_any_other_closed_ticket_and_can_end_in_another_way() {
    let mut clinic = one();
    clinic.add("1");
    clinic.done_by("1", Means::Paper).unwrap();
    clinic.reopen("1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.ticket("1").means, None);
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::GivenUp);
    assert_eq!(clinic.fleet.done_by_means_today(), 0);
    clinic.reopen("1").unwrap();
    clinic.done_by("1", Means::Seen).unwrap();
    let ticket = clinic.ticket("1");
    assert_eq!((ticket.means, &ticket.outcome), (Some(Means::Seen), &None));
}

#[test]
fn the_same_request_closes_once_and_another_way_is_refused_with_the_way_out() {
    let mut clinic = one();
    clinic.add("1");
    let by = |means| Command::DoneByMeans {
        number: label("1"),
        means,
    };
    let id = clinic.request();
    let first = clinic.act(Act::staff(id, by(Means::Paper))).unwrap();
    let before = clinic.ticket("1").clone();
    assert_eq!(clinic.act(Act::staff(id, by(Means::Paper))), Ok(first));
    for means in [Means::Paper, Means::Seen] {
        let refused = clinic.done_by("1", means);
        let (number, way) = (label("1"), Way::Reopen);
        let state = Box::new(State::Done);
        let again = Refusal::WrongState { number, state, way };
        assert_eq!(refused, Err(again));
    }
    assert_eq!(*clinic.ticket("1"), before);
}
