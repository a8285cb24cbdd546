//! The fleet: a table of contents. Each command has a file of its own in `commands/`, the state is in parts that own it.
//!
//! Three kinds of method, in the order in which an engine calls them:
//! 1. [`Fleet::restore`] once, from what the store holds;
//! 2. [`Fleet::decide`] for each command, then with [`Command::Tick`]; its [`Decision`] has to be made
//!    durable before anything of it is told;
//! 3. [`Fleet::next_deadline`] for when to come back, and any question (`&self`) between batches.
//!
//! A command is *checked* against the fleet as it is, which gives a plan or a refusal, and then the plan is *applied*, which cannot
//! fail. So a refusal has changed nothing.

use crate::book::Book;
use crate::clock::Clock;
use crate::command::{Act, Command};
use crate::commands::*;
use crate::decision::Decision;
use crate::memory::Memory;
use crate::papers::Papers;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::time::FleetTime;
use crate::walk_ups::WalkUps;
use crate::work::Work;
use crate::yard::Yard;

/// Everything that the fleet is: plain data, ordered, so that a seed replays.
#[derive(Debug, Clone)]
pub struct Fleet {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) book: Book,
    pub(crate) yard: Yard,
    pub(crate) papers: Papers,
    pub(crate) walk_ups: WalkUps,
    pub(crate) memory: Memory,
}

impl Fleet {
    /// Decides one command at `now`, which never goes back.
    ///
    /// # Errors
    /// A refusal with its reason; nothing has changed then, not even the time.
    pub fn decide(&mut self, now: FleetTime, act: Act) -> Result<Decision, Refusal> {
        if let Some(request) = act.request
            && let Some(answer) = self.memory.repeat(request, act.command.name())?
        {
            return Ok(Decision {
                answer: answer.clone(),
                ..Decision::default()
            });
        }
        let mut work = Work::new(act.actor, act.command.name(), act.request);
        let before = self.clock.go_on_to(now);
        let done = self.carry_out(&mut work, act.command);
        if done.is_err() {
            // Time is all that goes on before the check, and what is due by then belongs to another decision.
            self.clock.go_back_to(before);
        }
        done?;
        self.settle(&mut work);
        Ok(self.conclude(work))
    }

