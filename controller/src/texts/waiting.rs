//! Where a ticket is, why it waits, and what it asks for.

use super::bundles::{said, sentence};
use super::clock::Clock;
use super::lacks::{Detail, beside, lack};
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::reasons::{POSITION_LIMIT, Preference, Wait};
use madoguchi_fleet::ticket::{Class, MAX_ATTEMPTS, Means, State};
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::wish::{Placement, Wish};
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// The name of a ticket's state.
#[must_use]
pub fn state(state: &State) -> Text {
    let code = match state {
        State::Waiting => "waiting",
        State::Parked => "parked",
        State::Called { .. } => "called",
        State::Verifying { .. } => "verifying",
        State::Missed => "missed",
        State::Done => "done",
        State::Cancelled => "cancelled",
        State::Ended => "ended",
    };
    said("state", code, &[])
}

/// The name of a class.
#[must_use]
pub fn class(class: Class) -> Text {
    let code = match class {
        Class::Normal => "normal",
        Class::Priority => "priority",
        Class::Urgent => "urgent",
    };
    said("class", code, &[])
}

/// The name of a way to serve a patient without a reader.
#[must_use]
pub fn means(means: Means) -> Text {
    let code = match means {
        Means::Paper => "paper",
        Means::Seen => "seen",
        Means::Mobile => "mobile",
        Means::Other => "other",
    };
    said("means", code, &[])
}

/// The name of a placement.
#[must_use]
pub fn placement(placement: Placement) -> Text {
    said("placement", placement_code(placement), &[])
}

const fn placement_code(placement: Placement) -> &'static str {
    match placement {
        Placement::Standing => "standing",
        Placement::Seated => "seated",
    }
}

/// What a ticket needs or prefers.
#[must_use]
pub fn wish(wish: &Wish) -> Text {
    match wish {
        Wish::Placement(placement) => {
            let code = format!("placement-{}", placement_code(*placement));
            said("wish", &code, &[])
        }
        Wish::Tag(tag) => said("wish", "tag", &[("tag", same(tag))]),
        Wish::Unit(serial) => said("wish", "unit", &[("serial", same(serial))]),
    }
}

/// A wish as the command line takes it, in a sentence of either language.
pub(super) fn typed_wish(wish: &Wish) -> String {
    match wish {
        Wish::Placement(placement) => placement_code(*placement).to_owned(),
        Wish::Tag(tag) => tag.to_string(),
        Wish::Unit(serial) => format!("unit:{serial}"),
    }
}

/// Why the ticket with this number waits.
#[must_use]
pub fn wait(wait: &Wait, number: &Number, detail: Detail, clock: &Clock) -> Text {
    match wait {
        Wait::EarlierDay { ends_at } => {
            let at = same(clock.minutes(*ends_at));
            said("wait", "earlier-day", &[("at", at)])
        }
        Wait::NoUnit(lack) => {
            let why = self::lack(lack, number, detail, clock);
            sentence(&why.code.clone(), "wait-no-unit", &[("why", why.into())])
        }
        Wait::SettingTime { at } => {
            said("wait", "setting-time", &[("at", same(clock.seconds(*at)))])
        }
        Wait::Prefers { wish: hope, until } => {
            let until = same(clock.minutes(*until));
            said(
                "wait",
                "prefers",
                &[("wish", wish(hope).into()), ("until", until)],
            )
        }
        Wait::Unheard { until } => {
            said("wait", "unheard", &[("until", same(clock.seconds(*until)))])
        }
        Wait::NextInLine { units, prefers } => {
            let next = said("wait", "next-in-line", &[("units", same(units))]);
            hoping(next, prefers.as_ref(), clock)
        }
        Wait::BehindOthers {
            others,
            passed_by,
            prefers,
        } => {
            let key = match *others >= POSITION_LIMIT {
                true => "wait-behind-many",
                false => "wait-behind-others",
            };
            let behind = sentence("behind-others", key, &[("others", same(others))]);
            let behind = match passed_by {
                0 => behind,
                passed => beside(behind, said("wait", "passed", &[("passed", same(passed))])),
            };
            hoping(behind, prefers.as_ref(), clock)
        }
    }
}

/// The same, with the preference that still holds.
fn hoping(told: Text, prefers: Option<&Preference>, clock: &Clock) -> Text {
    match prefers {
        None => told,
        Some(Preference { wish: hope, until }) => {
            let until = same(clock.minutes(*until));
            let args = [("wish", wish(hope).into()), ("until", until)];
            beside(told, said("wait", "hoping", &args))
        }
    }
}

/// Where a ticket is that neither waits nor is called, and that no session ended.
#[derive(Debug, Clone)]
pub enum TicketStanding {
    /// Out of the queue for a while.
    Parked,
    /// Did not come, with its number.
    Missed(Number),
    /// Out of the queue for good: it was called as often as allowed.
    WornOut,
    /// At the reader.
    Verifying {
        /// The reader, in words: see [`super::place`].
        place: Text,
    },
    /// At a reader whose link is lost.
    VerifyingLost {
        /// The reader, in words.
        place: Text,
        /// Then the ticket goes back to the queue.
        until: FleetTime,
    },
    /// Closed by staff, who served the patient without a reader.
    DoneByMeans(Means),
    /// Closed by staff.
    Cancelled,
    /// Closed with the day.
    Ended,
}

/// Where a ticket is, in words.
#[must_use]
pub fn ticket_standing(standing: &TicketStanding, clock: &Clock) -> Text {
    match standing {
        TicketStanding::Parked => said("ticket", "parked", &[]),
        TicketStanding::Missed(number) => said("ticket", "missed", &[("number", same(number))]),
        TicketStanding::WornOut => said("ticket", "worn-out", &[("limit", same(MAX_ATTEMPTS))]),
        TicketStanding::Verifying { place } => {
            said("ticket", "verifying", &[("place", place.clone().into())])
        }
        TicketStanding::VerifyingLost { place, until } => {
            let until = same(clock.seconds(*until));
            let place = place.clone().into();
            said(
                "ticket",
                "verifying-lost",
                &[("place", place), ("until", until)],
            )
        }
        TicketStanding::DoneByMeans(by) => {
            said("ticket", "done-by-means", &[("means", means(*by).into())])
        }
        TicketStanding::Cancelled => said("ticket", "cancelled", &[]),
        TicketStanding::Ended => said("ticket", "ended", &[]),
    }
}
