//! What a person at a terminal is asked, and what is made of the replies: passphrases, digits to compare, text to type.
//!
//! Needs `python3`, which types; skipped without it unless `MADOGUCHI_TESTS=all`.

use super::pairing_programs::{clinic, opened, unpaired};
use madoguchi_controller::identity::Identity;
use madoguchi_tests::programs::{
    Answer, Clinic, Program, Terminal, at_a_terminal, at_a_terminal_in_secret, have,
};
use std::fs::{self, File};
use std::process::Stdio;

const PASSPHRASE: &str = "correct horse battery";

/// Waits until these words are shown.
fn sees(program: &mut Program, words: &str) {
    program.line(|line| line.contains(words).then_some(()));
}

#[test]
fn a_backups_passphrase_is_typed_twice_and_once_to_restore_it() {
    if !have("python3", &["python3", "--version"]) {
        return;
    }
    let mut clinic = Clinic::new();
    clinic.start();
    let backup = |again: &str| {
        let mut typing = at_a_terminal_in_secret(&clinic.asking("backup a.backup"));
        sees(&mut typing, "New passphrase (at least 12 characters):");
        typing.say(PASSPHRASE);
        sees(&mut typing, "The same again:");
        typing.say(again);
        typing
    };
    let mut differs = backup("correct horse batteries");
    sees(
        &mut differs,
        "The two passphrases differ, so nothing was done",
    );
    assert_eq!(differs.ended().code(), Some(1));
    assert!(!clinic.path().join("a.backup").exists());
    let mut made = backup(PASSPHRASE);
    sees(&mut made, "The backup is in a.backup");
    assert!(made.ended().success());

    let words = "restore a.backup --data-dir other";
    let mut typing = at_a_terminal_in_secret(&clinic.asking(words));
    sees(&mut typing, "Passphrase of the backup:");
    typing.say(PASSPHRASE);
    sees(&mut typing, "was restored to other");
    assert!(typing.ended().success());
    let shown = [differs.written(), made.written(), typing.written()].concat();
    assert!(!shown.join("\n").contains("horse"), "{shown:?}");
}

#[test]
fn a_passphrase_that_is_too_long_and_keys_that_are_not_the_running_ones_make_no_backup() {
    let mut clinic = Clinic::new();
    clinic.start();
    let backup = |passphrase: &str| {
        let mut program = clinic.asking("backup a.backup");
        Answer::of(program.env("MADOGUCHI_PASSPHRASE", passphrase)).refused()
    };
    let said = backup(&"x".repeat(1_025));
    assert!(said.contains("limit: 1024 bytes"), "{said}");
    // Somebody puts another PC's key there.
    let other = clinic.path().join("other");
    let _ = Identity::open_or_create(&other).unwrap();
    let key = |folder: &std::path::Path| folder.join("identity").join("installation.key");
    fs::copy(key(&other), key(&clinic.data_dir())).unwrap();
    let said = backup(PASSPHRASE);
    assert!(
        said.contains("not those of the madoguchi that runs"),
        "{said}"
    );
    assert!(!clinic.path().join("a.backup").exists());
}

#[test]
fn a_person_compares_the_digits_says_no_and_later_yes_to_those_on_the_screen() {
    if !have("python3", &["python3", "--version"]) {
        return;
    }
    let mut clinic = clinic();
    let mut pair = at_a_terminal(&clinic.asking("unit pair --counter 会計"));
    sees(&mut pair, "Waiting for a reader (120 s)");
    let port = opened(&mut clinic);
    unpaired(&mut clinic, 1, &port);
    sees(&mut pair, "Reader CR-2024-0001 (port 1-1, ");
    sees(&mut pair, "Does the reader show the same digits?");
    pair.say("perhaps");
    sees(&mut pair, "Does the reader show the same digits?");
    pair.say("no");
    sees(&mut pair, "You said \"different\". Nothing is enrolled.");
    // The reader tries again by itself, and is switched off and on while its digits are shown.
    sees(&mut pair, "is there. Its digits:");
    clinic.kill_agent(1);
    unpaired(&mut clinic, 1, &port);
    sees(&mut pair, "The digits changed. Please compare again.");
    sees(&mut pair, "is there. Its digits:");
    // This is about the digits of before.
    pair.say("yes");
    sees(&mut pair, "Does the reader show the same digits?");
    pair.say("はい");
    sees(&mut pair, "You said \"the same\".");
    sees(&mut pair, "Reader CR-2024-0001 is enrolled at 会計.");
    assert!(pair.ended().success());
}

#[test]
fn a_paper_is_typed_and_ended_with_control_d() {
    if !have("python3", &["python3", "--version"]) {
        return;
    }
    let clinic = Clinic::new();
    let mut typing = at_a_terminal(&clinic.asking("license install -"));
    sees(&mut typing, "Then press Ctrl-D on a new line");
    typing.say("nothing of ours");
    typing.say("\u{4}");
    sees(&mut typing, "cannot be read as a license");
    assert_eq!(typing.ended().code(), Some(1));
}

#[test]
fn a_number_that_no_paper_has_and_a_text_that_is_no_product_key_are_told() {
    let mut clinic = Clinic::new();
    clinic.start();
    let said = clinic.ask("license acts --write 9").refused();
    assert!(said.contains("no request or return 9"), "{said}");
    let long = clinic.path().join("long");
    fs::write(&long, vec![b'x'; 70_000]).unwrap();
    let mut program = clinic.asking("license request --product-key -");
    let said = Answer::of(program.stdin(File::open(long).unwrap())).refused();
    assert!(said.contains("too long for a product key"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_not_told_as_done() {
    let mut clinic = Clinic::new();
    clinic.start();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut program = clinic.asking("ticket add 12");
    let answer = program
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(answer.status.code(), Some(1));
    let said = String::from_utf8(answer.stderr).unwrap();
    assert!(
        said.contains("the disk is full") && said.contains("may have been done all the same"),
        "{said}"
    );
    assert_eq!(clinic.json("ticket show 12")["ticket"]["number"], "12");
}

/// Two things are done at the counter and one is not known; then it is the card, and nobody has to send the reader in.
#[test]
fn a_person_is_asked_one_step_after_the_other_until_it_is_known_what_is_wrong() {
    if !have("python3", &["python3", "--version"]) {
        return;
    }
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    clinic.start_agent(1);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    let mut talk = at_a_terminal(&clinic.asking("support triage CR-2024-0001"));
    sees(&mut talk, "What does the reader's screen show?");
    talk.say("nothing that is a number");
    sees(&mut talk, "What does the reader's screen show?");
    talk.say("８");
    sees(&mut talk, "Try somebody else's card at this reader.");
    talk.say("1");
    sees(&mut talk, "the card: It is the patient's card.");
    assert!(talk.ended().success());

    let mut stopped = at_a_terminal(&clinic.asking("support triage CR-2024-0001"));
    sees(&mut stopped, "What does the reader's screen show?");
    stopped.say("");
    sees(&mut stopped, "It is not known yet.");
    assert!(stopped.ended().success());

    let words = "support triage CR-2024-0001 --answer screen-card --answer other-card-works";
    assert_eq!(clinic.json(words)["fault"]["code"], "card");
    let refused = clinic.ask("support triage CR-2024-0001 --answer it-smokes");
    assert!(refused.refused().contains("swap-cable-works"));
    let japanese = clinic.json("サポート 切り分け CR-2024-0001 --答え screen-card");
    assert_eq!(japanese["next"]["step"]["code"], "other-card");
}
