//! What the real program refuses: wrong use, a controller that is not there or may not be asked, and a start that cannot be.

use super::{is_japanese, running, state};
use madoguchi_tests::programs::{Answer, Terminal, command};
use serde_json::Value;
use std::fs;

#[test]
fn what_cannot_be_done_with_a_ticket_is_refused_with_a_reason() {
    let clinic = running();
    let _ = clinic.ask("ticket add 12").done();
    let twice = clinic.ask("ticket add 12").refused();
    let refusal = twice.find("is in use").unwrap();
    assert!(
        twice
            .find("Number 12: waiting")
            .is_some_and(|at| at > refusal),
        "first the refusal, then the one there is: {twice}"
    );
    assert!(clinic.ask("ticket show 13").refused().contains("13"));
    for refused in [
        "ticket unpark 12",
        "ticket recall 12",
        "ticket call 12",
        "ticket call 12 --unit CR-9",
        "ticket move 12 --unit CR-9",
        "ticket add 14 --need unit:CR-9",
        "ticket cancel 13",
        "ticket park 13",
    ] {
        let _ = clinic.ask(refused).refused();
        let said = clinic.ask(&format!("{refused} --lang ja")).refused();
        is_japanese(&said);
        // For a program the same has a name, in both languages whatever was asked for.
        let json = clinic.ask(&format!("{refused} --json")).refused();
        let json: Value = serde_json::from_str(&json).unwrap();
        let [ja, fault] = ["ja", "fault"].map(|part| json[part].as_str().unwrap());
        assert_eq!(format!("{ja}（{fault}）"), said.trim_end(), "{json}");
        assert!(json["code"].as_str().unwrap().contains('-'), "{json}");
    }
    // A refusal changes nothing.
    assert_eq!(state(&clinic.json("ticket show 12")["ticket"]), "waiting");
}

#[test]
fn wrong_use_exits_with_2_and_help_with_0() {
    let wrong: [&[&str]; 8] = [
        &[],
        &["tickt"],
        &["ticket", "add", "a b"],
        &["ticket", "add", "123456789"],
        &["ticket", "add", "--class", "fast"],
        &["ticket", "add", "--need", "UPPER CASE"],
        &["unit", "enroll", "--serial", "CR-1"],
        &["status", "--lang", "fr"],
    ];
    for words in wrong {
        let _ = Answer::of(command("madoguchi").args(words)).wrong_use();
    }
    for words in [
        &["--help"][..],
        &["--version"],
        &["ticket", "--help"],
        &["demo", "--help"],
    ] {
        let help = Answer::of(command("madoguchi").args(words)).done();
        assert!(!help.out.is_empty() && help.err.is_empty(), "{help:?}");
    }
}

#[test]
fn without_its_token_or_its_folder_no_command_gets_in() {
    let clinic = running();
    let token = clinic.data_dir().join("identity").join("desk.token");
    let right = fs::read_to_string(&token).unwrap();
    let wrong: String = right
        .chars()
        .map(|c| if c == '0' { '1' } else { '0' })
        .collect();
    fs::write(&token, wrong.trim()).unwrap();
    let said = clinic.ask("status").refused();
    assert!(said.contains("user"), "{said}");
    fs::remove_file(&token).unwrap();
    let gone = clinic.ask("status").refused();
    assert!(gone.contains("desk.token"), "{gone}");
    fs::write(&token, right).unwrap();
    let _ = clinic.ask("status").done();

    let nowhere = clinic.ask("status --data-dir nowhere --lang en").refused();
    assert!(
        nowhere.contains("nowhere") && nowhere.contains("--data-dir"),
        "{nowhere}"
    );
    is_japanese(&clinic.ask("status --data-dir nowhere --lang ja").refused());

    // Folders that a controller was started in are told apart from others.
    fs::create_dir_all(clinic.path().join("stopped").join("identity")).unwrap();
    let stopped = clinic.ask("status --data-dir stopped --lang en").refused();
    assert!(stopped.contains("not running"), "{stopped}");
    assert!(nowhere.contains("ever started"), "{nowhere}");
}

#[test]
fn a_controller_that_cannot_start_says_why_in_the_readers_language() {
    let clinic = running();
    let config = clinic.example(
        "controller.toml",
        &[
            ("127.0.0.1:7443", "127.0.0.1:0"),
            ("127.0.0.1:7445", "127.0.0.1:0"),
            ("127.0.0.1:7480", "127.0.0.1:0"),
        ],
    );
    fs::write(clinic.path().join("second.toml"), &config).unwrap();
    let in_use = clinic.ask("serve --config second.toml --lang ja").refused();
    assert!(in_use.contains("使っています"), "{in_use}");
    is_japanese(&in_use);
    fs::write(
        clinic.path().join("bad.toml"),
        "policy = \"lan\"\nx = 1\n[rules]\ncall_s = 1\n",
    )
    .unwrap();
    let mistakes = clinic.ask("serve --config bad.toml --lang ja").refused();
    assert_eq!(mistakes.lines().count(), 4, "{mistakes}");
    assert!(mistakes.contains("10 から 900 まで"), "{mistakes}");
    let missing = clinic
        .ask("serve --config missing.toml --lang ja")
        .refused();
    assert!(missing.contains("設定ファイル missing.toml"), "{missing}");
}
