//! The answers for people: tables, and the reasons beside them as whole sentences.

mod licenses;
mod units;

pub(crate) use licenses::{installation, installed, licenses};
pub(crate) use units::units;

use super::json::{class_word, state_word, typed_wish};
use super::page::{
    grid, keep_serials_whole, line, line_under, of, table, test_mark, word, wrap_last,
};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use madoguchi_texts::Lang;
use units::{activity, counter, named, why};

/// The column of the sentence in a line of a story, after "09:05:07" and two spaces.
const STORY_INDENT: usize = 10;

/// The page of the fleet's status.
pub(crate) fn status(status: &v1::Status, lang: Lang) -> String {
    let mut page = String::new();
    let clock = Clock::at_offset(status.utc_offset_min);
    if status.environment() != v1::Environment::Production {
        page.push_str(&test_mark(lang));
    }
    let time = status.time.unwrap_or_default();
    let fleet = clock.day_and_seconds(TimeOfDay(status.fleet_time_ms));
    if time.apart_since_ms != 0 {
        let pc = clock.day_and_seconds(TimeOfDay(time.time_of_day_ms));
        let args = [("pc", pc.as_str()), ("fleet", fleet.as_str())];
        line(&mut page, &label(lang, "cli-status-times", &args));
    } else {
        line(
            &mut page,
            &label(lang, "cli-status-time", &[("time", &fleet)]),
        );
    }
    for alarm in &status.alarms {
        let alarm = label(lang, "cli-alarm", &[("alarm", lang.of(alarm))]);
        line(&mut page, &alarm);
    }
    let waiting = status.waiting.to_string();
    let closed = status.closed_today.to_string();
    let counts = [("waiting", waiting.as_str()), ("closed", closed.as_str())];
    line(&mut page, &label(lang, "cli-status-waiting", &counts));
    line(&mut page, &seats(status.seats.as_ref(), lang));
    page.push_str(&who_serves(&status.units, lang));
    if !status.tickets.is_empty() {
        page.push_str(&tickets(&status.tickets, lang));
    }
    page
}

fn seats(seats: Option<&v1::Text>, lang: Lang) -> String {
    label(lang, "cli-status-seats", &[("seats", of(lang, seats))])
}

/// What each unit does, and why some do not serve.
fn who_serves(units: &[v1::Unit], lang: Lang) -> String {
    let mut page = String::new();
    if units.is_empty() {
        line(&mut page, &word(lang, "cli-no-units"));
        return page;
    }
    let mut table = table(
        lang,
        &["counter", "serial", "serves", "activity", "ticket", "today"],
    );
    for unit in units {
        table.add_row([
            counter(unit),
            named(unit, lang),
            serves(unit, lang),
            activity(unit, "unspecified", lang),
            unit.ticket.clone(),
            format!("{}/{}", unit.verified_today, unit.sessions_today),
        ]);
    }
    keep_serials_whole(&mut table, units);
    grid(&mut page, &mut table);
    for unit in units.iter().filter(|unit| !unit.serves) {
        line(&mut page, &why(unit, lang));
    }
    page
}

fn serves(unit: &v1::Unit, lang: Lang) -> String {
    word(
        lang,
        if unit.serves {
            "cli-serves"
        } else {
            "cli-serves-not"
        },
    )
}

/// The table of tickets in the order of the queue.
pub(crate) fn tickets(tickets: &[v1::Ticket], lang: Lang) -> String {
    let mut page = String::new();
    if tickets.is_empty() {
        line(&mut page, &word(lang, "cli-no-tickets"));
        return page;
    }
    let mut table = table(
        lang,
        &["position", "number", "class", "state", "counter", "why"],
    );
    for ticket in tickets {
        table.add_row([
            match ticket.position {
                0 => String::new(),
                position => position.to_string(),
            },
            number(ticket, lang),
            word(lang, &format!("class-{}", class_word(ticket))),
            state(ticket, lang),
            ticket.counter.clone(),
            of(lang, ticket.why.as_ref()).to_owned(),
        ]);
    }
    wrap_last(&mut table);
    grid(&mut page, &mut table);
    page
}

