//! What a command takes away, in numbers: said before it is done.

use madoguchi_proto::v1::Text;
use madoguchi_texts::same;
use madoguchi_vendor::ledger::cost::{Moving, Reissuing, Returning, Revoking};
use madoguchi_vendor::ledger::doubts::Masked;
use madoguchi_vendor::lists::Added;
use madoguchi_vendor::texts::text;

/// What a new revocation list takes back that no earlier one did.
pub fn by_list(added: &Added) -> Text {
    let licenses = ("licenses", same(added.licenses));
    let mut said = Vec::new();
    if added.licenses > 0 {
        said.push(text("taken-licenses", &[licenses]));
    }
    said.extend(added.issuers.iter().map(|(issuer, from)| {
        let values = [("issuer", same(issuer)), ("from", same(from))];
        text("taken-issuer", &values)
    }));
    said.push(text("taken-for-good", &[]));
    joined(said)
}

/// What booking a revocation list ends in the ledger.
pub fn by_booked_list(cost: &Revoking) -> Text {
    let values = [
        ("licenses", same(cost.licenses)),
        ("clinics", same(cost.clinics)),
    ];
    text("taken-booked-list", &values)
}

/// What booking a return ends in the ledger.
pub fn by_return(cost: &Returning) -> Text {
    let values = [
        ("key", same(Masked(cost.installation))),
        ("licenses", same(cost.licenses)),
    ];
    text("taken-return", &values)
}

pub fn by_transfer(moving: &Moving) -> Text {
    let values = [
        ("license", same(&moving.license)),
        ("old", same(&moving.old_unit)),
        ("new", same(&moving.new_unit)),
    ];
    let unproven = usize::from(!moving.proven);
    with_unproven(text("taken-transfer", &values), unproven)
}

pub fn by_reissue(cost: &Reissuing) -> Text {
    let values = [
        ("pcs", same(cost.installations)),
        ("licenses", same(cost.licenses)),
        ("seats", same(cost.seats)),
    ];
    with_unproven(text("taken-reissue", &values), cost.unproven)
}

fn with_unproven(said: Text, unproven: usize) -> Text {
    match unproven {
        0 => said,
        _ => joined(vec![
            said,
            text("taken-unproven", &[("licenses", same(unproven))]),
        ]),
    }
}

/// Sentences one after the other, under the code of the first.
fn joined(said: Vec<Text>) -> Text {
    let join = |side: fn(&Text) -> &str, between: &str| {
        let sides: Vec<_> = said.iter().map(side).collect();
        sides.join(between)
    };
    Text {
        code: said
            .first()
            .map_or_else(String::new, |text| text.code.clone()),
        ja: join(|text| &text.ja, ""),
        en: join(|text| &text.en, " "),
    }
}
