//! Needs that no reader meets together, and what acts on readers take from tickets (RULES Q6, Q13).

use crate::kit::{Clinic, counter, label, name, seated, seated_counter, tag, tagged};
use crate::reasons::{speaks, wait_of};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{AddTicket, ChangeCounter, ChangeTicket, Command};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::loss::{Loss, Taking};
use madoguchi_fleet::reasons::{Lack, Service, Wait};
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::wish::{Counter, Placement, Wish};

const STANDING: Wish = Wish::Placement(Placement::Standing);

fn unit(serial: &str) -> Wish {
    Wish::Unit(name(serial))
}

/// A standing counter CR-1, a seated one CR-2, and CR-3 where English is spoken; one patient keeps each of them busy.
fn three() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.additional("L-0", 3);
    clinic.enroll("CR-1");
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.enroll_at("CR-3", english());
    for (serial, port) in [("CR-1", "1-1"), ("CR-2", "1-2"), ("CR-3", "1-3")] {
        clinic.plug(serial, port);
        clinic.walk_up(serial);
    }
    clinic
}

fn english() -> Counter {
    Counter {
        tags: vec![tag("language:en")],
        ..counter("english")
    }
}

fn add(clinic: &mut Clinic, number: &str, needs: &[Wish], insist: bool) -> Result<Answer, Refusal> {
    let add = AddTicket {
        number: Some(label(number)),
        needs: needs.to_vec(),
        insist,
        ..AddTicket::default()
    };
    clinic.staff(Command::AddTicket(add))
}

fn change(
    clinic: &mut Clinic,
    number: &str,
    needs: &[Wish],
    insist: bool,
) -> Result<Answer, Refusal> {
    clinic.staff(Command::ChangeTicket(ChangeTicket {
        number: label(number),
        class: None,
        needs: Some(needs.to_vec()),
        prefers: None,
        insist,
    }))
}

fn move_to(clinic: &mut Clinic, number: &str, to: &str, insist: bool) -> Result<Answer, Refusal> {
    clinic.staff(Command::MoveTicket {
        number: label(number),
        unit: name(to),
        insist,
    })
}

fn apart(needs: &[Wish]) -> Lack {
    let needs = needs.to_vec();
    let by = Vec::new();
    Lack::Together { needs, by }
}

#[test]
fn needs_that_no_reader_meets_together_are_refused_unless_staff_insist_wherever_they_come_about() {
    let english = tagged("language:en");
    let mut clinic = three();
    for (number, pair) in [
        ("1", [unit("CR-2"), STANDING]),
        ("2", [unit("CR-1"), seated()]),
        ("3", [unit("CR-1"), english.clone()]),
        ("4", [seated(), english.clone()]),
    ] {
        let mut sorted = pair.to_vec();
        sorted.sort();
        let refused = Err(Refusal::NoUnitHasAll(sorted.clone()));
        assert_eq!(add(&mut clinic, number, &pair, false), refused);
        add(&mut clinic, number, &pair[..1], false).unwrap();
        assert_eq!(change(&mut clinic, number, &pair, false), refused);
        change(&mut clinic, number, &pair, true).unwrap();
        assert_eq!(speaks(&clinic, number), Some(apart(&sorted)));
    }
    add(&mut clinic, "5", &[seated()], false).unwrap();
    let needs = vec![seated(), unit("CR-3")];
    let refused = Err(Refusal::NoUnitHasAll(needs.clone()));
    assert_eq!(move_to(&mut clinic, "5", "CR-3", false), refused);
    move_to(&mut clinic, "5", "CR-3", true).unwrap();
    assert_eq!(speaks(&clinic, "5"), Some(apart(&needs)));
    // It is so already, and is not asked about again.
    move_to(&mut clinic, "5", "CR-3", false).unwrap();
    let urgent = ChangeTicket {
        number: label("5"),
        class: Some(Class::Urgent),
        needs: Some(needs),
        prefers: None,
        insist: false,
    };
    clinic.staff(Command::ChangeTicket(urgent)).unwrap();
}

#[test]
fn what_can_be_met_together_is_not_asked_about() {
    let mut clinic = three();
    for (number, needs) in [
        ("1", vec![unit("CR-2"), seated()]),
        ("2", vec![STANDING, tagged("language:en"), unit("CR-3")]),
        ("3", vec![]),
    ] {
        add(&mut clinic, number, &needs, false).unwrap();
    }
    move_to(&mut clinic, "3", "CR-3", false).unwrap();
    // Also where the only one that meets it does not serve now.
    clinic.unplug("CR-2");
    add(&mut clinic, "4", &[unit("CR-2"), seated()], false).unwrap();
}

