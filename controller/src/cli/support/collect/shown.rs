//! What was found, as a table, as CSV for a spreadsheet and as JSON: a line for each reader, and one for each PC that did not answer.

use super::Found;
use super::answer::{Term, Told, Unit};
use crate::cli::grid::Grid;
use crate::cli::page::{grid, line, line_under, word, yes_or_no};
use crate::cli::verdicts::verdict;
use crate::json;
use crate::ledger;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::Text;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;
use serde_json::{Value, json};

/// What a reader may do, in the words of the API for which there are sentences; a newer release may have others.
const ACTIVITIES: [&str; 8] = [
    "unspecified",
    "absent",
    "free",
    "called",
    "verifying",
    "walk-up",
    "finishing",
    "asked",
];

/// The columns of the table; the sentences stand in the last one.
const COLUMNS: [&str; 9] = [
    "clinic", "counter", "serial", "state", "link", "versions", "license", "alarms", "why",
];

/// The columns of the CSV.
const CSV_COLUMNS: [&str; 14] = [
    "clinic",
    "address",
    "answered",
    "counter",
    "serial",
    "state",
    "why",
    "port",
    "speed",
    "software",
    "license",
    "controller",
    "alarms",
    "alarm-texts",
];

/// The page for people.
pub(super) fn page(found: &[Found], lang: Lang) -> String {
    let headings = COLUMNS.iter().map(|column| heading(column, lang));
    let mut table = Grid::headed(headings).sentences_in(COLUMNS.len() - 1);
    for one in found {
        match &one.told {
            Ok(told) => {
                for row in rows(told) {
                    table.add_row(cells(&one.host.name, told, row, lang));
                }
            }
            Err(silent) => {
                let why = coded(&silent.text(&one.host), lang);
                let mut cells = COLUMNS.map(|_| String::new());
                cells[0].clone_from(&one.host.name);
                cells[3] = word(lang, "collected-no-answer");
                cells[8] = why;
                table.add_row(cells);
            }
        }
    }
    let mut page = String::new();
    grid(&mut page, &table);
    for one in found {
        let alarms = one.told.as_ref().map_or(&[][..], |told| &told.alarms);
        for alarm in alarms {
            let alarm = coded(alarm, lang);
            let args = [("name", &*one.host.name), ("alarm", &alarm)];
            line_under(&mut page, &label(lang, "collected-alarm", &args), 2);
        }
    }
    let answered = found.iter().filter(|one| one.told.is_ok()).count();
    let args = [
        ("all", &*found.len().to_string()),
        ("answered", &*answered.to_string()),
    ];
    line(&mut page, &label(lang, "collected-count", &args));
    page
}

/// A row for each reader; where there are none, one without a reader.
fn rows(told: &Told) -> Vec<Option<&Unit>> {
    match told.units.is_empty() {
        true => vec![None],
        false => told.units.iter().map(Some).collect(),
    }
}

fn heading(column: &str, lang: Lang) -> String {
    word(lang, &format!("collected-col-{column}"))
}

fn cells(name: &str, told: &Told, unit: Option<&Unit>, lang: Lang) -> [String; 9] {
    let name = match told.is_test {
        true => label(lang, "collected-test", &[("name", name)]),
        false => name.to_owned(),
    };
    let alarms = match told.alarms.len() {
        0 => String::new(),
        count => count.to_string(),
    };
    let Some(unit) = unit else {
        let mut cells = COLUMNS.map(|_| String::new());
        cells[0] = name;
        cells[3] = word(lang, "collected-no-readers");
        cells[5] = versions("", told);
        cells[7] = alarms;
        return cells;
    };
    [
        name,
        unit.counter.clone(),
        serial(unit, lang),
        state(unit, lang),
        link(unit),
        versions(&unit.software, told),
        license(unit, told, lang),
        alarms,
        why(unit, lang),
    ]
}

fn serial(unit: &Unit, lang: Lang) -> String {
    match unit.serial.is_empty() {
        true => word(lang, "cli-no-serial"),
        false => unit.serial.clone(),
    }
}

/// What a reader does, as `madoguchi unit list` says it.
fn state(unit: &Unit, lang: Lang) -> String {
    // The keys of texts have hyphens.
    let activity = unit.activity.replace('_', "-");
    let activity = match &*activity {
        "free" if !unit.serves => "not-serving",
        "absent" if unit.plugged => "plugged",
        known if ACTIVITIES.contains(&known) => known,
        _ => return unit.activity.clone(),
    };
    word(lang, &format!("cli-activity-{activity}"))
}

