//! `madoguchi user …`: people who may log in.

use super::args::{Credentials, UserCommand};
use super::client::{Client, Failure, answer, no_random_bytes, request_id};
use super::output::Output;
use super::tables;
use crate::desk::people::password::{MAX_CHARS, MIN_CHARS, MIN_CHARS_WITH_SECOND};
use crate::desk::people::second_factor;
use crate::json;
use crate::texts::{label, system_error, text};
use crate::wire;
use madoguchi_files::passphrase::{from_descriptor, typed};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Role;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    AddPersonRequest, ListPeopleRequest, RemovePersonRequest, ResetPersonRequest,
};
use madoguchi_texts::Lang;
use serde_json::json;
use std::io;
use zeroize::Zeroizing;

/// The longest password that is read, in bytes: longer ones are cut off here and refused at the desk.
const MAX_BYTES: usize = 12 * MAX_CHARS + 2;

pub(super) async fn run(
    client: &Client,
    output: &Output,
    command: UserCommand,
) -> Result<(), Failure> {
    match command {
        UserCommand::Add {
            name,
            role,
            credentials,
        } => add(client, output, name, role, &credentials).await,
        UserCommand::List => list(client, output).await,
        UserCommand::Reset {
            name,
            credentials,
            yes,
        } => {
            output.agree(yes, &taken("taken-user-reset", &name))?;
            reset(client, output, name, &credentials).await
        }
        UserCommand::Remove { name, yes } => {
            output.agree(yes, &taken("taken-user-remove", &name))?;
            remove(client, output, name).await
        }
    }
}

fn taken(key: &str, name: &PersonName) -> v1::Text {
    text(key, &[("name", name.as_str())])
}

async fn add(
    client: &Client,
    output: &Output,
    name: PersonName,
    role: Role,
    credentials: &Credentials,
) -> Result<(), Failure> {
    let mut password = password(output.lang, credentials)?;
    let second_factor = second_factor(credentials)?;
    let request = AddPersonRequest {
        request_id: request_id()?,
        name: name.to_string(),
        role: wire::role(role).into(),
        password: std::mem::take(&mut *password),
        second_factor: second_factor.clone(),
    };
    let added = answer(client.people().add_person(request)).await?;
    show(output, "cli-done-user-added", added.person, second_factor)
}

async fn reset(
    client: &Client,
    output: &Output,
    name: PersonName,
    credentials: &Credentials,
) -> Result<(), Failure> {
    let mut password = password(output.lang, credentials)?;
    let second_factor = second_factor(credentials)?;
    let request = ResetPersonRequest {
        request_id: request_id()?,
        name: name.to_string(),
        password: std::mem::take(&mut *password),
        second_factor: second_factor.clone(),
    };
    let reset = answer(client.people().reset_person(request)).await?;
    show(output, "cli-done-user-reset", reset.person, second_factor)
}

async fn remove(client: &Client, output: &Output, name: PersonName) -> Result<(), Failure> {
    let request = RemovePersonRequest {
        request_id: request_id()?,
        name: name.to_string(),
    };
    let _ = answer(client.people().remove_person(request)).await?;
    let name = name.as_str();
    output.answer(
        || json!({ "removed": name }),
        || label(output.lang, "cli-done-user-removed", &[("name", name)]) + "\n",
    )
}

async fn list(client: &Client, output: &Output) -> Result<(), Failure> {
    let list = answer(client.people().list_people(ListPeopleRequest {})).await?;
    output.answer(
        || json::value(&json::People::from(&list)),
        || tables::people(&list, output.lang),
    )
}

/// Shows a person after an act, and what the second factor is made of: it is shown this once.
fn show(
    output: &Output,
    key: &str,
    person: Option<v1::Person>,
    second: Option<v1::SecondFactor>,
) -> Result<(), Failure> {
    let person = person.ok_or_else(Failure::incomplete)?;
    let otpauth = second
        .as_ref()
        .map(|second| second_factor::otpauth(&person.name, second));
    output.answer(
        || {
            json!({
                "person": json::Person::from(&person),
                "second_factor": second.as_ref().map(|second| json!({
                    "otpauth": otpauth.as_ref().map(|uri| uri.as_str()),
                    "recovery_codes": second.recovery_codes,
                })),
            })
        },
        || {
            let mut page = tables::person(key, &person, output.lang);
            if let (Some(second), Some(uri)) = (&second, &otpauth) {
                page += &tables::second_factor(uri, &second.recovery_codes, output);
            }
            page
        },
    )
}

/// A second factor of this program's making, if one is wanted.
fn second_factor(credentials: &Credentials) -> Result<Option<v1::SecondFactor>, Failure> {
    let wanted = credentials.second_factor.then(second_factor::fresh);
    wanted.transpose().map_err(no_random_bytes)
}

/// The new password: from a descriptor, else typed twice on the terminal. It is never an argument, which others on the PC could see.
fn password(lang: Lang, credentials: &Credentials) -> Result<Zeroizing<String>, Failure> {
    if let Some(descriptor) = credentials.password_fd {
        let text = from_descriptor(descriptor, MAX_BYTES).map_err(|e| unreadable(&e))?;
        let end = text.find(['\n', '\r']).unwrap_or(text.len());
        return Ok(Zeroizing::new(text[..end].to_owned()));
    }
    let least = match credentials.second_factor {
        true => MIN_CHARS_WITH_SECOND,
        false => MIN_CHARS,
    };
    let least = least.to_string();
    let first = asked(&label(lang, "password-ask-new", &[("least", &least)]))?;
    let again = asked(&label(lang, "password-ask-again", &[]))?;
    match first == again {
        true => Ok(first),
        false => Err(Failure::own("password-differs", &[])),
    }
}

fn asked(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    typed(&format!("{prompt} ")).map_err(|error| unreadable(&error))
}

fn unreadable(error: &io::Error) -> Failure {
    let detail = system_error(error).into();
    Failure::saying("password-unreadable", &[("detail", detail)])
}
