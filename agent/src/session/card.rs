//! A card comes, a session runs, its outcome is made safe, the card goes.

use madoguchi_proto::v1::Outcome;

use super::{Ended, Machine, Notice, NoticeKind, Output, Phase, Running, Saving, SessionId};

/// How long a result is shown whose card is gone already.
const RESULT_MS: u64 = 8_000;
/// How long to wait before an outcome that could not be written is written again.
const STORE_RETRY_MS: u64 = 1_000;

impl Machine {
    pub(super) fn card_placed(
        &mut self,
        now_ms: u64,
        session_id: SessionId,
        out: &mut Vec<Output>,
    ) {
        match self.phase {
            // One session at a time; a second card beside it means nothing.
            Phase::Verifying(_) | Phase::Saving(_) => return,
            // The device missed that the old card went.
            Phase::Done { .. } => self.card_removed(out),
            Phase::Free => {}
        }
        self.card_present = true;
        if self.refuses_cards() {
            return;
        }
        let call = self.call.take();
        self.notice = None;
        let running = Running {
            session_id,
            assignment: call.as_ref().map(|call| call.assignment),
            number: call.map(|call| call.number),
            placed_at_ms: now_ms,
        };
        self.send_placed(&running, out);
        self.phase = Phase::Verifying(running);
    }

    /// A patient who was called is served whatever the verdict is by now; somebody who was not called only
    /// where the unit may serve. Before the first verdict the patient gets the benefit of the doubt.
    fn refuses_cards(&self) -> bool {
        if self.is_full() {
            return true;
        }
        let refused =
            self.closed.is_some() || self.admission.as_ref().is_some_and(|(serves, _)| !serves);
        self.call.is_none() && refused
    }

    pub(super) fn session_ended(&mut self, now_ms: u64, outcome: Outcome, out: &mut Vec<Output>) {
        let Phase::Verifying(running) = &self.phase else {
            return;
        };
        let ended = Ended {
            session_id: running.session_id,
            assignment: running.assignment,
            outcome,
            ended_at_ms: i64::try_from(now_ms).unwrap_or(i64::MAX),
        };
        out.push(Output::Store(ended.clone()));
        self.last_served = running.assignment;
        self.phase = Phase::Saving(Saving {
            running: running.clone(),
            ended,
            retry_at_ms: None,
            handed_over: false,
        });
    }

    pub(super) fn stored(&mut self, now_ms: u64, session_id: SessionId, out: &mut Vec<Output>) {
        let Some(saving) = self.take_saving(session_id) else {
            return;
        };
        self.store_failed = false;
        let ended = saving.ended.clone();
        if !saving.handed_over {
            self.send_ended(now_ms, &ended, out);
            self.unacknowledged.push_back(ended.clone());
        }
        self.conclude(now_ms, ended.outcome, out);
    }

    /// The disk does not take it. The patient waits, the unit says that it is out of order, and the
    /// outcome goes to the controller, whose store will do as well; meanwhile the disk is tried again.
    pub(super) fn store_failed(
        &mut self,
        now_ms: u64,
        session_id: SessionId,
        out: &mut Vec<Output>,
    ) {
        let Phase::Saving(saving) = &mut self.phase else {
            return;
        };
        if saving.ended.session_id != session_id {
            return;
        }
        self.store_failed = true;
        saving.retry_at_ms = Some(now_ms.saturating_add(STORE_RETRY_MS));
        if !std::mem::replace(&mut saving.handed_over, true) {
            let ended = saving.ended.clone();
            self.send_ended(now_ms, &ended, out);
            self.unacknowledged.push_back(ended);
        }
    }

    pub(super) fn take_saving(&mut self, session_id: SessionId) -> Option<Saving> {
        match std::mem::replace(&mut self.phase, Phase::Free) {
            Phase::Saving(saving) if saving.ended.session_id == session_id => Some(saving),
            other => {
                self.phase = other;
                None
            }
        }
    }

    /// The outcome is durable, here or at the controller: only now is the reader "done".
    pub(super) fn conclude(&mut self, now_ms: u64, outcome: Outcome, out: &mut Vec<Output>) {
        if self.card_present {
            self.phase = Phase::Done { outcome };
            return;
        }
        // The card went before the outcome was safe; the result is shown all the same, for a while.
        self.phase = Phase::Free;
        self.notice = Some(Notice {
            what: NoticeKind::Result(outcome),
            until_ms: now_ms.saturating_add(RESULT_MS),
        });
        self.send_removed(out);
    }

    pub(super) fn card_removed(&mut self, out: &mut Vec<Output>) {
        if !std::mem::replace(&mut self.card_present, false) {
            return;
        }
        match self.phase {
            // Told after the outcome, so that the controller hears things in their order.
            Phase::Verifying(_) | Phase::Saving(_) => return,
            Phase::Done { .. } => self.phase = Phase::Free,
            Phase::Free => {}
        }
        self.send_removed(out);
    }
}
