//! What a command is about, and how that stands: the audit keeps it before and after each act of a person, in stable words (RULES R7).
//!
//! The words are stored and sealed into the audit's chain. A later release may add words and never has to read them.

use crate::command::Command;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::{Number, PersonName, Serial, TicketId};
use crate::people::{Person, Role};
use crate::restarts::Stage;
use crate::ticket::{Class, Means, State, Ticket};
use crate::unit::{Edition, Ground, Membership, Pause, PauseReason, Unit};
use crate::wish::{Placement, Wish};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::standing::Standing;
use madoguchi_plain::hex::Hex;
use std::fmt::Write as _;

/// The subject of a command.
#[derive(Debug)]
pub(crate) enum About {
    /// A ticket; `None` before it is added.
    Ticket(Option<TicketId>),
    Units(Vec<Serial>),
    /// What is noted of units in the ledger.
    Ledger(Vec<Serial>),
    Person(PersonName),
    License(LicenseId),
    /// All licenses, and the signed acts.
    Papers,
    Time,
    Day,
    Backup,
    /// What no person does.
    Nothing,
}

impl About {
    /// The same once the command was carried out: a new ticket is known by then.
    pub(crate) fn answered(self, answer: &Answer) -> Self {
        match (self, answer) {
            (Self::Ticket(None), Answer::Ticket(id)) => Self::Ticket(Some(*id)),
            (about, _) => about,
        }
    }
}

impl Fleet {
    /// The subject of a command, before it is carried out.
    pub(crate) fn about(&self, command: &Command) -> About {
        let ticket = |number: &Number| About::Ticket(self.ticket_numbered(number).map(|t| t.id));
        let unit = |serial: &Serial| About::Units(vec![serial.clone()]);
        match command {
            Command::AddTicket(_) => About::Ticket(None),
            Command::ChangeTicket(change) => ticket(&change.number),
            Command::CallTicket { number, .. }
            | Command::RecallTicket { number }
            | Command::MoveTicket { number, .. }
            | Command::ParkTicket { number }
            | Command::UnparkTicket { number }
            | Command::CancelTicket { number }
            | Command::DoneByMeans { number, .. }
            | Command::UndoTicket { number }
            | Command::ReopenTicket { number }
            | Command::DropNeed { number, .. }
            | Command::BindWalkUp { number, .. } => ticket(number),
            Command::AddPerson(add) => About::Person(add.name.clone()),
            Command::SetCredentials { name, .. }
            | Command::RemovePerson { name }
            | Command::EndSessions { name, .. }
            | Command::LogIn { name, .. } => About::Person(name.clone()),
            Command::NoteFailedLogins { .. }
            | Command::NoteBundle { .. }
            | Command::NoteLog { .. } => About::Nothing,
            Command::EndDay | Command::UndoDay => About::Day,
            Command::NoteBackup { .. } => About::Backup,
            Command::EnrollUnit(enroll) => unit(&enroll.serial),
            Command::ChangeCounter(change) => unit(&change.serial),
            Command::PauseUnit { serial, .. }
            | Command::ResumeUnit { serial }
            | Command::MaintainUnit { serial, .. }
            | Command::RestartUnit { serial, .. }
            | Command::IdentifyUnit { serial }
            | Command::PreferUnit { serial, .. }
            | Command::RetireUnit { serial }
            | Command::NoteCable { serial, .. } => unit(serial),
            Command::NoteLedger(entries) => {
                About::Ledger(entries.iter().map(|entry| entry.serial.clone()).collect())
            }
            Command::ReplaceUnit { old, new, .. } => About::Units(vec![old.clone(), new.clone()]),
            Command::InstallLicense(install) => About::License(install.grant.id.clone()),
            Command::AcceptRevocations(_)
            | Command::RecordAct(_)
            | Command::ReturnLicenses { .. } => About::Papers,
            Command::AskTimeReset { .. } | Command::ResetTime(_) | Command::ConfirmTime { .. } => {
                About::Time
            }
            Command::Attach(_)
            | Command::Detach { .. }
            | Command::CardPlaced { .. }
            | Command::SessionEnded(_)
            | Command::CardRemoved { .. }
            | Command::HealthChanged { .. }
            | Command::HearClock { .. }
            | Command::UnitRestarted { .. }
            | Command::HoldingReported { .. }
            | Command::SeePorts(_)
            | Command::SeeStranger(_)
            | Command::LinkObserved { .. }
            | Command::SeeMachine(_)
            | Command::SeeClock { .. }
            | Command::Resumed { .. }
            | Command::Tick => About::Nothing,
        }
    }

