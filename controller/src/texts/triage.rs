//! What triage says, in words.

use super::bundles::{said, text};
use super::clock::Clock;
use crate::machine::What;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::unit::Ground;
use madoguchi_proto::v1;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;
use madoguchi_triage::{Fault, Reading, Step, Suspect, Triage};

/// What the next step can name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtHand {
    /// A reader to borrow from; `None`: none is known that serves.
    pub lender: Option<Lender>,
    /// A port of the PC on which nothing hangs, as `unit ports` names it; `None`: none is known.
    pub free_port: Option<String>,
}

/// A reader of the same PC that serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lender {
    pub counter: String,
    pub serial: String,
}

/// A triage of a unit in words. The codes of texts are the stable names of readings, faults and steps.
#[must_use]
pub fn triage(
    serial: &str,
    told: &Triage,
    changes: Vec<Text>,
    at_hand: &AtHand,
) -> v1::TriageResponse {
    let case = told.verdict.case();
    let fault = case.map(|case| case.fault);
    let read = |readings: &[Reading]| readings.iter().copied().map(reading).collect();
    v1::TriageResponse {
        serial: serial.to_owned(),
        verdict: told.verdict.name().to_owned(),
        text: Some(named("verdict", told.verdict.name())),
        part: fault.map(|fault| named("part", fault.part().name())),
        fault: fault.map(|fault| named("fault", fault.name())),
        todo: fault.map(|fault| todo(fault, serial)),
        speaks_for: case.map_or_else(Vec::new, |case| read(&case.speaks_for)),
        against: case.map_or_else(Vec::new, |case| read(&case.against)),
        suspects: told.suspects.iter().map(suspect).collect(),
        next: told.next.map(|next| step(next, at_hand)),
        fault_code: fault.map_or_else(String::new, code),
        changes,
    }
}

/// That a unit is not judged while it restarts (RULES A20, A28), with how far the restart has come: no cause is suspected, and nothing is asked.
pub(crate) fn not_judged(
    serial: &str,
    restart: Option<Text>,
    changes: Vec<Text>,
) -> v1::TriageResponse {
    let verdict = madoguchi_triage::Verdict::NotYetKnown.name();
    v1::TriageResponse {
        serial: serial.to_owned(),
        verdict: verdict.to_owned(),
        text: Some(restart.unwrap_or_else(|| named("verdict", verdict))),
        changes,
        ..v1::TriageResponse::default()
    }
}

/// Something that changed lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lately<'a> {
    OfPc(&'a What),
    /// The reader is at another port.
    Moved,
    /// A license came or went.
    License,
}

/// What changed, with the time at which that was noticed. Codes: `controller`, `system`, `restarted`, `network`, `reader`, `moved`, `license`.
pub(crate) fn lately(at: FleetTime, what: &Lately<'_>, clock: &Clock) -> Text {
    let versions = |from: &str, to: &str| vec![("from", same(from)), ("to", same(to))];
    let (code, mut args) = match what {
        Lately::Moved => ("moved", Vec::new()),
        Lately::License => ("license", Vec::new()),
        Lately::OfPc(What::Restarted) => ("restarted", Vec::new()),
        Lately::OfPc(What::Network) => ("network", Vec::new()),
        Lately::OfPc(What::Controller { from, to }) => ("controller", versions(from, to)),
        Lately::OfPc(What::System { from, to }) => ("system", versions(from, to)),
        Lately::OfPc(What::Reader { from, to, .. }) => ("reader", versions(from, to)),
    };
    args.push(("at", same(clock.day_and_minutes(at))));
    said("triage-changed", code, &args)
}

/// Why a unit was replaced. What triage named in another release stands as it is.
#[must_use]
pub fn ground(ground: &Ground) -> Text {
    match ground {
        Ground::ReaderFault(name) => {
            let known = Fault::ALL
                .iter()
                .find(|fault| fault.name() == name.as_str());
            let fault = match known {
                Some(fault) => named("fault", fault.name()).into(),
                None => same(name.as_str()),
            };
            said("triage", "ground-fault", &[("fault", fault)])
        }
        Ground::Override(reason) => said(
            "triage",
            "ground-override",
            &[("reason", same(reason.as_str()))],
        ),
    }
}

/// The code of a fault in the catalogue, which has every one under the name of its sentence (RULES F1).
fn code(fault: Fault) -> String {
    let name = format!("triage-fault-{}", fault.name());
    madoguchi_faults::of_name(&name).map_or_else(String::new, |known| known.code.to_string())
}

fn suspect(suspect: &Suspect) -> v1::TriageSuspect {
    // From 0 to 100.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (suspect.chance.clamp(0.0, 1.0) * 100.0).round() as u32;
    v1::TriageSuspect {
        part: Some(named("part", suspect.fault.part().name())),
        fault: Some(named("fault", suspect.fault.name())),
        percent,
        fault_code: code(suspect.fault),
    }
}

fn step(step: Step, at_hand: &AtHand) -> v1::TriageStep {
    v1::TriageStep {
        step: Some(asked(step, at_hand)),
        replies: step.replies().iter().copied().map(reading).collect(),
    }
}

/// A step in words, with the reader to borrow from or the port to use where one is known.
fn asked(step: Step, at_hand: &AtHand) -> Text {
    let (key, args) = match (step, &at_hand.lender, &at_hand.free_port) {
        (Step::SwapCable, Some(lender), _) => ("triage-step-swap-cable-with", lender.args()),
        (Step::SwapAdapter, Some(lender), _) => ("triage-step-swap-adapter-with", lender.args()),
        (Step::SwapReader, Some(lender), _) => ("triage-step-swap-reader-with", lender.args()),
        (Step::OtherPort, _, Some(port)) => {
            ("triage-step-other-port-at", vec![("port", port.as_str())])
        }
        _ => return named("step", step.name()),
    };
    Text {
        code: step.name().to_owned(),
        ..text(key, &args)
    }
}

