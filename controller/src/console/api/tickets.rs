//! Tickets: the queue, and what is done with one number.

use super::fields::fields;
use super::route::{Asked, Nothing, Routes};
use crate::desk::{Desk, Refused};
use crate::json::{Story, TicketAfter, Tickets, WalkUps};
use crate::wire::{self, BadField};
use axum::extract::FromRef;
use madoguchi_proto::v1;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;

fields! {
    /// 列に追加する患者さん / A patient who is put into the queue.
    NewTicket {
        /// 患者さんが持つ受付番号（1～8文字）。省略すると次の番号 / The label that the patient holds, 1 to 8 characters; else the next free one
        #[schema(example = "12")]
        number: Option<String>,
        /// 区分：normal（通常）、priority（優先）、urgent（緊急）。省略すると通常 / Class: normal, priority, urgent; normal where it is not said
        #[schema(example = "priority")]
        class: Option<String>,
        /// 必須の条件（8個まで）：seated（座位）、standing（立位）、unit:窓口名または製造番号、タグ / What the reader must have, at most 8: seated, standing, unit:COUNTER or unit:SERIAL, a tag
        #[schema(example = json!(["seated"]))]
        needs: Option<Vec<String>>,
        /// 希望の条件（8個まで。書き方は必須の条件と同じ） / What the reader should have for a time, at most 8, written as needs are
        #[schema(example = json!(["language:en"]))]
        prefers: Option<Vec<String>>,
        /// どのリーダーにもないタグでも追加する / Also with a tag that no reader has
        #[schema(example = false)]
        insist: Option<bool>,
        /// ほかのシステムでの受付時刻（その日の0時からのミリ秒）。受付と一緒に表示し、順番には関わらない / When the patient arrived by another system's record, in milliseconds after midnight: shown with the ticket; it changes no rank
        #[schema(example = 32_520_000, maximum = 86_399_999)]
        arrived_elsewhere_ms: Option<u32>,
    }

    /// 呼び出し先 / Where a ticket is called to.
    Call {
        /// リーダー（窓口名または製造番号）。省略すると、空いているリーダーから選ぶ / The reader, by its counter or its serial; else the best free one
        #[schema(example = "窓口1")]
        unit: Option<String>,
    }

    /// 回す先 / Where a ticket is sent.
    Move {
        /// リーダー（窓口名または製造番号） / The reader, by its counter or its serial
        #[schema(example = "窓口2")]
        unit: String,
        /// 受付の条件をすべて満たすリーダーがなくなっても移す / Also where no reader meets all its needs then
        #[schema(example = false)]
        insist: Option<bool>,
    }

    /// リーダーを使わずに済んだ方法 / How a patient was served without a reader.
    Done {
        /// 方法：paper（資格確認書）、seen（目視）、mobile（モバイル）、other（その他） / How: paper (certificate), seen (by staff), mobile (device), other
        #[schema(example = "paper")]
        by: String,
    }

    /// 受付の変更（1つ以上。書かない項目は変わらない） / What changes on a ticket: at least one thing. What is not said stays.
    Change {
        /// 新しい区分：normal（通常）、priority（優先）、urgent（緊急） / The new class: normal, priority, urgent
        #[schema(example = "urgent")]
        class: Option<String>,
        /// 新しい必須の条件（いまの条件は、すべてこれに置き換わる） / What the reader must have, in the place of all needs so far
        #[schema(example = json!(["seated"]))]
        needs: Option<Vec<String>>,
        /// 新しい希望の条件（いまの条件は、すべてこれに置き換わる） / What the reader should have, in the place of all preferences so far
        #[schema(example = json!([]))]
        prefers: Option<Vec<String>>,
        /// どのリーダーにもないタグでも変更する / Also with a tag that no reader has
        #[schema(example = false)]
        insist: Option<bool>,
    }

    /// なくす条件 / Which need is dropped.
    DropNeed {
        /// なくす条件。省略すると、どのリーダーも満たしていない条件 / The need; else those that no reader meets
        #[schema(example = "seated")]
        need: Option<String>,
    }

    /// 受付の結果にする確認（どちらか1つ） / Which walk-up belongs to a ticket: one of the two.
    BindWalkUp {
        /// 確認の番号（16進の32文字） / The session, 32 hex digits
        #[schema(example = "00112233445566778899aabbccddeeff")]
        session: Option<String>,
        /// リーダー（窓口名または製造番号）。そのリーダーの本日のいちばん新しい確認 / The reader, by its counter or its serial: its newest walk-up of today
        unit: Option<String>,
    }

    /// 受付の範囲 / Which tickets.
    ListTickets {
        /// 終わった受付も含める / Also closed ones
        closed: Option<bool>,
        /// 1回に返す件数（最大1,000件、省略すると500件） / At most this many: up to 1,000, else 500
        page_size: Option<u32>,
        /// 続き：前の答えの next_page_token / The page after that of this next_page_token
        page_token: Option<String>,
    }

    /// 同じ番号の受付のどれか / Which of the tickets that had a number.
    ShowTicket {
        /// 同じ番号の受付のうち、何件前のものか / How many tickets back, of those that had this number
        earlier: Option<u32>,
    }

    /// 確認の範囲 / Which walk-ups.
    ListWalkUps {
        /// 前日までのものと、受付に結び付いたものも含める / Also those of former days, and those that a ticket has
        all: Option<bool>,
        /// 返す件数（最大1,000件、省略すると100件） / At most this many: up to 1,000, else 100
        limit: Option<u32>,
    }
}

