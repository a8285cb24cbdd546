//! The commands of staff, in one line each.

use super::{Clinic, HERE, Reader, counter, label, license, name};
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, AddTicket, ChangeTicket, Command, EnrollUnit, WalkUpChoice};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::{KeyFingerprint, RequestId};
use madoguchi_fleet::ticket::{Class, Means};
use madoguchi_fleet::time::SECOND;
use madoguchi_fleet::unit::{Edition, FaultName, Ground};
use madoguchi_fleet::wish::{Counter, Wish};
use madoguchi_licensing::grant::Binding;
use madoguchi_licensing::standing::TERM_GRACE_MS;

impl Clinic {
    pub fn enroll(&mut self, serial: &str) {
        self.enroll_at(serial, counter("front"));
    }

    pub fn enroll_at(&mut self, serial: &str, counter: Counter) {
        let key = KeyFingerprint(self.bytes());
        self.enroll_with(serial, counter, key).unwrap();
    }

    /// Enrolls a unit with this label.
    pub fn enroll_labelled(&mut self, serial: &str, edition: Edition) {
        let key = KeyFingerprint(self.bytes());
        self.enroll_all(serial, counter("front"), key, edition)
            .unwrap();
    }

    pub fn enroll_with(
        &mut self,
        serial: &str,
        counter: Counter,
        key: KeyFingerprint,
    ) -> Result<Answer, Refusal> {
        self.enroll_all(serial, counter, key, Edition::Multi)
    }

    fn enroll_all(
        &mut self,
        serial: &str,
        counter: Counter,
        key: KeyFingerprint,
        edition: Edition,
    ) -> Result<Answer, Refusal> {
        let enroll = EnrollUnit {
            cable: String::new(),
            delivered: None,
            serial: name(serial),
            installation: HERE,
            key,
            edition,
            counter,
        };
        let answer = self.staff(Command::EnrollUnit(enroll))?;
        self.readers
            .entry(name(serial))
            .or_insert_with(|| Reader::new(key));
        Ok(answer)
    }

    pub fn add(&mut self, number: &str) {
        self.add_as(number, Class::Normal);
    }

    pub fn add_as(&mut self, number: &str, class: Class) {
        let add = AddTicket {
            number: Some(label(number)),
            class,
            ..AddTicket::default()
        };
        self.staff(Command::AddTicket(add)).unwrap();
    }

    pub fn add_wishing(
        &mut self,
        number: &str,
        needs: &[Wish],
        prefers: &[Wish],
    ) -> Result<Answer, Refusal> {
        self.staff(Command::AddTicket(AddTicket {
            number: Some(label(number)),
            class: Class::Normal,
            needs: needs.to_vec(),
            prefers: prefers.to_vec(),
            insist: true,
            arrived_elsewhere: None,
        }))
    }

    pub fn call(&mut self, number: &str, unit: Option<&str>) -> Result<Answer, Refusal> {
        self.staff(Command::CallTicket {
            number: label(number),
            unit: unit.map(name),
        })
    }

