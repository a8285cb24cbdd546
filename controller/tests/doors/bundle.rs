//! The bundle for support: what is in it, and what is not. Marked values are planted wherever a clinic has something that must not leave.

use super::console::free;
use crate::support::clinic::{Clinic, add, id, ticket};
use crate::support::log::{events, listen, logged};
use crate::support::soon;
use madoguchi_bundle::{Cause, Opened, open};
use madoguchi_controller::config::{Console, Folder};
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_controller::serve::Keep;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::{Number, PersonName, Serial};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::unit::{Edition, Ground, PauseReason};
use madoguchi_proto::v1;
use madoguchi_proto::v1::bundle_response::Part;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::people_client::PeopleClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tonic::Status;

/// In everything that a person or an engine wrote here, and in each ticket's number.
const MARKS: [&str; 6] = ["極秘", "QX77", "himitsu", "Himitsu", DIGITS, HYPHENED];
/// Numbers of a form that other numbers have, too; nothing else of the clinic is so.
const DIGITS: &str = "90417731";
const HYPHENED: &str = "90-41-77";
const PASSWORD: &str = "himitsu no aikotoba 7731";

async fn bundle(clinic: &Clinic, serial: &str, days: u32) -> Result<(Vec<String>, Opened), Status> {
    let mut support = SupportClient::new(clinic.wire().await);
    let request = v1::BundleRequest {
        serial: serial.into(),
        days,
    };
    let mut parts = soon(support.bundle(request)).await?.into_inner();
    let (mut steps, mut file) = (Vec::new(), Vec::new());
    while let Some(response) = soon(parts.message()).await? {
        match response.part.unwrap() {
            Part::Step(step) => steps.push(step.entry),
            Part::Content(bytes) => file.extend_from_slice(&bytes),
        }
    }
    Ok((steps, open(file).unwrap()))
}

fn entries(opened: &Opened) -> BTreeMap<String, String> {
    let entries = opened.entries().unwrap().into_iter();
    entries
        .map(|(entry, content)| (entry.to_string(), String::from_utf8(content).unwrap()))
        .collect()
}

/// A clinic with a person, a reader that fails, a call, a session, and somebody who waits.
pub(crate) async fn busy(keep: Keep) -> Clinic {
    let set = |field: &str, value: &str| v1::Setting {
        field: field.into(),
        value: value.into(),
    };
    let clinic = Clinic::made_of(|parts| {
        parts.keep = keep;
        parts.console = Console::at(free());
        parts.told = vec![
            set("rules.call_s", "90"),
            set("folder.path", "\"/home/himitsu/in\""),
            set("support.name", "\"極秘の会社\""),
            set("support.telephone", "\"himitsu-0120\""),
            set("licensing.test_root", "\"/home/himitsu/root.pub\""),
            set("console.lan.hosts", "[\"himitsu.example\"]"),
            set("console.board_key", "\"himitsu-key\""),
        ];
        // Receptions of another system, in a folder and a file that are named after somebody.
        #[cfg(unix)]
        crate::reception::make(&parts.data_dir);
        let folder = parts.data_dir.with_file_name("himitsu-in");
        fs::create_dir(&folder).unwrap();
        let content = "time;number;needs\n10:00;QX7799;tag:himitsu-csv\n";
        fs::write(folder.join("himitsu.csv"), content).unwrap();
        parts.folder = Some(Folder {
            every_s: 1,
            ..Folder::at(folder)
        });
    })
    .await;
    let wire = clinic.wire().await;
    let mut desk = FrontDeskClient::new(wire.clone());
    let mut people = PeopleClient::new(wire.clone());
    let person = v1::AddPersonRequest {
        request_id: id(1),
        name: "Himitsu Taro".into(),
        role: v1::Role::Support.into(),
        password: PASSWORD.into(),
        second_factor: None,
    };
    let _ = soon(people.add_person(person)).await.unwrap();
    let one = clinic.enroll(1, "CR-1", Edition::Single).await;
    let mut units = UnitsClient::new(wire.clone());
    let change = v1::ChangeUnitRequest {
        request_id: id(2),
        serial: "CR-1".into(),
        name: "極秘窓口".into(),
        tags: vec!["doctor:himitsu".into()],
        change_tags: true,
        ..v1::ChangeUnitRequest::default()
    };
    let _ = soon(units.change_unit(change)).await.unwrap();
    let note = v1::NoteUnitRequest {
        request_id: id(3),
        serial: "CR-1".into(),
        cable: "極秘ケーブル".into(),
    };
    let _ = soon(units.note_unit(note)).await.unwrap();
    let reader = clinic.plug(1, one).await;
    // One is served, one fails with what an engine should not say, one is called, and one waits.
    for number in ["QX7731", "QX7732", "QX7733"] {
        let _ = soon(desk.add_ticket(add(number.as_bytes().repeat(3)[..16].to_vec(), number)))
            .await
            .unwrap();
    }
    let face = Kind::Verified(Method::Face);
    clinic.card(&reader, 1, Some("QX7731")).await;
    clinic.ends(&reader, 1, Some("QX7731"), face).await;
    clinic.card(&reader, 2, Some("QX7732")).await;
    let code = "患者 極秘花子".to_owned();
    clinic
        .ends(&reader, 2, Some("QX7732"), Kind::UnitFailed { code })
        .await;
    for number in ["QX7734", "QX7735", DIGITS, HYPHENED] {
        let waits = ticket(number, &["doctor:himitsu-two"]);
        let _ = soon(desk.add_ticket(waits)).await.unwrap();
    }
    by_people(&clinic).await;
    taken_from_the_folder(&clinic).await;
    let pause = v1::PauseUnitRequest {
        request_id: id(5),
        serial: "CR-1".into(),
        now: false,
        reason: "極秘の理由".into(),
    };
    let _ = soon(units.pause_unit(pause)).await.unwrap();
    clinic
}

