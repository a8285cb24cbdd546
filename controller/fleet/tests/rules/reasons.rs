//! Why a ticket waits, what it cannot be promised, and which way is open (RULES Q6, Q11): each cause has a test that makes it, and the
//! others beside it are not named.

use crate::kit::{Clinic, counter, label, name, seated, seated_counter, tag, tagged};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, AddTicket, Command};
use madoguchi_fleet::reasons::{Alarm, Lack, Preference, Service, Wait};
use madoguchi_fleet::refusal::{NoneFree, Way};
use madoguchi_fleet::ticket::{Class, MAX_CHAPTERS, Ticket};
use madoguchi_fleet::unit::Pause;
use madoguchi_fleet::wish::{Counter, Placement, Wish};

pub(super) fn wait_of(clinic: &Clinic, number: &str) -> Wait {
    clinic.fleet.why_waiting(clinic.ticket(number)).unwrap()
}

pub(super) fn speaks(clinic: &Clinic, number: &str) -> Option<Lack> {
    match wait_of(clinic, number) {
        Wait::NoUnit(lack) => Some(lack),
        _ => None,
    }
}

// Why a ticket waits.

/// A clinic with a standing counter CR-1 and a seated one CR-2.
fn both_heights() -> Clinic {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    clinic
}

#[test]
fn a_need_says_which_readers_have_it_and_why_they_do_not_serve() {
    let mut clinic = both_heights();
    clinic.pause("CR-2", false);
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    let Some(Lack::Need { wish, by }) = speaks(&clinic, "1") else {
        panic!("nobody serves it");
    };
    assert_eq!(wish, seated());
    assert_eq!(by.len(), 1);
    assert_eq!(by[0].unit, name("CR-2"));
    assert_eq!(by[0].why, Service::Paused(Pause::ByStaff(None)));
    clinic.retire("CR-2");
    let by = Vec::new();
    assert_eq!(speaks(&clinic, "1"), Some(Lack::Need { wish, by }));
}

#[test]
fn needs_that_no_reader_meets_together_are_not_told_as_one_that_is_met() {
    let mut clinic = both_heights();
    clinic.enroll_at(
        "CR-3",
        Counter {
            tags: vec![tag("language:en")],
            ..counter("english")
        },
    );
    clinic.plug("CR-3", "1-3");
    let english = tagged("language:en");
    clinic
        .add_wishing("1", &[seated(), english.clone()], &[])
        .unwrap();
    let needs = vec![seated(), english];
    let by = Vec::new();
    let apart = Lack::Together {
        needs: needs.clone(),
        by: by.clone(),
    };
    assert_eq!(speaks(&clinic, "1"), Some(apart));
    let tickets = 1;
    let alarms = clinic.fleet.alarms();
    assert_eq!(alarms, [Alarm::NeedsApart { needs, tickets, by }]);
}

#[test]
fn only_those_are_before_a_ticket_whom_its_readers_can_call() {
    let mut clinic = both_heights();
    clinic.add("A");
    clinic.add_wishing("B", &[seated()], &[]).unwrap();
    clinic.pause("CR-2", true);
    assert_eq!(clinic.state("B"), "waiting", "its reader is paused");
    clinic.add("P");
    clinic.park("P").unwrap();
    clinic.add_wishing("T", &[tagged("nobody")], &[]).unwrap();
    clinic.add("1");
    let next = Wait::NextInLine {
        units: 1,
        prefers: None,
    };
    assert_eq!(wait_of(&clinic, "1"), next);
    clinic.add("2");
    let behind = |others| Wait::BehindOthers {
        others,
        passed_by: 0,
        prefers: None,
    };
    assert_eq!(wait_of(&clinic, "2"), behind(1));
    clinic.unpark("P").unwrap();
    assert_eq!(wait_of(&clinic, "2"), behind(2));
    // What is said comes true: the first to be free calls P, then 1, then 2.
    for number in ["P", "1", "2"] {
        clinic.card("CR-1");
        clinic.verified("CR-1");
        assert_eq!(clinic.state(number), "called CR-1");
    }
}

#[test]
fn who_waits_for_one_height_is_not_behind_those_who_wait_for_the_other() {
    let mut clinic = both_heights();
    clinic.add("A");
    clinic.add_wishing("B", &[seated()], &[]).unwrap();
    assert_eq!(clinic.state("B"), "called CR-2");
    let standing = Wish::Placement(Placement::Standing);
    clinic.add_wishing("S1", &[standing], &[]).unwrap();
    clinic.add_wishing("W1", &[seated()], &[]).unwrap();
    let next = Wait::NextInLine {
        units: 1,
        prefers: None,
    };
    assert_eq!(wait_of(&clinic, "W1"), next);
}

