//! People who may log in, and who is logged in.

use super::fields::{Hidden, fields};
use super::route::{Asked, Nothing, Routes};
use crate::desk::people::Offer;
use crate::desk::people::second_factor;
use crate::desk::{Desk, Refused};
use crate::json::{People, Person};
use crate::wire::{self, Field};
use axum::extract::FromRef;
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

fields! {
    /// ログインできる人の追加 / A person who may log in from now on.
    AddPerson {
        /// 名前（32文字まで） / The name, at most 32 characters
        #[schema(example = "山田")]
        name: String,
        /// 役割：reception（受付）、vendor（販売担当）、support（サポート）、administrator（管理者） / The role: reception, vendor, support, administrator
        #[schema(example = "reception")]
        role: String,
        /// パスワード（13文字以上、二段階確認を使うときは8文字以上） / The password: at least 13 characters, or 8 with a second factor
        #[schema(value_type = String)]
        password: Hidden,
        /// 二段階確認の秘密の文字（使わないときは省略） / The secret of the second factor; else none
        #[schema(value_type = Option<String>)]
        secret: Option<Hidden>,
        /// 10個の回復コード（secret と一緒に） / Its ten recovery codes
        recovery_codes: Option<Vec<String>>,
        /// 認証アプリにいま出ているコード（secret と一緒に） / A code that the app shows now, beside the secret
        first_code: Option<String>,
    }

    /// パスワードの再設定。書かない二段階確認は、なくなる / Other credentials: a second factor that is not said is none from now on.
    ResetPerson {
        /// 新しいパスワード（13文字以上、二段階確認を使うときは8文字以上） / The password: at least 13 characters, or 8 with a second factor
        #[schema(value_type = String)]
        password: Hidden,
        /// 二段階確認の秘密の文字（使わないときは省略） / The secret of the second factor; else none
        #[schema(value_type = Option<String>)]
        secret: Option<Hidden>,
        /// 10個の回復コード（secret と一緒に） / Its ten recovery codes
        recovery_codes: Option<Vec<String>>,
        /// 認証アプリにいま出ているコード（secret と一緒に） / A code that the app shows now, beside the secret
        first_code: Option<String>,
    }

    /// 新しい二段階確認を見る / A second factor to look at.
    OfferSecondFactor {
        /// 使う人の名前（認証アプリに表示される） / Whose it will be: the app shows this name
        #[schema(example = "山田")]
        name: String,
    }
}

/// ログインしている画面 / A browser in which somebody is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Session {
    /// 画面の名前（これで何かを開くことはできない） / Its name, which opens nothing.
    session: String,
    /// だれか / Whose it is.
    name: String,
    /// ログインした場所のアドレス / The address where it was begun.
    address: String,
    /// ログインした日時（ミリ秒） / When it was begun.
    since_ms: i64,
    /// 最後に操作した日時（ミリ秒） / When its person did something last.
    used_ms: i64,
    /// しばらく操作がなく、ロックされているか / Whether it is locked, because nobody did anything for a while.
    locked: bool,
    /// いま依頼している画面か / Whether this is asked in it.
    own: bool,
}

/// ログインしている画面の一覧 / Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Sessions {
    /// 最後に操作した順 / The one that was used last first.
    pub(super) sessions: Vec<Session>,
    /// UTC との差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

/// 終わらせた画面の数 / How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ended {
    /// 数 / How many.
    pub(super) ended: u32,
}

/// 操作のあとの人 / The person after it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonAfter {
    /// その後に削除されていれば null / Null where he was removed since.
    person: Option<Person>,
}

/// 削除した / The person is gone.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Removed {
    /// 名前 / The name.
    removed: String,
}

/// 新しい二段階確認。コードを1つ添えて送り返すまでは使われない / A new second factor. It counts once it is sent back with a code of it.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondFactor {
    /// 認証アプリに入力する文字 / What is typed into the app.
    secret: String,
    /// 認証アプリが読み取るアドレス / What the app reads.
    otpauth: String,
    /// 読み取るコードの一辺の升目の数 / The side of its picture, in squares.
    side: u32,
    /// 読み取るコード（SVG の path） / The picture: a path of SVG.
    path: String,
    /// 10個の回復コード / Ten recovery codes.
    recovery_codes: Vec<String>,
}

impl From<&v1::Session> for Session {
    fn from(session: &v1::Session) -> Self {
        Self {
            session: session.session.clone(),
            name: session.name.clone(),
            address: session.address.clone(),
            since_ms: session.since_ms,
            used_ms: session.used_ms,
            locked: session.locked,
            own: session.own,
        }
    }
}