/// Waits until the patient of the watched folder is in the queue.
async fn taken_from_the_folder(clinic: &Clinic) {
    let mut published = clinic.running.handle.published();
    let number = Number::parse("QX7799").unwrap();
    loop {
        published.mark_unchanged();
        let wanted = number.clone();
        let there = clinic
            .running
            .handle
            .ask(move |fleet| fleet.tickets().any(|ticket| ticket.number == wanted));
        if soon(there).await.unwrap() {
            return;
        }
        soon(published.changed()).await.unwrap();
    }
}

/// What a person does who logged in, and one whom the operating system names.
async fn by_people(clinic: &Clinic) {
    let name = |name: &str| PersonName::parse(name).unwrap();
    for (actor, number) in [
        (Actor::Person(name("Himitsu Taro")), "QX7734"),
        (Actor::User(name("himitsu")), "QX7735"),
    ] {
        let number = Number::parse(number).unwrap();
        let act = Act {
            actor,
            ..Act::staff(clinic.request(), Command::ParkTicket { number })
        };
        let _ = soon(clinic.running.handle.act(act)).await.unwrap();
    }
    // A program of reception's, which says by whose name it runs.
    let number = Number::parse("QX7735").unwrap();
    for command in [
        Command::UnparkTicket {
            number: number.clone(),
        },
        Command::ParkTicket { number },
    ] {
        let act = Act {
            actor: Actor::Reception(Some(name("himitsu"))),
            ..Act::staff(clinic.request(), command)
        };
        let _ = soon(clinic.running.handle.act(act)).await.unwrap();
    }
    let file = "/home/himitsu/控え.age".to_owned();
    clinic.act(Command::NoteBackup { file }).await;
    // Somebody tries that person's password, and others names that nobody has.
    for name in [Some(name("Himitsu Taro")), None] {
        let failed = Command::NoteFailedLogins { name, count: 5 };
        let act = Act {
            actor: Actor::Fleet,
            ..Act::staff(clinic.request(), failed)
        };
        let _ = soon(clinic.running.handle.act(act)).await.unwrap();
    }
}

/// The lines of all keys and tokens in the data folder.
fn secrets(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(secrets(&path));
        } else if let Ok(text) = fs::read_to_string(&path) {
            let lines = text.lines().map(str::trim);
            let long = lines.filter(|line| line.len() >= 24 && !line.starts_with("-----"));
            found.extend(long.map(str::to_owned));
        }
    }
    found
}

