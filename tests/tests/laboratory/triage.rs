//! Triage of what can be broken in the laboratory: the real programs, with real cables and a made-up USB tree.

use madoguchi_tests::laboratory::{self, Hub, Laboratory};
use madoguchi_tests::programs::{Terminal, Watch};
use serde_json::Value;
use std::fs;
use std::process::Command;
use std::time::Duration;

fn unit(look: &Value, n: usize) -> &Value {
    let serial = format!("CR-2026-{n:04}");
    let units = look["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["serial"] == serial);
    unit.unwrap_or(&Value::Null)
}

/// What triage says, after these answers.
fn told(clinic: &Laboratory, n: usize, answers: &[&str]) -> Value {
    let answers = answers.iter().map(|answer| format!(" --answer {answer}"));
    clinic.json(&format!(
        "support triage CR-2026-{n:04}{}",
        answers.collect::<String>()
    ))
}

/// What it is, after these answers; not the reader. The counter page says with these words why the reader does not serve, and the bundle says
/// the same fault; what is named without an answer stands there, too.
fn fault(clinic: &Laboratory, n: usize, answers: &[&str], words: &[&str]) -> Value {
    let told = told(clinic, n, answers);
    assert_ne!(told["verdict"], "reader-fault", "{told:#}");
    let fault = told["fault"]["code"].clone();
    let carried = shown_and_carried(clinic, n, words);
    if answers.is_empty() {
        assert_eq!(carried["fault"]["name"], fault, "{carried:#}");
    }
    fault
}

/// What the bundle carries of a reader, which is what the counter page says of it at that moment: the same name and code, with the catalogue's words, for
/// those of a sentence may be somebody's.
fn shown_and_carried(clinic: &Laboratory, n: usize, words: &[&str]) -> Value {
    let shown = || unit(&clinic.json("status"), n).clone();
    let before = shown();
    is_said(&before, words);
    let carried = carried(clinic, n);
    let why = &carried["why"];
    let says = |unit: &Value| {
        let of = &unit["why"];
        (&why["name"], &why["code"]) == (&of["code"], &of["fault"])
    };
    // Between two looks a reader may be given up or come nearer.
    assert!(
        says(&before) || says(&shown()),
        "{carried:#} {:#}",
        before["why"]
    );
    assert!(why["ja"].as_str().is_some_and(|ja| !ja.is_empty()));
    carried
}

/// What the bundle for support says of a reader.
fn carried(clinic: &Laboratory, n: usize) -> Value {
    let _ = clinic.ask("support bundle --force -o bundle.zip").done();
    let opened = clinic.json("support open bundle.zip");
    let readers = opened["summary"]["readers"].as_array().unwrap();
    let serial = format!("CR-2026-{n:04}");
    let reader = readers.iter().find(|reader| reader["serial"] == serial);
    reader.unwrap_or_else(|| panic!("{opened:#}")).clone()
}

/// A reader that serves and one that an engine drives, once it reports this code.
fn with_engine(script: &'static str, limits: &'static str, code: &str) -> Laboratory {
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    clinic.reader(2).engine = Some((script, limits));
    clinic.connect(2, "1-2");
    let reports = |look: &Value| unit(look, 2)["health"]["codes"] == serde_json::json!([code]);
    watch.until(|look| unit(look, 1)["serves"] == true && reports(look));
    clinic
}

/// Each of these words stands in what the counter page says of a reader.
fn is_said(unit: &Value, words: &[&str]) {
    let why = unit["why"]["ja"].as_str().unwrap();
    for word in words {
        assert!(why.contains(word), "{word}: {why}");
    }
    let code = unit["why"]["fault"].as_str().unwrap();
    assert!(code.starts_with("MDG-"), "{code}");
}

/// A PC whose two readers serve.
fn two_readers() -> (Laboratory, Watch) {
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.license(3);
    let mut watch = clinic.watch();
    for (n, port) in [(1, "1-1"), (2, "1-2")] {
        clinic.connect(n, port);
        watch.until(|look| unit(look, n)["serves"] == true);
    }
    (clinic, watch)
}

#[test]
fn a_cable_that_is_pulled_is_the_cable_once_it_was_pushed_home() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    clinic.pull(1);
    watch.until(|look| unit(look, 1)["attached"] == false);
    let said = fault(
        &clinic,
        1,
        &["screen-connecting", "push-plugs-works"],
        &["USBから見えなくなりました"],
    );
    assert_eq!(said, "cable-out");
    clinic.plug(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
}

#[test]
fn an_agent_that_ended_is_the_program_on_the_reader() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    clinic.reader(1).switch_off();
    watch.until(|look| unit(look, 1)["attached"] == false);
    let said = fault(&clinic, 1, &["restart-works"], &["1-1", "切れました"]);
    assert_eq!(said, "agent-crash");
}

