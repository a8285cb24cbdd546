//! What every store does: the same stories, in memory and on disk.

use crate::support::records::*;
use madoguchi_controller::store::memory::Disk;
use madoguchi_controller::store::{
    CommitError, LoadError, Loaded, MAX_COMMIT_BYTES, MAX_RECORD_BYTES, Memory, Note, Rebuild,
    Revision, Sled, Store,
};
use madoguchi_fleet::Records;
use madoguchi_fleet::decision::{Answer, Change, Counters};
use madoguchi_fleet::ids::TicketId;
use madoguchi_fleet::license::License;
use madoguchi_fleet::settings::REMEMBERED_REQUESTS;
use madoguchi_fleet::ticket::Ticket;
use madoguchi_licensing::grant::KeyId;

/// A place that outlives the stores opened on it.
trait Place: Default {
    type Store: Store;
    fn open(&self) -> Result<Self::Store, LoadError>;
}

#[derive(Default)]
struct InMemory(Disk);

impl Place for InMemory {
    type Store = Memory;

    fn open(&self) -> Result<Memory, LoadError> {
        Memory::open(self.0.clone(), readers())
    }
}

struct OnDisk(tempfile::TempDir);

impl Default for OnDisk {
    fn default() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

impl Place for OnDisk {
    type Store = Sled;

