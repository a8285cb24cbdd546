//! Every place where a person's file is read takes it as Notepad and Excel save it, or says how to save it.

use madoguchi_tests::programs::{Answer, Clinic, Terminal as _, as_windows_saves_it};
use std::fs;

fn lay(clinic: &Clinic, name: &str, bytes: &[u8]) {
    fs::write(clinic.path().join(name), bytes).unwrap();
}

fn text_of(clinic: &Clinic, name: &str) -> String {
    fs::read_to_string(clinic.path().join(name)).unwrap()
}

/// What one of the three programs says of a file, whatever comes of it.
fn said(clinic: &Clinic, program: &str, words: &str) -> String {
    let mut program = clinic.program(program);
    let answer = Answer::of(program.args(words.split_whitespace()));
    answer.out + &answer.err
}

#[test]
fn a_configuration_is_read_in_utf8_and_every_other_form_says_how_to_save_it() {
    let clinic = Clinic::new();
    for (example, program, words) in [
        (
            "controller.toml",
            "madoguchi",
            "serve --lang en --config form.toml",
        ),
        ("agent-1.toml", "madoguchi-agent", "--config form.toml"),
    ] {
        // One wrong name in it: whoever reads the file finds that, and nothing is started.
        let text = format!("# 窓口の設定\nwindow = 1\n{}", text_of(&clinic, example));
        let [lines, marked, others @ ..] = as_windows_saves_it(&text);
        for form in [lines, marked] {
            lay(&clinic, "form.toml", &form);
            let said = said(&clinic, program, words);
            assert!(said.contains("window") && !said.contains("UTF-8"), "{said}");
        }
        for form in others {
            lay(&clinic, "form.toml", &form);
            let said = said(&clinic, program, words);
            assert!(said.contains("UTF-8") && !said.contains("window"), "{said}");
        }
    }
}

#[test]
fn papers_and_the_root_that_they_are_checked_by_are_read_in_every_form() {
    let clinic = Clinic::new();
    let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    clinic.vendor(&format!(
        "issue additional --issuer issuer --installation {key} --seats 2 --out a.license"
    ));
    let license = text_of(&clinic, "a.license");
    let shown = clinic.ask("license show a.license").done().out;
    let inspected = said(&clinic, "madoguchi-license", "inspect a.license");
    for form in as_windows_saves_it(&format!("窓口のライセンスです。\n{license}")) {
        lay(&clinic, "form", &form);
        assert_eq!(clinic.ask("license show form").done().out, shown);
        assert_eq!(
            said(&clinic, "madoguchi-license", "inspect form"),
            inspected
        );
    }
    let root = text_of(&clinic, "root.key.pub");
    let doctor = "doctor --json --config controller.toml";
    lay(&clinic, "root.key.pub", b"%PDF-1.7");
    assert!(said(&clinic, "madoguchi", doctor).contains("root.key.pub"));
    for form in as_windows_saves_it(&format!("# 窓口\n{root}")) {
        lay(&clinic, "root.key.pub", &form);
        let page = said(&clinic, "madoguchi", doctor);
        assert!(
            page.contains("findings") && !page.contains("root.key.pub"),
            "{page}"
        );
    }
}

#[test]
fn tables_are_read_in_every_form() {
    let mut clinic = Clinic::new();
    fs::create_dir(clinic.path().join("in")).unwrap();
    let watched = "[folder]\npath = \"in\"\nevery_s = 1\n\n[licensing]";
    clinic.start_with(&[("[licensing]", watched)]);
    clinic.enroll(1);
    let table = "製造番号,納品日\nCR-2024-0001,2024-05-20\n";
    let mut changed = 1;
    for form in as_windows_saves_it(table) {
        lay(&clinic, "noted.csv", &form);
        let imported = clinic.json("unit ledger import noted.csv");
        assert_eq!(imported["changed"], changed, "{imported}");
        changed = 0;
    }
    for number in 1..=5_usize {
        let list = as_windows_saves_it(&format!("受付番号,時刻\n{number},11:00\n"));
        lay(&clinic, &format!("in/{number}.csv"), &list[number - 1]);
    }
    // One line of the log a file.
    for _ in 0..5 {
        clinic.controller().line(|line| {
            let is_news = line.contains("a file of the watched folder was");
            is_news.then_some(())
        });
    }
    for number in 1..=5 {
        let told = clinic.json(&format!("ticket show {number}"));
        assert_eq!(told["ticket"]["state"], "waiting", "{told}");
    }
}
