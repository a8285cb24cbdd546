//! The watched folder, with the real program: what another system writes comes into the queue, each line once, whatever it wrote and whenever
//! the controller was killed (RULES Q14).

use madoguchi_tests::programs::{Clinic, Program, Terminal, have};
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

const EXAMPLE: &str = include_str!("../../examples/receptions.csv");

/// A clinic with a watched folder, in which nothing lies yet.
fn clinic() -> Clinic {
    let clinic = Clinic::new();
    fs::create_dir(clinic.path().join("in")).unwrap();
    clinic
}

fn start(clinic: &mut Clinic) {
    clinic.start_with(&[watching()]);
}

const fn watching() -> (&'static str, &'static str) {
    (
        "[licensing]",
        "[folder]\npath = \"in\"\nevery_s = 1\n\n[licensing]",
    )
}

fn at(clinic: &Clinic, name: &str) -> PathBuf {
    clinic.path().join("in").join(name)
}

fn drop_in(clinic: &Clinic, name: &str, content: impl AsRef<[u8]>) {
    fs::write(at(clinic, name), content).unwrap();
}

/// Waits until files of these names are where they stay.
fn through(clinic: &mut Clinic, names: &[&str]) {
    let folders = ["done", "bad"].map(|folder| at(clinic, folder));
    // The log tells that one is through, and not which: its name may be a patient's (RULES G1).
    let is_through = |name: &&str| {
        // Where the name was taken there, it has another one.
        let second = name.replacen('.', "-2.", 1);
        let is_in = |folder: &PathBuf| folder.join(name).exists() || folder.join(&second).exists();
        folders.iter().any(is_in)
    };
    clinic.controller().line(|line| {
        let is_news = line.contains("a file of the watched folder was");
        (is_news && names.iter().all(is_through)).then_some(())
    });
}

fn report(clinic: &Clinic, name: &str) -> String {
    let report = fs::read_to_string(at(clinic, &format!("{name}.report.txt"))).unwrap();
    assert!(report.starts_with('\u{feff}'), "{report}");
    report
}

fn numbers(clinic: &Clinic) -> Vec<String> {
    let list = clinic.json("ticket list");
    let tickets = list["tickets"].as_array().unwrap().iter();
    let number = |ticket: &Value| ticket["number"].as_str().unwrap().to_owned();
    tickets.map(number).collect()
}

