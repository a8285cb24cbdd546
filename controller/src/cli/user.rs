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
    AddPersonRequest, BeginSetupRequest, ListPeopleRequest, RemovePersonRequest, ResetPersonRequest,
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
        UserCommand::Setup => setup(client, output).await,
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

async fn setup(client: &Client, output: &Output) -> Result<(), Failure> {
    let given = answer(client.people().begin_setup(BeginSetupRequest {})).await?;
    let minutes = given.minutes.to_string();
    let args = [("code", given.code.as_str()), ("minutes", minutes.as_str())];
    output.answer(
        || json!({ "code": given.code, "minutes": given.minutes }),
        || label(output.lang, "cli-user-setup", &args) + "\n",
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
    typed_twice(lang, credentials.second_factor, typed)
}

fn typed_twice(
    lang: Lang,
    has_second: bool,
    mut ask: impl FnMut(&str) -> io::Result<Zeroizing<String>>,
) -> Result<Zeroizing<String>, Failure> {
    let least = match has_second {
        true => MIN_CHARS_WITH_SECOND,
        false => MIN_CHARS,
    };
    let least = least.to_string();
    let mut asked = |prompt: String| ask(&format!("{prompt} ")).map_err(|e| unreadable(&e));
    let first = asked(label(lang, "password-ask-new", &[("least", &least)]))?;
    let again = asked(label(lang, "password-ask-again", &[]))?;
    match first == again {
        true => Ok(first),
        false => Err(Failure::own("password-differs", &[])),
    }
}

fn unreadable(error: &io::Error) -> Failure {
    let detail = system_error(error).into();
    Failure::saying("password-unreadable", &[("detail", detail)])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::args::Common;
    use super::*;

    /// What is asked and what comes of it, where this is typed.
    fn asking(
        lang: Lang,
        has_second: bool,
        answers: [&str; 2],
    ) -> (Vec<String>, Result<String, v1::Text>) {
        let (mut asked, mut answers) = (Vec::new(), answers.into_iter());
        let typed = typed_twice(lang, has_second, |prompt| {
            asked.push(prompt.to_owned());
            let typed = answers.next().unwrap();
            Ok(Zeroizing::new(typed.to_owned()))
        });
        let typed = typed.map(|password| password.to_string());
        (asked, typed.map_err(|failure| failure.text))
    }

    #[test]
    fn a_password_is_typed_twice_and_the_question_says_how_long_it_has_to_be() {
        let (asked, typed) = asking(Lang::Ja, false, ["kumo7%nx-hato", "kumo7%nx-hato"]);
        assert!(
            asked[0].contains("13 文字以上") && asked[1].contains("もう一度"),
            "{asked:?}"
        );
        assert_eq!(typed.unwrap(), "kumo7%nx-hato");
        let (asked, typed) = asking(Lang::En, true, ["kumo7%nx", "kumo7%ny"]);
        assert!(asked[0].contains("at least 8 characters"), "{asked:?}");
        assert!(asked[1].contains("again"), "{asked:?}");
        let differs = typed.unwrap_err();
        assert_eq!(differs.code, "password-differs");
        assert!(
            differs.en.contains("nothing was done") && differs.ja.contains("何もしませんでした")
        );
    }

    #[test]
    fn where_nobody_can_type_a_password_the_other_way_is_said() {
        let nobody = |_: &str| Err(io::ErrorKind::NotFound.into());
        let failure = typed_twice(Lang::En, false, nobody).unwrap_err();
        assert_eq!(failure.text.code, "password-unreadable");
        assert!(
            failure.text.en.contains("--password-fd") && failure.text.ja.contains("--password-fd")
        );
    }

    #[test]
    fn people_are_listed_with_their_roles_and_what_they_have_left() {
        let person = |name: &str, role: v1::Role, second_factor| v1::Person {
            name: name.to_owned(),
            role: role.into(),
            since_ms: 1_775_001_907_000,
            second_factor,
            recovery_codes: if second_factor { 9 } else { 0 },
            ..v1::Person::default()
        };
        let list = v1::ListPeopleResponse {
            people: vec![
                person("a", v1::Role::Reception, false),
                person("b", v1::Role::Vendor, true),
                person("c", v1::Role::Support, false),
                person("d", v1::Role::Administrator, false),
            ],
            utc_offset_min: 540,
        };
        let page = tables::people(&list, Lang::Ja);
        for word in [
            "名前",
            "役割",
            "登録日",
            "二段階確認",
            "残りの回復コード",
            "受付",
            "販売担当",
            "サポート",
            "管理者",
            "2026-04-01",
            "9",
        ] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let page = tables::people(&list, Lang::En);
        for word in [
            "Role",
            "reception",
            "vendor",
            "support",
            "administrator",
            "yes",
        ] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let nobody = tables::people(&v1::ListPeopleResponse::default(), Lang::En);
        assert!(nobody.contains("madoguchi user add"), "{nobody}");
    }

    #[test]
    fn a_second_factor_is_shown_with_what_it_is_for() {
        for (lang, app, recovery) in [
            (Lang::Ja, "認証アプリ", "回復コード"),
            (Lang::En, "authenticator app", "Recovery codes"),
        ] {
            let output = Output::of(&Common {
                data_dir: None,
                lang: Some(lang),
                json: false,
            });
            let codes = ["AAAA-BBBB-CCCC".to_owned()];
            let page = tables::second_factor("otpauth://x", &codes, &output);
            for part in [app, recovery, "otpauth://x", "AAAA-BBBB-CCCC"] {
                assert!(page.contains(part), "{part}: {page}");
            }
        }
    }
}
