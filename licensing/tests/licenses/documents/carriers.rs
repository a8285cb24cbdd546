//! Whatever Windows, mail programs, editors and scanners do to a document, in any combination and order, it is the same document; whoever
//! changes a character of it besides has no document.

use crate::documents::vendor::Vendor;
use madoguchi_licensing::armour::{self, read};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::verify::verify_license;
use madoguchi_licensing::{product_key::ProductKey, typed};
use proptest::prelude::*;
use proptest::sample::Index;

fn license() -> Document {
    let vendor = Vendor::new();
    vendor.document(&vendor.additional())
}

/// A change that carries no content.
#[derive(Debug, Clone)]
enum Change {
    LineEnds(&'static str),
    Quoted(&'static str),
    TrailingBlanks,
    BlankLines,
    Invisible(char, Vec<Index>),
    Blank(char),
    FullWidth,
    Wrapped(usize),
    InAMail(&'static str, &'static str),
}

impl Change {
    fn on(&self, text: &str) -> String {
        match self {
            Self::LineEnds(end) => text.replace('\n', end),
            Self::Quoted(mark) => {
                let lines = text.split_inclusive('\n');
                lines.map(|line| format!("{mark}{line}")).collect()
            }
            Self::TrailingBlanks => text.replace('\n', " \t\n"),
            Self::BlankLines => text.replace('\n', "\n\n"),
            Self::Invisible(c, places) => {
                let mut all: Vec<char> = text.chars().collect();
                for place in places {
                    all.insert(place.index(all.len() + 1), *c);
                }
                all.into_iter().collect()
            }
            Self::Blank(blank) => text.replace(' ', &blank.to_string()),
            Self::FullWidth => text.chars().map(wide).collect(),
            Self::Wrapped(width) => {
                let lines = text.split(['\n', '\r', '\u{2028}']);
                lines.map(|line| wrapped(line, *width)).collect()
            }
            Self::InAMail(before, behind) => format!("{before}{text}{behind}"),
        }
    }
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        ' ' => '\u{3000}',
        other => other,
    }
}

fn wrapped(line: &str, width: usize) -> String {
    let all: Vec<char> = line.chars().collect();
    let pieces = all
        .chunks(width)
        .map(|piece| piece.iter().collect::<String>());
    pieces.collect::<Vec<_>>().join("\n") + "\n"
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        prop::sample::select(vec!["\r\n", "\r", "\r\r\n", "\u{2028}"]).prop_map(Change::LineEnds),
        prop::sample::select(vec!["> ", ">", ">> ", "> > ", "| ", "    "]).prop_map(Change::Quoted),
        Just(Change::TrailingBlanks),
        Just(Change::BlankLines),
        (
            prop::sample::select(vec![
                '\u{feff}', '\u{200b}', '\u{ad}', '\u{2060}', '\u{200e}', '\u{fe0f}'
            ]),
            prop::collection::vec(any::<Index>(), 1..5)
        )
            .prop_map(|(c, places)| Change::Invisible(c, places)),
        prop::sample::select(vec!['\u{a0}', '\u{3000}', '\u{2003}', '\t']).prop_map(Change::Blank),
        Just(Change::FullWidth),
        (72_usize..100).prop_map(Change::Wrapped),
        prop::sample::select(vec![
            (
                "山田様\n\nライセンスをお送りします。\n\n",
                "\nよろしくお願いします。\n-- \n窓口商会 TEL 03-1234-5678\n"
            ),
            (
                "From: seller@example.com\nDate: Mon, 1 Apr 2024 09:00:00 +0900\n\n",
                ""
            ),
            (
                "Dear customer,\nhere is your license.\n\n",
                "\n\nBest regards\n"
            ),
            ("-----Original Message-----\n", "\n\n-----\nconfidential\n"),
            (
                "https://example.jp/?id=3D12&amp;x=E7\n\n",
                "\nexample.jp/?id=12\nyamada <yamada@example.jp>\n\u{1a}"
            ),
        ])
        .prop_map(|(before, behind)| Change::InAMail(before, behind)),
    ];
    prop::collection::vec(change, 0..6)
}

