//! Refusals to hand out a license, in words that the vendor can read to the clinic over the telephone.

use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

use super::{Spoken, because, each, text};
use crate::ledger;
use crate::ledger::state::Ended;

in_english!(ledger::Refusal);

impl Spoken for ledger::Refusal {
    fn text(&self) -> Text {
        match self {
            Self::Proof(source) => because(text("refusal-proof", &[]), source.text()),
            Self::OtherEnvironment { found, here } => text(
                "refusal-other-environment",
                &[("found", each(found)), ("here", each(here))],
            ),
            Self::OtherIssuer { found, here } => text(
                "refusal-other-issuer",
                &[("found", each(found)), ("here", each(here))],
            ),
            Self::StolenIssuer { issuer } => {
                text("refusal-stolen-issuer", &[("issuer", same(issuer))])
            }
            Self::NoProductKey => text("refusal-no-product-key", &[]),
            Self::TwoProductKeys { requested, given } => text(
                "refusal-two-product-keys",
                &[("requested", same(requested)), ("given", same(given))],
            ),
            Self::UnknownProduct { key } => text("refusal-unknown-product", &[("key", same(key))]),
            Self::OtherKind {
                key,
                gives,
                command,
            } => text(
                "refusal-other-kind",
                &[
                    ("key", same(key)),
                    ("gives", each(gives)),
                    ("command", same(command)),
                ],
            ),
            Self::TooManySeats { key, asked, sold } => text(
                "refusal-too-many-seats",
                &[
                    ("asked", same(asked)),
                    ("key", same(key)),
                    ("sold", same(sold)),
                ],
            ),
            Self::TermOver { key, begun, ended } => text(
                "refusal-term-over",
                &[
                    ("key", same(key)),
                    ("begun", each(begun)),
                    ("ended", each(ended)),
                ],
            ),
            Self::Used {
                key,
                installation,
                clinic,
                at,
                license,
                reissued,
            } => text(
                match reissued {
                    true => "refusal-used-reissued",
                    false => "refusal-used",
                },
                &[
                    ("key", same(key)),
                    ("at", each(at)),
                    ("installation", same(installation)),
                    ("clinic", same(clinic)),
                    ("license", same(license)),
                ],
            ),
            Self::Ended { license, end } => {
                let key = match end.how {
                    Ended::Revoked { named: true, .. } => "refusal-ended-for-good",
                    _ => "refusal-ended",
                };
                text(key, &[("license", same(license)), ("end", each(end))])
            }
            Self::InstallationReturned { installation, at } => text(
                "refusal-installation-returned",
                &[("installation", same(installation)), ("at", each(at))],
            ),
            Self::UnknownLicense { license } => {
                text("refusal-unknown-license", &[("license", same(license))])
            }
            Self::Unproven {
                license,
                clinic,
                customer,
            } => text(
                "refusal-unproven",
                &[
                    ("license", same(license)),
                    ("customer", same(customer)),
                    ("clinic", same(clinic)),
                ],
            ),
            Self::FactoryKeyNeeded { license, old, new } => text(
                "refusal-factory-key-needed",
                &[
                    ("license", same(license)),
                    ("old", same(old)),
                    ("new", same(new)),
                ],
            ),
            Self::NotBundled { license } => {
                text("refusal-not-bundled", &[("license", same(license))])
            }
            Self::NotAdditional { license, unit } => text(
                "refusal-not-additional",
                &[("license", same(license)), ("unit", same(unit))],
            ),
            Self::OtherUnit {
                license,
                found,
                asked,
            } => text(
                "refusal-other-unit",
                &[
                    ("license", same(license)),
                    ("found", same(found)),
                    ("asked", same(asked)),
                ],
            ),
            Self::HasItsOwn { unit, license } => text(
                "refusal-has-its-own",
                &[("unit", same(unit)), ("license", same(license))],
            ),
            Self::NothingLost => text("refusal-nothing-lost", &[]),
            Self::NotLost { license } => text("refusal-not-lost", &[("license", same(license))]),
            Self::Limit { key, count, limit } => text(
                "refusal-limit",
                &[
                    ("key", same(key)),
                    ("count", same(count)),
                    ("limit", same(limit)),
                ],
            ),
            Self::Shipped {
                key,
                unit,
                at,
                license,
                from,
            } => {
                let mut values = vec![
                    ("key", same(key)),
                    ("unit", same(unit)),
                    ("at", each(at)),
                    ("license", same(license)),
                ];
                values.extend(from.iter().map(|from| ("from", same(from))));
                match from {
                    Some(_) => text("refusal-transferred", &values),
                    None => text("refusal-shipped", &values),
                }
            }
            Self::Issuer(error) => error.text(),
            Self::Append(error) => error.text(),
            Self::Read(error) => error.text(),
        }
    }
}