    fn open(&self) -> Result<Sled, LoadError> {
        Sled::open(self.0.path(), readers())
    }
}

macro_rules! contract {
    ($($name:ident)+) => {
        mod in_memory {
            $(#[tokio::test] async fn $name() { super::$name::<super::InMemory>().await; })+
        }
        mod on_disk {
            $(#[tokio::test] async fn $name() { super::$name::<super::OnDisk>().await; })+
        }
    };
}

contract! {
    a_fresh_store_is_empty_and_that_is_no_error
    what_was_committed_is_there_after_a_restart
    the_last_change_of_a_record_in_a_batch_counts
    a_forgotten_ticket_is_gone
    a_person_is_found_in_any_case_and_one_who_was_removed_is_gone
    a_snapshot_is_of_one_revision_whatever_is_written_later
    a_batch_for_another_revision_changes_nothing
    a_batch_whose_answer_was_lost_is_not_written_twice
    a_record_that_is_too_large_is_refused_before_anything_is_written
    many_records_of_the_largest_size_are_kept
    a_commit_of_too_many_records_is_refused_and_the_store_goes_on
    a_license_that_no_longer_verifies_is_left_out_and_stays_stored
    what_is_kept_about_licensing_is_there_after_a_restart
    a_revocation_list_that_no_longer_verifies_is_left_out_and_stops_nobody
    only_the_newest_answers_are_remembered
    time_goes_on_without_changes_and_goes_back_where_it_is_set
}

async fn load<P: Place>(place: &P) -> Loaded {
    place.open().unwrap().load().await.unwrap()
}

async fn a_fresh_store_is_empty_and_that_is_no_error<P: Place>() {
    let place = P::default();
    let loaded = load(&place).await;
    assert_eq!(loaded.revision, Revision(0));
    assert_eq!(loaded.records.counters, Counters::default());
    assert!(loaded.records.tickets.is_empty() && loaded.notes.is_empty());
}

async fn what_was_committed_is_there_after_a_restart<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let revision = store.commit(&batch(0, everything())).await.unwrap();
    assert_eq!(revision, Revision(1));
    drop(store);

    let loaded = load(&place).await;
    assert_eq!(loaded.revision, Revision(1));
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    let Records {
        fleet_time,
        counters,
        tickets,
        units,
        licenses,
        walk_ups,
        unit_days,
        queue_days,
        people,
        licensing: of_pc,
        acts,
        revocations,
        answers,
        audit_head: _,
    } = loaded.records;
    assert_eq!(fleet_time, NINE);
    assert_eq!((counters.pairing, counters.day_ended), (6, NINE));
    let of_time = (
        counters.ended_set.0,
        counters.off_since,
        counters.shifted_ms,
    );
    assert_eq!(of_time, (NINE.0, NINE.plus(1), -5));
    let runs: Vec<_> = counters
        .runs
        .iter()
        .map(|run| (run.from, run.ahead_ms))
        .collect();
    assert_eq!(runs, [(NINE, -7)]);
    assert_eq!(counters.day_end, Some(day_end()));
    assert_eq!(tickets, [eventful(1), waiting(2)]);
    assert_eq!(units, [unit(1)]);
    assert_eq!(licenses, [license("L-1")]);
    assert_eq!(walk_ups, [walk_up(1)]);
    assert_eq!(unit_days, [day_of_unit(19_999)]);
    assert_eq!(queue_days, [queue_day(19_999)]);
    assert_eq!(people, [person("Yamada"), person("山田")]);
    assert_eq!((of_pc, acts), (licensing(), vec![act(1)]));
    assert_eq!(revocations, [list("R-1").revocations]);
    let answered: Vec<_> = answers.iter().map(|done| done.request.id).collect();
    assert_eq!(answered, [1, 2, 3, 4, 5, 6, 7].map(request));
    assert_eq!(answers[1].answer, Answer::Unit(serial(1)));
    assert_eq!(answers[3].answer, Answer::Done);
    assert_eq!(answers[4].answer, Answer::Day { ended: 7 });
    assert_eq!(answers[5].answer, Answer::Day { ended: 0 });
    assert_eq!(answers[6].answer, Answer::DayBack { reopened: 7 });
}

async fn the_last_change_of_a_record_in_a_batch_counts<P: Place>() {
    let place = P::default();
    let again = Ticket {
        misses: 7,
        ..waiting(1)
    };
    let changes = vec![
        ticket_change(waiting(1)),
        Change::Counters(Counters::default()),
        ticket_change(again.clone()),
        Change::Counters(Counters {
            ticket: 2,
            ..Counters::default()
        }),
    ];
    place
        .open()
        .unwrap()
        .commit(&batch(0, changes))
        .await
        .unwrap();
    let records = load(&place).await.records;
    assert_eq!(records.tickets, [again]);
    assert_eq!(records.counters.ticket, 2);
}

async fn a_forgotten_ticket_is_gone<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let both = vec![ticket_change(waiting(1)), ticket_change(waiting(2))];
    store.commit(&batch(0, both)).await.unwrap();
    let forget = vec![Change::ForgetTicket(waiting(1).id)];
    store.commit(&batch(1, forget)).await.unwrap();
    drop(store);
    assert_eq!(load(&place).await.records.tickets, [waiting(2)]);
}

async fn a_person_is_found_in_any_case_and_one_who_was_removed_is_gone<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let both = ["Yamada", "山田"].map(|name| Change::Person(Box::new(person(name))));
    store.commit(&batch(0, both.into())).await.unwrap();
    let forget = vec![Change::ForgetPerson(person_name("ＹＡＭＡＤＡ"))];
    store.commit(&batch(1, forget)).await.unwrap();
    drop(store);
    assert_eq!(load(&place).await.records.people, [person("山田")]);
}

async fn a_snapshot_is_of_one_revision_whatever_is_written_later<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    store.commit(&batch(0, everything())).await.unwrap();
    let snapshot = store.snapshot().await.unwrap();
    let gone = vec![Change::ForgetTicket(TicketId(1)), ticket_change(waiting(9))];
    store.commit(&batch(1, gone)).await.unwrap();
    assert_eq!(
        (snapshot.revision, snapshot.fleet_time),
        (Revision(1), NINE)
    );

    // A store that is made of it is the one that was.
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("rebuilt");
    let mut rebuild = Rebuild::begin(&folder).unwrap();
    for (key, sealed) in snapshot.pairs {
        rebuild.put(&key, &sealed).unwrap();
    }
    let rebuilt = rebuild.finish(Revision(1)).unwrap();
    let census = rebuilt.census;
    assert_eq!((census.tickets, census.units, census.licenses), (2, 1, 1));
    assert_eq!((census.walk_ups, census.audit, census.days), (1, 7, 2));
    let others = (census.people, census.acts, census.revocations);
    assert_eq!(others, (2, 1, 1));
    let loaded = Sled::open(&folder, readers())
        .unwrap()
        .load()
        .await
        .unwrap();
    assert_eq!(loaded.revision, Revision(1));
    assert_eq!(loaded.records.tickets, [eventful(1), waiting(2)]);
    assert_eq!(loaded.records.units, [unit(1)]);
    assert_eq!(loaded.records.licenses, [license("L-1")]);
    let told = loaded.records.answers.iter();
    let told = told.map(|done| (done.request, done.command.as_ref(), done.answer.clone()));
    let written = everything().into_iter().filter_map(|change| match change {
        Change::Audit(entry) => Some((entry.request?, "ticket-add", entry.answer)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), written.collect::<Vec<_>>());
}

