//! Requests for people: who may log in, and with what (RULES, "Who may do what").

mod account;
mod attempts;
mod login;
mod offer;
pub mod password;
pub mod second_factor;
mod sessions;
mod setup;

pub(crate) use account::{Account, Myself};
pub use login::{Attempt, LoggedIn, Logins};
pub(crate) use offer::Offer;
pub(crate) use sessions::Found;
pub(crate) use sessions::Seen;
pub use sessions::SessionId;

use super::{Desk, Refused, Right, requests};
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddPerson, Command};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::{Credentials, Proof, SecondFactor};
use madoguchi_proto::v1::{
    self, AddPersonRequest, AddPersonResponse, EndSessionRequest, EndSessionResponse,
    EndSessionsRequest, EndSessionsResponse, ListPeopleRequest, ListPeopleResponse,
    ListSessionsRequest, ListSessionsResponse, RemovePersonRequest, RemovePersonResponse,
    ResetPersonRequest, ResetPersonResponse,
};
use password::Password;
use std::mem;
use zeroize::Zeroizing;

impl Desk {
    pub(crate) async fn list_people(
        &self,
        _: ListPeopleRequest,
    ) -> Result<ListPeopleResponse, Refused> {
        let sessions = self.logins.sessions.clone();
        let look = move |fleet: &Fleet| ListPeopleResponse {
            people: fleet
                .people()
                .map(|person| views::person(fleet, person, sessions.count_of(&person.name)))
                .collect(),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        };
        self.ask(Right::People, look).await
    }

    pub(crate) async fn add_person(
        &self,
        mut request: AddPersonRequest,
    ) -> Result<AddPersonResponse, Refused> {
        self.may(Right::People)?;
        let secrets = Secrets::out_of(&mut request.password, &mut request.second_factor);
        let id = wire::request_id_of(&request.request_id)?;
        let content = requests::content(&request);
        let name = wire::person_name_of(&request.name)?;
        let add = AddPerson {
            role: wire::role_of(request.role)?,
            credentials: self.credentials(&name, secrets).await?,
            name: name.clone(),
        };
        let act = Act::staff(id, Command::AddPerson(Box::new(add))).saying(content);
        let person = self.act_on_person(act, name).await?;
        Ok(AddPersonResponse { person })
    }

    pub(crate) async fn reset_person(
        &self,
        mut request: ResetPersonRequest,
    ) -> Result<ResetPersonResponse, Refused> {
        self.may(Right::People)?;
        let secrets = Secrets::out_of(&mut request.password, &mut request.second_factor);
        let id = wire::request_id_of(&request.request_id)?;
        let content = requests::content(&request);
        let name = wire::person_name_of(&request.name)?;
        let command = Command::SetCredentials {
            credentials: Box::new(self.credentials(&name, secrets).await?),
            name: name.clone(),
        };
        let act = Act::staff(id, command).saying(content);
        let person = self.act_on_person(act, name).await?;
        Ok(ResetPersonResponse { person })
    }

    pub(crate) async fn remove_person(
        &self,
        request: RemovePersonRequest,
    ) -> Result<RemovePersonResponse, Refused> {
        self.act(request, |_, _| RemovePersonResponse {}).await
    }

    /// Sends an act on one person and returns him after it; a repeat can come after he was removed.
    async fn act_on_person(
        &self,
        act: Act,
        name: PersonName,
    ) -> Result<Option<v1::Person>, Refused> {
        let sessions = self.logins.sessions.clone();
        let look = move |fleet: &Fleet, _| {
            let person = fleet.person(&name);
            // Sessions of former credentials are over, though nobody has found that yet.
            person.map(|person| {
                sessions.end_older(&person.name, person.generation);
                views::person(fleet, person, sessions.count_of(&person.name))
            })
        };
        self.send(Right::People, act, look).await
    }

    async fn credentials(
        &self,
        name: &PersonName,
        secrets: Secrets,
    ) -> Result<Credentials, Refused> {
        let second = match secrets.second_factor {
            Some(second) => Some(self.confirmed(second).await?),
            None => None,
        };
        let password = Password::typed(&secrets.password);
        password.check(name, second.is_some())?;
        let password = self.logins.passwords.hash(password).await?;
        Ok(Credentials { password, second })
    }

