//! Reads a real day from a CSV file: `time,number,class,needs,prefers`, one patient a line.
//!
//! `time` is `8:30` or `08:30:15`; `class` is `normal`, `priority`, `urgent` or empty; needs and prefers are
//! wishes as on the command line (`seated`, `standing`, `unit:SERIAL`, a tag), separated by spaces.

use super::day::{MAX_PATIENTS, Patient};
use crate::texts;
use crate::wire;
use madoguchi_fleet::ids::Number;
use madoguchi_proto::v1::{Text, TicketClass, Wish};
use std::collections::BTreeSet;
use std::path::Path;

/// The largest file: some hundred bytes for each of the most patients.
const MAX_BYTES: u64 = 1 << 20;
/// The most bad lines in an error; these show what is wrong with the rest, too.
const MAX_NAMED: usize = 20;
const COLUMNS: [&str; 5] = ["time", "number", "class", "needs", "prefers"];

/// A real day from a file (`time,number,class,needs,prefers`).
///
/// # Errors
/// All bad lines with their numbers and reasons, or the reason why the file cannot be read.
pub fn read(path: &Path) -> Result<Vec<Patient>, Vec<Text>> {
    let shown = path.display().to_string();
    let too_large = || vec![texts::text("demo-file-too-large", &[("file", &shown)])];
    let size = std::fs::metadata(path).map(|m| m.len());
    if size.is_ok_and(|bytes| bytes > MAX_BYTES) {
        return Err(too_large());
    }
    let bytes = std::fs::read(path).map_err(|error| {
        vec![texts::text(
            "demo-file-unreadable",
            &[("file", &shown), ("reason", &error.to_string())],
        )]
    })?;
    parse(&bytes)
}

/// Parses a day. The patients are sorted by arrival.
///
/// # Errors
/// The first twenty bad lines with their numbers and reasons.
fn parse(bytes: &[u8]) -> Result<Vec<Patient>, Vec<Text>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let header = reader
        .headers()
        .map(|h| h.iter().map(str::to_owned).collect::<Vec<_>>());
    if header.as_deref().ok() != Some(&COLUMNS.map(str::to_owned)[..]) {
        return Err(vec![bad(
            1,
            "demo-line-header",
            &[("columns", &COLUMNS.join(","))],
        )]);
    }
    let mut patients = Vec::new();
    let mut mistakes = Vec::new();
    let mut numbers = BTreeSet::new();
    for record in reader.records() {
        match record
            .map_err(|error| unreadable(&error))
            .and_then(|r| line(&r, &mut numbers))
        {
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

fn line(record: &csv::StringRecord, numbers: &mut BTreeSet<Number>) -> Result<Patient, Text> {
    let at = record.position().map_or(0, csv::Position::line);
    if record.len() != COLUMNS.len() {
        return Err(bad(
            at,
            "demo-line-columns",
            &[("count", &record.len().to_string())],
        ));
    }
    let arrives_ms =
        time(&record[0]).ok_or_else(|| bad(at, "demo-line-time", &[("value", &record[0])]))?;
    let number =
        number(&record[1]).ok_or_else(|| bad(at, "demo-line-number", &[("value", &record[1])]))?;
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
        class(&record[2]).ok_or_else(|| bad(at, "demo-line-class", &[("value", &record[2])]))?;
    Ok(Patient {
        arrives_ms,
        number: number.map(|n| n.to_string()).unwrap_or_default(),
        class,
        needs: wished(at, &record[3])?,
        prefers: wished(at, &record[4])?,
    })
}

/// Parses `8:30` or `08:30:15` to milliseconds after midnight.
fn time(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
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

/// Parses a number; `Some(None)` if it is empty and the fleet gives one.
fn number(text: &str) -> Option<Option<Number>> {
    if text.is_empty() {
        Some(None)
    } else {
        wire::number_of(text).ok().map(Some)
    }
}

fn class(text: &str) -> Option<TicketClass> {
    match text {
        "" | "normal" => Some(TicketClass::Normal),
        "priority" => Some(TicketClass::Priority),
        "urgent" => Some(TicketClass::Urgent),
        _ => None,
    }
}

fn wished(at: u64, text: &str) -> Result<Vec<Wish>, Text> {
    text.split_whitespace()
        .map(|word| match wire::typed_wish(word) {
            Ok(wish) => Ok(wire::wish(&wish)),
            Err(_) => Err(bad(at, "demo-line-wish", &[("value", word)])),
        })
        .collect()
}

fn unreadable(error: &csv::Error) -> Text {
    let at = error.position().map_or(0, csv::Position::line);
    bad(
        at,
        "demo-line-unreadable",
        &[("reason", &error.to_string())],
    )
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

    fn codes(csv: &str) -> Vec<String> {
        parse(csv.as_bytes())
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

    #[test]
    fn every_bad_line_is_named_with_its_number_and_reason() {
        let csv = "time,number,class,needs,prefers\n25:00,1,,,\n9:00,1,,,\n9:00,1,,,\n9:01,2,fast,,\n9:02,3\n9:03,4,,SEATED!,\n";
        assert_eq!(
            codes(csv),
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
    fn a_file_without_header_or_patients_is_refused() {
        assert_eq!(codes("9:00,1,,,\n"), ["demo-line-header"]);
        assert_eq!(
            codes("time,number,class,needs,prefers\n"),
            ["demo-no-patients"]
        );
    }
}
