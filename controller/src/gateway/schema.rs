//! Tests that the gateway does what reader.proto promises.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::close_reason::CloseReason;
use super::frames::BadFrame;
use super::outbox::End;
use super::{connection, frames, in_flight, listen, outbox, rate, replies};
use crate::engine::ActError;
use crate::schema::{lines, promises, written};
use crate::store::CommitError;
use crate::tls::Bounds;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::admission::Refusal as Turned;
use madoguchi_fleet::decision::{Closing, Order};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::settings::Settings;
use madoguchi_link::bounds;
use madoguchi_link::names::{GATEWAY_PORT, SERVER_NAME};
use madoguchi_link::virtual_port::MAX_VIRTUAL_PORT_BYTES;
use madoguchi_proto::Mismatch;
use madoguchi_proto::v1::attach_response::Frame;
use std::collections::BTreeSet;
use std::time::Duration;

const FILE: &str = "reader.proto";
const KIB: usize = 1024;
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn the_limits_that_are_promised_are_those_that_are_kept() {
    let seconds = |time: Duration| format!("{} s", time.as_secs_f64());
    let kib = |bytes: usize| format!("{} KiB", bytes / KIB);
    assert_eq!(bounds::PING_INTERVAL, SECOND, "every second");
    assert_eq!(rate::SPOOL_EVERY, MINUTE, "once a minute");
    assert_eq!(
        bounds::MAX_LICENSE_BYTES,
        madoguchi_licensing::armour::MAX_FILE_LEN
    );
    assert_eq!(rate::RENEW_EVERY, MINUTE, "once a minute");
    let (usb, loopback) = (Bounds::READERS, Bounds::LOOPBACK);
    promises(
        FILE,
        [
            format!(
                "The first frame, once, within {} of the call.",
                seconds(connection::HELLO_TIME)
            ),
            format!("a frame {};", kib(listen::MAX_MESSAGE_BYTES)),
            format!(
                "frames {} a second in the long run, {} at once; for the unit's key, over all its connections",
                rate::PER_SECOND,
                rate::BURST
            ),
            format!("a new stream counts as {} frames", rate::ATTACH),
            format!(
                "spooled outcomes {}; as many frames are let through above the {}, for one `Hello` a minute",
                written(frames::MAX_SPOOLED.into()),
                rate::BURST
            ),
            "a certificate once a minute;".to_owned(),
            format!(
                "frames left unread {}; then, or where no room is made within {},",
                outbox::QUEUE,
                seconds(outbox::ROOM_TIME)
            ),
            format!(
                "events not durable yet {}; what is sent beyond is read once some of these are",
                in_flight::WINDOW
            ),
            format!(
                "a part of the log {}, one at a time;",
                kib(bounds::MAX_LOG_PART_BYTES)
            ),
            format!(
                "The most bytes of content: 1 to {}.",
                written(bounds::MAX_LOG_PART_BYTES.try_into().unwrap())
            ),
            format!("request headers {} KiB", bounds::MAX_HEADER_BYTES / 1024),
            format!(
                "one `Attach` per connection ({} streams at most)",
                listen::STREAMS
            ),
            format!(
                "a connection whose answer takes longer than {} is lost",
                seconds(bounds::PING_ANSWER_TIME)
            ),
            format!(
                "A handshake has {}. Up to {} connections of one reader's device are taken. Where places are short, `Attach` has to be \
                 called within {} after the handshake (loopback: {})",
                seconds(usb.handshake_time),
                usb.per_peer,
                seconds(usb.first_call_time),
                seconds(loopback.first_call_time)
            ),
            format!(
                "A handshake that came to nothing is told so after {}, and",
                seconds(usb.refused_time)
            ),
            format!("at most {} characters, all", bounds::MAX_SOFTWARE_CHARS),
            format!(
                "(binary document, at most {})",
                kib(bounds::MAX_LICENSE_BYTES)
            ),
            format!(
                "(refused); at most {} bytes. Over USB",
                MAX_VIRTUAL_PORT_BYTES
            ),
            format!(
                "(PKCS #10, DER, at most {})",
                kib(bounds::MAX_CERTIFICATE_REQUEST_BYTES)
            ),
        ],
    );
}