#[test]
fn needs_that_stand_apart_for_good_are_told_before_what_keeps_a_reader_that_would_not_help() {
    let mut clinic = three();
    clinic.pause("CR-2", false);
    let needs = [STANDING, unit("CR-2")];
    add(&mut clinic, "1", &needs, true).unwrap();
    assert_eq!(speaks(&clinic, "1"), Some(apart(&needs)));
    for serial in ["CR-1", "CR-2", "CR-3"] {
        clinic.pause(serial, false);
    }
    assert_eq!(
        speaks(&clinic, "1"),
        Some(apart(&needs)),
        "also where none serves"
    );
}

#[test]
fn only_the_needs_that_stand_apart_are_told() {
    let mut clinic = three();
    let english = tagged("language:en");
    let needs = [STANDING, english.clone(), unit("CR-1")];
    add(&mut clinic, "1", &needs, true).unwrap();
    assert_eq!(speaks(&clinic, "1"), Some(apart(&[english, unit("CR-1")])));
}

#[test]
fn who_is_tied_to_a_reader_is_told_what_that_reader_lacks_though_no_other_has_it_either() {
    let mut clinic = three();
    let portuguese = tagged("language:pt");
    let needs = [seated(), portuguese.clone(), unit("CR-2")];
    let apart_from_it = [portuguese, unit("CR-2")];
    let refused = Err(Refusal::NoUnitHasAll(apart_from_it.to_vec()));
    let only_known = [STANDING, unit("CR-2")];
    assert_eq!(asks_beside_its_tags(&mut clinic, &needs), refused);
    assert_eq!(speaks(&clinic, "1"), Some(apart(&apart_from_it)));
    clinic.retire("CR-1");
    clinic.retire("CR-3");
    // Now no reader is standing at all.
    let refused = Err(Refusal::NoUnitHasAll(only_known.to_vec()));
    assert_eq!(add(&mut clinic, "2", &only_known, false), refused);
}

/// Asks for a ticket with these needs, where the tags are known, and then insists.
fn asks_beside_its_tags(clinic: &mut Clinic, needs: &[Wish]) -> Result<Answer, Refusal> {
    let tags = needs.iter().filter(|need| matches!(need, Wish::Tag(_)));
    let tags: Vec<_> = tags.cloned().collect();
    add(clinic, "1", &tags, true).unwrap();
    let asked = change(clinic, "1", needs, false);
    change(clinic, "1", needs, true).unwrap();
    asked
}

#[test]
fn a_reader_that_has_it_all_and_does_not_serve_is_named_with_its_reason() {
    let mut clinic = three();
    clinic.enroll_at(
        "CR-4",
        Counter {
            tags: vec![tag("language:en")],
            ..seated_counter("both")
        },
    );
    add(&mut clinic, "1", &[seated(), tagged("language:en")], false).unwrap();
    let Some(Lack::Together { needs, by }) = speaks(&clinic, "1") else {
        panic!("no serving reader has both");
    };
    assert_eq!(needs, [seated(), tagged("language:en")]);
    assert_eq!(by.len(), 1);
    assert_eq!(by[0].unit, name("CR-4"));
    // A reader that has the one need and not the other would not help, and is not named.
    clinic.unplug("CR-2");
    let Some(Lack::Need { wish, by }) = speaks(&clinic, "1") else {
        panic!("no serving reader is seated");
    };
    assert_eq!(wish, seated());
    assert_eq!(by.len(), 1, "{by:?}");
    assert_eq!(by[0].unit, name("CR-4"));
}

#[test]
fn who_is_tied_to_a_reader_that_left_is_told_what_became_of_it() {
    let mut clinic = three();
    add(&mut clinic, "1", &[unit("CR-1")], false).unwrap();
    clinic.retire("CR-1");
    let why = |clinic: &Clinic| match speaks(clinic, "1") {
        Some(Lack::Need { by, .. }) => by.into_iter().map(|out| out.why).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(&clinic), [Service::Retired]);
    clinic.enroll("CR-4");
    clinic.replace("CR-1", "CR-4").unwrap();
    assert_eq!(why(&clinic), [Service::Replaced(name("CR-4"))]);
    clinic.enroll("CR-5");
    clinic.replace("CR-4", "CR-5").unwrap();
    let (four, five) = (name("CR-4"), name("CR-5"));
    assert_eq!(
        why(&clinic),
        [Service::Replaced(four), Service::Replaced(five)]
    );
    move_to(&mut clinic, "1", "CR-5", false).unwrap();
    clinic.plug("CR-5", "1-5");
    assert_eq!(clinic.state("1"), "called CR-5");
}

