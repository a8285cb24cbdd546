//! `madoguchi ticket …`.

mod add;
mod change;

use super::args::{Bind, TicketCommand, Which};
use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::{status, tables, walk_ups};
use crate::json;
use crate::texts;
use crate::wire;
use madoguchi_fleet::ids::Number;
use madoguchi_proto::v1::bind_walk_up_request::WalkUp;
use madoguchi_proto::v1::{
    BindWalkUpRequest, CallTicketRequest, CancelTicketRequest, DoneByMeansRequest, DropNeedRequest,
    GetTicketRequest, GetTicketResponse, ListTicketsRequest, ListTicketsResponse,
    MoveTicketRequest, ParkTicketRequest, RecallTicketRequest, ReopenTicketRequest, Text, Ticket,
    UndoTicketRequest, UnparkTicketRequest, WatchStatusRequest,
};
use std::time::Duration;

/// The most pages of one list: enough for more tickets than the fleet keeps.
const MAX_PAGES: usize = 100;
/// The shortest time between two lists of one watcher: each takes several questions to the engine, and nobody reads faster.
const PACE: Duration = Duration::from_millis(500);

pub(super) async fn run(
    client: &Client,
    output: &Output,
    command: TicketCommand,
) -> Result<(), Failure> {
    match command {
        TicketCommand::List { all, watch: false } => return list(client, output, all).await,
        TicketCommand::List { all, watch: true } => return watch(client, output, all).await,
        TicketCommand::Show { number, earlier } => {
            let found = find(client, &number, earlier.unwrap_or(0)).await?;
            let ticket = found.ticket.as_ref().ok_or_else(Failure::incomplete)?;
            return output.answer(
                || json::Story::from(&found),
                || tables::story(ticket, &found, output.lang),
            );
        }
        TicketCommand::WalkUps { all } => return walk_ups::list(client, output, all).await,
        TicketCommand::Add(new) => return add::run(client, output, new).await,
        TicketCommand::Change(wanted) => return change::run(client, output, wanted).await,
        _ => {}
    }
    let (ticket, notice) = act(client, command).await?;
    let ticket = ticket.ok_or_else(Failure::incomplete)?;
    show(output, &ticket, notice.as_ref())
}

fn show(output: &Output, ticket: &Ticket, notice: Option<&Text>) -> Result<(), Failure> {
    if let Some(notice) = notice {
        output.notice(notice);
    }
    output.answer(
        || json::Ticket::from(ticket),
        || tables::ticket(ticket, output.lang),
    )
}

/// Sends an act on one ticket, and returns the ticket after it.
async fn act(
    client: &Client,
    command: TicketCommand,
) -> Result<(Option<Ticket>, Option<Text>), Failure> {
    let mut desk = client.front_desk();
    let request_id = request_id()?;
    /// Sends an act that takes only a number.
    macro_rules! by_number {
        ($method:ident, $request:ident, $named:expr) => {{
            let number = $named.number.to_string();
            let request = $request { request_id, number };
            (answer(desk.$method(request)).await?.ticket, None)
        }};
        ($method:ident, $request:ident, $named:expr, noticed) => {{
            let number = $named.number.to_string();
            let request = $request { request_id, number };
            let done = answer(desk.$method(request)).await?;
            (done.ticket, done.notice)
        }};
    }
    Ok(match command {
        TicketCommand::Call { number, unit } => {
            let request = CallTicketRequest {
                request_id,
                number: number.to_string(),
                unit: unit.unwrap_or_default(),
            };
            (answer(desk.call_ticket(request)).await?.ticket, None)
        }
        TicketCommand::Move { number, unit } => {
            let request = MoveTicketRequest {
                request_id,
                number: number.to_string(),
                unit,
            };
            let moved = answer(desk.move_ticket(request)).await?;
            (moved.ticket, moved.notice)
        }
        TicketCommand::Recall(named) => by_number!(recall_ticket, RecallTicketRequest, named),
        TicketCommand::Park(named) => by_number!(park_ticket, ParkTicketRequest, named),
        TicketCommand::Unpark(named) => by_number!(unpark_ticket, UnparkTicketRequest, named),
        TicketCommand::Cancel(named) => by_number!(cancel_ticket, CancelTicketRequest, named),
        TicketCommand::Done(wanted) => {
            let request = DoneByMeansRequest {
                request_id,
                number: wanted.number.to_string(),
                means: wire::means(wanted.means).into(),
            };
            let done = answer(desk.done_by_means(request)).await?;
            (done.ticket, done.notice)
        }
        TicketCommand::Undo(named) => by_number!(undo_ticket, UndoTicketRequest, named, noticed),
        TicketCommand::Reopen(named) => {
            by_number!(reopen_ticket, ReopenTicketRequest, named, noticed)
        }
        TicketCommand::DropNeed { number, need } => {
            let request = DropNeedRequest {
                request_id,
                number: number.to_string(),
                need,
            };
            let dropped = answer(desk.drop_need(request)).await?;
            (dropped.ticket, dropped.notice)
        }
        TicketCommand::Bind(bind) => {
            let request = bind_request(request_id, bind);
            (answer(desk.bind_walk_up(request)).await?.ticket, None)
        }
        TicketCommand::Add(_)
        | TicketCommand::Change(_)
        | TicketCommand::List { .. }
        | TicketCommand::Show { .. }
        | TicketCommand::WalkUps { .. } => (None, None),
    })
}

