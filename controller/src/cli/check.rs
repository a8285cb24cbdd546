//! `madoguchi check`: whether the clinic can open.

use super::client::{Client, Failure, answer};
use super::grid::Grid;
use super::output::Output;
use super::page::{grid, line, of, word};
use crate::json::{self, level_word};
use crate::texts::label;
use madoguchi_proto::v1::{CheckReadyRequest, CheckReadyResponse, ReadyCheck, ReadyLevel};
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;
use std::path::Path;

/// Shows the check. Returns whether the clinic can open.
pub(crate) async fn run(data_dir: &Path, output: &Output) -> Result<bool, Failure> {
    let output = &output.about(data_dir);
    let client = Client::connect(data_dir).await?;
    let told = answer(client.support().check_ready(CheckReadyRequest {})).await?;
    output.answer(|| json::Ready::from(&told), || page(&told, output.lang))?;
    Ok(told.ready)
}

/// The line, a table of all that was looked at, and below it what is not good in whole sentences.
pub(super) fn page(told: &CheckReadyResponse, lang: Lang) -> String {
    let mut page = String::new();
    line(&mut page, of(lang, told.text.as_ref()));
    let mut table = Grid::new(lang, &["counter", "serial", "check", "level"]);
    let mut sentences = Vec::new();
    let of_units = told.units.iter().flat_map(|unit| {
        let who = (unit.counter.as_str(), unit.serial.as_str());
        unit.checks.iter().map(move |check| (who, check))
    });
    let of_pc = told.pc.iter().map(|check| (("PC", ""), check));
    for ((counter, serial), check) in of_units.chain(of_pc) {
        let level = word(lang, &format!("ready-level-{}", level_word(check.level())));
        table.add_row([
            counter.to_owned(),
            serial.to_owned(),
            named(check, lang),
            level,
        ]);
        if check.level() != ReadyLevel::Good
            && let Some(text) = &check.text
        {
            sentences.push(format!("{counter}: {}", coded(text, lang)));
        }
    }
    grid(&mut page, &table);
    sentences.dedup();
    for sentence in sentences {
        line(&mut page, &sentence);
    }
    page
}

/// What was looked at, in words; what the doctor found has its code.
fn named(check: &ReadyCheck, lang: Lang) -> String {
    const CHECKS: [&str; 10] = [
        "ready-check-pause",
        "ready-check-usb",
        "ready-check-attached",
        "ready-check-self-test",
        "ready-check-seat",
        "ready-check-certificate",
        "ready-check-clock",
        "ready-check-day",
        "ready-check-backup",
        "ready-check-pc",
    ];
    let key = format!("ready-check-{}", check.name);
    match CHECKS.iter().find(|known| **known == key) {
        Some(key) => label(lang, key, &[]),
        None => check.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::UnitReady;

    #[test]
    fn whatever_is_looked_at_and_however_it_stands_has_words() {
        let names = [
            "pause",
            "usb",
            "attached",
            "self-test",
            "seat",
            "certificate",
            "clock",
            "day",
            "backup",
            "pc",
        ];
        let levels = [
            ReadyLevel::Good,
            ReadyLevel::Warn,
            ReadyLevel::Bad,
            ReadyLevel::Unknown,
            ReadyLevel::Aside,
        ];
        let check = |(name, level): (&str, ReadyLevel)| ReadyCheck {
            name: name.to_owned(),
            level: level.into(),
            text: None,
        };
        let checks = names.into_iter().zip(levels.into_iter().cycle());
        let told = CheckReadyResponse {
            units: vec![UnitReady {
                serial: "CR-1".to_owned(),
                counter: "窓口1".to_owned(),
                checks: checks.map(check).collect(),
                ..UnitReady::default()
            }],
            ..CheckReadyResponse::default()
        };
        let ja = page(&told, Lang::Ja);
        for words in ["休止", "自己点検", "注意", "使わない"] {
            assert!(ja.contains(words), "{words}: {ja}");
        }
        let en = page(&told, Lang::En);
        assert!(!en.contains("ready-") && en.contains("not used"), "{en}");
    }
}
