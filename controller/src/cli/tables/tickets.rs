//! Tables of tickets, and what there is to say of each.

use super::head;
use crate::cli::grid::{Grid, Style};
use crate::cli::look::{self, Part, Screen};
use crate::cli::page::{comma, line, line_under, of, word};
use crate::json::{Placement, TicketClass, TicketState, typed_wish};
use crate::texts::{Clock, hours_and_minutes, label};
use crate::wire::japanese_wish;
use madoguchi_fleet::time::{MINUTE, SinceMidnight, TimeOfDay};
use madoguchi_proto::v1;
use madoguchi_proto::v1::wish::Wish;
use madoguchi_texts::Lang;

/// The column of the sentence in a line of a story, after "09:05:07" and two spaces.
const STORY_INDENT: usize = 10;
/// The most numbers before a sentence that is true for all of them; the others are counted.
const MAX_NUMBERS: usize = 8;
/// The code of the reason that differs between tickets only in how many are before them, which the table has.
const BEHIND_OTHERS: &str = "behind-others";

/// The page of tickets in the order of the queue.
pub(crate) fn tickets(list: &v1::ListTicketsResponse, lang: Lang) -> String {
    let screen = Screen::of_terminal().endless();
    look::page(|style| listed(list, style, screen, lang), screen, lang)
}

/// The page of tickets for a place of this size, with the time and the alarms above them.
pub(crate) fn live_tickets(
    status: &v1::Status,
    list: &v1::ListTicketsResponse,
    screen: Screen,
    lang: Lang,
) -> String {
    let parts = |style| {
        let mut parts = Vec::from(head(status, &[], screen, lang));
        parts.extend(listed(list, style, screen, lang));
        parts
    };
    look::page(parts, screen, lang)
}

fn listed(list: &v1::ListTicketsResponse, style: Style, screen: Screen, lang: Lang) -> Vec<Part> {
    let clock = Clock::at_offset(list.utc_offset_min);
    let now = TimeOfDay(list.time_of_day_ms);
    parts(&list.tickets, &clock, now, style, screen, lang)
}

/// The table of tickets in the order of the queue, and their reasons. A column that no ticket has a value for is left out.
pub(super) fn parts(
    tickets: &[v1::Ticket],
    clock: &Clock,
    now: TimeOfDay,
    style: Style,
    screen: Screen,
    lang: Lang,
) -> Vec<Part> {
    if tickets.is_empty() {
        return vec![Part::of_lines(
            screen.lines(&word(lang, "cli-no-tickets"), 0),
        )];
    }
    let seen = Seen { clock, now, lang };
    let columns = COLUMNS.iter().filter(|(_, always, cell)| {
        *always || tickets.iter().any(|ticket| !cell(ticket, &seen).is_empty())
    });
    let columns: Vec<_> = columns.collect();
    let names: Vec<_> = columns.iter().map(|(name, ..)| *name).collect();
    let mut table = Grid::new(lang, &names);
    for ticket in tickets {
        table.add_row(columns.iter().map(|(_, _, cell)| cell(ticket, &seen)));
    }
    vec![
        Part::of_table(table.lines(screen.columns, style), "cli-rest-tickets"),
        Part::of_sentences(reasons(tickets, lang), screen, "cli-rest-ticket-reasons"),
    ]
}

/// When and in which language tickets are seen.
struct Seen<'a> {
    clock: &'a Clock,
    now: TimeOfDay,
    lang: Lang,
}

/// A column: its heading, whether it is there when empty, and its cells.
type Column = (&'static str, bool, fn(&v1::Ticket, &Seen<'_>) -> String);

const COLUMNS: [Column; 9] = [
    ("position", false, |ticket, _| match ticket.position {
        0 => String::new(),
        position => position.to_string(),
    }),
    ("number", true, |ticket, seen| number(ticket, seen.lang)),
    ("class", true, |ticket, seen| {
        word(
            seen.lang,
            &format!("class-{}", TicketClass::from(ticket.class()).word()),
        )
    }),
    ("state", true, |ticket, seen| state(ticket, seen.lang)),
    ("counter", false, |ticket, _| ticket.counter.clone()),
    ("arrived", true, |ticket, seen| {
        seen.shown(ticket.added_at_ms)
    }),
    ("waited", true, |ticket, seen| {
        let minutes = (ticket.waited_ms / MINUTE).to_string();
        label(seen.lang, "cli-minutes", &[("minutes", &minutes)])
    }),
    ("closed", false, |ticket, seen| {
        seen.shown(ticket.closed_at_ms)
    }),
    ("wishes", false, |ticket, seen| asked_for(ticket, seen.lang)),
];

impl Seen<'_> {
    /// A time, with its date if it is not of today; empty for none.
    fn shown(&self, ms: i64) -> String {
        let at = TimeOfDay(ms);
        if ms == 0 {
            String::new()
        } else if self.clock.day(at) == self.clock.day(self.now) {
            self.clock.minutes(at)
        } else {
            self.clock.day_and_minutes(at)
        }
    }
}

