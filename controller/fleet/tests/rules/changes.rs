//! Class, needs and preferences that staff change on an open ticket (RULES L29).

use crate::kit::{Clinic, label, seated, seated_counter, tag, tagged};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, ChangeTicket, Command};
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::refusal::Way;
use madoguchi_fleet::settings::SIGNATURES;
use madoguchi_fleet::ticket::{Class, What, Why};
use madoguchi_fleet::wish::{MAX_WISHES, Placement, Wish};
use proptest::prelude::*;

/// A standing reader CR-1 and a seated one CR-2, both free.
fn both_heights() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.additional("L-1", 1);
    clinic.enroll("CR-1");
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-1", "1-1");
    clinic.plug("CR-2", "1-2");
    clinic
}

fn queue(clinic: &Clinic) -> Vec<&str> {
    let waiting = clinic.fleet.waiting_in_order();
    waiting.iter().map(|t| t.number.as_str()).collect()
}

fn told(clinic: &Clinic, number: &str) -> Vec<(What, Option<Wish>)> {
    let story = clinic.ticket(number).story.iter();
    story
        .map(|line| (line.what, line.wish.clone()))
        .skip(1)
        .collect()
}

#[test]
fn a_ticket_of_another_class_stands_where_one_of_that_class_would() {
    let mut clinic = Clinic::new();
    clinic.add("1");
    clinic.wait(300);
    clinic.add_as("2", Class::Priority);
    clinic.wait(60);
    clinic.add("3");
    assert_eq!(queue(&clinic), ["2", "1", "3"]);
    clinic.change_class("1", Class::Priority).unwrap();
    assert_eq!(queue(&clinic), ["1", "2", "3"]);
    clinic.change_class("3", Class::Urgent).unwrap();
    assert_eq!(queue(&clinic), ["3", "1", "2"]);
    clinic.change_class("3", Class::Normal).unwrap();
    clinic.change_class("1", Class::Normal).unwrap();
    assert_eq!(queue(&clinic), ["2", "1", "3"]);
    let line = clinic.ticket("3").story.last().unwrap();
    let classes = Some((Class::Urgent, Class::Normal));
    assert_eq!((line.what, line.classes), (What::ClassChanged, classes));
}

#[test]
fn only_a_change_of_class_moves_a_ticket_that_was_put_behind_those_present() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add_as("1", Class::Urgent);
    for _ in 0..2 {
        clinic.wait(90);
        assert_eq!(clinic.state("1"), "missed");
        clinic.walk_up("CR-1");
        clinic.recall("1").unwrap();
        if clinic.ticket("1").misses < 2 {
            clinic.verified("CR-1");
            clinic.wait(1);
        }
    }
    clinic.wait(1);
    clinic.park("1").unwrap();
    clinic.unpark("1").unwrap();
    let behind = clinic.ticket("1").rank;
    clinic.change("1", None, Some(&[seated()]), None).unwrap();
    assert_eq!(clinic.ticket("1").rank, behind);
    clinic.change_class("1", Class::Urgent).unwrap();
    assert!(clinic.ticket("1").rank < behind);
}

#[test]
fn needs_take_the_place_of_all_that_it_had_and_each_is_told() {
    let mut clinic = both_heights();
    clinic.pause("CR-2", true);
    let old = [seated(), tagged("language:en")];
    clinic.add_wishing("1", &old, &[]).unwrap();
    clinic.change("1", None, Some(&[]), None).unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    let gone = |wish: &Wish| (What::NeedDropped, Some(wish.clone()));
    assert_eq!(told(&clinic, "1")[1..3], [gone(&old[0]), gone(&old[1])]);
}

#[test]
fn parked_and_missed_stay_and_are_called_as_changed_when_they_are_back() {
    let mut clinic = both_heights();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.add("2");
    clinic.wait(90);
    for (number, state) in [("1", "parked"), ("2", "missed")] {
        clinic
            .change(number, None, Some(&[seated()]), None)
            .unwrap();
        assert_eq!(clinic.state(number), state);
    }
    clinic.unpark("1").unwrap();
    assert_eq!(clinic.state("1"), "called CR-2");
    clinic.card("CR-2");
    clinic.verified("CR-2");
    clinic.wait(31);
    clinic.recall("2").unwrap();
    assert_eq!(clinic.state("2"), "called CR-2");
}

