//! The lines of a reader's sheet, in the order in which support asks for them (FAQ 41, 45).

use super::bundles::sentence;
use super::clock::Clock;
use super::ledger::grouped;
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1::{Edition, GetSheetResponse, Text};

/// A line: the key of what it is, and its value.
#[derive(Debug, Clone)]
pub struct SheetRow {
    pub key: &'static str,
    pub value: Text,
}

/// The lines of a sheet.
#[must_use]
pub fn sheet_rows(sheet: &GetSheetResponse) -> Vec<SheetRow> {
    let clock = Clock::at_offset(sheet.utc_offset_min);
    let unit = sheet.unit.clone().unwrap_or_default();
    let counter = unit
        .counter
        .map_or_else(String::new, |counter| counter.name);
    let link = unit.link.filter(|link| !link.chain.is_empty());
    let port = link.map_or_else(String::new, |link| format!("{}-{}", link.bus, link.chain));
    let edition = match unit.edition {
        edition if edition == i32::from(Edition::Multi) => "sheet-edition-multi",
        _ => "sheet-edition-single",
    };
    let rows = [
        ("sheet-code", or(&grouped(&sheet.code), "sheet-no-code")),
        ("sheet-message", sheet.message.clone().unwrap_or_default()),
        ("sheet-serial", plain(&grouped(&unit.serial))),
        ("sheet-edition", word(edition)),
        ("sheet-counter", plain(&counter)),
        ("sheet-delivered", or(&unit.delivered, "sheet-not-noted")),
        ("sheet-coverage", unit.coverage.unwrap_or_default()),
        ("sheet-replaces", plain(&unit.replaces.join(", "))),
        ("sheet-port", plain(&port)),
        ("sheet-cable", plain(&unit.cable)),
        (
            "sheet-software",
            or(&unit.software, "sheet-software-unknown"),
        ),
        ("sheet-firmware", word("sheet-firmware-shown")),
        ("sheet-controller", plain(&sheet.software)),
        ("sheet-installation", plain(&grouped(&unit.installation))),
        ("sheet-hours", sheet.hours.clone().unwrap_or_default()),
        ("sheet-support", or(&caller(sheet), "sheet-no-support")),
        (
            "sheet-at",
            plain(&clock.day_and_minutes(TimeOfDay(sheet.at_ms))),
        ),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.ja.is_empty());
    rows.map(|(key, value)| SheetRow { key, value }).collect()
}

/// Whom to call.
fn caller(sheet: &GetSheetResponse) -> String {
    let parts = [sheet.support.as_str(), sheet.telephone.as_str()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn word(key: &str) -> Text {
    sentence(key, key, &[])
}

/// The same in both languages.
fn plain(text: &str) -> Text {
    Text {
        code: String::new(),
        ja: text.to_owned(),
        en: text.to_owned(),
    }
}

fn or(text: &str, missing: &str) -> Text {
    match text {
        "" => word(missing),
        text => plain(text),
    }
}