#[test]
fn a_class_that_passes_is_told_beforehand_and_in_the_story() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("0");
    clinic.add("1");
    clinic.wait(10);
    clinic.add_as("9", Class::Urgent);
    let behind = Wait::BehindOthers {
        others: 1,
        passed_by: 1,
        prefers: None,
    };
    assert_eq!(wait_of(&clinic, "1"), behind);
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("9"), "called CR-1");
    let passed = clinic.fleet.passed_by(clinic.ticket("1"));
    assert_eq!(passed.len(), 1);
    assert_eq!(
        (&passed[0].number, passed[0].by_staff),
        (&label("9"), false)
    );
    assert!(clinic.fleet.passed_by(clinic.ticket("9")).is_empty());
    assert!(clinic.fleet.passed_by(clinic.ticket("0")).is_empty());
}

#[test]
fn a_call_by_hand_that_passes_is_told_to_those_who_could_have_been_called() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for number in ["0", "1", "2"] {
        clinic.add(number);
    }
    clinic.add_wishing("3", &[seated()], &[]).unwrap();
    clinic.park("2").unwrap();
    clinic.park("0").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.park("1").unwrap();
    clinic.unpark("1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.cancel("1").unwrap();
    clinic.undo("1").unwrap();
    clinic.park("1").unwrap();
    // Parked, 1 is passed by nobody.
    clinic.call("2", None).unwrap();
    assert!(clinic.fleet.passed_by(clinic.ticket("1")).is_empty());
    assert!(clinic.fleet.passed_by(clinic.ticket("3")).is_empty());
    clinic.park("2").unwrap();
    clinic.walk_up("CR-1");
    clinic.unpark("1").unwrap();
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn a_preference_that_holds_is_told_and_promises_only_the_preferred_readers() {
    let mut clinic = both_heights();
    clinic.add("A");
    clinic.add_wishing("B", &[seated()], &[]).unwrap();
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    let until = clinic.now.plus(300_000);
    let wish = seated();
    let prefers = Some(Preference {
        wish: wish.clone(),
        until,
    });
    assert_eq!(
        wait_of(&clinic, "1"),
        Wait::NextInLine { units: 1, prefers }
    );
    clinic.card("CR-1");
    clinic.verified("CR-1");
    assert_eq!(clinic.state("1"), "waiting", "the standing reader is free");
    assert_eq!(wait_of(&clinic, "1"), Wait::Prefers { wish, until });
}

#[test]
fn a_preference_that_no_serving_reader_meets_is_no_place_in_line() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.walk_up("CR-1");
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    let until = clinic.now.plus(300_000);
    let wish = seated();
    assert_eq!(wait_of(&clinic, "1"), Wait::Prefers { wish, until });
    clinic.wait(300);
    let next = Wait::NextInLine {
        units: 1,
        prefers: None,
    };
    assert_eq!(wait_of(&clinic, "1"), next, "given way");
}

#[test]
fn a_free_reader_that_was_not_heard_is_not_called_busy() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.stand_still(60);
    clinic.add("1");
    assert!(matches!(wait_of(&clinic, "1"), Wait::Unheard { .. }));
    clinic.add("2");
    assert!(matches!(wait_of(&clinic, "2"), Wait::BehindOthers { .. }));
    clinic.wait(31);
    assert_eq!(clinic.state("1"), "called CR-1");
}

// What cannot be promised, or met.

