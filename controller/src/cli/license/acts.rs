//! `madoguchi license acts` and `madoguchi time ask-reset`: lists and writes signed acts, and asks for the reset of a clock.

use super::forms;
use crate::cli::args::Forms;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::grid::Grid;
use crate::cli::output::Output;
use crate::cli::page::{grid, line, word};
use crate::json;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::document::Document;
use madoguchi_proto::v1::{
    AskTimeResetRequest, AskTimeResetResponse, ListActsRequest, ListActsResponse, SignedAct,
};
use madoguchi_texts::Lang;
use std::path::Path;

/// Lists the newest acts, or writes one of them again.
pub(super) async fn run(
    data_dir: &Path,
    output: &Output,
    write: Option<u64>,
    forms: &Forms,
) -> Result<(), Failure> {
    forms::check(forms)?;
    let client = Client::connect(data_dir).await?;
    let list = answer(client.licenses().list_acts(ListActsRequest {})).await?;
    let Some(number) = write else {
        return output.answer(|| json::Acts::from(&list), || listed(&list, output.lang));
    };
    let act = list.acts.iter().find(|act| act.number == number);
    let act =
        act.ok_or_else(|| Failure::own("cli-no-such-act", &[("number", &number.to_string())]))?;
    hand_out(act, forms, output, Made::Before)
}

/// Whether this command made the act, or an earlier one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    Now,
    Before,
}

/// Writes an act, and says what to do with it.
pub(super) fn hand_out(
    act: &SignedAct,
    forms: &Forms,
    output: &Output,
    made: Made,
) -> Result<(), Failure> {
    let document = Document::decode(&act.document).map_err(|_| Failure::incomplete())?;
    let number = act.number.to_string();
    let stem = match act.kind.as_str() {
        "return" => "return",
        "transfer" => "transfer",
        _ => "request",
    };
    let written = forms::write(&document, forms, &format!("{stem}-{number}"), output)?;
    output.answer(
        || {
            let mut value = json::value(&json::Act::from(act));
            value["written"] = written.json();
            value
        },
        || {
            let done = match made {
                Made::Now => format!("cli-done-act-{}", act.kind),
                Made::Before => "cli-done-act-again".to_owned(),
            };
            let kind = word(output.lang, &format!("cli-act-{}", act.kind));
            let args = [("number", number.as_str()), ("kind", &kind)];
            let next = label(output.lang, &format!("cli-next-{}", act.kind), &[]);
            format!(
                "{}\n{}{next}\n",
                label(output.lang, &done, &args),
                written.words(output)
            )
        },
    )
}

fn listed(list: &ListActsResponse, lang: Lang) -> String {
    let mut page = String::new();
    if list.acts.is_empty() {
        line(&mut page, &word(lang, "cli-no-acts"));
        return page;
    }
    let clock = Clock::at_offset(list.utc_offset_min);
    let mut table = Grid::new(lang, &["act", "kind", "signed", "paper"]);
    for act in &list.acts {
        table.add_row([
            act.number.to_string(),
            word(lang, &format!("cli-act-{}", act.kind)),
            clock.day_and_minutes(TimeOfDay(act.at_ms)),
            json::Act::from(act).id().to_owned(),
        ]);
    }
    grid(&mut page, &table);
    line(&mut page, &word(lang, "cli-acts-again"));
    page
}

/// Asks for the code that clears a clock which was set back.
pub(in crate::cli) async fn ask_reset(client: &Client, output: &Output) -> Result<(), Failure> {
    let request = AskTimeResetRequest {
        request_id: request_id()?,
    };
    let asked = answer(client.licenses().ask_time_reset(request)).await?;
    output.answer(
        || json::ResetAsked::from(&asked),
        || asked_page(&asked, output.lang),
    )
}

/// What is read out on the telephone, and what comes after that.
fn asked_page(asked: &AskTimeResetResponse, lang: Lang) -> String {
    let args = [
        ("installation", asked.installation.as_str()),
        ("nonce", asked.nonce.as_str()),
    ];
    let lines = [
        "cli-done-ask-reset",
        "cli-ask-reset-installation",
        "cli-ask-reset-nonce",
        "cli-next-ask-reset",
    ];
    let lines = lines.map(|key| label(lang, key, &args));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-04-01 09:05:07 in Japan.
    const MORNING_MS: i64 = 1_775_001_907_000;

    #[test]
    fn acts_are_listed_with_their_number_and_how_to_write_one_again() {
        let none = listed(&ListActsResponse::default(), Lang::Ja);
        assert_eq!(none, "申請も返却も、まだありません。\n");
        let act = |number, kind: &str| SignedAct {
            number,
            kind: kind.into(),
            at_ms: MORNING_MS,
            ..SignedAct::default()
        };
        let list = ListActsResponse {
            acts: vec![act(1, "activation"), act(2, "transfer"), act(3, "return")],
            utc_offset_min: 540,
        };
        let page = listed(&list, Lang::En);
        for words in [
            "No.",
            "Made",
            "Paper",
            "request for a license",
            "request for a transfer",
            "2026-04-01 09:05",
            "madoguchi license acts --write N",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = listed(&list, Lang::Ja);
        assert!(
            page.contains("作った日時") && page.contains("返却"),
            "{page}"
        );
    }

    #[test]
    fn what_is_told_on_the_telephone_stands_on_lines_of_its_own() {
        let asked = AskTimeResetResponse {
            installation: "ABCD-EFGH".into(),
            nonce: "1234-5678".into(),
        };
        let page = asked_page(&asked, Lang::En);
        let lines: Vec<_> = page.lines().collect();
        assert_eq!(
            lines[1..3],
            ["This PC's key id: ABCD-EFGH", "Code: 1234-5678"]
        );
        assert!(
            lines[3].contains("madoguchi license install FILE"),
            "{page}"
        );
        let page = asked_page(&asked, Lang::Ja);
        assert!(page.contains("解除の番号: 1234-5678"), "{page}");
    }
}
