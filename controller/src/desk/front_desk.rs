//! Service `FrontDesk`: tickets.

use super::{Desk, notices, respond, words};
use crate::texts;
use crate::views;
use crate::wire;
use madoguchi_fleet::Fleet;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::Stays;
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::TicketId;
use madoguchi_proto::v1::front_desk_server::FrontDesk as Service;
use madoguchi_proto::v1::{
    AddTicketRequest, AddTicketResponse, BindWalkUpRequest, BindWalkUpResponse, CallTicketRequest,
    CallTicketResponse, CancelTicketRequest, CancelTicketResponse, ChangeTicketRequest,
    ChangeTicketResponse, DropNeedRequest, DropNeedResponse, EndDayRequest, EndDayResponse,
    GetTicketRequest, GetTicketResponse, ListTicketsRequest, ListTicketsResponse,
    ListWalkUpsRequest, ListWalkUpsResponse, MoveTicketRequest, MoveTicketResponse,
    ParkTicketRequest, ParkTicketResponse, RecallTicketRequest, RecallTicketResponse,
    ReopenTicketRequest, ReopenTicketResponse, UndoDayRequest, UndoDayResponse, UndoTicketRequest,
    UndoTicketResponse, UnparkTicketRequest, UnparkTicketResponse,
};
use tonic::{Request, Response, Status};

pub(super) struct FrontDesk {
    desk: Desk,
}

impl FrontDesk {
    pub(super) const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[tonic::async_trait]
impl Service for FrontDesk {
    async fn add_ticket(
        &self,
        request: Request<AddTicketRequest>,
    ) -> Result<Response<AddTicketResponse>, Status> {
        let added = self
            .desk
            .act_on_ticket(request.into_inner(), notices::of_added);
        let (ticket, notice) = added.await?;
        Ok(Response::new(AddTicketResponse { ticket, notice }))
    }

    async fn move_ticket(
        &self,
        request: Request<MoveTicketRequest>,
    ) -> Result<Response<MoveTicketResponse>, Status> {
        let notice = |fleet: &Fleet, id, request: &MoveTicketRequest| {
            let unit = wire::serial_of(&request.unit).ok()?;
            notices::of_moved(fleet, id, &unit)
        };
        let moved = self.desk.act_on_named_ticket(request.into_inner(), notice);
        let (ticket, notice) = moved.await?;
        Ok(Response::new(MoveTicketResponse { ticket, notice }))
    }

