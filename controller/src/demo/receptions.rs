//! Reads a real day from a CSV file: `time,number,class,needs,prefers`, one patient a line.
//!
//! `time` is `8:30` or `08:30:15`; `class` is `normal` (通常), `priority` (優先), `urgent` (緊急) or empty; needs and prefers are
//! wishes as on the command line (`seated`, `standing`, `unit:NAME`, a tag), separated by spaces, semicolons or commas. In any width:
//! whoever types Japanese types `９：００`.

use super::day::{MAX_PATIENTS, Patient};
use crate::texts;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::refusal::Refusal;
use madoguchi_fleet::wish::Signature;
use madoguchi_proto::v1::{Text, TicketClass, Wish, wish};
use madoguchi_reading::table::{self, Columns, Row, Table};
use madoguchi_reading::{self as reading, Unread};
use madoguchi_texts::{command_line, same};
use std::collections::BTreeSet;
use std::path::Path;

/// The largest file: some hundred bytes for each of the most patients.
const MAX_BYTES: usize = 1 << 20;
/// The most bad lines in an error; these show what is wrong with the rest, too.
const MAX_NAMED: usize = 20;
const COLUMNS: Columns = Columns {
    known: &["time", "number", "class", "needs", "prefers"],
    needed: &["time", "number", "class", "needs", "prefers"],
};

/// A real day from a file (`time,number,class,needs,prefers`).
///
/// # Errors
/// All bad lines with their numbers and reasons, or the reason why the file cannot be read.
pub fn read(path: &Path) -> Result<Vec<Patient>, Vec<Text>> {
    let file = || [("file", command_line::file(path).into())];
    let bytes = reading::read(path, MAX_BYTES).map_err(|why| {
        vec![match why {
            Unread::TooLarge { .. } => {
                texts::sentence("demo-file-too-large", "demo-file-too-large", &file())
            }
            Unread::Io(error) => {
                let reason = texts::system_error(&error).into();
                let [file] = file();
                let args = [file, ("reason", reason)];
                texts::sentence("demo-file-unreadable", "demo-file-unreadable", &args)
            }
        }]
    })?;
    parse(&bytes)
}

