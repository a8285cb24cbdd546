//! Which reader this is: staff ask for it who stand before several.

use super::{Machine, Notice, NoticeKind, Phase};

/// The longest time for which it is shown, whatever the controller says: a reader is there for patients.
const LONGEST_MS: u64 = 60_000;

impl Machine {
    /// Shows which reader this is, unless there is something to show to a patient: a call, a session, a result, or why a call was taken
    /// back.
    pub(super) fn identify(&mut self, now_ms: u64, counter: String, show_ms: u64) {
        let shown = self.notice.as_ref().map(|notice| &notice.what);
        let for_a_patient = shown.is_some_and(|what| !matches!(what, NoticeKind::Identity { .. }));
        if !matches!(self.phase, Phase::Free) || self.call.is_some() || for_a_patient {
            return;
        }
        self.notice = Some(Notice {
            what: NoticeKind::Identity { counter },
            until_ms: now_ms.saturating_add(show_ms.min(LONGEST_MS)),
        });
    }
}
