//! The chain of acts proves itself: whatever is changed behind the ledger's back is found and named.

use std::path::Path;

use crate::clinic::Clinic;
use crate::office::{Office, without_births};
use madoguchi_vendor::ledger::chain::Head;
use sha2::{Digest as _, Sha256};

/// A ledger with six acts: begun, three times sold, twice activated.
fn ledger() -> Office {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    office.sells("--kind additional --seats 2", "L", 1);
    office.sells("--kind bundled", "M", 1);
    office.activates(&mut Clinic::new(1), &keys[0], "a");
    office.activates(&mut Clinic::new(2), &keys[1], "b");
    assert!(office.does("ledger verify").contains("whole      6 acts"));
    office
}

/// Opens the database as the ledger does, and lets `work` loose on it.
fn behind_its_back(office: &Office, work: impl FnOnce(&sled::Db)) {
    let config = sled::Config::new()
        .path(office.path("books"))
        .segment_size(8 * 1024 * 1024);
    without_births(|| {
        let db = config.open().unwrap();
        work(&db);
        db.flush().unwrap();
    });
}

fn key(act: u64) -> Vec<u8> {
    [&b"a"[..], &act.to_be_bytes()].concat()
}

/// Gives a record the hash that it has: what somebody does who knows the form.
fn sealed(record: &[u8]) -> Vec<u8> {
    [&Sha256::digest(record)[..], record].concat()
}

fn head(office: &Office) -> String {
    let said = office.does("ledger head");
    said.trim().strip_prefix("head       ").unwrap().to_owned()
}

/// Every command refuses such a ledger, and says which act is broken.
fn assert_broken(office: &Office, what: &str) {
    for command in ["ledger verify", "product list", "ledger due"] {
        let said = office.refuses(command);
        assert!(said.contains(what), "{command}: {said}");
        assert!(said.contains("go on with a backup"), "{said}");
    }
}

#[test]
fn an_act_that_was_taken_out_is_missed() {
    let office = ledger();
    behind_its_back(&office, |db| {
        db.remove(key(3)).unwrap();
    });
    assert_broken(&office, "act 3 is missing");
}

#[test]
fn an_act_that_was_edited_is_found() {
    let office = ledger();
    behind_its_back(&office, |db| {
        let mut record = db.get(key(4)).unwrap().unwrap().to_vec();
        *record.last_mut().unwrap() ^= 1;
        db.insert(key(4), record).unwrap();
    });
    assert_broken(&office, "act 4 was changed or damaged");
}

#[test]
fn an_act_that_was_edited_with_its_hash_is_found_by_the_next_one() {
    let office = ledger();
    behind_its_back(&office, |db| {
        let mut record = db.get(key(2)).unwrap().unwrap().to_vec();
        *record.last_mut().unwrap() ^= 1;
        db.insert(key(2), sealed(&record[32..])).unwrap();
    });
    assert_broken(&office, "act 2 was changed: act 3 followed another one");
}

#[test]
fn the_last_act_that_was_edited_with_its_hash_is_found_by_the_head() {
    let office = ledger();
    behind_its_back(&office, |db| {
        let mut record = db.get(key(6)).unwrap().unwrap().to_vec();
        *record.last_mut().unwrap() ^= 1;
        db.insert(key(6), sealed(&record[32..])).unwrap();
    });
    assert_broken(&office, "act 6 is not the one that was noted");
}

#[test]
fn acts_that_were_cut_off_are_missed() {
    let office = ledger();
    behind_its_back(&office, |db| {
        db.remove(key(5)).unwrap();
        db.remove(key(6)).unwrap();
    });
    assert_broken(
        &office,
        "act 5 is missing: the note says 6 acts, and the ledger holds only 4",
    );
}

