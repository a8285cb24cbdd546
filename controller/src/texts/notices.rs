//! What staff should know beside the answer to an act.

use super::bundles::{said, sentence};
use super::clock::Clock;
use super::lacks::{Detail, lack};
use super::waiting::state;
use madoguchi_fleet::ids::{Number, Serial};
use madoguchi_fleet::reasons::Lack;
use madoguchi_fleet::ticket::State;
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};
use std::slice;

/// Most numbers that a notice names: three lines of a terminal. A program gets all of them.
const LISTED: usize = 40;

/// What staff should know.
#[derive(Debug, Clone)]
pub enum Notice {
    /// A ticket was added, but no serving unit meets its needs.
    NeedUnmet { number: Number, why: Lack },
    /// A ticket was reopened or has fewer needs, but no serving unit meets those that it has.
    NeedStillUnmet { number: Number, why: Lack },
    /// A ticket was moved to a unit that does not serve, and why that is.
    UnitNotServing(Serial, Text),
    /// A ticket was changed, its call stands, and what is new counts when it comes back.
    CallStands,
    /// A ticket was changed, and its reader does not meet a new need: the call was taken back.
    CallTakenBack,
    /// A ticket that is parked or missed was changed.
    CountsWhenBack,
    /// A ticket was done by other means while its patient was at this silent unit, which was asked what it has.
    ReaderAsked(Serial),
    /// This act was undone.
    Undone {
        /// The ticket.
        number: Number,
        act: Undone,
        /// Whether a call stood before the act: it was taken back, and does not come again.
        call_lost: bool,
    },
    /// The newest act can be undone until then.
    Undoable {
        /// The ticket.
        number: Number,
        /// Whether the act was a call: it ends parked.
        call: bool,
        /// Until when.
        until: FleetTime,
    },
    /// The day was ended while patients were at these units.
    StillAtReaders(Vec<Serial>),
    /// The day was ended, and that can be taken back.
    DayUndo,
    /// A day's end was taken back, but open tickets have these numbers.
    NumbersInUse(Vec<String>),
    /// The same, but the sessions of these tickets have ended meanwhile.
    SessionsEnded(Vec<String>),
    /// Both of these.
    StillClosed {
        in_use: Vec<String>,
        ended: Vec<String>,
    },
    /// A counter was named that another unit has: calls say the same for both.
    CounterTaken {
        counter: String,
        /// The other unit.
        unit: Serial,
    },
    /// Another ticket had this ticket's number.
    EarlierTicket {
        number: Number,
        /// When that one was added.
        added_at: FleetTime,
        state: State,
        /// How many tickets back it is.
        nth: usize,
    },
    /// A unit took the place of another.
    Replaced {
        /// The one that it replaces.
        old: Serial,
        /// Whether that one still has a patient.
        finishing: bool,
        /// What its license needs.
        license: Relicensing,
    },
}

/// An act that was undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    Call,
    Cancel,
    Park,
    Move,
    Means,
}

/// What the license of a replaced unit needs (RULES S10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relicensing {
    /// Nothing: the seat was not bundled.
    Nothing,
    /// The vendor's transfer until then.
    Transfer(FleetTime),
    /// The vendor's transfer at once: the license had its grace already.
    TransferNow,
}

