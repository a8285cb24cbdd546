//! Which step would tell most, and the tree of all steps below some evidence.
//!
//! First that is about the part, which is what the verdict names; once that is known, about which fault of the part it is.

use crate::answers::Answers;
use crate::evidence::Evidence;
use crate::fault::{Fault, Part};
use crate::reading::Reading;
use crate::step::Step;
use crate::verdict::{self, Verdict};
use crate::weigh::{self, Weighed};

/// A step that is expected to tell less than this many bits is not worth anybody's time.
const TELLS_NOTHING: f64 = 0.02;
/// Of the steps that tell at least this share of the best one's, the one with the least effort is taken.
const NEARLY_AS_MUCH: f64 = 0.85;
/// The fault itself is known with this chance: nothing more is asked.
const SETTLED: f64 = 0.8;

/// The step that would tell most; `None` where the fault is known, or no step would tell anything.
pub(crate) fn step(
    evidence: &Evidence,
    answers: &Answers,
    readings: &[Reading],
    weighed: &[Weighed],
) -> Option<Step> {
    let (fault, chance) = *weigh::faults(weighed).first()?;
    let decided = verdict::decided(weighed, fault.part());
    if decided && chance >= SETTLED {
        return None;
    }
    let open = |step: &Step| {
        let seen = readings
            .iter()
            .any(|reading| reading.sign() == step.tells());
        !seen && !answers.has(*step) && step.possible(evidence.others)
    };
    let doubt = if decided {
        doubt_of_fault
    } else {
        doubt_of_part
    };
    let steps: Vec<_> = Step::ALL.iter().copied().filter(open).collect();
    let concerned: Vec<_> = steps
        .iter()
        .copied()
        .filter(|step| concerns_a_suspect(weighed, fault, *step))
        .collect();
    let steps = if concerned.is_empty() {
        steps
    } else {
        concerned
    };
    let tells: Vec<_> = steps
        .iter()
        .map(|step| (*step, information(weighed, *step, doubt)))
        .collect();
    let best = tells.iter().map(|(_, bits)| *bits).fold(0.0, f64::max);
    if best < TELLS_NOTHING {
        return None;
    }
    let good = tells
        .iter()
        .filter(|(_, bits)| *bits >= best * NEARLY_AS_MUCH);
    good.min_by_key(|(step, _)| step.minutes())
        .map(|(step, _)| *step)
}

/// Whether the table says anything of a step for the likeliest fault, or for a form that alone is likely enough to be suspected. Else a step could
/// tell most by clearing many that hardly count, and staff would try cards where a camera says that it is broken.
fn concerns_a_suspect(weighed: &[Weighed], likeliest: Fault, step: Step) -> bool {
    let suspected =
        |(form, chance): &&Weighed| form.fault == likeliest || *chance >= verdict::SUSPECTED;
    let mut suspects = weighed.iter().filter(suspected);
    suspects.any(|(form, _)| form.says(step.tells()).next().is_some())
}

/// How many bits of doubt a step is expected to take away.
fn information(weighed: &[Weighed], step: Step, doubt: fn(&[Weighed]) -> f64) -> f64 {
    let remains = step.replies().iter().map(|reply| {
        let chance_of = |(form, weight): &Weighed| weight * weigh::chance(form, *reply);
        let reply_comes: f64 = weighed.iter().map(chance_of).sum();
        reply_comes * doubt(&weigh::after(weighed, *reply))
    });
    doubt(weighed) - remains.sum::<f64>()
}

/// How much doubt there is about which fault it is.
fn doubt_of_fault(weighed: &[Weighed]) -> f64 {
    entropy(weigh::faults(weighed).iter().map(|(_, chance)| *chance))
}

/// How much doubt there is about whose matter it is.
fn doubt_of_part(weighed: &[Weighed]) -> f64 {
    entropy(Part::ALL.iter().map(|part| weigh::share(weighed, *part)))
}

/// Shannon's entropy, in bits.
fn entropy(chances: impl Iterator<Item = f64>) -> f64 {
    let unsure = chances.filter(|chance| *chance > 0.0);
    unsure.map(|chance| -chance * chance.log2()).sum()
}

/// A node of the tree: what is judged so far, and what is asked next.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub verdict: Verdict,
    pub asks: Option<Step>,
    /// What follows each reply.
    pub replies: Vec<(Reading, Branch)>,
}

/// The tree below what is known, as deep as this many questions.
#[must_use]
pub fn tree(evidence: &Evidence, answers: &Answers, questions: usize) -> Branch {
    let now = crate::triage(evidence, answers);
    let asks = now.next.filter(|_| questions > 0);
    let below = asks
        .iter()
        .flat_map(|step| step.replies())
        .filter_map(|reply| {
            let mut answers = answers.clone();
            answers.reply(*reply).ok()?;
            Some((*reply, tree(evidence, &answers, questions - 1)))
        });
    Branch {
        replies: below.collect(),
        verdict: now.verdict,
        asks,
    }
}
