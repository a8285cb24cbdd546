//! What is counted, and how it is written.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../../../fleet/tests/kit/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "a small part of it is needed here"
)]
mod kit;
mod seen;

use super::now::{Now, Queue, Standing};
use super::process::Process;
use super::seen::{Closed, Found};
use super::{Counts, MAX_UNITS, classic, written};
use madoguchi_fleet::ids::Serial;
use madoguchi_fleet::outcome::{Kind, Method, Outcome};
use madoguchi_licensing::seats::Arithmetic;
use madoguchi_proto::v1;

fn serial(number: usize) -> Serial {
    Serial::parse(&format!("CR-{number}")).unwrap()
}

fn ended(kind: Kind) -> Outcome {
    Outcome {
        kind,
        duration_ms: 7_000,
        face_ms: Some(4_500),
    }
}

/// How it stands with these units.
fn now(units: usize) -> Now {
    let serials = (1..=units).map(serial);
    let rows = serials.clone().map(|serial| v1::Unit {
        serial: serial.to_string(),
        attached: true,
        serves: serial.as_str() != "CR-1",
        paused: true,
        paused_by_fleet: serial.as_str() == "CR-2",
        why: Some(v1::Text {
            code: "behind-hub".into(),
            ja: "極秘".into(),
            en: "himitsu".into(),
        }),
        link: Some(v1::Link {
            speed_mbps: 480,
            ..v1::Link::default()
        }),
        ..v1::Unit::default()
    });
    Now {
        units: rows.collect(),
        standing: Standing {
            enrolled: serials
                .map(|serial| (serial, Some(1_900_000_000_500)))
                .collect(),
            queue: Queue {
                waiting: 3,
                ..Queue::default()
            },
            seats: Arithmetic::new(2, 1),
            license_ends_ms: None,
            clock_ahead_ms: -1_500,
        },
        alarms: vec![
            v1::Text {
                code: "faulted".into(),
                ..v1::Text::default()
            };
            2
        ],
        policy: "usb",
        commits: 12,
        image_missed: Some(false),
        free_bytes: None,
        process: Process::default(),
    }
}

fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(
            text.lines().any(|other| other == *line),
            "{line} is not in\n{text}"
        );
    }
}

#[test]
fn what_stands_and_what_was_counted_is_written_with_its_units() {
    let counts = Counts::default();
    counts.count(Found {
        added: 2,
        closed: vec![
            Closed {
                how: "session",
                waited_ms: Some(90_000),
            },
            Closed {
                how: "cancelled",
                waited_ms: None,
            },
        ],
        sessions: vec![
            (serial(2), ended(Kind::Verified(Method::Face))),
            (
                serial(2),
                ended(Kind::UnitFailed {
                    code: "himitsu".into(),
                }),
            ),
        ],
        units: vec![(serial(1), 0, 0), (serial(2), 3, 1)],
    });
    let text = written::text(&now(2), &counts);
    has(
        &text,
        &[
            "madoguchi_unit_serving{unit=\"CR-2\"} 1.0",
            "madoguchi_unit_serving{unit=\"CR-1\"} 0.0",
            "madoguchi_unit_paused_by_staff{unit=\"CR-1\"} 1.0",
            "madoguchi_unit_paused_by_staff{unit=\"CR-2\"} 0.0",
            "madoguchi_unit_not_serving{unit=\"CR-1\",fault=\"MDG-0204\",reason=\"behind-hub\"} 1.0",
            "madoguchi_unit_link_speed_bytes{unit=\"CR-1\"} 60000000.0",
            "madoguchi_unit_coverage_end_timestamp_seconds{unit=\"CR-1\"} 1900000000.5",
            "madoguchi_sessions_total{unit=\"CR-2\",outcome=\"verified\",method=\"face\"} 1",
            "madoguchi_sessions_total{unit=\"CR-2\",outcome=\"unit_failed\",method=\"\"} 1",
            "madoguchi_session_duration_seconds_bucket{le=\"8.0\",unit=\"CR-2\"} 2",
            "madoguchi_session_duration_seconds_bucket{le=\"5.0\",unit=\"CR-2\"} 0",
            // What is promised is promised of faces that match.
            "madoguchi_face_check_duration_seconds_bucket{le=\"5.0\",unit=\"CR-2\"} 1",
            "madoguchi_face_check_duration_seconds_count{unit=\"CR-2\"} 1",
            "madoguchi_unit_link_losses_total{unit=\"CR-2\"} 3",
            "madoguchi_unit_restarts_total{unit=\"CR-2\"} 1",
            "madoguchi_unit_restarts_total{unit=\"CR-1\"} 0",
            "madoguchi_tickets{state=\"waiting\"} 3.0",
            "madoguchi_tickets_added_total 2",
            "madoguchi_tickets_closed_total{how=\"cancelled\"} 1",
            "madoguchi_tickets_closed_total{how=\"paper\"} 0",
            "madoguchi_ticket_wait_seconds_sum 90.0",
            "madoguchi_seats{kind=\"additional\"} 2.0",
            "madoguchi_alarms 2.0",
            "madoguchi_alarm{fault=\"MDG-0101\",name=\"faulted\"} 2.0",
            "madoguchi_store_commits_total 12",
            "madoguchi_store_image_missed 0.0",
            "madoguchi_clock_ahead_seconds -1.5",
            "# EOF",
        ],
    );
    // What nobody knows is not there: no number stands for it.
    for absent in ["license_end", "disk_free", "open_fds", "himitsu", "極秘"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
}

#[test]
fn the_older_form_names_each_counter_with_its_end_and_has_no_line_of_open_metrics() {
    let counts = Counts::default();
    counts.count(Found::default());
    let open = written::text(&now(1), &counts);
    let text = classic::text(&open);
    has(
        &text,
        &[
            "# TYPE madoguchi_tickets_added_total counter",
            "# HELP madoguchi_tickets_added_total Tickets that were added since the start.",
            "# TYPE madoguchi_ticket_wait_seconds histogram",
            "# TYPE madoguchi_unit_serving gauge",
        ],
    );
    assert!(
        !text.contains("# EOF") && !text.contains("# UNIT"),
        "{text}"
    );
    // The samples are the same.
    let samples = |text: &str| {
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        samples.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(samples(&open), samples(&text));
}

#[test]
fn units_without_end_have_no_label_of_their_own() {
    let counts = Counts::default();
    let many = MAX_UNITS + 6;
    counts.count(Found {
        units: (1..=many).map(|number| (serial(number), 1, 0)).collect(),
        ..Found::default()
    });
    let text = written::text(&now(many), &counts);
    let rows = |name: &str| text.lines().filter(|line| line.starts_with(name)).count();
    assert_eq!(rows("madoguchi_unit_serving{"), MAX_UNITS);
    assert_eq!(rows("madoguchi_unit_link_losses_total{"), MAX_UNITS + 1);
    has(
        &text,
        &["madoguchi_unit_link_losses_total{unit=\"other\"} 6"],
    );
}
