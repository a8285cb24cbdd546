//! The chain of acts proves itself: whatever is changed behind the ledger's back is found and named.

use std::fs;

use super::assert_broken;
use crate::books::{acts, put, sealed, segment};
use crate::clinic::Clinic;
use crate::office::Office;
use madoguchi_vendor::ledger::chain::Head;

/// A disk writes it whole or not at all.
const SECTOR: usize = 512;

/// A ledger with six acts: begun, three times sold, twice activated.
pub fn ledger() -> Office {
    let office = Office::with_ledger();
    let keys = office.sells("--kind additional --seats 1", "K", 2);
    office.sells("--kind additional --seats 2", "L", 1);
    office.sells("--kind bundled", "M", 1);
    office.activates(&mut Clinic::new(1), &keys[0], "a");
    office.activates(&mut Clinic::new(2), &keys[1], "b");
    assert!(office.does("ledger verify").contains("whole      6 acts"));
    office
}

/// Puts other acts in the journal's place, whose own checksums are right.
fn behind_its_back(office: &Office, work: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut acts = acts(office);
    work(&mut acts);
    put(office, 1, &acts);
}

fn edited(act: &mut [u8]) {
    *act.last_mut().unwrap() ^= 1;
}

fn edited_with_its_hash(act: &mut Vec<u8>) {
    edited(act);
    *act = sealed(&act[32..]);
}

fn head(office: &Office) -> String {
    let said = office.does("ledger head");
    said.trim().strip_prefix("head       ").unwrap().to_owned()
}

#[test]
fn an_act_that_was_taken_out_is_missed() {
    let office = ledger();
    behind_its_back(&office, |acts| drop(acts.remove(2)));
    assert_broken(&office, "act 3 was changed or damaged");
}

#[test]
fn an_act_that_was_edited_is_found() {
    let office = ledger();
    behind_its_back(&office, |acts| edited(&mut acts[3]));
    assert_broken(&office, "act 4 was changed or damaged");
}

#[test]
fn an_act_that_was_edited_with_its_hash_is_found_by_the_next_one() {
    let office = ledger();
    behind_its_back(&office, |acts| edited_with_its_hash(&mut acts[1]));
    assert_broken(&office, "act 2 was changed: act 3 followed another one");
}

#[test]
fn the_last_act_that_was_edited_with_its_hash_is_found_by_the_head() {
    let office = ledger();
    behind_its_back(&office, |acts| edited_with_its_hash(&mut acts[5]));
    assert_broken(&office, "act 6 is not the one that was noted");
}

#[test]
fn acts_that_were_cut_off_are_missed() {
    let office = ledger();
    behind_its_back(&office, |acts| acts.truncate(4));
    assert_broken(
        &office,
        "act 5 is missing: the note says 6 acts, and the ledger holds only 4",
    );
}

