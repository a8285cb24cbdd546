//! `key root`, `key issuer` and `key list`: make and list keys.

mod listed;

use std::path::Path;

use madoguchi_files::beside;
use madoguchi_licensing::grant::Environment;
use madoguchi_texts::{Arg, same};
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::inventory;
use madoguchi_vendor::keystore::{self, Protection};
use madoguchi_vendor::root::{NewIssuer, Root};
use madoguchi_vendor::signer::Signer;

use super::arguments::{IssuerKey, KeyList, KindName, RootKey};
use super::output::{Answer, line};
use super::{Error, dates, json};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

pub fn root(asked: &RootKey) -> Result<Answer, Error> {
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
    let lines = vec![
        line("key-root", &[("key", same(root.key_id()))]),
        line("key-private", &[path(&asked.out)]),
        line(what_for, &[path(&public)]),
    ];
    let value = serde_json::json!({
        "key": root.key_id().to_string(),
        "environment": json::environment(environment),
        "private": json::path(&asked.out),
        "public": json::path(&public),
    });
    Ok(Answer { lines, value })
}

pub fn issuer(asked: &IssuerKey) -> Result<Answer, Error> {
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
    let lines = vec![
        line("key-issuer", &[("key", same(issuer.key_id())), name]),
        line("key-issuer-folder", &[path(&asked.out)]),
    ];
    let value = serde_json::json!({
        "key": issuer.key_id().to_string(),
        "name": asked.name,
        "environment": json::environment(environment),
        "folder": json::path(&asked.out),
    });
    Ok(Answer { lines, value })
}

pub fn list(asked: &KeyList) -> Result<Answer, Error> {
    let (mut lines, mut keys) = (Vec::new(), Vec::new());
    for folder in &asked.folders {
        let entries = inventory::look(folder)?;
        if entries.is_empty() {
            lines.push(line("keys-nothing", &[path(folder)]));
        }
        for entry in entries {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            keys.push(listed::value(&entry));
            lines.extend(listed::told(entry));
        }
    }
    let value = serde_json::json!({ "keys": keys });
    Ok(Answer { lines, value })
}

fn path(path: &Path) -> (&'static str, Arg) {
    ("path", same(path.display()))
}
