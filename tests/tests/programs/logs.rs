//! The logs of the real programs: in files of their own, and without a patient's number, an engine's words or a secret (RULES G1 to G4).

use madoguchi_tests::programs::{Answer, Clinic, Terminal};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What is planted, and may be in no log and not in the record of acts.
const NUMBER: &str = "ZZ47MARK";
const UNKNOWN: &str = "ZZ47NONE";
/// Of a form that other numbers have, too; nothing else is so by chance.
const DIGITS: &str = "90417731";
const HYPHENED: &str = "90-41-77";
const LISTED: &str = "ZZ47LIST";
const FILE: &str = "ZZ47FILE.csv";
const ENGINE: &str = "ZZ47ENGINE";
const PASSWORD: &str = "ZZ47-kumo7%nx-hato";
/// What people wrote beside that; it may stand in the record of acts, and leaves in nothing that is made for support.
const WRITTEN: [&str; 4] = ["ZZ47COUNTER", "ZZ47CABLE", "ZZ47REASON", "zz47person"];

/// An engine that says marked things wherever its words are free, and else nothing that is wrong.
const TALKER: &str = r#"
import json, sys
def say(**words):
    print(json.dumps(words), flush=True)
print("ZZ47ENGINE on standard error", file=sys.stderr, flush=True)
for line in sys.stdin:
    heard = json.loads(line)
    if heard["type"] == "hello":
        say(type="hello", protocol=heard["protocol_newest"], engine="talker", version="1")
        say(type="ZZ47ENGINE-type")
        say(type="health", state="ZZ47ENGINE-state")
        print("ZZ47ENGINE", flush=True)
    elif heard["type"] == "ping":
        say(type="pong", id=heard["id"])
"#;

/// All that the log files in a folder say.
fn kept(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read_to_string(path).unwrap());
    texts.collect()
}

#[test]
fn no_log_has_a_patients_number_an_engines_words_or_a_secret() {
    let mut clinic = Clinic::new();
    fs::create_dir(clinic.path().join("in")).unwrap();
    fs::write(clinic.path().join("engine.py"), TALKER).unwrap();
    clinic.set(
        "MADOGUCHI_LOG",
        "info,madoguchi=trace,madoguchi_controller=trace,madoguchi_fleet=trace",
    );
    // Whoever listens hears the agents at debug.
    clinic.listen(Arc::new(|_: &str| ()));
    let watching = "[folder]\npath = \"in\"\nevery_s = 1\n\n[licensing]";
    clinic.start_with(&[("[licensing]", watching)]);
    let add = "user add zz47person --role administrator --password-fd 0";
    let added = Answer::handed(&mut clinic.asking(add), PASSWORD);
    assert_eq!(added.code, Some(0), "{added:?}");

    clinic.enroll(1);
    clinic.start_agent(1);
    clinic.enroll(2);
    let talker = "kind = \"process\"\ncommand = [\"python3\", \"engine.py\"]";
    clinic.start_agent_with(
        2,
        &[
            ("kind = \"simulated\"", talker),
            ("seed = 7", "# seed = 7"),
            ("speed = 20", "# speed = 20"),
        ],
    );
    // The engine's first nonsense is in the agent's log, so its words were read.
    let nonsense = "reason=\"unknown variant";
    clinic
        .agent(2)
        .line(|line| line.contains(nonsense).then_some(()));

    let _ = clinic
        .ask(&format!("ticket add {NUMBER} {DIGITS} {HYPHENED}"))
        .done();
    let _ = clinic.ask(&format!("ticket park {HYPHENED}"));
    clinic
        .agent(1)
        .line(|line| line.contains("an outcome is kept").then_some(()));
    fs::write(
        clinic.path().join("in").join(FILE),
        format!("time;number\n10:00;{LISTED}\n"),
    )
    .unwrap();
    let taken = "a file of the watched folder was";
    clinic
        .controller()
        .line(|line| line.contains(taken).then_some(()));
    let again = clinic.ask(&format!("ticket park {UNKNOWN} --json"));
    assert_eq!(again.code, Some(1), "refused: {again:?}");
    let _ = clinic.ask("unit rename CR-2024-0001 ZZ47COUNTER").done();
    let cable = "unit note CR-2024-0001 --cable ZZ47CABLE";
    let _ = clinic.ask(cable).done();
    let _ = clinic
        .ask("unit pause CR-2024-0001 --reason ZZ47REASON")
        .done();
    let _ = clinic.ask("audit export --out acts.jsonl").done();
    let for_support = for_support(&clinic);

    let heard = [clinic.agent(1).written(), clinic.agent(2).written()].concat();
    let said = clinic.controller().written();
    for n in [1, 2] {
        assert!(clinic.stop_agent(n).success());
    }
    assert!(clinic.stop().success());
    let data = clinic.data_dir();
    let of_controller = kept(&data.join("logs"));
    assert!(
        of_controller.contains("the controller is ready"),
        "{of_controller}"
    );
    assert!(
        of_controller.contains("asked to stop"),
        "to the last line: {of_controller}"
    );
    let of_agents = [1, 2].map(|n| kept(&clinic.path().join(format!("spool-{n}.logs"))));
    assert!(of_agents[1].contains(nonsense), "{}", of_agents[1]);

    let token = fs::read_to_string(data.join("identity/desk.token")).unwrap();
    let acts = fs::read_to_string(clinic.path().join("acts.jsonl")).unwrap();
    assert!(acts.contains("ticket-add"), "{acts}");
    let all = [
        ("the controller's files", of_controller),
        ("the agents' files", of_agents.concat()),
        ("the agents' standard error", heard.join("\n")),
        ("the controller's standard error", said.join("\n")),
        ("the record of acts", acts),
    ];
    let secret = [
        NUMBER,
        DIGITS,
        HYPHENED,
        UNKNOWN,
        LISTED,
        FILE,
        ENGINE,
        PASSWORD,
        token.trim(),
    ];
    for (place, text) in all {
        finds_none(place, &text, &secret);
    }
    for (place, text) in &for_support {
        finds_none(place, text, &secret);
        finds_none(place, text, &WRITTEN);
    }
}

