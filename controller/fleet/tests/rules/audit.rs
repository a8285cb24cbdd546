//! RULES R7 to R10: what the audit keeps of an act, and that its chain shows what was changed.

use crate::kit::{Clinic, label, name};
use madoguchi_fleet::audit::{self, Anchor, Broken, Found};
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::decision::{Answer, AuditEntry};
use madoguchi_fleet::ids::{Content, PersonName, Request, RequestId, TicketId};
use madoguchi_fleet::settings::AUDIT_KEPT;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::time::FleetTime;
use proptest::prelude::*;

/// The newest entry of a command: who, and how its subject stood before and after.
fn newest(clinic: &Clinic, command: &str) -> (Actor, String, String) {
    let entries = clinic.store.audit.iter().rev();
    let entry = { entries }.find(|entry| entry.command == command).unwrap();
    (
        entry.actor.clone(),
        entry.before.clone(),
        entry.after.clone(),
    )
}

fn told(clinic: &mut Clinic, command: Command) -> (String, String) {
    let name = command.name();
    let id = clinic.request();
    clinic.act(Act::staff(id, command)).unwrap();
    let (_, before, after) = newest(clinic, name);
    (before, after)
}

#[test]
fn an_act_of_a_person_is_kept_with_how_its_subject_stood_before_and_after() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let waiting = "class=normal needs= prefers=";
    // As it stood right after the act, before the fleet went on and called it.
    let added = newest(&clinic, "ticket-add");
    let (before, after) = (added.1, added.2);
    assert_eq!((&*before, after), ("", format!("state=waiting {waiting}")));
    let number = label("1");
    let park = told(&mut clinic, Command::ParkTicket { number });
    let (before, after) = park;
    assert_eq!(before, format!("state=called unit=CR-1 {waiting}"));
    assert_eq!(after, format!("state=parked {waiting}"));

    let serial = name("CR-1");
    let cable = "3 m \"blue\"".to_owned();
    let note = Command::NoteCable { serial, cable };
    let (before, after) = told(&mut clinic, note);
    assert!(
        before.starts_with("unit=CR-1 membership=enrolled counter="),
        "{before}"
    );
    assert!(
        before.contains(" cable= ") && after.contains(r#" cable="3 m \"blue\"" "#),
        "{after}"
    );
    let ended = told(&mut clinic, Command::EndDay);
    assert_eq!(ended, ("open=1".into(), "open=0".into()));
    let undone = told(&mut clinic, Command::UndoDay);
    assert_eq!(undone, ("open=0".into(), "open=1".into()));
    let nonce = [3; 8];
    let (before, after) = told(&mut clinic, Command::AskTimeReset { nonce });
    assert!(before.ends_with("reset-asked=no") && after.ends_with("reset-asked=yes"));
    let (_, before, after) = newest(&clinic, "license-install");
    assert_eq!(
        (&*before, &*after),
        ("", "license=L-0 standing=in-force lineage=L-0")
    );
}

#[test]
fn what_readers_and_the_fleet_do_is_kept_without_it() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    clinic.card("CR-1");
    clinic.verified("CR-1");
    let by_reader = newest(&clinic, "session-ended");
    assert_eq!(by_reader, (Actor::Reader, String::new(), String::new()));
}

#[test]
fn the_chain_goes_on_after_a_restart() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let head = clinic.fleet.audit_head().unwrap();
    clinic.restart_after(60);
    assert_eq!(clinic.fleet.audit_head(), Some(head));
    clinic.add("2");
    let entries = &clinic.store.audit;
    let next = entries.last().unwrap().sequence + 1;
    let whole = audit::check(entries, next).unwrap();
    assert_eq!((whole.linked, whole.unlinked), (next - 1, 0));
    assert_eq!(audit::find(entries, head), Found::Fits);
}

#[test]
fn an_act_of_a_person_who_logged_in_is_kept_with_where_it_came_from() {
    let mut clinic = Clinic::with_units(&["CR-1"]);
    clinic.add("1");
    let place = |clinic: &Clinic, command: &str| {
        let mut newest = clinic.store.audit.iter().rev();
        newest.find(|entry| entry.command == command).unwrap().place
    };
    assert_eq!(place(&clinic, "ticket-add"), None);
    let from = Some([192, 0, 2, 10].into());
    let number = label("1");
    let park = Act {
        actor: Actor::Person(PersonName::parse("yamada").unwrap()),
        place: from,
        ..Act::staff(clinic.request(), Command::ParkTicket { number })
    };
    clinic.act(park).unwrap();
    assert_eq!(place(&clinic, "ticket-park"), from);
}

/// `count` entries from number `first` on, linked after the entry with `previous`.
fn entries(first: u64, count: u64, previous: Option<audit::Digest>) -> Vec<AuditEntry> {
    let mut previous = previous;
    let made = (first..first + count).map(|sequence| {
        let mut entry = AuditEntry {
            sequence,
            at: FleetTime(1_800_000_000_000 + i64::try_from(sequence).unwrap()),
            actor: Actor::Staff,
            command: "ticket-park".into(),
            subject: sequence.to_string(),
            request: Some(Request {
                id: RequestId([1; 16]),
                content: Some(Content([2; 16])),
            }),
            answer: Answer::Ticket(TicketId(sequence)),
            before: "state=waiting".into(),
            after: "state=parked".into(),
            place: None,
            digest: None,
        };
        previous = Some(audit::seal(previous, &entry));
        entry.digest = previous;
        entry
    });
    made.collect()
}

