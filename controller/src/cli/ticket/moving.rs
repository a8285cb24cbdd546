//! `madoguchi ticket move`: to one reader (RULES Q7).

use super::add::may_insist;
use super::show;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::output::Output;
use madoguchi_fleet::ids::Number;
use madoguchi_proto::v1::MoveTicketRequest;

/// Moves a ticket. A reader that lacks what else is needed is asked about first, where somebody sits there (RULES Q6).
pub(super) async fn run(
    client: &Client,
    output: &Output,
    number: &Number,
    unit: String,
    yes: bool,
) -> Result<(), Failure> {
    let mut desk = client.front_desk();
    let mut request = MoveTicketRequest {
        request_id: request_id()?,
        number: number.to_string(),
        unit,
        insist: yes,
    };
    let mut moved = answer(desk.move_ticket(request.clone())).await;
    if let Err(failure) = &moved
        && may_insist(output, failure)
    {
        output.agree(false, &failure.text)?;
        (request.insist, request.request_id) = (true, request_id()?);
        moved = answer(desk.move_ticket(request)).await;
    }
    let moved = moved?;
    let ticket = moved.ticket.ok_or_else(Failure::incomplete)?;
    show(output, &ticket, moved.notice.as_ref())
}
