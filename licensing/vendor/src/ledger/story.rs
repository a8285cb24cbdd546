//! One act in one line, for a product's story.

use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::Binding;

use super::doubts::Masked;
use super::facts::{self, Contact};
use super::record::{Done, Record};
use super::when::When;

/// The kind of act, its time, and its parties.
#[must_use]
pub fn line(act: &Record) -> String {
    let what = act.done.as_ref().map_or_else(|| "nothing".to_owned(), told);
    format!("{}  act {}: {what}", When(act.at_ms), act.sequence)
}

fn told(done: &Done) -> String {
    match done {
        Done::Begun(_) => "the ledger was begun".into(),
        Done::ProductsAdded(added) => match added.products.len() {
            1 => "entered".into(),
            count => format!("entered, with {} others", count - 1),
        },
        Done::Shipped(shipped) => format!("shipped: {}", license(&shipped.license)),
        Done::Activated(activated) => format!("activated: {}", license(&activated.license)),
        Done::Transferred(moved) => {
            format!(
                "transferred at the request of {}: {}",
                who(&moved.request),
                license(&moved.license)
            )
        }
        Done::Reissued(reissued) => {
            format!("reissued, its PC was lost: {}", license(&reissued.license))
        }
        Done::Returned(returned) => format!("given back by {}", who(&returned.document)),
        Done::Revoked(revoked) => {
            let by = if revoked.by_root {
                "the root"
            } else {
                "the issuer"
            };
            format!("revoked by {by}")
        }
        Done::Heard(heard) => format!(
            "{} asked, and was told: {}",
            who(&heard.document),
            heard.answer
        ),
    }
}

fn license(document: &[u8]) -> String {
    let grant = Document::decode(document)
        .ok()
        .as_ref()
        .and_then(facts::grant);
    let Some(grant) = grant else {
        return "a license that cannot be read".into();
    };
    let id = &grant.id;
    let place = match &grant.binding {
        Binding::Additional { installation, .. } => {
            format!("installation {}", Masked(*installation))
        }
        Binding::Bundled { serial, .. } => format!("unit {serial}"),
    };
    match grant.supersedes.first() {
        None => format!("{id} for {place}"),
        Some(old) => format!("{id} for {place}, in the place of {old}"),
    }
}

fn who(document: &[u8]) -> String {
    let contact = Document::decode(document)
        .ok()
        .as_ref()
        .and_then(Contact::of);
    contact.map_or_else(
        || "somebody".into(),
        |contact| format!("installation {}", Masked(contact.installation)),
    )
}
