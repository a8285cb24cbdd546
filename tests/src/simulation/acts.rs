//! What people do: reception, staff, and patients with their cards.

use super::controller::Caller;
use super::world::{World, number_of};
use madoguchi_agent::session::{Input, SessionId};
use madoguchi_fleet::command::{Act, AddTicket, Command};
use madoguchi_fleet::ids::RequestId;
use madoguchi_fleet::ticket::Class;
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_proto::v1::{Outcome, OutcomeKind};
use rand::RngExt;

impl World {
    pub(super) fn patient(&mut self, number: u32, class: u8, wish: u8) {
        let seated = || vec![Wish::Placement(Placement::Seated)];
        let Some(label) = number_of(number) else {
            return;
        };
        let add = AddTicket {
            number: Some(label),
            class: [Class::Normal, Class::Priority, Class::Urgent][usize::from(class) % 3],
            needs: if wish == 1 { seated() } else { vec![] },
            prefers: if wish == 2 { seated() } else { vec![] },
        };
        let act = self.staff(Command::AddTicket(add));
        self.requests.push(act.clone());
        self.send(act, Caller::Desk);
    }

    /// The request before so many others is sent again.
    pub(super) fn repeat(&mut self, back: usize) {
        let act = self.requests.iter().rev().nth(back).cloned();
        if let Some(act) = act {
            self.send(act, Caller::Desk);
        }
    }

    pub(super) fn staff_act(&mut self, act: u8, number: u32) {
        let command = number_of(number).map(|number| match act {
            0 => Command::CallTicket { number, unit: None },
            1 => Command::RecallTicket { number },
            2 => Command::ParkTicket { number },
            3 => Command::UnparkTicket { number },
            _ => Command::CancelTicket { number },
        });
        self.staff_send(command);
    }

    pub(super) fn unit_act(&mut self, act: u8, reader: usize) {
        let serial = self.readers[reader].serial.clone();
        self.staff_send(Some(match act {
            0 => Command::PauseUnit { serial, now: false },
            1 => Command::PauseUnit { serial, now: true },
            2 => Command::ResumeUnit { serial },
            3 => Command::PreferUnit {
                serial,
                preferred: true,
            },
            _ => Command::PreferUnit {
                serial,
                preferred: false,
            },
        }));
    }

    pub(super) fn card(&mut self, now_ms: u64, reader: usize) {
        let session_id = SessionId(self.random.random());
        let reader = &mut self.readers[reader];
        if !reader.card_present {
            reader.card_present = true;
            reader.handle(now_ms, Input::CardPlaced { session_id });
        }
    }

    pub(super) fn session_ends(&mut self, now_ms: u64, reader: usize, outcome: u8) {
        let reader = &mut self.readers[reader];
        if reader.session.take().is_none() {
            return;
        }
        let kind = match outcome {
            0 => OutcomeKind::VerifiedFace,
            1 => OutcomeKind::CardUnreadable,
            _ => OutcomeKind::UnitFailed,
        };
        let outcome = Outcome {
            kind: kind.into(),
            duration_ms: 1,
            ..Outcome::default()
        };
        reader.handle(now_ms, Input::SessionEnded { outcome });
    }

    pub(super) fn staff(&mut self, command: Command) -> Act {
        Act::staff(RequestId(self.random.random()), command)
    }

    pub(super) fn staff_send(&mut self, command: Option<Command>) {
        if let Some(command) = command {
            let act = self.staff(command);
            self.requests.push(act.clone());
            self.send(act, Caller::Desk);
        }
    }

    /// To the controller's inbox; lost when it is down.
    pub(super) fn send(&mut self, act: Act, caller: Caller) {
        if let Some(controller) = &mut self.controller {
            controller.inbox.push_back((act, caller));
        }
    }
}