    /// Checks the command, and applies it where nothing stands against it. What cannot be refused is applied at once.
    fn carry_out(&mut self, work: &mut Work, command: Command) -> Result<(), Refusal> {
        match command {
            Command::AddTicket(add) => {
                self.run(work, add_ticket::check(self, add)?, add_ticket::apply);
            }
            Command::CallTicket { number, unit } => {
                let plan = call_ticket::check(self, &number, unit.as_ref())?;
                self.run(work, plan, call_ticket::apply);
            }
            Command::RecallTicket { number } => {
                self.run(
                    work,
                    recall_ticket::check(self, &number)?,
                    recall_ticket::apply,
                );
            }
            Command::MoveTicket { number, unit } => {
                self.run(
                    work,
                    move_ticket::check(self, &number, unit)?,
                    move_ticket::apply,
                );
            }
            Command::ParkTicket { number } => {
                self.run(work, park_ticket::check(self, &number)?, park_ticket::apply);
            }
            Command::UnparkTicket { number } => {
                self.run(
                    work,
                    unpark_ticket::check(self, &number)?,
                    unpark_ticket::apply,
                );
            }
            Command::CancelTicket { number } => {
                self.run(
                    work,
                    cancel_ticket::check(self, &number)?,
                    cancel_ticket::apply,
                );
            }
            Command::UndoTicket { number } => {
                self.run(work, undo_ticket::check(self, &number)?, undo_ticket::apply);
            }
            Command::ReopenTicket { number } => {
                self.run(
                    work,
                    reopen_ticket::check(self, &number)?,
                    reopen_ticket::apply,
                );
            }
            Command::DropNeed { number, need } => {
                let plan = drop_need::check(self, &number, need.as_ref())?;
                self.run(work, plan, drop_need::apply);
            }
            Command::BindWalkUp { number, walk_up } => {
                let plan = bind_walk_up::check(self, &number, &walk_up)?;
                self.run(work, plan, bind_walk_up::apply);
            }
            Command::EndDay => end_day::apply(self, work),
            Command::EnrollUnit(enroll) => {
                self.run(work, enroll_unit::check(self, enroll)?, enroll_unit::apply);
            }
            Command::PauseUnit { serial, now } => {
                self.run(
                    work,
                    pause_unit::check(self, serial, now)?,
                    pause_unit::apply,
                );
            }
            Command::ResumeUnit { serial } => {
                self.run(work, resume_unit::check(self, serial)?, resume_unit::apply);
            }
            Command::PreferUnit { serial, preferred } => {
                let plan = prefer_unit::check(self, serial, preferred)?;
                self.run(work, plan, prefer_unit::apply);
            }
            Command::RetireUnit { serial } => {
                self.run(work, retire_unit::check(self, serial)?, retire_unit::apply);
            }
            Command::ReplaceUnit { old, new } => {
                self.run(
                    work,
                    replace_unit::check(self, old, new)?,
                    replace_unit::apply,
                );
            }
            Command::NoteCable { serial, cable } => {
                self.run(
                    work,
                    note_cable::check(self, serial, cable)?,
                    note_cable::apply,
                );
            }
            Command::Attach(attach) => attach::apply(self, work, *attach),
            Command::Detach {
                serial,
                connection,
                how,
            } => detach::apply(self, work, &serial, connection, how),
            Command::CardPlaced {
                serial,
                connection,
                session,
                assignment,
            } => {
                let plan = card_placed::check(self, serial, connection, session, assignment)?;
                self.run(work, plan, card_placed::apply);
            }
            Command::SessionEnded(ended) => {
                self.run(
                    work,
                    session_ended::check(self, ended)?,
                    session_ended::apply,
                );
            }
            Command::CardRemoved { serial, connection } => {
                let plan = card_removed::check(self, serial, connection)?;
                self.run(work, plan, card_removed::apply);
            }
            Command::HealthChanged {
                serial,
                connection,
                health,
            } => {
                let plan = health_changed::check(self, serial, connection, health)?;
                self.run(work, plan, health_changed::apply);
            }
            Command::HoldingReported {
                serial,
                connection,
                holding,
            } => {
                let plan = holding_reported::check(self, serial, connection, holding)?;
                self.run(work, plan, holding_reported::apply);
            }
            Command::SeePorts(seen) => self.yard.see(seen),
            Command::SeeStranger(stranger) => see_stranger::apply(self, stranger),
            Command::LinkObserved {
                serial,
                connection,
                link,
            } => {
                let plan = link_observed::check(self, serial, connection, link)?;
                self.run(work, plan, link_observed::apply);
            }
            Command::InstallLicense(license) => {
                let plan = install_license::check(self, *license)?;
                self.run(work, plan, install_license::apply);
            }
            Command::AcceptRevocations(list) => {
                let plan = accept_revocations::check(self, *list)?;
                self.run(work, plan, accept_revocations::apply);
            }
            Command::RecordAct(act) => {
                self.run(work, record_act::check(self, act)?, record_act::apply);
            }
            Command::ReturnLicenses { act, to } => {
                let plan = return_licenses::check(self, act, to)?;
                self.run(work, plan, return_licenses::apply);
            }
            Command::AskTimeReset { nonce } => ask_time_reset::apply(self, work, nonce),
            Command::ResetTime(reset) => {
                self.run(work, reset_time::check(self, reset)?, reset_time::apply);
            }
            Command::SeeMachine(seen) => self.papers.see_machine(seen),
            Command::ConfirmTime { ahead_ms } => {
                let plan = confirm_time::check(self, ahead_ms)?;
                self.run(work, plan, confirm_time::apply);
            }
            Command::SeeClock { wall } => see_clock::apply(self, wall),
            Command::Resumed { since } => resumed::apply(self, work, since),
            Command::Tick => tick::apply(self, work),
        }
        Ok(())
    }

    /// Applies a plan: what is refused never comes here.
    fn run<P>(&mut self, work: &mut Work, plan: P, apply: fn(&mut Self, &mut Work, P)) {
        apply(self, work, plan);
    }
}
