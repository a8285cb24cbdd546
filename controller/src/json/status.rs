//! The fleet in one look, and its time.

use super::words::Environment;
use super::{Text, Ticket, Unit, above_zero, text, texts};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 全体のいまの状況 / The fleet in one look.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Status {
    #[serde(flatten)]
    clock: Clock,
    /// madoguchiの版 / The controller's version.
    software: String,
    environment: Environment,
    /// リーダーのつなぎ方：usb、loopback / Which links readers may come by: "usb" or "loopback".
    policy: String,
    /// これまでに記録した変更の数 / Changes made durable so far.
    revision: u64,
    /// 取り外していないリーダー / All readers that are not retired.
    units: Vec<Unit>,
    /// 待っている受付の数 / Tickets that wait.
    waiting: u32,
    /// 前日までの保留中の受付の数（待っている数には含まない） / Tickets of an earlier day that are held; they are not among the waiting.
    held: u32,
    /// 呼び出し中・確認中・一時外し・不在の受付 / Tickets that are called, at the reader, parked or missed.
    tickets: Vec<Ticket>,
    /// 利用枠の計算 / The arithmetic of seats, in words.
    seats: Option<Text>,
    /// 受付ファイルのフォルダーと、最後に取り込んだファイル。見ていないときは null / The watched folder and the newest file that was taken from it; null where none is watched.
    watched_folder: Option<Text>,
    /// 自動バックアップの様子。作っていないときは null / How it goes with automatic backups; null where none are made.
    auto_backup: Option<Text>,
    /// 本日終わった受付の数 / Tickets closed today.
    closed_today: u32,
    /// そのうちリーダーを使わずに済んだ数 / Of those, done without a reader.
    by_other_means: u32,
    /// 注意が必要なこと。空なら問題なし / What needs somebody's attention; empty is good.
    alarms: Vec<Text>,
    /// 開院前の確認の結果。本日の受付が始まったあとは null / What the check before opening found, until the first patient of the day is called; null else.
    ready: Option<Text>,
    /// その確認の時刻 / When that check was made, in milliseconds since 1970.
    ready_at_ms: Option<i64>,
}

impl From<&v1::Status> for Status {
    fn from(status: &v1::Status) -> Self {
        let of_status = || v1::Times {
            fleet_time_ms: status.fleet_time_ms,
            utc_offset_min: status.utc_offset_min,
            ..v1::Times::default()
        };
        Self {
            clock: (&status.time.unwrap_or_else(of_status)).into(),
            software: status.software.clone(),
            environment: status.environment().into(),
            policy: status.policy.clone(),
            revision: status.revision,
            units: status.units.iter().map(Unit::from).collect(),
            waiting: status.waiting,
            held: status.held,
            tickets: status.tickets.iter().map(Ticket::from).collect(),
            seats: text(status.seats.as_ref()),
            watched_folder: text(status.watched_folder.as_ref()),
            auto_backup: text(status.auto_backup.as_ref()),
            closed_today: status.closed_today,
            by_other_means: status.by_other_means,
            alarms: texts(&status.alarms),
            ready: text(status.ready.as_ref()),
            ready_at_ms: above_zero(status.ready_at_ms),
        }
    }
}

/// PCの時計と、できごとの順を決める内部の時刻（1970年からのミリ秒） / The PC's clock beside fleet time, the controller's own, which orders what happens. In milliseconds since 1970.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Clock {
    /// PCの時計の時刻 / What the PC's clock shows.
    time_of_day_ms: i64,
    /// 内部の時刻 / Fleet time
    fleet_time_ms: i64,
    /// 内部の時刻がPCの時計より進んでいる時間（ミリ秒） / How far fleet time is ahead of the PC's clock, in milliseconds.
    fleet_ahead_ms: i64,
    /// PCの時計が5分間、急に変わっていないか。変わっている間は一日が終わらない / Whether the PC's clock has not jumped for 5 minutes. Until then no day ends.
    clock_settled: bool,
    /// 5分より大きくずれ始めた時刻 / Since when both have been more than 5 minutes apart.
    apart_since_ms: Option<i64>,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::Times> for Clock {
    fn from(times: &v1::Times) -> Self {
        Self {
            time_of_day_ms: times.time_of_day_ms,
            fleet_time_ms: times.fleet_time_ms,
            fleet_ahead_ms: times.fleet_time_ms.saturating_sub(times.time_of_day_ms),
            clock_settled: times.settled,
            apart_since_ms: above_zero(times.apart_since_ms),
            utc_offset_min: times.utc_offset_min,
        }
    }
}

/// 2つの時刻と、合わせたときに起きること / Both times, and what setting one to the other would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Time {
    #[serde(flatten)]
    clock: Clock,
    /// 合わせる必要があるか / Whether there is anything to set.
    differ: bool,
    /// 合わせると使えなくなるライセンスの番号 / Ids of the licenses that give seats now and would not any longer.
    ends: Vec<String>,
    /// 合わせると使えるようになるライセンスの番号 / Ids of the licenses that give no seats now and would.
    begins: Vec<String>,
    /// 内部の時刻を合わせる予定の時刻（遅くとも） / When fleet time is set, at the latest, if it is about to be.
    sets_at_ms: Option<i64>,
    /// 問題と対処 / What is wrong, and what to do.
    text: Option<Text>,
}

impl From<&v1::GetTimeResponse> for Time {
    fn from(seen: &v1::GetTimeResponse) -> Self {
        Self {
            clock: (&seen.time.unwrap_or_default()).into(),
            differ: seen.differ,
            ends: seen.ends.clone(),
            begins: seen.begins.clone(),
            sets_at_ms: above_zero(seen.sets_at_ms),
            text: text(seen.text.as_ref()),
        }
    }
}

/// いま使っている時刻 / The time that is used now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TimeConfirmed {
    /// 内部の時刻 / Fleet time
    fleet_time_ms: i64,
    /// 内部の時刻を合わせる時刻（遅くとも）。すでに合わせたときは null / When fleet time is set, at the latest; null where it is set already.
    sets_at_ms: Option<i64>,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ConfirmTimeResponse> for TimeConfirmed {
    fn from(used: &v1::ConfirmTimeResponse) -> Self {
        Self {
            fleet_time_ms: used.fleet_time_ms,
            sets_at_ms: above_zero(used.sets_at_ms),
            utc_offset_min: used.utc_offset_min,
        }
    }
}
