//! The log of a reader, read over its connection by the real programs (RULES G7, G8), and in the bundle for support.

use madoguchi_tests::programs::{Clinic, Terminal};
use std::fs;

/// What is planted, and may be in no log that leaves.
const NUMBER: &str = "ZZ48MARK";
const COUNTER: &str = "ZZ48窓口";
const REASON: &str = "ZZ48REASON";

#[test]
fn a_readers_log_comes_to_the_pc_and_has_no_patient_and_nothing_that_somebody_typed() {
    let mut clinic = Clinic::new();
    // Whoever listens hears the agents at debug, and so do their files.
    clinic.listen(std::sync::Arc::new(|_: &str| ()));
    clinic.start();
    clinic.enroll(1);
    clinic.start_agent(1);
    clinic.enroll(2);
    let _ = clinic
        .ask(&format!("unit rename CR-2024-0001 {COUNTER}"))
        .done();
    clinic
        .agent(1)
        .line(|line| line.contains("this unit serves").then_some(()));
    let _ = clinic.ask(&format!("unit identify {COUNTER}")).done();
    clinic
        .agent(1)
        .line(|line| line.contains("shows which reader this is").then_some(()));
    let _ = clinic.ask(&format!("ticket add {NUMBER}")).done();
    clinic
        .agent(1)
        .line(|line| line.contains("an outcome is kept").then_some(()));
    let _ = clinic
        .ask(&format!("unit pause {COUNTER} --reason {REASON}"))
        .done();
    clinic
        .agent(1)
        .line(|line| line.contains("does not serve now").then_some(()));

    let shown = clinic
        .ask(&format!("support log {COUNTER} --lang ja"))
        .done();
    assert!(
        shown.out.contains("an outcome is kept") && shown.out.contains("CR-2024-0001"),
        "{shown:?}"
    );
    assert!(
        shown.err.contains("リーダー 1/1") && shown.err.contains("KB"),
        "{shown:?}"
    );
    let told = clinic
        .ask("support log CR-2024-0001 -o r.log --days 2 --json")
        .done()
        .json();
    assert_eq!(
        (&told["days"], &told["missing"]),
        (&2.into(), &serde_json::Value::Null)
    );
    let file = fs::read_to_string(clinic.path().join("r.log")).unwrap();
    assert!(file.contains("an outcome is kept"), "{file}");
    let done = clinic
        .ask("support log CR-2024-0001 -o r.log --force --lang en")
        .done();
    assert!(
        done.out.contains("The reader's log is in") && done.err.contains("Reader 1 of 1"),
        "{done:?}"
    );
    let again = clinic
        .ask("support log CR-2024-0001 -o r.log --json")
        .refused();
    assert!(again.contains("bundle-exists"), "{again}");
    let gone = clinic
        .ask("support log CR-2024-0001 -o gone/r.log --json")
        .refused();
    assert!(gone.contains("bundle-unwritable"), "{gone}");
    let whole = clinic.ask("support log CR-2024-0001 --json").done().json();
    assert!(
        whole["text"]
            .as_str()
            .unwrap()
            .contains("an outcome is kept"),
        "{whole}"
    );
    let away = clinic.ask("support log CR-2024-0002 --lang ja").refused();
    assert!(
        away.contains("つながっていない") && away.contains("MDG-0174"),
        "{away}"
    );

    let made = clinic.ask("support bundle -o b.zip --lang en").done();
    assert!(made.err.contains("Reader 1 of 2, CR-2024-0001"), "{made:?}");
    assert!(
        made.out
            .contains("logs/reader-CR-2024-0002.log  the reader is not connected"),
        "{made:?}"
    );
    let _ = clinic.ask("support open b.zip --out opened").done();
    let packed =
        fs::read_to_string(clinic.path().join("opened/logs/reader-CR-2024-0001.log")).unwrap();
    assert!(packed.contains("an outcome is kept"), "{packed}");
    let _ = clinic.ask("audit export --out acts.jsonl").done();
    let acts = fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    assert!(acts.contains("support-log"), "{acts}");
    for text in [shown.out, file, packed, whole.to_string()] {
        for marked in [NUMBER, COUNTER, REASON] {
            assert!(!text.contains(marked), "{marked}: {text}");
        }
    }
}
