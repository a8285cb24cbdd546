//! The reader's screen. It is derived from the state after every input, so that no order can be forgotten and nothing outdated stays on the
//! screen.

use madoguchi_proto::v1::{Assignment, Outcome, Text};

use super::{Machine, NoticeKind, Order, Output, Phase, SessionId};
use crate::texts;

/// The content of the screen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Screen {
    /// The content before the first order.
    Nothing,
    Idle,
    Call {
        assignment: Assignment,
        number: String,
    },
    Withdrawn(Text),
    Refusal(Text),
    Identity {
        counter: String,
    },
    Session {
        session_id: SessionId,
        assignment: Option<Assignment>,
        number: Option<String>,
    },
    Result(Outcome),
}

impl Machine {
    /// Orders the right content if the screen shows another one.
    pub(super) fn show(&mut self, out: &mut Vec<Output>) {
        let screen = self.screen();
        if screen == self.shown {
            return;
        }
        self.shown = screen.clone();
        out.extend(order(screen).map(Output::Device));
    }

    fn screen(&self) -> Screen {
        let session = |running: &super::Running| Screen::Session {
            session_id: running.session_id,
            assignment: running.assignment,
            number: running.number.clone(),
        };
        match &self.phase {
            Phase::Verifying(running) => session(running),
            Phase::Saving(saving) => session(&saving.running),
            Phase::Free | Phase::Done { .. } if self.call.is_some() => self.call_screen(),
            Phase::Done { outcome } => Screen::Result(outcome.clone()),
            Phase::Free => self.free_screen(),
        }
    }

    fn call_screen(&self) -> Screen {
        self.call
            .as_ref()
            .map_or(Screen::Idle, |call| Screen::Call {
                assignment: call.assignment,
                number: call.number.clone(),
            })
    }

    fn free_screen(&self) -> Screen {
        if self.is_restarting() {
            return Screen::Refusal(texts::restarts());
        }
        if let Some(notice) = &self.notice {
            return match &notice.what {
                NoticeKind::Withdrawn(text) => Screen::Withdrawn(text.clone()),
                NoticeKind::Result(outcome) => Screen::Result(outcome.clone()),
                NoticeKind::Identity { counter } => Screen::Identity {
                    counter: counter.clone(),
                },
            };
        }
        if self.is_full() {
            return Screen::Refusal(texts::out_of_order());
        }
        if let Some(reason) = &self.closed {
            return Screen::Refusal(reason.clone());
        }
        match &self.admission {
            Some((false, text)) => Screen::Refusal(text.clone()),
            _ => Screen::Idle,
        }
    }
}

fn order(screen: Screen) -> Option<Order> {
    Some(match screen {
        Screen::Nothing => return None,
        Screen::Idle => Order::ShowIdle,
        Screen::Call { assignment, number } => Order::ShowCall { assignment, number },
        Screen::Withdrawn(text) => Order::ShowWithdrawn { text },
        Screen::Identity { counter } => Order::ShowIdentity { counter },
        Screen::Refusal(text) => Order::ShowRefusal {
            text: texts::on_the_screen(text),
        },
        Screen::Session {
            session_id,
            assignment,
            number,
        } => Order::BeginSession {
            session_id,
            assignment,
            number,
        },
        Screen::Result(outcome) => Order::ShowResult { outcome },
    })
}
