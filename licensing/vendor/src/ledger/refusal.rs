//! The reasons why no license was handed out, in words that the vendor can read to the clinic over the telephone.

use std::sync::Arc;

use madoguchi_licensing::acts;
use madoguchi_licensing::grant::{Environment, KeyId, LicenseId};
use madoguchi_licensing::product_key::ProductKey;

use super::disk::{AppendError, OpenError};
use super::doubts::Masked;
use super::state::End;
use super::when::When;
use crate::folder;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The sender does not hold the key, or it is another kind of document.
    #[error("the file is refused")]
    Proof(#[source] acts::Error),
    #[error("the request is for {}, and this ledger is for {}; use the right ledger and issuer", word(*.found), word(*.here))]
    OtherEnvironment {
        /// The environment of the request.
        found: Environment,
        here: Environment,
    },
    #[error("the issuer signs for {}, and this ledger is for {}; use the right ledger and issuer", word(*.found), word(*.here))]
    OtherIssuer {
        /// The environment of the issuer.
        found: Environment,
        here: Environment,
    },
    /// The issuer's key was stolen, so no clinic takes what it signs.
    #[error(
        "issuer {issuer} was revoked by a root's list that is booked in this ledger; sign with another issuer"
    )]
    StolenIssuer { issuer: KeyId },
    #[error(
        "the request names no product key; ask the clinic for it, and give it with --product-key"
    )]
    NoProductKey,
    #[error(
        "the request names product key {requested}, and {given} was given; ask the clinic which is meant"
    )]
    TwoProductKeys {
        /// The product key in the request.
        requested: ProductKey,
        /// The product key on the command line.
        given: ProductKey,
    },
    #[error("product key {key} is not in this ledger; ask the clinic to read it out once more")]
    UnknownProduct { key: ProductKey },
    #[error("product key {key} gives {gives}; it is used with \"{command}\"")]
    OtherKind {
        key: ProductKey,
        gives: super::product::Gives,
        /// The command that does it.
        command: &'static str,
    },
    #[error(
        "the clinic asks for {asked} seats, and product key {key} was sold for {sold}; ask it to request {sold}, or sell it more"
    )]
    TooManySeats {
        key: ProductKey,
        /// The seats that are asked for.
        asked: u32,
        /// The seats that were sold.
        sold: u8,
    },
    #[error(
        "product key {key} was sold for a term that began on {begun} and ended on {ended}; sell the clinic a new one"
    )]
    TermOver {
        key: ProductKey,
        /// The beginning of its first license.
        begun: When,
        ended: When,
    },
    #[error("product key {key} was used on {at} for installation {} at {clinic} (license {license}); that installation has to give it back first, or to be reported lost with \"reissue --lost\"", .installation)]
    Used {
        key: ProductKey,
        installation: Masked,
        clinic: Arc<str>,
        at: When,
        license: LicenseId,
    },
    #[error(
        "license {license} {end}; it is not handed out again, so the clinic has to make a new request if it is to get another"
    )]
    Ended { license: LicenseId, end: End },
    #[error(
        "installation {installation} gave its licenses back on {at}, and its key no longer exists; ask the clinic for a new request"
    )]
    InstallationReturned { installation: Masked, at: When },
    #[error(
        "license {license} is not in this ledger; check the file, or use the ledger that it was made with"
    )]
    UnknownLicense { license: LicenseId },
    #[error(
        "license {license} was sold to {customer} for {clinic}, and nothing shows that they are who asks; give its product key, which they have, with --product-key, or hand it out without a proof, with --anyway, which is noted as a doubt"
    )]
    Unproven {
        license: LicenseId,
        /// The clinic that owns it.
        clinic: Arc<str>,
        customer: Arc<str>,
    },
    /// The broken unit had to prove a factory key, and the new one would not.
    #[error(
        "license {license} names the factory key of unit {old}, so the next one has to name that of unit {new}; give it with --unit-key, or say that the unit has none, with --without-factory-key"
    )]
    FactoryKeyNeeded {
        license: LicenseId,
        old: Arc<str>,
        /// The unit that replaces it.
        new: String,
    },
    #[error(
        "license {license} is bound to an installation, not to a unit: nothing has to be transferred"
    )]
    NotBundled { license: LicenseId },
    #[error(
        "license {license} is bundled with unit {unit} and serves wherever that unit is attached: nothing has to be reissued"
    )]
    NotAdditional { license: LicenseId, unit: Arc<str> },
    #[error(
        "license {license} is for unit {found}, not for {asked}; ask the clinic which unit broke"
    )]
    OtherUnit {
        license: LicenseId,
        /// The unit that the license is for.
        found: Arc<str>,
        /// The unit that is said to be broken.
        asked: String,
    },
    #[error("unit {unit} has license {license} of its own: nothing has to be transferred to it")]
    HasItsOwn { unit: String, license: LicenseId },
    #[error(
        "the request names no license of a PC that died; use \"activate\", or ask the clinic to install the old license files with --old-pc-died first"
    )]
    NothingLost,
    /// The asking PC is the one that is said to be dead.
    #[error("license {license} belongs to the installation that asks: nothing is lost")]
    NotLost { license: LicenseId },
    #[error(
        "product key {key} was reissued {count} times already, and the limit is {limit}; look at \"product show\" and \"ledger doubts\", and raise --limit if that is in order"
    )]
    Limit {
        key: ProductKey,
        /// How often it was reissued.
        count: u32,
        /// How often it may be reissued.
        limit: u32,
    },
    #[error(
        "product key {key} was shipped with unit {unit} on {at} (license {license}); take another one"
    )]
    Shipped {
        key: ProductKey,
        unit: Arc<str>,
        at: When,
        license: LicenseId,
    },
    #[error(transparent)]
    Issuer(#[from] folder::Error),
    #[error(transparent)]
    Append(#[from] AppendError),
    #[error(transparent)]
    Read(#[from] OpenError),
}

impl Refusal {
    /// Whether the request was judged, and did not merely fail: then the contact and its answer are written.
    #[must_use]
    pub fn is_judgment(&self) -> bool {
        !matches!(
            self,
            Self::Proof(_) | Self::Issuer(_) | Self::Append(_) | Self::Read(_)
        )
    }
}

/// The environment as a word.
#[must_use]
pub fn word(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Test => "test",
    }
}
