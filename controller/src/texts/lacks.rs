//! Why no reader can serve somebody: the readers that are out of use, each with its reason.

use super::admission::service;
use super::bundles::{said, sentence};
use super::clock::Clock;
use super::story::place;
use super::waiting::{typed_wish, wish};
use madoguchi_fleet::ids::{Number, Serial};
use madoguchi_fleet::reasons::{Lack, OutOfUse, Service};
use madoguchi_fleet::wish::Wish;
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// The most readers that one sentence names: those of a full PC. Of more it says how many there are, and where to look.
pub(super) const READERS_TOLD: usize = 4;

/// How much of a cause is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// For a row of a list, where each other row would repeat it: where the readers' reasons stand.
    Row,
    /// Every reader with its reason.
    Whole,
}

const NEED_UNMET: [&str; 2] = ["lack-need-unmet", "lack-need-unmet-replaced"];
const NEEDS_APART: [&str; 2] = ["lack-needs-apart", "lack-needs-apart-tied"];

/// Why no unit can serve the ticket with this number. Codes: `no-unit-serves`, `need-unmet`, `needs-apart`.
#[must_use]
pub fn lack(lack: &Lack, number: &Number, detail: Detail, clock: &Clock) -> Text {
    match lack {
        Lack::NoneEnrolled => none_serves(&[], detail, clock),
        Lack::NoneServes(out) => none_serves(out, detail, clock),
        Lack::Need { wish, by } => {
            let number = ("number", same(number));
            need_unmet(NEED_UNMET, wish, by, number, detail, clock)
        }
        Lack::Together { needs, by } => {
            let number = ("number", same(number));
            needs_apart(NEEDS_APART, needs, by, number, detail, clock)
        }
    }
}

/// That no serving unit meets a need, for the tickets that `whose` says. The keys are of the sentence, and of that about a reader that was
/// replaced.
pub(super) fn need_unmet(
    keys: [&str; 2],
    need: &Wish,
    by: &[OutOfUse],
    whose: (&'static str, Arg),
    detail: Detail,
    clock: &Clock,
) -> Text {
    const CODE: &str = "need-unmet";
    let need_typed = ("need", same(typed_wish(need)));
    let successor = by.last().map(|last| &last.why);
    if let (Wish::Unit(unit), Some(Service::Replaced(successor))) = (need, successor) {
        let named = [("unit", same(unit)), ("by", same(successor))];
        let args: Vec<_> = named.into_iter().chain([whose, need_typed]).collect();
        return sentence(CODE, keys[1], &args);
    }
    let by = match by {
        [] => said("lack", "nobody-has-it", &[]),
        by => readers(by, detail, clock),
    };
    let args = [
        ("wish", wish(need).into()),
        ("by", by.into()),
        whose,
        need_typed,
    ];
    sentence(CODE, keys[0], &args)
}

/// That no serving unit meets these needs together, for the tickets that `whose` says. The keys are of the sentence, and of that about
/// tickets that are tied to a reader.
pub(super) fn needs_apart(
    keys: [&str; 2],
    needs: &[Wish],
    by: &[OutOfUse],
    whose: (&'static str, Arg),
    detail: Detail,
    clock: &Clock,
) -> Text {
    const CODE: &str = "needs-apart";
    if let Some((unit, others)) = tied(needs) {
        let need = same(typed_wish(&Wish::Unit(unit.clone())));
        let args = [
            ("unit", same(unit)),
            ("wishes", wishes(&others).into()),
            whose,
            ("need", need),
        ];
        return sentence(CODE, keys[1], &args);
    }
    let by = match by {
        [] => said("lack", "nobody-has-all", &[]),
        by => readers(by, detail, clock),
    };
    let args = [("wishes", wishes(needs).into()), ("by", by.into()), whose];
    sentence(CODE, keys[0], &args)
}

/// The reader among needs that stand apart, and the others.
pub(super) fn tied(needs: &[Wish]) -> Option<(&Serial, Vec<Wish>)> {
    let unit = needs.iter().find_map(|need| match need {
        Wish::Unit(unit) => Some(unit),
        _ => None,
    })?;
    let others = needs.iter().filter(|need| !matches!(need, Wish::Unit(_)));
    Some((unit, others.cloned().collect()))
}

/// That no unit serves, and why: none is enrolled, or each has its reason.
pub(super) fn none_serves(out: &[OutOfUse], detail: Detail, clock: &Clock) -> Text {
    const CODE: &str = "no-unit-serves";
    match out {
        [] => sentence(CODE, "lack-none-enrolled", &[]),
        out => {
            let readers = readers(out, detail, clock);
            said("lack", CODE, &[("readers", readers.into())])
        }
    }
}

/// Readers with their reasons; those with the same reason are named together.
fn readers(out: &[OutOfUse], detail: Detail, clock: &Clock) -> Text {
    if detail == Detail::Row {
        return said("lack", "see-the-list", &[]);
    }
    let mut groups: Vec<(Text, Text)> = Vec::new();
    for reader in out.iter().take(READERS_TOLD) {
        let why = service(&reader.why, &reader.unit, clock);
        let place = place(Some(&reader.unit), Some(&reader.counter));
        match groups.iter_mut().find(|(_, other)| *other == why) {
            Some((places, _)) => *places = and(std::mem::take(places), place),
            None => groups.push((place, why)),
        }
    }
    let each = groups.into_iter().map(|(place, why)| {
        let args = [("place", place.into()), ("why", why.into())];
        said("lack", "reader", &args)
    });
    let told = each.reduce(beside).unwrap_or_default();
    match out.len().saturating_sub(READERS_TOLD) {
        0 => told,
        more => beside(told, said("lack", "more-readers", &[("more", same(more))])),
    }
}

/// What is wished for, all of it.
pub(super) fn wishes(wishes: &[Wish]) -> Text {
    wishes.iter().map(wish).reduce(and).unwrap_or_default()
}

/// Two names in a list.
fn and(first: Text, second: Text) -> Text {
    let args = [("first", first.into()), ("second", second.into())];
    sentence("and", "lack-and", &args)
}

/// Two sentences, one after the other, under the first one's code.
pub(super) fn beside(first: Text, second: Text) -> Text {
    let code = first.code.clone();
    let args = [("first", first.into()), ("second", second.into())];
    sentence(&code, "lack-beside", &args)
}
