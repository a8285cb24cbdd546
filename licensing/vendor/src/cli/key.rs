//! `key root`, `key issuer` and `key list`: make and list keys.

use std::path::Path;

use madoguchi_files::beside;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust;
use madoguchi_proto::v1;
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::inventory::{self, Common, Entry, Found, List};
use madoguchi_vendor::keystore::{self, Protection};
use madoguchi_vendor::root::{NewIssuer, Root};
use madoguchi_vendor::signer::Signer;

use super::arguments::{IssuerKey, KeyList, KindName, RootKey};
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
        Environment::Test => "for test installations",
        Environment::Production => "a line of the list that programs are built with",
    };
    Ok(vec![
        format!("root         {}", root.key_id()),
        format!("private key  {} (keep it offline)", asked.out.display()),
        format!("public key   {} ({what_for})", public.display()),
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
    Ok(vec![
        format!("issuer  {} ({})", issuer.key_id(), asked.name),
        format!("folder  {}", asked.out.display()),
    ])
}

pub fn list(asked: &KeyList) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for folder in &asked.folders {
        let entries = inventory::look(folder)?;
        if entries.is_empty() {
            lines.push(format!("nothing      {}", folder.display()));
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
            let mut lines = head("root", key.id(), &common, &entry.path);
            lines.push(format!(
                "list line    {}",
                trust::line(common.environment, key)
            ));
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
            let mut lines = head("issuer", key, &common, &entry.path);
            lines.push(format!("name         {}", certificate.name.escape_debug()));
            lines.push(format!("certified by root {root}"));
            lines.extend(limits(&certificate));
            lines.extend(tail(&common));
            lines.push(format!("root's list  {}", shown(roots_list)));
            lines
        }
        Err(why) => vec![
            format!("unusable     {}", entry.path.display()),
            format!("because      {why}"),
        ],
    }
}

fn head(
    what: &str,
    key: madoguchi_licensing::keys::KeyId,
    common: &Common,
    path: &Path,
) -> Vec<String> {
    let environment = match common.environment {
        Environment::Production => "production",
        Environment::Test => "test",
    };
    vec![
        format!("{what:<12} {key} ({environment})"),
        format!("lies in      {}", path.display()),
    ]
}

fn limits(certificate: &v1::IssuerCertificate) -> Vec<String> {
    let kinds: Vec<_> = certificate
        .kinds()
        .map(|kind| match kind {
            v1::LicenseKind::Additional => "additional",
            v1::LicenseKind::Bundled => "bundled",
            v1::LicenseKind::Unspecified => "unknown",
        })
        .collect();
    vec![
        format!(
            "may issue    {}; {} seats per license",
            kinds.join(", "),
            certificate.seats_per_license
        ),
        format!("numbers      up to {}", certificate.last_sequence),
        format!("from         {}", dates::show(certificate.not_before_ms)),
        format!("until        {}", dates::show(certificate.not_after_ms)),
    ]
}

fn tail(common: &Common) -> Vec<String> {
    let key = match common.encrypted {
        Some(true) => "encrypted",
        Some(false) => "NOT ENCRYPTED",
        None => "not here",
    };
    let next = common
        .next
        .map_or_else(|| "not here".to_owned(), |next| next.to_string());
    vec![
        format!("private key  {key}"),
        format!("next number  {next}"),
        format!("revocations  {}", shown(common.list)),
    ]
}

fn shown(list: Option<List>) -> String {
    list.map_or_else(
        || "none".to_owned(),
        |list| {
            format!(
                "list number {}: {} licenses, {} issuers",
                list.number, list.licenses, list.issuers
            )
        },
    )
}
