//! `madoguchi ticket change`: another class, other needs or preferences (RULES L29).

use super::add::may_insist;
use super::show;
use crate::cli::args::ChangeTicket;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::output::Output;
use crate::wire;
use madoguchi_proto::v1::ChangeTicketRequest;

/// Changes a ticket. What no reader has is asked for first, where somebody sits there (RULES Q6).
pub(super) async fn run(
    client: &Client,
    output: &Output,
    wanted: ChangeTicket,
) -> Result<(), Failure> {
    let mut desk = client.front_desk();
    let mut request = ChangeTicketRequest {
        request_id: request_id()?,
        number: wanted.number.to_string(),
        class: wanted.class.map_or(0, |class| wire::class(class).into()),
        change_needs: wanted.no_needs || !wanted.needs.is_empty(),
        needs: wanted.needs,
        change_prefers: wanted.no_prefers || !wanted.prefers.is_empty(),
        prefers: wanted.prefers,
        insist: wanted.yes,
    };
    let mut changed = answer(desk.change_ticket(request.clone())).await;
    if let Err(failure) = &changed
        && may_insist(output, failure)
    {
        output.agree(false, &failure.text)?;
        (request.insist, request.request_id) = (true, request_id()?);
        changed = answer(desk.change_ticket(request)).await;
    }
    let changed = changed?;
    let ticket = changed.ticket.ok_or_else(Failure::incomplete)?;
    show(output, &ticket, changed.notice.as_ref())
}