    /// A second factor that a request gives. Where a page shows it, it counts once a code of it was typed (RULES W6).
    async fn confirmed(&self, second: v1::SecondFactor) -> Result<SecondFactor, Refused> {
        let code = Zeroizing::new(second.first_code.clone());
        let second = second_factor::given(second)?;
        if code.is_empty() {
            return Ok(second);
        }
        let now = self.handle.ask(|fleet| fleet.of_day(fleet.now())).await;
        let now = now.map_err(|_| Refused::stopped())?;
        let proof = second_factor::proof(&second, &code, now).ok();
        let shown = proof.filter(|proof| matches!(proof, Proof::Step(_)));
        let after = shown.and_then(|proof| second.used(&proof));
        after.ok_or_else(|| Refused::invalid(texts::text("second-factor-unconfirmed", &[])))
    }

    /// Everybody who is logged in, and in which session whoever asks is.
    pub(crate) async fn list_sessions(
        &self,
        _: ListSessionsRequest,
    ) -> Result<ListSessionsResponse, Refused> {
        self.may(Right::People)?;
        self.sessions(|_| true).await
    }

    /// The sessions of people that `wanted` names.
    async fn sessions(
        &self,
        wanted: impl Fn(&Seen) -> bool,
    ) -> Result<ListSessionsResponse, Refused> {
        let seen = self.logins.sessions.seen().into_iter();
        let seen: Vec<_> = seen.filter(wanted).collect();
        let own = self.caller.session;
        let look = move |fleet: &Fleet| {
            let begun_with = |one: &Seen| Some(fleet.person(&one.who.name)?.generation);
            // Those of former credentials are over, though nobody has found that yet.
            let valid = seen
                .iter()
                .filter(|one| begun_with(one) == Some(one.who.generation));
            let now = fleet.time_of_day();
            ListSessionsResponse {
                sessions: valid.map(|one| one.shown(now, own)).collect(),
                utc_offset_min: texts::utc_offset_min(fleet.settings()),
            }
        };
        let sessions = self.handle.ask(look).await;
        sessions.map_err(|_| Refused::stopped())
    }

    /// Ends one session, whoever has it.
    pub(crate) async fn end_session(
        &self,
        request: EndSessionRequest,
    ) -> Result<EndSessionResponse, Refused> {
        self.may(Right::People)?;
        let seen = self.logins.sessions.seen().into_iter();
        let mut seen = seen.filter(|one| one.id.to_string() == request.session);
        let Some(seen) = seen.next() else {
            return Err(Refused::not_found(texts::text("no-such-session", &[])));
        };
        let (id, name) = (seen.id, seen.who.name);
        let this = move |one| one == id;
        let ended = self.end_sessions_of(Right::People, &request.request_id, name, this);
        let ended = ended.await?;
        Ok(EndSessionResponse { ended })
    }

    /// Ends all sessions of a person but the one that this is asked in.
    pub(crate) async fn end_sessions(
        &self,
        request: EndSessionsRequest,
    ) -> Result<EndSessionsResponse, Refused> {
        self.may(Right::People)?;
        let name = wire::person_name_of(&request.name)?;
        let own = self.caller.session;
        let others = move |one| Some(one) != own;
        let ended = self.end_sessions_of(Right::People, &request.request_id, name, others);
        let ended = ended.await?;
        Ok(EndSessionsResponse { ended })
    }

    /// Ends those sessions of one person, once it is written down that somebody did.
    async fn end_sessions_of(
        &self,
        right: Right,
        request_id: &[u8],
        name: PersonName,
        ends: impl Fn(SessionId) -> bool + Send + 'static,
    ) -> Result<u32, Refused> {
        let sessions = self.logins.sessions.clone();
        let seen = sessions.seen().into_iter();
        let seen = seen.filter(|one| one.who.name.same() == name.same() && ends(one.id));
        let count = u32::try_from(seen.count()).unwrap_or(u32::MAX);
        let id = wire::request_id_of(request_id)?;
        let command = Command::EndSessions {
            name: name.clone(),
            count,
        };
        let look = move |_: &Fleet, _| {
            let ended = sessions.end_of(&name, &ends);
            u32::try_from(ended).unwrap_or(u32::MAX)
        };
        self.send(right, Act::staff(id, command), look).await
    }
}

/// What a request must not keep when its content is hashed to tell a repeat from another request (`requests`): that hash is stored, and is
/// made so quickly that a password could be found from it.
struct Secrets {
    password: Zeroizing<String>,
    second_factor: Option<v1::SecondFactor>,
}

impl Secrets {
    fn out_of(password: &mut String, second_factor: &mut Option<v1::SecondFactor>) -> Self {
        Self {
            password: Zeroizing::new(mem::take(password)),
            second_factor: second_factor.take(),
        }
    }
}