/// What staff should know, in words.
#[must_use]
pub fn notice(notice: &Notice, clock: &Clock) -> Text {
    match notice {
        Notice::NeedUnmet { number, why } => {
            let why = lack(why, number, Detail::Whole, clock);
            sentence(
                &why.code.clone(),
                "notice-added-unmet",
                &[("why", why.into())],
            )
        }
        Notice::NeedStillUnmet { number, why } => {
            let why = lack(why, number, Detail::Whole, clock);
            sentence(
                "need-still-unmet",
                "notice-still-unmet",
                &[("why", why.into())],
            )
        }
        Notice::UnitNotServing(unit, why) => {
            let args = [("unit", same(unit)), ("why", why.clone().into())];
            said("notice", "unit-not-serving", &args)
        }
        Notice::CallStands => said("notice", "call-stands", &[]),
        Notice::CallTakenBack => said("notice", "call-taken-back", &[]),
        Notice::CountsWhenBack => said("notice", "counts-when-back", &[]),
        Notice::ReaderAsked(unit) => said("notice", "reader-asked", &[("unit", same(unit))]),
        Notice::DayUndo => said("notice", "day-undo", &[]),
        Notice::Undone {
            number,
            act,
            call_lost,
        } => {
            let code = match act {
                Undone::Call => "undone-call",
                Undone::Cancel => "undone-cancel",
                Undone::Park => "undone-park",
                Undone::Move => "undone-move",
                Undone::Means => "undone-means",
            };
            let undone = said("notice", code, &[("number", same(number))]);
            if !call_lost {
                return undone;
            }
            let lost = said("notice", "call-not-back", &[]);
            Text {
                code: lost.code.clone(),
                ..both(undone, lost)
            }
        }
        Notice::Undoable {
            number,
            call,
            until,
        } => {
            let code = if *call { "undo-call" } else { "undo-act" };
            let until = same(clock.seconds(*until));
            said(
                "notice",
                code,
                &[("number", same(number)), ("until", until)],
            )
        }
        Notice::NumbersInUse(numbers) => {
            said("notice", "numbers-in-use", &[("numbers", listed(numbers))])
        }
        Notice::SessionsEnded(numbers) => {
            said("notice", "sessions-ended", &[("numbers", listed(numbers))])
        }
        Notice::StillClosed { in_use, ended } => said(
            "notice",
            "still-closed",
            &[("in_use", listed(in_use)), ("ended", listed(ended))],
        ),
        Notice::StillAtReaders(units) => {
            let units: Vec<_> = units.iter().map(ToString::to_string).collect();
            said(
                "notice",
                "still-at-readers",
                &[("units", same(units.join(", ")))],
            )
        }
        Notice::EarlierTicket {
            number,
            added_at,
            state: found,
            nth,
        } => {
            let args = [
                ("number", same(number)),
                ("at", same(clock.day_and_minutes(*added_at))),
                ("state", state(found).into()),
                ("nth", same(nth)),
            ];
            said("notice", "earlier-ticket", &args)
        }
        Notice::CounterTaken { counter, unit } => {
            let args = [("counter", same(counter)), ("unit", same(unit))];
            said("notice", "counter-taken", &args)
        }
        Notice::Replaced {
            old,
            finishing,
            license,
        } => replaced(old, *finishing, *license, clock),
    }
}

/// Two notices as one, whose code is both.
#[must_use]
pub fn both(first: Text, second: Text) -> Text {
    let code = format!("{}-{}", first.code, second.code);
    let both = [("first", first.into()), ("second", second.into())];
    sentence(&code, "notice-both", &both)
}

/// The first of many numbers, and how many more there are.
fn listed(numbers: &[String]) -> Arg {
    let shown = numbers.iter().take(LISTED).cloned().collect::<Vec<_>>();
    match numbers.len() - shown.len() {
        0 => same(shown.join(", ")),
        more => same(format!("{} ... (+{more})", shown.join(", "))),
    }
}

fn replaced(old: &Serial, finishing: bool, license: Relicensing, clock: &Clock) -> Text {
    let named = ("old", same(old));
    let license = match license {
        Relicensing::Nothing => said("notice", "license-nothing", &[]),
        Relicensing::Transfer(until) => {
            let until = same(clock.day_and_minutes(until));
            said(
                "notice",
                "license-transfer",
                &[named.clone(), ("until", until)],
            )
        }
        Relicensing::TransferNow => said("notice", "license-transfer-now", slice::from_ref(&named)),
    };
    if !finishing {
        return license;
    }
    let finishing = said("notice", "old-finishing", &[named]);
    both(finishing, license)
}
