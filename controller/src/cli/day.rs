//! `madoguchi day end`.

use super::client::{Client, Failure, answer, request_id};
use super::json;
use super::output::Output;
use crate::texts::{label, text};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{EndDayRequest, GetStatusRequest, TicketState};

/// Closes every open ticket. If there are any, a person at a terminal has to agree.
pub(super) async fn end(client: &Client, output: &Output, yes: bool) -> Result<(), Failure> {
    if !yes && output.can_ask() {
        let look = answer(client.support().get_status(GetStatusRequest {})).await?;
        let status = look.status.ok_or_else(Failure::incomplete)?;
        if let Some(question) = question(&status)
            && !output.agrees(&question)?
        {
            return Err(Failure::own("cli-day-goes-on", &[]));
        }
    }
    let request = EndDayRequest {
        request_id: request_id()?,
    };
    let ended = answer(client.front_desk().end_day(request)).await?;
    if let Some(notice) = &ended.notice {
        output.notice(notice);
    }
    let count = ended.ended.to_string();
    output.answer(
        || json::day(&ended),
        || {
            let done = label(output.lang, "cli-done-day", &[("count", &count)]);
            format!("{done}\n")
        },
    )
}

/// The question before tickets are closed; `None` if no ticket is open.
fn question(status: &v1::Status) -> Option<v1::Text> {
    let at_readers = status.tickets.iter();
    let at_readers = at_readers.filter(|ticket| ticket.state() == TicketState::Verifying);
    let at_readers = at_readers.count().to_string();
    let aside = u32::try_from(status.tickets.len()).unwrap_or(u32::MAX);
    let open = status.waiting.saturating_add(status.held);
    let open = open.saturating_add(aside);
    let args = [
        ("open", open.to_string()),
        ("at_readers", at_readers.clone()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    (open > 0).then(|| text("cli-ask-day", &args))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn only_a_day_with_open_tickets_is_asked_about_and_the_question_counts_them() {
        assert_eq!(question(&v1::Status::default()), None);
        let ticket = |state: TicketState| v1::Ticket {
            state: state.into(),
            ..Default::default()
        };
        let tickets = [
            TicketState::Called,
            TicketState::Verifying,
            TicketState::Parked,
        ];
        let status = v1::Status {
            waiting: 4,
            tickets: tickets.map(ticket).to_vec(),
            ..Default::default()
        };
        let asked = question(&status).unwrap();
        assert!(
            asked.ja.contains("7 件") && asked.ja.contains("1 件"),
            "{asked:?}"
        );
        assert!(asked.en.contains("open: 7") && asked.en.contains("reader: 1"));
    }
}