#[test]
fn a_cut_that_hides_itself_is_found_by_the_head_that_was_written_down() {
    let office = ledger();
    let noted = head(&office);
    behind_its_back(&office, |db| {
        let fourth = db.get(key(4)).unwrap().unwrap();
        db.remove(key(5)).unwrap();
        db.remove(key(6)).unwrap();
        let hash = <[u8; 32]>::try_from(&fourth[..32]).unwrap();
        let head = Head { acts: 4, hash };
        db.insert("head", head.to_bytes()).unwrap();
        std::fs::write(office.path("books/head"), head.to_string()).unwrap();
    });
    assert!(office.does("ledger verify").contains("whole      4 acts"));
    let said = office.refuses(&format!("ledger verify --head {noted}"));
    assert!(
        said.contains("act 5 is missing: the note says 6 acts"),
        "{said}"
    );
}

#[test]
fn a_head_that_was_written_down_holds_while_the_ledger_grows() {
    let office = ledger();
    let noted = head(&office);
    office.sells("--kind bundled", "N", 1);
    let said = office.does(&format!("ledger verify --head {noted}"));
    assert!(
        said.contains("whole      7 acts") && said.contains(&format!("goes by    {noted}")),
        "{said}"
    );
    let (acts, hash) = noted.split_once('-').unwrap();
    let other = format!("{acts}-{}{}", &hash[2..], &hash[..2]);
    let said = office.refuses(&format!("ledger verify --head {other}"));
    assert!(
        said.contains("act 6 is not the one that was noted"),
        "{said}"
    );
    assert_eq!(office.run("ledger verify --head 6").status.code(), Some(2));
}

#[test]
fn what_was_written_beside_the_acts_is_found() {
    let office = ledger();
    behind_its_back(&office, |db| {
        db.insert("zebra", "stripes").unwrap();
    });
    assert_broken(&office, "behind act 6 stands something");
    let office = ledger();
    behind_its_back(&office, |db| {
        db.remove("head").unwrap();
    });
    assert_broken(
        &office,
        "the note of the ledger's last act is missing behind act 6",
    );
}

#[test]
fn a_file_that_was_cut_or_lost_is_found() {
    let office = ledger();
    let file = office.path("books/db");
    let half = office.read("books/db");
    // sled preallocates: what was written lies at the front.
    let written = half.iter().rposition(|&byte| byte != 0).unwrap();
    std::fs::write(&file, &half[..written / 2]).unwrap();
    let said = office.refuses("ledger verify");
    assert!(said.contains("go on with a backup"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    std::fs::remove_file(&file).unwrap();
    assert_broken(&office, "act 1 is missing: the note says 6 acts");
}

#[test]
fn bits_that_flipped_on_the_disk_are_found_or_harmless() {
    let office = ledger();
    let whole = office.read("books/db");
    let written = whole.iter().rposition(|&byte| byte != 0).unwrap();
    let ledger = office.path("books");
    for place in (0..written).step_by(written / 25) {
        let copy = tempfile::tempdir().unwrap();
        copy_files(&ledger, copy.path());
        let mut flipped = whole.clone();
        flipped[place] ^= 0x10;
        std::fs::write(copy.path().join("db"), flipped).unwrap();
        let output = office.run(&format!("ledger verify --ledger {}", copy.path().display()));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            // What was flipped had been written anew since: nothing is lost.
            Some(0) => {
                assert!(String::from_utf8_lossy(&output.stdout).contains("whole      6 acts"))
            }
            Some(1) => assert!(
                said.contains("backup") || said.contains("cannot be opened"),
                "{said}"
            ),
            code => panic!("{place}: {code:?} {said}"),
        }
    }
}

fn copy_files(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_ledger_is_begun_once_and_found_where_it_is() {
    let office = ledger();
    assert!(
        office
            .refuses("ledger create --environment test")
            .contains("is never begun anew")
    );
    let said = office.refuses("ledger verify --ledger elsewhere");
    assert!(said.contains("there is no ledger in elsewhere"), "{said}");
    assert!(!office.has("elsewhere"));
    // No ledger is begun among the files of others.
    assert!(
        office
            .refuses("ledger create --environment test --ledger issuer")
            .contains("choose another folder")
    );
}
