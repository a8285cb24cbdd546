//! The summary of a bundle as lines. What it does not say is told as not known.

use super::headed;
use crate::cli::page::{line, line_under, word};
use crate::texts::label;
use madoguchi_bundle::{Day, Named, Reader, Summary, Unknown};
use madoguchi_texts::Lang;

pub(super) fn summarised(page: &mut String, lang: Lang, summary: Option<Summary>) {
    let Some(summary) = summary else {
        line(page, &word(lang, "bundle-no-summary"));
        return;
    };
    let alarms = summary.alarms.iter().flatten();
    let mut alarms: Vec<_> = alarms.map(|one| words(lang, one)).collect();
    if summary.clocks_agree == Some(false) {
        alarms.push(word(lang, "bundle-clocks-apart"));
    }
    if summary.alarms.is_none() {
        alarms.push(word(lang, "bundle-not-known"));
    }
    headed(page, lang, "bundle-alarms", alarms.into_iter());
    let readers = summary.readers.as_deref();
    listed(page, lang, "bundle-readers", readers, reader);
    let findings = summary.findings.as_deref();
    listed(page, lang, "bundle-findings", findings, words);
    let busy = summary.days.iter().filter(|day| {
        let is_quiet = day.outcomes.is_empty() && day.drops.is_empty() && day.faults.is_empty();
        !is_quiet
    });
    headed(page, lang, "bundle-chart-sessions", busy.map(told));
    let keys = ["bundle-unknown-sessions", "bundle-unknown-drops"];
    for (key, days) in keys.into_iter().zip(summary.unknown_days()) {
        if let Some(days) = days {
            line_under(page, &format!("  {}", not_kept(lang, key, &days)), 2);
        }
    }
}

/// Lines below a heading, of what may not be said.
fn listed<T>(
    page: &mut String,
    lang: Lang,
    key: &str,
    all: Option<&[T]>,
    words: impl Fn(Lang, &T) -> String,
) {
    match all {
        Some(all) => headed(page, lang, key, all.iter().map(|one| words(lang, one))),
        None => headed(
            page,
            lang,
            key,
            [word(lang, "bundle-not-known")].into_iter(),
        ),
    }
}

fn reader(lang: Lang, reader: &Reader) -> String {
    let state = match (reader.serves, &reader.why) {
        (Some(true), _) => word(lang, "bundle-serves"),
        (_, Some(why)) => words(lang, why),
        (Some(false), None) => String::new(),
        (None, None) => word(lang, "bundle-not-known"),
    };
    let judged = reader
        .verdict
        .iter()
        .chain(&reader.fault)
        .chain(&reader.reports);
    let judged: Vec<_> = judged.map(|one| words(lang, one)).collect();
    format!(
        "{}  {state}  {}  {}",
        reader.serial,
        judged.join(" "),
        reader.software
    )
}

/// A day with its sessions, its lost links and its faults.
fn told(day: &Day) -> String {
    let counts = [&day.outcomes, &day.drops, &day.faults];
    let [sessions, drops, faults] = counts.map(|counts| {
        let counts = counts.iter().map(|(name, count)| format!("{name} {count}"));
        counts.collect::<Vec<_>>().join(", ")
    });
    format!("{}  {sessions}  {drops}  {faults}", day.date)
}

fn not_kept(lang: Lang, key: &str, days: &Unknown<'_>) -> String {
    let count = days.count.to_string();
    let args = [
        ("count", &*count),
        ("first", days.first),
        ("last", days.last),
    ];
    label(lang, key, &args)
}

fn words(lang: Lang, named: &Named) -> String {
    let said = match lang {
        Lang::Ja => &named.ja,
        Lang::En => &named.en,
    };
    let said = if said.is_empty() { &named.name } else { said };
    let beside = named.code.iter().chain(&named.unit);
    beside.fold(said.clone(), |said, more| format!("{said} {more}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(summary: Summary) -> String {
        let mut page = String::new();
        summarised(&mut page, Lang::En, Some(summary));
        page
    }

    #[test]
    fn what_a_summary_does_not_say_is_not_known_and_clocks_differ_only_where_it_says_so() {
        let bare = told(Summary::default());
        assert!(!bare.contains("internal time differ"), "{bare}");
        assert_eq!(bare.matches("Not known").count(), 3, "{bare}");
        let of = |clocks_agree| Summary {
            clocks_agree: Some(clocks_agree),
            alarms: Some(Vec::new()),
            readers: Some(vec![Reader::default()]),
            findings: Some(Vec::new()),
            ..Summary::default()
        };
        let apart = told(of(false));
        assert!(apart.contains("internal time differ"), "{apart}");
        assert_eq!(apart.matches("Not known").count(), 1, "{apart}");
        assert!(!told(of(true)).contains("internal time differ"));
        let mut none = String::new();
        summarised(&mut none, Lang::En, None);
        assert!(none.contains("no summary"), "{none}");
    }

    #[test]
    fn days_of_which_not_all_is_kept_are_told_as_that() {
        let day = |date: &str, sessions_known, drops_known| Day {
            date: date.to_owned(),
            sessions_known,
            drops_known,
            ..Day::default()
        };
        let page = told(Summary {
            days: vec![
                day("2026-04-01", false, false),
                day("2026-04-02", false, true),
                Day {
                    faults: [("CR-1".to_owned(), 2)].into(),
                    ..day("2026-04-03", true, true)
                },
            ],
            ..Summary::default()
        });
        for line in [
            "sessions are kept of 2 days: 2026-04-01 to 2026-04-02",
            "lost links are kept of 1 days: 2026-04-01 to 2026-04-01",
            "2026-04-03      CR-1 2",
        ] {
            assert!(page.contains(line), "{line}: {page}");
        }
    }
}
