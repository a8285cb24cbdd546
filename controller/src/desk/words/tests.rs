//! What the wire's words become, and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use madoguchi_fleet::ids::{Number, RequestId};
use madoguchi_fleet::time::SinceMidnight;
use madoguchi_fleet::wish::MAX_WISHES;

fn add() -> v1::AddTicketRequest {
    v1::AddTicketRequest {
        request_id: vec![7; 16],
        number: "１２".into(),
        ..Default::default()
    }
}

fn a_tag(text: &str) -> v1::Wish {
    v1::Wish {
        wish: Some(v1::wish::Wish::Tag(text.into())),
    }
}

#[test]
fn a_full_width_number_is_taken_as_its_plain_one() {
    let asked = Asked::try_from(add()).unwrap();
    let Command::AddTicket(add) = asked.0.command else {
        panic!("another command");
    };
    assert_eq!(add.number, Number::parse("12"));
    assert_eq!(asked.0.request, Some(RequestId([7; 16]).into()));
}

#[test]
fn a_change_without_a_request_id_is_refused() {
    for bytes in [vec![], vec![1; 15], vec![1; 17]] {
        let request = v1::AddTicketRequest {
            request_id: bytes,
            ..add()
        };
        assert_eq!(
            Asked::try_from(request).unwrap_err(),
            Field::RequestId.malformed()
        );
    }
}

#[test]
fn wishes_that_cannot_be_understood_are_refused() {
    let cases = [
        (vec![v1::Wish { wish: None }], Field::Wish.missing()),
        (vec![a_tag("Language EN")], Field::Tag.malformed()),
        (
            vec![v1::Wish {
                wish: Some(v1::wish::Wish::Placement(9)),
            }],
            Field::Placement.malformed(),
        ),
        (
            vec![v1::Wish {
                wish: Some(v1::wish::Wish::Unit("cr-1".into())),
            }],
            Field::Serial.malformed(),
        ),
        (vec![a_tag("a"); MAX_WISHES + 1], Field::Wishes.too_large()),
    ];
    for (needs, bad) in cases {
        let request = v1::AddTicketRequest { needs, ..add() };
        assert_eq!(Asked::try_from(request).unwrap_err(), bad);
    }
}

#[test]
fn a_time_of_arrival_elsewhere_lies_within_a_day() {
    let at = |ms| {
        let asked = Asked::try_from(v1::AddTicketRequest {
            arrived_elsewhere_ms: ms,
            ..add()
        });
        asked.map(|asked| match asked.0.command {
            Command::AddTicket(add) => add.arrived_elsewhere.map(SinceMidnight::ms),
            _ => panic!("another command"),
        })
    };
    assert_eq!(at(None), Ok(None));
    for ms in [0, 86_399_999] {
        assert_eq!(at(Some(ms)), Ok(Some(ms)), "{ms}");
    }
    for ms in [86_400_000, u32::MAX] {
        assert_eq!(at(Some(ms)), Err(Field::ArrivedElsewhere.malformed()));
    }
}

#[test]
fn a_number_is_optional_for_a_new_ticket_alone() {
    let new = v1::AddTicketRequest {
        number: String::new(),
        ..add()
    };
    assert!(Asked::try_from(new).is_ok());
    let park = v1::ParkTicketRequest {
        request_id: vec![7; 16],
        number: String::new(),
    };
    assert_eq!(
        Asked::try_from(park).unwrap_err(),
        Field::Number.malformed()
    );
}

#[test]
fn a_page_never_has_more_than_a_thousand_tickets() {
    let ask = |page_size, page_token: &str| {
        page(&v1::ListTicketsRequest {
            page_size,
            page_token: page_token.into(),
            ..Default::default()
        })
    };
    assert_eq!(ask(0, ""), Ok((0, DEFAULT_PAGE)));
    assert_eq!(ask(5_000, "500"), Ok((500, MAX_PAGE)));
    assert_eq!(ask(1, "abc"), Err(Field::PageToken.malformed()));
    assert_eq!(ask(1, "-1"), Err(Field::PageToken.malformed()));
}
