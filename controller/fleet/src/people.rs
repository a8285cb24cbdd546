//! People who log in: their names, their roles, and what each proves to be himself with (RULES, "Who may do what").
//!
//! The core keeps what a login is judged by and decides what counts once; whether a password is the right one is found outside, because that
//! takes long on purpose.

use crate::decision::Change;
use crate::ids::PersonName;
use crate::refusal::Refusal;
use crate::time::FleetTime;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The most people: a hospital's reception with its support, several times.
pub const MAX_PEOPLE: usize = 64;
/// How many recovery codes a second factor comes with.
pub const RECOVERY_CODES: usize = 10;

/// A value that is never printed, whatever prints what it stands in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Secret<T>(pub T);

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What a person is at this clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Reception,
    /// Sells and activates licenses.
    Vendor,
    Support,
    Administrator,
}

/// A person who may log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: PersonName,
    pub role: Role,
    /// When the person was added.
    pub since: FleetTime,
    /// When the person logged in last; `None` where that never was, or an older release wrote this.
    pub last_login: Option<FleetTime>,
    /// The number of the audit entry that the credentials came with. A session that was begun with others is over (RULES W5).
    pub generation: u64,
    pub credentials: Credentials,
}

/// What a person proves to be himself with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The password's hash as a PHC string, whose form is the desk's business.
    pub password: Secret<Arc<str>>,
    pub second: Option<SecondFactor>,
}

/// A program that shows a code every half minute, and the codes for the day on which it is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// What the program computes its codes from.
    pub secret: Secret<[u8; 20]>,
    /// The step of the newest code that was used; 0 before the first. No code of this step or an earlier one counts.
    pub last_step: u64,
    /// SHA-256 of each recovery code that was not used yet.
    pub recovery: Vec<Secret<[u8; 32]>>,
}

/// What was shown as the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A right code of this step.
    Step(u64),
    /// A recovery code with this SHA-256.
    Recovery(Secret<[u8; 32]>),
}

impl SecondFactor {
    /// The second factor after this proof; `None` if the proof does not count, or no longer.
    #[must_use]
    pub fn used(&self, proof: &Proof) -> Option<Self> {
        let mut after = self.clone();
        match proof {
            Proof::Step(step) if *step > self.last_step => after.last_step = *step,
            Proof::Step(_) => return None,
            Proof::Recovery(code) => {
                let at = self.recovery.iter().position(|kept| kept == code)?;
                after.recovery.remove(at);
            }
        }
        Some(after)
    }
}

impl Credentials {
    /// What they are after a login with this proof. Whoever has a second factor has to show it, and nobody shows one whom none was given.
    fn used(&self, proof: Option<&Proof>) -> Option<Self> {
        let second = match (&self.second, proof) {
            (None, None) => None,
            (Some(second), Some(proof)) => Some(second.used(proof)?),
            _ => return None,
        };
        let password = self.password.clone();
        Some(Self { password, second })
    }
}

/// All people, by their names in any case.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    kept: BTreeMap<String, Person>,
    /// People to write or remove with this decision.
    changes: Vec<Change>,
}

impl People {
    pub(crate) fn restore(stored: Vec<Person>) -> Self {
        let kept = stored.into_iter();
        Self {
            kept: kept.map(|person| (person.name.same(), person)).collect(),
            changes: Vec::new(),
        }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Person> {
        self.kept.values()
    }

    /// The person with this name, in whatever case it is typed.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn named(&self, name: &PersonName) -> Result<&Person, Refusal> {
        let known = self.kept.get(&name.same());
        known.ok_or_else(|| Refusal::NoSuchPerson(name.clone()))
    }

    /// Refuses a name that somebody has, and a person beyond the bound.
    pub(crate) fn check_new(&self, name: &PersonName) -> Result<(), Refusal> {
        if let Ok(known) = self.named(name) {
            return Err(Refusal::PersonExists(known.name.clone()));
        }
        if self.kept.len() >= MAX_PEOPLE {
            return Err(Refusal::TooManyPeople(MAX_PEOPLE));
        }
        Ok(())
    }

    /// Refuses to remove the only administrator (RULES W3).
    pub(crate) fn check_removable(&self, person: &Person) -> Result<(), Refusal> {
        let others = self.all().filter(|other| other.name != person.name);
        let mut administrators = others.filter(|other| other.role == Role::Administrator);
        if person.role == Role::Administrator && administrators.next().is_none() {
            return Err(Refusal::LastAdministrator(person.name.clone()));
        }
        Ok(())
    }

    /// The person after a login with the credentials of this generation and this proof.
    ///
    /// # Errors
    /// One answer for whatever is wrong: nobody learns from it who there is.
    pub(crate) fn logged_in(
        &self,
        name: &PersonName,
        generation: u64,
        proof: Option<&Proof>,
        now: FleetTime,
    ) -> Result<Person, Refusal> {
        let person = self.named(name).ok();
        let person = person.filter(|person| person.generation == generation);
        let person = person.ok_or(Refusal::WrongLogin)?;
        let credentials = person.credentials.used(proof);
        Ok(Person {
            credentials: credentials.ok_or(Refusal::WrongLogin)?,
            last_login: Some(now),
            ..person.clone()
        })
    }

    /// Writes a person, if anything about him is new.
    pub(crate) fn keep(&mut self, person: Person) {
        let key = person.name.same();
        if self.kept.get(&key) != Some(&person) {
            self.changes.push(Change::Person(Box::new(person.clone())));
            self.kept.insert(key, person);
        }
    }

    pub(crate) fn forget(&mut self, name: &PersonName) {
        self.kept.remove(&name.same());
        self.changes.push(Change::ForgetPerson(name.clone()));
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        changes.append(&mut self.changes);
    }
}