#[tokio::test]
async fn a_bundle_has_everything_that_support_asks_for_and_no_patient_and_no_secret() {
    let clinic = busy(Keep::Sled).await;
    let (steps, opened) = bundle(&clinic, "", 0).await.unwrap();
    assert_eq!(steps.first().map(String::as_str), Some("doctor.json"));
    assert_eq!(steps.last().map(String::as_str), Some("summary.html"));
    assert_eq!(opened.installation, clinic.papers.identity.installation().0);
    assert_eq!(
        (opened.manifest.days, opened.manifest.unit.as_deref()),
        (14, None)
    );
    let entries = entries(&opened);
    for name in [
        "audit.jsonl",
        "configuration.json",
        "doctor.json",
        "faults.jsonl",
        "sheets.json",
        "status.json",
        "summary.html",
        "summary.json",
        "triage.json",
        "versions.json",
    ] {
        assert!(entries.contains_key(name), "{name}");
    }
    let left: Vec<_> = opened
        .manifest
        .left_out
        .iter()
        .map(|left| (&*left.name, left.cause))
        .collect();
    assert_eq!(
        left,
        [
            ("logs/controller.log", Cause::NotKept),
            ("logs/reader-CR-1.log", Cause::ReaderAway)
        ]
    );

    let code = support_code(&clinic).await;
    for (name, content) in entries
        .iter()
        .chain([(&"the support code".to_owned(), &code)])
    {
        has_no_secret(&clinic, name, content);
    }
    let shown = format!("{:?} {:?}", opened.manifest, opened.summary);
    assert!(MARKS.iter().all(|mark| !shown.contains(mark)), "{shown}");

    // What is there in their place.
    let status: Value = serde_json::from_str(&entries["status.json"]).unwrap();
    let waiting = status["tickets"].as_array().unwrap();
    let parked = waiting[0]["ticket"].as_str().unwrap();
    assert!(parked.starts_with("ticket-"), "{parked}");
    let acts: Vec<Value> = entries["audit.jsonl"]
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        acts.iter().any(|act| act["about"] == parked),
        "one ticket has one name in a bundle"
    );
    assert_eq!(
        (&acts[0]["act"], acts[0]["sequence"].as_u64()),
        (&"support-bundle".into(), Some(opened.manifest.audit))
    );
    let by = |who: &str, act: &str| {
        acts.iter()
            .any(|one| one["who"] == who && one["act"] == act)
    };
    assert!(
        by("support", "ticket-park") && by("staff", "ticket-park"),
        "{acts:?}"
    );
    assert!(status["units"][0]["why"]["name"].is_string(), "{status}");
    let summary = opened.summary.unwrap();
    assert_eq!(summary.clocks_agree, Some(true));
    let today = summary.days.last().unwrap();
    assert_eq!(summary.days.len(), 14);
    assert_eq!(today.outcomes.get("verified_face"), Some(&1), "{today:?}");
    let settings = &entries["configuration.json"];
    assert!(
        settings.contains("90") && settings.contains("folder.path"),
        "{settings}"
    );
    let page = &entries["summary.html"];
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    assert!(page.contains("<svg") && page.contains("CR-1") && page.contains("入っていないもの"));
    assert!(
        !page.contains("<script") && !page.contains("http:") && !page.contains("https:"),
        "{page}"
    );
}

/// RULES X6: what Windows' log of events would get is captured where it is handed over.
#[tokio::test]
async fn the_systems_log_of_events_has_no_patient_no_secret_and_nothing_that_somebody_wrote() {
    listen();
    let clinic = busy(Keep::Sled).await;
    // A second reader, whose counter has a name, has no seat, which is what the log is for.
    let two = clinic.enroll(2, "CR-2", Edition::Single).await;
    let change = v1::ChangeUnitRequest {
        request_id: id(6),
        serial: "CR-2".into(),
        name: "極秘窓口 QX77".into(),
        ..v1::ChangeUnitRequest::default()
    };
    let mut units = UnitsClient::new(clinic.wire().await);
    let _ = soon(units.change_unit(change)).await.unwrap();
    let _ = clinic.plug(2, two).await;
    let target = madoguchi_controller::event_log::TARGET;
    let refused = logged(&[target, "CR-2"]).await;
    assert!(refused.contains("MDG-05"), "{refused}");
    let secrets = secrets(&clinic.papers.folder.path().join("data"));
    assert!(secrets.len() > 5, "{}", secrets.len());
    let entries = events();
    assert!(!entries.is_empty());
    for entry in &entries {
        let planted = MARKS.iter().copied().chain([PASSWORD]);
        for mark in planted.chain(secrets.iter().map(String::as_str)) {
            assert!(!entry.contains(mark), "{mark} is in {entry}");
        }
    }
    // Japanese and English, below each other.
    assert!(entries.iter().all(|entry| entry.lines().count() >= 3));
}

/// Whatever is planted in the clinic's records is not in what leaves it, and no line of a key or token.
pub(crate) fn has_no_secret(clinic: &Clinic, name: &str, content: &str) {
    let secrets = all_secrets(clinic);
    assert!(
        secrets.len() > 5,
        "keys and tokens are there to be found: {}",
        secrets.len()
    );
    for mark in MARKS {
        assert!(!content.contains(mark), "{mark} is in {name}: {content}");
    }
    assert!(!content.contains(PASSWORD), "{name}");
    let public = clinic.papers.identity.installation().to_string();
    for secret in secrets.iter().filter(|secret| **secret != public) {
        assert!(
            !content.contains(secret.as_str()),
            "{name} has a line of a key: {secret}"
        );
    }
}

