//! The ledger of a release that had no journal: it goes on in the journal, whatever happens on the way, or is refused and left as it is.

use std::fs;

use super::assert_broken;
use super::proof::ledger;
use crate::books::{acts, former, key, names, put, sealed, segment};
use crate::office::{Office, without_births};

/// The folder of a ledger of this release.
const OURS: [&str; 3] = ["head", "journal", "lock"];

/// A former ledger with six acts, and these as they are sealed.
fn former_ledger(work: impl FnOnce(&sled::Db)) -> (Office, Vec<Vec<u8>>) {
    let office = ledger();
    let acts = acts(&office);
    former(&office, &acts, work);
    assert!(!office.has("books/journal"));
    (office, acts)
}

/// The ledger has gone on in the journal, and nothing is left of the former one.
fn assert_moved(office: &Office, moved: &[Vec<u8>]) {
    let said = office.does("ledger verify");
    assert!(
        said.contains(&format!("whole      {} acts", moved.len())),
        "{said}"
    );
    assert_eq!(acts(office), moved);
    assert_eq!(names(office), OURS);
    assert_eq!(
        office.does("ledger head").trim(),
        format!("head       {}", office.text("books/head").trim())
    );
}

/// The ledger is refused for this reason, and its database stays.
fn assert_stays(office: &Office, what: &str) {
    assert_broken(office, what);
    assert!(office.has("books/db"));
}

#[test]
fn it_goes_on_in_the_journal_with_all_its_acts() {
    let (office, acts) = former_ledger(|_| ());
    let shown = "product show";
    let key = &office.keys("K.csv")[0];
    assert!(
        office
            .does(&format!("{shown} {key}"))
            .contains("activated: ")
    );
    assert_moved(&office, &acts);
    // It is one ledger like any other now.
    office.sells("--kind bundled", "N", 1);
    assert!(office.does("ledger verify").contains("whole      7 acts"));
}

#[test]
fn a_move_that_was_cut_off_at_any_step_is_gone_on_with() {
    let (office, whole) = former_ledger(|_| ());
    for moved in 0..=whole.len() {
        former(&office, &whole, |_| ());
        put(&office, 1, &whole[..moved]);
        assert_moved(&office, &whole);
    }
    // An act was in flight.
    former(&office, &whole, |_| ());
    put(&office, 1, &whole[..5]);
    let path = segment(&office, 1);
    let mut torn = fs::read(&path).unwrap();
    let last = torn.iter().rposition(|&byte| byte != 0).unwrap() / 512 * 512;
    torn[last..last + 512].fill(0);
    fs::write(&path, torn).unwrap();
    assert_moved(&office, &whole);
    // The database is gone, and what was beside it is not.
    former(&office, &whole, |_| ());
    fs::remove_file(office.path("books/db")).unwrap();
    put(&office, 1, &whole);
    assert_moved(&office, &whole);
}

#[test]
fn what_the_former_release_wrote_after_a_move_that_was_cut_off_comes_along() {
    let office = ledger();
    let before = acts(&office);
    office.sells("--kind bundled", "N", 2);
    let whole = acts(&office);
    former(&office, &whole, |_| ());
    put(&office, 1, &before);
    assert_moved(&office, &whole);
}

#[test]
fn its_end_is_noted_where_nothing_noted_it() {
    let (office, acts) = former_ledger(|_| ());
    fs::remove_file(office.path("books/head")).unwrap();
    assert_moved(&office, &acts);
}

#[test]
fn a_former_ledger_that_is_not_what_was_written_stays_as_it_is() {
    type Harm = fn(&sled::Db);
    let harms: [(Harm, &str); 7] = [
        (
            |db| drop(db.remove(key(3)).unwrap()),
            "act 3 is missing: it was taken out",
        ),
        (
            |db| {
                let mut act = db.get(key(4)).unwrap().unwrap().to_vec();
                *act.last_mut().unwrap() ^= 1;
                db.insert(key(4), act).unwrap();
            },
            "act 4 was changed or damaged",
        ),
        (
            |db| {
                let mut act = db.get(key(6)).unwrap().unwrap().to_vec();
                *act.last_mut().unwrap() ^= 1;
                db.insert(key(6), sealed(&act[32..])).unwrap();
            },
            "act 6 is not the one that was noted",
        ),
        (
            |db| {
                db.remove(key(5)).unwrap();
                db.remove(key(6)).unwrap();
            },
            "act 5 is missing: the note says 6 acts, and the ledger holds only 4",
        ),
        (
            |db| drop(db.insert("zebra", "stripes").unwrap()),
            "behind act 6 stands something",
        ),
        (
            |db| drop(db.remove("head").unwrap()),
            "the note of the ledger's last act is missing behind act 6",
        ),
        (
            |db| db.clear().unwrap(),
            "act 1 is missing: the note says 6 acts, and the ledger holds only 0",
        ),
    ];
    for (harm, what) in harms {
        let (office, _) = former_ledger(harm);
        assert_stays(&office, what);
        assert!(!office.has("books/journal"), "{what}");
    }
}

