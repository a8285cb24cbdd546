//! Routing: the queue's order, needs and preferences.

use crate::kit::{Clinic, name, seated, seated_counter, tagged};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::reasons::{Alarm, Lack, Wait};
use madoguchi_fleet::ticket::{Class, What, Why};

/// Completes the session at the unit; returns which ticket is called there next.
fn next(clinic: &mut Clinic, unit: &str) -> Option<String> {
    clinic.card(unit);
    clinic.verified(unit);
    let unit = name(unit);
    let mut active = clinic.fleet.active_tickets();
    active
        .find(|t| t.unit() == Some(&unit))
        .map(|t| t.number.to_string())
}

fn why(clinic: &Clinic, number: &str) -> Option<Why> {
    clinic.ticket(number).story.last().and_then(|c| c.why)
}

fn wait_reason(clinic: &Clinic, number: &str) -> Option<Wait> {
    clinic.fleet.why_waiting(clinic.ticket(number))
}

#[test]
fn tickets_are_called_in_the_order_of_arrival() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    for number in ["A", "C", "B"] {
        clinic.add(number);
    }
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("C"));
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("B"));
    assert_eq!(next(&mut clinic, "CR-1"), None);
}

#[test]
fn the_order_holds_across_different_wishes() {
    let mut clinic = Clinic::new();
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    clinic.add("2");
    clinic.add_wishing("3", &[], &[seated()]).unwrap();
    clinic.plug("CR-1", "1-1");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("2"));
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("3"));
}

#[test]
fn priority_has_a_head_start_and_no_more() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("0");
    clinic.card("CR-1");
    clinic.verified("CR-1");
    clinic.pause("CR-1", false);
    clinic.add("early");
    clinic.wait(60);
    clinic.add("late");
    clinic.wait(14 * 60 + 30);
    clinic.add_as("prio", Class::Priority);
    clinic.resume("CR-1");
    assert_eq!(clinic.state("early"), "called CR-1", "15.5 minutes before");
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("prio"));
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("late"));
}

#[test]
fn urgent_is_before_all_others() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("0");
    clinic.add("1");
    clinic.add_as("2", Class::Priority);
    clinic.wait(60);
    clinic.add_as("3", Class::Urgent);
    clinic.add_as("4", Class::Urgent);
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("3"));
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("4"));
    assert_eq!(next(&mut clinic, "CR-1").as_deref(), Some("2"));
}

#[test]
fn a_need_never_gives_way_and_those_behind_pass() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add_wishing("1", &[seated()], &[]).unwrap();
    clinic.add("2");
    assert_eq!(clinic.state("2"), "called CR-1");
    clinic.wait(80);
    clinic.card("CR-1");
    clinic.verified("CR-1");
    clinic.wait(3600);
    assert_eq!(clinic.state("1"), "waiting");
    let (wish, by) = (seated(), Vec::new());
    let lack = Lack::Need {
        wish: wish.clone(),
        by: by.clone(),
    };
    assert_eq!(wait_reason(&clinic, "1"), Some(Wait::NoUnit(lack)));
    assert!(clinic.story("1").contains(&What::NeedUnmet), "announced");
    let tickets = 1;
    let alarms = clinic.fleet.alarms();
    assert_eq!(alarms, [Alarm::NeedUnmet { wish, tickets, by }]);
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn a_need_that_nobody_meets_is_named_and_not_one_that_somebody_meets() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    let wish = tagged("language:en");
    let needs = [wish.clone(), seated()];
    clinic.add_wishing("1", &needs, &[]).unwrap();
    let reason = wait_reason(&clinic, "1");
    let (by, tickets) = (Vec::new(), 1);
    let lack = Lack::Need {
        wish: wish.clone(),
        by: by.clone(),
    };
    assert_eq!(reason, Some(Wait::NoUnit(lack)));
    let alarms = clinic.fleet.alarms();
    assert_eq!(alarms, [Alarm::NeedUnmet { wish, tickets, by }]);
}

#[test]
fn a_preference_gives_way_after_five_minutes() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    let until = clinic.now.plus(300_000);
    let wish = seated();
    assert_eq!(
        wait_reason(&clinic, "1"),
        Some(Wait::Prefers { wish, until })
    );
    clinic.wait(299);
    assert_eq!(clinic.state("1"), "waiting");
    clinic.wait(1);
    assert_eq!(clinic.state("1"), "called CR-1");
    assert!(clinic.story("1").contains(&What::GaveWay));
}

