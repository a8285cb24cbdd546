//! The fleet: a table of contents. Each command has its own file in `commands/`; the state is kept by the parts that own it.
//!
//! Three kinds of method, in the order in which an engine calls them:
//! 1. [`Fleet::restore`] once, from what the store contains;
//! 2. [`Fleet::decide`] for each command, then with [`Command::Tick`]; the [`Decision`] has to be made durable before any of it is told;
//! 3. [`Fleet::next_deadline`] for the time of the next tick, and any question (`&self`) between batches.
//!
//! A command is first *checked* against the unchanged fleet, which gives a plan or a refusal. Then the plan is *applied*, which cannot
//! fail. So a refusal changes nothing.

use crate::book::Book;
use crate::clock::Clock;
use crate::command::{Act, Command};
use crate::commands::*;
use crate::days::Days;
use crate::decision::Decision;
use crate::memory::Memory;
use crate::papers::Papers;
use crate::people::People;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::time::FleetTime;
use crate::walk_ups::WalkUps;
use crate::work::Work;
use crate::yard::Yard;

/// The whole state of the fleet: plain, ordered data, so that a seed replays.
#[derive(Debug, Clone)]
pub struct Fleet {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) book: Book,
    pub(crate) yard: Yard,
    pub(crate) papers: Papers,
    pub(crate) walk_ups: WalkUps,
    pub(crate) days: Days,
    pub(crate) people: People,
    pub(crate) memory: Memory,
}

impl Fleet {
    /// Decides one command at `now`, which must not be earlier than before.
    ///
    /// # Errors
    /// A refusal with its reason. Nothing has changed then, not even the time.
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
        work.set_place(act.place);
        let went_on_from = self.clock.go_on_to(now);
        let about = work.actor.is_person().then(|| self.about(&act.command));
        let before = about.as_ref().map(|about| self.tell_standing(about));
        let done = self.carry_out(&mut work, act.command);
        if done.is_err() {
            // Only time was changed before the check. Deadlines that are due by then belong to a later decision.
            self.clock.go_back_to(went_on_from);
        }
        done?;
        if let (Some(about), Some(before)) = (about, before) {
            let after = self.tell_standing(&about.answered(work.answer()));
            work.set_stood(before, after);
        }
        self.settle(&mut work);
        Ok(self.conclude(work))
    }

    /// Checks the command and applies it. A command that cannot be refused is applied at once.
    fn carry_out(&mut self, work: &mut Work, command: Command) -> Result<(), Refusal> {
        macro_rules! run {
            ($command:ident $(, $argument:expr)*) => {{
                let plan = $command::check(self, $($argument),*)?;
                $command::apply(self, work, plan);
            }};
        }
        match command {
            Command::AddTicket(add) => run!(add_ticket, add),
            Command::CallTicket { number, unit } => run!(call_ticket, &number, unit.as_ref()),
            Command::RecallTicket { number } => run!(recall_ticket, &number),
            Command::MoveTicket {
                number,
                unit,
                insist,
            } => run!(move_ticket, &number, unit, insist),
            Command::ParkTicket { number } => run!(park_ticket, &number),
            Command::UnparkTicket { number } => run!(unpark_ticket, &number),
            Command::CancelTicket { number } => run!(cancel_ticket, &number),
            Command::DoneByMeans { number, means } => run!(done_by_means, &number, means),
            Command::UndoTicket { number } => run!(undo_ticket, &number),
            Command::ReopenTicket { number } => run!(reopen_ticket, &number),
            Command::ChangeTicket(change) => run!(change_ticket, change),
            Command::DropNeed { number, need } => run!(drop_need, &number, need.as_ref()),
            Command::BindWalkUp { number, walk_up } => run!(bind_walk_up, &number, &walk_up),
            Command::EndDay => end_day::apply(self, work),
            Command::UndoDay => run!(undo_day),
            Command::EnrollUnit(enroll) => run!(enroll_unit, enroll),
            Command::PauseUnit {
                serial,
                now,
                reason,
            } => run!(pause_unit, serial, now, reason),
            Command::ResumeUnit { serial } => run!(resume_unit, serial),
            Command::MaintainUnit { serial, planned } => run!(maintain_unit, serial, planned),
            Command::RestartUnit { serial, now } => run!(restart_unit, serial, now),
            Command::IdentifyUnit { serial } => {
                let plan = identify_unit::check(self, serial)?;
                identify_unit::apply(work, plan);
            }
            Command::PreferUnit { serial, preferred } => run!(prefer_unit, serial, preferred),
            Command::RetireUnit { serial } => run!(retire_unit, serial),
            Command::ReplaceUnit { old, new, ground } => run!(replace_unit, old, new, ground),
            Command::ChangeCounter(change) => run!(change_counter, change),
            Command::NoteCable { serial, cable } => run!(note_cable, serial, cable),
            Command::NoteLedger(entries) => run!(note_ledger, entries),
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
            } => run!(card_placed, serial, connection, session, assignment),
            Command::SessionEnded(ended) => run!(session_ended, ended),
            Command::CardRemoved { serial, connection } => run!(card_removed, serial, connection),
            Command::HealthChanged {
                serial,
                connection,
                health,
            } => run!(health_changed, serial, connection, health),
            Command::HearClock {
                serial,
                connection,
                shown,
            } => {
                let plan = hear_clock::check(self, serial, connection, shown)?;
                hear_clock::apply(self, plan);
            }
            Command::UnitRestarted { serial, connection } => {
                let serial = unit_restarted::check(self, serial, connection)?;
                unit_restarted::apply(self, &serial);
            }
            Command::HoldingReported {
                serial,
                connection,
                holding,
            } => run!(holding_reported, serial, connection, holding),
            Command::SeePorts(seen) => self.yard.see(seen),
            Command::SeeStranger(stranger) => see_stranger::apply(self, stranger),
            Command::LinkObserved {
                serial,
                connection,
                link,
            } => run!(link_observed, serial, connection, link),
            Command::InstallLicense(license) => run!(install_license, *license),
            Command::AcceptRevocations(list) => run!(accept_revocations, *list),
            Command::RecordAct(act) => run!(record_act, act),
            Command::ReturnLicenses { act, to } => run!(return_licenses, act, to),
            Command::AskTimeReset { nonce } => ask_time_reset::apply(self, work, nonce),
            Command::ResetTime(reset) => run!(reset_time, reset),
            Command::SeeMachine(seen) => self.papers.see_machine(seen),
            Command::AddPerson(add) => run!(add_person, *add),
            Command::SetCredentials { name, credentials } => {
                run!(set_credentials, &name, *credentials);
            }
            Command::RemovePerson { name } => run!(remove_person, &name),
            Command::EndSessions { name, count } => {
                let name = end_sessions::check(self, &name)?;
                end_sessions::apply(work, &name, count);
            }
            Command::LogIn {
                name,
                generation,
                proof,
            } => run!(log_in, &name, generation, proof.as_ref()),
            Command::NoteFailedLogins { name, count } => {
                note_failed_logins::apply(work, name.as_ref(), count);
            }
            Command::NoteBackup { file } => note_backup::apply(self, work, file),
            Command::NoteBundle { unit } => note_bundle::apply(work, unit.as_ref()),
            Command::NoteLog { serial } => note_bundle::apply(work, Some(&serial)),
            Command::ConfirmTime { ahead_ms } => run!(confirm_time, ahead_ms),
            Command::SeeClock { wall } => see_clock::apply(self, wall),
            Command::Resumed { since } => resumed::apply(self, work, since),
            Command::Tick => tick::apply(self, work),
        }
        Ok(())
    }
}
