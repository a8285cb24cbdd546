//! From the placed card to its removal: the session, and the storing of its outcome.

use madoguchi_proto::v1::Outcome;

use super::{Ended, Machine, Notice, NoticeKind, Output, Phase, Running, Saving, SessionId};

/// How long a result is shown after the card has been removed.
const RESULT_MS: u64 = 8_000;
/// The wait before an outcome that could not be written is tried again.
const STORE_RETRY_MS: u64 = 1_000;

impl Machine {
    pub(super) fn card_placed(
        &mut self,
        now_ms: u64,
        session_id: SessionId,
        out: &mut Vec<Output>,
    ) {
        match self.phase {
            // There is one session at a time; a second card beside it is ignored.
            Phase::Verifying(_) | Phase::Saving(_) => return,
            // The device did not report that the old card was removed.
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

    /// Whether cards are refused. A patient who was called is served whatever the verdict is now; somebody who was not called only if the
    /// unit may serve. Before the first verdict patients are served.
    fn refuses_cards(&self) -> bool {
        if self.is_full() || self.is_restarting() {
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

    /// Handles a failed write. The patient waits and the unit reports a fault. The outcome is sent to the controller, whose store is as
    /// good, and the disk is tried again meanwhile.
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

    /// Ends a session whose outcome is durable here or at the controller: only now the reader shows "done".
    pub(super) fn conclude(&mut self, now_ms: u64, outcome: Outcome, out: &mut Vec<Output>) {
        if self.card_present {
            self.phase = Phase::Done { outcome };
            return;
        }
        // The card was removed before the outcome was durable; the result is still shown for a while.
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
            // Reported after the outcome, so that the controller gets the events in their order.
            Phase::Verifying(_) | Phase::Saving(_) => return,
            Phase::Done { .. } => self.phase = Phase::Free,
            Phase::Free => {}
        }
        self.send_removed(out);
    }
}