/// Acts on a ticket that need nothing but its number.
macro_rules! by_number {
    ($routes:expr, $($path:literal => $name:ident($request:ident),)+) => {
        $routes$(.act(
            concat!("/api/v1/tickets/{number}/", $path),
            stringify!($name),
            async |desk: Desk, asked: Asked<Nothing>| {
                let request = v1::$request { request_id: asked.request_id, number: asked.name };
                Ok(TicketAfter::from(desk.$name(request).await?))
            },
        ))+
    };
}

pub(super) fn routes<S>(routes: Routes<S>) -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    let routes = routes
        .act("/api/v1/tickets", "add_ticket", add)
        .look("/api/v1/tickets", "list_tickets", list)
        .look("/api/v1/tickets/{number}", "get_ticket", show)
        .act("/api/v1/tickets/{number}/call", "call_ticket", call)
        .act("/api/v1/tickets/{number}/move", "move_ticket", send)
        .act("/api/v1/tickets/{number}/done", "done_by_means", done)
        .act("/api/v1/tickets/{number}/change", "change_ticket", change)
        .act("/api/v1/tickets/{number}/drop-need", "drop_need", drop_need)
        .act(
            "/api/v1/tickets/{number}/bind-walk-up",
            "bind_walk_up",
            bind,
        )
        .look("/api/v1/walk-ups", "list_walk_ups", walk_ups);
    by_number! { routes,
        "recall" => recall_ticket(RecallTicketRequest),
        "park" => park_ticket(ParkTicketRequest),
        "unpark" => unpark_ticket(UnparkTicketRequest),
        "cancel" => cancel_ticket(CancelTicketRequest),
        "undo" => undo_ticket(UndoTicketRequest),
        "reopen" => reopen_ticket(ReopenTicketRequest),
    }
}

async fn add(desk: Desk, asked: Asked<NewTicket>) -> Result<TicketAfter, Refused> {
    let said = asked.fields;
    let request = v1::AddTicketRequest {
        request_id: asked.request_id,
        number: said.number.unwrap_or_default(),
        class: class(said.class)?,
        needs: wishes(said.needs)?,
        prefers: wishes(said.prefers)?,
        insist: said.insist.unwrap_or_default(),
        arrived_elsewhere_ms: said.arrived_elsewhere_ms,
    };
    Ok(desk.add_ticket(request).await?.into())
}

