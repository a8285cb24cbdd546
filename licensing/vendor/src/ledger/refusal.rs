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
    Proof(#[source] acts::Error),
    OtherEnvironment {
        /// The environment of the request.
        found: Environment,
        here: Environment,
    },
    OtherIssuer {
        /// The environment of the issuer.
        found: Environment,
        here: Environment,
    },
    /// The issuer's key was stolen, so no clinic takes what it signs.
    StolenIssuer {
        issuer: KeyId,
    },
    NoProductKey,
    TwoProductKeys {
        /// The product key in the request.
        requested: ProductKey,
        /// The product key on the command line.
        given: ProductKey,
    },
    UnknownProduct {
        key: ProductKey,
    },
    OtherKind {
        key: ProductKey,
        gives: super::product::Gives,
        /// The command that does it.
        command: &'static str,
    },
    TooManySeats {
        key: ProductKey,
        /// The seats that are asked for.
        asked: u32,
        /// The seats that were sold.
        sold: u8,
    },
    TermOver {
        key: ProductKey,
        /// The beginning of its first license.
        begun: When,
        ended: When,
    },
    Used {
        key: ProductKey,
        installation: Masked,
        clinic: Arc<str>,
        at: When,
        license: LicenseId,
        /// Whether it was reissued to that installation, because another PC was lost.
        reissued: bool,
    },
    Ended {
        license: LicenseId,
        end: End,
    },
    InstallationReturned {
        installation: Masked,
        at: When,
    },
    UnknownLicense {
        license: LicenseId,
    },
    Unproven {
        license: LicenseId,
        /// The clinic that owns it.
        clinic: Arc<str>,
        customer: Arc<str>,
    },
    /// The broken unit had to prove a factory key, and the new one would not.
    FactoryKeyNeeded {
        license: LicenseId,
        old: Arc<str>,
        /// The unit that replaces it.
        new: String,
    },
    NotBundled {
        license: LicenseId,
    },
    NotAdditional {
        license: LicenseId,
        unit: Arc<str>,
    },
    OtherUnit {
        license: LicenseId,
        /// The unit that the license is for.
        found: Arc<str>,
        /// The unit that is said to be broken.
        asked: String,
    },
    HasItsOwn {
        unit: String,
        license: LicenseId,
    },
    NothingLost,
    /// The asking PC is the one that is said to be dead.
    NotLost {
        license: LicenseId,
    },
    Limit {
        key: ProductKey,
        /// How often it was reissued.
        count: u32,
        /// How often it may be reissued.
        limit: u32,
    },
    Shipped {
        key: ProductKey,
        unit: Arc<str>,
        at: When,
        license: LicenseId,
        /// The reader that it was transferred from; `None` where it was shipped with this one.
        from: Option<Arc<str>>,
    },
    Issuer(#[from] folder::Error),
    Append(#[from] AppendError),
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
