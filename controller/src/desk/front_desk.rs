//! Service `FrontDesk`: tickets.

use super::{Desk, respond, views, words};
use crate::texts::{self, Clock, TicketStanding};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::ids::{Serial, TicketId};
use madoguchi_fleet::ticket::State;
use madoguchi_proto::v1::front_desk_server::FrontDesk as Service;
use madoguchi_proto::v1::{
    AddTicketRequest, AddTicketResponse, CallTicketRequest, CallTicketResponse,
    CancelTicketRequest, CancelTicketResponse, GetTicketRequest, GetTicketResponse,
    ListTicketsRequest, ListTicketsResponse, MoveTicketRequest, MoveTicketResponse,
    ParkTicketRequest, ParkTicketResponse, RecallTicketRequest, RecallTicketResponse, Text,
    UnparkTicketRequest, UnparkTicketResponse,
};
use tonic::{Request, Response, Status};

/// Tickets, as reception sees them.
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
        let (id, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        let notice = self.desk.ask(move |fleet| unmet_need(fleet, id)).await?;
        Ok(Response::new(AddTicketResponse { ticket, notice }))
    }

    async fn move_ticket(
        &self,
        request: Request<MoveTicketRequest>,
    ) -> Result<Response<MoveTicketResponse>, Status> {
        let request = request.into_inner();
        let unit = words::serial(&request.unit).map_err(|bad| respond::bad_word(&bad))?;
        let (id, ticket) = self.desk.act_on_ticket(request).await?;
        let notice = self
            .desk
            .ask(move |fleet| unit_does_not_serve(fleet, id, &unit))
            .await?;
        Ok(Response::new(MoveTicketResponse { ticket, notice }))
    }

    async fn call_ticket(
        &self,
        request: Request<CallTicketRequest>,
    ) -> Result<Response<CallTicketResponse>, Status> {
        let (_, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        Ok(Response::new(CallTicketResponse { ticket }))
    }

    async fn recall_ticket(
        &self,
        request: Request<RecallTicketRequest>,
    ) -> Result<Response<RecallTicketResponse>, Status> {
        let (_, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        Ok(Response::new(RecallTicketResponse { ticket }))
    }

    async fn park_ticket(
        &self,
        request: Request<ParkTicketRequest>,
    ) -> Result<Response<ParkTicketResponse>, Status> {
        let (_, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        Ok(Response::new(ParkTicketResponse { ticket }))
    }

    async fn unpark_ticket(
        &self,
        request: Request<UnparkTicketRequest>,
    ) -> Result<Response<UnparkTicketResponse>, Status> {
        let (_, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        Ok(Response::new(UnparkTicketResponse { ticket }))
    }

    async fn cancel_ticket(
        &self,
        request: Request<CancelTicketRequest>,
    ) -> Result<Response<CancelTicketResponse>, Status> {
        let (_, ticket) = self.desk.act_on_ticket(request.into_inner()).await?;
        Ok(Response::new(CancelTicketResponse { ticket }))
    }

    async fn get_ticket(
        &self,
        request: Request<GetTicketRequest>,
    ) -> Result<Response<GetTicketResponse>, Status> {
        let number = words::number(&request.into_inner().number);
        let number = number.map_err(|bad| respond::bad_word(&bad))?;
        let wanted = number.clone();
        let found = self.desk.ask(move |fleet| {
            fleet
                .ticket_numbered(&wanted)
                .map(|ticket| GetTicketResponse {
                    ticket: Some(views::ticket(fleet, ticket)),
                    story: views::story(fleet, ticket),
                    utc_offset_min: texts::utc_offset_min(fleet.settings()),
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
        let (skip, size) = words::page(&request).map_err(|bad| respond::bad_word(&bad))?;
        let page = self
            .desk
            .ask(move |fleet| page(fleet, request.include_closed, skip, size))
            .await?;
        Ok(Response::new(page))
    }
}

/// A page of tickets. Between two pages tickets can move: a list is a look, not a record.
fn page(fleet: &Fleet, include_closed: bool, skip: usize, size: usize) -> ListTicketsResponse {
    let all = views::in_order(fleet, include_closed);
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
    }
}

/// What staff should know about a ticket that was just added: a need that no serving unit meets.
fn unmet_need(fleet: &Fleet, id: TicketId) -> Option<Text> {
    let need = fleet.unmet_need(fleet.ticket(id)?)?;
    let clock = Clock::of(fleet.settings());
    Some(texts::ticket_standing(
        &TicketStanding::NeedUnmetNotice(need),
        &clock,
    ))
}

/// What staff should know about a ticket that was just moved: that its unit does not serve.
fn unit_does_not_serve(fleet: &Fleet, id: TicketId, unit: &Serial) -> Option<Text> {
    let unit = fleet.unit(unit).filter(|unit| !unit.serves())?;
    fleet.ticket(id).filter(|t| t.state == State::Waiting)?;
    let clock = Clock::of(fleet.settings());
    let why = texts::service(&fleet.service(unit), &clock);
    let notice = TicketStanding::UnitNotServingNotice(unit.serial.clone(), why);
    Some(texts::ticket_standing(&notice, &clock))
}
