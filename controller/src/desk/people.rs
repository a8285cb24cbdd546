//! Requests for people: who may log in, and with what (RULES, "Who may do what").

mod attempts;
mod login;
pub mod password;
pub mod second_factor;
mod setup;

pub use login::{Attempt, LoggedIn, Logins};

use super::{Desk, Refused, Right, requests};
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::command::{Act, AddPerson, Command};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Credentials;
use madoguchi_proto::v1::{
    self, AddPersonRequest, AddPersonResponse, ListPeopleRequest, ListPeopleResponse,
    RemovePersonRequest, RemovePersonResponse, ResetPersonRequest, ResetPersonResponse,
};
use password::Password;
use std::mem;
use zeroize::Zeroizing;

impl Desk {
    pub(crate) async fn list_people(
        &self,
        _: ListPeopleRequest,
    ) -> Result<ListPeopleResponse, Refused> {
        let look = |fleet: &Fleet| ListPeopleResponse {
            people: fleet.people().map(|p| views::person(fleet, p)).collect(),
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
        let look = move |fleet: &Fleet, _| {
            let person = fleet.person(&name);
            person.map(|person| views::person(fleet, person))
        };
        self.send(Right::People, act, look).await
    }

    async fn credentials(
        &self,
        name: &PersonName,
        secrets: Secrets,
    ) -> Result<Credentials, Refused> {
        let second = second_factor::given(secrets.second_factor)?;
        let password = Password::typed(&secrets.password);
        password.check(name, second.is_some())?;
        let password = self.logins.passwords.hash(password).await?;
        Ok(Credentials { password, second })
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
