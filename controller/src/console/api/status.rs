//! The state of the fleet, what happened lately, its time, and the day.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{Desk, Refused};
use crate::json::{
    Day, DayBack, DayEnded, Events, Examination, Ready, Status, SupportCode, Time, TimeConfirmed,
};
use axum::extract::FromRef;
use madoguchi_proto::v1;

/// The form of a reader's log.
const TEXT: &str = "text/plain; charset=utf-8";
/// The form of a bundle for support.
const ZIP: &str = "application/zip";

fields! {
    /// 時刻を合わせる前に見たもの / What was seen before the time is set.
    ConfirmTime {
        /// 見たときの「PCの時計 − 内部の時刻」（ミリ秒）。その後に時計が変わっていれば断る。省略すると、そのまま合わせる / How far the PC's clock was ahead of fleet time when both were seen, in milliseconds: a clock that has jumped since is refused; else whatever it is
        #[schema(example = 0)]
        seen_ahead_ms: Option<i64>,
    }

    /// サポートコードの範囲 / Of whom the support code speaks.
    CodeOf {
        /// この1台だけ（窓口名または製造番号）。省略するとすべて / This reader alone, by its counter or its serial; else all
        #[schema(example = "CR-2024-0001")]
        unit: Option<String>,
    }
}

fields! {
    /// サポート用ファイルの範囲（省略すると、すべてのリーダーの14日分） / What a bundle for support is about: all readers, and 14 days, where nothing is said.
    MakeBundle {
        /// 1台だけについて（窓口名または製造番号） / About one reader: the name of its counter, or its serial
        unit: Option<String>,
        /// さかのぼる日数（1～400） / How many days back, 1 to 400
        #[schema(example = 14)]
        days: Option<u32>,
    }
}

fields! {
    /// 読むリーダーのログの範囲（省略すると14日分） / What of a reader's log is read: 14 days, where nothing is said.
    LogOf {
        /// 新しいほうから何日分（1～400） / How many of the newest days, 1 to 400
        #[schema(example = 14)]
        days: Option<u32>,
    }
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    routes
        .look("/api/v1/status", "get_status", status)
        .look("/api/v1/events", "list_events", events)
        .look("/api/v1/day", "get_day", day)
        .look("/api/v1/examination", "examine", examine)
        .file("/api/v1/support/bundle", "bundle", ZIP, bundle)
        .file("/api/v1/units/{unit}/log", "fetch_log", TEXT, log)
        .look("/api/v1/ready", "check_ready", ready)
        .look("/api/v1/support-code", "get_support_code", support_code)
        .act("/api/v1/day/end", "end_day", end_day)
        .act("/api/v1/day/undo", "undo_day", undo_day)
        .look("/api/v1/time", "get_time", time)
        .act("/api/v1/time/confirm", "confirm_time", confirm)
}

async fn status(desk: Desk, _: Asked<Nothing>) -> Result<Status, Refused> {
    Ok((&desk.look().await?).into())
}

async fn events(desk: Desk, _: Asked<Nothing>) -> Result<Events, Refused> {
    Ok((&desk.list_events(v1::ListEventsRequest {}).await?).into())
}

async fn day(desk: Desk, _: Asked<Nothing>) -> Result<Day, Refused> {
    Ok((&desk.get_day(v1::GetDayRequest {}).await?).into())
}

async fn examine(desk: Desk, _: Asked<Nothing>) -> Result<Examination, Refused> {
    Ok((&desk.examine(v1::ExamineRequest {}).await?).into())
}

async fn bundle(desk: Desk, asked: Asked<MakeBundle>) -> Result<Vec<u8>, Refused> {
    let request = v1::BundleRequest {
        serial: asked.fields.unit.unwrap_or_default(),
        days: asked.fields.days.unwrap_or_default(),
    };
    let granted = desk.begin_bundle(&request).await?;
    desk.make_bundle(granted, |_| {}).await
}

/// The log. Where older lines are missing, its first line says why.
async fn log(desk: Desk, asked: Asked<LogOf>) -> Result<Vec<u8>, Refused> {
    let request = v1::FetchLogRequest {
        serial: asked.name,
        days: asked.fields.days.unwrap_or_default(),
    };
    let granted = desk.begin_log(&request).await?;
    let log = desk.fetch_log(&granted, &|_| {}).await?;
    let missing = log
        .missing
        .map(|why| format!("({} / {})\n", why.ja, why.en));
    Ok((missing.unwrap_or_default() + &log.text).into_bytes())
}

async fn ready(desk: Desk, _: Asked<Nothing>) -> Result<Ready, Refused> {
    Ok((&desk.check_ready(v1::CheckReadyRequest {}).await?).into())
}

async fn support_code(desk: Desk, asked: Asked<CodeOf>) -> Result<SupportCode, Refused> {
    let serial = asked.fields.unit.unwrap_or_default();
    let request = v1::GetSupportCodeRequest { serial };
    Ok(desk.get_support_code(request).await?.into())
}

async fn end_day(desk: Desk, asked: Asked<Nothing>) -> Result<DayEnded, Refused> {
    let request_id = asked.request_id;
    let ended = desk.end_day(v1::EndDayRequest { request_id }).await?;
    Ok((&ended).into())
}

async fn undo_day(desk: Desk, asked: Asked<Nothing>) -> Result<DayBack, Refused> {
    let request_id = asked.request_id;
    let back = desk.undo_day(v1::UndoDayRequest { request_id }).await?;
    Ok((&back).into())
}

async fn time(desk: Desk, _: Asked<Nothing>) -> Result<Time, Refused> {
    Ok((&desk.get_time(v1::GetTimeRequest {}).await?).into())
}

async fn confirm(desk: Desk, asked: Asked<ConfirmTime>) -> Result<TimeConfirmed, Refused> {
    let request = v1::ConfirmTimeRequest {
        request_id: asked.request_id,
        seen_ahead_ms: asked.fields.seen_ahead_ms.unwrap_or_default(),
    };
    Ok((&desk.confirm_time(request).await?).into())
}
