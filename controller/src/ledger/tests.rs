#![allow(clippy::unwrap_used)]

use super::*;
use madoguchi_proto::v1::{Counter, Edition};

fn unit(serial: &str) -> Unit {
    Unit {
        serial: serial.into(),
        edition: Edition::Multi.into(),
        counter: Some(Counter {
            name: "窓口1".into(),
            ..Counter::default()
        }),
        cable: "3 m".into(),
        delivered: "2024-05-20".into(),
        covered_until: "2029-05-31".into(),
        // 2024-05-21 in Japan.
        enrolled_at_ms: 1_716_249_600_000,
        ..Unit::default()
    }
}

fn units() -> Vec<Unit> {
    let replaced = Unit {
        retired: true,
        replaced_by: "CR-1".into(),
        out_at_ms: 1_716_249_600_000,
        counter: Some(Counter {
            name: "=HYPERLINK(\"x\"),1".into(),
            ..Counter::default()
        }),
        cable: "+5 m".into(),
        ..unit("CR-0")
    };
    let fresh = Unit {
        delivered: String::new(),
        covered_until: String::new(),
        cable: String::new(),
        replaces: vec!["CR-0".into()],
        ..unit("CR-1")
    };
    let gone = Unit {
        retired: true,
        ..unit("CR-2")
    };
    let stranger = Unit {
        enrolled_at_ms: 0,
        ..unit("CR-9")
    };
    vec![replaced, fresh, gone, stranger]
}

fn exported() -> String {
    let units = units();
    file(kept(&units), &Clock::at_offset(540))
}

fn codes(bytes: impl AsRef<[u8]>) -> Vec<String> {
    let wrong = changes(bytes.as_ref(), &units()).unwrap_err();
    wrong.into_iter().map(|text| text.code).collect()
}

#[test]
fn a_spreadsheet_opens_it_with_japanese_headings_and_finds_no_formula_in_it() {
    let file = exported();
    let lines: Vec<_> = file.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}製造番号,窓口,種類,納品日,保守終了日,ケーブル,状態,登録日,取り外し日,交換後のリーダー,交換の理由,交換前のリーダー"
    );
    assert_eq!(
        lines[1],
        "CR-0,\"'=HYPERLINK(\"\"x\"\"),1\",複数台接続版,2024-05-20,2029-05-31,'+5 m,交換済み,2024-05-21,2024-05-21,CR-1,,"
    );
    assert_eq!(
        lines[2],
        "CR-1,窓口1,複数台接続版,,,,使用中,2024-05-21,,,,CR-0"
    );
    assert!(
        lines[3].contains("取り外し済み") && lines.len() == 4,
        "{file}"
    );
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
}

#[test]
fn what_was_written_changes_nothing_when_it_is_read_again() {
    let read = changes(exported().as_bytes(), &units()).unwrap();
    assert_eq!((read.entries.len(), read.kept), (0, 3));
}

#[test]
fn a_delivery_is_read_as_excel_saves_it_in_either_encoding_and_an_empty_cell_changes_nothing() {
    let table = "製造番号,納品日\r\ncr-1,2024/5/7\r\nCR-2,\r\n";
    let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(table);
    let utf_8 = format!("\u{feff}{table}");
    for bytes in [utf_8.as_bytes(), &shift_jis] {
        let read = changes(bytes, &units()).unwrap();
        let entry = LedgerEntry {
            serial: "CR-1".into(),
            delivered: Some("2024-05-07".into()),
            cable: None,
        };
        assert_eq!(
            read,
            Changes {
                entries: vec![entry],
                kept: 1
            }
        );
    }
    let english = "serial;cable\nCR-1;'-1 m\n";
    let read = changes(english.as_bytes(), &units()).unwrap();
    assert_eq!(read.entries[0].cable.as_deref(), Some("-1 m"));
}

#[test]
fn every_line_that_is_wrong_is_told_and_none_counts() {
    let table = "製造番号,納品日,ケーブル\n\
        CR-1,2024-05-20,3 m\n\
        CR-7,2024-05-20,\n\
        CR-1,,\n\
        CR-2,昨日,\n\
        ,2024-05-20,\n\
        CR-0,,長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長\n\
        CR-0,,,x\n";
    let told = [
        "ledger-line-serial",
        "ledger-line-twice",
        "ledger-line-delivered",
        "ledger-line-serial",
        "ledger-line-cable",
        "ledger-line-columns",
    ];
    assert_eq!(codes(table), told);
    let wrong = changes(table.as_bytes(), &units()).unwrap_err();
    assert!(wrong[0].ja.contains("3 行目") && wrong[0].ja.contains("CR-7"));
}

#[test]
fn of_a_long_list_of_mistakes_the_first_are_told() {
    let table = format!("serial\n{}", "NOBODY\n".repeat(100));
    let told = codes(table);
    assert_eq!(told.len(), MAX_TOLD_LINES + 1);
    assert_eq!(told.last().unwrap(), "ledger-more-lines");
}

#[test]
fn what_is_no_ledger_says_what_it_is() {
    for (bytes, code) in [
        (&b""[..], "ledger-empty"),
        (b"%PDF-1.4\n", "ledger-other"),
        ("窓口,納品日\n".as_bytes(), "ledger-no-column"),
        ("製造番号,価格\n".as_bytes(), "ledger-other-column"),
        ("製造番号,serial\n".as_bytes(), "ledger-column-twice"),
        ("製造番号,納品日\n".as_bytes(), "ledger-no-lines"),
    ] {
        assert_eq!(codes(bytes), [code]);
    }
}

#[test]
fn a_serial_that_a_spreadsheet_would_take_for_a_number_or_a_day_comes_back_as_it_was() {
    let units: Vec<_> = ["00123", "12345678901234567", "1E5", "1-2"]
        .map(unit)
        .into();
    let exported = file(kept(&units), &Clock::at_offset(540));
    assert!(
        exported.contains("\r\n\"=\"\"00123\"\"\",窓口1,"),
        "{exported}"
    );
    let later = exported.replace("2024-05-20", "2024-05-21");
    // As a spreadsheet saves it: the values of the formulas.
    let saved = later.replace("\"=\"\"", "").replace("\"\"\",", ",");
    for table in [&later, &saved] {
        let changed = changes(table.as_bytes(), &units).unwrap().entries;
        let serials: Vec<_> = changed.iter().map(|entry| &*entry.serial).collect();
        assert_eq!(serials, ["00123", "12345678901234567", "1E5", "1-2"]);
    }
}
