//! Why no reader can serve somebody: the readers that are out of use, each with its reason.

use super::admission::service;
use super::bundles::{said, sentence};
use super::clock::Clock;
use super::story::place;
use super::waiting::wish;
use madoguchi_fleet::reasons::{Lack, OutOfUse};
use madoguchi_fleet::wish::Wish;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

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

/// Why no unit can serve a ticket. Codes: `no-unit-serves`, `need-unmet`, `needs-apart`.
#[must_use]
pub fn lack(lack: &Lack, detail: Detail, clock: &Clock) -> Text {
    match lack {
        Lack::NoneEnrolled => none_serves(&[], detail, clock),
        Lack::NoneServes(out) => none_serves(out, detail, clock),
        Lack::Need { wish: need, by } => {
            let args = [
                ("wish", wish(need).into()),
                ("by", who_has(by, detail, clock).into()),
            ];
            said("lack", "need-unmet", &args)
        }
        Lack::Together(needs) => said("lack", "needs-apart", &[("wishes", wishes(needs).into())]),
    }
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

/// Which enrolled readers have what is needed, and why they do not serve.
pub(super) fn who_has(by: &[OutOfUse], detail: Detail, clock: &Clock) -> Text {
    match by {
        [] => said("lack", "nobody-has-it", &[]),
        by => readers(by, detail, clock),
    }
}

/// Readers with their reasons; those with the same reason are named together.
fn readers(out: &[OutOfUse], detail: Detail, clock: &Clock) -> Text {
    if detail == Detail::Row {
        return said("lack", "see-the-list", &[]);
    }
    let mut groups: Vec<(Text, Text)> = Vec::new();
    for reader in out.iter().take(READERS_TOLD) {
        let why = service(&reader.why, clock);
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