async fn a_batch_for_another_revision_changes_nothing<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    store.commit(&batch(0, everything())).await.unwrap();
    for wrong in [0, 2, 7] {
        let mut late = batch(wrong, vec![ticket_change(waiting(9))]);
        late.id = [1; 16];
        let refused = store.commit(&late).await.unwrap_err();
        assert!(
            matches!(
                refused,
                CommitError::Conflict {
                    found: Revision(1),
                    ..
                }
            ),
            "{refused}"
        );
    }
    drop(store);
    let loaded = load(&place).await;
    assert_eq!(loaded.records.tickets.len(), 2);
    assert_eq!(loaded.revision, Revision(1));
}

async fn a_batch_whose_answer_was_lost_is_not_written_twice<P: Place>() {
    let place = P::default();
    let written = batch(0, everything());
    place.open().unwrap().commit(&written).await.unwrap();
    let mut store = place.open().unwrap();
    assert_eq!(store.commit(&written).await.unwrap(), Revision(1));
    assert_eq!(store.load().await.unwrap().revision, Revision(1));
}

/// A ticket whose record has about this many bytes.
fn large(id: u64, bytes: usize) -> Ticket {
    let mut ticket = eventful(id);
    let chapter = ticket.story[0].clone();
    let each = 51;
    ticket.story = vec![chapter; bytes / each];
    ticket
}

async fn a_record_that_is_too_large_is_refused_before_anything_is_written<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let changes = vec![
        ticket_change(waiting(1)),
        ticket_change(large(2, 2 * MAX_RECORD_BYTES)),
    ];
    let refused = store.commit(&batch(0, changes)).await.unwrap_err();
    assert!(
        matches!(&refused, CommitError::TooLarge { key, .. } if key == "ticket 2"),
        "{refused}"
    );
    store
        .commit(&batch(0, vec![ticket_change(waiting(3))]))
        .await
        .unwrap();
    drop(store);
    assert_eq!(load(&place).await.records.tickets, [waiting(3)]);
}

async fn many_records_of_the_largest_size_are_kept<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let mut revision = 0;
    for round in 0..3 {
        for ids in [1..=20, 21..=60] {
            let changes = ids.map(|id| ticket_change(large(id, 64_000 + 51 * round)));
            let batch = batch(revision, changes.collect());
            revision = store.commit(&batch).await.unwrap().0;
        }
    }
    drop(store);
    let tickets = load(&place).await.records.tickets;
    assert_eq!(tickets.len(), 60);
    assert!(
        tickets
            .iter()
            .all(|t| t.story.len() == large(1, 64_102).story.len())
    );
}

async fn a_commit_of_too_many_records_is_refused_and_the_store_goes_on<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let one = large(1, 64_000);
    let many = MAX_COMMIT_BYTES as u64 / 60_000;
    let changes = (1..=many).map(|id| {
        ticket_change(Ticket {
            id: TicketId(id),
            ..one.clone()
        })
    });
    let refused = store.commit(&batch(0, changes.collect())).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(&refused, CommitError::TooMany { bytes } if *bytes > MAX_COMMIT_BYTES),
        "{refused}"
    );
    assert!(!refused.to_string().contains("disk"), "{refused}");
    let few = batch(0, vec![ticket_change(waiting(3))]);
    store.commit(&few).await.unwrap();
    drop(store);
    assert_eq!(load(&place).await.records.tickets, [waiting(3)]);
}

