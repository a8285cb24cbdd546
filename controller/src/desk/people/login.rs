//! Logs people in: one answer for whatever is wrong, after the same time (RULES W7), and a wait after failures (RULES W9).

use super::super::{Caller, Desk, Refused};
use super::attempts::{Attempts, Source};
use super::password::{Password, Passwords};
use super::second_factor;
use super::sessions::{SessionId, Sessions};
use super::setup::Given;
use crate::config;
use crate::engine::{Handle, uptime};
use crate::texts;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Person;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::{Fleet, Refusal};
use madoguchi_plain::hex::Hex;
use ring::{hmac, rand};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use subtle::ConstantTimeEq;

/// How often failures are written into the audit, each name once.
const WRITTEN_EVERY: Duration = Duration::from_secs(60);

/// What an attempt shows.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub name: &'a str,
    pub password: Password,
    /// The code of the second factor; empty where none was typed.
    pub code: &'a str,
    pub address: IpAddr,
    /// What the browser was given when this person was logged in there before.
    pub known_browser: Option<&'a str>,
}

/// A person who logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    pub name: PersonName,
    /// The generation of the credentials that were shown: with others the session is over (RULES W5).
    pub generation: u64,
}

/// What the desk keeps of logins while it runs. Clones belong together.
#[derive(Clone)]
pub struct Logins {
    pub(super) passwords: Passwords,
    attempts: Arc<Mutex<Attempts>>,
    /// The code with which the first administrator is made.
    setup: Arc<Mutex<Option<Given>>>,
    /// Who is logged in.
    pub(crate) sessions: Sessions,
    /// Signs what a browser is known by; `None` where the system has no random bytes, and then no browser is known.
    key: Option<Arc<hmac::Key>>,
}

impl Default for Logins {
    fn default() -> Self {
        Self::locked_after(config::Console::OFF.idle_minutes)
    }
}

impl Logins {
    /// Where a session is locked after so many minutes without anything of a person's.
    pub(crate) fn locked_after(minutes: i64) -> Self {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &rand::SystemRandom::new());
        Self {
            passwords: Passwords::default(),
            attempts: Arc::default(),
            setup: Arc::default(),
            sessions: Sessions::locked_after(minutes),
            key: key.ok().map(Arc::new),
        }
    }

    pub(super) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        // Whoever panicked with it had changed one number at most.
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn setup(&self) -> MutexGuard<'_, Option<Given>> {
        // It is replaced as a whole.
        self.setup.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a browser is given that this person is logged in with, until the controller ends.
    fn mark(&self, name: &str) -> Option<String> {
        let key = self.key.as_ref()?;
        Some(Hex(hmac::sign(key, name.as_bytes()).as_ref()).to_string())
    }

    fn source(&self, name: &str, attempt: &Attempt<'_>) -> Source {
        let own = self.mark(name);
        let known = own
            .zip(attempt.known_browser)
            .is_some_and(|(own, shown)| own.as_bytes().ct_eq(shown.as_bytes()).into());
        match known {
            true => Source::KnownBrowser,
            false => Source::Address(attempt.address),
        }
    }
}

impl Desk {
    /// Logs a person in.
    ///
    /// # Errors
    /// Something of it is not right, it has to wait, or the controller stops.
    pub async fn log_in(&self, attempt: Attempt<'_>) -> Result<LoggedIn, Refused> {
        let name = PersonName::parse(attempt.name);
        // No name that is none is a person's; all of them wait together.
        let same = name.as_ref().map(PersonName::same).unwrap_or_default();
        let source = self.logins.source(&same, &attempt);
        let begun = self.logins.attempts().begin(&same, source, uptime());
        begun.map_err(waits)?;
        let known = move |fleet: &Fleet| fleet.person(&name?).cloned();
        let known = self.handle.ask(known).await;
        let known = known.map_err(|_| Refused::stopped())?;
        let known_name = known.as_ref().map(|known| known.name.clone());
        let hash = known
            .as_ref()
            .map(|known| known.credentials.password.clone());
        let right = self
            .logins
            .passwords
            .is_right(attempt.password, hash)
            .await?;
        let done = match known.filter(|_| right) {
            Some(person) => {
                self.log_in_with(person, attempt.code.to_owned(), attempt.address)
                    .await
            }
            None => Err(Refusal::WrongLogin.into()),
        };
        match &done {
            Ok(_) => self.logins.attempts().succeeded(&same, source),
            Err(_) => self.count_failure(known_name),
        }
        done
    }

    /// Logs in a person whose password was right.
    async fn log_in_with(
        &self,
        person: Person,
        code: String,
        address: IpAddr,
    ) -> Result<LoggedIn, Refused> {
        let logged_in = LoggedIn {
            name: person.name.clone(),
            generation: person.generation,
        };
        let question = move |fleet: &Fleet| {
            let now = fleet.of_day(fleet.now());
            let proof = match &person.credentials.second {
                Some(second) if !code.is_empty() => {
                    let proof = second_factor::proof(second, &code, now);
                    Some(proof.map_err(|()| Refusal::WrongLogin)?)
                }
                // Whether none has to be shown, the fleet knows.
                _ => None,
            };
            let act = Act {
                request: None,
                actor: Actor::Person(person.name.clone()),
                place: Some(address),
                command: Command::LogIn {
                    name: person.name,
                    generation: person.generation,
                    proof,
                },
            };
            Ok::<_, Refused>((act, ()))
        };
        match self.handle.ask_and_act(question, |_, _, ()| ()).await {
            Ok(done) => done.map(|()| logged_in),
            Err(error) => Err(self.refused(&error).await),
        }
    }

    /// Counts a failure. The first of a name is written into the audit at once, so that no kill loses it, and those that follow once a minute.
    pub(super) fn count_failure(&self, known: Option<PersonName>) {
        if self.logins.attempts().count(known.clone()) {
            let (logins, handle) = (self.logins.clone(), self.handle.clone());
            tokio::spawn(async move {
                let mut count = Some(1);
                while let Some(failed) = count {
                    write_down(&handle, known.clone(), failed).await;
                    tokio::time::sleep(WRITTEN_EVERY).await;
                    count = logins.attempts().take_counted(&known);
                }
            });
        }
    }

    /// What a browser is known by from now on, in which this person is logged in.
    #[must_use]
    pub fn known_browser(&self, name: &PersonName) -> Option<String> {
        self.logins.mark(&name.same())
    }

    /// Who somebody is who logged in before; `None` once the session is over.
    ///
    /// # Errors
    /// The controller stops.
    pub async fn still_logged_in(
        &self,
        who: LoggedIn,
        session: SessionId,
    ) -> Result<Option<Caller>, Refused> {
        let look = move |fleet: &Fleet| {
            let person = fleet.person(&who.name)?;
            let same = person.generation == who.generation;
            same.then(|| Caller::person(person).within(session))
        };
        let answer = self.handle.ask(look).await;
        answer.map_err(|_| Refused::stopped())
    }
}

pub(super) fn waits(wait: Duration) -> Refused {
    // Rounded up, so that who waits as long as is said waits long enough.
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let seconds = seconds.to_string();
    Refused::full(texts::text("login-wait", &[("seconds", &seconds)]))
}

async fn write_down(handle: &Handle, name: Option<PersonName>, count: u32) {
    tracing::warn!(count, "logins failed within a minute");
    let act = Act {
        request: None,
        actor: Actor::Fleet,
        place: None,
        command: Command::NoteFailedLogins { name, count },
    };
    if let Err(error) = handle.act(act).await {
        tracing::warn!(%error, "failed logins were not written down");
    }
}
