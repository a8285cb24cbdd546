//! The paper slip that a patient takes along: the number large, and what goes before it. In both languages, because nobody knows who
//! reads it; without a name, and without a script.

use crate::config;
use crate::console::{Shared, assets, guard, refuse};
use crate::desk::{Caller, Desk, Kind};
use crate::texts::{self, Clock, Console as Why};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madoguchi_fleet::time::{MINUTE, TimeOfDay};
use madoguchi_proto::v1;
use madoguchi_proto::v1::GetTicketRequest;
use madoguchi_texts::Lang;

/// A slip as its template has it.
#[derive(Template)]
#[template(path = "slip.html")]
struct Slip {
    width: &'static str,
    /// What stands above it where nobody real is waited for.
    test: Option<[String; 2]>,
    number: String,
    time: String,
    /// What follows below, each in Japanese and English.
    lines: Vec<[String; 2]>,
}

/// The slip of an open ticket, where slips are printed at all.
pub(super) async fn show(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(number): Path<String>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let Some(width) = shared.told.settings.slip else {
        return refuse::refuse(&shared, &request, Why::NoPage);
    };
    let asked = GetTicketRequest { number, earlier: 0 };
    let desk: Desk = shared.desk.by(caller);
    let found = match desk.get_ticket(asked).await {
        Ok(found) => found,
        Err(refused) => {
            let status = match refused.kind {
                Kind::NotFound | Kind::Invalid => StatusCode::NOT_FOUND,
                _ => StatusCode::SERVICE_UNAVAILABLE,
            };
            return refuse::problem(status, &refused.text, headers);
        }
    };
    let is_test = shared.told.is_demo || desk.policy == TEST;
    let slip = Slip::of(&found, width, is_test);
    let Ok(html) = slip.render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut answer = ([(CONTENT_TYPE, kind)], html).into_response();
    // The counter page prints it from a frame.
    answer.extensions_mut().insert(guard::Framed);
    answer
}

/// The link policy of tests.
const TEST: &str = "loopback";

impl Slip {
    fn of(found: &v1::GetTicketResponse, width: config::Slip, is_test: bool) -> Self {
        let ticket = found.ticket.clone().unwrap_or_default();
        let clock = Clock::at_offset(found.utc_offset_min);
        Self {
            width: width.name(),
            test: is_test.then(|| both("slip-test", &[])),
            time: clock.day_and_minutes(TimeOfDay(ticket.added_at_ms)),
            lines: lines(&ticket),
            number: ticket.number,
        }
    }

    /// How large the number is: by its letters, of which those of Japanese are twice as wide as others.
    fn size(&self) -> &'static str {
        let widths = self.number.chars().map(|c| 1 + usize::from(!c.is_ascii()));
        match widths.sum::<usize>() {
            0..=4 => "",
            5..=8 => "is-long",
            _ => "is-wide",
        }
    }

    /// The address of its own style, which knows the paper's width.
    fn style(&self) -> String {
        assets::url(match self.width {
            "58mm" => "slip-58mm.css",
            _ => "slip-80mm.css",
        })
    }

    fn common_style(&self) -> String {
        assets::url("slip.css")
    }

    fn icon(&self) -> String {
        assets::url("icon.svg")
    }

    fn head(&self) -> [String; 2] {
        both("slip-head", &[])
    }
}

/// What the patient should know: where to go if he is called already, else how many go before, how long it takes, and what to watch for.
fn lines(ticket: &v1::Ticket) -> Vec<[String; 2]> {
    if !ticket.counter.is_empty() && ticket.state() == v1::TicketState::Called {
        return vec![both("slip-called", &[("counter", &ticket.counter)])];
    }
    let mut lines = Vec::new();
    match ticket.position {
        0 => {}
        1 => lines.push(both("slip-next", &[])),
        position => {
            let before = (position - 1).to_string();
            lines.push(both("slip-before", &[("before", &before)]));
        }
    }
    // A minute or less is no promise worth making.
    if ticket.expected_wait_ms > MINUTE {
        let minutes = ticket.expected_wait_ms.div_euclid(MINUTE) + 1;
        lines.push(both("slip-wait", &[("minutes", &minutes.to_string())]));
    }
    lines.push(both("slip-watch", &[]));
    lines
}

fn both(key: &str, args: &[(&str, &str)]) -> [String; 2] {
    let key = format!("page-{key}");
    [Lang::Ja, Lang::En].map(|lang| texts::label(lang, &key, args))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::TicketState;

    fn waiting(position: u32, expected_wait_ms: i64) -> v1::Ticket {
        v1::Ticket {
            number: "12".to_owned(),
            state: TicketState::Waiting.into(),
            // 2026-04-01 09:05:07 in Japan.
            added_at_ms: 1_775_001_907_000,
            position,
            expected_wait_ms,
            ..v1::Ticket::default()
        }
    }

    fn printed(ticket: v1::Ticket, is_test: bool) -> String {
        let found = v1::GetTicketResponse {
            ticket: Some(ticket),
            utc_offset_min: 540,
            ..v1::GetTicketResponse::default()
        };
        let slip = Slip::of(&found, config::Slip::Narrow, is_test);
        slip.render().unwrap()
    }

    #[test]
    fn a_slip_has_the_number_the_time_and_what_goes_before_in_both_languages() {
        let slip = printed(waiting(6, 12 * MINUTE + 1), false);
        for part in [
            ">12<",
            "2026-04-01 09:05",
            "5 人",
            "People before you: 5",
            "13 分",
            "13 minutes",
            "slip-58mm.css",
        ] {
            assert!(slip.contains(part), "{part}: {slip}");
        }
        assert!(
            !slip.contains("<script") && !slip.contains("試験"),
            "{slip}"
        );
    }

    #[test]
    fn a_number_is_as_large_as_its_letters_leave_room() {
        let sized = |number: &str| {
            let ticket = v1::Ticket {
                number: number.to_owned(),
                ..waiting(2, 0)
            };
            let slip = printed(ticket, false);
            ["is-long", "is-wide"].map(|size| slip.contains(size))
        };
        assert_eq!(sized("A-12"), [false, false]);
        assert_eq!(sized("A-123456"), [true, false]);
        assert_eq!(sized("初診12"), [true, false]);
        assert_eq!(sized("初診１２３４"), [false, true]);
    }

    #[test]
    fn what_nobody_knows_is_left_out_and_a_test_says_so() {
        let slip = printed(waiting(1, 0), true);
        assert!(slip.contains("試験") && slip.contains("next"), "{slip}");
        assert!(!slip.contains("minutes"), "{slip}");
        let parked = v1::Ticket {
            state: TicketState::Parked.into(),
            ..waiting(0, 0)
        };
        assert!(!printed(parked, false).contains("before you"));
    }

    #[test]
    fn whoever_is_called_already_reads_where_to_go() {
        let called = v1::Ticket {
            state: TicketState::Called.into(),
            counter: "窓口<1>".to_owned(),
            ..waiting(0, 0)
        };
        let slip = printed(called, false);
        assert!(slip.contains("窓口&#60;1&#62;"), "{slip}");
    }
}