/// How a text is stored.
#[derive(Debug, Clone, Copy)]
enum Stored {
    Utf8,
    Utf8Mark,
    Utf16Le,
    Utf16Be,
    /// Where it can be: what it has no code for stays away.
    ShiftJis,
}

impl Stored {
    const ALL: [Self; 5] = [
        Self::Utf8,
        Self::Utf8Mark,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::ShiftJis,
    ];

    fn bytes(self, text: &str) -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Mark => marked.into_bytes(),
            Self::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::ShiftJis => {
                let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
                if lost {
                    text.as_bytes().to_vec()
                } else {
                    bytes.into_owned()
                }
            }
        }
    }
}

/// The forms in which a document travels as text.
fn forms(document: &Document) -> [String; 3] {
    [
        armour::write(document),
        typed::write(document),
        typed::parts(document, 90).join("\n") + "\n",
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    changes
        .iter()
        .fold(text.to_owned(), |text, change| change.on(&text))
}

proptest! {
    #[test]
    fn any_harmless_changes_in_any_order_give_the_same_document(
        changes in changes(),
        stored in prop::sample::select(Stored::ALL.to_vec()),
    ) {
        let document = license();
        for text in forms(&document) {
            let file = stored.bytes(&changed(&text, &changes));
            if file.len() <= armour::MAX_FILE_LEN {
                prop_assert_eq!(read(&file), Ok(document.clone()), "{}", changed(&text, &changes));
            }
        }
    }

    #[test]
    fn a_change_of_the_document_among_harmless_ones_is_noticed(
        changes in changes(),
        stored in prop::sample::select(Stored::ALL.to_vec()),
        place in any::<Index>(),
        step in 1_usize..32,
        what in 0..3,
    ) {
        const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let document = license();
        let trust = Vendor::new().trust();
        for (number, text) in forms(&document).into_iter().enumerate() {
            // Of the armour only what stands between the marks; of the other forms everything is the document.
            let from = if number == 0 { text.find('\n').unwrap() } else { 0 };
            let to = if number == 0 { text.rfind("\n-----END").unwrap() } else { text.len() };
            let mut bytes = text.clone().into_bytes();
            let signs: Vec<_> = (from..to).filter(|&at| bytes[at].is_ascii_alphanumeric()).collect();
            let at = signs[place.index(signs.len())];
            let was = ALPHABET.iter().position(|&c| c == bytes[at]).unwrap_or(0);
            let other = ALPHABET[(was + step) % ALPHABET.len()];
            prop_assume!(other != bytes[at]);
            match what {
                0 => bytes[at] = other,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, other),
            }
            let text = String::from_utf8(bytes).unwrap();
            let file = stored.bytes(&changed(&text, &changes));
            // The beginnings of parts are not signed; whatever stands in them, it is this document or none.
            let same = read(&file) == Ok(document.clone());
            prop_assert!(!same || number == 2, "{text}");
            let verified = verify_license(&trust, &file);
            prop_assert!(verified.is_err() || same, "{text}");
        }
    }

    #[test]
    fn a_product_key_is_the_same_after_any_harmless_changes(
        random in any::<[u8; 14]>(),
        changes in changes(),
        stored in prop::sample::select(Stored::ALL.to_vec()),
    ) {
        let key = ProductKey::from_random(&random);
        let text = format!("{}\n", *key.reveal());
        let file = stored.bytes(&changed(&text, &changes));
        prop_assert_eq!(ProductKey::read(&file), Ok(key));
    }
}

