//! Readers that send more than any reader has to send, or take less than they are sent: each is cut off with a
//! reason, the log says so, and the reader beside it goes on serving.

use crate::support::clinic::Clinic;
use crate::support::log::logged;
use crate::support::papers::{Office, Unit, dial};
use crate::support::raw::{DATA, ENHANCE_YOUR_CALM, GOAWAY, REFUSED_STREAM, RST_STREAM, Raw};
use crate::support::soon;
use crate::support::wire::hello;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::Serial;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::attach_response::Frame as Down;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::units_client::UnitsClient;
use prost::Message;

const ATTACH: &str = "/madoguchi.v1.ReaderGateway/Attach";
/// What a stream may be sent before the client asks for more, unless it is about that.
const WINDOW: u32 = 64 * 1024;

/// A unit's connection, by hand.
async fn raw(clinic: &Clinic, unit: &Unit, window: u32) -> Raw {
    let address = clinic.running.gateway_addr.unwrap();
    let dialled = dial(address, clinic.papers.client(Some(unit)));
    Raw::open(soon(dialled).await.unwrap(), window).await
}

fn frame(frame: Up) -> Vec<u8> {
    v1::AttachRequest { frame: Some(frame) }.encode_to_vec()
}

#[tokio::test]
async fn a_frame_that_is_too_large_is_told_back() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-LARGE").await;
    let mut large = hello("CR-LARGE", "1-2");
    large.bundled_license = vec![7; 200 * 1024];
    let mut reader = clinic.attach(&unit, Up::Hello(large)).await;
    let reason = reader.closed().await;
    assert_eq!(reason.code, "bad-frame");
    assert!(reason.en.contains("too large"), "{reason:?}");
    assert!(!reason.ja.is_ascii());
    logged(&["CR-LARGE", "a connection was closed", "too large"]).await;

    // The same in the middle: what was acknowledged stays so.
    let mut reader = clinic
        .attach(&unit, Up::Hello(hello("CR-LARGE", "1-2")))
        .await;
    reader.say(Event::CardRemoved(v1::CardRemoved {})).await;
    let codes = vec!["E".repeat(1_000); 200];
    let state = v1::HealthState::Degraded.into();
    reader.say(Event::Health(v1::Health { state, codes })).await;
    assert_eq!(reader.closed().await.code, "bad-frame");
    clinic.serves(&mut other).await;
}

fn closing_of(message: Vec<u8>) -> Option<v1::Closing> {
    match v1::AttachResponse::decode(&*message).unwrap().frame {
        Some(Down::Closing(closing)) => Some(closing),
        _ => None,
    }
}