#[test]
fn a_hub_and_a_license_that_is_missing_are_named_without_a_question() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    let mut watch = clinic.watch();
    clinic.connect(1, "1-1");
    watch.until(|look| unit(look, 1)["serves"] == true);
    clinic.connect(2, "1-2");
    watch.until(|look| unit(look, 2)["admission"] == "refused:no-seat");
    assert_eq!(fault(&clinic, 2, &[], &["利用枠"]), "license-missing");
    let hub = Hub {
        id: ("05e3", "0610"),
        product: "USB2.1 Hub",
    };
    clinic.plug_hub("1-3", &hub);
    clinic.connect(3, "1-3.2");
    watch.until(|look| unit(look, 3)["admission"] == "refused:behind-hub");
    assert_eq!(fault(&clinic, 3, &[], &["USBハブ"]), "hub");
}

#[test]
fn a_filter_that_drops_our_own_knock_is_the_network() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = Laboratory::new();
    clinic.start("");
    clinic.pc.nft(
        "add table inet clinic\nadd chain inet clinic incoming { type filter hook input priority 0; policy accept; }\n\
         add rule inet clinic incoming tcp dport 7443 drop\n",
    );
    clinic.connect(1, "1-1");
    let controller = clinic.controller();
    controller.line(|line| line.contains("readers are let in").then_some(()));
    assert_eq!(fault(&clinic, 1, &[], &["つながって"]), "packet-filter");
}

/// Says hello with a camera that is broken, and answers each ping.
const BROKEN_CAMERA: &str = r#"read -r _
echo '{"type":"hello","protocol":1,"engine":"laboratory","version":"1","state":"faulted","codes":["E-CAMERA"]}'
while read -r line; do
  case "$line" in *'"ping"'*)
    id=${line##*'"id":'}
    echo "{\"type\":\"pong\",\"id\":${id%%[,\}]*}}" ;;
  esac
done
"#;

/// Crashes after its hello, and does not come back.
const CRASHES: &str = r#"[ -e crashed ] && exec sleep 600
touch crashed
read -r _
echo '{"type":"hello","protocol":1,"engine":"laboratory","version":"1"}'
exit 1
"#;

/// Answers no ping after its hello, and does not come back.
const HANGS: &str = r#"[ -e hung ] && exec sleep 600
touch hung
read -r _
echo '{"type":"hello","protocol":1,"engine":"laboratory","version":"1"}'
exec sleep 600
"#;

#[test]
fn a_camera_that_is_broken_is_the_reader_which_alone_may_be_replaced_without_a_reason() {
    if !laboratory::possible() {
        return;
    }
    let mut clinic = with_engine(BROKEN_CAMERA, "", "E-CAMERA");
    shown_and_carried(&clinic, 2, &["E-CAMERA"]);
    let said = told(&clinic, 2, &["restart-same"]);
    assert_eq!(said["verdict"], "reader-fault", "{said:#}");
    assert_eq!(said["fault"]["code"], "reader-camera");
    assert_eq!(said["fault"]["fault"], "MDG-0158");
    clinic.enroll(9);
    let refused = clinic.ask("unit replace CR-2026-0001 CR-2026-0009 --yes --json");
    assert!(refused.refused().contains("replace-no-ground"));
    let replaced =
        clinic.json("unit replace CR-2026-0002 CR-2026-0009 --answer restart-same --yes");
    assert_eq!(replaced["serial"], "CR-2026-0009", "{replaced:#}");
    let list = clinic.json("unit list --all");
    let why = &unit(&list, 2)["replaced_why"];
    assert_eq!(why["code"], "ground-fault", "{why:#}");
}

#[test]
fn an_engine_that_crashed_is_the_program_and_not_the_reader() {
    if !laboratory::possible() {
        return;
    }
    let limits = "start_ms = 600000";
    let clinic = with_engine(CRASHES, limits, "E-ENGINE-CRASH");
    let said = fault(&clinic, 2, &[], &["E-ENGINE-CRASH"]);
    assert_eq!(said, "engine-crash");
}

#[test]
fn an_engine_that_hangs_is_the_program_and_not_the_reader() {
    if !laboratory::possible() {
        return;
    }
    let limits = "start_ms = 600000\nping_ms = 100\nanswer_ms = 500";
    let clinic = with_engine(HANGS, limits, "E-ENGINE-HANG");
    let said = fault(&clinic, 2, &[], &["E-ENGINE-HANG"]);
    assert_eq!(said, "engine-hang");
}

#[test]
fn addresses_that_overlap_with_the_clinics_are_the_network() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    let _lan = clinic.join_lan();
    let interface = clinic.reader(1).interface().to_owned();
    clinic.reader(1).switch_off();
    watch.until(|look| unit(look, 1)["attached"] == false);
    clinic
        .pc
        .ip(&format!("addr add 192.168.10.201/30 dev {interface}\n"));
    assert_eq!(
        fault(&clinic, 1, &[], &["1-1", "切れました"]),
        "address-overlap"
    );
}

