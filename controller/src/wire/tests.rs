//! What each word may hold, and which field is named where it may not.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use madoguchi_fleet::ids::SessionId;
use madoguchi_fleet::unit::{Health, Seat};
use madoguchi_fleet::wish::{MAX_TAGS, MAX_WISHES};
use madoguchi_proto::v1;

#[test]
fn a_number_can_be_seen() {
    // U+3164 is a letter that nobody sees: it comes with what is pasted.
    for text in ["12", "１２", "1\u{3164}2"] {
        let number = number_of(text).map(|n| n.to_string());
        assert_eq!(number.as_deref(), Ok("12"), "{text:?}");
    }
    for text in ["", "123456789", "1 2", "\u{3164}"] {
        assert_eq!(number_of(text), Err(Field::Number.malformed()), "{text:?}");
    }
}

#[test]
fn a_session_is_sixteen_bytes_and_is_typed_as_it_is_shown() {
    let session = SessionId([0x0a; 16]);
    assert_eq!(session_of(&session.0), Ok(session));
    for length in [0, 15, 17] {
        assert_eq!(
            session_of(&vec![0; length]),
            Err(Field::SessionId.malformed())
        );
    }
    let shown = session.to_string();
    assert_eq!(typed_session(&shown), Ok(session));
    assert_eq!(typed_session(&shown.to_ascii_uppercase()), Ok(session));
    let cut = &shown[1..];
    for wrong in ["", cut, "zz", &format!("+{cut}"), &format!("{shown}0")] {
        assert!(typed_session(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_assignment_counts_from_one() {
    let wire = |ticket_id, attempt| v1::Assignment { ticket_id, attempt };
    for zero in [wire(0, 1), wire(1, 0)] {
        assert_eq!(assignment_of(zero), Err(Field::Assignment.malformed()));
    }
    assert_eq!(assignment_of(wire(1, 2)).map(assignment), Ok(wire(1, 2)));
}

#[test]
fn a_counter_has_a_name_of_one_line_a_height_and_few_tags() {
    let good = v1::Counter {
        name: " 窓口1 ".into(),
        placement: v1::Placement::Seated.into(),
        tags: vec!["language:en".into(); MAX_TAGS],
    };
    let bad = |change: fn(&mut v1::Counter)| {
        let mut wire = good.clone();
        change(&mut wire);
        counter_of(Some(&wire)).unwrap_err()
    };
    assert_eq!(counter_of(Some(&good)).unwrap().name, "窓口1");
    assert_eq!(counter_of(None), Err(Field::Counter.missing()));
    for name in ["", "  ", "窓口\n1", "窓\u{200b}口", &"窓".repeat(33)] {
        let bad = counter_name_of(name);
        assert_eq!(bad, Err(Field::CounterName.malformed()), "{name:?}");
    }
    assert_eq!(bad(|c| c.tags.push("a".into())), Field::Tags.too_large());
    assert_eq!(bad(|c| c.tags[0] = "A".into()), Field::Tag.malformed());
    assert_eq!(bad(|c| c.placement = 0), Field::Placement.missing());
    assert_eq!(bad(|c| c.placement = 9), Field::Placement.malformed());
}

/// A move to a reader adds a need to the most that can be asked for, and the ticket is read back.
#[test]
fn wishes_that_are_asked_for_have_a_bound_and_those_of_a_ticket_have_one_more() {
    let a_tag = typed_wish("language:en").unwrap();
    let (most, more) = (vec![a_tag.clone(); MAX_WISHES], vec![a_tag; MAX_WISHES + 1]);
    assert!(wishes_asked(&most).is_ok());
    assert_eq!(wishes_asked(&more), Err(Field::Wishes.too_large()));
    assert!(wishes_of(&more).is_ok());
}

#[test]
fn a_wish_is_typed_as_a_height_a_reader_or_a_tag() {
    for text in ["seated", "standing", "unit:CR-1", "language:en"] {
        let typed = typed_wish(text).unwrap();
        assert_eq!(wish(&wish_of(&typed).unwrap()), typed);
    }
}

#[test]
fn a_note_of_a_cable_is_one_line_that_can_be_seen() {
    assert_eq!(cable_of(" 5 m + 1.8 m ").as_deref(), Ok("5 m + 1.8 m"));
    assert_eq!(cable_of("").as_deref(), Ok(""));
    for note in [&*"長".repeat(33), "a\nb"] {
        assert_eq!(cable_of(note), Err(Field::Cable.malformed()));
    }
}

#[test]
fn a_state_that_is_not_said_is_healthy_and_codes_have_bounds() {
    let wire = |state: i32, codes: &[&str]| v1::Health {
        state,
        codes: codes.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(health_of(wire(0, &["E1"])), Ok(Health::Healthy));
    assert_eq!(health_of(wire(9, &[])), Err(Field::HealthState.malformed()));
    let faulted = v1::HealthState::Faulted.into();
    let good = health_of(wire(faulted, &["E1"])).unwrap();
    assert_eq!(health(&good), wire(faulted, &["E1"]));
    let (long, many) = ("E".repeat(33), ["E1"; 9]);
    for codes in [&[long.as_str()][..], &many] {
        let bad = health_of(wire(faulted, codes));
        assert_eq!(bad, Err(Field::HealthCodes.too_large()));
    }
    let unseen = health_of(wire(faulted, &["E\n1"]));
    assert_eq!(unseen, Err(Field::HealthCodes.malformed()));
}

#[test]
fn a_seat_is_read_as_it_is_written() {
    let id = license_id_of("A-1").unwrap();
    let seats = [
        None,
        Some(Seat::Included),
        Some(Seat::Bundled(id.clone())),
        Some(Seat::Additional(id)),
    ];
    for one in seats {
        assert_eq!(seat_of(&seat(one.as_ref())), Ok(one));
    }
    assert_eq!(seat_of("vip"), Err(Field::Seat.malformed()));
    assert_eq!(seat_of("bundled:"), Err(Field::LicenseId.malformed()));
}

#[test]
fn nothing_and_too_much_are_no_document() {
    assert!(document(&[1]).is_ok());
    assert_eq!(document(&[]), Err(Field::Document.missing()));
    let large = vec![0; MAX_DOCUMENT + 1];
    assert_eq!(document(&large), Err(Field::Document.too_large()));
    assert_eq!(
        certificate_request(&large),
        Err(Field::CertificateRequest.too_large())
    );
    assert!(at_most(&[], 0, Field::BundledLicense).is_ok());
}

#[test]
fn a_bad_field_says_its_name_and_its_defect_and_no_field_has_the_name_of_another() {
    assert_eq!(
        Field::Spooled.too_large().to_string(),
        "spooled is too large"
    );
    let mut names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
}
