//! Tests that the desk does what front_desk.proto and its neighbours promise.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::{MAX_ANSWER_BYTES, MAX_REQUEST_BYTES, listen, pairing, respond, watch};
use crate::config::DESK_PORT;
use crate::desk::people::password;
use crate::desk::{Refused, examine, words};
use crate::identity::ADDRESS_FILE;
use crate::schema::{lines, promises, written};
use crate::texts::tests::refusals;
use crate::tls::Bounds;
use crate::wire::{Field, MAX_DOCUMENT};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::settings::{REMEMBERED_REQUESTS, SIGNATURES, Settings};
use madoguchi_fleet::ticket::MAX_ATTEMPTS;
use madoguchi_fleet::time::{MINUTE, SECOND};
use madoguchi_fleet::wish::{MAX_COUNTER_CHARS, MAX_TAGS, MAX_WISHES};
use madoguchi_link::bounds::MAX_CERTIFICATE_REQUEST_BYTES;
use madoguchi_link::names::SERVER_NAME;

const FILE: &str = "front_desk.proto";
const KIB: usize = 1024;

#[test]
fn the_limits_that_are_promised_are_those_that_are_kept() {
    let bounds = Bounds::LOOPBACK;
    let rules = Settings::default();
    let many = |number: usize| written(number.try_into().unwrap());
    promises(
        FILE,
        [
            format!("a request {} KiB", MAX_REQUEST_BYTES / KIB),
            format!("the request is larger than {} KiB", MAX_REQUEST_BYTES / KIB),
            format!("an answer {} MiB:", MAX_ANSWER_BYTES / KIB / KIB),
            format!("calls at a time {} on one connection", listen::STREAMS),
            format!(
                "request headers {} KiB",
                madoguchi_link::bounds::MAX_HEADER_BYTES / 1024
            ),
            format!("a call {} s;", listen::REQUEST_TIME.as_secs()),
            format!("it took longer than {} s", listen::REQUEST_TIME.as_secs()),
            format!(
                "a connection {} s for its handshake, and {} s to a first call with the token",
                bounds.handshake_time.as_secs(),
                bounds.first_call_time.as_secs()
            ),
            format!(
                "open tickets {} (`rules.max_open_tickets`)",
                many(rules.max_open_tickets)
            ),
            format!(
                "wishes {MAX_WISHES} needs and {MAX_WISHES} preferences of a ticket; {SIGNATURES} different combinations"
            ),
            format!("calls of one ticket {MAX_ATTEMPTS}"),
            format!(
                "the newest {} are remembered, over restarts, too",
                many(REMEMBERED_REQUESTS)
            ),
            format!("within {} s (`rules.undo_s`)", rules.undo_ms / SECOND),
            format!(
                "for {} minutes (`rules.preference_min`)",
                rules.preference_ms / MINUTE
            ),
            format!(
                "0: {}, never more than {}.",
                many(words::DEFAULT_PAGE),
                many(words::MAX_PAGE)
            ),
            format!(
                "0: {}, never more than {}.",
                many(words::DEFAULT_WALK_UPS),
                many(words::MAX_WALK_UPS)
            ),
        ],
    );
    promises(
        "people.proto",
        [
            format!(
                "at least {} characters, or {} with a second factor; at most {}.",
                password::MIN_CHARS,
                password::MIN_CHARS_WITH_SECOND,
                password::MAX_CHARS
            ),
            format!("1 to {} characters on one line", PersonName::MAX_CHARS),
        ],
    );
    promises(
        "common.proto",
        [
            format!(
                "A head start of {} minutes (`rules.priority_head_start_min`)",
                rules.priority_head_start_ms / MINUTE
            ),
            format!("1 to {MAX_COUNTER_CHARS} characters on one line"),
            format!("\"language:en\"; at most {MAX_TAGS}."),
        ],
    );
    promises(
        "support.proto",
        [
            format!(
                "what was found is told again for {} s; whoever would wait longer than {} s is told `examination-runs`",
                examine::FINDINGS_FRESH.as_secs(),
                examine::PATIENCE.as_secs()
            ),
            format!(
                "At most {} watch (`watchers-full`); whoever is {} looks behind is closed (`watcher-slow`)",
                watch::MAX_WATCHERS,
                watch::MAX_BEHIND
            ),
        ],
    );
    promises(
        "units.proto",
        [
            format!(
                "`PairingOpen` is due within {} s",
                pairing::OPEN_TIME.as_secs()
            ),
            format!(
                "(PKCS #10, DER, at most {} KiB) by the unit's key",
                MAX_CERTIFICATE_REQUEST_BYTES / KIB
            ),
        ],
    );
    promises(
        "licenses.proto",
        [format!("scanned; at most {} KiB.", MAX_DOCUMENT / KIB)],
    );
}

#[test]
fn where_the_desk_is_and_what_it_is_called_is_promised() {
    promises(
        FILE,
        [
            format!("{ADDRESS_FILE} where the desk listens now, one line: 127.0.0.1:{DESK_PORT},"),
            "identity/authority.pem the controller's own CA".to_owned(),
            "identity/desk.token the token, one line of 64 hex digits".to_owned(),
            "reception.token a token of the role reception, one line of 64 hex digits".to_owned(),
            format!("by the name `{SERVER_NAME}`"),
        ],
    );
}

/// The codes in the table of refusals for a status: "NOT_FOUND" and so on.
fn promised(status: &str) -> Vec<String> {
    let mut row = None;
    let mut codes = Vec::new();
    for line in lines(FILE) {
        let Some(line) = line.strip_prefix("   ") else {
            row = None;
            continue;
        };
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        if !first.is_empty() {
            row = Some(first.to_owned());
        }
        if row.as_deref() == Some(status) {
            let words = rest.split([' ', ',', ':', ';']);
            codes.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
    codes
}

/// Refusals that no program at the desk gets: a reader gets them, or the log, or whoever logs in.
const OF_OTHERS: [&str; 3] = ["stale-connection", "session-named-otherwise", "wrong-login"];

/// Fails if the table does not have the refusal under its status.
#[track_caller]
fn has(status: &tonic::Status) {
    let code = respond::said(status).unwrap().code;
    if OF_OTHERS.contains(&code.as_str()) {
        return;
    }
    let name = match status.code() {
        tonic::Code::InvalidArgument => "INVALID_ARGUMENT",
        tonic::Code::NotFound => "NOT_FOUND",
        tonic::Code::AlreadyExists => "ALREADY_EXISTS",
        tonic::Code::FailedPrecondition => "FAILED_PRECONDITION",
        tonic::Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        tonic::Code::Aborted => "ABORTED",
        tonic::Code::Unavailable => "UNAVAILABLE",
        other => panic!("{other:?} is not in the table"),
    };
    assert!(
        promised(name).contains(&code),
        "{FILE}: no {code} in {name}"
    );
}

#[test]
fn every_refusal_of_the_fleet_is_in_the_table_of_refusals() {
    for reason in refusals() {
        has(&Refused::from(reason).into());
    }
}

#[test]
fn every_field_that_can_be_wrong_is_in_the_table_of_refusals() {
    for field in Field::ALL {
        has(&Refused::from(field.malformed()).into());
    }
}