#[test]
fn a_license_that_is_gone_is_the_license() {
    if !laboratory::possible() {
        return;
    }
    let (clinic, mut watch) = two_readers();
    let list = clinic.json("license list");
    let id = list["licenses"][0]["license_id"].as_str().unwrap();
    clinic.vendor(&format!(
        "revoke --issuer issuer --license {id} --out revoked --yes"
    ));
    let _ = clinic.ask("license install revoked").done();
    watch.until(|look| unit(look, 2)["admission"] == "refused:no-seat");
    assert_eq!(fault(&clinic, 2, &[], &["利用枠"]), "license-missing");
}

#[test]
fn credentials_of_another_pc_are_told_by_port_and_count_and_named() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, mut watch) = two_readers();
    clinic.reader(1).switch_off();
    watch.until(|look| unit(look, 1)["attached"] == false);
    let other = {
        let mut other = Laboratory::new();
        other.start("");
        other.enroll(1);
        let folder = other.reader(1).credentials.clone();
        let kept = clinic.path().join("of-another-pc");
        fs::create_dir(&kept).unwrap();
        for file in fs::read_dir(folder).unwrap().flatten() {
            fs::copy(file.path(), kept.join(file.file_name())).unwrap();
        }
        kept
    };
    clinic.reader(1).credentials = other;
    clinic.reader(1).switch_on();
    let refused = |look: &Value| {
        let alarms = look["alarms"].as_array().unwrap().iter();
        alarms
            .clone()
            .find(|alarm| {
                alarm["code"]
                    .as_str()
                    .unwrap()
                    .starts_with("handshake-not-")
            })
            .cloned()
    };
    watch.until(|look| refused(look).is_some());
    let alarm = refused(&clinic.json("status")).unwrap();
    let said = alarm["ja"].as_str().unwrap();
    assert!(said.contains("1-1") && said.contains("unit pair"), "{said}");
    let found = clinic.ask("doctor --json");
    assert!(
        found.out.contains(alarm["code"].as_str().unwrap()),
        "{found:?}"
    );
    assert_eq!(
        fault(&clinic, 1, &[], &["確かめられませんでした"]),
        "unknown-key"
    );
}

/// Longer than the engine takes for a busy moment.
const ASLEEP: Duration = Duration::from_secs(7);

#[test]
fn a_pc_that_slept_is_named_where_no_reader_comes_back_by_itself() {
    if !laboratory::possible() {
        return;
    }
    let (mut clinic, _) = two_readers();
    let id = clinic.controller().id().to_string();
    let signal = |what: &str| {
        let mut kill = Command::new("kill");
        assert!(kill.args([what, &id]).status().unwrap().success());
    };
    signal("-STOP");
    // What sleeps says nothing for as long. Neither reader is heard when the PC wakes.
    let asleep = clinic.controller();
    assert!(asleep.line_or_end_within(ASLEEP, |_| None::<()>).is_none());
    for n in [1, 2] {
        clinic.reader(n).switch_off();
    }
    signal("-CONT");
    let mut watch = clinic.watch();
    watch.until(|look| [1, 2].iter().all(|n| unit(look, *n)["attached"] == false));
    let said = told(&clinic, 1, &["screen-connecting", "restart-works"]);
    let speaks = said["speaks_for"].to_string() + &said["against"].to_string();
    assert_eq!(said["fault"]["code"], "pc-asleep", "{said:#}");
    assert!(speaks.contains("sleep-there"), "{said:#}");
    shown_and_carried(&clinic, 1, &["切れました"]);
}