fn refused_call(clinic: &mut Clinic, number: &str) -> NoneFree {
    match clinic.call(number, None) {
        Err(Refusal::NoFreeUnit { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_in_vain_promises_only_what_will_be() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for number in ["0", "1", "2"] {
        clinic.add(number);
    }
    clinic.add_wishing("T", &[seated()], &[]).unwrap();
    assert_eq!(refused_call(&mut clinic, "1"), NoneFree::InLine);
    clinic.park("1").unwrap();
    assert_eq!(refused_call(&mut clinic, "1"), NoneFree::Aside(Way::Unpark));
    clinic.wait(90);
    assert_eq!(clinic.state("0"), "missed");
    assert_eq!(clinic.state("2"), "called CR-1");
    assert_eq!(refused_call(&mut clinic, "0"), NoneFree::Aside(Way::Recall));
    let NoneFree::Lack(lack) = refused_call(&mut clinic, "T") else {
        panic!("nobody meets it");
    };
    assert!(matches!(*lack, Lack::Need { .. }));
    clinic.pause("CR-1", true);
    let NoneFree::Lack(lack) = refused_call(&mut clinic, "1") else {
        panic!("nobody serves");
    };
    assert!(matches!(*lack, Lack::NoneServes(_)));
    let Err(Refusal::UnitNotFree { why, .. }) = clinic.call("1", Some("CR-1")) else {
        panic!("it is paused");
    };
    assert_eq!(*why, Service::Paused(Pause::ByStaff(None)));
}

fn asks(clinic: &mut Clinic, needs: &[Wish], prefers: &[Wish], insist: bool) -> Option<Refusal> {
    let add = AddTicket {
        needs: needs.to_vec(),
        prefers: prefers.to_vec(),
        insist,
        ..AddTicket::default()
    };
    let request = clinic.request();
    clinic
        .act(Act::staff(request, Command::AddTicket(add)))
        .err()
}

#[test]
fn a_tag_that_no_reader_has_is_refused_with_those_that_there_are_unless_staff_insist() {
    let mut clinic = Clinic::new();
    let mistyped = [tagged("language:em")];
    assert_eq!(
        asks(&mut clinic, &mistyped, &[], false),
        None,
        "without readers nobody knows"
    );
    let english = Counter {
        tags: vec![tag("language:en")],
        ..counter("english")
    };
    clinic.enroll_at("CR-1", english);
    clinic.enroll("CR-2");
    for (needs, prefers) in [(&mistyped[..], &[][..]), (&[], &mistyped)] {
        let refused = asks(&mut clinic, needs, prefers, false);
        let known = vec![tag("language:en")];
        let tag = tag("language:em");
        assert_eq!(refused, Some(Refusal::NoUnitHas { tag, known }));
        assert_eq!(asks(&mut clinic, needs, prefers, true), None);
    }
    assert_eq!(
        asks(&mut clinic, &[tagged("language:en")], &[], false),
        None
    );
    assert_eq!(asks(&mut clinic, &[seated()], &[], false), None);
    clinic.retire("CR-1");
    let refused = asks(&mut clinic, &[tagged("language:en")], &[], false);
    let (tag, known) = (tag("language:en"), Vec::new());
    assert_eq!(refused, Some(Refusal::NoUnitHas { tag, known }));
}

#[test]
fn wishes_that_no_unit_can_meet_together_are_refused_also_where_staff_insist() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2"]);
    let standing = Wish::Placement(Placement::Standing);
    let unit = |serial| Wish::Unit(name(serial));
    for [first, second] in [[standing, seated()], [unit("CR-1"), unit("CR-2")]] {
        let both = [second.clone(), first.clone()];
        let (one, two) = (first.clone(), second.clone());
        let excluded = Some(Refusal::WishesExclude { first, second });
        assert_eq!(asks(&mut clinic, &both, &[], true), excluded);
        assert_eq!(asks(&mut clinic, &[], &both, true), excluded);
        assert_eq!(asks(&mut clinic, &[one], &[two], true), excluded);
    }
    assert_eq!(
        asks(&mut clinic, &[seated(), seated(), unit("CR-1")], &[], true),
        None
    );
}

// The way out.

fn way(refused: Result<madoguchi_fleet::decision::Answer, Refusal>) -> Way {
    match refused {
        Err(Refusal::WrongState { way, .. } | Refusal::NothingToUndo { way, .. }) => way,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refusal_names_a_way_that_is_open() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("0");
    clinic.add("1");
    assert_eq!(way(clinic.reopen("1")), Way::Waits);
    assert_eq!(way(clinic.unpark("0")), Way::TakeBack);
    clinic.park("0").unwrap();
    clinic.wait(11);
    assert_eq!(way(clinic.recall("0")), Way::Unpark);
    assert_eq!(way(clinic.undo("0")), Way::Unpark);
    clinic.unpark("0").unwrap();
    clinic.cancel("0").unwrap();
    clinic.wait(11);
    assert_eq!(way(clinic.call("0", None)), Way::Reopen);
    assert_eq!(way(clinic.undo("0")), Way::Reopen);
    clinic.reopen("0").unwrap();
    clinic.wait(90);
    assert_eq!(clinic.state("1"), "missed");
    assert_eq!(way(clinic.park("1")), Way::Recall);
    clinic.recall("1").unwrap();
}

#[test]
fn a_full_story_counts_the_lines_that_it_leaves_out() {
    let mut clinic = Clinic::new();
    clinic.loads_every = 50;
    clinic.add("1");
    let lines = |ticket: &Ticket| (ticket.story.len(), ticket.left_out);
    for _ in 0..(MAX_CHAPTERS - 2) / 2 {
        clinic.park("1").unwrap();
        clinic.unpark("1").unwrap();
    }
    clinic.park("1").unwrap();
    assert_eq!(lines(clinic.ticket("1")), (MAX_CHAPTERS, 0));
    clinic.unpark("1").unwrap();
    clinic.park("1").unwrap();
    assert_eq!(lines(clinic.ticket("1")), (MAX_CHAPTERS, 2));
}