#[test]
fn a_cut_that_hides_itself_is_found_by_the_head_that_was_written_down() {
    let office = ledger();
    let noted = head(&office);
    behind_its_back(&office, |acts| {
        acts.truncate(4);
        let hash = <[u8; 32]>::try_from(&acts[3][..32]).unwrap();
        let head = Head { acts: 4, hash };
        fs::write(office.path("books/head"), head.to_string()).unwrap();
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
fn a_note_of_the_end_that_was_taken_away_is_missed() {
    let office = ledger();
    fs::remove_file(office.path("books/head")).unwrap();
    assert_broken(
        &office,
        "the note of the ledger's last act is missing behind act 6",
    );
}

#[test]
fn a_ledger_that_was_begun_and_not_noted_is_noted_before_anything_is_written() {
    let office = Office::with_ledger();
    let begun = head(&office);
    fs::remove_file(office.path("books/head")).unwrap();
    let block = office.path("books/head.new");
    fs::create_dir(&block).unwrap();
    let said = office.refuses("product add --kind bundled --customer C --clinic K --out t.csv");
    assert!(said.contains("writing the note of its end"), "{said}");
    assert_eq!(acts(&office).len(), 1);
    fs::remove_dir(&block).unwrap();
    assert_eq!(head(&office), begun);
    assert_eq!(office.text("books/head").trim(), begun);
}

#[test]
fn a_file_that_was_cut_or_lost_is_found() {
    let office = ledger();
    let whole = fs::read(segment(&office, 1)).unwrap();
    for length in [whole.len() / 2, whole.len() - 1, SECTOR, 0] {
        fs::write(segment(&office, 1), &whole[..length]).unwrap();
        assert_broken(&office, "does not belong there");
    }
    fs::remove_file(segment(&office, 1)).unwrap();
    assert_broken(&office, "act 1 is missing: the note says 6 acts");
    fs::remove_dir_all(office.path("books/journal")).unwrap();
    assert_broken(&office, "act 1 is missing: the note says 6 acts");
    assert!(!office.has("books/journal"));
}

#[test]
fn each_segment_that_is_gone_is_missed() {
    let office = Office::with_ledger();
    // The longest names, in the largest acts.
    let long = "医".repeat(64);
    office.does(&format!(
        "product add --kind additional --seats 1 --customer {long} --clinic {long} --count 6000 --out k.csv"
    ));
    assert!(office.does("ledger verify").contains("61 acts"));
    let aside = office.path("aside");
    // The third is the newest with an act.
    for (number, what) in [
        (1, "act 1 is missing: it was taken out"),
        (2, "it is missing, though older and newer ones are there"),
        (3, "the note says 61 acts, and the ledger holds only"),
    ] {
        let path = segment(&office, number);
        // The one that was laid down behind them goes with the newest.
        let _ = fs::remove_file(segment(&office, 4));
        fs::rename(&path, &aside).unwrap();
        assert_broken(&office, what);
        fs::rename(&aside, &path).unwrap();
        office.does("ledger verify");
    }
}

#[test]
fn bits_that_flipped_on_the_disk_are_found_and_nothing_is_changed() {
    let office = ledger();
    let path = segment(&office, 1);
    let whole = fs::read(&path).unwrap();
    let written = whole.iter().rposition(|&byte| byte != 0).unwrap();
    let places = (0..written).step_by(written / 25);
    for place in places.chain([written, whole.len() - 1]) {
        let mut flipped = whole.clone();
        flipped[place] ^= 0x10;
        fs::write(&path, &flipped).unwrap();
        let said = office.refuses("ledger verify");
        assert!(said.contains("go on with a backup"), "{place}: {said}");
        assert!(fs::read(&path).unwrap() == flipped, "{place}");
    }
}

#[test]
fn a_part_of_the_newest_act_that_a_disk_lost_is_missed_and_the_rest_is_left() {
    let office = ledger();
    let path = segment(&office, 1);
    let whole = fs::read(&path).unwrap();
    let written = whole.iter().rposition(|&byte| byte != 0).unwrap();
    let last = written / SECTOR * SECTOR;
    let mut lost = whole.clone();
    lost[last..last + SECTOR].fill(0);
    fs::write(&path, &lost).unwrap();
    assert_broken(
        &office,
        "act 6 is missing: the note says 6 acts, and the ledger holds only 5",
    );
    // Whoever looks into it finds what there was.
    assert!(fs::read(&path).unwrap() == lost, "it was changed");
}

#[test]
fn an_act_that_a_power_cut_tore_was_not_done_and_is_done_again() {
    let office = ledger();
    let (path, noted) = (segment(&office, 1), office.read("books/head"));
    let before = fs::read(&path).unwrap();
    office.sells("--kind bundled", "N", 1);
    let after = fs::read(&path).unwrap();
    let (from, to) = {
        let differs = |at: &usize| before[*at] != after[*at];
        let last = (0..before.len()).rfind(differs).unwrap();
        ((0..).find(differs).unwrap() / SECTOR, last / SECTOR)
    };
    for missing in from..=to {
        let mut torn = after.clone();
        torn[missing * SECTOR..][..SECTOR].fill(0);
        fs::write(&path, &torn).unwrap();
        fs::write(office.path("books/head"), &noted).unwrap();
        assert!(office.does("ledger verify").contains("whole      6 acts"));
        assert!(fs::read(&path).unwrap() == before, "sector {missing}");
    }
    office.sells("--kind bundled", "O", 1);
    assert!(office.does("ledger verify").contains("whole      7 acts"));
}

#[test]
fn an_act_whose_note_was_not_written_any_more_is_done() {
    let office = ledger();
    let noted = office.read("books/head");
    office.sells("--kind bundled", "N", 1);
    let done = office.read("books/head");
    fs::write(office.path("books/head"), noted).unwrap();
    assert!(office.does("ledger verify").contains("whole      7 acts"));
    assert_eq!(office.read("books/head"), done);
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

#[test]
fn a_ledger_whose_beginning_was_cut_off_is_begun_again() {
    let office = Office::set_up();
    office.does("ledger create --environment test --ledger books");
    let begun = acts(&office);
    // The act is there, and the note is not: begun is begun.
    fs::remove_file(office.path("books/head")).unwrap();
    let create = "ledger create --environment test --ledger books";
    assert!(office.refuses(create).contains("is never begun anew"));
    assert_eq!(acts(&office), begun);
    // The journal is there, and no act.
    put(&office, 1, &[]);
    let said = office.refuses("ledger verify --ledger books");
    assert!(said.contains("there is no ledger in books"), "{said}");
    office.does(create);
    let said = office.does("ledger verify --ledger books");
    assert!(said.contains("1 act"), "{said}");
}
