//! `madoguchi day end`, and `madoguchi day undo`.

use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use crate::json;
use crate::texts::{label, text};
use madoguchi_proto::v1;
use madoguchi_proto::v1::{EndDayRequest, GetStatusRequest, TicketState, UndoDayRequest};

/// Closes every open ticket; somebody has to agree to it, if there are any.
pub(super) async fn end(client: &Client, output: &Output, yes: bool) -> Result<(), Failure> {
    if !yes {
        let look = answer(client.support().get_status(GetStatusRequest {})).await?;
        let status = look.status.ok_or_else(Failure::incomplete)?;
        if let Some(taken) = taken(&status) {
            output.agree(yes, &taken)?;
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
        || json::DayEnded::from(&ended),
        || {
            let done = label(output.lang, "cli-done-day", &[("count", &count)]);
            format!("{done}\n")
        },
    )
}

/// Takes the newest end back.
pub(super) async fn undo(client: &Client, output: &Output) -> Result<(), Failure> {
    let request = UndoDayRequest {
        request_id: request_id()?,
    };
    let back = answer(client.front_desk().undo_day(request)).await?;
    if let Some(notice) = &back.notice {
        output.notice(notice);
    }
    let count = back.reopened.to_string();
    output.answer(
        || json::DayBack::from(&back),
        || {
            let done = label(output.lang, "cli-done-day-undone", &[("count", &count)]);
            format!("{done}\n")
        },
    )
}

/// What the day's end takes away, by state; nothing where no ticket is open.
fn taken(status: &v1::Status) -> Option<v1::Text> {
    let many = |state: TicketState| {
        let of_state = status.tickets.iter().filter(|t| t.state() == state);
        u32::try_from(of_state.count()).unwrap_or(u32::MAX)
    };
    let counts = [
        ("waiting", status.waiting.saturating_add(status.held)),
        ("called", many(TicketState::Called)),
        ("at_readers", many(TicketState::Verifying)),
        ("missed", many(TicketState::Missed)),
        ("parked", many(TicketState::Parked)),
    ];
    let open = counts.iter().map(|(_, count)| count).sum::<u32>();
    let mut args = vec![("open", open.to_string())];
    args.extend(counts.map(|(name, count)| (name, count.to_string())));
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    (open > 0).then(|| text("taken-day", &args))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn only_a_day_with_open_tickets_is_asked_about_and_the_question_counts_them_by_state() {
        assert_eq!(taken(&v1::Status::default()), None);
        let ticket = |state: TicketState| v1::Ticket {
            state: state.into(),
            ..Default::default()
        };
        let tickets = [
            TicketState::Called,
            TicketState::Verifying,
            TicketState::Parked,
            TicketState::Parked,
            TicketState::Missed,
            TicketState::Missed,
            TicketState::Missed,
        ];
        let status = v1::Status {
            waiting: 20,
            held: 2,
            tickets: tickets.map(ticket).to_vec(),
            ..Default::default()
        };
        let asked = taken(&status).unwrap();
        for count in [
            "29 件",
            "順番待ち 22",
            "呼び出し中 1",
            "確認中 1",
            "不在 3",
            "保留 2",
        ] {
            assert!(asked.ja.contains(count), "{count}: {asked:?}");
        }
        for count in [
            "open: 29",
            "waiting 22",
            "called 1",
            "at a reader 1",
            "missed 3",
            "parked 2",
        ] {
            assert!(asked.en.contains(count), "{count}: {asked:?}");
        }
        assert!(asked.en.contains("madoguchi day undo") && asked.ja.contains("madoguchi day undo"));
    }
}
