//! `madoguchi day`: its figures, its end, and the way back.

use super::client::{Client, Failure, answer, request_id};
use super::grid::Grid;
use super::output::Output;
use super::page::{grid, line, of, word};
use crate::json;
use crate::texts::{distance, label};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{EndDayRequest, GetDayRequest, GetDayResponse, UndoDayRequest};
use madoguchi_texts::Lang;

/// Closes every open ticket; somebody has to agree to it, if there are any.
pub(super) async fn end(client: &Client, output: &Output, yes: bool) -> Result<(), Failure> {
    if !yes {
        let day = answer(client.front_desk().get_day(GetDayRequest {})).await?;
        if let Some(taken) = &day.taken {
            output.agree(yes, taken)?;
        }
    }
    let request = EndDayRequest {
        request_id: request_id()?,
    };
    let ended = answer(client.front_desk().end_day(request)).await?;
    if let Some(notice) = &ended.notice {
        output.notice(notice);
    }
    let count = ended.ended.to_string();
    output.answer(
        || json::DayEnded::from(&ended),
        || {
            let done = label(output.lang, "cli-done-day", &[("count", &count)]);
            format!("{done}\n")
        },
    )
}

/// Takes the newest end back.
pub(super) async fn undo(client: &Client, output: &Output) -> Result<(), Failure> {
    let request = UndoDayRequest {
        request_id: request_id()?,
    };
    let back = answer(client.front_desk().undo_day(request)).await?;
    if let Some(notice) = &back.notice {
        output.notice(notice);
    }
    let count = back.reopened.to_string();
    output.answer(
        || json::DayBack::from(&back),
        || {
            let done = label(output.lang, "cli-done-day-undone", &[("count", &count)]);
            format!("{done}\n")
        },
    )
}

/// Shows today in numbers, and how old the newest backup is.
pub(super) async fn figures(client: &Client, output: &Output) -> Result<(), Failure> {
    let day = answer(client.front_desk().get_day(GetDayRequest {})).await?;
    output.answer(|| json::Day::from(&day), || page(&day, output.lang))
}

fn page(day: &GetDayResponse, lang: Lang) -> String {
    let figures = day.figures.clone().unwrap_or_default();
    let mut page = String::new();
    let mut say = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        line(&mut page, &label(lang, key, &args));
    };
    let count = |number: u32| number.to_string();
    say(
        "cli-day-tickets",
        &[
            ("added", count(figures.added)),
            ("open", count(figures.open)),
            ("closed", count(figures.closed)),
        ],
    );
    for outcome in &figures.outcomes {
        let what = of(lang, outcome.text.as_ref()).to_owned();
        say(
            "cli-day-count",
            &[("what", what), ("count", count(outcome.count))],
        );
    }
    for means in &figures.means {
        let what = word(lang, means_word(means.means()));
        say(
            "cli-day-count",
            &[("what", what), ("count", count(means.count))],
        );
    }
    for (key, many) in [
        ("cli-day-cancelled", figures.cancelled),
        ("cli-day-ended", figures.ended),
        ("cli-day-walk-ups", figures.walk_ups),
    ] {
        if many > 0 {
            say(key, &[("count", count(many))]);
        }
    }
    if figures.served > 0 {
        let wait = |ms| lang.of(&distance(ms)).to_owned();
        say(
            "cli-day-waits",
            &[
                ("count", count(figures.served)),
                ("mean", wait(figures.mean_wait_ms)),
                ("p95", wait(figures.p95_wait_ms)),
                ("longest", wait(figures.longest_wait_ms)),
            ],
        );
    }
    tables(&mut page, &figures, lang);
    line(&mut page, of(lang, day.by_itself.as_ref()));
    line(&mut page, of(lang, day.backup_text.as_ref()));
    line(&mut page, of(lang, day.kept.as_ref()));
    page
}

fn tables(page: &mut String, figures: &v1::DayFigures, lang: Lang) {
    if !figures.units.is_empty() {
        let mut units = Grid::new(lang, &["counter", "serial", "today"]);
        for unit in &figures.units {
            let sessions = format!("{}/{}", unit.verified, unit.sessions);
            units.add_row([unit.counter.clone(), unit.unit.clone(), sessions]);
        }
        grid(page, &units);
    }
    if !figures.hours.is_empty() {
        let mut hours = Grid::new(lang, &["hour", "added", "served"]);
        for hour in &figures.hours {
            hours.add_row([
                format!("{:02}:00", hour.hour),
                hour.added.to_string(),
                hour.served.to_string(),
            ]);
        }
        grid(page, &hours);
    }
}

const fn means_word(means: v1::Means) -> &'static str {
    match means {
        v1::Means::Paper => "means-paper",
        v1::Means::Seen => "means-seen",
        v1::Means::Mobile => "means-mobile",
        v1::Means::Unspecified | v1::Means::Other => "means-other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_told_in_words_with_what_is_not_zero() {
        let words = v1::Text {
            ja: "暗証番号違い".to_owned(),
            en: "wrong PIN".to_owned(),
            ..Default::default()
        };
        let figures = v1::DayFigures {
            added: 12,
            open: 2,
            closed: 10,
            outcomes: vec![v1::OutcomeCount {
                count: 7,
                text: Some(words),
                ..Default::default()
            }],
            means: vec![v1::MeansCount {
                means: v1::Means::Paper.into(),
                count: 1,
            }],
            cancelled: 1,
            ended: 1,
            walk_ups: 3,
            served: 8,
            mean_wait_ms: 4 * 60_000,
            p95_wait_ms: 11 * 60_000,
            longest_wait_ms: 75 * 60_000,
            units: vec![v1::UnitToday {
                unit: "CR-1".to_owned(),
                counter: "窓口1".to_owned(),
                sessions: 9,
                verified: 7,
            }],
            hours: vec![v1::HourToday {
                hour: 8,
                added: 12,
                served: 8,
            }],
        };
        let day = GetDayResponse {
            figures: Some(figures),
            ..Default::default()
        };
        let said = page(&day, Lang::En);
        for part in [
            "added 12",
            "wrong PIN: 7",
            "paper certificate: 1",
            "4 minutes",
            "1 hours 15 minutes",
            "7/9",
            "08:00",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(page(&day, Lang::Ja).contains("暗証番号違い"));
        let nothing = page(&GetDayResponse::default(), Lang::En);
        assert!(
            nothing.contains("added 0") && !nothing.contains("Waits"),
            "{nothing}"
        );
    }
}