#[tokio::test]
async fn bytes_that_are_no_frame_are_told_back() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-NOISE").await;
    for (n, noise) in [frame(Up::Hello(hello("CR-NOISE", "1-2"))), vec![0xff; 100]]
        .iter()
        .enumerate()
    {
        let mut raw = raw(&clinic, &unit, WINDOW).await;
        raw.call(1, ATTACH, &[]).await.unwrap();
        if n == 0 {
            // The first one is a hello, and its second half is missing in the next.
            raw.message(1, noise).await.unwrap();
            raw.message(1, &noise[..noise.len() / 2]).await.unwrap();
        } else {
            raw.message(1, noise).await.unwrap();
        }
        let closing = loop {
            let data = raw.until(DATA).await.expect("a last word");
            if let Some(closing) = Raw::messages(&data).into_iter().find_map(closing_of) {
                break closing;
            }
        };
        assert_eq!(closing.reason.unwrap().code, "bad-frame");
    }
    logged(&["CR-NOISE", "a frame that cannot be read"]).await;
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn a_reader_that_sends_without_end_is_closed_and_coming_back_at_once_helps_nothing() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-FLOOD").await;
    let mut reader = clinic
        .attach(&unit, Up::Hello(hello("CR-FLOOD", "1-2")))
        .await;
    let up = reader.up.clone();
    tokio::spawn(async move {
        for sequence in 1.. {
            let event = Some(Event::CardRemoved(v1::CardRemoved {}));
            let frame = Some(Up::Event(v1::ReaderEvent {
                sequence,
                event,
                clock_ms: 0,
            }));
            if up.send(v1::AttachRequest { frame }).await.is_err() {
                return;
            }
        }
    });
    let reason = reader.closed().await;
    assert_eq!(reason.code, "too-many-frames");
    logged(&["CR-FLOOD", "too many frames"]).await;

    // Streams that are opened without end meet the same account, whatever spool they announce.
    let mut refused = false;
    for _ in 0..200 {
        let mut again = hello("CR-FLOOD", "1-2");
        again.spooled = 1_000;
        let mut reader = clinic.attach(&unit, Up::Hello(again)).await;
        if let Some(Down::Closing(closing)) = reader.next().await {
            assert_eq!(closing.reason.unwrap().code, "too-many-frames");
            assert!(closing.retry, "it may come back, later");
            refused = true;
            break;
        }
        let mut sent = 0;
        while sent < 2_000 {
            sent += 1;
            let event = Some(Event::CardRemoved(v1::CardRemoved {}));
            let sequence = sent;
            let frame = Some(Up::Event(v1::ReaderEvent {
                sequence,
                event,
                clock_ms: 0,
            }));
            if reader.up.send(v1::AttachRequest { frame }).await.is_err() {
                break;
            }
        }
    }
    assert!(refused);
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn a_connection_has_two_streams_and_no_more() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-MANY").await;
    let mut raw = raw(&clinic, &unit, WINDOW).await;
    for stream in [1, 3, 5] {
        raw.call(stream, ATTACH, &[]).await.unwrap();
    }
    let refused = raw.until(RST_STREAM).await.expect("a refusal");
    assert_eq!((refused.stream, refused.error()), (5, REFUSED_STREAM));
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn streams_that_are_opened_and_taken_back_without_end_end_the_connection() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-RESET").await;
    let mut raw = raw(&clinic, &unit, WINDOW).await;
    for n in 0..2_000_u32 {
        let stream = 2 * n + 1;
        let cancel = 8_u32.to_be_bytes();
        let opened = raw.call(stream, ATTACH, &[]).await;
        let taken_back = raw.write(RST_STREAM, 0, stream, &cancel).await;
        if opened.is_err() || taken_back.is_err() {
            break;
        }
    }
    if let Some(last) = raw.until(GOAWAY).await {
        assert_eq!(last.error(), ENHANCE_YOUR_CALM);
    }
    while raw.next().await.is_some() {}
    logged(&["failed serving connection", "excessive load"]).await;
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn headers_without_end_are_refused() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-HEADERS").await;
    let mut raw = raw(&clinic, &unit, WINDOW).await;
    let long = "x".repeat(20 * 1024);
    raw.call(1, ATTACH, &[("x-long", &long)]).await.unwrap();
    raw.message(1, &frame(Up::Hello(hello("CR-HEADERS", "1-2"))))
        .await
        .ok();
    loop {
        match raw.next().await {
            None => break,
            Some(frame) if matches!(frame.kind, RST_STREAM | GOAWAY) => break,
            Some(frame) => assert_ne!(frame.kind, DATA, "it was answered"),
        }
    }
    clinic.gone("CR-HEADERS").await;
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_hung_up_on_and_the_fleet_is_told() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-DEAF").await;
    // Nothing may be sent to it, and it never asks for more.
    let mut raw = raw(&clinic, &unit, 0).await;
    raw.call(1, ATTACH, &[]).await.unwrap();
    let first = v1::Hello {
        identifies: true,
        ..hello("CR-DEAF", "1-2")
    };
    raw.message(1, &frame(Up::Hello(first))).await.unwrap();
    // Staff look for it until its queue is full. What it says itself is acknowledged together, so that fills nothing.
    clinic.attached("CR-DEAF").await;
    let serial = Serial::parse("CR-DEAF").unwrap();
    loop {
        let show = Command::IdentifyUnit {
            serial: serial.clone(),
        };
        let act = Act::staff(clinic.request(), show);
        if soon(clinic.running.handle.act(act)).await.is_err() {
            break;
        }
    }
    while raw.next().await.is_some() {}
    logged(&["CR-DEAF", "a connection was closed", "TooSlow"]).await;
    clinic.gone("CR-DEAF").await;
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn a_reader_that_says_nothing_after_the_call_is_told_and_closed() {
    let clinic = Clinic::open().await;
    let mut other = clinic.serving("CR-OK").await;
    let unit = clinic.unit("CR-MUTE").await;
    let mut raw = raw(&clinic, &unit, WINDOW).await;
    raw.call(1, ATTACH, &[]).await.unwrap();
    let data = raw.until(DATA).await.expect("a last word");
    let closing = Raw::messages(&data).into_iter().find_map(closing_of);
    assert_eq!(closing.unwrap().reason.unwrap().code, "hello-late");
    logged(&["CR-MUTE", "a connection ended", "did not come in time"]).await;
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn a_reader_that_refuses_us_over_loopback_is_told_of_at_each_that_is_away() {
    let clinic = Clinic::open().await;
    let elsewhere = Office::open();
    let mut other = clinic.serving("CR-OK").await;
    clinic.unit("CR-MISSED").await;
    let address = clinic.running.gateway_addr.unwrap();
    // As after "identity new": it believes the former keys, so it shows no certificate.
    let former = elsewhere.unit("CR-MISSED");
    assert!(
        soon(dial(address, elsewhere.client(Some(&former))))
            .await
            .is_err()
    );
    let mut units = UnitsClient::new(clinic.wire().await);
    let why = soon(async {
        loop {
            let all = units.list_units(v1::ListUnitsRequest::default()).await;
            let rows = all.unwrap().into_inner().units;
            let here = rows.iter().find(|row| row.serial == "CR-OK").unwrap();
            assert!(here.serves);
            let missed = rows.into_iter().find(|row| row.serial == "CR-MISSED");
            let why = missed.and_then(|row| row.why).unwrap();
            if why.code.starts_with("nameless") {
                return why;
            }
        }
    })
    .await;
    assert!(why.en.contains("pair or enroll it again"), "{why:?}");
    clinic.serves(&mut other).await;
}

#[tokio::test]
async fn whoever_knocks_with_a_units_name_without_end_is_told_of_now_and_then() {
    let clinic = Clinic::open().await;
    let elsewhere = Office::open();
    let mut other = clinic.serving("CR-OK").await;
    clinic.unit("CR-MISSED").await;
    let address = clinic.running.gateway_addr.unwrap();
    // With the papers of another controller: by the name of one that is missed, of one that is here, and of nobody. Nobody of them waits
    // for the refusal.
    let mut strangers = Vec::new();
    for n in 0..30 {
        let name = ["CR-MISSED", "CR-OK", "CR-MADE-UP"][n % 3];
        let stranger = elsewhere.unit(name);
        strangers.push(soon(dial(address, clinic.papers.client(Some(&stranger)))).await);
    }
    logged(&["a connection was refused", "not of this controller"]).await;
    clinic.serves(&mut other).await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let rows = soon(async {
        loop {
            let all = units.list_units(v1::ListUnitsRequest::default()).await;
            let rows = all.unwrap().into_inner().units;
            let missed = rows.iter().find(|row| row.serial == "CR-MISSED").unwrap();
            if missed.why.as_ref().unwrap().code == "other-certificate" {
                return rows;
            }
        }
    })
    .await;
    assert!(rows.iter().all(|row| row.serial != "CR-MADE-UP"));
    let here = rows.iter().find(|row| row.serial == "CR-OK").unwrap();
    assert!(
        here.serves && here.admission.starts_with("seat:"),
        "{here:?}"
    );
}
