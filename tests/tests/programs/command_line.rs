//! Every command of `madoguchi` through the real program, against a controller that runs: what it does and what it
//! refuses, its exit code, what goes to stdout and what to stderr, for machines and in both languages.

mod ledger;
mod ready;
mod refused;
mod restart;

use madoguchi_tests::programs::{Clinic, Terminal};
use serde_json::Value;

/// Patients who take minutes on their way: a call stands until somebody does something about it.
const SLOW: (&str, &str) = ("speed = 20", "speed = 0.01");

fn running() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic
}

/// A clinic with two readers that may serve, whose patients are slow.
fn with_readers() -> Clinic {
    let mut clinic = running();
    clinic.additional_license(1, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    let mut watch = clinic.watch();
    for n in [1, 2] {
        clinic.enroll(n);
        clinic.start_agent_with(n, &[SLOW]);
    }
    watch.until(|look| (0..2).all(|n| look["units"][n]["serves"] == true));
    clinic
}

fn state(ticket: &Value) -> &str {
    ticket["state"].as_str().unwrap()
}

fn numbers(list: &Value) -> Vec<&str> {
    let tickets = list["tickets"].as_array().unwrap().iter();
    tickets
        .map(|ticket| ticket["number"].as_str().unwrap())
        .collect()
}

#[test]
fn tickets_are_added_listed_parked_and_cancelled() {
    let clinic = running();
    let first = clinic.json("ticket add 12 --class priority --need seated --prefer language:en");
    assert_eq!((state(&first), &first["number"]), ("waiting", &"12".into()));
    assert_eq!(first["class"], "priority");
    assert_eq!(
        (&first["needs"][0], &first["prefers"][0]),
        (&"seated".into(), &"language:en".into())
    );
    assert_eq!(first["why"]["code"], "no-unit-serves", "{first}");
    let urgent = clinic.json("ticket add --class urgent");
    let number = urgent["number"].as_str().unwrap();
    let list = clinic.json("ticket list");
    assert_eq!(numbers(&list), [number, "12"]);

    assert_eq!(state(&clinic.json("ticket park 12")), "parked");
    assert_eq!(state(&clinic.json("ticket unpark 12")), "waiting");
    assert_eq!(state(&clinic.json("ticket cancel 12")), "cancelled");
    assert_eq!(numbers(&clinic.json("ticket list")), [number]);
    assert!(numbers(&clinic.json("ticket list --all")).contains(&"12"));
    let told = clinic.json("ticket show 12");
    let story = told["story"].as_array().unwrap();
    let codes: Vec<_> = story
        .iter()
        .map(|chapter| chapter["text"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        codes,
        ["added", "parked", "unparked", "cancelled"],
        "{told}"
    );
    assert!(story.iter().all(|chapter| chapter["at_ms"].is_i64()));
}

#[test]
fn calls_are_made_moved_and_taken_back_by_hand() {
    let clinic = with_readers();
    let first = clinic.json("ticket add 1");
    assert_eq!(state(&first), "called");
    let unit = first["unit"].as_str().unwrap().to_owned();
    let other = if unit == "CR-2024-0001" {
        "CR-2024-0002"
    } else {
        "CR-2024-0001"
    };
    let moved = clinic.json(&format!("ticket move 1 --unit {other}"));
    assert_eq!(
        (state(&moved), moved["unit"].as_str()),
        ("called", Some(other)),
        "{moved}"
    );
    assert_eq!(moved["attempt"], 2);

    let paused = clinic.json(&format!("unit pause {unit}"));
    assert_eq!(
        (&paused["paused"], &paused["serves"]),
        (&true.into(), &false.into())
    );
    assert_eq!(state(&clinic.json("ticket add 2")), "waiting");
    assert_eq!(
        clinic.json(&format!("unit pause {other} --now --yes"))["ticket"],
        Value::Null
    );
    assert_eq!(state(&clinic.json("ticket show 1")["ticket"]), "waiting");
    let resumed = clinic.json(&format!("unit resume {unit}"));
    assert_eq!(
        (&resumed["paused"], &resumed["ticket"]),
        (&false.into(), &"2".into()),
        "1 is for {other}"
    );
    let _ = clinic.ask(&format!("unit resume {other}")).done();
    assert_eq!(clinic.json("ticket show 1")["ticket"]["unit"], other);
    assert!(clinic.ask(&format!("ticket call 2 --unit {other}")).code == Some(1));

    // A preference waits for what is not there; staff need not.
    let _ = clinic.ask("ticket park 2").done();
    let hopeful = clinic.json("ticket add 3 --prefer language:en --yes");
    assert_eq!(
        (state(&hopeful), &hopeful["why"]["code"]),
        ("waiting", &"prefers".into())
    );
    let mistyped = clinic.ask("ticket add 4 --need seatd").refused();
    assert!(mistyped.contains("\"seatd\"") && mistyped.contains("--yes"));
    let both = clinic
        .ask("ticket add 4 --need seated --need standing --yes")
        .refused();
    assert!(both.contains("both"), "{both}");
    let by_hand = clinic.json("ticket call 3");
    assert_eq!(
        (state(&by_hand), by_hand["unit"].as_str()),
        ("called", Some(unit.as_str()))
    );
    assert_eq!(by_hand["why"]["code"], "called-staff-choice", "{by_hand}");
}

#[test]
fn a_patient_who_did_not_come_is_recalled() {
    let mut clinic = Clinic::new();
    clinic.start_with(&[("[desk]", "[rules]\ncall_s = 10\n[desk]")]);
    clinic.enroll(1);
    clinic.start_agent_with(1, &[SLOW]);
    let mut watch = clinic.watch();
    watch.until(|look| look["units"][0]["serves"] == true);
    assert_eq!(state(&clinic.json("ticket add 5")), "called");
    watch.until(|look| look["tickets"][0]["state"] == "missed");
    assert_eq!(state(&clinic.json("ticket recall 5")), "called");
    assert_eq!(clinic.json("ticket show 5")["ticket"]["attempt"], 2);
}

#[test]
fn several_numbers_are_added_and_one_that_is_refused_holds_nobody_up() {
    let clinic = running();
    let _ = clinic.json("ticket add 13");
    let answer = clinic.ask("--json ticket add 12 １３ A-7 --class 優先");
    assert_eq!(answer.code, Some(1), "{answer:?}");
    let list = answer.json();
    assert_eq!(
        (&list[0]["number"], &list[0]["class"]),
        (&"12".into(), &"priority".into())
    );
    let code = &list[1]["refused"]["code"];
    assert_eq!(
        (&list[1]["number"], code),
        (&"13".into(), &"number-in-use".into())
    );
    assert_eq!(list[2]["number"], "A-7");
    let all = clinic.json("ticket add 21 22");
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let page = clinic.ask("--lang en ticket add 23 22");
    assert_eq!(page.code, Some(1), "{page:?}");
    assert!(
        page.out.contains("23") && page.err.contains("1 of 2"),
        "{page:?}"
    );
}

#[test]
fn a_reader_is_named_by_its_counter_and_gets_another_name() {
    let clinic = with_readers();
    let paused = clinic.json("unit pause 窓口１");
    assert_eq!(paused["serial"], "CR-2024-0001");
    let renamed = clinic.json("unit rename cr-2024-0001 受付A");
    assert_eq!(renamed["counter"]["name"], "受付A");
    let _ = clinic.json("unit resume 受付ａ");
    let seated = clinic.json("unit change 受付A --placement 座位");
    assert_eq!(seated["counter"]["placement"], "seated");
    // Somebody needs what it alone has: that is asked about before it is taken away.
    let _ = clinic.json("unit change 受付A --tag language:pt");
    let _ = clinic.ask("ticket add 30 --need language:pt").done();
    for act in ["change 受付A --no-tags", "retire 受付A"] {
        let asked = clinic.ask(&format!("--lang en unit {act}")).refused();
        assert!(
            asked.contains("no other reader meets that can be used: 1") && asked.contains("--yes"),
            "{asked}"
        );
    }
    let apart = clinic.ask("--lang en ticket add 31 --need unit:受付A --need standing");
    let apart = apart.refused();
    assert!(
        apart.contains("CR-2024-0001") && apart.contains("--yes"),
        "{apart}"
    );
    let plain = clinic.json("unit change 受付A --no-tags --yes");
    assert!(plain["counter"]["tags"].as_array().unwrap().is_empty());
    let shared = clinic.ask("--lang en unit rename 受付A 窓口2").done();
    assert!(shared.err.contains("CR-2024-0002"), "{shared:?}");
    let refused = clinic.ask("--lang en unit pause 窓口2").refused();
    let both = ["CR-2024-0001", "CR-2024-0002"];
    assert!(
        both.iter().all(|serial| refused.contains(serial)),
        "{refused}"
    );
}

#[test]
fn a_cable_is_noted_shown_in_the_list_and_taken_back() {
    let clinic = with_readers();
    // What is typed is split at spaces: a cable that has none.
    let noted = clinic.json("unit note CR-2024-0001 --cable 5m+1.8m");
    assert_eq!(noted["cable"], "5m+1.8m");
    let page = clinic.ask("--lang en unit list").done().out;
    assert!(page.contains("5m+1.8m") && page.contains("Cable"), "{page}");
    let enroll =
        "unit enroll --serial CR-3 --edition single --counter A --cable 3m --out other/reader";
    assert_eq!(clinic.json(enroll)["unit"]["cable"], "3m");
    let gone = clinic.json("unit note CR-2024-0001 --cable=");
    assert!(gone["cable"].is_null(), "{gone}");
    assert_eq!(gone["drops"], 0);
    assert!(
        clinic
            .ask("unit note CR-9 --cable 3m")
            .refused()
            .contains("CR-9")
    );
}

#[test]
fn units_are_enrolled_listed_preferred_and_retired() {
    let clinic = with_readers();
    let enrolled = clinic.json(
        "unit enroll --serial CR-3 --edition multi --counter 相談 --placement seated --tag language:en --out new/reader",
    );
    assert_eq!(
        (&enrolled["serial"], &enrolled["folder"]),
        (&"CR-3".into(), &"new/reader".into())
    );
    for file in ["unit.crt", "unit.key", "ca.crt", "unit.toml"] {
        assert!(
            clinic.path().join("new/reader").join(file).exists(),
            "{file}"
        );
    }
    let about = std::fs::read_to_string(clinic.path().join("new/reader/unit.toml")).unwrap();
    assert!(about.contains("server_key = \""), "{about}");
    let again = "unit enroll --serial CR-4 --edition single --counter A --out new/reader";
    assert!(clinic.ask(again).refused().contains("not empty"));
    let list = clinic.json("unit list");
    let unit = |serial: &str| {
        let units = list["units"].as_array().unwrap();
        units
            .iter()
            .find(|unit| unit["serial"] == serial)
            .unwrap()
            .clone()
    };
    assert_eq!(
        unit("CR-2024-0001")["admission"]
            .as_str()
            .map(|seat| &seat[..5]),
        Some("seat:")
    );
    assert_eq!(unit("CR-2024-0001")["port"], "1-1");
    let absent = unit("CR-3");
    assert_eq!(
        (&absent["attached"], &absent["serves"]),
        (&false.into(), &false.into())
    );
    assert_eq!(absent["counter"]["tags"][0], "language:en");
    assert_eq!(absent["why"]["code"], "absent");

    assert_eq!(clinic.json("unit prefer CR-3")["preferred"], true);
    assert_eq!(clinic.json("unit prefer CR-3 --off")["preferred"], false);
    assert_eq!(clinic.json("unit retire CR-3")["retired"], true);
    assert_eq!(
        clinic.json("unit list")["units"].as_array().unwrap().len(),
        2
    );
    assert_eq!(
        clinic.json("unit list --all")["units"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    for refused in [
        "unit pause CR-3",
        "unit retire CR-9",
        "unit resume CR-9",
        "unit identify CR-3",
        "unit prefer CR-9",
    ] {
        let _ = clinic.ask(refused).refused();
    }
}

#[test]
fn licenses_are_installed_once_and_what_is_none_is_refused() {
    let clinic = running();
    let empty = clinic.json("license list");
    assert_eq!(empty["licenses"].as_array().unwrap().len(), 0);
    assert_eq!(empty["installation"].as_str().unwrap().len(), 64);
    clinic.additional_license(2, "two.license");
    let installed = clinic.json("license install two.license");
    assert_eq!(installed["already_installed"], false);
    assert_eq!(
        (
            &installed["license"]["kind"],
            &installed["license"]["seats"]
        ),
        (&"additional".into(), &2.into())
    );
    assert!(
        installed["seats_after"]["en"]
            .as_str()
            .unwrap()
            .contains("= 3"),
        "{installed}"
    );
    assert_eq!(
        clinic.json("license install two.license")["already_installed"],
        true
    );
    let list = clinic.json("license list");
    assert_eq!(
        (
            list["licenses"].as_array().unwrap().len(),
            &list["licenses"][0]["in_force"]
        ),
        (1, &true.into())
    );

    let no_license = clinic.ask("license install controller.toml").refused();
    assert!(
        no_license.contains("cannot be read as a license"),
        "{no_license}"
    );
    assert!(
        clinic
            .ask("license install nowhere")
            .refused()
            .contains("nowhere")
    );
    // Another vendor's, for the same installation.
    clinic.vendor("key root --out other.key --environment test --unencrypted");
    clinic.vendor(
        "key issuer --root other.key --name Other --out other --kinds additional --seats 3 --licenses 1 --days 1 --unencrypted",
    );
    let installation = empty["installation"].as_str().unwrap();
    clinic.vendor(&format!(
        "issue additional --issuer other --installation {installation} --seats 1 --out other.license"
    ));
    let refused = clinic.ask("license install other.license").refused();
    assert!(refused.contains("issuer"), "{refused}");
}

#[test]
fn a_clock_that_did_not_jump_has_nothing_to_confirm() {
    let clinic = running();
    let said = clinic.ask("time confirm").refused();
    assert!(!said.is_empty());
    let japanese = clinic.ask("time confirm --lang ja").refused();
    assert_ne!(said, japanese, "each language has words of its own");
}

#[test]
fn pages_for_people_are_aligned_and_speak_one_language() {
    let clinic = with_readers();
    for line in [
        "ticket add 1",
        "ticket add 2 --class urgent",
        "ticket add 3",
        "ticket add 4 --need 外国語",
    ] {
        let _ = clinic.ask(line);
    }
    let _ = clinic.ask("ticket add 5 --need language:en --yes").done();
    let _ = clinic.ask("ticket park 3").done();
    let _ = clinic.ask("unit pause CR-2024-0002").done();
    clinic.enroll(3);
    for page in [
        "status",
        "ticket list",
        "ticket list --all",
        "ticket show 1",
        "ticket show 5",
        "ticket walk-ups",
        "ticket walk-ups --all",
        "unit ports",
        "events",
        "unit list",
        "unit list --all",
        "license list",
    ] {
        let japanese = clinic.ask(&format!("{page} --lang ja")).done();
        assert_eq!(japanese.err, "");
        is_aligned(&japanese.out);
        is_japanese(&japanese.out);
        assert!(japanese.out.starts_with("【試験用】"), "{page}");
        let english = clinic.ask(&format!("{page} --lang en")).done();
        is_aligned(&english.out);
        assert_eq!(english.out.matches("[TEST]").count(), 1, "{page}");
        let counters = english.out.replace("窓口", "");
        assert!(!counters.contains(is_wide), "{}", english.out);
        assert!(clinic.json(page).is_object());
    }
}

/// Whether a character takes two columns of a terminal, among those that our pages have.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// The lines of a table all have one width.
fn is_aligned(page: &str) {
    let width = |line: &str| {
        line.chars()
            .map(|c| if is_wide(c) { 2 } else { 1 })
            .sum::<usize>()
    };
    let framed = |line: &&str| line.starts_with(['┌', '│', '╞', '└']);
    let lines: Vec<_> = page.lines().collect();
    for table in lines
        .split(|line| !framed(line))
        .filter(|table| !table.is_empty())
    {
        // Tables that stand below each other have a width each.
        for rows in table.chunk_by(|_, next| !next.starts_with('┌')) {
            assert!(
                rows.iter().all(|row| width(row) == width(rows[0])),
                "{page}"
            );
        }
    }
}

/// No English sentence in it: no two plain words in a row, but for commands in their quotes.
fn is_japanese(page: &str) {
    assert!(page.contains(is_wide), "{page}");
    let plain = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let unquoted: String = page
        .split('「')
        .map(|part| part.split_once('」').map_or(part, |(_, rest)| rest))
        .collect();
    let words: Vec<_> = unquoted.split(' ').collect();
    let english = words
        .windows(2)
        .find(|pair| plain(pair[0]) && plain(pair[1]));
    assert!(english.is_none(), "{english:?} in {page}");
}
