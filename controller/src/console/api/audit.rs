//! The record of acts, to look at and to check.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{Desk, Refused};
use crate::json::Text;
use axum::extract::FromRef;
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

fields! {
    /// 見たい記録（省略すると、すべて） / Which entries are wanted; all where nothing is said.
    ListAudit {
        /// この番号より前の記録（前のページの続き） / Below this number: where the page before ended
        #[schema(example = 100)]
        below: Option<i64>,
        /// 操作した人の名前の一部、または種類（staff, reception, counter-page） / A part of the name of whoever did it, or what he is: staff, reception, counter-page
        who: Option<String>,
        /// 操作の種類（ticket, unit, license, person, time, day）、または操作の名前（ticket-add） / What it was about: ticket, unit, license, person, time, day; or an act, as ticket-add
        what: Option<String>,
        /// 日付 / The day
        #[schema(example = "2026-04-01")]
        day: Option<String>,
    }
}

/// 1つの操作の記録 / One entry.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Entry {
    /// 番号 / Its number.
    sequence: u64,
    /// 日時（ミリ秒） / When.
    at_ms: i64,
    /// 操作した人の種類（person, staff, reception, counter-page, fleet） / What whoever did it is: person, staff, reception, counter-page or fleet.
    actor: String,
    /// 操作した人の名前。なければ null / His name; null where he has none.
    actor_name: Option<String>,
    /// 操作した人のブラウザーのアドレス。このPCのプログラムの操作なら null / Where the person's browser was; null for a program of this PC, and for the counter page.
    place: Option<String>,
    /// 操作の名前 / The act.
    command: String,
    /// 操作の対象の、記録の中の名前（受付は内部の番号） / What it was done to, as the record has it: a ticket by its id.
    subject: String,
    /// したこと / What was done, in words.
    did: Text,
    /// 操作の対象の、人が使う名前（受付は受付番号） / What it was done to, as people call it: a ticket by its number.
    about: String,
    /// 変わったこと / What is not as it was, in words.
    changes: Vec<AuditChange>,
    /// 操作の前の状態 / How that stood before.
    before: String,
    /// 操作の後の状態 / How it stood after.
    after: String,
}

/// 変わったこと / What became of one thing.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditChange {
    /// 何が / What.
    what: Text,
    /// 前の値。なければ null / How it was; null where it was not there.
    before: Option<Text>,
    /// 後の値。なければ null / How it is; null where it is no longer there.
    after: Option<Text>,
}

/// 操作の記録（新しい順） / Entries, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Entries {
    /// 記録 / The entries.
    entries: Vec<Entry>,
    /// 続きを見るときの below。続きがなければ null / The `below` of the next page; null where there is none.
    below: Option<u64>,
    /// UTC との差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

/// 操作の記録がつながっているか / Whether the record holds.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditCheck {
    /// つながっているか / Whether it does.
    holds: bool,
    /// 結果の説明 / What was found, and what a check cannot tell, in words.
    words: Vec<Text>,
}

impl From<v1::AuditEntry> for Entry {
    fn from(entry: v1::AuditEntry) -> Self {
        let did = entry.did.unwrap_or_default();
        Self {
            sequence: entry.sequence,
            at_ms: entry.at_ms,
            actor: entry.actor,
            actor_name: some(entry.actor_name),
            place: some(entry.place),
            command: entry.command,
            subject: entry.subject,
            did: (&did).into(),
            about: entry.about,
            changes: entry.changes.iter().map(AuditChange::from).collect(),
            before: entry.before,
            after: entry.after,
        }
    }
}

impl From<&v1::AuditChange> for AuditChange {
    fn from(change: &v1::AuditChange) -> Self {
        let text = |text: Option<&v1::Text>| text.map(Text::from);
        Self {
            what: change
                .what
                .as_ref()
                .map_or_else(|| Text::from(&v1::Text::default()), Text::from),
            before: text(change.before.as_ref()),
            after: text(change.after.as_ref()),
        }
    }
}

impl From<v1::ListAuditResponse> for Entries {
    fn from(page: v1::ListAuditResponse) -> Self {
        Self {
            entries: page.entries.into_iter().map(Entry::from).collect(),
            below: (page.below > 0).then_some(page.below),
            utc_offset_min: page.utc_offset_min,
        }
    }
}

impl From<v1::CheckAuditResponse> for AuditCheck {
    fn from(checked: v1::CheckAuditResponse) -> Self {
        Self {
            holds: checked.holds,
            words: checked.words.iter().map(Text::from).collect(),
        }
    }
}

fn some(word: String) -> Option<String> {
    Some(word).filter(|word| !word.is_empty())
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes.look("/api/v1/audit", "list_audit", list).look(
        "/api/v1/audit/check",
        "check_audit",
        check,
    )
}

async fn list(desk: Desk, asked: Asked<ListAudit>) -> Result<Entries, Refused> {
    let said = asked.fields;
    let wanted = v1::ListAuditRequest {
        below: said
            .below
            .and_then(|below| below.try_into().ok())
            .unwrap_or(0),
        who: said.who.unwrap_or_default(),
        what: said.what.unwrap_or_default(),
        day: said.day.unwrap_or_default(),
    };
    Ok(desk.list_audit(wanted).await?.into())
}

async fn check(desk: Desk, _: Asked<Nothing>) -> Result<AuditCheck, Refused> {
    Ok(desk.check_audit(v1::CheckAuditRequest {}).await?.into())
}