fn why(unit: &Unit, lang: Lang) -> String {
    let why = unit.why.as_ref();
    why.map_or_else(String::new, |why| coded(why, lang))
}

fn speed(unit: &Unit) -> String {
    let speed = unit.speed_mbps;
    speed.map_or_else(String::new, |speed| format!("{speed} Mbps"))
}

fn link(unit: &Unit) -> String {
    format!("{} {}", unit.port, speed(unit)).trim().to_owned()
}

/// The version of the reader's program, where it is known, and that of the controller.
fn versions(reader: &str, told: &Told) -> String {
    let reader = if reader.is_empty() { "-" } else { reader };
    format!("{reader} / {}", told.software)
}

/// The last day of the license, or the seat that needs none.
fn license(unit: &Unit, told: &Told, lang: Lang) -> String {
    match unit.license {
        Some(Term::Never) => word(lang, "cli-for-ever"),
        // The last day, which is valid to its end.
        Some(Term::Ends(end)) => {
            Clock::at_offset(told.utc_offset_min).day(TimeOfDay(end.saturating_sub(1)))
        }
        None if unit.admission == "seat:included" => verdict(&unit.admission, lang),
        None => String::new(),
    }
}

/// The file for a spreadsheet.
pub(super) fn csv(found: &[Found], lang: Lang) -> String {
    let mut file = ledger::MARK.to_owned();
    let mut line = |cells: [String; 14]| {
        let cells: Vec<_> = cells.iter().map(|cell| cell_of(cell)).collect();
        file.push_str(&cells.join(","));
        file.push_str("\r\n");
    };
    line(CSV_COLUMNS.map(|column| heading(column, lang)));
    for one in found {
        match &one.told {
            Ok(told) => rows(told)
                .into_iter()
                .for_each(|unit| line(csv_cells(one, told, unit, lang))),
            Err(silent) => {
                let mut cells = begun(one, lang);
                cells[5] = word(lang, "collected-no-answer");
                cells[6] = coded(&silent.text(&one.host), lang);
                line(cells);
            }
        }
    }
    file
}

/// A row with what is known of each PC, whether it answers or not.
fn begun(one: &Found, lang: Lang) -> [String; 14] {
    let mut cells = CSV_COLUMNS.map(|_| String::new());
    cells[0].clone_from(&one.host.name);
    cells[1] = one.host.address.to_string();
    cells[2] = yes_or_no(lang, one.told.is_ok());
    cells
}

fn csv_cells(one: &Found, told: &Told, unit: Option<&Unit>, lang: Lang) -> [String; 14] {
    let mut cells = begun(one, lang);
    if told.is_test {
        cells[0] = label(lang, "collected-test", &[("name", &one.host.name)]);
    }
    match unit {
        Some(unit) => {
            cells[3].clone_from(&unit.counter);
            cells[4] = serial(unit, lang);
            cells[5] = state(unit, lang);
            cells[6] = why(unit, lang);
            cells[7].clone_from(&unit.port);
            cells[8] = speed(unit);
            cells[9].clone_from(&unit.software);
            cells[10] = license(unit, told, lang);
        }
        None => cells[5] = word(lang, "collected-no-readers"),
    }
    cells[11].clone_from(&told.software);
    cells[12] = told.alarms.len().to_string();
    let alarms: Vec<_> = told.alarms.iter().map(|alarm| coded(alarm, lang)).collect();
    cells[13] = alarms.join(" / ");
    cells
}

/// A cell that a spreadsheet leaves as it is: a port or a version is no day, and nothing is a formula.
fn cell_of(text: &str) -> String {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || ['-', '.'].contains(&c);
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && text.len() < 5;
    match text.chars().all(of_a_name) && !is_number {
        true => ledger::serial_cell(text),
        false => ledger::cell_of(text),
    }
}

