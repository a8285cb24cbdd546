//! `madoguchi ticket add`: one patient, or several with the same class and wishes.

use super::{find, show};
use crate::cli::args::NewTickets;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::output::Output;
use crate::cli::tables;
use crate::json;
use crate::wire;
use madoguchi_fleet::ids::Number;
use madoguchi_proto::v1::{AddTicketRequest, Text, Ticket};
use madoguchi_texts::Lang;
use serde_json::json;

/// The code of the refusal of a number that an open ticket has.
const NUMBER_IN_USE: &str = "number-in-use";
/// The code of the refusal of a tag that no reader has.
pub(super) const NO_UNIT_HAS: &str = "no-unit-has";

pub(super) async fn run(client: &Client, output: &Output, new: NewTickets) -> Result<(), Failure> {
    let mut request = AddTicketRequest {
        class: wire::class(new.class).into(),
        needs: new.needs,
        prefers: new.prefers,
        insist: new.yes,
        ..AddTicketRequest::default()
    };
    match new.numbers.as_slice() {
        [] => {
            let (ticket, notice) = add(client, output, &mut request, None).await?;
            show(output, &ticket, notice.as_ref())
        }
        [number] => {
            let (ticket, notice) = add(client, output, &mut request, Some(number)).await?;
            show(output, &ticket, notice.as_ref())
        }
        numbers => several(client, output, request, numbers).await,
    }
}

/// Adds each number by a request of its own. One that is refused does not hold up those behind it.
async fn several(
    client: &Client,
    output: &Output,
    mut request: AddTicketRequest,
    numbers: &[Number],
) -> Result<(), Failure> {
    let (mut added, mut answers, mut refused) = (Vec::new(), Vec::new(), 0);
    for number in numbers {
        match add(client, output, &mut request, Some(number)).await {
            Ok((ticket, notice)) => {
                if let Some(notice) = &notice {
                    output.notice(notice);
                }
                answers.push(json::value(&json::Ticket::from(&ticket)));
                added.push(ticket);
            }
            Err(failure) => {
                output.notice(&failure.text);
                answers.push(json!({
                    "number": number.as_str(),
                    "refused": json::Text::from(&failure.text),
                }));
                refused += 1;
            }
        }
    }
    if output.json || !added.is_empty() {
        let words = || {
            let tickets = added.iter();
            tickets
                .map(|ticket| tables::ticket(ticket, output.lang))
                .collect()
        };
        output.answer(|| answers, words)?;
    }
    let (count, of) = (refused.to_string(), numbers.len().to_string());
    match refused {
        0 => Ok(()),
        _ => Err(Failure::own(
            "some-not-added",
            &[("count", &count), ("of", &of)],
        )),
    }
}

/// Adds a patient. What no reader has is asked for first, where somebody sits there, and holds for the numbers behind it; a number that is
/// in use is refused with the ticket that has it (RULES Q6, Q8).
async fn add(
    client: &Client,
    output: &Output,
    request: &mut AddTicketRequest,
    number: Option<&Number>,
) -> Result<(Ticket, Option<Text>), Failure> {
    let mut desk = client.front_desk();
    request.request_id = request_id()?;
    request.number = number.map_or_else(String::new, ToString::to_string);
    let mut added = answer(desk.add_ticket(request.clone())).await;
    if let Err(failure) = &added
        && failure.text.code == NO_UNIT_HAS
        && output.can_ask()
    {
        output.agree(false, &failure.text)?;
        (request.insist, request.request_id) = (true, request_id()?);
        added = answer(desk.add_ticket(request.clone())).await;
    }
    match (added, number) {
        (Ok(added), _) => {
            let ticket = added.ticket.ok_or_else(Failure::incomplete)?;
            Ok((ticket, added.notice))
        }
        (Err(failure), Some(number)) if failure.text.code == NUMBER_IN_USE && !output.json => {
            Err(with_holder(client, failure, number).await)
        }
        (Err(failure), _) => Err(failure),
    }
}

/// The refusal of a number, with the open ticket that has it below, for people: a program gets the refusal as it is at every door.
async fn with_holder(client: &Client, mut failure: Failure, number: &Number) -> Failure {
    if let Ok(found) = find(client, number, 0).await
        && let Some(ticket) = &found.ticket
    {
        let below = |lang| format!("\n{}", tables::ticket(ticket, lang).trim_end());
        failure.text.ja.push_str(&below(Lang::Ja));
        failure.text.en.push_str(&below(Lang::En));
    }
    failure
}
