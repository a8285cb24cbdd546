//! Requests for tickets.

use super::{Desk, Refused, Right, notices, words};
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::Stays;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_proto::v1::{
    AddTicketRequest, AddTicketResponse, BindWalkUpRequest, BindWalkUpResponse, CallTicketRequest,
    CallTicketResponse, CancelTicketRequest, CancelTicketResponse, ChangeTicketRequest,
    ChangeTicketResponse, DoneByMeansRequest, DoneByMeansResponse, DropNeedRequest,
    DropNeedResponse, EndDayRequest, EndDayResponse, GetTicketRequest, GetTicketResponse,
    ListTicketsRequest, ListTicketsResponse, ListWalkUpsRequest, ListWalkUpsResponse,
    MoveTicketRequest, MoveTicketResponse, ParkTicketRequest, ParkTicketResponse,
    RecallTicketRequest, RecallTicketResponse, ReopenTicketRequest, ReopenTicketResponse,
    UndoDayRequest, UndoDayResponse, UndoTicketRequest, UndoTicketResponse, UnparkTicketRequest,
    UnparkTicketResponse,
};

/// Requests for one ticket, answered with the ticket after it and, where there is something to say beside it, with a notice.
macro_rules! on_ticket {
    ($($name:ident($request:ident) -> $response:ident $(, telling $notice:expr)?;)+) => {$(
        pub(crate) async fn $name(&self, request: $request) -> Result<$response, Refused> {
            on_ticket!(self, request, $response $(, $notice)?)
        }
    )+};
    ($desk:expr, $request:expr, $response:ident) => {{
        let (ticket, ()) = $desk.act_on_ticket($request, nothing).await?;
        Ok($response { ticket })
    }};
    ($desk:expr, $request:expr, $response:ident, $notice:expr) => {{
        let (ticket, notice) = $desk.act_on_ticket($request, $notice).await?;
        Ok($response { ticket, notice })
    }};
}

impl Desk {
    on_ticket! {
        add_ticket(AddTicketRequest) -> AddTicketResponse, telling notices::of_added;
        call_ticket(CallTicketRequest) -> CallTicketResponse;
        recall_ticket(RecallTicketRequest) -> RecallTicketResponse;
        park_ticket(ParkTicketRequest) -> ParkTicketResponse;
        unpark_ticket(UnparkTicketRequest) -> UnparkTicketResponse;
        cancel_ticket(CancelTicketRequest) -> CancelTicketResponse;
        done_by_means(DoneByMeansRequest) -> DoneByMeansResponse, telling notices::of_means;
        undo_ticket(UndoTicketRequest) -> UndoTicketResponse, telling notices::of_undone;
        reopen_ticket(ReopenTicketRequest) -> ReopenTicketResponse, telling notices::of_needs;
        change_ticket(ChangeTicketRequest) -> ChangeTicketResponse, telling notices::of_changed;
        drop_need(DropNeedRequest) -> DropNeedResponse, telling notices::of_needs;
        bind_walk_up(BindWalkUpRequest) -> BindWalkUpResponse;
    }

    pub(crate) async fn move_ticket(
        &self,
        request: MoveTicketRequest,
    ) -> Result<MoveTicketResponse, Refused> {
        let notice = |fleet: &Fleet, id, request: &MoveTicketRequest| {
            let unit = wire::serial_of(&request.unit).ok()?;
            notices::of_moved(fleet, id, &unit)
        };
        let (ticket, notice) = self.act_on_named_ticket(request, notice).await?;
        Ok(MoveTicketResponse { ticket, notice })
    }

    pub(crate) async fn list_walk_ups(
        &self,
        request: ListWalkUpsRequest,
    ) -> Result<ListWalkUpsResponse, Refused> {
        let ListWalkUpsRequest { include_all, limit } = request;
        let limit = words::walk_ups(limit);
        let look = move |fleet: &Fleet| ListWalkUpsResponse {
            walk_ups: views::walk_ups(fleet, include_all, limit),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        };
        self.ask(Right::Look, look).await
    }

