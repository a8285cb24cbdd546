//! What staff answered: at most one reply for each step, or that they do not know.

use crate::reading::{Reading, Sign};
use crate::step::Step;
use std::collections::BTreeMap;

/// Answers by the step that they were given to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(BTreeMap<Step, Option<Reading>>);

impl Answers {
    /// Takes a reply in. The newest one to a step counts.
    ///
    /// # Errors
    /// The reading is one that nobody is asked for; nothing was taken in.
    pub fn reply(&mut self, reading: Reading) -> Result<Step, Reading> {
        let step = Step::of(reading).ok_or(reading)?;
        self.0.insert(step, Some(reading));
        Ok(step)
    }

    /// Staff do not know, or cannot do it.
    pub fn pass(&mut self, step: Step) {
        self.0.insert(step, None);
    }

    /// Whether a step was answered in any way.
    #[must_use]
    pub fn has(&self, step: Step) -> bool {
        self.0.contains_key(&step)
    }

    /// All readings: the evidence, then the replies. A reply about a sign that was also seen is the newer of both, and stands for it.
    pub(crate) fn beside(&self, seen: &[Reading]) -> Vec<Reading> {
        let replies: Vec<_> = self.0.values().flatten().copied().collect();
        let told = |sign: Sign| replies.iter().any(|reply| reply.sign() == sign);
        let seen = seen.iter().copied().filter(|reading| !told(reading.sign()));
        seen.chain(replies.iter().copied()).collect()
    }
}