/// The lines of all keys and tokens, reception's among them.
fn all_secrets(clinic: &Clinic) -> Vec<String> {
    let folder = clinic.papers.folder.path().join("data");
    let mut secrets = secrets(&folder);
    #[cfg(unix)]
    {
        let of_reception = crate::reception::folder(clinic).join("reception.token");
        secrets.push(fs::read_to_string(of_reception).unwrap().trim().to_owned());
    }
    secrets
}

/// The support code, as it is read out and as whoever decodes it sees it, in small letters, too: it has capitals alone.
async fn support_code(clinic: &Clinic) -> String {
    let mut support = SupportClient::new(clinic.wire().await);
    let asked = v1::GetSupportCodeRequest::default();
    let told = soon(support.get_support_code(asked)).await.unwrap();
    let told = told.into_inner();
    let read = madoguchi_code::read(told.typed.as_bytes()).unwrap();
    let shown = format!("{} {} {read:?}", told.typed, told.parts.join(" "));
    format!("{shown} {}", shown.to_lowercase())
}

#[tokio::test]
async fn two_bundles_name_a_ticket_differently_and_one_of_a_reader_has_that_reader_alone() {
    let clinic = busy(Keep::Memory).await;
    let two = clinic.enroll(2, "CR-2", Edition::Single).await;
    let _ = clinic.plug(2, two).await;
    let (_, all) = bundle(&clinic, "", 3).await.unwrap();
    let (_, one) = bundle(&clinic, "CR-2", 3).await.unwrap();
    let name = |opened: &Opened| {
        let status: Value = serde_json::from_str(&entries(opened)["status.json"]).unwrap();
        status["tickets"][0]["ticket"].as_str().unwrap().to_owned()
    };
    assert_ne!(name(&all), name(&one));
    assert_eq!(one.manifest.unit.as_deref(), Some("CR-2"));
    let of_one = entries(&one);
    for name in [
        "triage.json",
        "sheets.json",
        "versions.json",
        "faults.jsonl",
    ] {
        assert!(!of_one[name].contains("CR-1"), "{name}: {}", of_one[name]);
    }
    assert!(of_one["triage.json"].contains("CR-2"));
    let of_readers = of_one["audit.jsonl"]
        .lines()
        .filter(|line| line.contains("\"act\":\"unit-"));
    assert!(
        of_readers.clone().count() > 0 && of_readers.clone().all(|line| !line.contains("CR-1"))
    );
}

/// A reader that left the fleet is not away: nobody waits for it.
#[tokio::test]
async fn a_reader_that_left_the_fleet_is_in_a_bundle_only_where_somebody_asks_for_it() {
    let clinic = Clinic::open().await;
    for (n, serial) in [(1, "CR-1"), (2, "CR-2"), (3, "CR-3"), (4, "CR-4")] {
        let _ = clinic.enroll(n, serial, Edition::Single).await;
    }
    let serial = |serial: &str| Serial::parse(serial).unwrap();
    let retire = Command::RetireUnit {
        serial: serial("CR-2"),
    };
    clinic.act(retire).await;
    let replace = Command::ReplaceUnit {
        old: serial("CR-3"),
        new: serial("CR-4"),
        ground: Some(Ground::Override(PauseReason::parse("stolen").unwrap())),
    };
    clinic.act(replace).await;
    let logs = |opened: &Opened| -> Vec<String> {
        let left = opened.manifest.left_out.iter();
        let left = left.filter(|left| left.cause == Cause::ReaderAway);
        left.map(|left| left.name.clone()).collect()
    };
    let (_, all) = bundle(&clinic, "", 3).await.unwrap();
    assert_eq!(logs(&all), ["logs/reader-CR-1.log", "logs/reader-CR-4.log"]);
    let sheets = &entries(&all)["sheets.json"];
    assert!(
        sheets.contains("CR-1") && !sheets.contains("CR-2") && !sheets.contains("\"CR-3\""),
        "{sheets}"
    );
    let (_, one) = bundle(&clinic, "CR-2", 3).await.unwrap();
    assert_eq!(logs(&one), ["logs/reader-CR-2.log"]);
}

#[tokio::test]
async fn what_cannot_be_a_bundle_is_refused_by_name_before_anything_is_made() {
    let clinic = Clinic::open().await;
    let refused = async |serial: &str, days| {
        let status = bundle(&clinic, serial, days).await.unwrap_err();
        said(&status).unwrap().code
    };
    assert_eq!(refused("", 401).await, "input-days");
    assert_eq!(refused("CR-9", 14).await, "no-such-unit");
    let asked = clinic
        .running
        .handle
        .ask(|fleet| fleet.audit_head().map(|head| head.sequence));
    assert_eq!(
        soon(asked).await.unwrap(),
        None,
        "nothing stands in the record"
    );
    assert!(Serial::parse("CR-9").is_some());
}