/// Parses a day. The patients are sorted by arrival.
///
/// # Errors
/// The first twenty bad lines with their numbers and reasons.
fn parse(bytes: &[u8]) -> Result<Vec<Patient>, Vec<Text>> {
    let table = Table::open(bytes, COLUMNS).map_err(|why| vec![no_table(&why)])?;
    let mut patients = Vec::new();
    let mut mistakes = Vec::new();
    let mut numbers = BTreeSet::new();
    for row in table.rows() {
        match patient(&row, &mut numbers) {
            Ok(patient) => patients.push(patient),
            Err(mistake) => mistakes.push(mistake),
        }
        if mistakes.len() >= MAX_NAMED || patients.len() > MAX_PATIENTS {
            break;
        }
    }
    if patients.len() > MAX_PATIENTS {
        mistakes.push(texts::text(
            "demo-too-many-patients",
            &[("limit", &MAX_PATIENTS.to_string())],
        ));
    }
    if patients.is_empty() && mistakes.is_empty() {
        mistakes.push(texts::text("demo-no-patients", &[]));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    patients.sort_by_key(|patient: &Patient| patient.arrives_ms);
    Ok(patients)
}

/// Why a file is no table of receptions.
fn no_table(why: &table::Error) -> Text {
    let columns = ("columns", COLUMNS.known.join(","));
    let columns = (columns.0, columns.1.as_str());
    match why {
        table::Error::Empty => texts::text("demo-file-empty", &[columns]),
        table::Error::Other(what) => {
            let what = [("what", command_line::other(*what).into())];
            texts::sentence("demo-file-other", "demo-file-other", &what)
        }
        table::Error::NoColumn { column } => {
            texts::text("demo-line-header", &[("column", column), columns])
        }
        table::Error::OtherColumn { column } => {
            texts::text("demo-other-column", &[("column", column), columns])
        }
        table::Error::ColumnTwice { column } => {
            texts::text("demo-column-twice", &[("column", column), columns])
        }
    }
}

fn patient(row: &Row, numbers: &mut BTreeSet<Number>) -> Result<Patient, Text> {
    let at = row.line;
    if let Some(count) = row.too_many {
        return Err(bad(
            at,
            "demo-line-columns",
            &[("count", &count.to_string())],
        ));
    }
    // In the order of the columns. `Table` gives as many fields as there are columns.
    let field = |place: usize| row.fields.get(place).map_or("", String::as_str);
    let plain = |place: usize| {
        field(place)
            .chars()
            .map(reading::narrow)
            .collect::<String>()
    };
    let arrives_ms =
        time(&plain(0)).ok_or_else(|| bad(at, "demo-line-time", &[("value", field(0))]))?;
    let number =
        number(field(1)).ok_or_else(|| bad(at, "demo-line-number", &[("value", field(1))]))?;
    if let Some(number) = &number
        && !numbers.insert(number.clone())
    {
        return Err(bad(
            at,
            "demo-line-number-twice",
            &[("value", number.as_str())],
        ));
    }
    let class =
        class(&plain(2)).ok_or_else(|| bad(at, "demo-line-class", &[("value", field(2))]))?;
    Ok(Patient {
        arrives_ms,
        number: number.map(|n| n.to_string()).unwrap_or_default(),
        class,
        needs: wished(at, &plain(3))?,
        prefers: wished(at, &plain(4))?,
        line: Some(at),
    })
}

/// What the desk of this clinic would refuse, with the line of the file: a reader that it has not, two wishes that no reader meets together.
/// The first twenty.
pub fn refused(fleet: &Fleet, patients: &[Patient]) -> Vec<Text> {
    let refused = patients.iter().filter_map(|patient| {
        let why = texts::refusal(&wishes(fleet, patient).err()?);
        let line = same(patient.line?);
        let args = [("line", line), ("why", why.into())];
        Some(texts::sentence(
            "demo-line-refused",
            "demo-line-refused",
            &args,
        ))
    });
    refused.take(MAX_NAMED).collect()
}

/// The wishes of a patient as the desk takes them: a reader may be named by its counter.
fn wishes(fleet: &Fleet, patient: &Patient) -> Result<(), Refusal> {
    let named = |wishes: &[Wish]| -> Result<Vec<Wish>, Refusal> {
        let mut wishes = wishes.to_vec();
        for wish in &mut wishes {
            if let Some(wish::Wish::Unit(name)) = &mut wish.wish {
                *name = fleet.unit_named(name)?.to_string();
            }
        }
        Ok(wishes)
    };
    let read = |wishes: Vec<Wish>| wire::wishes_of(&wishes).unwrap_or_default();
    let signature = Signature::new(read(named(&patient.needs)?), read(named(&patient.prefers)?));
    match signature.contradiction() {
        None => Ok(()),
        Some((first, second)) => Err(Refusal::WishesExclude {
            first: first.clone(),
            second: second.clone(),
        }),
    }
}

/// Parses `8:30` or `08:30:15` to milliseconds after midnight.
fn time(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let all_digits = parts
        .iter()
        .all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    if !all_digits || !(2..=3).contains(&parts.len()) {
        return None;
    }
    let part = |index: usize| parts.get(index).map_or(Some(0), |p| p.parse::<i64>().ok());
    let (hours, minutes, seconds) = (part(0)?, part(1)?, part(2)?);
    let fits = hours < 24 && minutes < 60 && seconds < 60;
    fits.then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000)
}

/// Parses a number; `Some(None)` if it is empty and the fleet gives one. Two that mean the same are one (RULES Q8).
fn number(text: &str) -> Option<Option<Number>> {
    if text.is_empty() {
        Some(None)
    } else {
        let number = wire::number_of(text).ok()?;
        Some(Some(number.meant()))
    }
}

fn class(text: &str) -> Option<TicketClass> {
    match text {
        "" => Some(TicketClass::Normal),
        typed => wire::typed_class(typed).ok().map(wire::class),
    }
}

fn wished(at: u64, text: &str) -> Result<Vec<Wish>, Text> {
    // What people write between two wishes; no tag and no counter of the demo has one of these in it.
    let between = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '、' | '､');
    text.split(between)
        .filter(|word| !word.is_empty())
        .map(|word| match wire::typed_wish(word) {
            Ok(wish) => Ok(wish),
            Err(_) => Err(bad(at, "demo-line-wish", &[("value", word)])),
        })
        .collect()
}

