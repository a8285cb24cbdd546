//! Is it the reader, or something else? Evidence in; a verdict, what speaks for and against it, and the one next step out.
//!
//! ```text
//!  Evidence ──readings──► [Reading] ──weigh──► Suspects ──judge──► Verdict, with the readings for and against
//!  Answers  ──────────────────┘                   └──────next────► Step, the one that would tell most
//! ```
//!
//! **How it judges.** A *sign* is something that can be seen in a few ways, and a *reading* is what was seen: the sign "USB" reads "shown" or "not
//! shown". One table (`table.rs`) says for each *fault* how often it shows which reading, in words: always, mostly, half, rarely, never. What
//! a fault has nothing to do with goes as it usually does (`reading.rs`). A fault is the more likely the better it explains all readings together;
//! that is Bayes' rule, with signs taken as independent of each other. Signs that go together are kept together by *forms*: a broken cable is dead, or slow,
//! or comes and goes, and each form has words of its own (`forms.rs`). Support can follow each case with a finger: the row of the fault, the column of the
//! reading.
//!
//! **The way.** Signs along the reader's way to its work are rungs: plug, speed, interface, address, door, handshake, heartbeat, admission, self-test,
//! sessions. A reader that USB does not show has no interface to judge. [`Way`] says so in types, and each rung counts only where the one
//! before it was reached: that is the trunk of the tree.
//!
//! **The questions.** Below the trunk each node is a [`Step`] that staff can do, and each branch is a reply. At each node it is the step after which
//! the least doubt is expected to remain (Shannon's entropy: about the part, then about which of its faults); of those that tell nearly as much, the one with the least effort. Only
//! steps that the table connects with a suspect are asked: whoever says that the camera is broken is not asked for another card. "We do not
//! know" is an answer, too: that step is not asked again. [`tree`] unfolds it.
//!
//! **The verdict.** A part is named once it holds [`DECIDED`] of the chance, and the reader only with [`DECIDED_READER`]: a unit that is sent in
//! without need comes back as sent (FAQ 41), while the clinic stands with one reader less. Below that it is not yet known, and the suspects are told. A part
//! can be named before its fault is settled: then the likeliest is told, and the next step tells them apart.

mod answers;
mod evidence;
mod fault;
mod forms;
mod next;
mod reading;
mod step;
mod table;
mod verdict;
mod weigh;

pub use answers::Answers;
pub use evidence::{
    Admission, Change, Contact, Ended, Evidence, Handshake, History, Network, Others, Plug,
    SelfTest, Service, Sessions, Way,
};
pub use fault::{Fault, Part};
pub use next::{Branch, tree};
pub use reading::{Reading, Sign};
pub use step::Step;
pub use verdict::{Case, DECIDED, DECIDED_READER, Suspect, Triage, Verdict};

/// Judges what is known of a reader.
#[must_use]
pub fn triage(evidence: &Evidence, answers: &Answers) -> Triage {
    let readings = answers.beside(&evidence.readings());
    let suspects = weigh::weigh(&readings);
    let verdict = verdict::judge(&readings, &suspects);
    let next = next::step(evidence, answers, &readings, &suspects);
    Triage {
        verdict,
        suspects: verdict::suspects(&suspects),
        next,
    }
}