/// Whatever comes first after its time: a tick may be late, and nobody is passed over because of it.
#[test]
fn a_preference_whose_time_is_over_has_given_way_before_whoever_comes_then() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    clinic.now = clinic.now.plus(300_000);
    clinic.add("2");
    assert_eq!(clinic.state("1"), "called CR-1");
    assert_eq!(clinic.state("2"), "waiting");
    assert!(clinic.story("1").contains(&What::GaveWay));
}

#[test]
fn a_preference_that_a_unit_meets_is_met_at_once() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    clinic.add_wishing("1", &[], &[seated()]).unwrap();
    assert_eq!(clinic.state("1"), "called CR-2");
}

#[test]
fn the_seated_counter_stays_free_for_a_wheelchair() {
    let mut clinic = Clinic::with_units(&["CR-2"]);
    clinic.enroll_at("CR-1", seated_counter("low"));
    clinic.plug("CR-1", "1-2");
    clinic.wait(60);
    clinic.add("1");
    assert_eq!(clinic.state("1"), "called CR-2");
    assert_eq!(why(&clinic, "1"), Some(Why::LeastSpecial));
    clinic.add_wishing("2", &[seated()], &[]).unwrap();
    assert_eq!(clinic.state("2"), "called CR-1");
    assert_eq!(why(&clinic, "2"), Some(Why::OnlyFreeUnit));
}

#[test]
fn among_equal_units_the_one_idle_longest_is_taken() {
    let mut clinic = Clinic::with_units(&["CR-1", "CR-2", "CR-3"]);
    clinic.wait(1);
    for (number, unit) in [("1", "CR-1"), ("2", "CR-2"), ("3", "CR-3")] {
        clinic.add(number);
        assert_eq!(clinic.state(number), format!("called {unit}"));
        assert_eq!(
            why(&clinic, number),
            Some(if unit == "CR-3" {
                Why::OnlyFreeUnit
            } else {
                Why::IdleLongest
            })
        );
    }
    for unit in ["CR-2", "CR-3", "CR-1"] {
        clinic.wait(1);
        clinic.card(unit);
        clinic.verified(unit);
    }
    clinic.add("4");
    assert_eq!(clinic.state("4"), "called CR-2");
}

#[test]
fn at_most_sixty_four_different_combinations_wait() {
    let mut clinic = Clinic::new();
    for n in 0..64 {
        let needs = [tagged(&format!("t{n}"))];
        clinic.add_wishing(&n.to_string(), &needs, &[]).unwrap();
    }
    let refused = clinic.add_wishing("64", &[tagged("t64")], &[]);
    assert_eq!(refused, Err(Refusal::TooManySignatures(64)));
    clinic.add_wishing("65", &[tagged("t5")], &[]).unwrap();
}

#[test]
fn parking_is_no_way_around_the_bound_of_combinations() {
    let mut clinic = Clinic::new();
    clinic.add_wishing("P", &[tagged("parked")], &[]).unwrap();
    clinic.park("P").unwrap();
    for n in 0..64 {
        let needs = [tagged(&format!("t{n}"))];
        clinic.add_wishing(&n.to_string(), &needs, &[]).unwrap();
    }
    assert_eq!(clinic.unpark("P"), Err(Refusal::TooManySignatures(64)));
    clinic.cancel("7").unwrap();
    clinic.unpark("P").unwrap();
}

#[test]
fn a_move_that_changes_nobodys_count_of_combinations_is_not_refused() {
    let mut clinic = Clinic::new();
    clinic.enroll("CR-1");
    for n in 0..64 {
        let needs = [tagged(&format!("t{n}"))];
        clinic.add_wishing(&n.to_string(), &needs, &[]).unwrap();
    }
    clinic.move_to("7", "CR-1").unwrap();
    assert_eq!(clinic.state("7"), "waiting");
}

#[test]
fn too_many_wishes_and_unknown_units_are_refused() {
    let mut clinic = Clinic::new();
    let many: Vec<_> = (0..9).map(|n| tagged(&format!("t{n}"))).collect();
    let refused = clinic.add_wishing("1", &many, &[]);
    assert_eq!(refused, Err(Refusal::TooManyWishes(8)));
    let nowhere = [madoguchi_fleet::wish::Wish::Unit(name("CR-9"))];
    let refused = clinic.add_wishing("1", &nowhere, &[]);
    let known = vec![];
    let name = "CR-9".into();
    assert_eq!(refused, Err(Refusal::NoSuchUnit { name, known }));
}
