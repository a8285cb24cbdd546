//! A document can be typed from paper, read out, or scanned code by code: what goes wrong on the way is named by
//! its place.

use crate::documents::vendor::Vendor;
use madoguchi_licensing::armour::{Error, read};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::typed::{self, Place, parts, write};
use proptest::prelude::*;
use proptest::sample::{Index, SizeRange};

fn license() -> Document {
    let vendor = Vendor::new();
    vendor.document(&vendor.additional())
}

/// A document of any content that is large enough to be real.
fn documents() -> impl Strategy<Value = Document> {
    let payload = prop::collection::vec(any::<u8>(), SizeRange::from(1..600));
    let signature = prop::array::uniform32(any::<u8>());
    (payload, signature).prop_map(|(payload, half)| {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&half);
        let kind = madoguchi_licensing::kind::Kind::License;
        Document::assemble(kind, payload, signature, None).unwrap()
    })
}

fn typed_error(text: &str) -> typed::Error {
    match read(text.as_bytes()) {
        Err(Error::Typed(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// Where the symbols stand in a written text, by bytes.
fn symbols(text: &str) -> Vec<usize> {
    let symbol = |c: char| c.is_ascii_alphanumeric();
    text.char_indices()
        .filter(|&(_, c)| symbol(c))
        .map(|(at, _)| at)
        .collect()
}

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn another(symbol: u8, step: usize) -> u8 {
    let at = ALPHABET.iter().position(|&c| c == symbol).unwrap();
    ALPHABET[(at + step) % ALPHABET.len()]
}

#[test]
fn a_document_is_written_in_lines_of_groups_and_read_again() {
    let document = license();
    let text = write(&document);
    assert!(text.lines().all(|line| line.len() <= 4 * 11 + 3 * 2));
    let groups: Vec<_> = text.split_whitespace().collect();
    assert!(groups.iter().all(|group| group.len() == 11));
    assert_eq!(groups.len(), 1 + document.as_bytes().len().div_ceil(5));
    assert_eq!(read(text.as_bytes()), Ok(document));
}

/// What was printed years ago must be read by every later version. **If this fails, do not change the test.** The text
/// was worked out by a program of its own.
#[test]
fn the_text_and_the_parts_of_a_document_keep_their_form() {
    const TEXT: &str = "\
014GM-8SXQT  10114-0R12Z  081HM-G077Y  0W3GE-1R79N
0W3GE-1R7Z4  0W3GE-1R7CP  0W3GE-1R7W5  0W3GE-1R7FQ
0W3GE-1R7N2  0W3GE-1R76G  0W3GE-1R7P3  0W3GE-1R75H
0W3GE-1R7K0  0W3GE-1R70J  0W3GE-1R7G1  0W3GE-00079
";
    const PARTS: [&str; 2] = [
        "MDG:1/2:2NMA:014GM8SXQT101140R12Z081HMG077Y0W3GE1R79N0W3GE1R7Z40W3GE1R7CP0W3GE1R7W50W3GE1R7FQ",
        "MDG:2/2:2NMA:0W3GE1R7N20W3GE1R76G0W3GE1R7P30W3GE1R75H0W3GE1R7K00W3GE1R70J0W3GE1R7G10W3GE00079",
    ];
    let kind = madoguchi_licensing::kind::Kind::License;
    let document = Document::assemble(kind, vec![1, 2, 3], [7; 64], None).unwrap();
    assert_eq!(write(&document), TEXT);
    assert_eq!(parts(&document, 100), PARTS);
    assert_eq!(read(TEXT.as_bytes()).as_ref(), Ok(&document));
    assert_eq!(read(PARTS.concat().as_bytes()), Ok(document));
}

#[test]
fn what_people_and_keyboards_make_of_it_is_forgiven() {
    let document = license();
    let text = write(&document);
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        ' ' => '\u{3000}',
        other => other,
    };
    let table = [
        ("lower case", text.to_lowercase()),
        ("no hyphens", text.replace('-', "")),
        ("one long line", text.split_whitespace().collect()),
        ("line ends of Windows", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("O for 0, l for 1", text.replace('0', "O").replace('1', "l")),
        ("full width", text.chars().map(wide).collect()),
        ("Japanese dashes", text.replace('-', "ー")),
        ("other lines", text.replace("  ", "\n")),
    ];
    for (case, text) in table {
        assert_eq!(read(text.as_bytes()).as_ref(), Ok(&document), "{case}");
    }
}

#[test]
fn every_wrong_character_is_found_in_its_group() {
    let text = write(&license());
    for (number, at) in symbols(&text).into_iter().enumerate() {
        for step in [1, 16, 31] {
            let mut wrong = text.clone().into_bytes();
            wrong[at] = another(wrong[at], step);
            let wrong = String::from_utf8(wrong).unwrap();
            let place = Place {
                part: None,
                group: number / 10 + 1,
            };
            assert_eq!(typed_error(&wrong), typed::Error::Group { place });
        }
    }
}

#[test]
fn a_character_that_belongs_to_no_text_is_found_in_its_group() {
    let text = write(&license());
    for (number, at) in symbols(&text).into_iter().enumerate() {
        for wrong in ["U", "?", "あ"] {
            let mut text = text.clone();
            text.replace_range(at..=at, wrong);
            let place = Place {
                part: None,
                group: number / 10 + 1,
            };
            assert_eq!(typed_error(&text), typed::Error::Group { place });
        }
    }
}

#[test]
fn groups_that_changed_places_or_are_missing_are_found_where_it_begins() {
    let text = write(&license());
    let groups: Vec<_> = text.split_whitespace().collect();
    let table = [
        ("swapped", 5, {
            let mut groups = groups.clone();
            groups.swap(4, 9);
            groups
        }),
        ("left out", 7, [&groups[..6], &groups[7..]].concat()),
        ("twice", 8, [&groups[..7], &groups[6..]].concat()),
    ];
    for (case, group, groups) in table {
        let place = Place { part: None, group };
        assert_eq!(
            typed_error(&groups.join(" ")),
            typed::Error::Group { place },
            "{case}"
        );
    }
    let refused = typed_error(&[&groups[..6], &groups[7..]].concat().join(" "));
    assert!(
        refused
            .to_string()
            .starts_with("group 7 (line 2 as it was written) is mistyped")
    );
}

#[test]
fn a_text_that_ends_too_early_or_too_late_says_so() {
    let text = write(&license());
    let groups: Vec<_> = text.split_whitespace().collect();
    let expected = groups.len();
    let cut = &text[..text.len() - 4];
    assert_eq!(
        typed_error(cut),
        typed::Error::Cut {
            place: Place {
                part: None,
                group: expected
            },
            found: 7
        }
    );
    for found in 1..expected {
        assert_eq!(
            typed_error(&groups[..found].join(" ")),
            typed::Error::TooShort { found, expected }
        );
    }
    let again = [&groups[..], &groups[..1]].concat().join(" ");
    assert!(matches!(typed_error(&again), typed::Error::Group { .. }));
}

#[test]
fn parts_fit_their_codes_and_say_how_many_there_are() {
    let document = license();
    for max_chars in [0, 29, 100, 500, 5_000] {
        let parts = parts(&document, max_chars);
        for (part, number) in parts.iter().zip(1..) {
            assert!(part.len() <= max_chars.max(29));
            assert!(part.starts_with(&format!("MDG:{number}/{}:", parts.len())));
            // The characters of QR's alphanumeric mode (ISO/IEC 18004, table 5).
            let codes = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || ":/".contains(c);
            assert!(part.chars().all(codes), "{part}");
        }
        assert_eq!(read(parts.concat().as_bytes()).as_ref(), Ok(&document));
        let typed = parts.join("\r\n").to_lowercase();
        assert_eq!(read(typed.as_bytes()).as_ref(), Ok(&document));
    }
}

#[test]
fn parts_that_do_not_make_one_document_are_refused_with_what_is_missing() {
    let all = parts(&license(), 200);
    let vendor = Vendor::new();
    let others = parts(&vendor.document(&vendor.bundled()), 200);
    assert_eq!(all.len(), others.len());
    let count = all.len();
    let mut wrong = all[1].clone().into_bytes();
    let last = wrong.len() - 1;
    wrong[last] = another(wrong[last], 1);
    let wrong = String::from_utf8(wrong).unwrap();
    let groups = (all[1].len() - "MDG:2/4:TAG0:".len()) / 10;
    let join = |parts: &[&String]| parts.iter().map(|part| part.as_str()).collect::<String>();
    let rest: Vec<_> = all[2..].iter().collect();
    let with = |parts: &[&String]| join(&[parts, &rest].concat());
    let table = [
        (
            "one missing",
            with(&[&all[0]]),
            typed::Error::PartMissing {
                part: 2,
                parts: count,
            },
        ),
        (
            "of another document",
            with(&[&all[0], &others[1]]),
            typed::Error::OtherDocument,
        ),
        (
            "two that differ",
            with(&[&all[0], &all[1], &wrong]),
            typed::Error::PartTwice { part: 2 },
        ),
        (
            "mistyped",
            with(&[&all[0], &wrong]),
            typed::Error::Group {
                place: Place {
                    part: Some(2),
                    group: groups,
                },
            },
        ),
        (
            "cut off",
            with(&[&all[0], &all[1][..last].to_owned()]),
            typed::Error::Cut {
                place: Place {
                    part: Some(2),
                    group: groups,
                },
                found: 9,
            },
        ),
        (
            "a strange character",
            with(&[&all[0], &format!("{}?", &all[1][..last])]),
            typed::Error::Group {
                place: Place {
                    part: Some(2),
                    group: groups,
                },
            },
        ),
        (
            "no number",
            all[0].replace("MDG:1/", "MDG:/"),
            typed::Error::Part,
        ),
        (
            "number 5 of 4",
            all[0].replace("MDG:1/", "MDG:9999/"),
            typed::Error::Part,
        ),
        ("nothing but a beginning", "MDG:".into(), typed::Error::Part),
    ];
    for (case, text, error) in table {
        assert_eq!(typed_error(&text), error, "{case}");
    }
}

#[test]
fn a_product_key_is_told_from_a_document() {
    let refused = read(crate::documents::vendor::product_key().as_bytes()).unwrap_err();
    assert_eq!(refused, Error::ProductKey);
    assert!(!refused.to_string().contains("MDG"));
}

#[test]
fn a_few_words_are_not_taken_for_a_document() {
    for text in ["hello", "Dear customer,", "12345", "-- -- --"] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_tag_that_ends_like_the_beginning_of_a_part_is_none() {
    // Found by trying: one document in 32,768 has such a tag.
    let payload = 267_u32.to_be_bytes().to_vec();
    let kind = madoguchi_licensing::kind::Kind::License;
    let document = Document::assemble(kind, payload, [0; 64], None).unwrap();
    let all = parts(&document, 40);
    assert!(all.len() > 2 && all[0].contains(":EMDG:"), "{all:?}");
    for text in [all.join("\n"), all.concat(), all.join("\r\n")] {
        assert_eq!(read(text.as_bytes()), Ok(document.clone()));
    }
}

proptest! {
    #[test]
    fn any_document_is_read_again_from_text_and_from_parts_in_any_order(
        document in documents(),
        max_chars in 20_usize..700,
        order in prop::collection::vec(any::<u64>(), 200),
    ) {
        let text = write(&document);
        prop_assert_eq!(read(text.as_bytes()), Ok(document.clone()));
        // Each part with a random number; a document that is so small has fewer parts than numbers.
        let mut parts: Vec<_> = order.into_iter().zip(parts(&document, max_chars)).collect();
        parts.sort();
        let mut parts: Vec<_> = parts.into_iter().map(|(_, part)| part).collect();
        parts.push(parts[0].clone());
        prop_assert_eq!(read(parts.join("\n").as_bytes()), Ok(document));
    }

    #[test]
    fn any_two_wrong_characters_are_found_and_the_first_group_named(
        document in documents(),
        places in prop::array::uniform2(any::<Index>()),
        steps in prop::array::uniform2(1_usize..32),
    ) {
        let mut text = write(&document).into_bytes();
        let symbols = symbols(std::str::from_utf8(&text).unwrap());
        let places = places.map(|place| place.index(symbols.len()));
        prop_assume!(places[0] != places[1]);
        for (place, step) in places.into_iter().zip(steps) {
            text[symbols[place]] = another(text[symbols[place]], step);
        }
        let first = places[0].min(places[1]) / 10 + 1;
        let place = Place { part: None, group: first };
        let text = String::from_utf8(text).unwrap();
        prop_assert_eq!(typed_error(&text), typed::Error::Group { place });
    }

    #[test]
    fn any_two_characters_that_changed_places_are_found_or_were_the_same(
        document in documents(),
        places in prop::array::uniform2(any::<Index>()),
    ) {
        let mut text = write(&document).into_bytes();
        let symbols = symbols(std::str::from_utf8(&text).unwrap());
        let [a, b] = places.map(|place| symbols[place.index(symbols.len())]);
        let same = text[a] == text[b];
        text.swap(a, b);
        prop_assert_eq!(read(&text).is_ok(), same);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}", typed in "(MDG:[0-9]{0,4}/[0-9]{0,4}:)?[0-9A-Z:/ -]{0,200}") {
        let _ = read(text.as_bytes());
        let _ = read(typed.as_bytes());
    }
}