#[test]
fn a_call_stands_where_its_reader_meets_what_is_new() {
    let mut clinic = both_heights();
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-1");
    clinic.orders();
    clinic.change_class("1", Class::Urgent).unwrap();
    let standing = [Wish::Placement(Placement::Standing)];
    clinic
        .change("1", None, Some(&standing), Some(&[]))
        .unwrap();
    assert_eq!(clinic.state("1"), "called CR-1");
    assert!(clinic.calls().is_empty());
    // It is Urgent when it is back.
    clinic.wait(90);
    clinic.add_wishing("W", &standing, &[]).unwrap();
    clinic.add_wishing("X", &standing, &[]).unwrap();
    clinic.recall("1").unwrap();
    assert_eq!(queue(&clinic), ["1", "X"]);
}

#[test]
fn a_call_is_taken_back_where_its_reader_lacks_a_new_need() {
    let mut clinic = both_heights();
    clinic.pause("CR-2", true);
    clinic.add("1");
    clinic.orders();
    clinic.change("1", None, Some(&[seated()]), None).unwrap();
    assert_eq!(clinic.state("1"), "waiting");
    assert_eq!(clinic.calls(), ["CR-1 withdraw 1"]);
    let back = clinic.ticket("1").story.iter();
    let back = back.rev().find(|line| line.what == What::Returned).unwrap();
    assert_eq!(back.why, Some(Why::NeedsChanged));
    assert_eq!(clinic.story("1").last(), Some(&What::NeedUnmet));
    clinic.resume("CR-2");
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn a_new_preference_counts_for_five_minutes_from_the_change() {
    let mut clinic = Clinic::busy();
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.add("1");
    clinic.wait(600);
    clinic.change("1", None, None, Some(&[seated()])).unwrap();
    let until = clinic.now.plus(300_000);
    assert_eq!(clinic.ticket("1").prefers_until, until);
    clinic.verified("CR-1");
    clinic.wait(299);
    assert_eq!(clinic.state("1"), "waiting", "the standing reader is free");
    // One that is only dropped leaves the others their time.
    clinic
        .change("1", None, None, Some(&[seated(), tagged("a")]))
        .unwrap();
    let until = clinic.now.plus(300_000);
    clinic.wait(10);
    clinic.change("1", None, None, Some(&[seated()])).unwrap();
    assert_eq!(clinic.ticket("1").prefers_until, until);
    clinic.wait(290);
    assert_eq!(clinic.state("1"), "called CR-1");
}

#[test]
fn the_same_request_changes_once_and_a_change_to_what_it_is_says_so() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    let change = Command::ChangeTicket(ChangeTicket {
        number: label("1"),
        class: Some(Class::Urgent),
        needs: None,
        prefers: None,
        insist: false,
    });
    let id = clinic.request();
    let first = clinic.act(Act::staff(id, change.clone())).unwrap();
    let before = clinic.ticket("1").clone();
    assert_eq!(clinic.act(Act::staff(id, change.clone())), Ok(first));
    let again = clinic.staff(change);
    assert_eq!(again, Err(Refusal::NothingToChange(label("1"))));
    assert_eq!(*clinic.ticket("1"), before);
    clinic.restart_after(1);
    assert_eq!(clinic.ticket("1").class, Class::Urgent);
}

#[test]
fn a_change_is_not_undone_and_neither_is_what_was_before_it() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.park("1").unwrap();
    clinic.change_class("1", Class::Priority).unwrap();
    let (number, way) = (label("1"), Way::Unpark);
    let refused = clinic.undo("1");
    assert_eq!(refused, Err(Refusal::NothingToUndo { number, way }));
}

fn asks(clinic: &mut Clinic, needs: Option<&[Wish]>, prefers: Option<&[Wish]>) -> Option<Refusal> {
    let change = ChangeTicket {
        number: label("1"),
        class: None,
        needs: needs.map(<[_]>::to_vec),
        prefers: prefers.map(<[_]>::to_vec),
        insist: false,
    };
    clinic.staff(Command::ChangeTicket(change)).err()
}

