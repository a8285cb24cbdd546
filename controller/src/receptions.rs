//! A list of receptions as another system or a spreadsheet writes it: `time,number,class,needs,prefers`, one patient a line.
//!
//! The first line names the columns, in English or Japanese, in any order; `time` and `number` have to be there, and may be empty. `time` is
//! `8:30` or `08:30:15`; `class` is `normal` (通常), `priority` (優先), `urgent` (緊急) or empty; needs and prefers are wishes as on the
//! command line (`seated`, `standing`, `unit:NAME`, a tag), separated by spaces, semicolons or commas. In any width: whoever types
//! Japanese types `９：００`. The demo plays such a list, and the watched folder puts it into the queue.

use crate::texts;
use crate::wire;
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::time::SinceMidnight;
use madoguchi_plain::marked;
use madoguchi_proto::v1::{Text, TicketClass, Wish};
use madoguchi_reading as reading;
use madoguchi_reading::table::{self, Columns, Row, Table};
use madoguchi_texts::command_line;
use std::collections::BTreeSet;

/// The largest file: some hundred bytes for each patient of a hospital's longest days.
pub(crate) const MAX_BYTES: usize = 1 << 20;
/// The most characters of a field in a sentence: the rest says no more of what is wrong with it.
const MAX_TOLD_CHARS: usize = 40;

const COLUMNS: Columns = Columns {
    known: &["time", "number", "class", "needs", "prefers"],
    also: &[
        ("時刻", "time"),
        ("時間", "time"),
        ("受付時刻", "time"),
        ("受付時間", "time"),
        ("受付番号", "number"),
        ("番号", "number"),
        ("整理番号", "number"),
        ("区分", "class"),
        ("受付区分", "class"),
        ("優先区分", "class"),
        ("条件", "needs"),
        ("必要条件", "needs"),
        ("希望", "prefers"),
        ("希望条件", "prefers"),
    ],
    needed: &["time", "number"],
};
/// The columns as a sentence shows them.
const TOLD: &str = "time,number,class,needs,prefers";
const TOLD_JA: &str = "時刻,受付番号,区分,条件,希望";

/// One patient of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reception {
    /// The line, from 1.
    pub line: u64,
    /// The time that the line says.
    pub time: Option<SinceMidnight>,
    /// The number that is meant; `None` if the fleet gives one.
    pub number: Option<Number>,
    pub class: TicketClass,
    pub needs: Vec<Wish>,
    pub prefers: Vec<Wish>,
}

/// Opens a list.
///
/// # Errors
/// Why the bytes are no list of receptions.
pub(crate) fn open(bytes: &[u8]) -> Result<Table, Text> {
    Table::open(bytes, COLUMNS).map_err(|why| no_table(&why))
}

/// The lines of a list behind its first one, each with the patient in it or what is wrong with it. A number that an earlier line has is a
/// mistake.
pub(crate) fn lines(list: &Table) -> impl Iterator<Item = Result<Reception, Text>> {
    let mut numbers = BTreeSet::new();
    list.rows().map(move |row| {
        let reception = reception(&row)?;
        match &reception.number {
            Some(number) if !numbers.insert(number.clone()) => {
                let value = [("value", number.as_str())];
                Err(bad(row.line, "receptions-line-number-twice", &value))
            }
            _ => Ok(reception),
        }
    })
}

/// That there is no line behind the first one.
pub(crate) fn nobody() -> Text {
    texts::text("receptions-nobody", &[])
}

/// Why a file is no list of receptions.
fn no_table(why: &table::Error) -> Text {
    let said = |code: &str, column: &str| {
        let args = [("column", column), ("columns", TOLD), ("japanese", TOLD_JA)];
        texts::text(code, &args)
    };
    match why {
        table::Error::Empty => said("receptions-empty", ""),
        table::Error::Other(what) => {
            let what = [("what", command_line::other(*what).into())];
            texts::sentence("receptions-other", "receptions-other", &what)
        }
        table::Error::NoColumn { column } => said("receptions-no-column", column),
        table::Error::OtherColumn { column } => said("receptions-other-column", column),
        table::Error::ColumnTwice { column } => said("receptions-column-twice", column),
    }
}