/// A reason with the number of its line.
fn bad(line: u64, code: &str, args: &[(&str, &str)]) -> Text {
    let line = line.to_string();
    let args: Vec<_> = args
        .iter()
        .copied()
        .chain([("line", line.as_str())])
        .collect();
    texts::text(code, &args)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn codes(csv: &[u8]) -> Vec<String> {
        parse(csv)
            .unwrap_err()
            .into_iter()
            .map(|text| text.code)
            .collect()
    }

    #[test]
    fn a_real_day_is_read_in_order_of_arrival() {
        let csv = "time,number,class,needs,prefers\r\n9:05,２,urgent,,\r\n08:30:15,1,,seated,language:en\r\n";
        let day = parse(csv.as_bytes()).unwrap();
        assert_eq!(
            day.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(),
            ["1", "2"]
        );
        assert_eq!(day[0].arrives_ms, ((8 * 60 + 30) * 60 + 15) * 1_000);
        assert_eq!((day[0].needs.len(), day[0].prefers.len()), (1, 1));
        assert_eq!(day[1].class, TicketClass::Urgent);
    }

    /// As Excel on a Japanese PC saves it: full-width digits, blank rows below the last patient, and its three kinds of file.
    #[test]
    fn what_excel_makes_of_a_day_is_read() {
        let csv = "time,number,class,needs,prefers\r\n９：００,０１,ｎｏｒｍａｌ,ｓｅａｔｅｄ　language:en,\r\n,,,,\r\n9：05,ｱ1\r\n\r\n,,,,\r\n";
        let tabs: Vec<u8> = format!("\u{feff}{}", csv.replace(',', "\t"))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let old = encoding_rs::SHIFT_JIS.encode(csv).0.into_owned();
        for bytes in [format!("\u{feff}{csv}").into_bytes(), old, tabs] {
            let day = parse(&bytes).unwrap();
            let numbers: Vec<_> = day.iter().map(|p| p.number.as_str()).collect();
            assert_eq!(numbers, ["1", "ア1"]);
            assert_eq!(day[0].arrives_ms, 9 * 3_600_000);
            assert_eq!(day[0].needs.len(), 2);
        }
    }

    #[test]
    fn words_are_taken_in_either_language_and_any_case_with_whatever_stands_between_them() {
        let day = "time,number,class,needs,prefers\n\
            9:00,1,緊急,座位;language:en,\n9:01,2,URGENT,座位、LANGUAGE:EN,\n\
            9:02,3,Urgent,Seated；language:en,\n9:03,4,ｕｒｇｅｎｔ,\"座位,language:en\",\n\
            9:04,5,urgent,座位，language:en,\x1a";
        let day = parse(day.as_bytes()).unwrap();
        assert_eq!(day.len(), 5);
        for patient in &day {
            assert_eq!(patient.class, TicketClass::Urgent, "{}", patient.number);
            assert_eq!(patient.needs, day[0].needs, "{}", patient.number);
            assert_eq!(patient.needs.len(), 2);
        }
    }

    #[test]
    fn every_bad_line_is_named_with_its_number_and_reason() {
        let csv = "time,number,class,needs,prefers\n25:00,1,,,\n9:00,1,,,\n9:00,01,,,\n9:01,2,fast,,\n9:02,3,,,,x\n9:03,4,,SEATED!,\n";
        assert_eq!(
            codes(csv.as_bytes()),
            [
                "demo-line-time",
                "demo-line-number-twice",
                "demo-line-class",
                "demo-line-columns",
                "demo-line-wish"
            ]
        );
        let texts = parse(csv.as_bytes()).unwrap_err();
        assert!(
            texts[0].en.contains('2') && texts[0].ja.contains('2'),
            "{texts:?}"
        );
        assert!(texts[4].en.contains('7'), "{texts:?}");
    }

    #[test]
    fn what_is_too_much_or_not_there_is_refused() {
        let long = b"time,number,class,needs,prefers\n9:00,123456789,,,\n";
        assert_eq!(codes(long), ["demo-line-number"]);
        let patient = |n: usize| format!("9:00,{n},,,\n");
        let many: String = (0..=MAX_PATIENTS).map(patient).collect();
        let many = format!("time,number,class,needs,prefers\n{many}");
        assert_eq!(codes(many.as_bytes()), ["demo-too-many-patients"]);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("day.csv");
        let told = |file: &Path| read(file).unwrap_err().remove(0);
        let absent = told(&file);
        assert_eq!(absent.code, "demo-file-unreadable");
        assert!(!absent.ja.contains("No such file"), "{absent:?}");
        std::fs::write(&file, " ".repeat(MAX_BYTES + 1)).unwrap();
        assert_eq!(told(&file).code, "demo-file-too-large");
    }

    #[test]
    fn a_file_without_header_or_patients_is_refused() {
        assert_eq!(codes(b"9:00,1,,,\n"), ["demo-line-header"]);
        assert_eq!(
            codes(b"time,number,class,needs,prefers,room\n"),
            ["demo-other-column"]
        );
        assert_eq!(
            codes(b"time,number,class,needs,prefers,time\n"),
            ["demo-column-twice"]
        );
        assert_eq!(
            codes(b"time,number,class,needs,prefers\n,,,,\n"),
            ["demo-no-patients"]
        );
        assert_eq!(codes(b"PK\x03\x04 xl/workbook.xml"), ["demo-file-other"]);
        assert_eq!(codes(b"\r\n\x1a"), ["demo-file-empty"]);
    }
}