/// What a ticket needs, and what it prefers, in a few words.
fn asked_for(ticket: &v1::Ticket, lang: Lang) -> String {
    let short = |wish: &v1::Wish| match wish.wish.as_ref()? {
        Wish::Placement(kind) => {
            let kind = v1::Placement::try_from(*kind).unwrap_or_default();
            let kind = Placement::from(kind).word();
            Some(word(lang, &format!("cli-placement-{kind}")))
        }
        Wish::Tag(tag) => Some(tag.clone()),
        Wish::Unit(serial) => Some(serial.clone()),
    };
    let needs = ticket.needs.iter().filter_map(short);
    let prefers = ticket.prefers.iter().filter_map(short);
    let prefers = prefers.map(|wish| label(lang, "cli-preferred", &[("wish", &wish)]));
    needs.chain(prefers).collect::<Vec<_>>().join(comma(lang))
}

/// Why tickets are where they are: each reason once, with all the tickets that it is true for.
fn reasons(tickets: &[v1::Ticket], lang: Lang) -> Vec<String> {
    let mut groups: Vec<(&v1::Text, Vec<&str>)> = Vec::new();
    for ticket in tickets {
        let Some(why) = &ticket.why else { continue };
        let same = |of: &v1::Text| {
            lang.of(of) == lang.of(why) || (of.code == why.code && of.code == BEHIND_OTHERS)
        };
        match groups.iter_mut().find(|(of, _)| same(of)) {
            Some((_, numbers)) => numbers.push(&ticket.number),
            None => groups.push((why, vec![&ticket.number])),
        }
    }
    let said = groups.into_iter().map(|(why, numbers)| {
        let several = numbers.len() > 1 && why.code == BEHIND_OTHERS;
        let why = match several {
            true => word(lang, "cli-behind-others"),
            false => lang.of(why).to_owned(),
        };
        let numbers = numbers_of(&numbers, lang);
        let args = [("numbers", numbers.as_str()), ("why", why.as_str())];
        label(lang, "cli-why-tickets", &args)
    });
    said.collect()
}

fn numbers_of(numbers: &[&str], lang: Lang) -> String {
    let shown = numbers.iter().take(MAX_NUMBERS).copied();
    let shown = shown.collect::<Vec<_>>().join(comma(lang));
    match numbers.len().saturating_sub(MAX_NUMBERS) {
        0 => shown,
        more => {
            let more = more.to_string();
            let args = [("numbers", shown.as_str()), ("more", more.as_str())];
            label(lang, "cli-more-numbers", &args)
        }
    }
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
    word(
        lang,
        &format!("state-{}", TicketState::from(ticket.state()).word()),
    )
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
    let elsewhere = of_ticket
        .arrived_elsewhere_ms
        .and_then(SinceMidnight::of_ms);
    if let Some(time) = elsewhere.map(hours_and_minutes) {
        let args = [("time", time.as_str())];
        line(
            &mut page,
            &label(lang, "cli-ticket-arrived-elsewhere", &args),
        );
    }
    for (key, wishes) in [
        ("cli-ticket-needs", &of_ticket.needs),
        ("cli-ticket-prefers", &of_ticket.prefers),
    ] {
        if !wishes.is_empty() {
            let wishes = self::wishes(wishes, lang);
            line(&mut page, &label(lang, key, &[("wishes", &wishes)]));
        }
    }
    for notice in [&found.undo, &found.earlier].into_iter().flatten() {
        line(&mut page, lang.of(notice));
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
    let name = chapter.actor_name.as_str();
    let who = match chapter.actor.as_str() {
        "person" => name.to_owned(),
        "staff" if !name.is_empty() => label(lang, "cli-actor-staff-named", &[("name", name)]),
        "reception" if !name.is_empty() => {
            label(lang, "cli-actor-reception-named", &[("name", name)])
        }
        known @ ("staff" | "reception" | "counter-page" | "folder" | "reader" | "fleet") => {
            word(lang, &format!("cli-actor-{known}"))
        }
        other => other.to_owned(),
    };
    if chapter.attempt == 0 {
        return who;
    }
    let attempt = chapter.attempt.to_string();
    let args = [("who", who.as_str()), ("attempt", attempt.as_str())];
    label(lang, "cli-story-who", &args)
}

/// The wishes of a ticket, each in words and as it is typed in that language.
fn wishes(wishes: &[v1::Wish], lang: Lang) -> String {
    let wishes = wishes.iter().filter_map(|wish| {
        let typed = typed_wish(wish)?;
        let words = match wish.wish.as_ref()? {
            Wish::Placement(_) => word(lang, &format!("wish-placement-{typed}")),
            Wish::Tag(tag) => label(lang, "wish-tag", &[("tag", tag)]),
            Wish::Unit(serial) => label(lang, "wish-unit", &[("serial", serial)]),
        };
        let typed = match lang {
            Lang::Ja => japanese_wish(wish)?,
            Lang::En => typed,
        };
        Some(format!("{words} [{typed}]"))
    });
    wishes.collect::<Vec<_>>().join(", ")
}
