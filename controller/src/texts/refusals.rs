//! Why a command was refused or could not be kept.

use super::admission::service;
use super::bundles::{said, sentence};
use super::clock::Clock;
use super::lacks::{Detail, lack, tied, wishes};
use super::licenses::standing;
use super::waiting::{state, typed_wish, wish};
use crate::engine::ActError;
use crate::store::CommitError;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::ids::{Number, Serial};
use madoguchi_fleet::refusal::{NoNeed, NoneFree, Way};
use madoguchi_fleet::ticket::MAX_ATTEMPTS;
use madoguchi_fleet::time::SECOND;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// The most readers that a refusal lists: four PCs of four. "unit list" has all.
const MAX_LISTED: usize = 16;

/// Why the fleet refused a command, where no time is shown.
#[must_use]
pub fn refusal(refusal: &Refusal) -> Text {
    refusal_at(refusal, &Clock::at_offset(0))
}

/// The same by this clock. Few show a time: since when a reader is away, of which day a ticket is.
fn refusal_at(refusal: &Refusal, clock: &Clock) -> Text {
    let code = refusal.code();
    let args = args(refusal, clock);
    match key(refusal) {
        None => said("refusal", code, &args),
        Some(key) => sentence(code, key, &args),
    }
}

/// The sentence of a refusal that has several, by what is so.
fn key(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::NoFreeUnit { why, .. } => match why {
            NoneFree::Lack(_) => "refusal-no-free-unit-lack",
            NoneFree::InLine => "refusal-no-free-unit-in-line",
            NoneFree::Aside(_) => "refusal-no-free-unit-aside",
            NoneFree::Held => "refusal-no-free-unit-held",
        },
        Refusal::AtTheReader { silent: true, .. } => "refusal-at-the-reader-silent",
        Refusal::NoSuchNeed { why, .. } => match why {
            NoNeed::Nothing => "refusal-no-such-need-nothing",
            NoNeed::NotThis { .. } => "refusal-no-such-need-not-this",
            NoNeed::Met => "refusal-no-such-need-met",
            NoNeed::NoneServes => "refusal-no-such-need-none-serves",
        },
        Refusal::NoSuchUnit { known, .. } if known.is_empty() => "refusal-no-such-unit-none",
        Refusal::NoUnitHasAll(needs) if tied(needs).is_some() => "refusal-no-unit-has-all-tied",
        Refusal::NoUnitHas { known, .. } if known.is_empty() => "refusal-no-unit-has-any-tag",
        _ => return None,
    })
}

