//! What somebody changes of his own: password, second factor, recovery codes and sessions (RULES W11).
//!
//! He shows his password once more for it, and a code where the second factor is touched: whoever finds a PC on which somebody is logged in
//! takes nothing over. The session in which it is done goes on, his others are over.

use super::attempts::Source;
use super::login::waits;
use super::password::{MIN_CHARS, Password};
use super::{Seen, SessionId, password, second_factor};
use crate::desk::{Desk, Kind, Refused, Right, requests};
use crate::engine::uptime;
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, Command};
use madoguchi_fleet::ids::{PersonName, RequestId};
use madoguchi_fleet::people::{Credentials, Person, SecondFactor};
use madoguchi_proto::v1;
use zeroize::Zeroizing;

/// Whoever asks, where he is a person in his session.
#[derive(Debug, Clone)]
struct Own {
    name: PersonName,
    session: SessionId,
}

/// What he shows to be himself once more.
#[derive(Debug)]
pub(crate) struct Myself {
    pub(crate) request_id: Vec<u8>,
    pub(crate) password: Password,
    /// The code of his second factor; empty where none was typed.
    pub(crate) code: Zeroizing<String>,
}

/// What a person sees of himself.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) person: v1::Person,
    pub(crate) sessions: v1::ListSessionsResponse,
}

/// What becomes of the credentials; the second factor in it is the one after the proof.
type Change = Box<dyn FnOnce(Credentials) -> Result<Credentials, Refused> + Send>;

impl Desk {
    /// Whoever asks, where he is a person.
    fn own(&self) -> Result<Own, Refused> {
        self.may(Right::Own)?;
        let name = self.caller.person_name();
        let name = name.and_then(|name| PersonName::parse(&name));
        let own = name.zip(self.caller.session);
        let own = own.map(|(name, session)| Own { name, session });
        own.ok_or_else(|| Refused::state(texts::text("account-nobodys", &[])))
    }

    /// What whoever asks sees of himself.
    pub(crate) async fn account(&self) -> Result<Account, Refused> {
        let own = self.own()?;
        let same = own.name.same();
        let his = |one: &Seen| one.who.name.same() == same;
        let sessions = self.sessions(his).await?;
        let count = sessions.sessions.len();
        let look = move |fleet: &Fleet| {
            let person = fleet.person(&own.name);
            person.map(|person| views::person(fleet, person, count))
        };
        let person = self.ask(Right::Own, look).await?;
        let person = person.ok_or_else(gone)?;
        Ok(Account { person, sessions })
    }

    /// Ends all of his sessions but this one.
    pub(crate) async fn end_my_other_sessions(&self, request_id: &[u8]) -> Result<u32, Refused> {
        let own = self.own()?;
        let others = move |one| one != own.session;
        self.end_sessions_of(Right::Own, request_id, own.name, others)
            .await
    }

    /// Gives himself another password; the second factor stays.
    pub(crate) async fn change_my_password(
        &self,
        myself: Myself,
        password: Password,
    ) -> Result<Account, Refused> {
        let own = self.own()?;
        let known = self.person_of(&own).await?;
        password.check(&own.name, known.credentials.second.is_some())?;
        let is_long = password.is_long();
        let password = self.logins.passwords.hash(password).await?;
        let change = move |now: Credentials| match now.second.is_some() || is_long {
            true => Ok(Credentials { password, ..now }),
            // Another of his sessions took the second factor off meanwhile, beside which it was judged.
            false => Err(password::short(MIN_CHARS)),
        };
        self.change_mine(own, myself, false, Box::new(change)).await
    }

    /// Gives himself a second factor, in the place of one that he has.
    pub(crate) async fn change_my_second_factor(
        &self,
        myself: Myself,
        second: v1::SecondFactor,
    ) -> Result<Account, Refused> {
        let own = self.own()?;
        let second = self.confirmed(second).await?;
        let change = |now: Credentials| {
            let second = Some(second);
            Ok(Credentials { second, ..now })
        };
        self.change_mine(own, myself, true, Box::new(change)).await
    }

    /// Takes his second factor off, where the password does without one (RULES W4).
    pub(crate) async fn remove_my_second_factor(&self, myself: Myself) -> Result<Account, Refused> {
        let own = self.own()?;
        if !myself.password.is_long() {
            let least = MIN_CHARS.to_string();
            let text = texts::text("account-password-short", &[("least", &least)]);
            return Err(Refused::state(text));
        }
        let change = |now: Credentials| {
            Ok(Credentials {
                second: None,
                ..now
            })
        };
        self.change_mine(own, myself, true, Box::new(change)).await
    }

