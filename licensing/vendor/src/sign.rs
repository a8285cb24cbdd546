//! Makes certificates, licenses, revocation lists and time resets: our words to the wire's message, signed.
//!
//! Nothing here judges the terms: [`madoguchi_licensing::verify`] does, with the very code that the
//! clinic's program runs. [`crate::folder::IssuerFolder::issue`] hands out nothing that it refuses.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Binding, Environment, InstallationKey, LicenseId};
use madoguchi_licensing::keys::{KeyId, PublicKey};
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;

use crate::signer::Signer;

/// What every document says of itself, besides its signer.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its id, unique for ever.
    pub id: LicenseId,
    /// Which installations it is for.
    pub environment: Environment,
    /// Its number among its signer's documents, from 1.
    pub sequence: u64,
    /// When it is signed, in milliseconds since 1970.
    pub issued_at_ms: i64,
}

/// What a root certifies.
#[derive(Debug, Clone)]
pub struct IssuerTerms {
    /// The certificate's heading.
    pub heading: Heading,
    /// The issuer's public key.
    pub public_key: PublicKey,
    /// Who that is, for people; 1 to 64 characters.
    pub name: String,
    /// Whether it may issue additional licenses.
    pub additional: bool,
    /// Whether it may issue bundled licenses.
    pub bundled: bool,
    /// The most seats that one license of it may grant.
    pub seats_per_license: u8,
    /// The highest number that it may use.
    pub last_sequence: u64,
    /// It may sign from here, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// It may sign until here (exclusive), in milliseconds since 1970.
    pub not_after_ms: i64,
}

/// What an issuer grants.
#[derive(Debug, Clone)]
pub struct LicenseTerms {
    /// The license's heading.
    pub heading: Heading,
    pub binding: Binding,
    /// In force from, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// In force until (exclusive), in milliseconds since 1970; `None`: for ever.
    pub not_after_ms: Option<i64>,
    /// Licenses that end when this one arrives; at most 16.
    pub supersedes: Vec<LicenseId>,
    /// The first license of its line: its own id, unless it takes the place of another.
    pub lineage: LicenseId,
}

/// What is taken back, from the first list of a signer to this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Licenses that no longer hold; at most 256.
    pub licenses: BTreeSet<LicenseId>,
    /// Issuers whose signatures no longer hold, each from a number on; at most 16, and for a root alone.
    pub issuers: BTreeMap<KeyId, u64>,
}

/// What time an issuer tells an installation that asked.
#[derive(Debug, Clone)]
pub struct ResetTerms {
    /// The reset's heading.
    pub heading: Heading,
    /// The installation that asked.
    pub installation: InstallationKey,
    /// What it asked with: the reset answers this once.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
}

/// A root certifies an issuer.
///
/// # Errors
/// When the document gets too large.
pub fn sign_issuer_certificate(
    root: &Signer,
    terms: &IssuerTerms,
) -> Result<Document, document::Error> {
    let kinds = [
        (terms.additional, v1::LicenseKind::Additional),
        (terms.bundled, v1::LicenseKind::Bundled),
    ];
    let certificate = v1::IssuerCertificate {
        header: Some(header(root, &terms.heading)),
        public_key: terms.public_key.to_bytes().to_vec(),
        name: terms.name.clone(),
        kinds: kinds
            .into_iter()
            .filter_map(|(may, kind)| may.then_some(kind.into()))
            .collect(),
        seats_per_license: terms.seats_per_license.into(),
        last_sequence: terms.last_sequence,
        not_before_ms: terms.not_before_ms,
        not_after_ms: terms.not_after_ms,
    };
    root.sign(&certificate, None)
}

/// An issuer grants seats; `certificate` is its own, and travels with the license.
///
/// # Errors
/// When the document gets too large.
pub fn sign_license(
    issuer: &Signer,
    certificate: &Document,
    terms: &LicenseTerms,
) -> Result<Document, document::Error> {
    sign_license_with_list(issuer, certificate, terms, None)
}

/// The same, with a revocation list that rides on it.
///
/// # Errors
/// When the document gets too large.
pub fn sign_license_with_list(
    issuer: &Signer,
    certificate: &Document,
    terms: &LicenseTerms,
    list: Option<&Document>,
) -> Result<Document, document::Error> {
    let (kind, seats, bound_to) = binding(&terms.binding);
    let license = v1::License {
        header: Some(header(issuer, &terms.heading)),
        kind: kind.into(),
        seats: seats.into(),
        bound_to: Some(bound_to),
        not_before_ms: terms.not_before_ms,
        not_after_ms: terms.not_after_ms.unwrap_or_default(),
        supersedes: terms.supersedes.iter().map(ToString::to_string).collect(),
        lineage: terms.lineage.to_string(),
        revocation_list: list
            .map(|list| list.as_bytes().to_vec())
            .unwrap_or_default(),
    };
    issuer.sign(&license, Some(certificate))
}

/// A root (without a certificate) or an issuer takes documents back.
///
/// # Errors
/// When the document gets too large.
pub fn sign_revocation_list(
    signer: &Signer,
    certificate: Option<&Document>,
    heading: &Heading,
    taken: &TakenBack,
) -> Result<Document, document::Error> {
    let issuers = taken.issuers.iter().map(|(id, from)| v1::RevokedIssuer {
        issuer: id.0.to_vec(),
        from_sequence: *from,
    });
    let list = v1::RevocationList {
        header: Some(header(signer, heading)),
        licenses: taken.licenses.iter().map(ToString::to_string).collect(),
        issuers: issuers.collect(),
    };
    signer.sign(&list, certificate)
}

/// An issuer says what time it is.
///
/// # Errors
/// When the document gets too large.
pub fn sign_time_reset(
    issuer: &Signer,
    certificate: &Document,
    terms: &ResetTerms,
) -> Result<Document, document::Error> {
    let reset = v1::TimeReset {
        header: Some(header(issuer, &terms.heading)),
        installation_key: terms.installation.0.to_vec(),
        nonce: terms.nonce.to_vec(),
        time_ms: terms.time_ms,
    };
    issuer.sign(&reset, Some(certificate))
}

fn header(signer: &Signer, heading: &Heading) -> v1::DocumentHeader {
    v1::DocumentHeader {
        id: heading.id.to_string(),
        environment: v1::Environment::from(heading.environment).into(),
        sequence: heading.sequence,
        issuer: signer.key_id().0.to_vec(),
        issued_at_ms: heading.issued_at_ms,
    }
}

fn binding(binding: &Binding) -> (v1::LicenseKind, u8, BoundTo) {
    match binding {
        Binding::Additional {
            installation,
            seats,
        } => (
            v1::LicenseKind::Additional,
            *seats,
            BoundTo::InstallationKey(installation.0.to_vec()),
        ),
        Binding::Bundled { serial, unit_key } => (
            v1::LicenseKind::Bundled,
            1,
            BoundTo::Unit(v1::BoundUnit {
                serial: serial.to_string(),
                unit_key: unit_key.map(|key| key.to_vec()).unwrap_or_default(),
            }),
        ),
    }
}