#[test]
fn the_times_that_are_promised_are_the_rules_defaults() {
    let rules = Settings::default();
    let seconds = |ms: i64| format!("{} s", ms / 1_000);
    promises(
        FILE,
        [
            format!("({}, `rules.call_s`)", seconds(rules.call_ms)),
            format!(
                "well before {} (`rules.session_s`)",
                seconds(rules.session_ms)
            ),
            format!("only {} (`rules.grace_s`)", seconds(rules.grace_ms)),
            format!(
                "the unit is free {} after the outcome (`rules.card_removal_s`)",
                seconds(rules.card_removal_ms)
            ),
            format!(
                "(it keeps calls and waits {} for their readers)",
                seconds(rules.restart_grace_ms)
            ),
            format!(
                "The seat of a unit that is away is kept for {}.",
                seconds(rules.seat_hold_ms)
            ),
        ],
    );
    promises(
        "common.proto",
        [format!(
            "A unit that fails {} times in a row (`rules.failures_to_pause`)",
            rules.failures_to_pause
        )],
    );
}

#[test]
fn where_the_gateway_is_and_what_it_is_called_is_promised() {
    promises(
        FILE,
        [
            format!("TCP port {GATEWAY_PORT} (`gateway.port` in controller.toml)"),
            format!("TCP 127.0.0.1:{GATEWAY_PORT}, or what `gateway.listen` says"),
            format!("server_name = \"{SERVER_NAME}\""),
        ],
    );
}

/// The table of closings: each code, and whether the reader should try again by itself.
fn table() -> BTreeSet<(String, bool)> {
    let row = |line: &String| {
        let mut words = line.strip_prefix("   ")?.split_whitespace();
        let code = words.next()?.to_owned();
        match words.next()? {
            "yes" => Some((code, true)),
            "no" => Some((code, false)),
            _ => None,
        }
    };
    lines(FILE).iter().filter_map(row).collect()
}

/// Whether the gateway itself sends the reader a last frame. Add a new way to end to the table.
const fn is_told(reason: &CloseReason) -> bool {
    match reason {
        CloseReason::Unplugged
        | CloseReason::PeerGone
        | CloseReason::Ended(End::Closed | End::TooSlow | End::Slept) => false,
        CloseReason::Ended(End::Stopping)
        | CloseReason::Late
        | CloseReason::BadFrame(_)
        | CloseReason::TooFast
        | CloseReason::Version(_)
        | CloseReason::OtherSerial
        | CloseReason::OtherEnvironment
        | CloseReason::FactoryKey
        | CloseReason::OtherKey
        | CloseReason::Engine(_) => true,
    }
}

#[test]
fn every_closing_is_in_the_table_with_what_is_said_of_trying_again() {
    let serial = || Serial::parse("CR-1").unwrap();
    let reasons = [
        CloseReason::Ended(End::Stopping),
        CloseReason::Late,
        CloseReason::BadFrame(BadFrame::Empty),
        CloseReason::TooFast,
        CloseReason::Version(Mismatch::PeerTooOld { peer_newest: 0 }),
        CloseReason::Version(Mismatch::PeerTooNew { peer_oldest: 9 }),
        CloseReason::OtherSerial,
        CloseReason::OtherEnvironment,
        CloseReason::FactoryKey,
        CloseReason::OtherKey,
        CloseReason::Engine(ActError::Stopped),
        CloseReason::Engine(ActError::StoreFailed(CommitError::Poisoned.into())),
        CloseReason::Engine(ActError::Refused(Refusal::StaleConnection(serial()))),
    ];
    assert!(reasons.iter().all(is_told));
    let by_the_gateway = reasons.iter().filter_map(CloseReason::last_word);
    let orders = [
        Closing::Superseded,
        Closing::Refused(Turned::NotPaired),
        Closing::Refused(Turned::KeySuperseded),
        Closing::Refused(Turned::Retired),
        Closing::Refused(Turned::Replaced { by: serial() }),
        // The verdict on a unit whose serial is attached elsewhere: the only evidence that closes a connection.
        Closing::Refused(Turned::IdentityMismatch { usb: None }),
    ];
    let by_the_fleet = orders.map(|closing| replies::order(Order::Close(closing)));
    let said = by_the_gateway.chain(by_the_fleet).map(|frame| {
        let Some(Frame::Closing(closing)) = frame.frame else {
            panic!("{frame:?}");
        };
        (closing.reason.unwrap().code, closing.retry)
    });
    assert_eq!(table(), said.collect());
}
