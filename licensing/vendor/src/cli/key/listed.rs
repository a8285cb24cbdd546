//! One root or issuer of `key list`.

use std::path::Path;

use madoguchi_licensing::keys::KeyId;
use madoguchi_licensing::trust;
use madoguchi_proto::v1;
use madoguchi_texts::{Arg, same};
use madoguchi_vendor::inventory::{Common, Entry, Found, List};
use madoguchi_vendor::texts::each;
use serde_json::{Value, json};

use super::super::output::{self, line};
use super::super::{dates, json};
use super::path;

pub fn told(entry: Entry) -> Vec<String> {
    match entry.found {
        Ok(Found::Root { key, common }) => {
            let mut lines = head("keys-root", key.id(), &common, &entry.path);
            let listed = trust::line(common.environment, key);
            lines.push(line("keys-line", &[("line", same(listed))]));
            lines.extend(tail(&common));
            lines
        }
        Ok(Found::Issuer {
            key,
            root,
            certificate,
            roots_list,
            common,
        }) => {
            let mut lines = head("keys-issuer", key, &common, &entry.path);
            let name = certificate.name.escape_debug();
            lines.push(line("keys-name", &[("name", same(name))]));
            lines.push(line("keys-certified-by", &[("key", same(root))]));
            lines.extend(limits(&certificate));
            lines.extend(tail(&common));
            lines.push(match roots_list {
                None => line("keys-no-roots-list", &[]),
                Some(list) => line("keys-roots-list", &counts(list)),
            });
            lines
        }
        Err(why) => vec![
            line("keys-unusable", &[path(&entry.path)]),
            line("keys-because", &[("why", why.0.into())]),
        ],
    }
}

fn head(what: &str, key: KeyId, common: &Common, place: &Path) -> Vec<String> {
    let environment = ("environment", each(&common.environment));
    vec![
        line(what, &[("key", same(key)), environment]),
        line("keys-place", &[path(place)]),
    ]
}

fn limits(certificate: &v1::IssuerCertificate) -> Vec<String> {
    let kinds: Vec<_> = certificate
        .kinds
        .iter()
        .map(|&kind| match v1::LicenseKind::try_from(kind) {
            Ok(v1::LicenseKind::Additional) => line("kind-name-additional", &[]),
            Ok(v1::LicenseKind::Bundled) => line("kind-name-bundled", &[]),
            Ok(v1::LicenseKind::Unspecified) | Err(_) => line("kind-name-unknown", &[]),
        })
        .collect();
    let kinds = kinds.join(output::lang().pick("・", ", "));
    let seats = ("seats", same(certificate.seats_per_license));
    let at = |ms| ("at", dates::show(ms).into());
    vec![
        line("keys-may-issue", &[("kinds", same(kinds)), seats]),
        line("keys-numbers", &[("last", same(certificate.last_sequence))]),
        line("keys-from", &[at(certificate.not_before_ms)]),
        line("keys-until", &[at(certificate.not_after_ms)]),
    ]
}

fn tail(common: &Common) -> Vec<String> {
    let key = match common.encrypted {
        Some(true) => "keys-encrypted",
        Some(false) => "keys-not-encrypted",
        None => "keys-elsewhere",
    };
    let next = match common.next {
        Some(next) => line("keys-next", &[("next", same(next))]),
        None => line("keys-no-next", &[]),
    };
    let list = match common.list {
        Some(list) => line("keys-list", &counts(list)),
        None => line("keys-no-list", &[]),
    };
    vec![line(key, &[]), next, list]
}

fn counts(list: List) -> [(&'static str, Arg); 3] {
    [
        ("number", same(list.number)),
        ("licenses", same(list.licenses)),
        ("issuers", same(list.issuers)),
    ]
}

/// The entry for programs.
pub fn value(entry: &Entry) -> Value {
    let place = json::path(&entry.path);
    match &entry.found {
        Err(why) => json!({ "path": place, "unusable": json::text(&why.0) }),
        Ok(Found::Root { key, common }) => json!({
            "kind": "root",
            "path": place,
            "key": key.id().to_string(),
            "line": trust::line(common.environment, *key),
            "signer": signer(common),
        }),
        Ok(Found::Issuer {
            key,
            root,
            certificate,
            roots_list,
            common,
        }) => json!({
            "kind": "issuer",
            "path": place,
            "key": key.to_string(),
            "root": root.to_string(),
            "name": certificate.name,
            "kinds": kinds(certificate),
            "seats_per_license": certificate.seats_per_license,
            "last_number": certificate.last_sequence,
            "not_before_ms": certificate.not_before_ms,
            "not_after_ms": certificate.not_after_ms,
            "roots_list": roots_list.map(list),
            "signer": signer(common),
        }),
    }
}

/// What every signer has.
fn signer(common: &Common) -> Value {
    json!({
        "environment": json::environment(common.environment),
        "encrypted": common.encrypted,
        "next_number": common.next,
        "list": common.list.map(list),
    })
}

fn list(list: List) -> Value {
    json!({ "number": list.number, "licenses": list.licenses, "issuers": list.issuers })
}

fn kinds(certificate: &v1::IssuerCertificate) -> Vec<&'static str> {
    let word = |&kind| match v1::LicenseKind::try_from(kind) {
        Ok(v1::LicenseKind::Additional) => "additional",
        Ok(v1::LicenseKind::Bundled) => "bundled",
        Ok(v1::LicenseKind::Unspecified) | Err(_) => "unknown",
    };
    certificate.kinds.iter().map(word).collect()
}