    pub fn recall(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::RecallTicket { number })
    }

    pub fn move_to(&mut self, number: &str, unit: &str) -> Result<Answer, Refusal> {
        self.staff(Command::MoveTicket {
            number: label(number),
            unit: name(unit),
            insist: true,
        })
    }

    pub fn park(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::ParkTicket { number })
    }

    pub fn unpark(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::UnparkTicket { number })
    }

    pub fn cancel(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::CancelTicket { number })
    }

    /// Staff served the patient without a reader.
    pub fn done_by(&mut self, number: &str, means: Means) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::DoneByMeans { number, means })
    }

    pub fn undo(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::UndoTicket { number })
    }

    pub fn reopen(&mut self, number: &str) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::ReopenTicket { number })
    }

    /// Gives a ticket another class.
    pub fn change_class(&mut self, number: &str, class: Class) -> Result<Answer, Refusal> {
        self.change(number, Some(class), None, None)
    }

    /// Changes a ticket; `None` stays.
    pub fn change(
        &mut self,
        number: &str,
        class: Option<Class>,
        needs: Option<&[Wish]>,
        prefers: Option<&[Wish]>,
    ) -> Result<Answer, Refusal> {
        self.staff(Command::ChangeTicket(ChangeTicket {
            number: label(number),
            class,
            needs: needs.map(<[_]>::to_vec),
            prefers: prefers.map(<[_]>::to_vec),
            insist: true,
        }))
    }

    /// Drops a need; `None`: those that no serving unit meets.
    pub fn drop_need(&mut self, number: &str, need: Option<Wish>) -> Result<Answer, Refusal> {
        let number = label(number);
        self.staff(Command::DropNeed { number, need })
    }

    /// Binds the newest walk-up at a unit.
    pub fn bind(&mut self, number: &str, unit: &str) -> Result<Answer, Refusal> {
        self.staff(Command::BindWalkUp {
            number: label(number),
            walk_up: WalkUpChoice::NewestAt(name(unit)),
        })
    }

    /// Ends the day; returns how many tickets were still open.
    pub fn end_day(&mut self) -> u32 {
        match self.staff(Command::EndDay).unwrap() {
            Answer::Day { ended } => ended,
            other => panic!("{other:?} is not the answer to a day's end"),
        }
    }

    /// Takes the day's end back; returns how many tickets are open again.
    pub fn undo_day(&mut self) -> Result<u32, Refusal> {
        match self.staff(Command::UndoDay)? {
            Answer::DayBack { reopened } => Ok(reopened),
            other => panic!("{other:?} is not the answer to a day's end that is taken back"),
        }
    }

    pub fn replace(&mut self, old: &str, new: &str) -> Result<Answer, Refusal> {
        self.staff(Command::ReplaceUnit {
            ground: FaultName::parse("reader-board").map(Ground::ReaderFault),
            old: name(old),
            new: name(new),
        })
    }

    pub fn pause(&mut self, serial: &str, now: bool) {
        let serial = name(serial);
        self.staff(Command::PauseUnit {
            serial,
            now,
            reason: None,
        })
        .unwrap();
    }

    /// Asks for a restart of a reader.
    pub fn restart_unit(&mut self, serial: &str, now: bool) -> Result<Answer, Refusal> {
        let serial = name(serial);
        self.staff(Command::RestartUnit { serial, now })
    }

    pub fn resume(&mut self, serial: &str) {
        let serial = name(serial);
        self.staff(Command::ResumeUnit { serial }).unwrap();
    }

    pub fn prefer(&mut self, serial: &str) {
        let serial = name(serial);
        let preferred = true;
        self.staff(Command::PreferUnit { serial, preferred })
            .unwrap();
    }

    pub fn retire(&mut self, serial: &str) {
        let serial = name(serial);
        self.staff(Command::RetireUnit { serial }).unwrap();
    }

    /// Installs an additional license without an end.
    pub fn additional(&mut self, id: &str, seats: u8) {
        self.additional_until(id, seats, None).unwrap();
    }

    /// Installs an additional license whose seats end so many seconds from now: its term has ended already, and its grace ends then.
    pub fn additional_until(
        &mut self,
        id: &str,
        seats: u8,
        seconds: Option<i64>,
    ) -> Result<Answer, Refusal> {
        let binding = Binding::Additional {
            installation: HERE,
            seats,
        };
        let ends = seconds.map(|s| self.now.plus(s * SECOND - TERM_GRACE_MS));
        let license = license(id, binding, ends);
        self.staff(Command::InstallLicense(Box::new(license)))
    }

    /// Installs a bundled license without an end.
    pub fn bundled(&mut self, id: &str, serial: &str) {
        let binding = Binding::Bundled {
            serial: serial.into(),
            unit_key: None,
        };
        let license = license(id, binding, None);
        self.staff(Command::InstallLicense(Box::new(license)))
            .unwrap();
    }

    /// A command of staff, with a request id of its own.
    pub fn staff(&mut self, command: Command) -> Result<Answer, Refusal> {
        let request = self.request();
        self.act(Act::staff(request, command))
    }

    /// A request id that was not used before.
    pub fn request(&mut self) -> RequestId {
        let bytes: [u8; 32] = self.bytes();
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[..16]);
        RequestId(id)
    }
}
