//! Readers' logs, read over their streams (RULES G7, G8): a real gateway, and readers that behave, that are slow, that go, and that attack.

use crate::support::clinic::{Clinic, add, id};
use crate::support::soon;
use crate::support::wire::{Reader, hello};
use madoguchi_bundle::{Cause, Opened, open};
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::audit_client::AuditClient;
use madoguchi_proto::v1::fetch_log_response::Part;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::support_client::SupportClient;
use std::collections::BTreeMap;
use tokio::task::JoinHandle;
use tonic::Status;

const PART: usize = 32 * 1024;

/// What came of a fetch.
#[derive(Debug, Default)]
struct Came {
    text: String,
    missing: Option<String>,
    progress: Vec<v1::ReaderLogProgress>,
}

/// Fetches the log of a reader meanwhile.
async fn fetching(clinic: &Clinic, serial: &str) -> JoinHandle<Result<Came, Status>> {
    let mut support = SupportClient::new(clinic.wire().await);
    let request = v1::FetchLogRequest {
        serial: serial.to_owned(),
        days: 3,
    };
    tokio::spawn(async move {
        let mut parts = support.fetch_log(request).await?.into_inner();
        let (mut came, mut text) = (Came::default(), Vec::new());
        while let Some(response) = parts.message().await? {
            match response.part.unwrap() {
                Part::Progress(progress) => came.progress.push(progress),
                Part::Content(bytes) => text.extend(bytes),
                Part::Missing(why) => came.missing = Some(why.code),
            }
        }
        came.text = String::from_utf8(text).unwrap();
        Ok(came)
    })
}

async fn end(fetching: JoinHandle<Result<Came, Status>>) -> Result<Came, Status> {
    soon(fetching).await.unwrap()
}

async fn refused(fetching: JoinHandle<Result<Came, Status>>) -> String {
    said(&end(fetching).await.unwrap_err()).unwrap().code
}

/// A reader that says that it sends its log.
async fn reader(clinic: &Clinic, serial: &str, port: &str) -> Reader {
    let unit = clinic.unit(serial).await;
    let sends = v1::Hello {
        sends_log: true,
        ..hello(serial, port)
    };
    let mut reader = clinic.attach(&unit, Up::Hello(sends)).await;
    while !matches!(reader.next().await, Some(Down::Admission(_))) {}
    reader
}

/// The next part that the reader is asked for.
async fn asked(reader: &mut Reader) -> v1::SendLog {
    loop {
        if let Down::SendLog(asked) = reader.next().await.expect("a wish for the log") {
            return asked;
        }
    }
}

async fn send(reader: &Reader, part: v1::LogPart) {
    let frame = Some(Up::LogPart(part));
    let sent = reader.up.send(v1::AttachRequest { frame });
    sent.await.unwrap();
}

/// The part of a log of one day that is asked for, of this size at most.
fn part(log: &[u8], asked: &v1::SendLog, most: usize) -> v1::LogPart {
    let end = asked
        .before
        .map_or(log.len(), |place| usize::try_from(place.byte).unwrap());
    let start = end.saturating_sub(most.min(usize::try_from(asked.most_bytes).unwrap()));
    let byte = u64::try_from(start).unwrap();
    v1::LogPart {
        request: asked.request,
        content: log[start..end].to_vec(),
        from: (start > 0).then_some(v1::LogPlace { day: 20_787, byte }),
        older_bytes: byte,
        unreadable: false,
    }
}

/// A reader that answers as long as it is asked, in parts of this size.
fn answering(mut reader: Reader, log: Vec<u8>, most: usize) -> JoinHandle<()> {
    tokio::spawn(async move {
        while let Ok(Some(frame)) = reader.down.message().await {
            if let Some(Down::SendLog(asked)) = frame.frame {
                send(&reader, part(&log, &asked, most)).await;
            }
        }
    })
}

#[tokio::test]
async fn a_log_is_fetched_and_a_patient_is_served_at_that_reader_meanwhile() {
    let clinic = Clinic::open().await;
    let mut reader = reader(&clinic, "CR-1", "1-1").await;
    let fetch = fetching(&clinic, "CR-1").await;
    let first = asked(&mut reader).await;
    assert_eq!((first.days, first.before), (3, None));
    // The reader has not answered yet: a call and an outcome come and go all the same.
    clinic.serves(&mut reader).await;
    let log = b"one\ntwo \x1b[31m\xff three\n";
    send(&reader, part(log, &first, 9)).await;
    let next = asked(&mut reader).await;
    clinic.serves(&mut reader).await;
    send(&reader, part(log, &next, PART)).await;
    let came = end(fetch).await.unwrap();
    assert_eq!(came.text, "one\ntwo [31m\u{fffd} three\n");
    assert_eq!(came.missing, None);
    let newest = came.progress.last().unwrap();
    assert_eq!(
        (&*newest.serial, newest.reader, newest.readers),
        ("CR-1", 1, 1)
    );
    assert_eq!((newest.bytes, newest.of_bytes), (21, 21));

    let mut audit = AuditClient::new(clinic.wire().await);
    let acts = soon(audit.list_audit(v1::ListAuditRequest::default()))
        .await
        .unwrap();
    let acts = format!("{:?}", acts.into_inner());
    assert!(
        acts.contains("support-log") && acts.contains("CR-1"),
        "{acts}"
    );
}

