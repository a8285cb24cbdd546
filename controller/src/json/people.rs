//! People who may log in, and who is logged in.

use super::above_zero;
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// ログインできる人。パスワードなどは含まない / A person, without his secrets.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Person {
    /// 名前 / The name.
    name: String,
    /// 役割（reception, vendor, support, administrator） / The role: reception, vendor, support or administrator.
    role: String,
    /// 登録した日時（ミリ秒） / When he was added.
    since_ms: i64,
    /// 二段階確認を使うか / Whether he has a second factor.
    second_factor: bool,
    /// 残りの回復コードの数 / How many recovery codes are left.
    recovery_codes: u32,
    /// 最後にログインした日時（ミリ秒）。わからなければ null / When he logged in last; null where that is not known.
    last_login_ms: Option<i64>,
    /// いまログインしているブラウザーの数 / With how many browsers he is logged in now.
    sessions: u32,
}

impl From<&v1::Person> for Person {
    fn from(person: &v1::Person) -> Self {
        Self {
            name: person.name.clone(),
            role: role_word(person),
            since_ms: person.since_ms,
            second_factor: person.second_factor,
            recovery_codes: person.recovery_codes,
            last_login_ms: above_zero(person.last_login_ms),
            sessions: person.sessions,
        }
    }
}

/// ログインできる人の一覧 / Everybody who may log in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct People {
    /// 名前の順 / By name.
    people: Vec<Person>,
    /// UTC との差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ListPeopleResponse> for People {
    fn from(list: &v1::ListPeopleResponse) -> Self {
        Self {
            people: list.people.iter().map(Person::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

/// "ROLE_RECEPTION" gives "reception".
pub(crate) fn role_word(person: &v1::Person) -> String {
    let name = person.role().as_str_name();
    name.trim_start_matches("ROLE_").to_ascii_lowercase()
}
