//! The day: its figures, its end and the way back.

use super::words::{Means, OutcomeKind};
use super::{Text, some, text};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 一日の終了で終えた受付 / What the day's end closed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayEnded {
    /// まだ開いていた受付の数 / Tickets that were still open.
    ended: u32,
    /// 知っておいていただきたいこと（例：まだリーダーを利用中の患者さん） / What staff should know, for example patients who are still at a reader.
    notice: Option<Text>,
}

impl From<&v1::EndDayResponse> for DayEnded {
    fn from(ended: &v1::EndDayResponse) -> Self {
        Self {
            ended: ended.ended,
            notice: text(ended.notice.as_ref()),
        }
    }
}

/// もう一度開いた受付と、閉じたままの受付 / What was opened again, and what was not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayBack {
    /// もう一度開いた受付の数 / Tickets that are open again.
    reopened: u32,
    /// 閉じたままの受付番号（別の受付が使っているもの） / Numbers that stay closed: an open ticket has them again.
    numbers_in_use: Vec<String>,
    /// 閉じたままの受付番号（その後に確認が終わったもの） / Numbers that stay closed: their sessions have ended since.
    sessions_ended: Vec<String>,
    /// 閉じたままの受付番号の説明 / The numbers that stay closed, in words.
    notice: Option<Text>,
}

impl From<&v1::UndoDayResponse> for DayBack {
    fn from(back: &v1::UndoDayResponse) -> Self {
        Self {
            reopened: back.reopened,
            numbers_in_use: back.numbers_in_use.clone(),
            sessions_ended: back.sessions_ended.clone(),
            notice: text(back.notice.as_ref()),
        }
    }
}

/// 本日の集計、いま一日を終了すると終わるもの、バックアップ / Today in numbers, what a day's end would close now, and the newest backup.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Day {
    figures: DayFigures,
    /// いま一日を終了すると終わるものと、元に戻す方法。開いている受付がなければ null / What a day's end by command would close now, by state, and the way back; null where no ticket is open.
    taken: Option<Text>,
    /// 操作による終了を元に戻せるか / Whether the newest day's end by command can be taken back.
    can_undo: bool,
    /// 操作で一日が終わり、その後に受付がないか / Whether the day was ended by command and no ticket was added since.
    ended: bool,
    /// 終了したときにリーダーを利用中で、まだ続いている患者さん / Patients whom that end left at readers.
    at_readers: Option<Text>,
    /// 一日が自動で終わる時刻 / When the day ends by itself.
    by_itself: Option<Text>,
    /// 最新のバックアップ。記録がなければ null / The newest backup that was told of.
    backup: Option<NewestBackup>,
    /// バックアップの古さと、作り方 / How old it is, and how one is made.
    backup_text: Option<Text>,
    /// 番号などの保存期間と、その後に残るもの / How long numbers are kept, and what stays.
    kept: Option<Text>,
    /// PCの時計の時刻 / What the PC's clock shows.
    time_of_day_ms: i64,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

/// 本日の集計（待った時間はミリ秒） / Today in numbers; waits are in milliseconds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayFigures {
    /// 本日追加した受付 / Tickets that were added.
    added: u32,
    /// いま開いている受付（前日までのものも含む） / Tickets that are open now, also those of an earlier day.
    open: u32,
    /// 本日終わった受付 / Tickets that were closed.
    closed: u32,
    /// そのうち、確認の結果ごとの数 / Of these, by the outcome of a session.
    outcomes: Vec<OutcomeCount>,
    /// そのうち、リーダーを使わずに済んだ方法ごとの数 / Of these, done without a reader, by way.
    means: Vec<MeansCount>,
    /// そのうち、取り消した数 / Of these, cancelled by staff.
    cancelled: u32,
    /// そのうち、一日の終了で終えた数 / Of these, closed with the day.
    ended: u32,
    /// 呼び出し外の確認（受付に結び付けていないもの） / Sessions of patients who were not called, without those that a ticket has.
    walk_ups: u32,
    /// 確認が済んだ患者さん（リーダーを使わなかった方も含む）。次の待ち時間はこの方々のもの / Patients who were served, also without a reader: the waits are theirs.
    served: u32,
    /// 平均の待ち時間 / Their mean wait.
    mean_wait_ms: i64,
    /// 95％の方が、これより長く待たなかった時間 / The wait that 95 % of them did not exceed.
    p95_wait_ms: i64,
    /// いちばん長い待ち時間 / Their longest wait.
    longest_wait_ms: i64,
    /// リーダーごとの確認の数 / The sessions of each reader.
    units: Vec<UnitToday>,
    /// 1時間ごとの数（最初の1時間から最後まで） / Each hour, from the first in which something happened to the last one.
    hours: Vec<HourToday>,
}

