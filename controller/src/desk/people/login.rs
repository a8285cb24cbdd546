//! Logs a person in: one answer for whatever is wrong, after the same time (RULES W7).

use super::super::{Caller, Desk, Refused};
use super::password::Password;
use super::second_factor;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Person;
use madoguchi_fleet::ticket::Actor;
use madoguchi_fleet::{Fleet, Refusal};

/// A person who logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    pub name: PersonName,
    /// The generation of the credentials that were shown: with others the session is over (RULES W5).
    pub generation: u64,
}

impl Desk {
    /// Logs a person in; the code is empty where none was typed.
    ///
    /// # Errors
    /// Something of it is not right, or the controller stops.
    pub async fn log_in(
        &self,
        name: &str,
        password: Password,
        code: &str,
    ) -> Result<LoggedIn, Refused> {
        let name = PersonName::parse(name);
        let known = move |fleet: &Fleet| fleet.person(&name?).cloned();
        let known = self.handle.ask(known).await;
        let known = known.map_err(|_| Refused::stopped())?;
        let hash = known
            .as_ref()
            .map(|known| known.credentials.password.clone());
        let right = self.passwords.is_right(password, hash).await?;
        match known.filter(|_| right) {
            Some(person) => self.log_in_with(person, code.to_owned()).await,
            None => Err(Refusal::WrongLogin.into()),
        }
    }

    /// Logs in a person whose password was right.
    async fn log_in_with(&self, person: Person, code: String) -> Result<LoggedIn, Refused> {
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

    /// Who somebody is who logged in before; `None` once the session is over.
    ///
    /// # Errors
    /// The controller stops.
    pub async fn still_logged_in(&self, session: LoggedIn) -> Result<Option<Caller>, Refused> {
        let look = move |fleet: &Fleet| {
            let person = fleet.person(&session.name)?;
            let same = person.generation == session.generation;
            same.then(|| Caller::person(person))
        };
        let answer = self.handle.ask(look).await;
        answer.map_err(|_| Refused::stopped())
    }
}