    pub(crate) async fn end_day(&self, request: EndDayRequest) -> Result<EndDayResponse, Refused> {
        let look = |fleet: &Fleet, answer| match answer {
            Answer::Day { ended } => Some(EndDayResponse {
                ended,
                notice: notices::of_day_end(fleet, ended),
            }),
            _ => None,
        };
        let seen = self.act(request, look).await?;
        seen.ok_or_else(Refused::wrong_answer)
    }

    pub(crate) async fn undo_day(
        &self,
        request: UndoDayRequest,
    ) -> Result<UndoDayResponse, Refused> {
        let look = |fleet: &Fleet, answer| match answer {
            Answer::DayBack { reopened } => Some(day_back(fleet, reopened)),
            _ => None,
        };
        let seen = self.act(request, look).await?;
        seen.ok_or_else(Refused::wrong_answer)
    }

    pub(crate) async fn get_ticket(
        &self,
        request: GetTicketRequest,
    ) -> Result<GetTicketResponse, Refused> {
        let number = wire::number_of(&request.number)?;
        let wanted = number.clone();
        let nth = usize::try_from(request.earlier).unwrap_or(usize::MAX);
        let look = move |fleet: &Fleet| {
            let of_number = fleet.tickets_numbered(&wanted);
            let ticket = of_number.get(nth)?;
            Some(GetTicketResponse {
                ticket: Some(views::ticket_that_waits(fleet, ticket)),
                story: views::story(fleet, ticket),
                utc_offset_min: texts::utc_offset_min(fleet.settings()),
                undo: notices::of_undoable(fleet, ticket).filter(|_| nth == 0),
                earlier: notices::of_earlier(fleet, &wanted, nth.saturating_add(1)),
            })
        };
        let found = self.ask(Right::Look, look).await?;
        found.ok_or_else(|| match nth {
            0 => Refusal::NoSuchTicket(number).into(),
            _ => {
                let args = [("number", number.as_str())];
                Refused::not_found(texts::text("no-earlier-ticket", &args))
            }
        })
    }

    pub(crate) async fn list_tickets(
        &self,
        request: ListTicketsRequest,
    ) -> Result<ListTicketsResponse, Refused> {
        let (skip, size) = words::page(&request)?;
        self.ask(Right::Look, move |fleet| {
            page(fleet, request.include_closed, skip, size)
        })
        .await
    }
}

/// One page of tickets. Tickets can move between two pages, so the pages together are not a picture of one moment.
fn page(fleet: &Fleet, include_closed: bool, skip: usize, size: usize) -> ListTicketsResponse {
    let all = views::in_order(fleet, include_closed);
    let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let end = skip.saturating_add(size);
    let next_page_token = if end < all.len() {
        end.to_string()
    } else {
        String::new()
    };
    let rows = all.into_iter().skip(skip).take(size);
    ListTicketsResponse {
        tickets: views::rows(fleet, rows),
        next_page_token,
        utc_offset_min: texts::utc_offset_min(fleet.settings()),
        total,
        time_of_day_ms: fleet.time_of_day().0,
    }
}

/// A day's end that was taken back, with what stayed closed.
fn day_back(fleet: &Fleet, reopened: u32) -> UndoDayResponse {
    let (mut numbers_in_use, mut sessions_ended) = (Vec::new(), Vec::new());
    for (number, why) in fleet.still_closed() {
        match why {
            Stays::NumberInUse => numbers_in_use.push(number.to_string()),
            Stays::SessionEnded => sessions_ended.push(number.to_string()),
        }
    }
    UndoDayResponse {
        reopened,
        notice: notices::of_still_closed(fleet, &numbers_in_use, &sessions_ended),
        numbers_in_use,
        sessions_ended,
    }
}

/// Nothing to say beside the ticket.
const fn nothing(_: &Fleet, _: TicketId) {}