fn reception(row: &Row) -> Result<Reception, Text> {
    let at = row.line;
    if let Some(count) = row.too_many {
        let count = count.to_string();
        return Err(bad(at, "receptions-line-columns", &[("count", &count)]));
    }
    // In the order of the columns. `Table` gives as many fields as there are columns.
    let field = |place: usize| row.fields.get(place).map_or("", String::as_str);
    let plain = |place: usize| {
        field(place)
            .chars()
            .map(reading::narrow)
            .collect::<String>()
    };
    let wrong = |code: &str, place: usize| bad(at, code, &[("value", field(place))]);
    Ok(Reception {
        line: at,
        time: time(&plain(0)).ok_or_else(|| wrong("receptions-line-time", 0))?,
        number: number(field(1)).ok_or_else(|| wrong("receptions-line-number", 1))?,
        class: class(&plain(2)).ok_or_else(|| wrong("receptions-line-class", 2))?,
        needs: wished(at, &plain(3))?,
        prefers: wished(at, &plain(4))?,
    })
}

/// Parses `8:30` or `08:30:15`; `Some(None)` if it is empty.
fn time(text: &str) -> Option<Option<SinceMidnight>> {
    if text.is_empty() {
        return Some(None);
    }
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let all_digits = parts
        .iter()
        .all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    if !all_digits || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let part = |index: usize| parts.get(index).map_or(Some(0), |p| p.parse::<u32>().ok());
    let (hours, minutes, seconds) = (part(0)?, part(1)?, part(2)?);
    let fits = hours < 24 && minutes < 60 && seconds < 60;
    let ms = || SinceMidnight::of_ms(((hours * 60 + minutes) * 60 + seconds) * 1_000);
    fits.then(ms)
}

/// Parses a number; `Some(None)` if it is empty and the fleet gives one. Two that mean the same are one (RULES Q8).
fn number(text: &str) -> Option<Option<Number>> {
    if text.is_empty() {
        return Some(None);
    }
    let number = wire::number_of(text).ok()?;
    Some(Some(number.meant()))
}

fn class(text: &str) -> Option<TicketClass> {
    match text {
        "" => Some(TicketClass::Normal),
        typed => wire::typed_class(typed).ok().map(wire::class),
    }
}

fn wished(at: u64, text: &str) -> Result<Vec<Wish>, Text> {
    // What people write between two wishes; no tag and no usual counter has one of these in it.
    let between = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '、' | '､');
    text.split(between)
        .filter(|word| !word.is_empty())
        .map(|word| match wire::typed_wish(word) {
            Ok(wish) => Ok(wish),
            Err(_) => Err(bad(at, "receptions-line-wish", &[("value", word)])),
        })
        .collect()
}