/// 確認の結果ごとの数 / How many tickets were closed with one kind of outcome.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OutcomeCount {
    kind: OutcomeKind,
    /// 件数 / How many.
    count: u32,
    /// 結果を言葉で / The kind in words.
    text: Option<Text>,
}

/// リーダーを使わない方法ごとの数 / How many tickets were done in one way without a reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MeansCount {
    means: Option<Means>,
    /// 件数 / How many.
    count: u32,
}

/// 1台のリーダーの本日の確認 / The sessions of one reader today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnitToday {
    /// 製造番号 / The serial.
    unit: String,
    /// 窓口名 / The name of its counter.
    counter: Option<String>,
    /// 終わった確認 / Sessions that ended.
    sessions: u32,
    /// そのうち確認できたもの / Of these, verified.
    verified: u32,
}

/// 1時間の数 / One hour.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HourToday {
    /// 0～23時 / From 0 to 23.
    hour: u32,
    /// 追加した受付 / Tickets that were added in it.
    added: u32,
    /// 確認が済んで終わった受付 / Tickets that were closed in it because their patient was served.
    served: u32,
}

/// 最新のバックアップ / The newest backup that was told of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NewestBackup {
    /// 作った時刻 / When it was made.
    at_ms: i64,
    /// だれが作ったか：staff、person。管理者だけに見える / Who made it: "staff" or "person"; administrators alone see it.
    actor: Option<String>,
    /// その人の名前 / The name of that person, where it was said.
    actor_name: Option<String>,
    /// ファイル（作った人が指定した名前）。管理者だけに見える / The file as whoever wrote it names it; administrators alone see it.
    file: Option<String>,
    /// 7日より古いか / Whether it is more than 7 days old.
    is_old: bool,
}

impl From<&v1::GetDayResponse> for Day {
    fn from(day: &v1::GetDayResponse) -> Self {
        let clock = day.clock.unwrap_or_default();
        Self {
            figures: (&day.figures.clone().unwrap_or_default()).into(),
            taken: text(day.taken.as_ref()),
            can_undo: day.can_undo,
            ended: day.ended,
            at_readers: text(day.at_readers.as_ref()),
            by_itself: text(day.by_itself.as_ref()),
            backup: day.backup.as_ref().map(NewestBackup::from),
            backup_text: text(day.backup_text.as_ref()),
            kept: text(day.kept.as_ref()),
            time_of_day_ms: clock.time_of_day_ms,
            utc_offset_min: clock.utc_offset_min,
        }
    }
}

impl From<&v1::DayFigures> for DayFigures {
    fn from(figures: &v1::DayFigures) -> Self {
        Self {
            added: figures.added,
            open: figures.open,
            closed: figures.closed,
            outcomes: figures.outcomes.iter().map(OutcomeCount::from).collect(),
            means: figures.means.iter().map(MeansCount::from).collect(),
            cancelled: figures.cancelled,
            ended: figures.ended,
            walk_ups: figures.walk_ups,
            served: figures.served,
            mean_wait_ms: figures.mean_wait_ms,
            p95_wait_ms: figures.p95_wait_ms,
            longest_wait_ms: figures.longest_wait_ms,
            units: figures.units.iter().map(UnitToday::from).collect(),
            hours: figures.hours.iter().map(HourToday::from).collect(),
        }
    }
}

impl From<&v1::OutcomeCount> for OutcomeCount {
    fn from(of: &v1::OutcomeCount) -> Self {
        Self {
            kind: of.kind().into(),
            count: of.count,
            text: text(of.text.as_ref()),
        }
    }
}

impl From<&v1::MeansCount> for MeansCount {
    fn from(of: &v1::MeansCount) -> Self {
        Self {
            means: Means::said(of.means()),
            count: of.count,
        }
    }
}

impl From<&v1::UnitToday> for UnitToday {
    fn from(of: &v1::UnitToday) -> Self {
        Self {
            unit: of.unit.clone(),
            counter: some(&of.counter),
            sessions: of.sessions,
            verified: of.verified,
        }
    }
}

impl From<&v1::HourToday> for HourToday {
    fn from(of: &v1::HourToday) -> Self {
        Self {
            hour: of.hour,
            added: of.added,
            served: of.served,
        }
    }
}

impl From<&v1::NewestBackup> for NewestBackup {
    fn from(backup: &v1::NewestBackup) -> Self {
        Self {
            at_ms: backup.at_ms,
            actor: some(&backup.actor),
            actor_name: some(&backup.actor_name),
            file: some(&backup.file),
            is_old: backup.is_old,
        }
    }
}
