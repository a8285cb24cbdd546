//! Tables of licenses, and of what a document changed.

use super::seats;
use crate::act::short_name;
use crate::cli::grid::Grid;
use crate::cli::page::{grid, line, of, word, yes_or_no};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;

/// What an installation is called: its key, and the short name by which people compare it.
pub(crate) fn installation(key: &str, lang: Lang) -> String {
    let id = short_name(key);
    let args = [("installation", key), ("id", id.as_str())];
    label(lang, "cli-installation", &args)
}

/// The page of licenses, with the key of this PC that they name.
pub(crate) fn licenses(answer: &v1::ListLicensesResponse, lang: Lang) -> String {
    let mut page = String::new();
    let clock = Clock::at_offset(answer.utc_offset_min);
    line(&mut page, &seats(answer.seats.as_ref(), lang));
    line(&mut page, &installation(&answer.installation, lang));
    for notice in &answer.notices {
        let notice = [("alarm", lang.of(notice))];
        line(&mut page, &label(lang, "cli-alarm", &notice));
    }
    for list in &answer.lists {
        let (number, signed) = (
            list.number.to_string(),
            clock.day(TimeOfDay(list.issued_at_ms)),
        );
        let args = [("number", number.as_str()), ("signed", &signed)];
        line(&mut page, &label(lang, "cli-known-list", &args));
    }
    if answer.licenses.is_empty() {
        line(&mut page, &word(lang, "cli-no-licenses"));
        return page;
    }
    let columns = [
        "license", "kind", "seats", "bound-to", "until", "in-force", "why",
    ];
    let mut table = Grid::new(lang, &columns).sentences_in(columns.len() - 1);
    for license in &answer.licenses {
        table.add_row([
            license.license_id.clone(),
            word(lang, &format!("cli-kind-{}", license.kind)),
            license.seats.to_string(),
            short_name(&license.bound_to),
            match license.not_after_ms {
                0 => word(lang, "cli-for-ever"),
                // The last day, which is valid to its end.
                end => clock.day(TimeOfDay(end - 1)),
            },
            yes_or_no(lang, license.in_force),
            of(lang, license.why.as_ref()).to_owned(),
        ]);
    }
    grid(&mut page, &table);
    page
}

/// The page that says what a document changed.
pub(crate) fn installed(answer: &v1::InstallLicenseResponse, lang: Lang) -> String {
    let mut page = String::new();
    let license = answer.license.as_ref();
    let id = license.map_or("", |license| license.license_id.as_str());
    let done = match (answer.kind.as_str(), answer.already_installed) {
        ("revocation list", false) => "cli-done-list-taken",
        ("revocation list", true) => "cli-done-list-known",
        ("time reset", _) => "cli-done-time-reset",
        (_, true) => "cli-done-license-known",
        (_, false) => "cli-done-license-installed",
    };
    line(&mut page, &label(lang, done, &[("license", id)]));
    if let Some(license) = license {
        line(&mut page, of(lang, license.why.as_ref()));
    }
    for notice in &answer.notices {
        line(&mut page, lang.of(notice));
    }
    if !answer.newly_seated.is_empty() {
        let units = [("units", answer.newly_seated.join(", "))];
        let units = units
            .each_ref()
            .map(|(name, units)| (*name, units.as_str()));
        line(&mut page, &label(lang, "cli-newly-seated", &units));
    }
    let before = [("seats", of(lang, answer.seats_before.as_ref()))];
    line(&mut page, &label(lang, "cli-seats-before", &before));
    let after = [("seats", of(lang, answer.seats_after.as_ref()))];
    line(&mut page, &label(lang, "cli-seats-after", &after));
    page
}
