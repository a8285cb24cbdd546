//! What people do: reception, staff, and patients with their cards.

use super::controller::{Caller, key_of_pc};
use super::event::{Class, Ending, PersonAct, StaffAct, UnitAct, Want};
use super::plan::english;
use super::world::{World, id_of, key_of, number_of};
use madoguchi_agent::session::{Input, SessionId};
use madoguchi_fleet::command::{
    Act, AddPerson, AddTicket, ChangeCounter, ChangeTicket, Command, EnrollUnit, WalkUpChoice,
};
use madoguchi_fleet::ids::{self, PersonName, RequestId};
use madoguchi_fleet::people::{Credentials, Role, Secret};
use madoguchi_fleet::ticket::{self, Means};
use madoguchi_fleet::unit::{Edition, FaultName, Ground};
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_proto::v1::{Outcome, OutcomeKind};

impl World {
    pub(super) fn patient(
        &mut self,
        number: Option<u32>,
        class: Class,
        needs: &[Want],
        prefers: &[Want],
    ) -> bool {
        let add = AddTicket {
            number: number.and_then(number_of),
            class: class_of(class),
            needs: self.wishes(needs),
            prefers: self.wishes(prefers),
            insist: true,
            arrived_elsewhere: None,
        };
        self.staff_send(Some(Command::AddTicket(add)))
    }

    fn wishes(&self, wants: &[Want]) -> Vec<Wish> {
        wants.iter().map(|want| self.wish(*want)).collect()
    }

    fn wish(&self, want: Want) -> Wish {
        match want {
            Want::Seated => Wish::Placement(Placement::Seated),
            Want::English => Wish::Tag(english()),
            Want::Reader(reader) => Wish::Unit(self.plan.serial(reader)),
        }
    }

    /// The request of an earlier line is sent again.
    pub(super) fn repeat(&mut self, of: u32) -> bool {
        let act = self.requests.get(&of).cloned();
        act.is_some_and(|act| self.send(act, Caller::Desk))
    }

    pub(super) fn staff_act(&mut self, act: StaffAct, number: u32) -> bool {
        let command = number_of(number).map(|number| match act {
            StaffAct::Call => Command::CallTicket { number, unit: None },
            StaffAct::Recall => Command::RecallTicket { number },
            StaffAct::Park => Command::ParkTicket { number },
            StaffAct::Unpark => Command::UnparkTicket { number },
            StaffAct::Cancel => Command::CancelTicket { number },
            StaffAct::Done => Command::DoneByMeans {
                number,
                means: Means::Paper,
            },
            StaffAct::Undo => Command::UndoTicket { number },
            StaffAct::Reopen => Command::ReopenTicket { number },
        });
        self.staff_send(command)
    }

    pub(super) fn call_to(&mut self, number: u32, reader: usize) -> bool {
        let unit = Some(self.readers[reader].serial.clone());
        self.staff_send(number_of(number).map(|number| Command::CallTicket { number, unit }))
    }

    pub(super) fn move_to(&mut self, number: u32, reader: usize) -> bool {
        let unit = self.readers[reader].serial.clone();
        self.staff_send(number_of(number).map(|number| Command::MoveTicket {
            number,
            unit,
            insist: true,
        }))
    }

    pub(super) fn change(
        &mut self,
        number: u32,
        class: Option<Class>,
        needs: Option<Vec<Want>>,
        prefers: Option<Vec<Want>>,
    ) -> bool {
        let change = number_of(number).map(|number| ChangeTicket {
            number,
            class: class.map(class_of),
            needs: needs.map(|wants| self.wishes(&wants)),
            prefers: prefers.map(|wants| self.wishes(&wants)),
            insist: true,
        });
        self.staff_send(change.map(Command::ChangeTicket))
    }

    pub(super) fn drop_need(&mut self, number: u32, need: Option<Want>) -> bool {
        let need = need.map(|want| self.wish(want));
        self.staff_send(number_of(number).map(|number| Command::DropNeed { number, need }))
    }

    pub(super) fn bind(&mut self, number: u32, reader: usize, card: Option<u32>) -> bool {
        let walk_up = match card {
            Some(line) => WalkUpChoice::Session(ids::SessionId(id_of(b's', (line, 1)))),
            None => WalkUpChoice::NewestAt(self.readers[reader].serial.clone()),
        };
        self.staff_send(number_of(number).map(|number| Command::BindWalkUp { number, walk_up }))
    }

    pub(super) fn replace(&mut self, reader: usize, by: usize) -> bool {
        let old = self.readers[reader].serial.clone();
        let new = self.readers[by].serial.clone();
        let ground = FaultName::parse("reader-board").map(Ground::ReaderFault);
        self.staff_send(Some(Command::ReplaceUnit { old, new, ground }))
    }

