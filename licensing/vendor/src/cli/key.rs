//! `key root`, `key issuer` and `key list`: make and list keys.

use std::path::Path;

use madoguchi_files::beside;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::keys::KeyId;
use madoguchi_licensing::trust;
use madoguchi_proto::v1;
use madoguchi_texts::{Arg, same};
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::inventory::{self, Common, Entry, Found, List};
use madoguchi_vendor::keystore::{self, Protection};
use madoguchi_vendor::root::{NewIssuer, Root};
use madoguchi_vendor::signer::Signer;
use madoguchi_vendor::texts::each;

use super::arguments::{IssuerKey, KeyList, KindName, RootKey};
use super::output::{self, line};
use super::{Error, dates};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

pub fn root(asked: &RootKey) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let environment = Environment::from(asked.environment);
    let mut secrets = asked.passphrase.secrets()?;
    let root = match &asked.from {
        Some(file) => keystore::read_private(file, &mut secrets)?,
        None => Signer::generate()?,
    };
    let protection = Protection::ask(&asked.out, environment, asked.unencrypted, &mut secrets)?;
    Root::create(&asked.out, &root, environment, &protection)?;
    let public = beside(&asked.out, ".pub");
    let what_for = match environment {
        Environment::Test => "key-public-test",
        Environment::Production => "key-public-production",
    };
    Ok(vec![
        line("key-root", &[("key", same(root.key_id()))]),
        line("key-private", &[path(&asked.out)]),
        line(what_for, &[path(&public)]),
    ])
}

pub fn issuer(asked: &IssuerKey) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let mut secrets = asked.passphrase.secrets()?;
    let root = Root::open(&asked.root, &mut secrets)?;
    let environment = root.environment();
    let protection = Protection::ask(&asked.out, environment, asked.unencrypted, &mut secrets)?;
    let issuer = Signer::generate()?;
    let now = dates::now_ms();
    let new = NewIssuer {
        public_key: issuer.public_key(),
        name: asked.name.clone(),
        additional: asked.kinds.contains(&KindName::Additional),
        bundled: asked.kinds.contains(&KindName::Bundled),
        seats_per_license: asked.seats,
        last_sequence: asked.licenses,
        not_before_ms: now,
        not_after_ms: now + i64::from(asked.days) * DAY_MS,
    };
    IssuerFolder::create(&asked.out, &issuer, &protection, &root, &new)?;
    let name = ("name", same(&asked.name));
    Ok(vec![
        line("key-issuer", &[("key", same(issuer.key_id())), name]),
        line("key-issuer-folder", &[path(&asked.out)]),
    ])
}

pub fn list(asked: &KeyList) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for folder in &asked.folders {
        let entries = inventory::look(folder)?;
        if entries.is_empty() {
            lines.push(line("keys-nothing", &[path(folder)]));
        }
        for entry in entries {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(told(entry));
        }
    }
    Ok(lines)
}

fn told(entry: Entry) -> Vec<String> {
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
        .kinds()
        .map(|kind| match kind {
            v1::LicenseKind::Additional => line("kind-name-additional", &[]),
            v1::LicenseKind::Bundled => line("kind-name-bundled", &[]),
            v1::LicenseKind::Unspecified => line("kind-name-unknown", &[]),
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

fn path(path: &Path) -> (&'static str, Arg) {
    ("path", same(path.display()))
}
