//! `madoguchi explain` as a program, without a controller: what somebody reads who was shown a code.

use serde_json::Value;
use std::process::{Command, Output};

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .arg("explain")
        .args(arguments)
        .output()
        .unwrap()
}

fn page(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stderr, b"", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_code_says_what_it_means_whose_matter_it_is_and_what_to_do_in_both_languages() {
    let japanese = page(&["MDG-0204", "--lang", "ja"]);
    for words in [
        "MDG-0204 リーダーがUSBハブの先につながっている",
        "どこの問題か: ケーブルかUSBポート",
        "いますること: ハブから抜いて",
        "製造番号（本体のシール）",
        "送らないでください",
        "behind-hub",
    ] {
        assert!(japanese.contains(words), "{words}: {japanese}");
    }
    let english = page(&["MDG-0101", "--lang", "en"]);
    for words in [
        "Whose matter it is: The reader itself",
        "it can be sent in",
        "faulted",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
}

#[test]
fn a_code_is_found_however_it_is_typed_and_by_its_name() {
    let page_of = |typed| page(&[typed, "--lang", "en"]);
    let hub = page_of("MDG-0204");
    for typed in ["0204", "204", "mdg0204", "ＭＤＧー０２０４", "behind-hub"] {
        assert_eq!(page_of(typed), hub, "{typed}");
    }
    let japanese = Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .args(["説明", "０２０４", "--言語", "英語"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(japanese.stdout).unwrap(), hub);
}

#[test]
fn the_code_of_a_readers_own_screen_is_said_to_be_one() {
    let card = page(&["001", "--lang", "ja"]);
    assert!(
        card.starts_with("「001」は、リーダー自身の画面に出るコードです。\nMDG-0601 "),
        "{card}"
    );
    assert!(page(&["MDG-0601", "--lang", "ja"]).starts_with("MDG-0601 "));
    assert!(page(&["0001", "--lang", "ja"]).starts_with("MDG-0001 "));
    for (screen, name) in [("002", "not_my_number_card"), ("006", "card_expired")] {
        assert!(page(&[screen]).contains(name), "{screen}");
    }
}

#[test]
fn a_program_gets_the_entry_and_all_of_them() {
    let entry: Value = serde_json::from_str(&page(&["204", "--json"])).unwrap();
    assert_eq!(entry["code"], "MDG-0204");
    assert_eq!(entry["number"], 204);
    assert_eq!(entry["matter"], "port");
    assert_eq!(
        (&entry["send_in"], &entry["screen"]),
        (&Value::Bool(false), &Value::Null)
    );
    assert!(
        entry["names"]
            .as_array()
            .unwrap()
            .contains(&"behind-hub".into())
    );
    assert!(entry["todo"]["ja"].as_str().unwrap().ends_with('。'));
    let all: Value = serde_json::from_str(&page(&["--json"])).unwrap();
    let all = all["faults"].as_array().unwrap();
    assert!(all.len() > 200 && all.contains(&entry));
    let list = page(&["--lang", "ja"]);
    assert!(list.contains("【ケーブルとUSBポート】") && list.contains("MDG-0204  リーダーが"));
}

#[test]
fn an_unknown_code_says_what_there_is_and_has_a_code_itself() {
    for typed in ["MDG-0998", "hub", "1000000000000"] {
        let output = explain(&[typed, "--json"]);
        assert_eq!(output.status.code(), Some(1), "{typed}");
        assert_eq!(output.stdout, b"");
        let refusal: Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(
            (&refusal["code"], &refusal["fault"]),
            (&"no-such-fault".into(), &"MDG-0812".into())
        );
        assert!(refusal["ja"].as_str().unwrap().contains(typed), "{refusal}");
    }
    let said = explain(&["hub", "--lang", "ja"]).stderr;
    assert!(String::from_utf8(said).unwrap().ends_with("（MDG-0812）\n"));
}

/// Whoever types a command wrongly is shown a code, too, where the first line says what is wrong.
#[test]
fn wrong_use_has_its_code_behind_the_first_line() {
    let output = explain(&["a", "b", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    let first = said.lines().next().unwrap();
    assert!(first.ends_with("(MDG-0813)"), "{said}");
    assert!(
        !said.lines().skip(1).any(|line| line.contains("MDG-")),
        "{said}"
    );
}
