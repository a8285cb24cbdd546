//! Calls: a patient is asked to come to this reader, or no longer.

use madoguchi_link::bounds::MAX_SESSION_MS;
use madoguchi_proto::v1::{Assignment, Text};

use super::{Machine, Notice, NoticeKind, Phase, StandingCall};

/// How long the text about a withdrawn call is shown.
const WITHDRAWN_MS: u64 = 8_000;

impl Machine {
    /// Takes a call. A running session has precedence: the call is ignored then, and the controller learns of the session by its events.
    pub(super) fn called(
        &mut self,
        now_ms: u64,
        assignment: Assignment,
        number: String,
        expires_in_ms: u64,
    ) {
        let free = matches!(self.phase, Phase::Free | Phase::Done { .. });
        let shown = self.call.as_ref();
        if expires_in_ms == 0 && shown.is_some_and(|call| call.assignment == assignment) {
            // The same call again, with no time left: the controller's newer word is the one that holds.
            self.call = None;
        }
        if !free || expires_in_ms == 0 || self.was_served(assignment) || self.is_full() {
            return;
        }
        self.notice = None;
        self.call = Some(StandingCall {
            assignment,
            number,
            expires_at_ms: now_ms.saturating_add(expires_in_ms.min(MAX_SESSION_MS)),
        });
    }

    /// Whether this hand-out's session has ended here, so that the call crossed with its outcome.
    fn was_served(&self, assignment: Assignment) -> bool {
        self.last_served == Some(assignment)
            || self
                .unacknowledged
                .iter()
                .any(|ended| ended.assignment == Some(assignment))
    }

    pub(super) fn withdrawn(&mut self, now_ms: u64, assignment: Assignment, reason: Text) {
        if self
            .call
            .as_ref()
            .is_none_or(|call| call.assignment != assignment)
        {
            return;
        }
        self.call = None;
        self.notice = Some(Notice {
            what: NoticeKind::Withdrawn(reason),
            until_ms: now_ms.saturating_add(WITHDRAWN_MS),
        });
    }
}