#[test]
fn a_database_that_was_cut_is_told_and_stays() {
    let (office, _) = former_ledger(|_| ());
    let file = office.path("books/db");
    let half = fs::read(&file).unwrap();
    // sled preallocates: what was written lies at the front.
    let written = half.iter().rposition(|&byte| byte != 0).unwrap();
    fs::write(&file, &half[..written / 2]).unwrap();
    let said = office.refuses("ledger verify");
    assert!(said.contains("go on with a backup"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(file.exists());
    fs::remove_file(&file).unwrap();
    assert_broken(&office, "act 1 is missing: the note says 6 acts");
}

#[test]
fn bits_that_flipped_in_a_former_ledger_are_found_or_harmless() {
    let (office, whole) = former_ledger(|_| ());
    let database = office.read("books/db");
    let written = database.iter().rposition(|&byte| byte != 0).unwrap();
    for place in (0..written).step_by(written / 8) {
        former(&office, &whole, |_| ());
        let mut flipped = office.read("books/db");
        flipped[place] ^= 0x10;
        fs::write(office.path("books/db"), flipped).unwrap();
        let output = office.run("ledger verify");
        match output.status.code() {
            // What was flipped had been written anew since: nothing is lost.
            Some(0) => assert_moved(&office, &whole),
            Some(1) => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                let told = said.contains("backup") || said.contains("cannot be opened");
                assert!(told && office.has("books/db"), "{said}");
            }
            code => panic!("{place}: {code:?}"),
        }
    }
}

#[test]
fn acts_that_only_one_of_two_ledgers_has_are_never_given_up() {
    let (office, whole) = former_ledger(|_| ());
    let office_of_others = ledger();
    let others = acts(&office_of_others);
    // An older copy was put over a ledger that had gone on.
    former(&office, &whole[..4], |_| ());
    put(&office, 1, &whole);
    fs::write(office.path("books/head"), head(&whole[..4])).unwrap();
    assert_stays(
        &office,
        "act 5 is missing: the note says 6 acts, and the ledger holds only 4",
    );
    assert_eq!(acts(&office), whole);
    // Another ledger was.
    former(&office, &others, |_| ());
    put(&office, 1, &whole);
    fs::write(office.path("books/head"), head(&others)).unwrap();
    assert_stays(&office, "act 6 is not the one that was noted");
    assert_eq!(acts(&office), whole);
    // Whose acts are no beginning of this one.
    put(&office, 1, &whole[..3]);
    assert_stays(&office, "act 3 is not the one that was noted");
    assert_eq!(acts(&office), whole[..3]);
}

/// The note of the end of these acts.
fn head(acts: &[Vec<u8>]) -> String {
    let hash = &acts.last().unwrap()[..32];
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{hash}\n", acts.len())
}

#[test]
fn what_the_database_left_unfinished_on_a_full_disk_keeps_no_ledger_from_being_moved() {
    for left in [&b""[..], b"half of a page table"] {
        let (office, acts) = former_ledger(|_| ());
        let torn = office.path("books/snap.00000000000000FF.generating");
        fs::write(torn, left).unwrap();
        assert_moved(&office, &acts);
    }
}

#[test]
fn one_whose_beginning_was_cut_off_is_no_ledger_and_none_is_begun_over_it() {
    let office = Office::set_up();
    fs::create_dir(office.path("books")).unwrap();
    fs::write(office.path("books/lock"), "").unwrap();
    without_births(|| {
        let config = sled::Config::new().path(office.path("books"));
        drop(config.segment_size(8 * 1024 * 1024).open().unwrap());
    });
    let said = office.refuses("ledger verify --ledger books");
    assert!(said.contains("there is no ledger in books"), "{said}");
    let said = office.refuses("ledger create --environment test --ledger books");
    assert!(said.contains("choose another folder"), "{said}");
}
