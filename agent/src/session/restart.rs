//! A restart that the controller orders: taken while nobody is at the reader, and told once the reader runs again.

use madoguchi_proto::v1::{Restarted, reader_event::Event};

use super::{Machine, Output, Phase};

/// How far a restart has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Restart {
    #[default]
    None,
    /// It was ordered with this input; the screen says so before the device is told.
    Ordered,
    /// The device restarts.
    Running,
}

impl Machine {
    /// Begins a restart, unless a call stands or a session runs: that patient goes first, and the order comes again.
    pub(super) fn restart(&mut self) {
        let busy = matches!(self.phase, Phase::Verifying(_) | Phase::Saving(_));
        if !busy && self.call.is_none() && self.restart == Restart::None {
            self.phase = Phase::Free;
            self.notice = None;
            self.restart = Restart::Ordered;
        }
    }

    /// Tells the device, behind what the screen has to show.
    pub(super) fn tell_restart(&mut self, out: &mut Vec<Output>) {
        if self.restart == Restart::Ordered {
            self.restart = Restart::Running;
            out.push(Output::Restart);
        }
    }

    /// The device runs again and passed its own tests.
    pub(super) fn restarted(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        if self.restart != Restart::None {
            self.restart = Restart::None;
            self.started_at_ms = now_ms;
            self.send(Event::Restarted(Restarted {}), out);
        }
    }

    /// Whether the reader restarts just now.
    #[must_use]
    pub fn is_restarting(&self) -> bool {
        self.restart != Restart::None
    }
}
