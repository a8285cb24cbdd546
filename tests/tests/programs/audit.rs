//! The record of acts, as a person checks and exports it: by the real programs.

use crate::forge::forge;
use madoguchi_proto::v1::AuditRecord;
use madoguchi_tests::programs::{Answer, Clinic, Terminal};
use serde_json::Value;
use std::fs;

const PASSPHRASE: &str = "窓口のバックアップの合言葉 1";
fn with_passphrase(clinic: &Clinic, words: &str) {
    let mut command = clinic.asking(words);
    let _ = Answer::of(command.env("MADOGUCHI_PASSPHRASE", PASSPHRASE)).done();
}

/// The codes of what does not hold; the check has exit code 1 then.
fn broken(clinic: &Clinic, words: &str) -> (Value, String) {
    let answer = clinic.ask(&format!("{words} --json"));
    assert_eq!(answer.code, Some(1), "{answer:?}");
    let told: Value = serde_json::from_str(answer.err.trim()).unwrap();
    (answer.json(), told["code"].as_str().unwrap().to_owned())
}

#[test]
fn the_record_of_acts_is_checked_and_exported_with_who_did_what_before_and_after() {
    let mut clinic = Clinic::new();
    clinic.start();
    let page = clinic.ask("audit verify --lang ja").done().out;
    assert!(page.contains("まだありません"), "{page}");
    let _ = clinic.ask("ticket add 1 2").done();
    let _ = clinic.ask("ticket park 2").done();
    let page = clinic.ask("操作記録 照合 --lang ja").done().out;
    assert!(
        page.contains("操作の記録はつながっています: 3 件"),
        "{page}"
    );
    let page = clinic.ask("audit verify --lang en").done().out;
    assert!(
        page.contains("3 entries, from no. 1") && page.contains("--request FILE"),
        "{page}"
    );

    let wrong = clinic.ask("audit export --out -").wrong_use();
    assert!(!wrong.is_empty());
    let done = clinic
        .ask("audit export --out acts.jsonl --lang en")
        .done()
        .out;
    assert!(
        done.contains("3 entries of the record of acts are in acts.jsonl"),
        "{done}"
    );
    let refused = clinic.ask("audit export --out acts.jsonl --json").refused();
    assert!(refused.contains("cli-form-exists"), "{refused}");
    let refused = clinic
        .ask("audit export --out gone/acts.jsonl --json")
        .refused();
    assert!(refused.contains("audit-unwritable"), "{refused}");

    let lines = fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    let lines: Vec<Value> = { lines.lines() }
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    let park = &lines[2];
    assert_eq!(
        (&park["sequence"], &park["command"]),
        (&3.into(), &"ticket-park".into())
    );
    assert_eq!(
        (&park["actor"], &park["answer"]),
        (&"staff".into(), &"ticket 2".into())
    );
    assert_eq!(park["before"], "state=waiting class=normal needs= prefers=");
    assert_eq!(park["after"], "state=parked class=normal needs= prefers=");
    for hidden in ["digest", "request_id", "request_content"] {
        assert_eq!(park.get(hidden), None, "a number could be found from it");
    }
    assert!(done.contains("No digests are in it"), "{done}");
    let done = clinic
        .ask("audit export --out sealed.jsonl --sealed --lang ja")
        .done()
        .out;
    assert!(done.contains("外に渡さないでください"), "{done}");
    let sealed = fs::read_to_string(clinic.path().join("sealed.jsonl")).unwrap();
    let park: Value = serde_json::from_str(sealed.lines().last().unwrap()).unwrap();
    assert_eq!(park["digest"].as_str().unwrap().len(), 64);
    assert!(park["request_id"].is_string() && park["request_content"].is_string());

    let unusable = clinic
        .ask("audit verify --request acts.jsonl --json")
        .refused();
    assert!(unusable.contains("audit-request-unusable"), "{unusable}");
}

