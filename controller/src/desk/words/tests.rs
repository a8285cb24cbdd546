//! What the wire's words become, and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

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
        assert_eq!(Asked::try_from(request).unwrap_err(), BadWord::RequestId);
    }
}

#[test]
fn wishes_that_cannot_be_understood_are_refused() {
    let cases = [
        (vec![v1::Wish { wish: None }], BadWord::Wish),
        (vec![a_tag("Language EN")], BadWord::Tag),
        (
            vec![v1::Wish {
                wish: Some(v1::wish::Wish::Placement(9)),
            }],
            BadWord::Placement,
        ),
        (
            vec![v1::Wish {
                wish: Some(v1::wish::Wish::Unit("cr-1".into())),
            }],
            BadWord::Serial,
        ),
        (vec![a_tag("a"); MAX_WISHES + 1], BadWord::TooManyWishes),
    ];
    for (needs, bad) in cases {
        let request = v1::AddTicketRequest { needs, ..add() };
        assert_eq!(Asked::try_from(request).unwrap_err(), bad);
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
    assert_eq!(Asked::try_from(park).unwrap_err(), BadWord::Number);
}

#[test]
fn a_counter_has_a_name_of_one_line_a_height_and_few_tags() {
    let good = v1::Counter {
        name: " 窓口1 ".into(),
        placement: v1::Placement::Seated.into(),
        tags: vec!["language:en".into()],
    };
    assert_eq!(counter(Some(&good)).unwrap().name, "窓口1");
    assert_eq!(counter(None).unwrap_err(), BadWord::CounterName);
    for name in ["", "  ", "窓口\n1", &"窓".repeat(33)] {
        let bad = v1::Counter {
            name: name.into(),
            ..good.clone()
        };
        assert_eq!(
            counter(Some(&bad)).unwrap_err(),
            BadWord::CounterName,
            "{name:?}"
        );
    }
    let tags = v1::Counter {
        tags: vec!["a".into(); 9],
        ..good.clone()
    };
    assert_eq!(counter(Some(&tags)).unwrap_err(), BadWord::TooManyTags);
    let nowhere = v1::Counter {
        placement: 0,
        ..good
    };
    assert_eq!(counter(Some(&nowhere)).unwrap_err(), BadWord::Placement);
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
    assert_eq!(ask(1, "abc"), Err(BadWord::PageToken));
    assert_eq!(ask(1, "-1"), Err(BadWord::PageToken));
}

#[test]
fn nothing_and_too_much_are_no_document() {
    assert!(bounded(&[1], MAX_DOCUMENT, BadWord::Document).is_ok());
    for bytes in [vec![], vec![0; MAX_DOCUMENT + 1]] {
        assert!(bounded(&bytes, MAX_DOCUMENT, BadWord::Document).is_err());
    }
}

#[test]
fn each_bad_word_says_how_it_should_be() {
    let all = [
        BadWord::RequestId,
        BadWord::Number,
        BadWord::Serial,
        BadWord::Tag,
        BadWord::Wish,
        BadWord::TooManyWishes,
        BadWord::CounterName,
        BadWord::TooManyTags,
        BadWord::Class,
        BadWord::Edition,
        BadWord::Placement,
        BadWord::CertificateRequest,
        BadWord::Document,
        BadWord::WalkUp,
        BadWord::PageToken,
    ];
    for bad in all {
        let text = bad.text();
        assert!(text.code.starts_with("input-"));
        assert!(
            text.ja != text.code && !text.ja.contains('{'),
            "{bad:?}: {}",
            text.ja
        );
        assert!(
            text.en != text.code && !text.en.contains('{'),
            "{bad:?}: {}",
            text.en
        );
    }
}