fn alarms(clinic: &Clinic) -> Vec<String> {
    let status = clinic.json("status");
    let alarms = status["alarms"].as_array().unwrap().iter();
    let codes = alarms.map(|alarm| alarm["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code.starts_with("folder-")).collect()
}

#[test]
fn what_another_system_writes_comes_into_the_queue_and_a_report_says_what_became_of_each_line() {
    let mut clinic = clinic();
    start(&mut clinic);
    let (old, _, lossy) = encoding_rs::SHIFT_JIS.encode(EXAMPLE);
    assert!(!lossy);
    drop_in(&clinic, "受付一覧.csv", old);
    through(&mut clinic, &["受付一覧.csv"]);
    // The class counts; the time in the file does not.
    assert_eq!(numbers(&clinic), ["13", "12", "14"]);
    let page = clinic.ask("ticket show 13 --lang ja").done().out;
    assert!(page.contains("（受付ファイルのフォルダー）"), "{page}");
    assert!(page.contains("ほかのシステムでの受付時刻: 09:02"), "{page}");
    let told = clinic.json("ticket show 14");
    assert_eq!(told["ticket"]["needs"][0], "seated", "{told}");
    assert_eq!(told["story"][0]["actor"], "folder", "{told}");
    let said = report(&clinic, "done/受付一覧.csv");
    assert!(
        said.contains("3 行目: 受付番号 13 を追加しました（ファイルの時刻 09:02）"),
        "{said}"
    );
    assert!(!at(&clinic, "受付一覧.csv").exists());
    assert_eq!(alarms(&clinic), [""; 0]);

    // A line that is wrong holds up no other one.
    let lines = "time;number;class;needs;prefers\r\n10:00;21;;;\r\n10:01;22;fast;;\r\n10:02;23;緊急;;\r\n\
                 10:03;１２;;;\r\n10:04;0021;;;\r\n10:05;=\"0025\";;language:fr;\r\n10:06;26;;座位 立位;\r\n";
    drop_in(&clinic, "lines.csv", lines);
    through(&mut clinic, &["lines.csv"]);
    assert_eq!(numbers(&clinic), ["13", "12", "14", "21", "25"]);
    let said = report(&clinic, "bad/lines.csv");
    for (line, word) in [
        (3, "fast"),
        (4, "緊急"),
        (5, "12"),
        (6, "21"),
        (8, "座って"),
    ] {
        let ja = said
            .lines()
            .find(|ja| ja.starts_with(&format!("{line} 行目")));
        assert!(ja.is_some_and(|ja| ja.contains(word)), "{line}: {said}");
    }
    assert!(
        said.contains("追加 2 件") && said.contains("Line 2: number 21"),
        "{said}"
    );
    assert_eq!(alarms(&clinic), ["folder-bad"]);
    let page = clinic.ask("status --lang ja").done().out;
    assert!(page.contains("最後のファイル lines.csv"), "{page}");
    let doctor = clinic
        .ask("doctor --lang ja --config controller.running.toml")
        .out;
    assert!(doctor.contains("lines.csv"), "{doctor}");
    fs::remove_file(at(&clinic, "bad/lines.csv")).unwrap();

    // The same content again, by another name: each line was taken today.
    drop_in(
        &clinic,
        "again.csv",
        encoding_rs::SHIFT_JIS.encode(EXAMPLE).0,
    );
    through(&mut clinic, &["again.csv"]);
    assert_eq!(numbers(&clinic).len(), 5);
    let said = report(&clinic, "done/again.csv");
    assert!(said.contains("追加 0 件、追加済み 3 件"), "{said}");
    assert_eq!(alarms(&clinic), [""; 0]);

    // On another day it is another list: this one was claimed on that day, and the controller was killed.
    let anybody = "受付番号,時刻\n,11:00\n";
    for name in ["one.csv", "two.csv"] {
        drop_in(&clinic, name, anybody);
    }
    through(&mut clinic, &["one.csv", "two.csv"]);
    assert_eq!(numbers(&clinic).len(), 6);
    fs::create_dir(at(&clinic, "taking/2020-01-01")).unwrap();
    drop_in(&clinic, "taking/2020-01-01/one.csv", anybody);
    through(&mut clinic, &["one.csv"]);
    assert_eq!(numbers(&clinic).len(), 7);
    assert!(report(&clinic, "done/one-2.csv").contains("追加 1 件"));
    assert!(clinic.stop().success());
}

#[test]
fn a_file_is_taken_whole_and_what_is_no_file_of_its_own_is_not_read() {
    let mut clinic = clinic();
    start(&mut clinic);
    // A system that writes slowly: it is at it all the time while another file comes and goes.
    let (done, stop) = mpsc::channel::<()>();
    let slow = at(&clinic, "slow.csv");
    let writer = thread::spawn(move || {
        let mut file = fs::File::create(slow).unwrap();
        file.write_all(b"time,number\n").unwrap();
        let mut patients = 0;
        while stop.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
            patients += 1;
            file.write_all(format!("9:00,S{patients}\n").as_bytes())
                .unwrap();
        }
        patients
    });
    let many: String = (0..=1_000).map(|n| format!(",M{n}\n")).collect();
    drop_in(&clinic, "many.csv", format!("time,number\n{many}"));
    drop_in(&clinic, "large.csv", " ".repeat((1 << 20) + 1));
    drop_in(&clinic, "header.csv", "time,number\n");
    drop_in(&clinic, "empty.csv", "");
    drop_in(&clinic, "room.csv", "時刻,受付番号,診察室\n9:00,1,2\n");
    drop_in(&clinic, "left.dat", EXAMPLE);
    fs::create_dir(at(&clinic, "folder.csv")).unwrap();
    symlink(
        clinic.data_dir().join("identity/desk.token"),
        at(&clinic, "link.csv"),
    )
    .unwrap();
    fs::write(clinic.path().join("elsewhere"), EXAMPLE).unwrap();
    fs::hard_link(clinic.path().join("elsewhere"), at(&clinic, "name.csv")).unwrap();
    let pipe = Command::new("mkfifo").arg(at(&clinic, "pipe.csv")).status();
    assert!(pipe.unwrap().success());
    let bad = [
        ("many.csv", "1000 行"),
        ("large.csv", "1 MB"),
        ("header.csv", "患者の行がありません"),
        ("empty.csv", "何も書かれていません"),
        ("room.csv", "診察室"),
        ("link.csv", "リンク"),
        ("name.csv", "ハードリンク"),
        ("pipe.csv", "ファイルそのもの"),
    ];
    through(&mut clinic, &bad.map(|(name, _)| name));
    assert_eq!(numbers(&clinic), [""; 0]);
    for (name, word) in bad {
        let said = report(&clinic, &format!("bad/{name}"));
        assert!(said.contains(word), "{name}: {said}");
        assert!(
            said.contains("だれも列に追加していません"),
            "{name}: {said}"
        );
        let lies = fs::symlink_metadata(at(&clinic, &format!("bad/{name}")));
        assert!(lies.is_ok(), "{name}");
    }
    assert!(at(&clinic, "left.dat").exists() && at(&clinic, "folder.csv").is_dir());
    assert!(fs::read_to_string(clinic.path().join("elsewhere")).is_ok());
    drop(done);
    let patients = writer.join().unwrap();
    assert!(patients > 10, "{patients}");
    through(&mut clinic, &["slow.csv"]);
    assert_eq!(numbers(&clinic).len(), patients);
    assert!(at(&clinic, "done/slow.csv").exists());
}

#[test]
fn a_folder_that_is_away_is_an_alarm_and_heals_by_itself() {
    let mut clinic = clinic();
    fs::remove_dir(clinic.path().join("in")).unwrap();
    start(&mut clinic);
    let needs_a_look = |program: &mut Program| {
        program.line(|line| {
            line.contains("the watched folder needs a look")
                .then_some(())
        });
    };
    // It is looked at from the start on, which can be told before the controller is ready.
    let told = clinic.controller().written().join("\n");
    if !told.contains("the watched folder needs a look") {
        needs_a_look(clinic.controller());
    }
    assert_eq!(alarms(&clinic), ["folder-unreachable"]);
    fs::create_dir(clinic.path().join("in")).unwrap();
    drop_in(&clinic, "list.csv", EXAMPLE);
    through(&mut clinic, &["list.csv"]);
    assert_eq!(alarms(&clinic), [""; 0]);
    assert_eq!(numbers(&clinic).len(), 3);
    fs::rename(clinic.path().join("in"), clinic.path().join("away")).unwrap();
    needs_a_look(clinic.controller());
    let page = clinic.ask("status --lang ja").done().out;
    assert!(page.contains("を見られません"), "{page}");
    // What it wrote into the share before it went is there when it comes back.
    fs::write(clinic.path().join("away/late.csv"), "時刻,番号\n,31\n").unwrap();
    fs::rename(clinic.path().join("away"), clinic.path().join("in")).unwrap();
    through(&mut clinic, &["late.csv"]);
    assert_eq!(numbers(&clinic).len(), 4);
}

#[test]
fn a_folder_that_would_take_the_controllers_own_files_is_refused_at_the_start() {
    let clinic = Clinic::new();
    symlink(clinic.path().join("data"), clinic.path().join("way")).unwrap();
    // The link leads to what a first start makes.
    for path in ["data/in", "data", "way/in", "way/in"] {
        let folder = format!("[folder]\npath = \"{path}\"\n\n[licensing]");
        let text = clinic.example("controller.toml", &[("[licensing]", &folder)]);
        let mut program = clinic.serve(&text);
        assert_eq!(program.ended().code(), Some(1), "{path}");
        let said = program.written().join("\n");
        assert!(said.contains("folder.path"), "{path}: {said}");
        let made = clinic.path().join("data/identity").exists();
        assert_eq!(made, path.starts_with("way"), "{path}");
    }
}

/// A thousand patients without a number: any that is taken twice is one too many.
#[test]
fn whenever_the_controller_is_killed_no_line_is_lost_and_none_is_taken_twice() {
    const PATIENTS: usize = 1_000;
    let mut clinic = clinic();
    drop_in(
        &clinic,
        "list.csv",
        format!("time,number\n{}", "9:00,\n".repeat(PATIENTS)),
    );
    let mut seen = Vec::new();
    for least in [1, 150, 400, 700] {
        start(&mut clinic);
        let look = clinic
            .watch()
            .until(|look| look["waiting"].as_u64().unwrap() >= least);
        seen.push(look["waiting"].as_u64().unwrap());
        clinic.kill();
    }
    start(&mut clinic);
    if !at(&clinic, "done/list.csv.report.txt").exists() {
        through(&mut clinic, &["list.csv"]);
    }
    println!("killed at {seen:?} of {PATIENTS}");
    assert_eq!(clinic.json("status")["waiting"], PATIENTS);
    assert_eq!(fs::read_dir(at(&clinic, "taking")).unwrap().count(), 0);

    if !have("strace", &["strace", "--version"]) {
        return;
    }
    let mut waiting = PATIENTS;
    // Where it is claimed, where its report is begun, where its place is taken, and where it is moved there.
    for (n, (call, path, dropped)) in [
        ("rename", "NAME", "NAME"),
        ("openat", "done/NAME.report.txt", "NAME"),
        ("openat", "done/NAME", "NAME"),
        ("rename", "taking/2020-01-01/NAME", "taking/2020-01-01/NAME"),
    ]
    .into_iter()
    .enumerate()
    {
        clinic.kill();
        let name = format!("at-{n}.csv");
        let dropped = dropped.replace("NAME", &name);
        fs::create_dir_all(at(&clinic, &dropped).parent().unwrap()).unwrap();
        let three = format!("9:0{n},\n").repeat(3);
        drop_in(&clinic, &dropped, format!("time,number\n{three}"));
        let path = at(&clinic, &path.replace("NAME", &name));
        let path = path.to_str().unwrap();
        let (trace, inject) = (
            format!("trace={call}"),
            format!("inject={call}:signal=KILL:when=1"),
        );
        let words = [
            "strace", "-D", "-f", "-qq", "-o", "notes", "-e", &trace, "-e", &inject,
        ];
        let words = words.into_iter().chain(["-P", path]);
        clinic.start_through(words.map(str::to_owned).collect());
        clinic.start_hastily_with(&[watching()]);
        let _killed = clinic.controller().ended();
        clinic.start_through(Vec::new());
        waiting += 3;
        start(&mut clinic);
        let mut watch = clinic.watch();
        watch.until(|look| look["waiting"].as_u64().unwrap() >= waiting as u64);
        let there = [format!("done/{name}"), format!("done/at-{n}-2.csv")];
        if !there
            .iter()
            .any(|file| fs::metadata(at(&clinic, file)).is_ok_and(|m| m.len() > 0))
        {
            through(&mut clinic, &[&name]);
        }
        assert_eq!(clinic.json("status")["waiting"], waiting, "{call} {path}");
    }
}