/// A mail program puts the name of whom it quotes before each line, or a sign.
#[test]
fn a_document_is_read_by_whatever_mark_its_lines_are_quoted() {
    let document = license();
    let text = armour::write(&document);
    assert!(text.contains("=\n-----END"), "it has to end with padding");
    let marks = [
        "田中> ",
        "田中＞",
        "» ",
        "≫",
        "・",
        "# ",
        "yamada-taro> ",
        "> 田中> ",
    ];
    for mark in marks {
        let quoted = changed(&text, &[Change::Quoted(mark)]);
        let mail = format!("山田様\n\n{quoted}\nよろしくお願いします。\n");
        for stored in Stored::ALL {
            assert_eq!(
                read(&stored.bytes(&mail)),
                Ok(document.clone()),
                "{stored:?}: {mail}"
            );
        }
        // Where the marks are not alike it is not read, and it is no mail's source for that.
        let one_lost = quoted.replacen(&format!("\n{mark}"), "\n", 1);
        let refused = read(one_lost.as_bytes());
        assert!(
            refused.is_ok() || refused == Err(armour::Error::Garbled),
            "{refused:?}: {one_lost}"
        );
        let coded = quoted.replace('=', "=3D");
        let source = armour::Error::MailSource(madoguchi_reading::Other::QuotedPrintable);
        assert_eq!(read(coded.as_bytes()), Err(source));
    }
}

/// The forms that were seen: what each program makes of a file that is opened, saved, piped, sent or scanned.
#[test]
fn the_forms_that_real_programs_make_are_read() {
    let document = license();
    for text in forms(&document) {
        let windows = text.replace('\n', "\r\n");
        let quoted = |mark: &str| {
            format!(
                "{mark}{}",
                text.trim_end().replace('\n', &format!("\r\n{mark}"))
            )
        };
        let scanned = |end: &str| text.trim_end().replace('\n', end);
        let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        let table: [(&str, Vec<u8>); 14] = [
            ("Notepad: ANSI", windows.clone().into_bytes()),
            ("Notepad: UTF-8", windows.clone().into_bytes()),
            (
                "Notepad: UTF-8 with BOM",
                format!("\u{feff}{windows}").into_bytes(),
            ),
            (
                "Notepad: UTF-16 LE",
                utf16(&format!("\u{feff}{windows}"), u16::to_le_bytes),
            ),
            (
                "Notepad: UTF-16 BE",
                utf16(&format!("\u{feff}{windows}"), u16::to_be_bytes),
            ),
            (
                "PowerShell: >",
                utf16(&format!("\u{feff}{windows}\r\n"), u16::to_le_bytes),
            ),
            ("UTF-16 without BOM", utf16(&windows, u16::to_le_bytes)),
            ("an answer", quoted("> ").into_bytes()),
            ("an answer to an answer", quoted(">> ").into_bytes()),
            (
                "an answer in Shift_JIS",
                encoding_rs::SHIFT_JIS
                    .encode(&format!("山田様\r\n{}", quoted("＞")))
                    .0
                    .into_owned(),
            ),
            (
                "an answer in ISO-2022-JP",
                encoding_rs::ISO_2022_JP
                    .encode(&format!("山田様\r\n{}", quoted("> ")))
                    .0
                    .into_owned(),
            ),
            (
                "an answer in EUC-JP",
                encoding_rs::EUC_JP
                    .encode(&format!("山田様、届きました。\r\n{}", quoted("> ")))
                    .0
                    .into_owned(),
            ),
            ("a hand scanner: CR", scanned("\r").into_bytes()),
            (
                "a hand scanner: TAB, then ETX",
                format!("{}\u{3}", scanned("\t")).into_bytes(),
            ),
        ];
        for (case, file) in table {
            // A scanner reads no armour.
            if !(case.contains("scanner") && text.starts_with('-')) {
                assert_eq!(read(&file).as_ref(), Ok(&document), "{case}: {text}");
            }
        }
    }
    let marked: Vec<_> = typed::parts(&document, 90)
        .into_iter()
        .map(|part| format!("]Q1{part}\r"))
        .collect();
    assert_eq!(read(marked.concat().as_bytes()), Ok(document));
}
