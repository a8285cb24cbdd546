//! `revoke` and `carry`: revoke licenses and issuers, and bring the list to the clinics.

use std::path::{Path, PathBuf};

use clap::Args;
use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::keys::KeyId;
use madoguchi_proto::v1;
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::root::Root;
use madoguchi_vendor::sign::TakenBack;

use super::arguments::id;
use super::secrets::PassphraseFrom;
use super::{Error, dates};

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("signer").required(true))]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Revoke {
    /// Signs with this root's private key: its list may name any license and any issuer.
    #[arg(long, value_name = "KEY", group = "signer")]
    pub root: Option<PathBuf>,
    /// Signs with this issuer: its list may name its own licenses only.
    #[arg(long, value_name = "DIR", group = "signer")]
    pub issuer: Option<PathBuf>,
    /// A license that no longer holds; can be given several times.
    #[arg(long = "license", value_name = "ID", group = "what", value_parser = id)]
    pub licenses: Vec<LicenseId>,
    /// An issuer whose key was stolen, 16 hex digits; `key list` shows it.
    #[arg(long, value_name = "KEYID", group = "what", conflicts_with = "issuer", requires = "from", value_parser = key_id)]
    pub stolen_issuer: Option<KeyId>,
    /// The first number of the stolen issuer that no longer holds.
    #[arg(long, value_name = "N", requires = "stolen_issuer", value_parser = clap::value_parser!(u64).range(1..))]
    pub from: Option<u64>,
    /// The list's file; never overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Args)]
pub struct Carry {
    /// The list that `revoke --root` wrote.
    pub file: PathBuf,
    /// The folders of the issuers; each must be certified by that root.
    #[arg(long = "issuer", value_name = "DIR", required = true)]
    pub issuers: Vec<PathBuf>,
}

pub fn run(asked: &Revoke) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let list = sign(asked)?;
    files::create(
        &asked.out,
        armour::write(&list).as_bytes(),
        Readers::Anybody,
    )?;
    told(&list, &asked.out)
}

fn sign(asked: &Revoke) -> Result<Document, Error> {
    let mut secrets = asked.passphrase.secrets()?;
    let now = dates::now_ms();
    if let Some(root) = &asked.root {
        let more = TakenBack {
            licenses: asked.licenses.iter().cloned().collect(),
            issuers: asked.stolen_issuer.into_iter().zip(asked.from).collect(),
        };
        return Ok(Root::open(root, &mut secrets)?.revoke(&more, now)?);
    }
    let folder = asked.issuer.as_deref().unwrap_or(Path::new(""));
    let issuer = IssuerFolder::open_with(folder, &mut secrets)?;
    Ok(issuer.revoke(asked.licenses.iter().cloned(), now)?)
}

fn told(list: &Document, out: &Path) -> Result<Vec<String>, Error> {
    let list: v1::RevocationList = list.open().map_err(Error::Show)?;
    let number = list
        .header
        .map(|header| header.sequence)
        .unwrap_or_default();
    Ok(vec![
        format!("list number  {number}"),
        format!(
            "takes back   {} licenses, {} issuers",
            list.licenses.len(),
            list.issuers.len()
        ),
        format!("file         {}", out.display()),
    ])
}

pub fn carry(asked: &Carry) -> Result<Vec<String>, Error> {
    let list = armour::read(&files::read(&asked.file)?).map_err(|error| Error::Unreadable {
        file: asked.file.display().to_string(),
        source: error.into(),
    })?;
    let mut lines = Vec::new();
    for issuer in &asked.issuers {
        let number = IssuerFolder::carry(issuer, &list)?;
        lines.push(format!(
            "list number {number} rides on every license of {}",
            issuer.display()
        ));
    }
    Ok(lines)
}

fn key_id(text: &str) -> Result<KeyId, String> {
    KeyId::parse(text).ok_or_else(|| "a key id is 16 hex digits; `key list` shows it".into())
}
