//! What became of a license, what is doubtful, and what was done: the ledger in words.

use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::Binding;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

use super::{Spoken, each, plain, text};
use crate::ledger::doubts::{Masked, What};
use crate::ledger::facts::{self, Contact};
use crate::ledger::product::Gives;
use crate::ledger::record::{Done, Heard, Record};
use crate::ledger::state::{End, Ended};
use crate::ledger::when::When;

impl Spoken for When {
    fn text(&self) -> Text {
        match self.minute() {
            Some(minute) => text("when", &[("at", same(minute))]),
            None => plain(format!("{} ms", self.0)),
        }
    }
}

impl Spoken for Gives {
    fn text(&self) -> Text {
        match self {
            Self::Additional { seats: 1 } => text("gives-one", &[]),
            Self::Additional { seats } => text("gives-some", &[("seats", same(seats))]),
            Self::Bundled => text("gives-bundled", &[]),
        }
    }
}

impl Spoken for End {
    fn text(&self) -> Text {
        let at = ("at", each(&When(self.at_ms)));
        match &self.how {
            Ended::Returned => text("end-returned", &[at]),
            Ended::Reissued { by } => text("end-reissued", &[at, ("by", same(by))]),
            Ended::Moved { by, to } => text("end-moved", &[at, ("by", same(by)), ("to", same(to))]),
            Ended::Revoked { list, named: true } => {
                text("end-revoked", &[at, ("list", same(list))])
            }
            Ended::Revoked { list, named: false } => {
                text("end-revoked-issuer", &[at, ("list", same(list))])
            }
            Ended::Renewed { by } => text("end-renewed", &[at, ("by", same(by))]),
        }
    }
}

impl What {
    /// The kind of doubt in a few words.
    #[must_use]
    pub fn title(&self) -> Text {
        let key = match self {
            Self::Forked { .. } => "doubt-title-forked",
            Self::Double { .. } => "doubt-title-double",
            Self::BrokenServes { .. } => "doubt-title-broken-serves",
            Self::SpeaksAfterReturn { .. } => "doubt-title-speaks-after-return",
            Self::SpeaksAfterLoss { .. } => "doubt-title-speaks-after-loss",
            Self::NumberAgain { .. } => "doubt-title-number-again",
            Self::SameNumber { .. } => "doubt-title-same-number",
            Self::Unproven { .. } => "doubt-title-unproven",
            Self::OtherMachine { .. } => "doubt-title-other-machine",
        };
        text(key, &[])
    }
}

impl Spoken for What {
    fn text(&self) -> Text {
        match self {
            Self::Forked { counter } => text("doubt-forked", &[("counter", same(counter))]),
            Self::Double {
                unit,
                other,
                seen_at_ms,
            } => {
                let other = ("other", same(Masked(*other)));
                let at = ("at", each(&When(*seen_at_ms)));
                text("doubt-double", &[("unit", same(unit)), other, at])
            }
            Self::BrokenServes {
                unit,
                lineage,
                replaced_at_ms,
                in_grace,
            } => {
                let key = match in_grace {
                    true => "doubt-broken-serves-in-grace",
                    false => "doubt-broken-serves",
                };
                let at = ("at", each(&When(*replaced_at_ms)));
                text(key, &[("unit", same(unit)), at, ("lineage", same(lineage))])
            }
            Self::SpeaksAfterReturn { returned_at_ms } => {
                let at = each(&When(*returned_at_ms));
                text("doubt-speaks-after-return", &[("at", at)])
            }
            Self::SpeaksAfterLoss { lost_at_ms } => text(
                "doubt-speaks-after-loss",
                &[("at", each(&When(*lost_at_ms)))],
            ),
            Self::NumberAgain {
                issuer,
                number,
                first,
            } => {
                let values = [
                    ("issuer", same(issuer)),
                    ("number", same(number)),
                    ("first", same(first)),
                ];
                text("doubt-number-again", &values)
            }
            Self::SameNumber {
                issuer,
                number,
                first,
                second,
            } => {
                let (issuer, number) = (("issuer", same(issuer)), ("number", same(number)));
                let values = [
                    issuer,
                    number,
                    ("first", same(first)),
                    ("second", same(second)),
                ];
                text("doubt-same-number", &values)
            }
            Self::Unproven { license } => text("doubt-unproven", &[("license", same(license))]),
            Self::OtherMachine { parts, known } => other_machine(parts, *known),
        }
    }
}

