//! Numbers go at the end of retention, counts stay, and the audit's chain holds (T13, G5). The kit checks the chain after every act.

use crate::kit::*;
use madoguchi_fleet::audit;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::{Class, Means};

const MARKED: &str = "ZZ47MARK";

/// All that can be done to a marked ticket, until it is closed.
fn a_morning(clinic: &mut Clinic) {
    clinic.add_as(MARKED, Class::Priority);
    let _ = clinic.recall(MARKED);
    clinic.park(MARKED).unwrap();
    clinic.unpark(MARKED).unwrap();
    let _ = clinic.change_class(MARKED, Class::Urgent);
    let _ = clinic.move_to(MARKED, "CR-1");
    clinic.cancel(MARKED).unwrap();
    clinic.undo(MARKED).unwrap();
    let _ = clinic.call(MARKED, Some("CR-1"));
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::GivenUp);
    clinic.card_removed("CR-1");
    let _ = clinic.done_by(MARKED, Means::Paper);
    let _ = clinic.reopen(MARKED);
    let _ = clinic.done_by(MARKED, Means::Paper);
}

#[test]
fn no_entry_of_the_audit_has_a_tickets_number() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    a_morning(&mut clinic);
    clinic.end_day();
    let of_tickets = clinic.store.audit.iter();
    let of_tickets = of_tickets.filter(|entry| entry.command.starts_with("ticket-"));
    assert!(of_tickets.count() >= 6, "the morning was one");
    for entry in &clinic.store.audit {
        let told = [&entry.subject, &entry.before, &entry.after];
        assert!(told.iter().all(|text| !text.contains(MARKED)), "{entry:?}");
    }
    // Nor would a log line that shows one of these.
    let ticket = clinic.ticket(MARKED);
    assert!(!format!("{ticket:?} {:?}", clinic.fleet).contains(MARKED));
}

#[test]
fn what_went_is_an_act_with_its_counts_and_the_chain_holds() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    a_morning(&mut clinic);
    clinic.add("2");
    clinic.card("CR-1");
    clinic.ends("CR-1", Kind::Verified(Method::Face));
    clinic.card_removed("CR-1");
    clinic.add("3");
    clinic.end_day();
    for _ in 0..13 {
        clinic.days(1);
    }
    assert_eq!(clinic.fleet.tickets().count(), 3, "kept for 14 days");
    for _ in 0..4 {
        clinic.days(1);
    }
    assert_eq!(clinic.fleet.tickets().count(), 0);

    let entries = &clinic.store.audit;
    let gone: Vec<_> = { entries.iter() }
        .filter(|entry| entry.subject == "retention")
        .collect();
    let [entry] = gone[..] else {
        panic!("one act for the day: {gone:?}");
    };
    // What stays of a day: how many, from when to when, how they ended and where.
    let words = |name: &str| {
        entry
            .after
            .split(' ')
            .find_map(|word| word.strip_prefix(name))
    };
    assert!(
        entry.after.starts_with("gone-tickets=3 closed-from="),
        "{entry:?}"
    );
    assert!(words("closed-from=").unwrap() < words("closed-before=").unwrap());
    for (name, count) in [
        ("gone-verified=", Some("1")),
        ("gone-not-verified=", None),
        ("gone-by-means=", Some("1")),
        ("gone-cancelled=", None),
        ("gone-ended=", Some("1")),
        ("gone-by-reader=", Some("CR-1:1")),
    ] {
        assert_eq!(words(name), count, "{name} {entry:?}");
    }
    let next = entries.last().unwrap().sequence + 1;
    let whole = audit::check(entries, next).unwrap();
    assert_eq!(whole.linked, next - 1, "nothing was taken out");
    // A start finds the same.
    clinic.restart_after(60);
    assert_eq!(clinic.fleet.tickets().count(), 0);
}