#[tokio::test]
async fn parts_that_were_asked_for_count_as_no_frames_and_the_newest_2_mb_are_there() {
    let clinic = Clinic::open().await;
    let line = "2026-11-30T00:00:00Z  INFO agent: a line like all others\n";
    let small = answering(
        reader(&clinic, "CR-1", "1-1").await,
        line.repeat(40).into(),
        7,
    );
    let came = end(fetching(&clinic, "CR-1").await).await.unwrap();
    assert_eq!(came.text, line.repeat(40));
    let log = [b"cut off", line.repeat(50_000).as_bytes()].concat();
    let large = answering(reader(&clinic, "CR-2", "1-2").await, log, PART);
    let came = end(fetching(&clinic, "CR-2").await).await.unwrap();
    assert_eq!(came.missing.as_deref(), Some("reader-log-size"));
    assert!(came.text.len() > (2 << 20) - line.len() && came.text.len() <= 2 << 20);
    assert!(
        came.text.lines().all(|one| one == line.trim_end()),
        "whole lines"
    );
    assert!(
        !small.is_finished() && !large.is_finished(),
        "the readers are still connected"
    );
}

#[tokio::test]
async fn a_reader_that_is_away_or_of_before_or_unknown_is_told_by_name() {
    let clinic = Clinic::open().await;
    let _old = clinic.serving("CR-1").await;
    let _away = clinic.unit("CR-2").await;
    for (serial, code) in [
        ("CR-1", "reader-log-none"),
        ("CR-2", "reader-log-away"),
        ("CR-9", "no-such-unit"),
        ("", "input-serial"),
    ] {
        assert_eq!(
            refused(fetching(&clinic, serial).await).await,
            code,
            "{serial}"
        );
    }
    let mut support = SupportClient::new(clinic.wire().await);
    let request = v1::FetchLogRequest {
        serial: "CR-1".into(),
        days: 401,
    };
    let answer = soon(support.fetch_log(request)).await.unwrap_err();
    assert_eq!(said(&answer).unwrap().code, "input-days");
}

#[tokio::test]
async fn what_came_before_the_cable_was_lost_is_there_and_the_rest_is_said_to_be_missing() {
    let clinic = Clinic::open().await;
    let mut reader = reader(&clinic, "CR-1", "1-1").await;
    let fetch = fetching(&clinic, "CR-1").await;
    let first = asked(&mut reader).await;
    send(&reader, part(b"old\ncut in two\nnewest\n", &first, 12)).await;
    let _ = asked(&mut reader).await;
    drop(reader);
    let came = end(fetch).await.unwrap();
    assert_eq!(
        (&*came.text, came.missing.as_deref()),
        ("newest\n", Some("reader-log-lost"))
    );
    clinic.gone("CR-1").await;
    assert_eq!(
        refused(fetching(&clinic, "CR-1").await).await,
        "reader-log-away"
    );
}

#[tokio::test]
async fn a_reader_that_attacks_with_its_log_is_refused_and_others_are_served() {
    let clinic = Clinic::open().await;
    let mut good = clinic.serving("CR-1").await;

    // Nonsense in place of a part: the fetch ends, the reader stays.
    let mut odd = reader(&clinic, "CR-2", "1-2").await;
    type Answer = fn(u64) -> v1::LogPart;
    let answers: [(Answer, &str); 2] = [
        (
            |request| v1::LogPart {
                request,
                from: Some(v1::LogPlace::default()),
                ..v1::LogPart::default()
            },
            "reader-log-nonsense",
        ),
        (
            |request| v1::LogPart {
                request,
                unreadable: true,
                ..v1::LogPart::default()
            },
            "reader-log-unreadable",
        ),
    ];
    for (answer, code) in answers {
        let fetch = fetching(&clinic, "CR-2").await;
        let asked = asked(&mut odd).await;
        send(&odd, answer(asked.request)).await;
        assert_eq!(refused(fetch).await, code);
    }

    // A part larger than any: the connection ends, and the fetch with it.
    let fetch = fetching(&clinic, "CR-2").await;
    let request = asked(&mut odd).await.request;
    let content = vec![b'x'; PART + 1];
    send(
        &odd,
        v1::LogPart {
            request,
            content,
            ..v1::LogPart::default()
        },
    )
    .await;
    assert_eq!(odd.closed().await.code, "bad-frame");
    assert_eq!(refused(fetch).await, "reader-log-lost");

    // Parts without end that nobody asked for are frames like all others.
    let mut flood = reader(&clinic, "CR-3", "1-3").await;
    let up = flood.up.clone();
    tokio::spawn(async move {
        loop {
            let frame = Some(Up::LogPart(v1::LogPart::default()));
            if up.send(v1::AttachRequest { frame }).await.is_err() {
                return;
            }
        }
    });
    assert_eq!(flood.closed().await.code, "too-many-frames");
    clinic.serves(&mut good).await;
}

