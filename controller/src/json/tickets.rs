//! Tickets, their stories, and walk-ups. Times are times of day in milliseconds since 1970 (`_at_ms`); durations are in milliseconds.

use super::words::{Means, OutcomeKind, Placement, TicketClass, TicketState};
use super::{Text, above_zero, some, text};
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use serde::Serialize;
use utoipa::ToSchema;

/// 1件の受付 / A ticket as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Ticket {
    /// 二度と使われない番号 / Unique for ever.
    ticket_id: u64,
    /// 患者さんが持つ受付番号（開いている受付の中で1つ） / The label that the patient holds; unique among open tickets.
    number: String,
    class: TicketClass,
    state: TicketState,
    /// 必須の条件：seated（座位）、standing（立位）、unit:製造番号、タグ / What a reader must have, as it is typed: "seated", "standing", "unit:SERIAL", or a tag.
    needs: Vec<Option<String>>,
    /// 希望の条件（しばらくの間だけ考慮する。rules.preference_min） / What a reader should have, for some minutes (`rules.preference_min`).
    prefers: Vec<Option<String>>,
    /// 追加した時刻 / When it was added.
    added_at_ms: i64,
    /// 呼び出し先、または受け付けたリーダーの製造番号 / The serial of the reader that it is called to or at, or that served it.
    unit: Option<String>,
    /// そのリーダーの窓口名 / The name of that reader's counter.
    counter: Option<String>,
    /// 何回目の呼び出しか（1から。まだなら0） / The newest call, from 1; 0 before the first.
    attempt: u32,
    /// 確認の結果 / How its session ended.
    outcome: Option<Outcome>,
    /// リーダーを使わずに済んだときの方法 / The way, where it was done without a reader.
    means: Option<Means>,
    /// 待っている間の順番（1から） / The place in the queue from 1, while it waits.
    position: Option<u32>,
    /// いまの状態の理由 / Why it is where it is.
    why: Option<Text>,
    /// 状態が自動で変わる時刻 / When its state will change by itself.
    deadline_ms: Option<i64>,
    /// 前日までの開いている受付の、追加した日（例：2026-11-27） / The date on which it was added, "2026-11-27", if it is open and of an earlier day.
    earlier_day: Option<String>,
    /// 保留中か（その日の終了を待っていて、呼び出さない） / Whether it is held: the end of its day is owed, and it is not called.
    held: bool,
    /// 待った時間（ミリ秒）。いちばん新しい呼び出しまで、終わるまで、または今まで / How long its patient has waited: until the newest call, until it was closed, or until now.
    waited_ms: i64,
    /// これから待つと見込まれる時間（ミリ秒）。見込みが立たないときは null / How long it will probably wait from now, by the pace of today's newest sessions; null where nobody can say.
    expected_wait_ms: Option<i64>,
    /// 終わった時刻 / When it was closed.
    closed_at_ms: Option<i64>,
    /// ほかのシステムが記した受付時刻（その日の0時からのミリ秒）。順番には関わらない / When the patient arrived, as another system wrote it, in milliseconds after midnight; it changes no rank.
    arrived_elsewhere_ms: Option<u32>,
}

impl From<&v1::Ticket> for Ticket {
    fn from(ticket: &v1::Ticket) -> Self {
        Self {
            ticket_id: ticket.ticket_id,
            number: ticket.number.clone(),
            class: ticket.class().into(),
            state: ticket.state().into(),
            needs: ticket.needs.iter().map(typed_wish).collect(),
            prefers: ticket.prefers.iter().map(typed_wish).collect(),
            added_at_ms: ticket.added_at_ms,
            unit: some(&ticket.unit),
            counter: some(&ticket.counter),
            attempt: ticket.attempt,
            outcome: ticket.outcome.as_ref().map(Outcome::from),
            means: Means::said(ticket.means()),
            position: above_zero(ticket.position),
            why: text(ticket.why.as_ref()),
            deadline_ms: (ticket.deadline_ms > 0).then_some(ticket.deadline_ms),
            earlier_day: some(&ticket.earlier_day),
            held: ticket.held,
            waited_ms: ticket.waited_ms,
            expected_wait_ms: above_zero(ticket.expected_wait_ms),
            closed_at_ms: (ticket.closed_at_ms > 0).then_some(ticket.closed_at_ms),
            arrived_elsewhere_ms: ticket.arrived_elsewhere_ms,
        }
    }
}