/// The number, with its date if it is not of today.
fn number(ticket: &v1::Ticket, lang: Lang) -> String {
    if ticket.earlier_day.is_empty() {
        return ticket.number.clone();
    }
    let args = [
        ("number", ticket.number.as_str()),
        ("day", ticket.earlier_day.as_str()),
    ];
    label(lang, "cli-ticket-earlier-day", &args)
}

fn state(ticket: &v1::Ticket, lang: Lang) -> String {
    word(lang, &format!("state-{}", state_word(ticket)))
}

/// The page of one ticket, and why it is where it is.
pub(crate) fn ticket(ticket: &v1::Ticket, lang: Lang) -> String {
    let mut page = String::new();
    let state = state(ticket, lang);
    let number = number(ticket, lang);
    let args = [("number", number.as_str()), ("state", state.as_str())];
    line(&mut page, &label(lang, "cli-ticket-line", &args));
    if !ticket.unit.is_empty() {
        let args = [
            ("counter", ticket.counter.as_str()),
            ("unit", ticket.unit.as_str()),
        ];
        line(&mut page, &label(lang, "cli-ticket-at", &args));
    }
    line(&mut page, of(lang, ticket.why.as_ref()));
    page
}

/// The page of one ticket with its whole story, line by line: when, where, what, why and by whom.
pub(crate) fn story(of_ticket: &v1::Ticket, found: &v1::GetTicketResponse, lang: Lang) -> String {
    let mut page = ticket(of_ticket, lang);
    for (key, wishes) in [
        ("cli-ticket-needs", &of_ticket.needs),
        ("cli-ticket-prefers", &of_ticket.prefers),
    ] {
        if !wishes.is_empty() {
            let wishes = self::wishes(wishes, lang);
            line(&mut page, &label(lang, key, &[("wishes", &wishes)]));
        }
    }
    if let Some(undo) = &found.undo {
        line(&mut page, lang.of(undo));
    }
    let clock = Clock::at_offset(found.utc_offset_min);
    let mut day = String::new();
    for chapter in &found.story {
        let at = TimeOfDay(chapter.at_ms);
        if clock.day(at) != day {
            day = clock.day(at);
            line(&mut page, &day);
        }
        let time = clock.seconds(at);
        let who = who(chapter, lang);
        let args = [
            ("time", time.as_str()),
            ("text", of(lang, chapter.text.as_ref())),
            ("who", who.as_str()),
        ];
        line_under(
            &mut page,
            &label(lang, "cli-story-line", &args),
            STORY_INDENT,
        );
    }
    page
}

/// The person or program that did it, and the number of the call.
fn who(chapter: &v1::Chapter, lang: Lang) -> String {
    let who = match chapter.actor.as_str() {
        known @ ("staff" | "reader" | "fleet") => word(lang, &format!("cli-actor-{known}")),
        other => other.to_owned(),
    };
    if chapter.attempt == 0 {
        return who;
    }
    let attempt = chapter.attempt.to_string();
    let args = [("who", who.as_str()), ("attempt", attempt.as_str())];
    label(lang, "cli-story-who", &args)
}

/// The wishes of a ticket, each in words and as it is typed.
fn wishes(wishes: &[v1::Wish], lang: Lang) -> String {
    let wishes = wishes.iter().filter_map(|wish| {
        let typed = typed_wish(wish)?;
        let words = match wish.wish.as_ref()? {
            Wish::Placement(_) => word(lang, &format!("wish-placement-{typed}")),
            Wish::Tag(tag) => label(lang, "wish-tag", &[("tag", tag)]),
            Wish::Unit(serial) => label(lang, "wish-unit", &[("serial", serial)]),
        };
        Some(format!("{words} [{typed}]"))
    });
    wishes.collect::<Vec<_>>().join(", ")
}
