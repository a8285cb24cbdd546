#![allow(clippy::unwrap_used)]

use crate::*;
use madoguchi_licensing::typed::Place;
use proptest::collection::vec;
use proptest::prelude::*;

/// A clinic with so many units as they mostly are.
fn clinic(units: usize) -> Summary {
    let unit = |number: usize| Unit {
        serial: Word::of(&format!("CR-2024-{number:04}")),
        port: Word::of("1-3.1"),
        software: Word::of("0.1.0"),
        is_enrolled: true,
        is_multi: true,
        is_attached: true,
        is_plugged: true,
        verdict: Verdict::OtherPart,
        likeliest: 12,
        faults: vec![204],
        sessions: 61,
        verified: 58,
        covered_month: 354,
        ..Unit::default()
    };
    Summary {
        installation: [7, 1, 2, 3, 4, 5, 6, 255],
        at_min: 29_583_365,
        utc_offset_min: 540,
        software: Word::of("0.1.0"),
        waiting: 12,
        closed_today: 240,
        alarms: vec![204, 310],
        findings: vec![204],
        units: (1..=units).map(unit).collect(),
        ..Summary::default()
    }
}

fn any_word() -> impl Strategy<Value = Word> {
    "[A-Z0-9.+-]{0,32}".prop_map(|text| Word::of(&text))
}

fn any_codes() -> impl Strategy<Value = Vec<u16>> {
    vec(any::<u16>(), 0..=MAX_CODES)
}

prop_compose! {
    fn any_unit()(
        (serial, port, software) in (any_word(), any_word(), any_word()),
        flags in any::<[bool; 5]>(),
        pause in prop::sample::select(vec![
            Pause::No,
            Pause::ByStaff,
            Pause::ByFleet,
            Pause::Maintenance,
        ]),
        verdict in prop::sample::select(vec![Verdict::None, Verdict::NotYetKnown, Verdict::ReaderFault, Verdict::OtherPart]),
        likeliest in any::<u8>(),
        faults in any_codes(),
        counts in any::<[u32; 3]>(),
        covered_month in any::<u16>(),
    ) -> Unit {
        let [is_enrolled, is_multi, is_attached, is_plugged, serves] = flags;
        let [sessions, verified, drops] = counts;
        Unit { serial, port, software, is_enrolled, is_multi, is_attached, is_plugged, serves, pause, verdict, likeliest, faults, sessions, verified, drops, covered_month }
    }
}

prop_compose! {
    fn any_summary()(
        installation in any::<[u8; 8]>(),
        (at_min, utc_offset_min, is_test) in any::<(u32, i16, bool)>(),
        software in any_word(),
        (waiting, closed_today, left_out) in any::<(u32, u32, u32)>(),
        (alarms, findings) in (any_codes(), any_codes()),
        units in vec(any_unit(), 0..=MAX_UNITS),
    ) -> Summary {
        Summary { installation, at_min, utc_offset_min, is_test, software, waiting, closed_today, alarms, findings, units, left_out }
    }
}

proptest! {
    #[test]
    fn every_summary_is_read_again_as_it_was_written(summary in any_summary()) {
        let typed = summary.typed();
        prop_assert!(typed.len() < MAX_FILE_LEN);
        prop_assert_eq!(read(typed.as_bytes()).unwrap(), summary.clone());
        let lower = typed.to_lowercase().replace('-', "ー");
        prop_assert_eq!(read(lower.as_bytes()).unwrap(), summary.clone());
        for most in [60, 311, MAX_PART_CHARS] {
            let mut parts = summary.parts(most);
            prop_assert!(parts.iter().all(|part| part.len() <= most));
            parts.reverse();
            prop_assert_eq!(read(parts.join("\n").as_bytes()).unwrap(), summary.clone());
        }
    }

    #[test]
    fn whatever_bytes_come_none_are_read_that_would_be_written_otherwise(bytes in vec(any::<u8>(), 0..200)) {
        let marked = [&[0xA1], &bytes[..]].concat();
        for bytes in [&bytes, &marked] {
            if let Ok(summary) = bytes::read(bytes) {
                prop_assert_eq!(&bytes::write(&summary), bytes);
            }
        }
    }
}