/// A wish as it is typed; none where it says nothing.
pub(crate) fn typed_wish(wish: &v1::Wish) -> Option<String> {
    Some(match wish.wish.as_ref()? {
        Wish::Placement(value) => {
            let placement = v1::Placement::try_from(*value).unwrap_or_default();
            Placement::from(placement).word().to_owned()
        }
        Wish::Tag(tag) => tag.clone(),
        Wish::Unit(serial) => format!("unit:{serial}"),
    })
}

/// 確認の結果と、その数値 / How a session ended, with the figures that go with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Outcome {
    kind: OutcomeKind,
    /// 暗証番号を間違えたときの、残りの回数 / Tries left, for a wrong PIN.
    tries_left: Option<u32>,
    /// カードを置いてから終わるまで（ミリ秒） / From card placed to the end, by the reader's clock.
    duration_ms: u64,
    /// 顔認証を選んでから終わるまで（ミリ秒） / From choosing "face" to the end, where a face was tried.
    face_ms: Option<u64>,
    /// 故障したリーダーのエラーコード / The reader's error code, for a failed reader.
    error_code: Option<String>,
}

impl From<&v1::Outcome> for Outcome {
    fn from(outcome: &v1::Outcome) -> Self {
        let wrong_pin = outcome.kind() == v1::OutcomeKind::PinWrong;
        Self {
            kind: outcome.kind().into(),
            tries_left: wrong_pin.then_some(outcome.tries_left),
            duration_ms: outcome.duration_ms,
            face_ms: above_zero(outcome.face_ms),
            error_code: some(&outcome.error_code),
        }
    }
}

/// 受付の一覧（列の順：リーダー、待ち、不在、一時外し、終わったものは新しい順） / Tickets in the order of the queue: at a reader, waiting, missed, parked, then closed ones, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Tickets {
    tickets: Vec<Ticket>,
    /// これより多くあるときは false / False if there are more than these.
    complete: bool,
    /// 続きを読むための値。コマンドでは、すべてを自動で読む / Asks for the page behind this one; the command line asks for all of them by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_page_token: Option<String>,
    /// 一覧全体の件数 / How many tickets the whole list has.
    total: u32,
    /// 調べた時刻 / When it was looked at.
    time_of_day_ms: i64,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ListTicketsResponse> for Tickets {
    fn from(list: &v1::ListTicketsResponse) -> Self {
        Self {
            tickets: list.tickets.iter().map(Ticket::from).collect(),
            complete: list.next_page_token.is_empty(),
            next_page_token: None,
            total: list.total,
            time_of_day_ms: list.time_of_day_ms,
            utc_offset_min: list.utc_offset_min,
        }
    }
}

impl Tickets {
    /// The list as one page of it, which says how to ask for the next.
    pub(crate) fn page(list: &v1::ListTicketsResponse) -> Self {
        Self {
            next_page_token: some(&list.next_page_token),
            ..Self::from(list)
        }
    }
}

/// 受付と、そのすべての記録 / A ticket with all that happened to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Story {
    ticket: Option<Ticket>,
    /// 起きたこと（古い順） / What happened, oldest first.
    story: Vec<Chapter>,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
    /// いま「元に戻す」で取り消される操作と、その期限 / What an undo would take back now, and until when.
    undo: Option<Text>,
    /// 同じ番号の前の受付があること / That an earlier ticket had this number.
    earlier: Option<Text>,
}

impl From<&v1::GetTicketResponse> for Story {
    fn from(found: &v1::GetTicketResponse) -> Self {
        Self {
            ticket: found.ticket.as_ref().map(Ticket::from),
            story: found.story.iter().map(Chapter::from).collect(),
            utc_offset_min: found.utc_offset_min,
            undo: text(found.undo.as_ref()),
            earlier: text(found.earlier.as_ref()),
        }
    }
}