/// An older release wrote a ticket's number into how it stood.
#[test]
fn a_number_in_an_entry_of_a_former_release_leaves_neither_in_the_export_nor_in_a_bundle() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = clinic.ask("ticket add ZZ47 90-41-77").done();
    let _ = clinic.ask("ticket park 90-41-77").done();
    let _ = clinic.stop();
    forge(&clinic, 3, |entry| {
        Some(AuditRecord {
            before: format!("ticket=90-41-77 {}", entry.before),
            after: format!("ticket=90-41-77 {}", entry.after),
            ..entry
        })
    });
    clinic.start();
    let _ = clinic.ask("audit export --out acts.jsonl").done();
    let acts = fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    let _ = clinic
        .ask("audit export --out sealed.jsonl --sealed")
        .done();
    let sealed = fs::read_to_string(clinic.path().join("sealed.jsonl")).unwrap();
    assert!(
        sealed.contains("ticket=90-41-77"),
        "it was planted: {sealed}"
    );
    let _ = clinic.ask("support bundle -o b.zip").done();
    let _ = clinic.ask("support open b.zip -o inside").done();
    let of_bundle = fs::read_to_string(clinic.path().join("inside/audit.jsonl")).unwrap();
    assert!(acts.contains("\"after\":\"ticket=ticket-"), "{acts}");
    for left in [acts, of_bundle] {
        assert!(left.contains("ticket-park"), "{left}");
        assert!(
            !left.contains("90-41-77") && !left.contains("ZZ47"),
            "{left}"
        );
    }
}

#[test]
fn a_request_that_was_kept_elsewhere_shows_that_an_older_backup_took_the_records_place() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = clinic
        .ask("license request --seats 1 --out first.madoguchi")
        .done();
    let _ = clinic.ask("ticket add 1").done();
    with_passphrase(&clinic, "backup a.age");
    let _ = clinic.ask("ticket add 2 3").done();
    let _ = clinic
        .ask("license request --seats 1 --out r.madoguchi")
        .done();
    let verify = "audit verify --request r.madoguchi --request first.madoguchi";
    let found = clinic.json(verify);
    assert_eq!(found["holds"], true);
    let fits = &found["requests"][0];
    assert_eq!(
        (&fits["found"], &fits["sequence"]),
        (&"fits".into(), &5.into())
    );
    assert_eq!(
        found["requests"][1]["found"], "none",
        "nothing was before it: {found}"
    );

    clinic.kill();
    fs::rename(clinic.data_dir(), clinic.path().join("gone")).unwrap();
    with_passphrase(&clinic, "restore a.age");
    clinic.start();
    let _ = clinic.ask("audit verify").done();
    let (found, code) = broken(&clinic, verify);
    assert_eq!(
        (code.as_str(), &found["holds"]),
        ("audit-request-beyond", &true.into())
    );
    let _ = clinic.ask("ticket add 4 5 6").done();
    let (found, code) = broken(&clinic, verify);
    assert_eq!(
        (code.as_str(), &found["holds"]),
        ("audit-request-differs", &true.into())
    );
}

#[test]
fn what_was_changed_or_taken_out_on_the_disk_is_named() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = clinic.ask("ticket add 1 2 3 4 5").done();
    let _ = clinic.stop();
    forge(&clinic, 3, |entry| {
        Some(AuditRecord {
            actor: "fleet".into(),
            ..entry
        })
    });
    clinic.start();
    let (found, code) = broken(&clinic, "audit verify");
    assert_eq!(
        (code.as_str(), &found["broken"]["sequence"]),
        ("audit-changed", &3.into())
    );
    let page = clinic.ask("audit verify --lang ja").err;
    assert!(
        page.contains("3 番") && page.contains("照合値が合いません"),
        "{page}"
    );

    let _ = clinic.stop();
    forge(&clinic, 2, |_| None);
    clinic.start();
    let (found, code) = broken(&clinic, "audit verify");
    assert_eq!(
        (code.as_str(), &found["broken"]["last"]),
        ("audit-missing", &2.into())
    );
}
