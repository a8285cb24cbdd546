//! Reads a real day from a CSV file (`crate::receptions`): whoever plays one wants all of it, so one bad line is a reason not to begin.

use super::day::{MAX_PATIENTS, Patient};
use crate::receptions::{self, MAX_BYTES, Reception};
use crate::texts;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::refusal::Refusal;
use madoguchi_fleet::wish::Signature;
use madoguchi_proto::v1::{Text, Wish, wish};
use madoguchi_reading::{self as reading, Unread};
use madoguchi_texts::{command_line, same};
use std::path::Path;

/// The most bad lines in an error; these show what is wrong with the rest, too.
const MAX_NAMED: usize = 20;

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
    let list = receptions::open(bytes).map_err(|why| vec![why])?;
    let mut patients = Vec::new();
    let mut mistakes = Vec::new();
    for line in receptions::lines(&list) {
        match line.and_then(patient) {
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
        mistakes.push(receptions::nobody());
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    patients.sort_by_key(|patient: &Patient| patient.arrives_ms);
    Ok(patients)
}

/// A patient of the demo, who comes when the list says.
fn patient(line: Reception) -> Result<Patient, Text> {
    let arrives_ms = line
        .time
        .map(|time| time.ms().into())
        .ok_or_else(|| texts::text("demo-line-no-time", &[("line", &line.line.to_string())]))?;
    Ok(Patient {
        arrives_ms,
        number: line.number.map(|n| n.to_string()).unwrap_or_default(),
        class: line.class,
        needs: line.needs,
        prefers: line.prefers,
        line: Some(line.line),
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
            "receptions-line-refused",
            "receptions-line-refused",
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::TicketClass;

    fn codes(csv: &[u8]) -> Vec<String> {
        let texts = parse(csv).unwrap_err();
        texts.into_iter().map(|text| text.code).collect()
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
    fn what_is_too_much_or_not_there_is_refused() {
        assert_eq!(codes(b"time,number\n,1\n"), ["demo-line-no-time"]);
        assert_eq!(codes(b"time,number\n,,\n"), ["receptions-nobody"]);
        let bad = format!("time,number\n{}", "x,1\n".repeat(MAX_NAMED + 5));
        assert_eq!(codes(bad.as_bytes()).len(), MAX_NAMED);
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
}
