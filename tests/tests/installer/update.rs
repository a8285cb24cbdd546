//! `madoguchi update …`, as the installers run it: the former version's data are kept, the new version judges them, and whatever keeps it
//! from going on puts them back.

use super::Place;
use madoguchi_tests::programs::{Answer, Program, command, folder_of_programs};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What lies in a data directory, but for its log and the note of an update that was put back.
fn content(data: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![data.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path != data.join("logs") {
                    folders.push(path);
                }
            } else if path != data.join("update.undone") {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn program() -> String {
    let name = format!("madoguchi{}", std::env::consts::EXE_SUFFIX);
    folder_of_programs().join(name).display().to_string()
}

fn judge(place: &Place, program: &str, words: &str) -> Answer {
    place.ask(&format!("update judge --program {program} {words}"))
}

fn starts(place: &Place) {
    let mut serve = command("madoguchi");
    let mut controller = Program::start(serve.arg("serve").arg("--config").arg(place.config()));
    controller.line(|line| line.contains("the controller is ready").then_some(()));
}

#[test]
fn a_new_version_that_can_go_on_is_accepted_and_then_there_is_no_way_back() {
    let place = Place::left_by("data-v1");
    let kept = place.ask("update prepare --lang ja").done().out;
    assert!(kept.contains("写しました"), "{kept}");
    let accepted = judge(&place, &program(), "--lang en").done().out;
    assert!(accepted.contains("there is no way back"), "{accepted}");
    assert!(!place.data().join("update").exists());
    let undone = place.ask("update undo --lang en").refused();
    assert!(
        undone.contains("There is no copy from before an update"),
        "{undone}"
    );
    let again = judge(&place, &program(), "--lang en").done().out;
    assert!(again.contains("it was judged already"), "{again}");
    starts(&place);
}

#[test]
fn a_new_version_that_refuses_the_data_leaves_them_as_they_were() {
    let place = Place::left_by("data-v1");
    // The first probe makes what the first start makes, so that nothing but the update differs below.
    let before = content(&place.data());
    let _ = place.ask("update prepare --json").done();
    // It migrates, and then finds its port taken: the real program with another configuration.
    let _ = place.ask("serve --probe").done();
    assert_ne!(content(&place.data()), before);
    let config = fs::read_to_string(place.config()).unwrap();
    place.configure("no_such_field = 1\n");
    let mut refused = command("madoguchi");
    refused.args(["update", "judge", "--lang", "en", "--program", &program()]);
    refused.arg("--data-dir").arg(place.data());
    // A configuration with mistakes stops the command itself before it judges.
    let said = Answer::of(refused.arg("--config").arg(place.config())).refused();
    assert!(said.contains("no_such_field"), "{said}");
    fs::write(place.config(), config).unwrap();
    let segment = "journal/segment-00000000000000000001";
    fs::write(place.data().join(segment), "damaged by the new version").unwrap();
    let said = judge(&place, &program(), "--lang en").refused();
    assert!(said.contains("The new version cannot go on"), "{said}");
    // Its own reasons stand before that.
    assert!(said.contains("is damaged"), "{said}");
    assert_eq!(content(&place.data()), before);
    // Asked again, as an installer does that was cut off, it stays so until a version runs.
    let said = judge(&place, &program(), "--lang en").refused();
    assert!(said.contains("The new version cannot go on"), "{said}");
    starts(&place);
    let again = judge(&place, &program(), "--lang en").done().out;
    assert!(again.contains("it was judged already"), "{again}");
}

#[test]
fn a_program_that_cannot_be_started_is_an_update_that_is_undone() {
    let place = Place::left_by("data-2026-11");
    let before = content(&place.data());
    let _ = place.ask("update prepare").done();
    let said = judge(&place, "/nowhere/madoguchi", "--lang ja").refused();
    assert!(
        said.contains("/nowhere/madoguchi を起動できません"),
        "{said}"
    );
    assert_eq!(content(&place.data()), before);
    let _ = place.ask("update prepare").done();
    let back = place.ask("update undo --lang en").done().out;
    assert!(back.contains("as they were before the update"), "{back}");
    assert_eq!(content(&place.data()), before);
}

#[test]
fn a_pc_that_went_down_within_an_update_starts_by_itself_and_gives_the_copy_up_first() {
    let place = Place::left_by("data-v1");
    let _ = place.ask("update prepare").done();
    starts(&place);
    assert!(!place.data().join("update").exists());
}

#[test]
fn a_pc_that_went_down_on_the_way_back_goes_it_to_its_end_at_the_next_start() {
    let place = Place::left_by("data-2026-11");
    let _ = place.ask("update prepare").done();
    // The new version had made rubbish of the records, and they were on their way out.
    fs::write(place.data().join("store/db"), vec![7; 60_000]).unwrap();
    fs::create_dir(place.data().join("update/failed")).unwrap();
    fs::rename(
        place.data().join("store"),
        place.data().join("update/failed/store"),
    )
    .unwrap();
    starts(&place);
    assert!(!place.data().join("update").exists());
}

#[test]
fn a_version_that_cannot_go_on_after_a_cut_says_so_and_keeps_the_copy() {
    let place = Place::left_by("data-2026-11");
    let before = content(&place.data());
    let _ = place.ask("update prepare").done();
    fs::write(place.data().join("store/db"), vec![7; 60_000]).unwrap();
    let said = place.ask("serve --lang en").refused();
    assert!(
        said.contains("madoguchi update undo") && said.contains("is damaged"),
        "{said}"
    );
    let _ = place.ask("update undo").done();
    assert_eq!(content(&place.data()), before);
}

#[test]
fn a_data_directory_that_is_in_use_is_not_copied_and_an_empty_one_need_not_be() {
    let place = Place::empty();
    place.configure("");
    let nothing = place.ask("update prepare --lang ja").done().out;
    assert!(nothing.contains("写すものはありませんでした"), "{nothing}");
    let mut serve = command("madoguchi");
    let mut controller = Program::start(serve.arg("serve").arg("--config").arg(place.config()));
    controller.line(|line| line.contains("the controller is ready").then_some(()));
    let said = place.ask("update prepare --lang en").refused();
    assert!(said.contains("in use by another madoguchi"), "{said}");
}
