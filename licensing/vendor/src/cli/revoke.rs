//! `revoke` and `carry`: revoke licenses and issuers, and bring the list to the clinics.

use std::path::{Path, PathBuf};

use clap::Args;
use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::keys::KeyId;
use madoguchi_plain::typed;
use madoguchi_proto::v1;
use madoguchi_texts::command_line::{Said, file, whole_number};
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::lists;
use madoguchi_vendor::root::Root;
use madoguchi_vendor::sign::TakenBack;

use super::arguments::{both, id};
use super::output::{Answer, line};
use super::secrets::PassphraseFrom;
use super::{Error, dates, json, taken};

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("signer").required(true))]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Revoke {
    /// このルートの秘密鍵で署名（どのライセンスも発行元も取り消せます） / Signs with this root's private key: its list may name any license and any issuer
    #[arg(long, value_name = "FILE", group = "signer")]
    pub root: Option<PathBuf>,
    /// この発行元で署名（自分の出したライセンスだけを取り消せます） / Signs with this issuer: its list may name its own licenses only
    #[arg(long, value_name = "DIR", group = "signer")]
    pub issuer: Option<PathBuf>,
    /// 取り消すライセンス（くり返し可） / A license that no longer holds; can be given several times
    #[arg(long = "license", value_name = "ID", group = "what", value_parser = id)]
    pub licenses: Vec<LicenseId>,
    /// 鍵が盗まれた発行元（16文字の16進数。`key list` が表示します） / An issuer whose key was stolen, 16 hex digits; `key list` shows it
    #[arg(long, value_name = "KEYID", group = "what", conflicts_with = "issuer", requires = "from", value_parser = key_id)]
    pub stolen_issuer: Option<KeyId>,
    /// 盗まれた発行元の、取り消す最初の番号 / The first number of the stolen issuer that no longer holds
    #[arg(long, value_name = "N", requires = "stolen_issuer", value_parser = whole_number(clap::value_parser!(u64).range(1..)))]
    pub from: Option<u64>,
    /// リストのファイル（上書きしません） / The list's file; never overwritten
    #[arg(long, value_name = "FILE", value_parser = madoguchi_texts::command_line::on_disk())]
    pub out: PathBuf,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Args)]
pub struct Carry {
    /// `revoke --root` が書いたリスト / The list that `revoke --root` wrote
    pub file: PathBuf,
    /// 発行元のフォルダー（どれもそのルートが認めたもの） / The folders of the issuers; each must be certified by that root
    #[arg(long = "issuer", value_name = "DIR", required = true)]
    pub issuers: Vec<PathBuf>,
}

pub fn run(asked: &Revoke) -> Result<Answer, Error> {
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
        let root = Root::open(root, &mut secrets)?;
        Error::unless_agreed(asked.yes, &taken::by_list(&root.would_revoke(&more)?))?;
        return Ok(root.revoke(&more, now)?);
    }
    let folder = asked.issuer.as_deref().unwrap_or(Path::new(""));
    let issuer = IssuerFolder::open_with(folder, &mut secrets)?;
    let licenses = asked.licenses.iter().cloned();
    let would = issuer.would_revoke(licenses.clone())?;
    Error::unless_agreed(asked.yes, &taken::by_list(&would))?;
    Ok(issuer.revoke(licenses, now)?)
}

fn told(list: &Document, out: &Path) -> Result<Answer, Error> {
    let list: v1::RevocationList = list.open().map_err(lists::Error::List)?;
    let number = list
        .header
        .map(|header| header.sequence)
        .unwrap_or_default();
    let lines = vec![
        line("revoked-number", &[("number", same(number))]),
        line(
            "revoked-counts",
            &[
                ("licenses", same(list.licenses.len())),
                ("issuers", same(list.issuers.len())),
            ],
        ),
        line("file", &[("path", same(out.display()))]),
    ];
    let value = serde_json::json!({
        "number": number,
        "licenses": list.licenses.len(),
        "issuers": list.issuers.len(),
        "out": json::path(out),
    });
    Ok(Answer { lines, value })
}

pub fn carry(asked: &Carry) -> Result<Answer, Error> {
    let list = armour::read(&files::read(&asked.file)?).map_err(|error| {
        let file = ("file", file(&asked.file).into());
        Error::because("cli-unreadable", &[file], &error)
    })?;
    let (mut lines, mut carried) = (Vec::new(), Vec::new());
    for issuer in &asked.issuers {
        let number = IssuerFolder::carry(issuer, &list)?;
        let path = ("path", same(issuer.display()));
        lines.push(line("carried", &[("number", same(number)), path]));
        carried.push(serde_json::json!({ "issuer": json::path(issuer), "number": number }));
    }
    let value = serde_json::json!({ "carried": carried });
    Ok(Answer { lines, value })
}

fn key_id(text: &str) -> Result<KeyId, Said> {
    KeyId::parse(&typed::folded(text).to_lowercase()).ok_or_else(|| both("input-key-id"))
}
