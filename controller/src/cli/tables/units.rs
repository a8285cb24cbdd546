//! Tables of units: how each is connected, the verdict on it, and why it serves or does not.

use super::seats;
use crate::cli::grid::Grid;
use crate::cli::page::{comma, grid, line, word};
use crate::cli::verdicts::verdict;
use crate::json::{Placement, UnitActivity, port};
use crate::texts::label;
use madoguchi_fleet::settings::FLAPPING_DROPS;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;

/// The page of units with their links and verdicts, and why each serves or does not. A column that no unit has a value for is left out,
/// such as cables that nobody noted.
pub(crate) fn units(units: &[v1::Unit], arithmetic: Option<&v1::Text>, lang: Lang) -> String {
    let mut page = String::new();
    if arithmetic.is_some() {
        line(&mut page, &seats(arithmetic, lang));
    }
    if units.is_empty() {
        line(&mut page, &word(lang, "cli-no-units"));
        return page;
    }
    let columns = COLUMNS.iter().filter(|column| {
        let left_out = column.1 && units.iter().all(|unit| (column.2)(unit, lang).is_empty());
        !left_out
    });
    let columns: Vec<_> = columns.collect();
    let names: Vec<_> = columns.iter().map(|column| column.0).collect();
    let mut table = Grid::new(lang, &names);
    for unit in units {
        table.add_row(columns.iter().map(|column| (column.2)(unit, lang)));
    }
    grid(&mut page, &table);
    for reason in reasons(units, lang) {
        line(&mut page, &reason);
    }
    page
}

/// Why units serve or do not: each reason once, with all the units that it is true for.
pub(super) fn reasons<'a>(
    units: impl IntoIterator<Item = &'a v1::Unit>,
    lang: Lang,
) -> Vec<String> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for unit in units {
        let why = unit
            .why
            .as_ref()
            .map_or_else(String::new, |why| coded(why, lang));
        match groups.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, who)) => who.push(spoken_of(unit, lang)),
            None => groups.push((why, vec![spoken_of(unit, lang)])),
        }
    }
    let said = groups.into_iter().map(|(why, who)| {
        let who = who.join(comma(lang));
        label(
            lang,
            "cli-why-line-bare",
            &[("serial", &who), ("why", &why)],
        )
    });
    said.collect()
}

/// A column: its heading, whether it is left out when empty, and its cells.
type Column = (&'static str, bool, fn(&v1::Unit, Lang) -> String);

const COLUMNS: [Column; 9] = [
    ("counter", false, |unit, _| counter(unit)),
    ("serial", false, marked),
    ("placement", true, placement),
    ("port", false, |unit, _| port(unit)),
    ("speed", true, |unit, _| speed(unit)),
    ("cable", true, |unit, _| unit.cable.clone()),
    ("admission", false, |unit, lang| {
        verdict(&unit.admission, lang)
    }),
    ("activity", false, |unit, lang| {
        activity(unit, "not-serving", lang)
    }),
    ("ticket", false, |unit, _| unit.ticket.clone()),
];

pub(super) fn counter(unit: &v1::Unit) -> String {
    let counter = unit.counter.as_ref();
    counter.map_or_else(String::new, |counter| counter.name.clone())
}

fn placement(unit: &v1::Unit, lang: Lang) -> String {
    let counter = unit.counter.as_ref();
    counter.map_or_else(String::new, |counter| {
        let kind = Placement::from(counter.placement()).word();
        word(lang, &format!("cli-placement-{kind}"))
    })
}

fn speed(unit: &v1::Unit) -> String {
    let speed = unit.link.as_ref().map_or(0, |link| link.speed_mbps);
    if speed > 0 {
        format!("{speed} Mbps")
    } else {
        String::new()
    }
}

/// What a unit does now; `instead` is the word for one that does nothing and may take nothing, since it is not free.
pub(super) fn activity(unit: &v1::Unit, instead: &str, lang: Lang) -> String {
    let idle = !unit.serves && unit.activity() == v1::UnitActivity::Free;
    // The keys of texts have hyphens.
    let activity = UnitActivity::from(unit.activity()).word().replace('_', "-");
    let activity = match unit.activity() {
        _ if idle => instead,
        v1::UnitActivity::Absent if unit.plugged => "plugged",
        _ => &activity,
    };
    word(lang, &format!("cli-activity-{activity}"))
}

/// The serial, or words for a device that shows none.
pub(super) fn named(unit: &v1::Unit, lang: Lang) -> String {
    if unit.serial.is_empty() {
        word(lang, "cli-no-serial")
    } else {
        unit.serial.clone()
    }
}

/// Whether a restart of it waits, runs or is overdue.
fn restarts(unit: &v1::Unit) -> bool {
    let restarts = unit.restarts.as_ref();
    restarts.is_some_and(|restarts| restarts.stage() != v1::RestartStage::Unspecified)
}

/// The serial, with what was done to the unit, and with a mark if its link is lost again and again.
fn marked(unit: &v1::Unit, lang: Lang) -> String {
    let flaps = usize::try_from(unit.drops).is_ok_and(|drops| drops >= FLAPPING_DROPS);
    let marks = [
        (paused_by_staff(unit), "paused"),
        (unit.maintenance.is_some(), "maintenance"),
        (restarts(unit), "restarting"),
        (unit.paused_by_fleet, "paused-by-fleet"),
        (unit.preferred, "preferred"),
        (unit.retired && unit.replaced_by.is_empty(), "retired"),
        (!unit.replaced_by.is_empty(), "replaced"),
        (flaps, "flapping"),
    ];
    let marks = marks.iter().filter(|(is, _)| *is);
    let words: Vec<_> = marks
        .map(|(_, mark)| word(lang, &format!("cli-unit-mark-{mark}")))
        .collect();
    let name = named(unit, lang);
    if words.is_empty() {
        name
    } else {
        format!("{name} [{}]", words.join(", "))
    }
}

const fn paused_by_staff(unit: &v1::Unit) -> bool {
    unit.paused && !unit.paused_by_fleet && unit.maintenance.is_none()
}

/// A unit in a sentence: its serial and counter, or its port where it shows no serial.
fn spoken_of(unit: &v1::Unit, lang: Lang) -> String {
    let name = match unit.serial.is_empty() {
        true => format!("{} {}", named(unit, lang), port(unit)),
        false => unit.serial.clone(),
    };
    match counter(unit) {
        counter if counter.is_empty() => name,
        counter => {
            let args = [("serial", name.as_str()), ("counter", counter.as_str())];
            label(lang, "cli-unit-at", &args)
        }
    }
}