/// A reason with the number of its line. A field's own words are shown so that nothing in them is hidden.
fn bad(line: u64, code: &str, args: &[(&str, &str)]) -> Text {
    let shown = |value: &str| marked(&value.chars().take(MAX_TOLD_CHARS).collect::<String>());
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, shown(value)))
        .chain([("line", line.to_string())])
        .collect();
    let args: Vec<_> = args.iter().map(|(name, value)| (*name, &**value)).collect();
    texts::text(code, &args)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(list: impl AsRef<[u8]>) -> Result<Vec<Reception>, Vec<Text>> {
        let list = open(list.as_ref()).map_err(|why| vec![why])?;
        let (good, bad): (Vec<_>, Vec<_>) = lines(&list).partition(Result::is_ok);
        match bad.is_empty() {
            true => Ok(good.into_iter().map(Result::unwrap).collect()),
            false => Err(bad.into_iter().map(Result::unwrap_err).collect()),
        }
    }

    fn codes(list: impl AsRef<[u8]>) -> Vec<String> {
        let texts = read(list).unwrap_err();
        texts.into_iter().map(|text| text.code).collect()
    }

    fn numbers(list: &[Reception]) -> Vec<&str> {
        let numbers = list.iter().map(|r| r.number.as_ref());
        numbers.map(|n| n.map_or("", Number::as_str)).collect()
    }

    /// As Excel on a Japanese PC saves it: full-width digits, numbers kept as text, blank rows below the last patient, and its kinds of file.
    #[test]
    fn what_excel_makes_of_a_list_is_read() {
        let csv = "time,number,class,needs,prefers\r\n９：００,０１,ｎｏｒｍａｌ,ｓｅａｔｅｄ　language:en,\r\n,,,,\r\n9：05,ｱ1\r\n\r\n,\"=\"\"0012\"\"\",優先\r\n,,,,\r\n";
        let tabs: Vec<u8> = format!("\u{feff}{}", csv.replace(',', "\t"))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let old = encoding_rs::SHIFT_JIS.encode(csv).0.into_owned();
        let semicolons = csv.replace(',', ";").into_bytes();
        let japanese = csv.replace("time,number,class,needs,prefers", TOLD_JA);
        let old_japanese = encoding_rs::SHIFT_JIS.encode(&japanese).0.into_owned();
        let with_mark = format!("\u{feff}{csv}").into_bytes();
        for bytes in [with_mark, old, tabs, semicolons, old_japanese] {
            let list = read(&bytes).unwrap();
            assert_eq!(numbers(&list), ["1", "ア1", "12"]);
            assert_eq!(list[0].time, SinceMidnight::of_ms(9 * 3_600_000));
            assert_eq!((list[0].needs.len(), list[0].line), (2, 2));
            assert_eq!((list[2].time, list[2].class), (None, TicketClass::Priority));
        }
    }

    #[test]
    fn words_are_taken_in_either_language_and_any_case_with_whatever_stands_between_them() {
        let list = "希望,受付区分,整理番号,受付時刻,条件\n\
            ,緊急,1,9:00,座位;language:en\n,URGENT,2,9:01,座位、LANGUAGE:EN\n\
            ,Urgent,3,9:02,Seated；language:en\n,ｕｒｇｅｎｔ,4,9:03,\"座位,language:en\"\n\
            ,urgent,5,9:04,座位，language:en\n\x1a";
        let list = read(list).unwrap();
        assert_eq!(list.len(), 5);
        for patient in &list {
            assert_eq!(patient.class, TicketClass::Urgent, "{patient:?}");
            assert_eq!(patient.needs, list[0].needs, "{patient:?}");
            assert_eq!(patient.needs.len(), 2);
        }
        // What a system does not know it need not name.
        assert_eq!(
            numbers(&read("番号,時刻\n7,\n,\n8,\n").unwrap()),
            ["7", "8"]
        );
    }

    #[test]
    fn every_bad_line_is_named_with_its_number_and_reason() {
        let csv = "time,number,class,needs,prefers\n25:00,1,,,\n9:00,1,,,\n9:00,01,,,\n9:01,2,fast,,\n9:02,3,,,,x\n9:03,4,,SEATED!,\n9:04,123456789,,,\n";
        assert_eq!(
            codes(csv),
            [
                "receptions-line-time",
                "receptions-line-number-twice",
                "receptions-line-class",
                "receptions-line-columns",
                "receptions-line-wish",
                "receptions-line-number",
            ]
        );
        let texts = read(csv).unwrap_err();
        assert!(texts[0].en.contains('2') && texts[0].ja.contains('2'));
        assert!(texts[4].en.contains('7'), "{texts:?}");
        // A field's own words change nothing in a sentence, and are not repeated without end.
        let long = format!("time,number\n\"{}\n\u{202e}\",1\n", "あ".repeat(500));
        let long = read(long).unwrap_err().remove(0);
        assert!(long.ja.chars().count() < 120, "{long:?}");
        let hidden = read("time,number\n\"9\n\u{202e}\",1\n").unwrap_err();
        assert!(!hidden[0].ja.contains(['\n', '\u{202e}']), "{hidden:?}");
    }

    #[test]
    fn a_file_that_is_no_list_says_what_it_lacks_with_the_columns_that_there_are() {
        for (list, code) in [
            ("9:00,1,,,\n", "receptions-no-column"),
            ("time,number,room\n", "receptions-other-column"),
            ("時刻,番号,診察室\n", "receptions-other-column"),
            ("time,number,時刻\n", "receptions-column-twice"),
            ("\r\n\x1a", "receptions-empty"),
        ] {
            let said = open(list.as_bytes()).unwrap_err();
            assert_eq!(said.code, code, "{list}");
            assert!(
                said.en.contains(TOLD) && said.ja.contains(TOLD_JA),
                "{said:?}"
            );
        }
        let unknown = open("時刻,番号,診察室\n".as_bytes()).unwrap_err();
        assert!(unknown.ja.contains("診察室"), "{unknown:?}");
        assert_eq!(codes(b"PK\x03\x04 xl/workbook.xml"), ["receptions-other"]);
        assert_eq!(read("time,number,class,needs,prefers\n,,,,\n"), Ok(vec![]));
        assert_eq!(nobody().code, "receptions-nobody");
    }
}