#[test]
fn what_is_new_is_judged_as_on_a_new_ticket_and_what_it_had_is_not_judged_again() {
    let mut clinic = Clinic::busy();
    let mistyped = tagged("language:em");
    let insisted = std::slice::from_ref(&mistyped);
    clinic.add_wishing("1", insisted, &[]).unwrap();
    let both = [mistyped.clone(), seated()];
    assert_eq!(asks(&mut clinic, Some(&both), None), None);
    let (tag, known) = (tag("language:fr"), Vec::new());
    let other = [tagged("language:fr")];
    let refused = asks(&mut clinic, None, Some(&other));
    assert_eq!(refused, Some(Refusal::NoUnitHas { tag, known }));
    let standing = [Wish::Placement(Placement::Standing)];
    let refused = asks(&mut clinic, None, Some(&standing)).unwrap();
    assert_eq!(refused.code(), "wishes-exclude");
    let unknown = [Wish::Unit(crate::kit::name("CR-9"))];
    let refused = asks(&mut clinic, Some(&unknown), None).unwrap();
    assert_eq!(refused.code(), "no-such-unit");
    let many: Vec<_> = (0..=MAX_WISHES).map(|n| tagged(&format!("t{n}"))).collect();
    let refused = asks(&mut clinic, Some(&many), None);
    assert_eq!(refused, Some(Refusal::TooManyWishes(MAX_WISHES)));
    assert_eq!(clinic.ticket("1").signature.needs(), [seated(), mistyped]);
}

#[test]
fn one_combination_too_many_is_refused_unless_it_takes_the_place_of_its_own() {
    let mut clinic = Clinic::busy();
    clinic.loads_every = 1_000;
    clinic.add("1");
    clinic.add("2");
    for n in 1..SIGNATURES {
        let need = [tagged(&format!("t{n}"))];
        clinic.add_wishing(&format!("W{n}"), &need, &[]).unwrap();
    }
    let refused = clinic.change("1", None, Some(&[seated()]), None);
    assert_eq!(refused, Err(Refusal::TooManySignatures(SIGNATURES)));
    clinic.change_class("1", Class::Urgent).unwrap();
    clinic.change("W1", None, Some(&[seated()]), None).unwrap();
    clinic.change("1", None, Some(&[seated()]), None).unwrap();
}

#[test]
fn who_passed_it_is_told_by_class_and_needs_as_they_were_then() {
    let mut clinic = Clinic::busy();
    clinic.add("1");
    clinic.add_wishing("2", &[seated()], &[]).unwrap();
    clinic.wait(1);
    clinic.add_as("9", Class::Priority);
    clinic.verified("CR-1");
    clinic.wait(31);
    assert_eq!(clinic.state("9"), "called CR-1");
    clinic.wait(1);
    let passed = |clinic: &Clinic, number: &str| {
        let passed = clinic.fleet.passed_by(clinic.ticket(number));
        let told = passed.into_iter().map(|call| (call.number, call.class));
        told.collect::<Vec<(Number, Class)>>()
    };
    clinic.change_class("1", Class::Urgent).unwrap();
    clinic.change_class("9", Class::Normal).unwrap();
    clinic.change("2", None, Some(&[]), None).unwrap();
    assert_eq!(passed(&clinic, "1"), [(label("9"), Class::Priority)]);
    assert!(passed(&clinic, "2").is_empty(), "CR-1 was nothing for it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However often classes were changed, the queue is that of tickets that were added with the classes that they have now.
    #[test]
    fn the_queue_after_changes_is_that_of_tickets_added_so(
        added in proptest::collection::vec((0..3_usize, 0..1_200_i64), 2..8),
        changes in proptest::collection::vec((0..8_usize, 0..3_usize, 0..60_i64), 0..16),
    ) {
        const CLASSES: [Class; 3] = [Class::Normal, Class::Priority, Class::Urgent];
        let (mut changed, mut plain) = (Clinic::new(), Clinic::new());
        let mut classes: Vec<usize> = added.iter().map(|(class, _)| *class).collect();
        for (at, (class, wait)) in added.iter().enumerate() {
            changed.add_as(&at.to_string(), CLASSES[*class]);
            changed.wait(*wait);
        }
        for (at, class, wait) in changes {
            let at = at % added.len();
            let same = std::mem::replace(&mut classes[at], class) == class;
            let done = changed.change_class(&at.to_string(), CLASSES[class]);
            prop_assert_eq!(done.is_err(), same);
            changed.wait(wait);
        }
        for (at, (_, wait)) in added.iter().enumerate() {
            plain.add_as(&at.to_string(), CLASSES[classes[at]]);
            plain.wait(*wait);
        }
        prop_assert_eq!(queue(&changed), queue(&plain));
    }
}
