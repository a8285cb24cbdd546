//! The README's first command, without its live view: what it prints for machines, and what it says of a bad day.

use madoguchi_tests::programs::{Answer, command};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const FIVE: &str = "time,number,class,needs,prefers\n\
    8:30,1,,,\n8:30:05,２,priority,,seated\n8:30:10,,urgent,,\n8:31,K-4,,standing,\n8:31:30,5,normal,seated,\n";

fn demo(words: &str) -> Answer {
    Answer::of(
        command("madoguchi")
            .arg("demo")
            .args(words.split_whitespace()),
    )
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// What holds for every morning.
fn is_sound(day: &Value, patients: u64) {
    assert_eq!(day["patients"], patients);
    let outcomes = day["outcomes"].as_object().unwrap().values();
    assert_eq!(
        outcomes.map(|count| count.as_u64().unwrap()).sum::<u64>(),
        patients,
        "{day}"
    );
    assert_eq!(
        (&day["lost"], &day["double_counted"]),
        (&0.into(), &0.into())
    );
    for waits in ["wait_s", "separate_lines_wait_s"] {
        let [mean, p50, p95, max] =
            ["mean", "p50", "p95", "max"].map(|name| number(&day[waits][name]));
        assert!(
            0.0 <= p50 && p50 <= p95 && p95 <= max && mean <= max,
            "{day}"
        );
    }
    let (p50, p99) = (
        number(&day["dispatch_ms"]["p50"]),
        number(&day["dispatch_ms"]["p99"]),
    );
    assert!(0.0 < p50 && p50 <= p99, "{day}");
}

#[test]
fn the_morning_for_machines_is_one_object_whose_numbers_add_up() {
    let answer = demo("--headless --json --patients 30 --speed 600 --seed 7").done();
    let day = answer.json();
    is_sound(&day, 30);
    assert_eq!((&day["seed"], &day["serving_peak"]), (&7.into(), &4.into()));
    let units = day["units"].as_array().unwrap();
    let admission = |port: &str| {
        let unit = units.iter().find(|unit| unit["port"] == port).unwrap();
        unit["admission"].as_str().unwrap()
    };
    assert_eq!(units.len(), 6);
    assert_eq!(admission("1-5.1"), "refused:behind-hub");
    assert!(
        units
            .iter()
            .any(|unit| unit["admission"] == "refused:fleet-full"),
        "{day}"
    );
    assert!(
        units
            .iter()
            .any(|unit| unit["admission"] == "seat:included"),
        "{day}"
    );
    let additional = units.iter().filter(|unit| {
        let admission = unit["admission"].as_str().unwrap();
        admission.starts_with("seat:additional:DEMO-ADDITIONAL-")
    });
    assert_eq!(additional.count(), 3, "{day}");
    for unit in units {
        let refused = unit["admission"].as_str().unwrap().starts_with("refused:");
        assert!(unit["serial"].is_string());
        assert!(!refused || unit["sessions"] == 0, "{unit}");
    }
    let sessions: u64 = units
        .iter()
        .map(|unit| unit["sessions"].as_u64().unwrap())
        .sum();
    assert!(sessions > 0);
}

#[test]
fn a_real_day_is_played_as_it_stands_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.csv");
    fs::write(&file, FIVE).unwrap();
    let answer = demo(&format!(
        "--headless --json --speed 120 --receptions {}",
        file.display()
    ))
    .done();
    is_sound(&answer.json(), 5);
}

#[test]
fn bad_lines_of_a_day_are_named_with_number_and_reason_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.csv");
    fs::write(
        &file,
        format!("{FIVE}25:00,6,,,\n9:00,1,,,\n9:01,8,fast,,\n9:02,9,,,,,7\n"),
    )
    .unwrap();
    let words = format!("--headless --receptions {}", file.display());
    for (lang, line) in [("en", "Line "), ("ja", " 行目")] {
        let said = demo(&format!("{words} --lang {lang}")).refused();
        let lines: Vec<_> = said.lines().collect();
        assert_eq!(lines.len(), 4, "{said}");
        for (said, number) in lines.iter().zip([7, 8, 9, 10]) {
            assert!(
                said.contains(line) && said.contains(&number.to_string()),
                "{said}"
            );
        }
    }
    // What the desk would refuse in the middle of the morning is told before it, with its line.
    fs::write(
        &file,
        format!("{FIVE}9:00,6,,seated standing,\n9:01,7,,unit:窓口1,リーダー:窓口2\n9:02,8,,,unit:窓口9\n9:03,9,,unit:窓口1,\n"),
    )
    .unwrap();
    let said = demo(&format!("{words} --lang ja")).refused();
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    for (said, words) in lines.iter().zip([
        ["7 行目", "両方に合うリーダー"],
        ["8 行目", "両方に合うリーダー"],
        ["9 行目", "「窓口9」"],
    ]) {
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
    let missing = demo("--receptions nowhere.csv --lang en").refused();
    assert!(missing.contains("nowhere.csv"), "{missing}");
    let _ = demo("--speed 0").wrong_use();
}