fn bind_request(request_id: Vec<u8>, bind: Bind) -> BindWalkUpRequest {
    let Which { unit, session } = bind.walk_up;
    let session = session.map(|session| WalkUp::SessionId(session.0.to_vec()));
    let newest = || unit.map(WalkUp::NewestAtUnit);
    BindWalkUpRequest {
        request_id,
        number: bind.number.to_string(),
        walk_up: session.or_else(newest),
    }
}

async fn find(
    client: &Client,
    number: &Number,
    earlier: u32,
) -> Result<GetTicketResponse, Failure> {
    let number = number.to_string();
    let mut desk = client.front_desk();
    answer(desk.get_ticket(GetTicketRequest { number, earlier })).await
}

/// Lists tickets. A list that was cut says so, or its end would be taken for the end of the queue.
async fn list(client: &Client, output: &Output, all: bool) -> Result<(), Failure> {
    let list = all_pages(client, all).await?;
    if let Some(notice) = cut(&list) {
        output.notice(&notice);
    }
    output.answer(
        || json::Tickets::from(&list),
        || tables::tickets(&list, output.lang),
    )
}

/// Lists tickets after every change of the fleet, and each minute, until the controller ends.
async fn watch(client: &Client, output: &Output, all: bool) -> Result<(), Failure> {
    let mut support = client.support();
    let mut looks = answer(support.watch_status(WatchStatusRequest {})).await?;
    while let Some(look) = status::newest(&mut looks).await? {
        let status = look.status.ok_or_else(Failure::incomplete)?;
        let list = all_pages(client, all).await?;
        output.look(
            || json::Tickets::from(&list),
            |screen| tables::live_tickets(&status, &list, screen, output.lang),
        )?;
        tokio::time::sleep(PACE).await;
    }
    Ok(())
}

/// The list, page by page.
async fn all_pages(client: &Client, all: bool) -> Result<ListTicketsResponse, Failure> {
    let mut desk = client.front_desk();
    let mut list = ListTicketsResponse::default();
    for _ in 0..MAX_PAGES {
        let request = ListTicketsRequest {
            include_closed: all,
            page_size: 0,
            page_token: list.next_page_token,
        };
        let mut page = answer(desk.list_tickets(request)).await?;
        list.tickets.append(&mut page.tickets);
        list.next_page_token = page.next_page_token;
        list.utc_offset_min = page.utc_offset_min;
        list.total = page.total;
        list.time_of_day_ms = page.time_of_day_ms;
        if list.next_page_token.is_empty() {
            break;
        }
    }
    Ok(list)
}

/// The notice of a cut list.
fn cut(list: &ListTicketsResponse) -> Option<Text> {
    let count = list.tickets.len().to_string();
    (!list.next_page_token.is_empty()).then(|| texts::text("cli-list-cut", &[("count", &count)]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_cut_says_so_and_how_much_it_has() {
        let mut list = ListTicketsResponse {
            tickets: vec![Ticket::default(); 3],
            ..Default::default()
        };
        assert_eq!(cut(&list), None);
        list.next_page_token = "3".into();
        assert!(cut(&list).unwrap().en.contains("the first 3."));
    }
}
