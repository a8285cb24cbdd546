//! The controller runs: batches and what leaves them, its end and its start.

use super::controller::{Caller, Controller, HERE, Released, input_of};
use super::oracles::{Before, Judge, answered_again, remembered_at_start};
use super::world::World;
use madoguchi_agent::session::Input;
use madoguchi_fleet::command::{Command, Start};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{Number, TicketId};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::FleetTime;
use madoguchi_licensing::grant::Environment;
use rand::RngExt;

/// While everything comes to rest one round is like the other: the disk is read after so many commits.
const READ_AT_REST: u64 = 20;

impl World {
    pub(super) fn batch(&mut self, acts: usize) {
        match self.commit(acts) {
            Some(released) => self.deliver(released),
            None => self.crash(self.now_ms()),
        }
    }

    /// A batch is durable, and nobody will ever hear of it.
    pub(super) fn crash_after(&mut self, now_ms: u64, acts: usize) {
        let _nobody_hears = self.commit(acts);
        self.crash(now_ms);
    }

    /// Decides and commits, and judges what would leave. `None`: the disk failed, or nothing runs.
    fn commit(&mut self, acts: usize) -> Option<Released> {
        let id: [u8; 16] = self.random.random();
        let controller = self.controller.as_mut()?;
        let before = Before::of(&controller.fleet, &self.book);
        let released = controller.batch(self.now, acts, id)?;
        let judge = Judge {
            now: self.now,
            before: &before,
            fleet: &controller.fleet,
            grants: &self.licenses,
        };
        let judged = judge.judge(&mut self.book, &released);
        let revision = controller.revision();
        self.note(judged);
        let written = self.written.replace(revision) != Some(revision);
        if written && (!self.resting || revision.0.is_multiple_of(READ_AT_REST)) {
            self.note(self.check_disk(&released.orders));
        }
        Some(released)
    }

    fn deliver(&mut self, released: Released) {
        for ((act, caller), reply) in released.replies {
            let Ok(answer) = reply else { continue };
            match (caller, act.command, answer) {
                (Caller::Desk, Command::AddTicket(add), Answer::Ticket(id)) => {
                    self.acknowledge(id, add.number);
                }
                (
                    Caller::Reader {
                        connection,
                        sequence,
                    },
                    ..,
                ) => {
                    self.push_down(connection, Input::Acknowledge { sequence });
                }
                _ => {}
            }
        }
        for (connection, order) in released.orders {
            let input = input_of(order).unwrap_or(Input::LinkDown);
            self.push_down(connection, input);
        }
    }

    fn acknowledge(&mut self, id: TicketId, number: Option<Number>) {
        let number = number.and_then(|number| number.as_str().parse().ok());
        if let Some(number) = number
            && !self.acknowledged.contains(&(id, number))
        {
            self.acknowledged.push((id, number));
        }
    }

    /// The controller is gone with everything that it had not made durable; every link breaks.
    pub(super) fn crash(&mut self, now_ms: u64) {
        self.controller = None;
        self.unnoticed.clear();
        for index in 0..self.readers.len() {
            self.lose_link(now_ms, index);
        }
        self.unnoticed.clear();
    }

    pub(super) fn start(&mut self, clock_off_s: i64) {
        if self.controller.is_some() {
            return;
        }
        let wall = FleetTime(self.now.0.saturating_add(clock_off_s * 1_000).max(0));
        let settings = Settings {
            environment: Environment::Test,
            ..Settings::default()
        };
        let start = Start {
            installation: HERE,
            wall,
        };
        match Controller::start(&self.disk, settings, start, self.grants()) {
            Ok(controller) => {
                // Fleet time never goes back; the world follows it.
                self.now = self.now.max(controller.fleet.now());
                self.book.restart(controller.fleet.now());
                self.note(remembered_at_start(&controller.fleet));
                self.note(answered_again(&controller.fleet, &self.book));
                self.controller = Some(controller);
            }
            Err(error) => self.failure = Some(format!("the controller does not start: {error}")),
        }
    }
}
