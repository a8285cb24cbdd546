//! Who may log in, as the owner of the PC says at the command line; and who is named for what is done there.

use madoguchi_tests::programs::{Answer, Clinic, Terminal};

/// A command that is handed a password, with what it wrote: its exit code, stdout and stderr.
fn hand(clinic: &Clinic, words: &str, password: &str) -> (Option<i32>, String, String) {
    let Answer { code, out, err } = Answer::handed(&mut clinic.asking(words), password);
    (code, out, err)
}

#[test]
fn the_owner_of_the_pc_says_who_may_log_in() {
    let mut clinic = Clinic::new();
    clinic.start();
    let nobody = clinic.ask("user list --lang ja").done().out;
    assert!(nobody.contains("madoguchi user add"), "{nobody}");
    let code = clinic.ask("user setup --lang ja").done().out;
    assert!(
        code.contains("30 分間") && code.contains("madoguchi console"),
        "{code}"
    );
    let add = "user add 山田 --role 管理者 --password-fd 0 --lang ja";
    let (code, page, _) = hand(&clinic, add, "kumo7%nx-hato");
    assert_eq!(code, Some(0), "{page}");
    assert!(page.contains("山田 さん（管理者）"), "{page}");
    let again = hand(&clinic, &format!("{add} --json"), "kumo7%nx-hato");
    assert!(
        again.0 == Some(1) && again.2.contains("person-exists"),
        "{again:?}"
    );
    let short = "user add suzuki --role reception --password-fd 0 --json";
    let short = hand(&clinic, short, "kumo7%nx");
    assert!(
        short.0 == Some(1) && short.2.contains("password-short"),
        "{short:?}"
    );
    let add = "user add suzuki --role reception --second-factor --password-fd 0 --json";
    let (code, json, _) = hand(&clinic, add, "kumo7%nx");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (code, &json["person"]["role"]),
        (Some(0), &"reception".into())
    );
    let uri = json["second_factor"]["otpauth"].as_str().unwrap();
    assert!(
        uri.starts_with("otpauth://totp/Madoguchi:suzuki?secret="),
        "{uri}"
    );
    let codes = json["second_factor"]["recovery_codes"].as_array();
    assert_eq!(codes.unwrap().len(), 10);
    let list = clinic.json("user list");
    assert_eq!(list["people"][0]["recovery_codes"], 10, "{list}");
    assert_eq!(list["people"][1]["name"], "山田", "{list}");

    // What takes something away is asked about; nobody sits there.
    let asked = clinic.ask("user remove suzuki").refused();
    assert!(
        asked.contains("suzuki") && asked.contains("--yes"),
        "{asked}"
    );
    let reset = "user reset SUZUKI --password-fd 0 --yes --lang en";
    let (_, page, _) = hand(&clinic, reset, "kumo7%nx-hato");
    assert!(page.contains("suzuki has a new password"), "{page}");
    let list = clinic.json("user list");
    assert_eq!(list["people"][0]["second_factor"], false, "{list}");
    let _ = clinic.ask("user remove suzuki --yes").done();
    let last = clinic.ask("user remove 山田 --yes --json").refused();
    assert!(last.contains("last-administrator"), "{last}");

    let first = clinic.ask("user setup --json").refused();
    assert!(first.contains("setup-not-first"), "{first}");

    // They outlive the controller.
    clinic.kill();
    clinic.start();
    assert_eq!(clinic.json("user list")["people"][0]["name"], "山田");
}

#[test]
fn a_story_names_whoever_used_the_command_line_where_the_system_knows() {
    let mut clinic = Clinic::new();
    clinic.start();
    let mut program = clinic.asking("ticket add 12");
    let added = Answer::of(program.env("USER", "yamada"));
    let _ = added.done();
    let _ = clinic.ask("ticket park 12").done();
    let page = clinic.ask("ticket show 12 --lang ja").done().out;
    assert!(
        page.contains("受付に追加しました。（PCの管理者、yamada）"),
        "{page}"
    );
    let story = clinic.json("ticket show 12");
    let story = story["story"].as_array().unwrap();
    let who = |line: &serde_json::Value| (line["actor"].clone(), line["actor_name"].clone());
    assert_eq!(who(&story[0]), ("staff".into(), "yamada".into()));
    assert_eq!(
        who(story.last().unwrap()),
        ("staff".into(), serde_json::Value::Null)
    );
}