async fn a_license_that_no_longer_verifies_is_left_out_and_stays_stored<P: Place>() {
    let place = P::default();
    let mut forged = license("L-2");
    forged.document = b"forged".as_slice().into();
    let mut swapped = license("L-3");
    swapped.document = b"L-1".as_slice().into();
    let changes = [license("L-1"), forged, swapped].map(Change::License);
    let mut store = place.open().unwrap();
    store.commit(&batch(0, changes.into())).await.unwrap();
    store.commit(&batch(1, Vec::new())).await.unwrap();
    drop(store);
    for _ in 0..2 {
        let loaded = load(&place).await;
        assert_eq!(loaded.records.licenses, [license("L-1")]);
        let ids: Vec<_> = loaded
            .notes
            .iter()
            .map(|note| match note {
                Note::LicenseNotUsed { id, .. } => id.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(ids, ["L-2", "L-3"]);
    }
}

async fn what_is_kept_about_licensing_is_there_after_a_restart<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    let given_back = License {
        bridge_until_ms: Some(9),
        returned_at: Some(NINE),
        ..license("L-1")
    };
    let acts = (1..=3).map(|number| Change::Act(act(number)));
    let changes = [
        Change::Licensing(licensing()),
        Change::Revocations(list("R-1")),
        Change::License(given_back.clone()),
    ];
    let changes = changes.into_iter().chain(acts).collect();
    store.commit(&batch(0, changes)).await.unwrap();
    let newer = vec![Change::Revocations(list("R-2")), Change::ForgetAct(1)];
    store.commit(&batch(1, newer)).await.unwrap();
    drop(store);

    let loaded = load(&place).await;
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    assert_eq!(loaded.records.licensing, licensing());
    assert_eq!(loaded.records.licenses, [given_back]);
    assert_eq!(loaded.records.acts, [act(2), act(3)]);
    let lists = loaded.records.revocations;
    assert_eq!(lists, [list("R-2").revocations], "one of each signer");
}

async fn a_revocation_list_that_no_longer_verifies_is_left_out_and_stops_nobody<P: Place>() {
    let place = P::default();
    let mut forged = list("R-1");
    forged.document = b"forged".as_slice().into();
    let mut of_another = list("R-2");
    of_another.revocations.signer = KeyId([4; 8]);
    let changes = [forged, of_another].map(Change::Revocations);
    let mut store = place.open().unwrap();
    store.commit(&batch(0, changes.into())).await.unwrap();
    drop(store);
    let loaded = load(&place).await;
    assert_eq!(loaded.records.revocations, []);
    let signers: Vec<_> = loaded
        .notes
        .iter()
        .map(|note| match note {
            Note::ListNotUsed { signer, .. } => *signer,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(signers, [KeyId([4; 8]), KeyId([5; 8])]);
}

async fn only_the_newest_answers_are_remembered<P: Place>() {
    let place = P::default();
    let newest = u64::try_from(REMEMBERED_REQUESTS).unwrap() + 5;
    let entries = (1..=newest).map(|n| Change::Audit(audit(n, Answer::Done)));
    place
        .open()
        .unwrap()
        .commit(&batch(0, entries.collect()))
        .await
        .unwrap();
    let answers = load(&place).await.records.answers;
    assert_eq!(answers.len(), REMEMBERED_REQUESTS);
    assert_eq!(answers.first().unwrap().request.id, request(6));
    assert_eq!(answers.last().unwrap().request.id, request(newest));
}

async fn time_goes_on_without_changes_and_goes_back_where_it_is_set<P: Place>() {
    let place = P::default();
    let mut store = place.open().unwrap();
    store.commit(&batch(0, everything())).await.unwrap();
    let mut later = batch(1, Vec::new());
    later.fleet_time = NINE.plus(600_000);
    store.commit(&later).await.unwrap();
    drop(store);
    let records = load(&place).await.records;
    assert_eq!(records.fleet_time, NINE.plus(600_000));
    assert_eq!(records.counters.ticket, 3);

    // An administrator sets it to the PC's clock; the engine's own never goes back.
    let mut store = place.open().unwrap();
    let set = batch(2, Vec::new());
    store.commit(&set).await.unwrap();
    drop(store);
    assert_eq!(load(&place).await.records.fleet_time, set.fleet_time);
}