#[test]
fn what_an_act_on_a_reader_would_take_is_what_it_takes() {
    let tags = |tags: &[&str]| Some(tags.iter().map(|word| tag(word)).collect::<Vec<_>>());
    let change = |placement, tags| Taking::Change { placement, tags };
    let (standing, low) = (Some(Placement::Standing), Some(Placement::Seated));
    for (serial, taking, bound, unmet) in [
        ("CR-1", Taking::Retire, 1, 0),
        ("CR-2", Taking::Retire, 0, 3),
        ("CR-3", Taking::Retire, 0, 1),
        ("CR-2", Taking::Pause, 0, 3),
        ("CR-2", change(standing, None), 0, 3),
        ("CR-2", change(low, tags(&["x"])), 0, 0),
        ("CR-3", change(None, tags(&[])), 0, 1),
        ("CR-3", change(None, tags(&["language:en", "x"])), 0, 0),
        ("CR-1", Taking::Replace(name("CR-4")), 1, 0),
        // CR-3 leaves its counter, and with it those who need English.
        ("CR-2", Taking::Replace(name("CR-3")), 0, 1),
        ("CR-9", Taking::Retire, 0, 0),
    ] {
        let mut clinic = three();
        clinic.enroll("CR-4");
        add(&mut clinic, "plain", &[], false).unwrap();
        add(&mut clinic, "bound", &[unit("CR-1")], false).unwrap();
        for number in ["low", "parked", "missed"] {
            add(&mut clinic, number, &[seated()], false).unwrap();
        }
        clinic.park("parked").unwrap();
        add(&mut clinic, "english", &[tagged("language:en")], false).unwrap();
        let asked = clinic.fleet.loss(&name(serial), &taking);
        assert_eq!(asked, Loss { bound, unmet }, "{serial} {taking:?}");
        let waits = |clinic: &Clinic| {
            let tickets = ["bound", "low", "missed", "english"];
            let lacks =
                |number: &&str| matches!(wait_of(clinic, number), Wait::NoUnit(Lack::Need { .. }));
            tickets.iter().filter(|number| lacks(number)).count()
        };
        assert_eq!(waits(&clinic), 0);
        match &taking {
            Taking::Retire if serial == "CR-9" => continue,
            Taking::Retire => clinic.retire(serial),
            Taking::Pause => clinic.pause(serial, true),
            Taking::Replace(by) => drop(clinic.replace(serial, by.as_str()).unwrap()),
            Taking::Change { placement, tags } => {
                let change = ChangeCounter {
                    serial: name(serial),
                    name: None,
                    placement: *placement,
                    tags: tags.clone(),
                };
                clinic.staff(Command::ChangeCounter(change)).unwrap();
            }
        }
        // The parked one is not in line.
        let parked = usize::from(unmet == 3);
        assert_eq!(
            waits(&clinic),
            bound + unmet - parked,
            "{serial} {taking:?}"
        );
    }
}

#[test]
fn where_another_reader_does_nothing_is_lost_and_where_none_serves_needs_are_not_the_cause() {
    let mut clinic = three();
    clinic.enroll_at("CR-4", seated_counter("low too"));
    clinic.plug("CR-4", "1-4");
    clinic.walk_up("CR-4");
    add(&mut clinic, "1", &[seated()], false).unwrap();
    assert_eq!(
        clinic.fleet.loss(&name("CR-2"), &Taking::Retire),
        Loss::default()
    );
    clinic.unplug("CR-4");
    let loss = clinic.fleet.loss(&name("CR-2"), &Taking::Retire);
    assert_eq!((loss.bound, loss.unmet), (0, 1), "the other is not there");
    for serial in ["CR-1", "CR-3"] {
        clinic.pause(serial, false);
    }
    assert_eq!(
        clinic.fleet.loss(&name("CR-2"), &Taking::Retire),
        Loss::default()
    );
}

#[test]
fn a_ticket_that_is_called_loses_the_reader_too_unless_its_patient_is_there() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.enroll_at("CR-2", seated_counter("low"));
    clinic.plug("CR-2", "1-2");
    add(&mut clinic, "1", &[seated()], false).unwrap();
    assert_eq!(clinic.state("1"), "called CR-2");
    let change = Taking::Change {
        placement: Some(Placement::Standing),
        tags: None,
    };
    for taking in [change, Taking::Retire] {
        let loss = clinic.fleet.loss(&name("CR-2"), &taking);
        assert_eq!((loss.bound, loss.unmet), (0, 1), "{taking:?}");
    }
    clinic.card("CR-2");
    let loss = clinic.fleet.loss(&name("CR-2"), &Taking::Retire);
    assert_eq!(loss, Loss::default());
}
