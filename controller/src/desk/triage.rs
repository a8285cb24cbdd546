//! The request for triage: is it the reader, or something else?

use super::{Desk, Refused, Right, names};
use crate::texts::{self, AtHand, Clock, Lender};
use crate::views;
use crate::wire::{BadField, Field};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::ids::Serial;
use madoguchi_proto::v1::{ListPortsRequest, Text, TriageRequest, TriageResponse};
use madoguchi_triage::{Answers, Evidence, Reading, Step};

/// What is known of a unit at one moment.
struct Known {
    serial: Serial,
    /// `None` while it restarts.
    evidence: Option<Evidence>,
    restart: Option<Text>,
    changes: Vec<Text>,
    lender: Option<Lender>,
    ports_of_readers: Vec<String>,
}

/// The most answers of a request: one for each step that there is, and room for those that were given again.
const MAX_ANSWERS: usize = 32;

impl Desk {
    /// Judges a unit by what is known and what staff answered. It changes nothing.
    pub(crate) async fn triage(&self, request: TriageRequest) -> Result<TriageResponse, Refused> {
        self.may(Right::Examine)?;
        names::checked(&request.serial)?;
        let answers = answers(&request.answers)?;
        let pc = self.seen_by_doctor().await?;
        let changes = self.changes.newest();
        let question = move |fleet: &Fleet| {
            let unit = fleet.known_unit(&request.serial)?;
            Ok::<_, Refused>(Known {
                serial: unit.serial.clone(),
                evidence: views::evidence(fleet, unit, pc.as_ref(), &changes),
                restart: texts::restart(&unit.restarts, &Clock::of(fleet)),
                changes: views::changes(fleet, unit, &changes),
                lender: views::lender(fleet, unit),
                ports_of_readers: views::ports_of_readers(fleet),
            })
        };
        let known = self.ask(Right::Examine, question).await??;
        let serial = known.serial.as_str();
        let Some(evidence) = known.evidence else {
            return Ok(texts::not_judged(serial, known.restart, known.changes));
        };
        let told = madoguchi_triage::triage(&evidence, &answers);
        let free_port = match told.next {
            Some(Step::OtherPort) => self.free_port(&known.ports_of_readers).await,
            _ => None,
        };
        let at_hand = AtHand {
            lender: known.lender,
            free_port,
        };
        Ok(texts::triage(serial, &told, known.changes, &at_hand))
    }

    /// A port that a reader may go to; `None` where the PC's ports cannot be looked at, for which triage does not wait in vain.
    async fn free_port(&self, of_readers: &[String]) -> Option<String> {
        let list = self.list_ports(ListPortsRequest {}).await.ok()?;
        views::free_port(&list.ports, of_readers)
    }
}

/// Answers as they are sent: the name of a reply, or that of a step which staff cannot do or know nothing of.
pub(super) fn answers(said: &[String]) -> Result<Answers, BadField> {
    if said.len() > MAX_ANSWERS {
        return Err(Field::TriageAnswer.too_large());
    }
    let mut answers = Answers::default();
    for word in said {
        if let Some(step) = Step::parse(word) {
            answers.pass(step);
            continue;
        }
        let reading = Reading::parse(word).ok_or(Field::TriageAnswer.malformed())?;
        answers
            .reply(reading)
            .map_err(|_| Field::TriageAnswer.malformed())?;
    }
    Ok(answers)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_reply_or_a_step_that_nobody_could_do() {
        let said = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(ToString::to_string).collect();
            answers(&words)
        };
        let told = said(&["swap-cable-works", "restart"]).unwrap();
        assert!(told.has(Step::SwapCable) && told.has(Step::Restart));
        let malformed = Field::TriageAnswer.malformed();
        assert_eq!(said(&["no-such-answer"]), Err(malformed));
        assert_eq!(
            said(&["code-camera"]),
            Err(malformed),
            "nobody is asked that"
        );
        assert_eq!(said(&[""]), Err(malformed));
    }

    #[test]
    fn more_answers_than_there_are_steps_are_refused() {
        let many = vec!["restart".to_owned(); MAX_ANSWERS + 1];
        assert_eq!(answers(&many), Err(Field::TriageAnswer.too_large()));
        assert!(answers(&many[1..]).is_ok());
        assert!(Step::ALL.len() <= MAX_ANSWERS);
    }
}