    /// How it stands now; empty where it is not there.
    pub(crate) fn tell_standing(&self, about: &About) -> String {
        let mut words = Words::default();
        match about {
            About::Ticket(id) => {
                if let Some(ticket) = id.and_then(|id| self.ticket(id)) {
                    tell_ticket(&mut words, ticket);
                }
            }
            About::Units(serials) => {
                for unit in serials.iter().filter_map(|serial| self.unit(serial)) {
                    tell_unit(&mut words, unit);
                }
            }
            About::Ledger(serials) => {
                for unit in serials.iter().filter_map(|serial| self.unit(serial)) {
                    words.say("unit", unit.serial.as_str());
                    tell_ledger(&mut words, unit);
                }
            }
            About::Person(name) => {
                if let Some(person) = self.person(name) {
                    tell_person(&mut words, person);
                }
            }
            About::License(id) => self.tell_license(&mut words, id),
            About::Papers => self.tell_papers(&mut words),
            About::Time => self.tell_time(&mut words),
            About::Day => words.say("open", &self.open().to_string()),
            About::Backup => self.tell_backup(&mut words),
            About::Nothing => {}
        }
        words.0
    }

    fn tell_license(&self, words: &mut Words, id: &LicenseId) {
        if let Some(license) = self.papers.license(id) {
            let standing = self.standing(license, self.installation());
            words.say("license", id.as_str());
            words.say("standing", standing_word(&standing));
            words.say("lineage", license.grant.lineage.as_str());
        }
    }

    fn tell_papers(&self, words: &mut Words) {
        let here = self.installation();
        let in_force = self
            .licenses()
            .filter(|license| self.standing(license, here).gives_seats())
            .map(|license| license.grant.id.to_string());
        words.say("installation", &here.to_string());
        words.say("acts", &self.act_chain().counter.to_string());
        words.list("in-force", in_force);
    }

    fn tell_backup(&self, words: &mut Words) {
        if let Some(backup) = self.backup() {
            words.say("backup-at", &backup.at.0.to_string());
            words.say("file", &backup.file);
        }
    }

    fn tell_time(&self, words: &mut Words) {
        words.say("fleet-time", &self.now().0.to_string());
        words.say("clock-ahead", &self.clock.wall().ahead_ms().to_string());
        words.say("license-time", &self.license_time_ms().to_string());
        words.say("being-set", yes(self.is_setting_time()));
        words.say("reset-asked", yes(self.reset_nonce().is_some()));
    }
}

/// A ticket without its number, which goes before the audit does (RULES G5): the entry's subject is its id.
fn tell_ticket(words: &mut Words, ticket: &Ticket) {
    words.say("state", state_word(&ticket.state));
    if let Some(unit) = ticket.unit() {
        words.say("unit", unit.as_str());
    }
    words.say("class", class_word(ticket.class));
    words.list("needs", ticket.signature.needs().iter().map(wish_word));
    words.list("prefers", ticket.signature.prefers().iter().map(wish_word));
    if let Some(means) = ticket.means {
        words.say("means", means_word(means));
    }
}

fn tell_unit(words: &mut Words, unit: &Unit) {
    words.say("unit", unit.serial.as_str());
    words.say("membership", membership_word(&unit.membership));
    if let Membership::Replaced { by, .. } = &unit.membership {
        words.say("by", by.as_str());
    }
    match unit.ground() {
        Some(Ground::ReaderFault(fault)) => words.say("fault", fault.as_str()),
        Some(Ground::Override(reason)) => words.say("override", reason.as_str()),
        None => {}
    }
    words.say("counter", &unit.counter.name);
    words.say("placement", placement_word(unit.counter.placement));
    words.list("tags", unit.counter.tags.iter().map(ToString::to_string));
    words.say("paused", pause_word(unit.pause.as_ref()));
    words.say(
        "reason",
        unit.pause_reason().map_or("", PauseReason::as_str),
    );
    words.say("restart", restart_word(unit));
    words.say("preferred", yes(unit.preferred));
    words.say("edition", edition_word(unit.edition));
    tell_ledger(words, unit);
    words.say("key", &Hex(&unit.key.0).to_string());
}