impl Lender {
    fn args(&self) -> Vec<(&'static str, &str)> {
        vec![("counter", &self.counter), ("unit", &self.serial)]
    }
}

fn reading(reading: Reading) -> Text {
    named("reading", reading.name())
}

/// A verdict by its stable name.
pub(super) fn verdict(name: &str) -> Text {
    named("verdict", name)
}

/// A cause that it may be.
pub(super) fn fault(fault: Fault) -> Text {
    named("fault", fault.name())
}

/// What to do about a fault; a command in it names the reader.
fn todo(fault: Fault, serial: &str) -> Text {
    let key = format!("triage-todo-{}", fault.name());
    Text {
        code: fault.name().to_owned(),
        ..text(&key, &[("serial", serial)])
    }
}

/// The sentence of a family, with the name behind it as its code.
fn named(family: &str, name: &str) -> Text {
    let key = match family {
        "verdict" => format!("triage-verdict-{name}"),
        "part" => format!("triage-part-{name}"),
        "fault" => format!("triage-fault-{name}"),
        "step" => format!("triage-step-{name}"),
        _ => format!("triage-reading-{name}"),
    };
    Text {
        code: name.to_owned(),
        ..text(&key, &[])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_triage::{Case, Part, Verdict};

    fn is_said(text: &Text) {
        for words in [&text.ja, &text.en] {
            assert!(!words.is_empty() && !words.contains("triage-"), "{text:?}");
        }
    }

    #[test]
    fn every_fault_reading_step_and_part_is_said_in_both_languages() {
        for fault in Fault::ALL {
            let case = Case {
                fault: *fault,
                speaks_for: Reading::ALL.to_vec(),
                against: Vec::new(),
            };
            let told = triage(
                "CR-1",
                &Triage {
                    verdict: Verdict::Reader(case),
                    suspects: vec![Suspect {
                        fault: *fault,
                        chance: 0.974,
                    }],
                    next: None,
                },
                Vec::new(),
                &AtHand::default(),
            );
            assert_eq!(told.suspects[0].percent, 97);
            assert!(told.fault_code.starts_with("MDG-"), "{fault:?}");
            assert_eq!(told.suspects[0].fault_code, told.fault_code);
            for text in [&told.text, &told.part, &told.fault, &told.todo] {
                is_said(text.as_ref().unwrap());
            }
            assert_eq!(told.speaks_for.len(), Reading::ALL.len());
            told.speaks_for.iter().for_each(is_said);
        }
        for step in Step::ALL {
            let asked = super::step(*step, &AtHand::default());
            is_said(asked.step.as_ref().unwrap());
        }
        for part in Part::ALL {
            is_said(&named("part", part.name()));
        }
        for verdict in ["reader-fault", "other-part", "not-yet-known"] {
            is_said(&named("verdict", verdict));
        }
    }

    /// "Another reader" leaves staff with a choice; what is known is named, and the reply stays the same.
    #[test]
    fn the_next_step_names_the_reader_to_borrow_from_and_the_port_to_use_where_they_are_known() {
        let at_hand = AtHand {
            lender: Some(Lender {
                counter: "窓口2".to_owned(),
                serial: "CR-2".to_owned(),
            }),
            free_port: Some("1-3".to_owned()),
        };
        for (step, words) in [
            (Step::SwapCable, &["窓口2", "CR-2"][..]),
            (Step::SwapAdapter, &["窓口2", "CR-2"]),
            (Step::SwapReader, &["窓口2", "CR-2"]),
            (Step::OtherPort, &["1-3"]),
            (Step::PushPlugs, &[]),
        ] {
            let asked = super::step(step, &at_hand).step.unwrap();
            is_said(&asked);
            assert_eq!(asked.code, step.name());
            for said in [&asked.ja, &asked.en] {
                let named = ["窓口2", "CR-2", "1-3"]
                    .iter()
                    .filter(|word| said.contains(**word));
                assert!(named.eq(words), "{asked:?}");
            }
            let without = super::step(step, &AtHand::default()).step.unwrap();
            assert_eq!(without.code, asked.code);
            assert_eq!(without == asked, words.is_empty(), "{without:?}");
        }
    }

    /// Programs that run in the reader and are not the reader: one that fails again after each start is mended by the maker alone (RULES F3).
    const SENT_IN_ALTHOUGH_A_PROGRAM: [Fault; 2] = [Fault::EngineCrash, Fault::EngineHang];

    /// Else the page of a code says "the reader itself" of what triage calls something else, and a unit is sent in without need (FAQ 41).
    #[test]
    fn the_catalogue_and_triage_agree_whether_it_is_the_reader() {
        for fault in Fault::ALL {
            let name = format!("triage-fault-{}", fault.name());
            let known = madoguchi_faults::of_name(&name).unwrap();
            let is_reader = fault.part() == Part::Reader;
            let by_catalogue = known.matter == madoguchi_faults::Matter::Reader;
            assert_eq!(by_catalogue, is_reader, "{} {name}", known.code);
            let may = is_reader || SENT_IN_ALTHOUGH_A_PROGRAM.contains(fault);
            assert_eq!(known.send_in, may, "{} {name}", known.code);
        }
    }
}
