//! The first administrator, made on the console's first page with a code that the owner of the PC was given (RULES W3).

use super::password::Password;
use super::{LoggedIn, second_factor};
use crate::desk::{Desk, Refused, Right};
use crate::engine::uptime;
use crate::texts;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddPerson, Command};
use madoguchi_fleet::people::{Credentials, Role, Secret};
use madoguchi_fleet::ticket::Actor;
use madoguchi_proto::v1::{BeginSetupRequest, BeginSetupResponse};
use std::time::Duration;

/// How long a code is good, in minutes: the time to walk to a browser and to think of a password.
pub const MINUTES: u32 = 30;

/// The code that was given last.
#[derive(Debug)]
pub(super) struct Given {
    code: Secret<[u8; 32]>,
    until: Duration,
}

impl Given {
    fn new(code: Secret<[u8; 32]>, now: Duration) -> Self {
        let good = Duration::from_secs(60 * u64::from(MINUTES));
        Self {
            code,
            until: now.saturating_add(good),
        }
    }

    /// Whether a typed code is this one. It has 60 random bits, so whoever does not have it guesses for ever.
    fn is(&self, typed: &str, now: Duration) -> bool {
        now < self.until && second_factor::recovery(typed).as_ref() == Some(&self.code)
    }
}

impl Desk {
    /// Gives a new code; the one before is good for nothing any more.
    pub(crate) async fn begin_setup(
        &self,
        _: BeginSetupRequest,
    ) -> Result<BeginSetupResponse, Refused> {
        if !self.ask(Right::People, is_first).await? {
            return Err(not_first());
        }
        let failed = |_| Refused::internal(texts::text("no-random-bytes", &[]));
        let code = second_factor::code().map_err(failed)?;
        let given = second_factor::recovery(&code).map(|code| Given::new(code, uptime()));
        *self.logins.setup() = given;
        tracing::info!("a code was given to make the first administrator with");
        let minutes = MINUTES;
        Ok(BeginSetupResponse { code, minutes })
    }

    /// Whether nobody may log in yet, so that the first page asks for such a code.
    ///
    /// # Errors
    /// The controller stops.
    pub async fn is_to_be_set_up(&self) -> Result<bool, Refused> {
        let answer = self.handle.ask(is_first).await;
        answer.map_err(|_| Refused::stopped())
    }

    /// Makes the first administrator, who is logged in by that. The code is used up then, and not before.
    ///
    /// # Errors
    /// The code is not right, or no longer; name or password do not do; somebody may log in already; or the controller stops.
    pub async fn set_up(
        &self,
        code: &str,
        name: &str,
        password: Password,
    ) -> Result<LoggedIn, Refused> {
        let right = |desk: &Self| {
            let given = desk.logins.setup();
            given.as_ref().is_some_and(|given| given.is(code, uptime()))
        };
        if !right(self) {
            return Err(Refused::forbidden(texts::text("setup-wrong-code", &[])));
        }
        let name = wire::person_name_of(name)?;
        password.check(&name, false)?;
        let add = AddPerson {
            role: Role::Administrator,
            credentials: Credentials {
                password: self.logins.passwords.hash(password).await?,
                second: None,
            },
            name: name.clone(),
        };
        let act = Act {
            request: None,
            actor: Actor::Person(name.clone()),
            place: None,
            command: Command::AddPerson(Box::new(add)),
        };
        // Of two that come at once the second finds that somebody may log in.
        let question = |fleet: &Fleet| match is_first(fleet) {
            true => Ok((act, ())),
            false => Err(not_first()),
        };
        let look = move |fleet: &Fleet, _, ()| {
            let person = fleet.person(&name);
            person.map(|person| person.generation).zip(Some(name))
        };
        let added = match self.handle.ask_and_act(question, look).await {
            Ok(added) => added?,
            Err(error) => return Err(self.refused(&error).await),
        };
        *self.logins.setup() = None;
        let (generation, name) = added.ok_or_else(Refused::wrong_answer)?;
        Ok(LoggedIn { name, generation })
    }
}

fn is_first(fleet: &Fleet) -> bool {
    fleet.people().next().is_none()
}

fn not_first() -> Refused {
    Refused::state(texts::text("setup-not-first", &[]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_half_an_hour_however_it_is_typed() {
        let code = second_factor::code().unwrap();
        let begun = Duration::from_secs(1_000);
        let given = Given::new(second_factor::recovery(&code).unwrap(), begun);
        let at = |minutes: u64| begun + Duration::from_secs(60 * minutes);
        assert!(given.is(&code, at(0)) && given.is(&code.to_lowercase(), at(29)));
        assert!(!given.is(&code, at(30)));
        let other = second_factor::code().unwrap();
        assert!(!given.is(&other, at(0)) && !given.is("", at(0)));
        assert!(!format!("{given:?}").contains("code: Secret(["));
    }
}