    pub(super) fn unit_act(&mut self, act: UnitAct, reader: usize) -> bool {
        let serial = self.readers[reader].serial.clone();
        let prefer = |preferred| Command::PreferUnit {
            serial: serial.clone(),
            preferred,
        };
        let pause = |now| Command::PauseUnit {
            serial: serial.clone(),
            now,
            reason: None,
        };
        let change = |placement, tags| {
            Command::ChangeCounter(ChangeCounter {
                serial: serial.clone(),
                name: None,
                placement: Some(placement),
                tags: Some(tags),
            })
        };
        let command = match act {
            UnitAct::Pause => pause(false),
            UnitAct::PauseNow => pause(true),
            UnitAct::Restart => Command::RestartUnit { serial, now: false },
            UnitAct::RestartNow => Command::RestartUnit { serial, now: true },
            UnitAct::Identify => Command::IdentifyUnit { serial },
            UnitAct::Resume => Command::ResumeUnit { serial },
            UnitAct::Prefer => prefer(true),
            UnitAct::PreferNoLonger => prefer(false),
            UnitAct::Retire => Command::RetireUnit { serial },
            UnitAct::Seat => change(Placement::Seated, Vec::new()),
            UnitAct::Stand => change(Placement::Standing, vec![english()]),
            UnitAct::EnrollAgain if self.controller.is_none() => return false,
            UnitAct::EnrollAgain => {
                self.readers[reader].paired += 1;
                return self.enroll(reader);
            }
        };
        self.staff_send(Some(command))
    }

    pub(super) fn person_act(&mut self, act: PersonAct, who: u8) -> bool {
        let command = person_name(who).map(|name| match act {
            PersonAct::Add => Command::AddPerson(Box::new(AddPerson {
                name,
                role: match who % 3 {
                    0 => Role::Administrator,
                    _ => Role::Reception,
                },
                credentials: Credentials {
                    password: Secret("$argon2id$simulated".into()),
                    second: None,
                },
            })),
            PersonAct::Remove => Command::RemovePerson { name },
        });
        self.staff_send(command)
    }

    pub(super) fn end_sessions(&mut self, who: u8, count: u32) -> bool {
        self.staff_send(person_name(who).map(|name| Command::EndSessions { name, count }))
    }

    /// The reader is paired, with the newest key that there is for it.
    pub(super) fn enroll(&mut self, reader: usize) -> bool {
        let enroll = EnrollUnit {
            cable: String::new(),
            delivered: None,
            key: key_of(reader, self.readers[reader].paired),
            counter: self.plan.counter(reader),
            serial: self.readers[reader].serial.clone(),
            installation: key_of_pc(self.plan.readers[reader].pc),
            edition: if self.plan.readers[reader].multi {
                Edition::Multi
            } else {
                Edition::Single
            },
        };
        self.staff_send(Some(Command::EnrollUnit(enroll)))
    }

    /// The reader gets the files of its newest pairing, and starts again with them.
    pub(super) fn adopt(&mut self, now_ms: u64, reader: usize) -> bool {
        let paired = self.readers[reader].paired;
        if self.readers[reader].key == paired {
            return false;
        }
        self.lose_link(now_ms, reader);
        self.readers[reader].key = paired;
        self.readers[reader].restart(now_ms);
        true
    }

    pub(super) fn confirm_time(&mut self) -> bool {
        self.staff_send(Some(Command::ConfirmTime { ahead_ms: None }))
    }

    pub(super) fn card(&mut self, now_ms: u64, reader: usize) -> bool {
        let session_id = SessionId(self.id(b's'));
        let reader = &mut self.readers[reader];
        let comes = !reader.card_present;
        if comes {
            reader.card_present = true;
            reader.handle(now_ms, Input::CardPlaced { session_id });
        }
        comes
    }

    pub(super) fn session_ends(&mut self, now_ms: u64, reader: usize, ending: Ending) -> bool {
        let reader = &mut self.readers[reader];
        if reader.session.take().is_none() {
            return false;
        }
        let kind = match ending {
            Ending::Face => OutcomeKind::VerifiedFace,
            Ending::Pin => OutcomeKind::VerifiedPin,
            Ending::CardUnreadable => OutcomeKind::CardUnreadable,
            Ending::GivenUp => OutcomeKind::GivenUp,
            Ending::TimedOut => OutcomeKind::TimedOut,
            Ending::UnitFailed => OutcomeKind::UnitFailed,
        };
        let outcome = Outcome {
            kind: kind.into(),
            duration_ms: 1,
            ..Outcome::default()
        };
        reader.handle(now_ms, Input::SessionEnded { outcome });
        true
    }

    /// Sends a request from the desk, under an id of its own, so that it can be repeated.
    pub(super) fn staff_send(&mut self, command: Option<Command>) -> bool {
        let Some(command) = command else {
            return false;
        };
        let act = Act::staff(RequestId(self.id(b'r')), command);
        self.requests.insert(self.line(), act.clone());
        self.send(act, Caller::Desk)
    }

    /// To the controller's inbox; lost when it is down.
    pub(super) fn send(&mut self, act: Act, caller: Caller) -> bool {
        let running = self.controller.as_mut();
        running
            .map(|controller| controller.inbox.push_back((act, caller)))
            .is_some()
    }
}

fn person_name(who: u8) -> Option<PersonName> {
    PersonName::parse(&format!("person{who}"))
}

const fn class_of(class: Class) -> ticket::Class {
    match class {
        Class::Normal => ticket::Class::Normal,
        Class::Priority => ticket::Class::Priority,
        Class::Urgent => ticket::Class::Urgent,
    }
}