async fn bundle(clinic: &Clinic, serial: &str) -> (Vec<v1::BundleStep>, Opened) {
    let mut support = SupportClient::new(clinic.wire().await);
    let request = v1::BundleRequest {
        serial: serial.into(),
        days: 3,
    };
    let mut parts = soon(support.bundle(request)).await.unwrap().into_inner();
    let (mut steps, mut file) = (Vec::new(), Vec::new());
    while let Some(response) = soon(parts.message()).await.unwrap() {
        match response.part.unwrap() {
            v1::bundle_response::Part::Step(step) => steps.push(step),
            v1::bundle_response::Part::Content(bytes) => file.extend_from_slice(&bytes),
        }
    }
    (steps, open(file).unwrap())
}

fn logs(opened: &Opened) -> BTreeMap<String, String> {
    let entries = opened.entries().unwrap().into_iter();
    entries
        .map(|(entry, content)| (entry.to_string(), String::from_utf8(content).unwrap()))
        .filter(|(name, _)| name.starts_with("logs/"))
        .collect()
}

fn left_out(opened: &Opened) -> Vec<(&str, Cause)> {
    let left = opened.manifest.left_out.iter();
    left.map(|left| (&*left.name, left.cause)).collect()
}

#[tokio::test]
async fn a_bundle_has_the_logs_of_readers_that_can_be_reached_and_says_why_of_the_others() {
    let clinic = Clinic::open().await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    // A maker's own program may write down what ours does not: the patient's number, whatever its form.
    let log = "one\nshows number=QX7731 \"QX7731\" qx-77-12 呼出A-77番 5-6 受付番号：９０４１ \"number\" : \"9041\"\nthree\n"
        .as_bytes()
        .to_vec();
    let first = answering(reader(&clinic, "CR-1", "1-1").await, log, 5);
    let _old = clinic
        .attach(&clinic.unit("CR-2").await, Up::Hello(hello("CR-2", "1-2")))
        .await;
    let _away = clinic.unit("CR-3").await;
    let mut odd = reader(&clinic, "CR-4", "1-3").await;
    let odd = tokio::spawn(async move {
        let asked = asked(&mut odd).await;
        send(&odd, part(b"cut\nnewest of CR-4\n", &asked, 18)).await;
        let asked = self::asked(&mut odd).await;
        send(
            &odd,
            v1::LogPart {
                request: asked.request,
                unreadable: true,
                ..v1::LogPart::default()
            },
        )
        .await;
        odd
    });
    for (request, number) in (1..).zip(["QX7731", "QX-77-12", "A-77", "5-6", "9041"]) {
        let _ = soon(desk.add_ticket(add(id(request), number)))
            .await
            .unwrap();
    }
    let (steps, opened) = bundle(&clinic, "").await;
    let logs = logs(&opened);
    let of_first = &logs["logs/reader-CR-1.log"];
    let lines: Vec<_> = of_first.lines().collect();
    assert_eq!(
        (lines[0], lines[2]),
        ("three", "one"),
        "the newest first: {of_first}"
    );
    assert!(lines[1].starts_with("shows number=ticket-"), "{of_first}");
    assert_eq!(of_first.matches("ticket-").count(), 7, "{of_first}");
    let shown = of_first.to_lowercase();
    for number in ["qx", "a-77", "5-6", "9041", "９０４１"] {
        assert!(!shown.contains(number), "{number}: {of_first}");
    }
    assert_eq!(logs["logs/reader-CR-4.log"], "newest of CR-4\n");
    assert_eq!(
        left_out(&opened),
        [
            ("logs/controller.log", Cause::NotKept),
            ("logs/reader-CR-2.log", Cause::ReaderKeepsNone),
            ("logs/reader-CR-3.log", Cause::ReaderAway),
            ("logs/reader-CR-4.log", Cause::ReaderUnreadable),
        ]
    );
    let told = steps.iter().filter_map(|step| step.reader.as_ref());
    assert!(told.clone().count() > 0 && told.clone().all(|told| told.readers == 4));
    assert!(
        steps
            .iter()
            .all(|step| step.reader.is_none() || step.step == 3)
    );

    let (_, one) = bundle(&clinic, "CR-1").await;
    assert_eq!(self::logs(&one).len(), 1, "that reader's alone");
    assert_eq!(left_out(&one), [("logs/controller.log", Cause::NotKept)]);
    drop((first, odd));
}
