//! `madoguchi support triage`: whether it is the reader, asked one step at a time.

use crate::cli::args::TriageArgs;
use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::cli::page::{line, line_under, of, word};
use crate::json;
use crate::texts::label;
use madoguchi_proto::v1::{Text, TriageRequest, TriageResponse, TriageStep};
use madoguchi_texts::Lang;
use std::io::{BufRead, Read};

/// The longest line of an answer: a number, with room for what is typed around it.
const MAX_LINE_BYTES: u64 = 64;
/// The verdict that opens the way to a replacement (RULES A24).
const READER_FAULT: &str = "reader-fault";

/// Judges a reader; at a terminal it asks for one step at a time, until nothing has to be asked or the person stops.
pub(super) async fn run(client: &Client, output: &Output, args: TriageArgs) -> Result<(), Failure> {
    let mut answers = args.answers;
    loop {
        let request = TriageRequest {
            serial: args.unit.name.clone(),
            answers: answers.clone(),
        };
        let told = answer(client.support().triage(request)).await?;
        let reply = match &told.next {
            Some(next) if output.can_ask() => ask(next, output)?,
            _ => None,
        };
        match reply {
            Some(reply) => answers.push(reply),
            None => {
                return output.answer(
                    || json::Triage::from(&told),
                    || page(&told, &answers, output.lang),
                );
            }
        }
    }
}

/// Asks for a step; `None` where the person stops.
fn ask(next: &TriageStep, output: &Output) -> Result<Option<String>, Failure> {
    loop {
        output.ask(&question(next, output.lang));
        let mut typed = String::new();
        let mut stdin = std::io::stdin().lock().take(MAX_LINE_BYTES);
        stdin.read_line(&mut typed).map_err(Failure::cannot_start)?;
        match read(next, &typed) {
            Typed::Stop => return Ok(None),
            Typed::Reply(reply) => return Ok(Some(reply)),
            Typed::Other => {}
        }
    }
}

/// What somebody typed.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    Reply(String),
    Stop,
    /// No number that was offered.
    Other,
}

fn read(next: &TriageStep, typed: &str) -> Typed {
    let typed = madoguchi_plain::typed::folded(typed);
    let typed = typed.trim();
    if typed.is_empty() {
        return Typed::Stop;
    }
    let code = |text: Option<&Text>| text.map(|text| text.code.clone());
    let reply = match typed.parse::<usize>() {
        Ok(0) => code(next.step.as_ref()),
        Ok(number) => code(next.replies.get(number - 1)),
        Err(_) => None,
    };
    reply.map_or(Typed::Other, Typed::Reply)
}

fn question(next: &TriageStep, lang: Lang) -> String {
    let mut page = String::new();
    line(&mut page, of(lang, next.step.as_ref()));
    for (number, reply) in next.replies.iter().enumerate() {
        line_under(
            &mut page,
            &format!("  {}  {}", number + 1, lang.of(reply)),
            5,
        );
    }
    line(&mut page, &word(lang, "triage-ask-number"));
    page
}

/// The verdict; for a reader at fault with the command that replaces it, because nobody else keeps the answers.
fn page(told: &TriageResponse, answers: &[String], lang: Lang) -> String {
    let mut page = String::new();
    line(
        &mut page,
        &label(lang, "triage-head", &[("unit", &told.serial)]),
    );
    line(&mut page, of(lang, told.text.as_ref()));
    if let (Some(part), Some(fault)) = (&told.part, &told.fault) {
        let (part, fault) = (lang.of(part), lang.of(fault));
        line(&mut page, &format!("{part}: {fault} {}", told.fault_code));
        headed(&mut page, lang, "triage-label-todo", told.todo.iter());
        if told.verdict == READER_FAULT {
            let command = replacing(&told.serial, answers);
            list(
                &mut page,
                lang,
                "triage-label-replace",
                [command.as_str()].into_iter(),
            );
        }
        headed(&mut page, lang, "triage-label-for", told.speaks_for.iter());
        headed(&mut page, lang, "triage-label-against", told.against.iter());
    } else {
        let suspects: Vec<_> = told.suspects.iter().map(|one| suspect(one, lang)).collect();
        list(
            &mut page,
            lang,
            "triage-label-suspects",
            suspects.iter().map(String::as_str),
        );
    }
    headed(&mut page, lang, "triage-label-changed", told.changes.iter());
    match &told.next {
        Some(next) => headed(&mut page, lang, "triage-label-next", next.step.iter()),
        // Without a suspect it was not judged, and its sentence says why.
        None if told.fault.is_none() && !told.suspects.is_empty() => {
            line(&mut page, &word(lang, "triage-no-next"))
        }
        None => {}
    }
    page
}

/// The command that replaces a reader on the ground of these answers.
fn replacing(serial: &str, answers: &[String]) -> String {
    let answers = answers.iter().map(|answer| format!(" --answer {answer}"));
    format!(
        "madoguchi unit replace {serial} NEW{}",
        answers.collect::<String>()
    )
}