#[test]
fn the_summary_for_people_speaks_their_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.csv");
    fs::write(&file, FIVE).unwrap();
    let words = format!("--headless --speed 120 --receptions {}", file.display());
    let page = demo(&format!("{words} --lang ja")).done().out;
    assert!(
        page.contains("ハブ経由") && page.contains("基本の枠"),
        "{page}"
    );
    assert!(
        !page.contains("refused:") && !page.contains("seat:"),
        "{page}"
    );
}

#[test]
fn a_patient_whose_need_no_reader_meets_waits_and_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.csv");
    fs::write(
        &file,
        format!("{FIVE}9:00,7,,wheelchair,\n9:01,8,,unit:CR-2024-0005,\n"),
    )
    .unwrap();
    let words = format!("--headless --speed 600 --receptions {}", file.display());
    let day = demo(&format!("{words} --json")).done().json();
    is_sound(&day, 7);
    assert_eq!(day["outcomes"]["open"], 2, "{day}");
    let waiting = day["waiting"].as_array().unwrap();
    let why = |n: usize| {
        (
            &waiting[n]["number"],
            waiting[n]["why"]["en"].as_str().unwrap(),
        )
    };
    assert_eq!(
        (waiting.len(), why(0).0, why(1).0),
        (2, &"7".into(), &"8".into())
    );
    assert!(why(0).1.contains("wheelchair"), "{day}");
    assert!(why(1).1.contains("CR-2024-0005"), "{day}");
    let page = demo(&format!("{words} --lang ja")).done().out;
    assert!(
        page.contains("番号 7 は待っています") && page.contains("wheelchair"),
        "{page}"
    );
}

#[test]
fn the_same_seed_gives_the_same_patients_with_the_same_endings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("day.csv");
    let mut patients = "time,number,class,needs,prefers\n".to_owned();
    for patient in 0..12 {
        let class = ["", "priority", "urgent"][patient % 3];
        patients += &format!("8:{:02},,{class},,\n", 30 + patient / 2);
    }
    fs::write(&file, patients).unwrap();
    // Slow enough that a busy PC misses no deadline of the clinic's.
    let words = format!("--speed 60 --seed 11 --receptions {}", file.display());
    let days = [1, 2].map(|_| {
        let mut day = demo(&format!("--headless --json {words}")).done().json();
        // How long something took is real time's, and a reader that is free a moment earlier takes the next one.
        for measured in [
            "wait_s",
            "separate_lines_wait_s",
            "dispatch_ms",
            "serving_peak",
            "units",
        ] {
            day[measured] = Value::Null;
        }
        day
    });
    assert_eq!(days[0], days[1]);
}

#[cfg(unix)]
#[test]
fn a_morning_that_is_stopped_ends_with_its_figures_so_far() {
    let mut demo = command("madoguchi");
    demo.args(["demo", "--json", "--speed", "120", "--seed", "3"]);
    let mut demo = demo
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first picture of the board comes when reception works.
    let board = BufReader::new(demo.stderr.take().unwrap());
    let mut lines = board.lines();
    assert!(lines.any(|line| line.unwrap().contains("120")));
    let process = demo.id().to_string();
    let asked = Command::new("kill").args(["-INT", &process]).status();
    assert!(asked.unwrap().success());
    let rest = std::thread::spawn(move || lines.count());
    let ended = demo.wait_with_output().unwrap();
    rest.join().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let day: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(day["interrupted"], true, "{day}");
    assert_eq!(
        (&day["lost"], &day["dispatch_ms"]),
        (&Value::Null, &Value::Null)
    );
    assert!(day["patients"].as_u64().unwrap() < 300, "{day}");
}
