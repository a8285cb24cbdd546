//! The request for triage: is it the reader, or something else?

use super::{Desk, Refused, Right, names};
use crate::texts;
use crate::views;
use crate::wire::{BadField, Field};
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1::{TriageRequest, TriageResponse};
use madoguchi_triage::{Answers, Reading, Step};

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
            let evidence = views::evidence(fleet, unit, pc.as_ref(), &changes);
            let changes = views::changes(fleet, unit, &changes);
            Ok::<_, Refused>((unit.serial.clone(), evidence, changes))
        };
        let (serial, evidence, changes) = self.ask(Right::Examine, question).await??;
        let told = madoguchi_triage::triage(&evidence, &answers);
        Ok(texts::triage(serial.as_str(), &told, changes))
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