    /// Gives himself other recovery codes; the former ones are good for nothing.
    pub(crate) async fn change_my_recovery_codes(
        &self,
        myself: Myself,
        codes: Vec<String>,
    ) -> Result<Account, Refused> {
        let own = self.own()?;
        let recovery = second_factor::recovery_codes(&codes)?;
        let change = |now: Credentials| match now.second {
            Some(second) => Ok(Credentials {
                second: Some(SecondFactor { recovery, ..second }),
                ..now
            }),
            None => Err(Refused::state(texts::text("account-no-second-factor", &[]))),
        };
        self.change_mine(own, myself, true, Box::new(change)).await
    }

    async fn person_of(&self, own: &Own) -> Result<Person, Refused> {
        let name = own.name.clone();
        let look = move |fleet: &Fleet| fleet.person(&name).cloned();
        self.ask(Right::Own, look).await?.ok_or_else(gone)
    }

    /// Changes his own credentials, once he has shown that it is he. A failure counts as one of a login does (RULES W9).
    async fn change_mine(
        &self,
        own: Own,
        myself: Myself,
        with_code: bool,
        change: Change,
    ) -> Result<Account, Refused> {
        let id = wire::request_id_of(&myself.request_id)?;
        let (same, source) = (own.name.same(), Source::Session(own.session));
        let repeat = self.handle.ask(move |fleet| fleet.has_answered(id)).await;
        // A repeat changes nothing, and shows what was right before the first.
        if repeat.map_err(|_| Refused::stopped())? {
            self.changed(&own, id, myself, with_code, change).await?;
            return self.account().await;
        }
        let begun = self.logins.attempts().begin(&same, source, uptime());
        begun.map_err(waits)?;
        let done = self.changed(&own, id, myself, with_code, change).await;
        match &done {
            Err(refused) if refused.kind == Kind::Forbidden => {
                self.count_failure(Some(own.name));
            }
            _ => self.logins.attempts().succeeded(&same, source),
        }
        done?;
        self.account().await
    }

    async fn changed(
        &self,
        own: &Own,
        id: RequestId,
        myself: Myself,
        with_code: bool,
        change: Change,
    ) -> Result<(), Refused> {
        let known = self.person_of(own).await?;
        let hash = known.credentials.password.clone();
        let passwords = &self.logins.passwords;
        let is_right = passwords.is_right(myself.password, Some(hash)).await?;
        let (name, generation) = (own.name.clone(), known.generation);
        let question = move |fleet: &Fleet| {
            let person = fleet.person(&name).ok_or_else(gone)?;
            let mut credentials = person.credentials.clone();
            if !fleet.has_answered(id) {
                if !is_right || person.generation != generation {
                    return Err(wrong());
                }
                if with_code && let Some(second) = &credentials.second {
                    let now = fleet.of_day(fleet.now());
                    let proof = second_factor::proof(second, &myself.code, now);
                    let used = proof.ok().and_then(|proof| second.used(&proof));
                    credentials.second = Some(used.ok_or_else(wrong)?);
                }
                credentials = change(credentials)?;
            }
            // The hash of the words leaves out what is secret in them.
            let content = requests::content(&v1::ResetPersonRequest {
                request_id: id.0.to_vec(),
                name: name.to_string(),
                ..v1::ResetPersonRequest::default()
            });
            let command = Command::SetCredentials {
                name,
                credentials: Box::new(credentials),
            };
            Ok((Act::staff(id, command).saying(content), ()))
        };
        let (name, session) = (own.name.clone(), own.session);
        let sessions = self.logins.sessions.clone();
        let look = move |fleet: &Fleet, _, ()| {
            if let Some(person) = fleet.person(&name) {
                sessions.renew(session, person.generation);
                sessions.end_older(&name, person.generation);
            }
        };
        self.ask_and_act(Right::Own, question, look).await
    }
}

/// Something that he showed is not right; it is not said which.
fn wrong() -> Refused {
    Refused::forbidden(texts::text("account-wrong", &[]))
}

/// He was removed a moment ago.
fn gone() -> Refused {
    Refused::state(texts::text("account-nobodys", &[]))
}