fn suspect(suspect: &madoguchi_proto::v1::TriageSuspect, lang: Lang) -> String {
    let args = [
        ("part", of(lang, suspect.part.as_ref())),
        ("fault", of(lang, suspect.fault.as_ref())),
        ("percent", &suspect.percent.to_string()),
    ];
    format!(
        "{} {}",
        label(lang, "triage-suspect", &args),
        suspect.fault_code
    )
}

fn headed<'a>(page: &mut String, lang: Lang, key: &str, texts: impl Iterator<Item = &'a Text>) {
    list(page, lang, key, texts.map(|text| lang.of(text)));
}

/// Lines below a heading; nothing where there are none.
fn list<'a>(page: &mut String, lang: Lang, key: &str, words: impl Iterator<Item = &'a str>) {
    let mut words = words.peekable();
    if words.peek().is_none() {
        return;
    }
    line(page, &format!("【{}】", word(lang, key)));
    for words in words {
        line_under(page, &format!("  {words}"), 4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{self, AtHand};
    use madoguchi_triage::{Answers, Change, Ended, Evidence, Others, Reading, Way, triage};

    fn told(replies: &[Reading]) -> TriageResponse {
        let evidence = Evidence {
            way: Some(Way::NotShown {
                ended: Some(Ended::Unplugged),
            }),
            others: Some(Others::Serve),
            change: Some(Change::Nothing),
            ..Evidence::default()
        };
        let mut answers = Answers::default();
        for reply in replies {
            answers.reply(*reply).map(drop).unwrap_or_default();
        }
        let changed = Text {
            en: "2026-11-30 08:12: the PC was started again".to_owned(),
            ..Text::default()
        };
        let told = triage(&evidence, &answers);
        texts::triage("CR-1", &told, vec![changed], &AtHand::default())
    }

    #[test]
    fn a_person_reads_the_verdict_its_reasons_and_the_next_step() {
        let asked = page(&told(&[]), &[], Lang::Ja);
        assert!(asked.contains("まだ分かりません"), "{asked}");
        assert!(
            asked.contains("考えられる原因") && asked.contains("次にすること"),
            "{asked}"
        );
        let known = page(
            &told(&[Reading::ScreenConnecting, Reading::PushPlugsWorks]),
            &[],
            Lang::En,
        );
        assert!(
            known.contains("cable or USB port: The USB cable is out. MDG-0201"),
            "{known}"
        );
        assert!(
            known.contains("Changed within 7 days") && known.contains("started again"),
            "{known}"
        );
        assert!(
            known.contains("For it") && known.contains("To do"),
            "{known}"
        );
        let open = TriageResponse {
            next: None,
            ..told(&[])
        };
        assert!(
            page(&open, &[], Lang::En).contains("Tell support"),
            "{open:?}"
        );
        let against = TriageResponse {
            against: told(&[Reading::PushPlugsWorks]).speaks_for,
            ..told(&[Reading::ScreenConnecting, Reading::PushPlugsWorks])
        };
        assert!(
            page(&against, &[], Lang::En).contains("Against it"),
            "{against:?}"
        );
    }

    /// "Tell support" would be wrong of a reader that is back by itself.
    #[test]
    fn a_reader_that_restarts_is_told_as_that_alone() {
        let restart = Text {
            en: "restarting since 08:12".to_owned(),
            ..Text::default()
        };
        let told = texts::not_judged("CR-1", Some(restart), Vec::new());
        let shown = page(&told, &[], Lang::En);
        assert!(shown.contains("restarting since 08:12"), "{shown}");
        for word in ["Tell support", "Possible causes", "Next step"] {
            assert!(!shown.contains(word), "{word}: {shown}");
        }
    }

    #[test]
    fn a_reader_at_fault_is_told_with_the_command_that_replaces_it() {
        let broken = TriageResponse {
            verdict: READER_FAULT.to_owned(),
            ..told(&[Reading::ScreenConnecting, Reading::PushPlugsWorks])
        };
        let shown = page(&broken, &["restart-same".to_owned()], Lang::Ja);
        assert!(shown.contains("交換するとき"), "{shown}");
        let flat: String = shown.split_whitespace().collect();
        assert!(
            flat.contains("replaceCR-1NEW--answerrestart-same"),
            "{shown}"
        );
    }

    #[test]
    fn a_number_in_any_width_is_a_reply_nothing_stops_and_the_rest_is_asked_again() {
        let step = told(&[]).next.unwrap_or_default();
        let first = step.replies.first().map(|reply| reply.code.clone());
        assert_eq!(Some(read(&step, "１\n")), first.map(Typed::Reply));
        let passed = step.step.as_ref().map(|step| step.code.clone());
        assert_eq!(Some(read(&step, "0")), passed.map(Typed::Reply));
        assert_eq!(read(&step, " \n"), Typed::Stop);
        assert_eq!(read(&step, ""), Typed::Stop);
        for other in ["99", "-1", "x"] {
            assert_eq!(read(&step, other), Typed::Other, "{other}");
        }
        let asked = question(&step, Lang::En);
        assert!(
            asked.contains("  1  ") && asked.contains("do not know"),
            "{asked}"
        );
    }
}