fn other_machine(parts: &[&'static str], known: usize) -> Text {
    let mut names = plain("");
    for (number, part) in parts.iter().enumerate() {
        let part = text(part, &[]);
        if number > 0 {
            names.ja.push('、');
            names.en.push_str(", ");
        }
        names.ja.push_str(&part.ja);
        names.en.push_str(&part.en);
    }
    let key = match parts.len() * 2 > known && known > 1 {
        true => "doubt-other-machine",
        false => "doubt-repaired-machine",
    };
    let (changed, known) = (("changed", same(parts.len())), ("known", same(known)));
    text(key, &[changed, known, ("parts", names.into())])
}

/// One act in one line, for a product's story: its time, its number, and what was done.
#[must_use]
pub fn line(act: &Record) -> Text {
    let what = act.done.as_ref().map_or_else(|| plain("–"), told);
    let at = ("at", each(&When(act.at_ms)));
    text(
        "act-line",
        &[at, ("act", same(act.sequence)), ("what", what.into())],
    )
}

fn told(done: &Done) -> Text {
    let license = |document: &[u8]| ("license", license(document).into());
    let who = |document: &[u8]| ("who", who(document).into());
    match done {
        Done::Begun(_) => text("act-begun", &[]),
        Done::ProductsAdded(added) => match added.products.len() {
            1 => text("act-entered", &[]),
            count => text("act-entered-with-others", &[("count", same(count - 1))]),
        },
        Done::Shipped(shipped) => text("act-shipped", &[license(&shipped.license)]),
        Done::Activated(activated) => text("act-activated", &[license(&activated.license)]),
        Done::Transferred(moved) => {
            let values = [who(&moved.request), license(&moved.license)];
            text("act-transferred", &values)
        }
        Done::Reissued(reissued) => text("act-reissued", &[license(&reissued.license)]),
        Done::Returned(returned) => text("act-returned", &[who(&returned.document)]),
        Done::Revoked(revoked) => match revoked.by_root {
            true => text("act-revoked-by-root", &[]),
            false => text("act-revoked-by-issuer", &[]),
        },
        Done::Heard(heard) => {
            let answer = ("answer", answer(heard).into());
            text("act-heard", &[who(&heard.document), answer])
        }
    }
}

/// The answer that an installation got. An earlier release wrote it down in English alone.
fn answer(heard: &Heard) -> Text {
    let english = plain(&heard.answer);
    match heard.answer_ja.is_empty() {
        true => Text {
            ja: text("act-answer-of-old", &[("answer", english.clone().into())]).ja,
            ..english
        },
        false => Text {
            ja: heard.answer_ja.clone(),
            ..english
        },
    }
}

fn license(document: &[u8]) -> Text {
    let grant = Document::decode(document)
        .ok()
        .as_ref()
        .and_then(facts::grant);
    let Some(grant) = grant else {
        return text("act-unreadable-license", &[]);
    };
    let place = match &grant.binding {
        Binding::Additional { installation, .. } => {
            text("installation", &[("key", same(Masked(*installation)))])
        }
        Binding::Bundled { serial, .. } => text("unit", &[("serial", same(serial))]),
    };
    let (id, place) = (("id", same(&grant.id)), ("place", place.into()));
    match grant.supersedes.first() {
        None => text("act-license", &[id, place]),
        Some(old) => text("act-license-in-place", &[id, place, ("old", same(old))]),
    }
}

fn who(document: &[u8]) -> Text {
    let contact = Document::decode(document)
        .ok()
        .as_ref()
        .and_then(Contact::of);
    match contact {
        None => text("who-unknown", &[]),
        Some(contact) => text(
            "installation",
            &[("key", same(Masked(contact.installation)))],
        ),
    }
}
