//! What somebody who is logged in changes of his own.

use super::fields::{Hidden, fields};
use super::people::{Ended, Sessions, second_factor_of};
use super::route::{Asked, Nothing, Routes};
use crate::desk::people::password::Password;
use crate::desk::people::{Account as Found, Myself};
use crate::desk::{Desk, Refused};
use crate::json::Person;
use crate::wire::Field;
use axum::extract::FromRef;
use serde::Serialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

fields! {
    /// 自分のパスワードの変更 / Another password of one's own.
    ChangePassword {
        /// いまのパスワード / The password of now
        #[schema(value_type = String)]
        password: Hidden,
        /// 新しいパスワード（13文字以上、二段階確認を使うときは8文字以上） / The new one: at least 13 characters, or 8 with a second factor
        #[schema(value_type = String)]
        new_password: Hidden,
    }

    /// 自分の二段階確認の開始、または取り替え / A second factor of one's own, in the place of one that there is.
    ChangeSecondFactor {
        /// いまのパスワード / The password of now
        #[schema(value_type = String)]
        password: Hidden,
        /// いまの二段階確認のコード（使っているときだけ） / A code of the second factor of now, where there is one
        code: Option<String>,
        /// 新しい二段階確認の秘密の文字 / The secret of the new one
        #[schema(value_type = String)]
        secret: Hidden,
        /// 新しい10個の回復コード / Its ten recovery codes
        recovery_codes: Vec<String>,
        /// 新しい認証アプリにいま出ているコード / A code that the app shows for the new one
        first_code: String,
    }

    /// 自分の二段階確認をやめる / No second factor of one's own any more.
    RemoveSecondFactor {
        /// いまのパスワード（13文字以上のときだけ） / The password of now, which has to have 13 characters
        #[schema(value_type = String)]
        password: Hidden,
        /// いまの二段階確認のコード / A code of the second factor
        code: Option<String>,
    }

    /// 自分の回復コードの作り直し / Other recovery codes of one's own.
    ChangeRecoveryCodes {
        /// いまのパスワード / The password of now
        #[schema(value_type = String)]
        password: Hidden,
        /// いまの二段階確認のコード / A code of the second factor
        code: Option<String>,
        /// 新しい10個の回復コード / The ten codes
        recovery_codes: Vec<String>,
    }
}

/// ログインしている本人 / Whoever is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Account {
    /// 本人 / The person.
    person: Person,
    /// 本人がログインしている画面 / Where he is logged in.
    sessions: Sessions,
}

impl From<&Found> for Account {
    fn from(found: &Found) -> Self {
        Self {
            person: (&found.person).into(),
            sessions: (&found.sessions).into(),
        }
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/account", "get_account", account)
        .act("/api/v1/account/password", "change_my_password", password)
        .act(
            "/api/v1/account/second-factor",
            "change_my_second_factor",
            second_factor,
        )
        .act(
            "/api/v1/account/second-factor/remove",
            "remove_my_second_factor",
            remove_second_factor,
        )
        .act(
            "/api/v1/account/recovery-codes",
            "change_my_recovery_codes",
            recovery_codes,
        )
        .act(
            "/api/v1/account/end-others",
            "end_my_other_sessions",
            end_others,
        )
}

fn myself(request_id: Vec<u8>, password: &Hidden, code: Option<String>) -> Myself {
    Myself {
        request_id,
        password: Password::typed(password.text()),
        code: Zeroizing::new(code.unwrap_or_default()),
    }
}

async fn account(desk: Desk, _: Asked<Nothing>) -> Result<Account, Refused> {
    Ok((&desk.account().await?).into())
}

async fn password(desk: Desk, asked: Asked<ChangePassword>) -> Result<Account, Refused> {
    let said = asked.fields;
    let myself = myself(asked.request_id, &said.password, None);
    let new = Password::typed(said.new_password.text());
    Ok((&desk.change_my_password(myself, new).await?).into())
}

async fn second_factor(desk: Desk, asked: Asked<ChangeSecondFactor>) -> Result<Account, Refused> {
    let said = asked.fields;
    let myself = myself(asked.request_id, &said.password, said.code);
    let codes = Some(said.recovery_codes);
    let second = second_factor_of(Some(said.secret), codes, Some(said.first_code))?;
    let second = second.ok_or_else(|| Field::SecondFactor.missing())?;
    Ok((&desk.change_my_second_factor(myself, second).await?).into())
}

async fn remove_second_factor(
    desk: Desk,
    asked: Asked<RemoveSecondFactor>,
) -> Result<Account, Refused> {
    let said = asked.fields;
    let myself = myself(asked.request_id, &said.password, said.code);
    Ok((&desk.remove_my_second_factor(myself).await?).into())
}

async fn recovery_codes(desk: Desk, asked: Asked<ChangeRecoveryCodes>) -> Result<Account, Refused> {
    let said = asked.fields;
    let myself = myself(asked.request_id, &said.password, said.code);
    let changed = desk.change_my_recovery_codes(myself, said.recovery_codes);
    Ok((&changed.await?).into())
}

async fn end_others(desk: Desk, asked: Asked<Nothing>) -> Result<Ended, Refused> {
    let ended = desk.end_my_other_sessions(&asked.request_id).await?;
    Ok(Ended { ended })
}
