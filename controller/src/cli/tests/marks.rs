//! What pages show only now and then: marks, columns that are mostly empty, lists without anything, a screen that is too small.

use super::rendering::{MORNING_MS, called, list, status, unit, waiting};
use crate::cli::look::Screen;
use crate::cli::tables;
use madoguchi_proto::v1;
use madoguchi_proto::v1::TicketState;
use madoguchi_texts::Lang;

#[test]
fn what_was_done_to_a_reader_is_marked_beside_its_serial() {
    let stopped = v1::Unit {
        paused: true,
        paused_by_fleet: true,
        preferred: true,
        ..unit("CR-1", "窓口1")
    };
    let unsaid = v1::Unit {
        counter: Some(v1::Counter {
            name: "窓口2".into(),
            ..v1::Counter::default()
        }),
        ..unit("CR-2", "窓口2")
    };
    let units = [stopped, unsaid];
    let page = tables::units(&units, None, Lang::Ja);
    assert!(page.contains("CR-1 [自動で休止, 優先]"), "{page}");
    assert!(page.contains("┆ －"), "a kind that nobody said: {page}");
    let page = tables::units(&units, None, Lang::En);
    assert!(
        page.contains("CR-1 [paused by itself, preferred]"),
        "{page}"
    );
}

#[test]
fn a_closed_ticket_shows_when_and_one_with_a_preference_which() {
    let closed = v1::Ticket {
        state: TicketState::Done.into(),
        closed_at_ms: MORNING_MS + 60_000,
        ..called()
    };
    let prefers = v1::Ticket {
        prefers: vec![v1::Wish {
            wish: Some(v1::wish::Wish::Tag("language:en".into())),
        }],
        ..waiting()
    };
    let both = list([closed, prefers]);
    let page = tables::tickets(&both, Lang::Ja);
    assert!(page.contains("終了") && page.contains("09:06"), "{page}");
    assert!(page.contains("希望: language:en"), "{page}");
    let page = tables::tickets(&both, Lang::En);
    assert!(
        page.contains("Closed") && page.contains("preferred: language:en"),
        "{page}"
    );
}

#[test]
fn a_pc_without_licenses_says_so_and_a_list_that_is_known_is_not_said_to_be_new() {
    let none = tables::licenses(&v1::ListLicensesResponse::default(), Lang::Ja);
    assert!(
        none.contains("入っているライセンスはありません。"),
        "{none}"
    );
    let mut answer = v1::InstallLicenseResponse {
        kind: "revocation list".into(),
        already_installed: true,
        ..Default::default()
    };
    let known = tables::installed(&answer, Lang::En);
    assert!(known.contains("was received before"), "{known}");
    answer.already_installed = false;
    let new = tables::installed(&answer, Lang::En);
    assert!(!new.contains("before."), "{new}");
}

#[test]
fn a_screen_on_which_the_head_does_not_fit_says_that_there_is_more() {
    let quiet = v1::Status {
        units: Vec::new(),
        tickets: Vec::new(),
        alarms: Vec::new(),
        ..status()
    };
    let screen = Screen {
        columns: Some(80),
        rows: Some(3),
    };
    let page = tables::live_status(&quiet, &[], screen, Lang::Ja);
    assert!(
        page.contains("この画面に入らない内容があります。"),
        "{page}"
    );
    let page = tables::live_status(&quiet, &[], screen, Lang::En);
    assert!(page.contains("More than fits on this screen."), "{page}");
}
