//! The agent in the language that it is started with: what it refuses, and its log.

use madoguchi_tests::programs::{Answer, Clinic, Program, Terminal, command};
use std::fs;

/// No Japanese in it.
fn is_english(page: &str) {
    assert!(
        !page.contains(|c| ('\u{3040}'..='\u{9fff}').contains(&c)),
        "{page}"
    );
}

#[test]
fn a_configuration_with_mistakes_is_told_in_one_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("agent.toml");
    let agent = |lang: &str| {
        let mut agent = command("madoguchi-agent");
        agent.arg("--config").arg(&file).args(["--lang", lang]);
        Answer::of(&mut agent)
    };
    for (text, ja, en) in [
        ("controller = auto", "引用符で囲み", "in quotes"),
        (
            "controller\u{3000}= \"nowhere\"",
            "のような宛先",
            "or an address",
        ),
        ("\u{feff} \r\n", "空です", "is empty"),
        ("PK\u{3}\u{4}word/", "文書のファイル", "is a document"),
    ] {
        fs::write(&file, text).unwrap();
        for lang in ["ja", "JA", "jp", "日本語"] {
            let said = agent(lang);
            assert_eq!(said.code, Some(1), "{said:?}");
            assert!(
                said.err.contains("設定ファイル") && said.err.contains(ja),
                "{}",
                said.err
            );
            assert!(
                !said.err.contains(en) && !said.err.contains("write "),
                "{}",
                said.err
            );
        }
        for lang in ["en", "EN", "英語"] {
            let said = agent(lang).refused();
            assert!(said.contains(en), "{said}");
            is_english(&said);
        }
    }
    fs::remove_file(&file).unwrap();
    let gone = agent("ja").refused();
    assert!(
        gone.contains("読めません（") && !gone.contains("os error"),
        "{gone}"
    );
    let _ = agent("fr").wrong_use();
}

#[test]
fn what_an_agent_does_is_logged_in_its_language() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    clinic.start_agent(1);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    let _ = clinic.stop_agent(1);

    let japanese = || {
        let mut agent = command("madoguchi-agent");
        agent.current_dir(clinic.path());
        agent.args(["--config", "agent-1.running.toml", "--lang", "ja"]);
        agent
    };
    let mut agent = Program::start(&mut japanese());
    agent.line(|line| line.contains("このリーダーは使えます").then_some(()));
    let log = agent.written().join("\n");
    assert!(
        log.contains("PCにつながりました") && !log.contains("attached to"),
        "{log}"
    );
    agent.kill();

    // Its folder is gone: what has to be done is in one language, too.
    fs::remove_dir_all(clinic.path().join("reader-1")).unwrap();
    let said = Answer::of(&mut japanese()).refused();
    assert!(
        said.contains("がありません") && !said.contains("does not exist"),
        "{said}"
    );
}