async fn list(desk: Desk, asked: Asked<ListTickets>) -> Result<Tickets, Refused> {
    let request = v1::ListTicketsRequest {
        include_closed: asked.fields.closed.unwrap_or_default(),
        page_size: asked.fields.page_size.unwrap_or_default(),
        page_token: asked.fields.page_token.unwrap_or_default(),
    };
    Ok(Tickets::page(&desk.list_tickets(request).await?))
}

async fn show(desk: Desk, asked: Asked<ShowTicket>) -> Result<Story, Refused> {
    let request = v1::GetTicketRequest {
        number: asked.name,
        earlier: asked.fields.earlier.unwrap_or_default(),
    };
    Ok((&desk.get_ticket(request).await?).into())
}

async fn call(desk: Desk, asked: Asked<Call>) -> Result<TicketAfter, Refused> {
    let request = v1::CallTicketRequest {
        request_id: asked.request_id,
        number: asked.name,
        unit: asked.fields.unit.unwrap_or_default(),
    };
    Ok(desk.call_ticket(request).await?.into())
}

async fn send(desk: Desk, asked: Asked<Move>) -> Result<TicketAfter, Refused> {
    let request = v1::MoveTicketRequest {
        request_id: asked.request_id,
        number: asked.name,
        unit: asked.fields.unit,
        insist: asked.fields.insist.unwrap_or_default(),
    };
    Ok(desk.move_ticket(request).await?.into())
}

async fn done(desk: Desk, asked: Asked<Done>) -> Result<TicketAfter, Refused> {
    let request = v1::DoneByMeansRequest {
        request_id: asked.request_id,
        number: asked.name,
        means: wire::means(wire::typed_means(&asked.fields.by)?).into(),
    };
    Ok(desk.done_by_means(request).await?.into())
}

async fn change(desk: Desk, asked: Asked<Change>) -> Result<TicketAfter, Refused> {
    let said = asked.fields;
    let request = v1::ChangeTicketRequest {
        request_id: asked.request_id,
        number: asked.name,
        class: class(said.class)?,
        change_needs: said.needs.is_some(),
        needs: wishes(said.needs)?,
        change_prefers: said.prefers.is_some(),
        prefers: wishes(said.prefers)?,
        insist: said.insist.unwrap_or_default(),
    };
    Ok(desk.change_ticket(request).await?.into())
}

async fn drop_need(desk: Desk, asked: Asked<DropNeed>) -> Result<TicketAfter, Refused> {
    let need = asked.fields.need.as_deref();
    let request = v1::DropNeedRequest {
        request_id: asked.request_id,
        number: asked.name,
        need: need.map(wire::typed_wish).transpose()?,
    };
    Ok(desk.drop_need(request).await?.into())
}

async fn bind(desk: Desk, asked: Asked<BindWalkUp>) -> Result<TicketAfter, Refused> {
    let walk_up = match (asked.fields.session, asked.fields.unit) {
        (Some(session), None) => {
            let session = wire::typed_session(&session)?;
            Some(WalkUp::SessionId(session.0.to_vec()))
        }
        (None, Some(unit)) => Some(WalkUp::NewestAtUnit(unit)),
        (None, None) | (Some(_), Some(_)) => None,
    };
    let request = v1::BindWalkUpRequest {
        request_id: asked.request_id,
        number: asked.name,
        walk_up,
    };
    Ok(desk.bind_walk_up(request).await?.into())
}

async fn walk_ups(desk: Desk, asked: Asked<ListWalkUps>) -> Result<WalkUps, Refused> {
    let request = v1::ListWalkUpsRequest {
        include_all: asked.fields.all.unwrap_or_default(),
        limit: asked.fields.limit.unwrap_or_default(),
    };
    Ok((&desk.list_walk_ups(request).await?).into())
}

/// A class as it is typed; not said where it is not.
fn class(said: Option<String>) -> Result<i32, BadField> {
    let said = said.map(|said| wire::typed_class(&said)).transpose()?;
    Ok(said.map_or(0, |class| wire::class(class).into()))
}

fn wishes(said: Option<Vec<String>>) -> Result<Vec<v1::Wish>, BadField> {
    let said = said.unwrap_or_default();
    said.iter().map(|wish| wire::typed_wish(wish)).collect()
}
