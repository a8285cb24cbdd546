//! Explains what a root or an issuer signed: certificates, licenses, revocation lists and time resets.

use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;

use super::page::Page;
use crate::document::Document;
use crate::keys::KeyId;
use crate::reset_nonce::ResetNonce;

pub fn license(page: &mut Page, document: &Document, license: &v1::License) {
    gives(page, license);
    match &license.bound_to {
        Some(BoundTo::InstallationKey(key)) => page.installation("label-for", key),
        Some(BoundTo::Unit(unit)) => {
            page.text("label-for-reader", &unit.serial);
            if !unit.unit_key.is_empty() {
                page.said("label-proof", "proves-itself", &[]);
            }
        }
        None => page.said("label-for", "for-nobody", &[]),
    }
    page.term(license.not_before_ms, license.not_after_ms);
    page.list("label-supersedes", &license.supersedes);
    if license
        .header
        .as_ref()
        .is_some_and(|header| header.id != license.lineage)
    {
        page.text("label-lineage", &license.lineage);
    }
    signed_by_issuer(page, document, license.header.as_ref());
    carried(page, license);
}

fn gives(page: &mut Page, license: &v1::License) {
    match (license.kind(), license.seats) {
        (v1::LicenseKind::Additional, 1) => page.said("label-gives", "gives-one-seat", &[]),
        (v1::LicenseKind::Additional, seats) => {
            page.said(
                "label-gives",
                "gives-seats",
                &[("seats", &seats.to_string())],
            );
        }
        (v1::LicenseKind::Bundled, _) => page.said("label-gives", "gives-readers-seat", &[]),
        (v1::LicenseKind::Unspecified, _) => page.said("label-gives", "unknown-kind", &[]),
    }
}

/// The revocation list inside a license.
fn carried(page: &mut Page, license: &v1::License) {
    if license.revocation_list.is_empty() {
        return;
    }
    let list = Document::decode(&license.revocation_list)
        .and_then(|list| list.open::<v1::RevocationList>());
    let Ok(list) = list else {
        page.said("label-carried-list", "carried-unreadable", &[]);
        return;
    };
    let number = list.header.map_or(0, |header| header.sequence).to_string();
    let number = ("number", number.as_str());
    match list.licenses.len() {
        1 => page.said("label-carried-list", "carried-one", &[number]),
        many => {
            let many = many.to_string();
            let values = [number, ("licenses", &many)];
            page.said("label-carried-list", "carried-some", &values);
        }
    }
}

pub fn certificate(page: &mut Page, certificate: &v1::IssuerCertificate) {
    page.text("label-issuer", &certificate.name);
    let key = crate::keys::PublicKey::from_slice(&certificate.public_key)
        .map_or_else(|_| "?".to_owned(), |key| key.id().to_string());
    page.line("label-issuers-key", key);
    let kinds: Vec<_> = certificate
        .kinds
        .iter()
        .map(|&kind| match v1::LicenseKind::try_from(kind) {
            Ok(v1::LicenseKind::Additional) => page.say("kind-additional", &[]),
            Ok(v1::LicenseKind::Bundled) => page.say("kind-bundled", &[]),
            Ok(v1::LicenseKind::Unspecified) | Err(_) => page.say("unknown-kind", &[]),
        })
        .collect();
    page.list("label-may-issue", &kinds);
    match certificate.seats_per_license {
        1 => page.said("label-seats", "one-seat-each", &[]),
        seats => page.said(
            "label-seats",
            "seats-each",
            &[("seats", &seats.to_string())],
        ),
    }
    let last = certificate.last_sequence.to_string();
    page.said("label-documents", "numbers-up-to", &[("last", &last)]);
    page.term(certificate.not_before_ms, certificate.not_after_ms);
    page.header(certificate.header.as_ref(), None);
}

pub fn list(page: &mut Page, document: &Document, list: &v1::RevocationList) {
    match document.has_certificate() {
        true => page.said("label-scope", "scope-own", &[]),
        false => page.said("label-scope", "scope-all", &[]),
    }
    if list.licenses.is_empty() && list.issuers.is_empty() {
        page.said("label-takes-back", "nothing-revoked", &[]);
    }
    page.list("label-revoked-licenses", &list.licenses);
    let issuers: Vec<_> = list
        .issuers
        .iter()
        .map(|revoked| {
            let id = KeyId::from_slice(&revoked.issuer)
                .map_or_else(|| "?".to_owned(), |id| id.to_string());
            let from = revoked.from_sequence.to_string();
            page.say("revoked-from", &[("issuer", &id), ("number", &from)])
        })
        .collect();
    page.list("label-revoked-issuers", &issuers);
    signed_by_issuer(page, document, list.header.as_ref());
}

pub fn time_reset(page: &mut Page, document: &Document, reset: &v1::TimeReset) {
    page.installation("label-for", &reset.installation_key);
    page.time("label-time", reset.time_ms);
    // As the clinic's PC showed it, so that people can compare it over the telephone.
    let nonce = match <[u8; 8]>::try_from(reset.nonce.as_slice()) {
        Ok(nonce) => ResetNonce(nonce).to_string(),
        Err(_) => Hex(&reset.nonce[..reset.nonce.len().min(16)]).to_string(),
    };
    page.line("label-nonce", nonce);
    signed_by_issuer(page, document, reset.header.as_ref());
}

/// The header, with the name in the issuer's certificate.
fn signed_by_issuer(page: &mut Page, document: &Document, header: Option<&v1::DocumentHeader>) {
    let certificate = document.issuer_certificate().ok().flatten();
    let name = certificate
        .and_then(|certificate| certificate.open::<v1::IssuerCertificate>().ok())
        .map(|certificate| certificate.name);
    page.header(header, name.as_deref());
}