impl From<Option<v1::Person>> for PersonAfter {
    fn from(person: Option<v1::Person>) -> Self {
        let person = person.as_ref().map(Person::from);
        Self { person }
    }
}

impl From<&v1::ListSessionsResponse> for Sessions {
    fn from(list: &v1::ListSessionsResponse) -> Self {
        Self {
            sessions: list.sessions.iter().map(Session::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

impl From<Offer> for SecondFactor {
    fn from(offer: Offer) -> Self {
        Self {
            secret: offer.secret.to_string(),
            otpauth: offer.otpauth.to_string(),
            side: u32::try_from(offer.picture.side).unwrap_or(0),
            path: offer.picture.path,
            recovery_codes: offer.recovery_codes,
        }
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/people", "list_people", list)
        .act("/api/v1/people", "add_person", add)
        .act("/api/v1/people/{person}/reset", "reset_person", reset)
        .act("/api/v1/people/{person}/remove", "remove_person", remove)
        .act(
            "/api/v1/people/{person}/end-sessions",
            "end_sessions",
            end_all,
        )
        .look("/api/v1/sessions", "list_sessions", sessions)
        .act("/api/v1/sessions/{session}/end", "end_session", end)
        .act("/api/v1/second-factor", "offer_second_factor", offer)
}

async fn list(desk: Desk, _: Asked<Nothing>) -> Result<People, Refused> {
    Ok((&desk.list_people(v1::ListPeopleRequest {}).await?).into())
}

async fn add(desk: Desk, asked: Asked<AddPerson>) -> Result<PersonAfter, Refused> {
    let AddPerson {
        name,
        role,
        password,
        secret,
        recovery_codes,
        first_code,
    } = asked.fields;
    let request = v1::AddPersonRequest {
        request_id: asked.request_id,
        name,
        role: wire::role(wire::typed_role(&role)?).into(),
        password: password.into_text(),
        second_factor: second_factor_of(secret, recovery_codes, first_code)?,
    };
    Ok(desk.add_person(request).await?.person.into())
}

async fn reset(desk: Desk, asked: Asked<ResetPerson>) -> Result<PersonAfter, Refused> {
    let ResetPerson {
        password,
        secret,
        recovery_codes,
        first_code,
    } = asked.fields;
    let request = v1::ResetPersonRequest {
        request_id: asked.request_id,
        name: asked.name,
        password: password.into_text(),
        second_factor: second_factor_of(secret, recovery_codes, first_code)?,
    };
    Ok(desk.reset_person(request).await?.person.into())
}

/// A second factor with its parts, of which none may lack: a page has shown it, and somebody typed its first code.
pub(super) fn second_factor_of(
    secret: Option<Hidden>,
    recovery_codes: Option<Vec<String>>,
    first_code: Option<String>,
) -> Result<Option<v1::SecondFactor>, Refused> {
    if secret.is_none() && recovery_codes.is_none() && first_code.is_none() {
        return Ok(None);
    }
    let incomplete = || Refused::from(Field::SecondFactor.malformed());
    let secret = secret.ok_or_else(incomplete)?.into_text();
    let first_code = first_code.filter(|code| !code.trim().is_empty());
    Ok(Some(v1::SecondFactor {
        secret: second_factor::secret_of(&secret).ok_or_else(incomplete)?,
        recovery_codes: recovery_codes.ok_or_else(incomplete)?,
        first_code: first_code.ok_or_else(incomplete)?,
    }))
}

async fn remove(desk: Desk, asked: Asked<Nothing>) -> Result<Removed, Refused> {
    let request = v1::RemovePersonRequest {
        request_id: asked.request_id,
        name: asked.name.clone(),
    };
    desk.remove_person(request).await?;
    let removed = asked.name;
    Ok(Removed { removed })
}

async fn end_all(desk: Desk, asked: Asked<Nothing>) -> Result<Ended, Refused> {
    let request = v1::EndSessionsRequest {
        request_id: asked.request_id,
        name: asked.name,
    };
    let ended = desk.end_sessions(request).await?.ended;
    Ok(Ended { ended })
}

async fn sessions(desk: Desk, _: Asked<Nothing>) -> Result<Sessions, Refused> {
    Ok((&desk.list_sessions(v1::ListSessionsRequest {}).await?).into())
}

async fn end(desk: Desk, asked: Asked<Nothing>) -> Result<Ended, Refused> {
    let request = v1::EndSessionRequest {
        request_id: asked.request_id,
        session: asked.name,
    };
    let ended = desk.end_session(request).await?.ended;
    Ok(Ended { ended })
}

async fn offer(desk: Desk, asked: Asked<OfferSecondFactor>) -> Result<SecondFactor, Refused> {
    Ok(desk.offer_second_factor(&asked.fields.name)?.into())
}