/// What programs read.
pub(super) fn json(found: &[Found]) -> Value {
    let texts = |texts: &[Text]| texts.iter().map(json::Text::from).collect::<Vec<_>>();
    let unit = |unit: &Unit| {
        json!({
            "serial": some(&unit.serial),
            "counter": some(&unit.counter),
            "activity": unit.activity,
            "plugged": unit.plugged,
            "serves": unit.serves,
            "admission": unit.admission,
            "why": unit.why.as_ref().map(json::Text::from),
            "port": some(&unit.port),
            "speed_mbps": unit.speed_mbps,
            "software": some(&unit.software),
            "license_until_ms": match unit.license {
                Some(Term::Ends(end)) => Some(end),
                Some(Term::Never) | None => None,
            },
        })
    };
    let one = |one: &Found| {
        let (name, address) = (&one.host.name, one.host.address.to_string());
        match &one.told {
            Ok(told) => json!({
                "name": name,
                "address": address,
                "answered": true,
                "software": told.software,
                "test": told.is_test,
                "alarms": texts(&told.alarms),
                "units": told.units.iter().map(unit).collect::<Vec<_>>(),
            }),
            Err(silent) => json!({
                "name": name,
                "address": address,
                "answered": false,
                "why": json::Text::from(&silent.text(&one.host)),
            }),
        }
    };
    json!({ "controllers": found.iter().map(one).collect::<Vec<_>>() })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::hosts::tests::host;
    use super::super::silent::Silent;
    use super::*;
    use crate::cli::wrap::columns_of;

    fn text(words: &str) -> Text {
        Text {
            code: "no-such-code".to_owned(),
            ja: words.to_owned(),
            en: words.to_owned(),
        }
    }

    fn unit(serial: &str, activity: &str, license: Option<Term>) -> Unit {
        Unit {
            serial: serial.to_owned(),
            counter: "窓口1".to_owned(),
            port: "1-2".to_owned(),
            speed_mbps: Some(480),
            activity: activity.to_owned(),
            plugged: false,
            serves: false,
            admission: "seat:included".to_owned(),
            why: Some(text("修理中")),
            software: "0.1.0".to_owned(),
            license,
        }
    }

    fn found() -> Vec<Found> {
        let told = Told {
            software: "0.1.0".to_owned(),
            is_test: false,
            alarms: vec![text("=HYPERLINK(1)")],
            units: vec![
                unit("00123", "free", Some(Term::Ends(1_795_996_800_000))),
                unit("CR-2", "walk_up", Some(Term::Never)),
                unit("", "dances", None),
            ],
            utc_offset_min: 540,
        };
        let none = Told {
            software: "0.1.0".to_owned(),
            is_test: true,
            alarms: Vec::new(),
            units: Vec::new(),
            utc_offset_min: 540,
        };
        let tolds = [Ok(told), Ok(none), Err(Silent::Late)];
        let hosts = ["青山内科", "@駅前", "closed"].into_iter();
        hosts
            .zip(tolds)
            .map(|(name, told)| Found {
                host: host(name, "192.0.2.1"),
                told,
                seen: None,
            })
            .collect()
    }

    #[test]
    fn the_table_is_even_with_wide_letters_and_has_each_reader_and_each_silent_pc() {
        for lang in [Lang::Ja, Lang::En] {
            let page = page(&found(), lang);
            let table = page
                .lines()
                .filter(|line| line.starts_with(['│', '┌', '└']));
            let widths: Vec<_> = table.map(columns_of).collect();
            assert!(
                widths.len() > 7 && widths.iter().all(|width| *width == widths[0]),
                "{page}"
            );
            assert!(page.contains("青山内科: =HYPERLINK(1)"), "{page}");
            assert!(
                page.contains("dances") && page.contains("2026-11-30"),
                "{page}"
            );
            assert!(page.contains("1-2 480 Mbps"), "{page}");
        }
        assert!(page(&found(), Lang::En).contains("2 of 3 answered."));
    }

    #[test]
    fn a_spreadsheet_finds_no_formula_and_no_day_in_the_csv() {
        for lang in [Lang::Ja, Lang::En] {
            let csv = csv(&found(), lang);
            let lines: Vec<_> = csv.lines().collect();
            assert_eq!(lines.len(), 6, "{csv}");
            assert!(lines[1].contains(",\"=\"\"00123\"\"\","), "{csv}");
            assert!(lines[1].contains(",\"=\"\"1-2\"\"\","), "{csv}");
            assert!(lines[1].ends_with(",1,'=HYPERLINK(1)"), "{csv}");
            assert!(lines[4].starts_with("'@駅前"), "{csv}");
        }
    }

    #[test]
    fn programs_are_told_the_same_by_stable_names() {
        let told = json(&found());
        let told = &told["controllers"];
        assert_eq!(
            told[0]["units"][0]["license_until_ms"],
            1_795_996_800_000_i64
        );
        assert_eq!(told[0]["units"][2]["serial"], Value::Null);
        assert_eq!(told[1]["test"], true);
        assert_eq!(told[2]["why"]["fault"], "MDG-0861");
    }
}