fn args(refusal: &Refusal, clock: &Clock) -> Vec<(&'static str, Arg)> {
    match refusal {
        Refusal::CalledTooOften(number) => {
            vec![("number", same(number)), ("limit", same(MAX_ATTEMPTS))]
        }
        Refusal::NoSuchTicket(number)
        | Refusal::NumberInUse(number)
        | Refusal::NothingToChange(number) => vec![("number", same(number))],
        Refusal::NoSuchNeed { number, why } => {
            let mut args = vec![("number", same(number))];
            if let NoNeed::NotThis { need, needs } = why {
                args.push(("wish", wish(need).into()));
                args.push(("wishes", wishes(needs).into()));
            }
            args
        }
        Refusal::NothingToUndo { number, way } => {
            vec![
                ("number", same(number)),
                ("way", self::way(*way, number, clock).into()),
            ]
        }
        Refusal::NoFreeUnit { number, why } => {
            let mut args = vec![("number", same(number))];
            match why {
                NoneFree::Lack(why) => {
                    let why = lack(why, number, Detail::Whole, clock);
                    args.push(("why", why.into()));
                }
                NoneFree::Aside(way) => args.push(("way", self::way(*way, number, clock).into())),
                NoneFree::InLine | NoneFree::Held => {}
            }
            args
        }
        Refusal::WishesExclude { first, second } => {
            vec![
                ("first", wish(first).into()),
                ("second", wish(second).into()),
            ]
        }
        Refusal::NoUnitHas { tag, known } => {
            let known: Vec<_> = known.iter().map(ToString::to_string).collect();
            vec![("tag", same(tag)), ("known", same(known.join(", ")))]
        }
        Refusal::NoUnitHasAll(needs) => match tied(needs) {
            Some((unit, others)) => {
                vec![("unit", same(unit)), ("wishes", wishes(&others).into())]
            }
            None => vec![("wishes", wishes(needs).into())],
        },
        Refusal::QueueFull(limit)
        | Refusal::TooManySignatures(limit)
        | Refusal::TooManyWishes(limit)
        | Refusal::TooManyLicenses(limit)
        | Refusal::TooManyPeople(limit)
        | Refusal::TooManyUnits(limit) => vec![("limit", same(limit))],
        Refusal::WrongState {
            number,
            state: found,
            way,
        } => vec![
            ("number", same(number)),
            ("state", state(found).into()),
            ("way", self::way(*way, number, clock).into()),
        ],
        Refusal::AtTheReader { number, unit, .. } => {
            vec![("number", same(number)), ("unit", same(unit))]
        }
        Refusal::ReaderAlive {
            number,
            unit,
            silence_ms,
            from,
        } => vec![
            ("number", same(number)),
            ("unit", same(unit)),
            ("seconds", same(silence_ms / SECOND)),
            ("from", same(clock.seconds(*from))),
        ],
        Refusal::NeedUnmet {
            number,
            unit,
            wish: need,
        } => vec![
            ("number", same(number)),
            ("unit", same(unit)),
            ("wish", wish(need).into()),
            ("need", same(typed_wish(need))),
        ],
        Refusal::UnitNotFree { unit, why } => {
            vec![
                ("unit", same(unit)),
                ("why", service(why, unit, clock).into()),
            ]
        }
        Refusal::NoSuchUnit { name, known } => {
            vec![("unit", same(name)), ("known", same(readers(known)))]
        }
        Refusal::CounterShared { counter, units } => {
            let units: Vec<_> = units.iter().map(ToString::to_string).collect();
            vec![
                ("counter", same(counter)),
                ("units", same(units.join(", "))),
            ]
        }
        Refusal::ReaderTooOld { unit, software } | Refusal::RestartTooOld { unit, software } => {
            vec![("unit", same(unit)), ("software", same(software))]
        }
        Refusal::DeliveredAhead { unit, delivered } => {
            vec![("unit", same(unit)), ("delivered", same(delivered))]
        }
        Refusal::ReaderAway(unit)
        | Refusal::RestartAway(unit)
        | Refusal::InMaintenance(unit)
        | Refusal::UntilPassed(unit)
        | Refusal::ReaderInUse(unit)
        | Refusal::UnitRetired(unit)
        | Refusal::KeyInUse(unit)
        | Refusal::NoWalkUpAt(unit)
        | Refusal::WalkUpFailed(unit)
        | Refusal::ReplacesItself(unit)
        | Refusal::ReplaceNoGround(unit)
        | Refusal::StaleConnection(unit) => vec![("unit", same(unit))],
        Refusal::ReplacedAlready { old, by } => vec![("old", same(old)), ("by", same(by))],
        Refusal::OtherEdition { old, new } => vec![("old", same(old)), ("new", same(new))],
        Refusal::LicenseNotForHere(found) => {
            vec![("standing", standing(found, clock).into())]
        }
        Refusal::BridgedBefore(lineage) => vec![("lineage", same(lineage))],
        Refusal::ListNotNewer { number, known } => {
            vec![("number", same(number)), ("known", same(known))]
        }
        Refusal::ListTakenBack(number) => vec![("number", same(number))],
        Refusal::RequestIdInUse(request) => vec![("request", same(request))],
        Refusal::SessionNamedOtherwise(session) => vec![("session", same(session))],
        Refusal::SequenceInUse {
            first,
            issuer,
            sequence,
        } => vec![
            ("first", same(first)),
            ("issuer", same(issuer)),
            ("sequence", same(sequence)),
        ],
        Refusal::LicenseIdInUse(license) => vec![("license", same(license))],
        Refusal::ActOutOfOrder(counter) => vec![("counter", same(counter))],
        Refusal::ResetOfAnotherInstallation(installation) => {
            vec![("installation", same(installation))]
        }
        Refusal::NoSuchPerson(name)
        | Refusal::PersonExists(name)
        | Refusal::LastAdministrator(name) => vec![("name", same(name))],
        Refusal::NothingToReturn
        | Refusal::WrongLogin
        | Refusal::ResetNotAsked
        | Refusal::ResetOfAnotherRequest
        | Refusal::ResetTakenBack
        | Refusal::BadCounter
        | Refusal::BadCable
        | Refusal::NothingToConfirm
        | Refusal::ClockMovedOn
        | Refusal::NoDayToUndo
        | Refusal::NextDayBegan
        | Refusal::DayEndedByItself
        | Refusal::NoSuchWalkUp(_)
        | Refusal::WalkUpBound(_) => Vec::new(),
    }
}

/// Readers, each with its counter and its serial.
fn readers(known: &[(Serial, String)]) -> String {
    let named = known.iter().take(MAX_LISTED);
    let mut named: Vec<_> = named
        .map(|(serial, counter)| format!("{counter} ({serial})"))
        .collect();
    if known.len() > MAX_LISTED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// What can be done with a ticket instead.
fn way(way: Way, number: &Number, clock: &Clock) -> Text {
    let mut args = vec![("number", same(number))];
    let code = match way {
        Way::Waits => "waits",
        Way::Unpark => "unpark",
        Way::Recall => "recall",
        Way::TakeBack => "take-back",
        Way::AtTheReader => "at-the-reader",
        Way::Reopen => "reopen",
        Way::EarlierDay(added_at) => {
            args.push(("day", same(clock.day(added_at))));
            "earlier-day"
        }
        Way::AddAnew => "add-anew",
    };
    said("way", code, &args)
}

/// Why an act was not done.
#[must_use]
pub fn act_error(error: &ActError) -> Text {
    act_error_at(error, &Clock::at_offset(0))
}

/// The same by this clock.
#[must_use]
pub fn act_error_at(error: &ActError, clock: &Clock) -> Text {
    match error {
        ActError::Refused(reason) => refusal_at(reason, clock),
        ActError::DiskFull { free_mib } => said("act", "disk-full", &[("free", same(free_mib))]),
        ActError::StoreFailed(why) => match **why {
            CommitError::TooLarge { .. } | CommitError::TooMany { .. } => {
                said("act", "store-too-much", &[])
            }
            // The cause is in the log: at the desk it would say nothing.
            CommitError::Conflict { .. } | CommitError::Failed { .. } | CommitError::Poisoned => {
                said("act", "store-failed", &[])
            }
        },
        ActError::Stopped => stopped(),
    }
}

/// The engine has stopped.
#[must_use]
pub fn stopped() -> Text {
    said("act", "stopped", &[])
}