#[test]
fn every_single_wrong_character_is_found_and_its_group_is_named() {
    let summary = clinic(2);
    let typed: Vec<char> = summary.typed().chars().collect();
    let mut group = 0;
    let mut in_group = 0;
    for at in 0..typed.len() {
        if !typed[at].is_ascii_alphanumeric() {
            continue;
        }
        group += usize::from(in_group % 10 == 0);
        in_group += 1;
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZU*".chars() {
            if other == typed[at] {
                continue;
            }
            let mut wrong = typed.clone();
            wrong[at] = other;
            let wrong: String = wrong.into_iter().collect();
            let part = None;
            let place = Place { part, group };
            let named = Err(Error::Typed(typed::Error::Group { place }));
            assert_eq!(read(wrong.as_bytes()), named, "{other} at {at}");
        }
    }
}

#[test]
fn a_clinic_of_four_units_fits_into_one_small_code_and_ten_into_one() {
    let chars = |units: usize| {
        let parts = clinic(units).parts(MAX_PART_CHARS);
        assert_eq!(parts.len(), 1, "{units}");
        parts[0].len()
    };
    // 600 characters are a code of version 15.
    assert!(chars(4) <= 600, "{}", chars(4));
    assert!(chars(10) <= MAX_PART_CHARS, "{}", chars(10));
    assert!(clinic(MAX_UNITS).parts(MAX_PART_CHARS).len() <= 3);
}

#[test]
fn more_than_a_code_has_is_cut_off_and_counted() {
    let mut many = clinic(MAX_UNITS + 3);
    many.alarms = vec![1; MAX_CODES + 1];
    let told = read(many.typed().as_bytes()).unwrap();
    assert_eq!((told.units.len(), told.left_out), (MAX_UNITS, 3));
    assert_eq!(told.alarms.len(), MAX_CODES);
}

#[test]
fn a_word_has_no_room_for_anything_else() {
    assert_eq!(Word::of("cr-1山田 太郎\n").as_str(), "CR-1------");
    assert_eq!(Word::of(&"9".repeat(99)).as_str().len(), MAX_CHARS);
}

#[test]
fn what_is_no_code_is_told_for_what_it_is() {
    let license = include_bytes!("../../demo/additional-2.license");
    let document = madoguchi_licensing::armour::read(license).unwrap();
    assert_eq!(
        read(typed::write(&document).as_bytes()),
        Err(Error::License)
    );
    assert_eq!(read(b" \r\n"), Err(Error::Empty));
    assert_eq!(read("窓口です。".as_bytes()), Err(Error::None));
    let large = vec![b'0'; MAX_FILE_LEN + 1];
    let len = large.len();
    assert_eq!(read(&large), Err(Error::TooLarge { len }));
    let bytes = |bytes: &[u8]| read(typed::write(&bytes).as_bytes());
    assert_eq!(bytes(&[0xA2, 1]), Err(Error::Newer { version: 2 }));
    assert_eq!(bytes(&[0xA1, 1]), Err(Error::Senseless));
    assert_eq!(bytes(&[7]), Err(Error::Senseless));
    let cut: String = clinic(1).typed().lines().take(2).collect();
    assert!(matches!(
        read(cut.as_bytes()),
        Err(Error::Typed(typed::Error::TooShort { .. }))
    ));
    let parts = clinic(4).parts(311);
    assert!(matches!(
        read(parts[0].as_bytes()),
        Err(Error::Typed(typed::Error::PartMissing { part: 2, .. }))
    ));
}

/// **If this fails, do not change the test**: codes stand on paper.
#[test]
fn the_first_version_is_read_for_ever() {
    assert_eq!(clinic(1).typed(), include_str!("version-1.txt"));
}
