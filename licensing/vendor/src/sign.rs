//! Makes and signs certificates, licenses, revocation lists and time resets: from domain types to wire messages.
//!
//! Nothing here checks the terms. [`madoguchi_licensing::verify`] does that, with the same code as in the clinic's program, and
//! [`crate::folder::IssuerFolder::issue`] hands out nothing that it refuses.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_licensing::document::{self, Document};
use madoguchi_licensing::grant::{Binding, Environment, InstallationKey, LicenseId};
use madoguchi_licensing::keys::{KeyId, PublicKey};
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;

use crate::signer::Signer;

/// The header of every document, without its signer.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its id, unique for ever.
    pub id: LicenseId,
    pub environment: Environment,
    /// Its number among its signer's documents, from 1.
    pub sequence: u64,
    /// The time of signing, in milliseconds since 1970.
    pub issued_at_ms: i64,
}

/// The content of an issuer's certificate.
#[derive(Debug, Clone)]
pub struct IssuerTerms {
    pub heading: Heading,
    /// The issuer's public key.
    pub public_key: PublicKey,
    /// The issuer's name; 1 to 64 characters.
    pub name: String,
    /// Whether it may issue additional licenses.
    pub additional: bool,
    /// Whether it may issue bundled licenses.
    pub bundled: bool,
    /// The most seats that one of its licenses may grant.
    pub seats_per_license: u8,
    /// The highest number that it may use.
    pub last_sequence: u64,
    /// The beginning of its validity, in milliseconds since 1970; it is also the time of signing.
    pub not_before_ms: i64,
    /// The end of its validity (exclusive), in milliseconds since 1970.
    pub not_after_ms: i64,
}

/// The content of a license.
#[derive(Debug, Clone)]
pub struct LicenseTerms {
    pub heading: Heading,
    pub binding: Binding,
    /// The beginning of the term, in milliseconds since 1970.
    pub not_before_ms: i64,
    /// The end of the term (exclusive), in milliseconds since 1970; `None` for no end.
    pub not_after_ms: Option<i64>,
    /// The licenses that it replaces; at most 16.
    pub supersedes: Vec<LicenseId>,
    /// The first license of its line: its own id, unless it replaces another license.
    pub lineage: LicenseId,
}

/// The content of a revocation list: everything that its signer has revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Licenses that no longer hold; at most 256.
    pub licenses: BTreeSet<LicenseId>,
    /// Issuers whose signatures no longer hold, each with the number from which on; at most 16, and only in a root's list.
    pub issuers: BTreeMap<KeyId, u64>,
}

/// The content of a time reset.
#[derive(Debug, Clone)]
pub struct ResetTerms {
    pub heading: Heading,
    /// The installation that asked for it.
    pub installation: InstallationKey,
    /// The random bytes with which it asked; the reset answers that request only.
    pub nonce: [u8; 8],
    /// The time, in milliseconds since 1970.
    pub time_ms: i64,
}

/// Signs an issuer's certificate with a root.
///
/// # Errors
/// The document would be too large.
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

/// Signs a license with an issuer; `certificate` is the issuer's own and is put inside.
///
/// # Errors
/// The document would be too large.
pub fn sign_license(
    issuer: &Signer,
    certificate: &Document,
    terms: &LicenseTerms,
) -> Result<Document, document::Error> {
    sign_license_with_list(issuer, certificate, terms, None)
}

/// The same, with a revocation list inside.
///
/// # Errors
/// The document would be too large.
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

/// Signs a revocation list with a root (without a certificate) or an issuer.
///
/// # Errors
/// The document would be too large.
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

/// Signs a time reset with an issuer.
///
/// # Errors
/// The document would be too large.
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
