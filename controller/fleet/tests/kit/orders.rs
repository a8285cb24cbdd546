//! Orders in short words, so that a test can be read as a story.

use madoguchi_fleet::Fleet;
use madoguchi_fleet::decision::{Closing, Order};
use madoguchi_fleet::ids::{Assignment, Serial};

pub(super) fn in_words(serial: &Serial, order: &Order, fleet: &Fleet) -> String {
    let number = |assignment: &Assignment| {
        fleet
            .ticket(assignment.ticket)
            .map_or_else(|| "?".to_owned(), |ticket| ticket.number.to_string())
    };
    match order {
        Order::Admission { verdict, .. } => format!("{serial} {verdict}"),
        Order::Call { assignment, .. } => format!("{serial} call {}", number(assignment)),
        Order::Withdraw { assignment, .. } => format!("{serial} withdraw {}", number(assignment)),
        Order::Identify { counter, .. } => format!("{serial} identify {counter}"),
        Order::Restart => format!("{serial} restart"),
        Order::ReportHolding => format!("{serial} report"),
        Order::Close(Closing::Superseded) => format!("{serial} close superseded"),
        Order::Close(Closing::Refused(why)) => format!("{serial} close {}", why.code()),
    }
}
