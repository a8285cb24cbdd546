//! A signed document that names a place in the record of acts.

use crate::cli::client::Failure;
use crate::cli::license::file;
use crate::cli::output::Output;
use madoguchi_fleet::audit::Anchor;
use madoguchi_licensing::acts::{self, ActPayload, VerifiedAct};
use madoguchi_licensing::armour;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_licensing::kind::Kind;
use madoguchi_proto::v1::{ActivationRequest, LicenseReturn, TransferRequest};
use std::path::Path;

/// What a request, a transfer or a return says of the record of acts; its signature was verified.
pub(super) struct Request {
    /// As it was typed.
    pub(super) path: String,
    pub(super) installation: PublicKey,
    /// The place that it names; `None` in those of an older release, and where there was no entry.
    pub(super) anchor: Option<Anchor>,
}

impl Request {
    pub(super) fn read(path: &Path, output: &Output) -> Result<Self, Failure> {
        let content = file::read(path, output)?;
        let path = path.display().to_string();
        match signed(&content) {
            Some((installation, anchor)) => Ok(Self {
                path,
                installation,
                anchor,
            }),
            None => Err(Failure::own("audit-request-unusable", &[("path", &path)])),
        }
    }
}

fn signed(content: &[u8]) -> Option<(PublicKey, Option<Anchor>)> {
    match armour::read(content).ok()?.kind() {
        Kind::ActivationRequest => verified::<ActivationRequest>(content),
        Kind::TransferRequest => verified::<TransferRequest>(content),
        Kind::LicenseReturn => verified::<LicenseReturn>(content),
        _ => None,
    }
}

fn verified<P: ActPayload>(content: &[u8]) -> Option<(PublicKey, Option<Anchor>)> {
    let act: VerifiedAct<P> = acts::verify(content).ok()?;
    let anchor = act.audit.map(|audit| Anchor {
        sequence: audit.sequence,
        digest: audit.digest,
    });
    Some((act.installation, anchor))
}