fn finds_none(place: &str, text: &str, planted: &[&str]) {
    for marked in planted {
        let line = text.lines().find(|line| line.contains(marked));
        assert_eq!(line, None, "{marked} is in {place}");
    }
}

/// All that is made for support, as it leaves: the bundle's entries, the support code and what it decodes to.
fn for_support(clinic: &Clinic) -> Vec<(String, String)> {
    let _ = clinic.ask("support bundle -o b.zip").done();
    let _ = clinic.ask("support open b.zip -o inside").done();
    let mut all = vec![(
        "support open".to_owned(),
        clinic.ask("support open b.zip --json").done().out,
    )];
    let inside = clinic.path().join("inside");
    for folder in [inside.clone(), inside.join("logs")] {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.path().is_file() {
                let content = fs::read(entry.path()).unwrap();
                let name = entry.file_name().to_string_lossy().into_owned();
                all.push((name, String::from_utf8_lossy(&content).into_owned()));
            }
        }
    }
    assert!(all.len() > 10, "{all:?}");
    let of_reader = |(name, text): &(String, String)| {
        name == "reader-CR-2024-0001.log" && text.contains("an outcome is kept")
    };
    assert!(
        all.iter().any(of_reader),
        "a connected reader's log: {all:?}"
    );
    let code = clinic.ask("support code").done().out;
    let told = clinic.ask("support code --json").done().json();
    let typed = told["typed"].as_str().unwrap();
    fs::write(clinic.path().join("code.txt"), typed).unwrap();
    let decoded = clinic.ask("support decode code.txt --json").done().out;
    all.push(("the support code".to_owned(), code));
    all.push(("the decoded support code".to_owned(), decoded));
    all
}

#[test]
fn a_log_that_cannot_be_written_is_said_and_stops_nothing() {
    let mut clinic = Clinic::new();
    clinic.start();
    assert!(clinic.stop().success());
    let logs = clinic.data_dir().join("logs");
    fs::remove_dir_all(&logs).unwrap();
    fs::write(&logs, "in the way").unwrap();
    clinic.start();
    let status = clinic.ask("status").done().out;
    assert!(status.contains("The log cannot be written"), "{status}");
    let status = clinic.ask("status --lang ja").done().out;
    assert!(status.contains("ログを書けません"), "{status}");
    let _ = clinic.ask("ticket add 1").done();
    // Other commands keep no log, and a backup does not mind what lies there.
    let mut backup = clinic.asking("backup a.age");
    let _ = Answer::of(backup.env("MADOGUCHI_PASSPHRASE", "窓口のバックアップの合言葉 1")).done();
}
