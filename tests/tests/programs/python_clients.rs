//! A reader and a desk that were written in Python from the .proto files alone live through a morning against the real
//! controller: whoever makes one needs nothing but the schema.

use madoguchi_tests::programs::{Clinic, Program, Terminal, have};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Debian's own, which has its packages `python3-grpcio` and `python3-grpc-tools`: another one on the path has not.
const PYTHON: &str = "/usr/bin/python3";
const TICKETS: usize = 40;
/// Whose call the desk takes back once; comes at the next one. (All of these come after the power cut.)
const TAKEN_BACK: &str = "26";
/// Who is not there when called, and comes when called again.
const NO_SHOW: &str = "23";
/// In whose session the reader's cable is pulled.
const CUT: &str = "31";
/// The shortest time that a call can stand: somebody does not come.
const RULES: [(&str, &str); 1] = [("[licensing]", "[rules]\ncall_s = 10\n\n[licensing]")];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Python with stubs that were made from our schema, in the clinic's own folder.
struct Python {
    stubs: PathBuf,
    folder: PathBuf,
}

impl Python {
    /// `None` where the packages are not there.
    fn with_stubs(clinic: &Clinic) -> Option<Self> {
        let probe = [PYTHON, "-c", "import grpc, grpc_tools, tomllib"];
        if !have("python3-grpcio and python3-grpc-tools (Debian)", &probe) {
            return None;
        }
        let stubs = clinic.path().join("stubs");
        std::fs::create_dir(&stubs).unwrap();
        let schema = repository().join("proto");
        let mut files: Vec<_> = std::fs::read_dir(schema.join("madoguchi/v1"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let mut protoc = Command::new(PYTHON);
        protoc.args(["-m", "grpc_tools.protoc", "-I"]).arg(&schema);
        protoc.arg(format!("--python_out={}", stubs.display()));
        protoc.arg(format!("--grpc_python_out={}", stubs.display()));
        assert!(protoc.args(files).status().unwrap().success());
        let folder = clinic.path().to_owned();
        Some(Self { stubs, folder })
    }

    fn command(&self, file: &str, words: &str) -> Command {
        let mut command = Command::new(PYTHON);
        command
            .arg(repository().join("tests/python").join(file))
            .args(words.split_whitespace())
            .current_dir(&self.folder)
            .env("PYTHONPATH", &self.stubs)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Reader `n`, once it serves.
    fn reader(&self, clinic: &Clinic, n: usize, also: &str) -> Program {
        clinic.enroll(n);
        let words = format!(
            "--credentials reader-{n} --gateway {} --spool spool-{n} --virtual-port 1-{n} --second {TAKEN_BACK},{NO_SHOW} \
             --cut {CUT} {also}",
            clinic.gateway()
        );
        let mut reader = Program::start(&mut self.command("reader.py", &words));
        reader.line(|line| line.ends_with(" serves").then_some(()));
        reader
    }
}

/// The JSON that a program wrote last.
fn report(program: &mut Program) -> Value {
    program.line(|line| {
        serde_json::from_str::<Value>(line)
            .ok()
            .filter(Value::is_object)
    })
}

/// As `--json` says it.
fn outcome(wire: &Value) -> String {
    let name = wire
        .as_str()
        .unwrap()
        .strip_prefix("OUTCOME_KIND_")
        .unwrap();
    name.to_ascii_lowercase()
}

/// What the readers say that they did: each patient's outcome, and how many sessions each unit had.
struct Said {
    outcomes: BTreeMap<String, String>,
    sessions: BTreeMap<String, usize>,
    taken_back: Vec<(String, String)>,
    connections: u64,
    sent_again: u64,
}

fn ended(readers: Vec<(usize, Program)>) -> Said {
    let mut said = Said {
        outcomes: BTreeMap::new(),
        sessions: BTreeMap::new(),
        taken_back: Vec::new(),
        connections: 0,
        sent_again: 0,
    };
    for (n, mut reader) in readers {
        let process = reader.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &process]).status();
        assert!(asked.unwrap().success());
        let report = report(&mut reader);
        assert_eq!(report["spooled"], 0, "not acknowledged: {report}");
        said.connections += report["connections"].as_u64().unwrap();
        said.sent_again += report["sent_again"].as_u64().unwrap();
        let sessions = report["sessions"].as_array().unwrap();
        said.sessions.insert(Clinic::serial(n), sessions.len());
        for session in sessions {
            let number = session[0].as_str().unwrap().to_owned();
            let before = said.outcomes.insert(number, outcome(&session[1]));
            assert_eq!(before, None, "served twice: {report}");
        }
        for call in report["taken_back"].as_array().unwrap() {
            let word = |index: usize| call[index].as_str().unwrap().to_owned();
            said.taken_back.push((word(0), word(1)));
        }
        assert!(reader.ended().success());
    }
    said
}

/// The controller's own figures, the desk's, and the readers' are the same.
fn all_agree(clinic: &Clinic, desk: &Value, said: &Said) {
    let tickets = desk["tickets"].as_object().unwrap();
    assert_eq!(tickets.len(), TICKETS, "{desk}");
    let listed = clinic.json("ticket list --all");
    let listed = listed["tickets"].as_array().unwrap().iter();
    let done: BTreeMap<_, _> = listed
        .filter(|ticket| ticket["state"] == "done")
        .map(|ticket| (ticket["number"].as_str().unwrap(), ticket))
        .collect();
    for n in 1..=TICKETS {
        let number = n.to_string();
        let told = done[number.as_str()];
        let kind = told["outcome"]["kind"].as_str().unwrap();
        assert_eq!(kind, outcome(&tickets[&number]["outcome"]), "{told}");
        assert_eq!(kind, said.outcomes[&number], "{told}");
        let again = [TAKEN_BACK, NO_SHOW].contains(&number.as_str());
        assert_eq!(told["attempt"], if again { 2 } else { 1 }, "{told}");
        if n % 5 == 0 {
            assert_eq!(told["unit"], Clinic::serial(2), "it needs a seat: {told}");
        }
    }
    let walk_ups = clinic.json("ticket walk-ups --all");
    assert_eq!(
        walk_ups["walk_ups"].as_array().unwrap().len(),
        1,
        "{walk_ups}"
    );
    let (walk_up, theirs) = (&walk_ups["walk_ups"][0], &desk["walk_ups"]);
    assert_eq!(walk_up["unit"], Clinic::serial(2), "{walk_ups}");
    assert_eq!(
        walk_up["outcome"]["kind"],
        outcome(&theirs[0][1]),
        "{theirs}"
    );
    assert_eq!(outcome(&theirs[0][1]), said.outcomes[""], "{theirs}");
    // Not by `sessions_today`: this morning may have a midnight in it.
    for (unit, sessions) in &said.sessions {
        let here = done.values().filter(|ticket| ticket["unit"] == **unit);
        let walk_ups = usize::from(walk_up["unit"] == **unit);
        assert_eq!(here.count() + walk_ups, *sessions, "{unit}");
    }
}

#[test]
fn a_reader_and_a_desk_made_from_the_schema_alone_live_through_a_morning() {
    let mut clinic = Clinic::new();
    let Some(python) = Python::with_stubs(&clinic) else {
        return;
    };
    clinic.start_with(&RULES);
    clinic.additional_license(1, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    let readers = vec![
        (1, python.reader(&clinic, 1, "")),
        (2, python.reader(&clinic, 2, "--walk-up")),
    ];
    let words = format!("--data-dir data --tickets {TICKETS} --park {TAKEN_BACK}");
    let mut desk = Program::start(&mut python.command("desk.py", &words));
    // A power cut, while tickets are being added and patients are at the readers.
    desk.line(|line| line.starts_with("half").then_some(()));
    clinic.kill();
    clinic.start_with(&RULES);
    let told = report(&mut desk);
    assert!(desk.ended().success());
    let said = ended(readers);

    all_agree(&clinic, &told, &said);
    let mut taken_back = said.taken_back.clone();
    taken_back.sort();
    let expected = [(NO_SHOW, "expired"), (TAKEN_BACK, "by-staff")];
    assert_eq!(
        taken_back,
        expected.map(|(number, code)| (number.to_owned(), code.to_owned()))
    );
    assert!(said.connections >= 4, "both came back after the power cut");
    assert!(said.sent_again >= 1, "an outcome waited in the spool");
    assert!(told["repeats"].as_u64().unwrap() >= 1, "{told}");
}
