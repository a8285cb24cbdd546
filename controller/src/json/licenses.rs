//! Licenses, and the signed acts of this installation. Times are fleet time in milliseconds since 1970.

use super::words::Environment;
use super::{Text, text, texts};
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::kind::Payload;
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// A license as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct License {
    license_id: String,
    /// "additional" or "bundled".
    kind: String,
    /// Seats that it grants.
    seats: u32,
    /// The installation (64 hex digits) or the serial that it names.
    bound_to: String,
    environment: Environment,
    not_before_ms: i64,
    /// Null: for ever.
    not_after_ms: Option<i64>,
    issuer: String,
    /// Whether it gives seats here and now.
    in_force: bool,
    /// Why it does or does not.
    why: Option<Text>,
    /// The serials of the readers that sit on it now.
    units: Vec<String>,
    /// The first license of its line.
    lineage: String,
    /// Ids of licenses whose place it took.
    supersedes: Vec<String>,
    issued_at_ms: i64,
    installed_at_ms: i64,
    /// A stable name, for example "in-force", "in-grace", "bridging", "revoked".
    standing: String,
}

impl From<&v1::InstalledLicense> for License {
    fn from(license: &v1::InstalledLicense) -> Self {
        Self {
            license_id: license.license_id.clone(),
            kind: license.kind.clone(),
            seats: license.seats,
            bound_to: license.bound_to.clone(),
            environment: license.environment().into(),
            not_before_ms: license.not_before_ms,
            not_after_ms: (license.not_after_ms > 0).then_some(license.not_after_ms),
            issuer: license.issuer.clone(),
            in_force: license.in_force,
            why: text(license.why.as_ref()),
            units: license.units.clone(),
            lineage: license.lineage.clone(),
            supersedes: license.supersedes.clone(),
            issued_at_ms: license.issued_at_ms,
            installed_at_ms: license.installed_at_ms,
            standing: license.standing.clone(),
        }
    }
}

/// All licenses that were ever installed here, by id.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Licenses {
    licenses: Vec<License>,
    /// The arithmetic of seats, in words.
    seats: Option<Text>,
    /// This installation's public key, 64 hex digits: what additional licenses are bound to.
    installation: String,
    /// The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
    /// What terms are judged against.
    license_time_ms: i64,
    /// What is worth knowing about the PC and its clock; empty is good.
    notices: Vec<Text>,
    /// The revocation lists that are known here, the newest of each signer.
    lists: Vec<KnownList>,
}

impl From<&v1::ListLicensesResponse> for Licenses {
    fn from(answer: &v1::ListLicensesResponse) -> Self {
        Self {
            licenses: answer.licenses.iter().map(License::from).collect(),
            seats: text(answer.seats.as_ref()),
            installation: answer.installation.clone(),
            utc_offset_min: answer.utc_offset_min,
            license_time_ms: answer.license_time_ms,
            notices: texts(&answer.notices),
            lists: answer.lists.iter().map(KnownList::from).collect(),
        }
    }
}

/// A revocation list that is known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct KnownList {
    /// Its signer's key id, 16 hex digits.
    signer: String,
    number: u64,
    issued_at_ms: i64,
    /// Ids of the licenses that it takes back.
    licenses: Vec<String>,
}

impl From<&v1::KnownList> for KnownList {
    fn from(list: &v1::KnownList) -> Self {
        Self {
            signer: list.signer.clone(),
            number: list.number,
            issued_at_ms: list.issued_at_ms,
            licenses: list.licenses.clone(),
        }
    }
}

/// What a document changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LicenseInstalled {
    /// The license; null for a revocation list and a time reset.
    license: Option<License>,
    /// The arithmetic of seats before.
    seats_before: Option<Text>,
    /// The arithmetic of seats after.
    seats_after: Option<Text>,
    /// The serials of the readers that can serve now and could not before.
    newly_seated: Vec<String>,
    already_installed: bool,
    /// "license", "revocation list" or "time reset".
    kind: String,
    /// What else changed: licenses that it ended or took back.
    notices: Vec<Text>,
}

impl From<&v1::InstallLicenseResponse> for LicenseInstalled {
    fn from(answer: &v1::InstallLicenseResponse) -> Self {
        Self {
            license: answer.license.as_ref().map(License::from),
            seats_before: text(answer.seats_before.as_ref()),
            seats_after: text(answer.seats_after.as_ref()),
            newly_seated: answer.newly_seated.clone(),
            already_installed: answer.already_installed,
            kind: answer.kind.clone(),
            notices: texts(&answer.notices),
        }
    }
}

/// An act that this installation signed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Act {
    /// Counts all acts of this PC, from 1.
    number: u64,
    /// Counts the acts of its chain: a return begins a new one.
    counter: u64,
    /// "activation", "transfer" or "return".
    kind: String,
    at_ms: i64,
    /// The document's id, for which the vendor asks on the telephone.
    id: String,
    /// The signed document as text, for the vendor. The command line writes it to files instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
}

impl From<&v1::SignedAct> for Act {
    fn from(act: &v1::SignedAct) -> Self {
        let document = Document::decode(&act.document).ok();
        Self {
            number: act.number,
            counter: act.counter,
            kind: act.kind.clone(),
            at_ms: act.at_ms,
            id: document.as_ref().and_then(id).unwrap_or_default(),
            document: None,
        }
    }
}

impl Act {
    /// The act with its document, for whoever gets no file.
    pub(crate) fn with_document(act: &v1::SignedAct) -> Self {
        let document = Document::decode(&act.document).ok();
        Self {
            document: document.as_ref().map(armour::write),
            ..Self::from(act)
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

/// The id of a request's or a return's document.
fn id(document: &Document) -> Option<String> {
    fn of<P: Payload>(document: &Document) -> Option<String> {
        Some(document.open::<P>().ok()?.header()?.id.clone())
    }
    of::<v1::ActivationRequest>(document)
        .or_else(|| of::<v1::TransferRequest>(document))
        .or_else(|| of::<v1::LicenseReturn>(document))
}

/// The newest acts, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Acts {
    acts: Vec<Act>,
    /// The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

impl From<&v1::ListActsResponse> for Acts {
    fn from(list: &v1::ListActsResponse) -> Self {
        Self {
            acts: list.acts.iter().map(Act::from).collect(),
            utc_offset_min: list.utc_offset_min,
        }
    }
}

impl Acts {
    /// The acts with their documents, for whoever gets no files.
    pub(crate) fn with_documents(list: &v1::ListActsResponse) -> Self {
        Self {
            acts: list.acts.iter().map(Act::with_document).collect(),
            ..Self::from(list)
        }
    }
}

/// What to tell the vendor's support, to clear a clock that was set back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ResetAsked {
    /// This installation's key id, 16 hex digits.
    installation: String,
    /// What the reset has to name.
    nonce: String,
}

impl From<&v1::AskTimeResetResponse> for ResetAsked {
    fn from(asked: &v1::AskTimeResetResponse) -> Self {
        Self {
            installation: asked.installation.clone(),
            nonce: asked.nonce.clone(),
        }
    }
}