    async fn call_ticket(
        &self,
        request: Request<CallTicketRequest>,
    ) -> Result<Response<CallTicketResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(CallTicketResponse { ticket }))
    }

    async fn recall_ticket(
        &self,
        request: Request<RecallTicketRequest>,
    ) -> Result<Response<RecallTicketResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(RecallTicketResponse { ticket }))
    }

    async fn park_ticket(
        &self,
        request: Request<ParkTicketRequest>,
    ) -> Result<Response<ParkTicketResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(ParkTicketResponse { ticket }))
    }

    async fn unpark_ticket(
        &self,
        request: Request<UnparkTicketRequest>,
    ) -> Result<Response<UnparkTicketResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(UnparkTicketResponse { ticket }))
    }

    async fn cancel_ticket(
        &self,
        request: Request<CancelTicketRequest>,
    ) -> Result<Response<CancelTicketResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(CancelTicketResponse { ticket }))
    }

    async fn undo_ticket(
        &self,
        request: Request<UndoTicketRequest>,
    ) -> Result<Response<UndoTicketResponse>, Status> {
        let undone = self
            .desk
            .act_on_ticket(request.into_inner(), notices::of_undone);
        let (ticket, notice) = undone.await?;
        Ok(Response::new(UndoTicketResponse { ticket, notice }))
    }

    async fn reopen_ticket(
        &self,
        request: Request<ReopenTicketRequest>,
    ) -> Result<Response<ReopenTicketResponse>, Status> {
        let changed = self
            .desk
            .act_on_ticket(request.into_inner(), notices::of_needs);
        let (ticket, notice) = changed.await?;
        Ok(Response::new(ReopenTicketResponse { ticket, notice }))
    }

    async fn change_ticket(
        &self,
        request: Request<ChangeTicketRequest>,
    ) -> Result<Response<ChangeTicketResponse>, Status> {
        let changed = self
            .desk
            .act_on_ticket(request.into_inner(), notices::of_changed);
        let (ticket, notice) = changed.await?;
        Ok(Response::new(ChangeTicketResponse { ticket, notice }))
    }

    async fn drop_need(
        &self,
        request: Request<DropNeedRequest>,
    ) -> Result<Response<DropNeedResponse>, Status> {
        let changed = self
            .desk
            .act_on_ticket(request.into_inner(), notices::of_needs);
        let (ticket, notice) = changed.await?;
        Ok(Response::new(DropNeedResponse { ticket, notice }))
    }

    async fn bind_walk_up(
        &self,
        request: Request<BindWalkUpRequest>,
    ) -> Result<Response<BindWalkUpResponse>, Status> {
        let (ticket, ()) = self
            .desk
            .act_on_ticket(request.into_inner(), nothing)
            .await?;
        Ok(Response::new(BindWalkUpResponse { ticket }))
    }

    async fn list_walk_ups(
        &self,
        request: Request<ListWalkUpsRequest>,
    ) -> Result<Response<ListWalkUpsResponse>, Status> {
        let ListWalkUpsRequest { include_all, limit } = request.into_inner();
        let limit = words::walk_ups(limit);
        let answer = self.desk.ask(move |fleet| ListWalkUpsResponse {
            walk_ups: views::walk_ups(fleet, include_all, limit),
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        });
        answer.await.map(Response::new)
    }

    async fn end_day(
        &self,
        request: Request<EndDayRequest>,
    ) -> Result<Response<EndDayResponse>, Status> {
        let look = |fleet: &Fleet, answer| match answer {
            Answer::Day { ended } => Some((ended, notices::of_day_end(fleet))),
            _ => None,
        };
        let seen = self.desk.act(request.into_inner(), look).await?;
        let (ended, notice) = seen.ok_or_else(respond::wrong_answer)?;
        Ok(Response::new(EndDayResponse { ended, notice }))
    }

    async fn undo_day(
        &self,
        request: Request<UndoDayRequest>,
    ) -> Result<Response<UndoDayResponse>, Status> {
        let look = |fleet: &Fleet, answer| match answer {
            Answer::DayBack { reopened } => Some(day_back(fleet, reopened)),
            _ => None,
        };
        let seen = self.desk.act(request.into_inner(), look).await?;
        seen.map(Response::new).ok_or_else(respond::wrong_answer)
    }

    async fn get_ticket(
        &self,
        request: Request<GetTicketRequest>,
    ) -> Result<Response<GetTicketResponse>, Status> {
        let number = wire::number_of(&request.into_inner().number);
        let number = number.map_err(respond::bad_field)?;
        let wanted = number.clone();
        let found = self.desk.ask(move |fleet| {
            fleet
                .ticket_numbered(&wanted)
                .map(|ticket| GetTicketResponse {
                    ticket: Some(views::ticket(fleet, ticket)),
                    story: views::story(fleet, ticket),
                    utc_offset_min: texts::utc_offset_min(fleet.settings()),
                    undo: notices::of_undoable(fleet, ticket),
                })
        });
        let nobody = || respond::act_error(&Refusal::NoSuchTicket(number).into());
        found.await?.map(Response::new).ok_or_else(nobody)
    }

    async fn list_tickets(
        &self,
        request: Request<ListTicketsRequest>,
    ) -> Result<Response<ListTicketsResponse>, Status> {
        let request = request.into_inner();
        let (skip, size) = words::page(&request).map_err(respond::bad_field)?;
        let page = self
            .desk
            .ask(move |fleet| page(fleet, request.include_closed, skip, size))
            .await?;
        Ok(Response::new(page))
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
        tickets: rows
            .map(|(ticket, position)| views::ticket_at(fleet, ticket, position))
            .collect(),
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
