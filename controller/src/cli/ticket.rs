//! `madoguchi ticket …`.

use super::args::{Class, TicketCommand};
use super::client::{Client, Failure, request_id};
use super::output::Output;
use super::{json, tables};
use madoguchi_fleet::ids::Number;
use madoguchi_proto::v1::{
    AddTicketRequest, CallTicketRequest, CancelTicketRequest, GetTicketRequest, GetTicketResponse,
    ListTicketsRequest, MoveTicketRequest, ParkTicketRequest, RecallTicketRequest, Text, Ticket,
    TicketClass, UnparkTicketRequest,
};
use tonic::Code;

/// Most pages of one list: more than the fleet keeps tickets for.
const MAX_PAGES: usize = 100;

pub(super) async fn run(
    client: &Client,
    output: &Output,
    command: TicketCommand,
) -> Result<(), Failure> {
    match command {
        TicketCommand::List { all } => return list(client, output, all).await,
        TicketCommand::Show(named) => {
            let found = find(client, &named.number).await?;
            let ticket = found.ticket.as_ref().ok_or_else(Failure::incomplete)?;
            return output.answer(
                || json::story(ticket, &found),
                || tables::story(ticket, &found, output.lang),
            );
        }
        _ => {}
    }
    let (ticket, notice) = change(client, output, command).await?;
    let ticket = ticket.ok_or_else(Failure::incomplete)?;
    if let Some(notice) = &notice {
        output.notice(notice);
    }
    output.answer(
        || json::ticket(&ticket),
        || tables::ticket(&ticket, output.lang),
    )
}

/// Changes one ticket, and gives it as it is then.
async fn change(
    client: &Client,
    output: &Output,
    command: TicketCommand,
) -> Result<(Option<Ticket>, Option<Text>), Failure> {
    let mut desk = client.front_desk();
    let request_id = request_id()?;
    /// Calls that take a number alone.
    macro_rules! by_number {
        ($method:ident, $request:ident, $named:expr) => {{
            let number = $named.number.to_string();
            let answer = desk.$method($request { request_id, number }).await?;
            (answer.into_inner().ticket, None)
        }};
    }
    Ok(match command {
        TicketCommand::Add {
            number,
            class,
            needs,
            prefers,
        } => {
            let request = AddTicketRequest {
                request_id,
                number: number
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string),
                class: TicketClass::from(class).into(),
                needs,
                prefers,
            };
            match desk.add_ticket(request).await {
                Ok(answer) => {
                    let answer = answer.into_inner();
                    (answer.ticket, answer.notice)
                }
                Err(status) => {
                    if let (Code::AlreadyExists, Some(number)) = (status.code(), &number) {
                        show_holder(client, output, number).await;
                    }
                    return Err(status.into());
                }
            }
        }
        TicketCommand::Call { number, unit } => {
            let request = CallTicketRequest {
                request_id,
                number: number.to_string(),
                unit: unit.map_or_else(String::new, |unit| unit.to_string()),
            };
            (desk.call_ticket(request).await?.into_inner().ticket, None)
        }
        TicketCommand::Move { number, unit } => {
            let request = MoveTicketRequest {
                request_id,
                number: number.to_string(),
                unit: unit.to_string(),
            };
            let answer = desk.move_ticket(request).await?.into_inner();
            (answer.ticket, answer.notice)
        }
        TicketCommand::Recall(named) => by_number!(recall_ticket, RecallTicketRequest, named),
        TicketCommand::Park(named) => by_number!(park_ticket, ParkTicketRequest, named),
        TicketCommand::Unpark(named) => by_number!(unpark_ticket, UnparkTicketRequest, named),
        TicketCommand::Cancel(named) => by_number!(cancel_ticket, CancelTicketRequest, named),
        TicketCommand::List { .. } | TicketCommand::Show(_) => (None, None),
    })
}

/// Shows the open ticket that has a number which was asked for again (RULES, "Queue").
async fn show_holder(client: &Client, output: &Output, number: &Number) {
    if let Ok(found) = find(client, number).await
        && let Some(ticket) = &found.ticket
    {
        output.aside(&tables::ticket(ticket, output.lang));
    }
}

async fn find(client: &Client, number: &Number) -> Result<GetTicketResponse, Failure> {
    let number = number.to_string();
    let mut desk = client.front_desk();
    let found = desk.get_ticket(GetTicketRequest { number }).await?;
    Ok(found.into_inner())
}

async fn list(client: &Client, output: &Output, all: bool) -> Result<(), Failure> {
    let mut desk = client.front_desk();
    let mut tickets = Vec::new();
    let mut page_token = String::new();
    for _ in 0..MAX_PAGES {
        let request = ListTicketsRequest {
            include_closed: all,
            page_size: 0,
            page_token,
        };
        let page = desk.list_tickets(request).await?.into_inner();
        tickets.extend(page.tickets);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    output.answer(
        || json::tickets(&tickets),
        || tables::tickets(&tickets, output.lang),
    )
}

impl From<Class> for TicketClass {
    fn from(class: Class) -> Self {
        match class {
            Class::Normal => Self::Normal,
            Class::Priority => Self::Priority,
            Class::Urgent => Self::Urgent,
        }
    }
}