fn tell_ledger(words: &mut Words, unit: &Unit) {
    let delivered = unit.delivered.map(|day| day.to_string());
    words.say("cable", &unit.cable);
    words.say("delivered", delivered.as_deref().unwrap_or_default());
}

/// Nothing of what a person proves to be himself with but what it consists of.
fn tell_person(words: &mut Words, person: &Person) {
    words.say("person", person.name.as_str());
    words.say("role", role_word(person.role));
    words.say("generation", &person.generation.to_string());
    let second = person.credentials.second.as_ref();
    words.say("second-factor", yes(second.is_some()));
    let left = second.map_or(0, |second| second.recovery.len());
    words.say("recovery-codes", &left.to_string());
}

const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Reception => "reception",
        Role::Vendor => "vendor",
        Role::Support => "support",
        Role::Administrator => "administrator",
    }
}

/// `name=value` pairs with a space in between.
#[derive(Default)]
pub(crate) struct Words(pub(crate) String);

impl Words {
    fn name(&mut self, name: &str) {
        let gap = if self.0.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{gap}{name}=");
    }

    pub(crate) fn say(&mut self, name: &str, value: &str) {
        self.name(name);
        self.value(value);
    }

    /// Several values with commas in between.
    pub(crate) fn list(&mut self, name: &str, values: impl Iterator<Item = String>) {
        self.name(name);
        for (at, value) in values.enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.value(&value);
        }
    }

    /// A value; one that is more than a plain word stands in quotes, so that nobody can type a further pair into a name.
    fn value(&mut self, value: &str) {
        let plain = |c: char| c.is_alphanumeric() || "-:+._".contains(c);
        if value.chars().all(plain) {
            self.0.push_str(value);
            return;
        }
        self.0.push('"');
        for c in value.chars() {
            if c == '"' || c == '\\' {
                self.0.push('\\');
            }
            self.0.push(c);
        }
        self.0.push('"');
    }
}

const fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

const fn state_word(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Parked => "parked",
        State::Called { .. } => "called",
        State::Verifying { .. } => "verifying",
        State::Missed => "missed",
        State::Done => "done",
        State::Cancelled => "cancelled",
        State::Ended => "ended",
    }
}

const fn class_word(class: Class) -> &'static str {
    match class {
        Class::Normal => "normal",
        Class::Priority => "priority",
        Class::Urgent => "urgent",
    }
}

const fn means_word(means: Means) -> &'static str {
    match means {
        Means::Paper => "paper",
        Means::Seen => "seen",
        Means::Mobile => "mobile",
        Means::Other => "other",
    }
}

const fn placement_word(placement: Placement) -> &'static str {
    match placement {
        Placement::Standing => "standing",
        Placement::Seated => "seated",
    }
}

fn wish_word(wish: &Wish) -> String {
    match wish {
        Wish::Placement(placement) => placement_word(*placement).to_owned(),
        Wish::Tag(tag) => format!("tag:{tag}"),
        Wish::Unit(serial) => format!("unit:{serial}"),
    }
}

const fn membership_word(membership: &Membership) -> &'static str {
    match membership {
        Membership::Enrolled => "enrolled",
        Membership::Retired => "retired",
        Membership::Replaced { .. } => "replaced",
    }
}

const fn pause_word(pause: Option<&Pause>) -> &'static str {
    match pause {
        None => "no",
        Some(Pause::ByStaff(_)) => "by-staff",
        Some(Pause::ByFleet) => "by-fleet",
        Some(Pause::Maintenance(_)) => "maintenance",
    }
}

const fn restart_word(unit: &Unit) -> &'static str {
    match &unit.restarts.present {
        None => "no",
        Some(restart) => match restart.stage {
            Stage::Waiting | Stage::Finishing => "asked",
            Stage::Running { .. } => "running",
            Stage::Overdue { .. } => "overdue",
        },
    }
}

const fn edition_word(edition: Edition) -> &'static str {
    match edition {
        Edition::Single => "single",
        Edition::Multi => "multi",
    }
}

const fn standing_word(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce => "in-force",
        Standing::InGrace { .. } => "in-grace",
        Standing::Bridging { .. } => "bridging",
        Standing::OtherEnvironment => "other-environment",
        Standing::OtherInstallation => "other-installation",
        Standing::NotYet => "not-yet",
        Standing::Expired => "expired",
        Standing::Suspended => "suspended",
        Standing::Superseded { .. } => "superseded",
        Standing::Revoked { .. } => "revoked",
        Standing::Returned => "returned",
    }
}