#[test]
fn entries_of_older_releases_stand_before_the_chain_and_are_counted() {
    let mut old = entries(1, 3, None);
    for entry in &mut old {
        entry.digest = None;
    }
    let all = [old, entries(4, 2, None)].concat();
    let whole = audit::check(&all, 6).unwrap();
    assert_eq!((whole.linked, whole.unlinked), (2, 3));
    assert_eq!(
        whole
            .span
            .map(|(first, last)| (first.sequence, last.sequence)),
        Some((4, 5))
    );
    // A link that was taken off looks like an older release's only at the beginning, where the next one shows it.
    let mut taken_off = entries(1, 5, None);
    taken_off[0].digest = None;
    assert_eq!(
        audit::check(&taken_off, 6),
        Err(Broken::Changed { sequence: 2 })
    );
    taken_off = entries(1, 5, None);
    taken_off[3].digest = None;
    assert_eq!(
        audit::check(&taken_off, 6),
        Err(Broken::Unlinked { sequence: 4 })
    );
}

#[test]
fn the_oldest_entry_that_is_kept_is_the_base_and_no_earlier_one_may_be_gone() {
    let next = AUDIT_KEPT + 11;
    let aged = entries(11, 5, Some([7; 32]));
    let rest = |last: &[AuditEntry]| entries(16, AUDIT_KEPT - 5, last.last().unwrap().digest);
    let all = [aged.clone(), rest(&aged)].concat();
    let whole = audit::check(&all, next).unwrap();
    assert_eq!(whole.linked, AUDIT_KEPT);
    assert_eq!(
        audit::find(
            &all,
            Anchor {
                sequence: 10,
                digest: [7; 32]
            }
        ),
        Found::AgedOut
    );
    let (first, last) = (11, 12);
    assert_eq!(
        audit::check(&all[2..], next),
        Err(Broken::Missing { first, last })
    );
    let newest = all.len() - 1;
    let last = AUDIT_KEPT + 10;
    let cut = audit::check(&all[..newest], next);
    assert_eq!(cut, Err(Broken::Missing { first: last, last }));
    assert_eq!(
        audit::check(&[], 3),
        Err(Broken::Missing { first: 1, last: 2 })
    );
    assert_eq!(audit::check(&[], 1).unwrap().span, None);
}

#[test]
fn a_place_that_was_kept_elsewhere_shows_what_a_chain_alone_does_not() {
    let all = entries(1, 9, None);
    let sequence = 7;
    let anchor = Anchor {
        sequence,
        digest: all[6].digest.unwrap(),
    };
    assert_eq!(audit::find(&all, anchor), Found::Fits);
    // A backup from before was restored; and then it went on.
    assert_eq!(audit::find(&all[..5], anchor), Found::Beyond { newest: 5 });
    assert_eq!(audit::find(&[], anchor), Found::Beyond { newest: 0 });
    let mut other = all[5].clone();
    other.after = "state=cancelled".into();
    let other = audit::seal(all[4].digest, &other);
    let on = entries(7, 3, Some(other));
    let anew = [all[..6].to_vec(), on].concat();
    assert_eq!(audit::find(&anew, anchor), Found::Differs);
}

/// A change of one field of an entry.
fn change(entry: &mut AuditEntry, field: u8, by: u8) {
    let text = |text: &mut String| match by % 3 {
        0 => text.push('x'),
        1 => text.clear(),
        _ => *text = format!("{text} "),
    };
    let by = by | 1;
    match field {
        0 => entry.at = entry.at.plus(by.into()),
        1 => {
            entry.actor = if by > 99 {
                Actor::Fleet
            } else {
                Actor::CounterPage
            }
        }
        2 => text(&mut entry.command),
        3 => text(&mut entry.subject),
        4 => text(&mut entry.before),
        5 => text(&mut entry.after),
        6 => entry.answer = Answer::Day { ended: by.into() },
        7 => entry.request.as_mut().unwrap().id.0[usize::from(by % 16)] ^= by,
        8 => {
            entry.request.as_mut().unwrap().content.as_mut().unwrap().0[usize::from(by % 16)] ^= by
        }
        9 => entry.request.as_mut().unwrap().content = None,
        10 => entry.request = None,
        _ => entry.digest.as_mut().unwrap()[usize::from(by % 32)] ^= by,
    }
}

proptest! {
    #[test]
    fn whatever_is_changed_in_any_entry_is_found(at in 0usize..12, field in 0u8..12, by: u8) {
        let mut all = entries(1, 12, None);
        change(&mut all[at], field, by);
        let sequence = at as u64 + 1;
        prop_assert_eq!(audit::check(&all, 13), Err(Broken::Changed { sequence }));
    }

    #[test]
    fn whatever_is_taken_out_put_in_or_swapped_is_found(at in 0usize..11, how in 0u8..4) {
        let mut all = entries(1, 12, None);
        match how {
            0 => drop(all.remove(at)),
            1 => all.insert(at, all[at].clone()),
            2 => all.swap(at, at + 1),
            // Without a gap in the numbers.
            _ => {
                all.remove(at);
                for (entry, sequence) in all.iter_mut().zip(1..) {
                    entry.sequence = sequence;
                }
            }
        }
        prop_assert!(audit::check(&all, 13).is_err());
    }
}
