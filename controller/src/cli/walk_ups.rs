//! `madoguchi ticket walk-ups`: patients who went to a reader without a call.

use super::client::{Client, Failure, answer};
use super::grid::Grid;
use super::output::Output;
use super::page::{grid, line, word};
use crate::desk::words::MAX_WALK_UPS;
use crate::json;
use crate::texts::{self, Clock};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{ListWalkUpsRequest, ListWalkUpsResponse, Text};
use madoguchi_texts::Lang;

pub(super) async fn list(client: &Client, output: &Output, all: bool) -> Result<(), Failure> {
    let request = ListWalkUpsRequest {
        include_all: all,
        limit: u32::try_from(MAX_WALK_UPS).unwrap_or(u32::MAX),
    };
    let list = answer(client.front_desk().list_walk_ups(request)).await?;
    if let Some(notice) = cut(&list) {
        output.notice(&notice);
    }
    output.answer(|| json::WalkUps::from(&list), || page(&list, output.lang))
}

/// The notice of a list that may be cut.
fn cut(list: &ListWalkUpsResponse) -> Option<Text> {
    let count = list.walk_ups.len();
    (count >= MAX_WALK_UPS)
        .then(|| texts::text("cli-walk-ups-cut", &[("count", &count.to_string())]))
}

/// The page of walk-ups, and how one of them becomes the result of a ticket.
pub(super) fn page(list: &ListWalkUpsResponse, lang: Lang) -> String {
    let mut page = String::new();
    if list.walk_ups.is_empty() {
        line(&mut page, &word(lang, "cli-no-walk-ups"));
        return page;
    }
    let clock = Clock::at_offset(list.utc_offset_min);
    let mut table = Grid::new(
        lang,
        &["ended", "counter", "serial", "outcome", "number", "session"],
    );
    for walk_up in &list.walk_ups {
        table.add_row([
            clock.day_and_minutes(TimeOfDay(walk_up.ended_at_ms)),
            walk_up.counter.clone(),
            walk_up.unit.clone(),
            outcome(walk_up, lang),
            number(walk_up, lang),
            session_text(&walk_up.session_id),
        ]);
    }
    grid(&mut page, &table);
    line(&mut page, &word(lang, "cli-walk-ups-bind"));
    page
}

/// The outcome in a word or two.
fn outcome(walk_up: &v1::WalkUp, lang: Lang) -> String {
    let kind = walk_up.outcome.as_ref().map(v1::Outcome::kind);
    let kind = json::OutcomeKind::from(kind.unwrap_or_default())
        .word()
        .replace('_', "-");
    word(lang, &format!("cli-outcome-{kind}"))
}

/// The number of its ticket, also if the fleet no longer keeps that ticket.
fn number(walk_up: &v1::WalkUp, lang: Lang) -> String {
    match (walk_up.ticket_id, walk_up.number.as_str()) {
        (0, _) => String::new(),
        (_, "") => word(lang, "cli-ticket-forgotten"),
        (_, number) => number.to_owned(),
    }
}

/// The text of a session, as it is shown and typed.
pub(super) fn session_text(session: &[u8]) -> String {
    Hex(session).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_word_or_two_in_both_languages() {
        for kind in 0..=12 {
            let walk_up = v1::WalkUp {
                outcome: Some(v1::Outcome {
                    kind,
                    ..Default::default()
                }),
                ..Default::default()
            };
            assert!(v1::OutcomeKind::try_from(kind).is_ok());
            let (ja, en) = (outcome(&walk_up, Lang::Ja), outcome(&walk_up, Lang::En));
            assert!(!ja.is_ascii() && en.is_ascii(), "{kind}: {ja}, {en}");
            assert!(!en.contains("cli-") && !ja.contains("cli-"), "{ja}, {en}");
        }
    }

    #[test]
    fn the_list_says_whose_a_walk_up_is_and_which_command_binds_it() {
        let walk_up = |ticket_id, number: &str| v1::WalkUp {
            session_id: vec![0xab; 16],
            unit: "CR-1".into(),
            counter: "窓口1".into(),
            ended_at_ms: 1_775_001_907_000,
            outcome: Some(v1::Outcome {
                kind: v1::OutcomeKind::VerifiedFace.into(),
                ..Default::default()
            }),
            ticket_id,
            number: number.into(),
            why: None,
        };
        let list = ListWalkUpsResponse {
            walk_ups: vec![walk_up(0, ""), walk_up(3, "12"), walk_up(1, "")],
            utc_offset_min: 540,
        };
        let japanese = page(&list, Lang::Ja);
        assert!(japanese.contains("2026-04-01 09:05") && japanese.contains("12"));
        assert!(japanese.contains(&"ab".repeat(16)), "{japanese}");
        let last = japanese.lines().last().unwrap();
        assert!(last.contains("madoguchi ticket bind"), "{last}");
        let english = page(&list, Lang::En);
        assert!(english.contains("no longer kept"), "{english}");
        let none = page(&ListWalkUpsResponse::default(), Lang::Ja);
        assert_eq!(none.lines().count(), 1);
        assert_eq!(cut(&list), None);
        let many = ListWalkUpsResponse {
            walk_ups: vec![walk_up(0, ""); 1_000],
            ..list
        };
        assert!(cut(&many).unwrap().en.contains("newest 1000 are shown"));
    }
}