/// 受付の記録の1行 / One line of a ticket's story.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Chapter {
    /// 起きた時刻 / When it happened
    at_ms: i64,
    /// 何が起きたかと、その理由 / What happened, and why.
    text: Option<Text>,
    /// 関係するリーダーの製造番号 / The serial of the reader that it is about.
    unit: Option<String>,
    /// 何回目の呼び出しか / The call that it is about.
    attempt: Option<u32>,
    /// だれが行ったか / Who did it.
    actor: String,
    /// その人の名前 / His name, where he has one.
    actor_name: Option<String>,
}

impl From<&v1::Chapter> for Chapter {
    fn from(chapter: &v1::Chapter) -> Self {
        Self {
            at_ms: chapter.at_ms,
            text: text(chapter.text.as_ref()),
            unit: some(&chapter.unit),
            attempt: above_zero(chapter.attempt),
            actor: chapter.actor.clone(),
            actor_name: some(&chapter.actor_name),
        }
    }
}

/// 呼び出されていない人の確認 / A session of somebody who was not called.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WalkUp {
    /// 確認の番号（16進の32文字） / Names it: 32 hex digits.
    session: String,
    /// リーダーの製造番号 / The reader's serial.
    unit: String,
    /// 窓口名 / The name of its counter
    counter: Option<String>,
    /// 終わった時刻 / When it ended
    ended_at_ms: i64,
    outcome: Option<Outcome>,
    /// 結果の説明 / How it ended, in words.
    why: Option<Text>,
    /// 結び付いた受付 / The ticket that it was bound to.
    ticket_id: Option<u64>,
    /// その受付番号（記録が残っている間） / That ticket's label, as long as the ticket is kept.
    number: Option<String>,
}

impl From<&v1::WalkUp> for WalkUp {
    fn from(walk_up: &v1::WalkUp) -> Self {
        Self {
            session: Hex(&walk_up.session_id).to_string(),
            unit: walk_up.unit.clone(),
            counter: some(&walk_up.counter),
            ended_at_ms: walk_up.ended_at_ms,
            outcome: walk_up.outcome.as_ref().map(Outcome::from),
            why: text(walk_up.why.as_ref()),
            ticket_id: above_zero(walk_up.ticket_id),
            number: some(&walk_up.number),
        }
    }
}

/// 呼び出し外の確認（新しい順） / Walk-ups, newest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WalkUps {
    walk_ups: Vec<WalkUp>,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ListWalkUpsResponse> for WalkUps {
    fn from(list: &v1::ListWalkUpsResponse) -> Self {
        Self {
            walk_ups: list.walk_ups.iter().map(WalkUp::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

/// 操作の後の受付 / A ticket after something was done with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TicketAfter {
    /// 受付。記録が残っていないときは null / The ticket; null where the repeat of a request came after it was forgotten.
    ticket: Option<Ticket>,
    /// 知っておいていただきたいこと（例：どのリーダーも満たしていない条件） / What staff should know, for example a need that no reader meets.
    notice: Option<Text>,
}

/// Answers with a ticket, and those with a notice beside it.
macro_rules! after {
    ($($response:ident $(telling $notice:ident)?,)+) => {$(
        impl From<v1::$response> for TicketAfter {
            fn from(answer: v1::$response) -> Self {
                let notice: Option<&v1::Text> = None $(.or(answer.$notice.as_ref()))?;
                Self { ticket: answer.ticket.as_ref().map(Ticket::from), notice: text(notice) }
            }
        }
    )+};
}
after! {
    AddTicketResponse telling notice,
    CallTicketResponse,
    RecallTicketResponse,
    MoveTicketResponse telling notice,
    ParkTicketResponse,
    UnparkTicketResponse,
    CancelTicketResponse,
    DoneByMeansResponse telling notice,
    UndoTicketResponse telling notice,
    ReopenTicketResponse telling notice,
    ChangeTicketResponse telling notice,
    DropNeedResponse telling notice,
    BindWalkUpResponse,
}
