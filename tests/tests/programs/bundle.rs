//! The bundle for support, as a clinic makes it while patients are served, and as whoever got it opens it: by the real programs.

use madoguchi_tests::programs::{Clinic, Terminal, as_windows_saves_it};
use serde_json::Value;
use std::fs;

#[test]
fn a_bundle_made_while_patients_wait_is_opened_elsewhere_and_refused_once_a_byte_of_it_changed() {
    let mut clinic = Clinic::new();
    clinic.start();
    let _ = clinic.ask("ticket add QX7741 QX7742").done();
    let _ = clinic.ask("ticket park QX7742").done();
    let made = clinic
        .ask("support bundle --days 7 -o b.zip --lang ja")
        .done();
    assert!(
        made.out.contains("b.zip") && made.out.contains("7日分"),
        "{made:?}"
    );
    assert!(
        !made.out.contains("logs/controller.log"),
        "nothing is left out: {made:?}"
    );
    assert!(
        made.err.contains("5/5") && made.err.contains("summary.html"),
        "the steps are told: {made:?}"
    );
    let refused = clinic.ask("support bundle -o b.zip --json").refused();
    assert!(refused.contains("bundle-exists"), "{refused}");
    let again = clinic
        .ask("support bundle -o b.zip --force --json")
        .done()
        .json();
    assert_eq!(again["days"], 14);
    let gone = clinic.ask("support bundle -o gone/b.zip --json").refused();
    assert!(gone.contains("bundle-unwritable"), "{gone}");
    let acts = clinic.ask("audit export --out acts.jsonl").done();
    assert!(!acts.out.is_empty());
    let acts = fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    assert_eq!(
        acts.matches("support-bundle").count(),
        3,
        "each stands in the record: {acts}"
    );

    // On another PC no controller runs.
    clinic.stop();
    let shown = clinic.ask("support open b.zip --lang ja").done().out;
    assert!(
        shown.contains("作られたときのままです") && shown.contains("--known"),
        "{shown}"
    );
    assert!(!shown.contains("QX77"), "{shown}");
    let told = clinic.ask("support open b.zip --json").done().json();
    assert_eq!(
        (&told["whole"], &told["known"]),
        (&true.into(), &Value::Null)
    );
    assert!(!told.to_string().contains("QX77"), "{told}");
    knows_whose_it_is(&clinic, told["installation"].as_str().unwrap());
    writes_out_what_is_in_it(&clinic);
    refuses_what_is_not_whole(&clinic);
}

/// The PC starts each morning; what a reader's link did before that is in its record.
#[test]
fn a_link_that_was_lost_before_the_newest_start_is_in_the_bundle_and_older_days_are_not_known() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.enroll(1);
    clinic.start_agent(1);
    clinic
        .agent(1)
        .line(|line| line.contains("this unit serves").then_some(()));
    let mut watch = clinic.watch();
    clinic.kill_agent(1);
    watch.until(|look| {
        let unit = &look["units"][0];
        unit["serial"] == "CR-2024-0001" && unit["attached"] == false
    });
    drop(watch);
    clinic.stop();
    clinic.start();
    let _ = clinic.ask("support bundle -o b.zip").done();
    let _ = clinic.ask("support open b.zip -o inside").done();
    let faults = fs::read_to_string(clinic.path().join("inside/faults.jsonl")).unwrap();
    let lines = faults
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<Value> = lines.collect();
    assert!(
        lines[0]["days_known_from"]["CR-2024-0001"].is_string(),
        "{faults}"
    );
    let day = lines.iter().find(|line| line["day"].is_string()).unwrap();
    assert_eq!(
        (&day["unit"], &day["drops"]),
        (&"CR-2024-0001".into(), &1.into())
    );
    let told = clinic.ask("support open b.zip --json").done().json();
    let days = told["summary"]["days"].as_array().unwrap();
    let today = days.last().unwrap();
    assert_eq!(today["drops"]["CR-2024-0001"], 1, "{today}");
    assert_eq!(
        (&today["sessions_known"], &today["drops_known"]),
        (&true.into(), &true.into()),
        "{today}"
    );
    assert_eq!(days[0]["sessions_known"], false, "{told}");
    let said = clinic.ask("support open b.zip --lang ja").done().out;
    assert!(
        said.contains("確認の記録がすべては残っていない日: 13日"),
        "{said}"
    );
    let page = fs::read_to_string(clinic.path().join("inside/summary.html")).unwrap();
    assert!(
        page.contains("class=\"unknown\"") && page.contains("Grey: not all"),
        "{page}"
    );
}

fn knows_whose_it_is(clinic: &Clinic, key: &str) {
    let keep = |bytes: &[u8]| fs::write(clinic.path().join("keys.txt"), bytes).unwrap();
    let list = |content: String| keep(content.as_bytes());
    let right = format!(
        "# ledger\n{} Another\n{key} 青葉クリニック\n",
        "ab".repeat(32)
    );
    for bytes in as_windows_saves_it(&right) {
        keep(&bytes);
        let known = clinic
            .ask("support open b.zip --known keys.txt --lang en")
            .done()
            .out;
        assert!(
            known.contains("This PC is in the list. 青葉クリニック"),
            "{known}"
        );
    }
    keep(b"%PDF-1.7");
    let other = clinic
        .ask("support open b.zip --known keys.txt --lang en")
        .refused();
    assert!(other.contains("and no list of PCs"), "{other}");
    list(format!("{}\n", "ab".repeat(32)));
    let stranger = clinic
        .ask("support open b.zip --known keys.txt --lang en")
        .done()
        .out;
    assert!(stranger.contains("not in the list"), "{stranger}");
    list("青葉クリニック\n".to_owned());
    let wrong = clinic
        .ask("support open b.zip --known keys.txt --json")
        .refused();
    assert!(wrong.contains("bundle-known-wrong"), "{wrong}");
}

fn writes_out_what_is_in_it(clinic: &Clinic) {
    let written = clinic
        .ask("support open b.zip -o inside --lang en")
        .done()
        .out;
    assert!(
        written.contains("written to inside") && written.contains("made anew on this PC"),
        "{written}"
    );
    let page = fs::read_to_string(clinic.path().join("inside/summary.html")).unwrap();
    assert!(page.contains("Content-Security-Policy") && !page.contains("QX77"));
    let log = fs::read_to_string(clinic.path().join("inside/logs/controller.log")).unwrap();
    assert!(
        log.contains("the controller is ready") && !log.contains("QX77"),
        "{log}"
    );
    let again = clinic.ask("support open b.zip -o inside --json").refused();
    assert!(again.contains("bundle-folder-exists"), "{again}");
}

fn refuses_what_is_not_whole(clinic: &Clinic) {
    let whole = fs::read(clinic.path().join("b.zip")).unwrap();
    let open = |bytes: &[u8]| {
        fs::write(clinic.path().join("c.zip"), bytes).unwrap();
        clinic.ask("support open c.zip --json").refused()
    };
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let refused = open(&changed);
    assert!(
        refused.contains("bundle-changed") && refused.contains("MDG-0847"),
        "{refused}"
    );
    assert!(open(&whole[..middle]).contains("bundle-changed"));
    assert!(open(b"%PDF-1.7").contains("bundle-foreign"));
    assert!(open(&vec![0; (10 << 20) + 1]).contains("bundle-too-large"));
    let gone = clinic.ask("support open gone.zip --json").refused();
    assert!(gone.contains("bundle-unreadable"), "{gone}");
}
