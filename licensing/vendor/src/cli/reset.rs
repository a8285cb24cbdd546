//! `reset`: signs the time for an installation whose clock was set back.

use std::path::PathBuf;

use clap::Args;
use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::grant::{InstallationKey, KeyId};
use madoguchi_licensing::keys::{self, PublicKey};
use madoguchi_licensing::reset_nonce::ResetNonce;
use madoguchi_plain::typed;
use madoguchi_texts::command_line::Said;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::folder::WantedReset;
use madoguchi_vendor::ledger::Ledger;
use madoguchi_vendor::texts::{self, Spoken as _};

use super::arguments::read;
use super::output::{Answer, line};
use super::secrets::IssuerFrom;
use super::{Error, dates, json, output};

#[derive(Debug, Args)]
pub struct Reset {
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// 医療機関のPC（表示された鍵の番号16文字。--ledger の台帳が知らなければ、公開鍵の全体64文字） / The installation, as the clinic's PC shows it: its key id, 16 hex digits, where --ledger knows it; else its whole public key, 64 hex digits
    #[arg(long, value_name = "HEX", value_parser = named)]
    pub installation: Named,
    /// 鍵の番号でPCが分かる台帳 / The ledger that knows the installation by its key id
    #[arg(long = "ledger", value_name = "DIR", env = "MADOGUCHI_LEDGER")]
    pub books: Option<PathBuf>,
    /// 医療機関のPCが表示した番号（XXXXX-XXXXX-XXXX の形） / What the clinic's PC asked with: XXXXX-XXXXX-XXXX, as it was read out
    #[arg(long, value_name = "TEXT", value_parser = read::<ResetNonce>)]
    pub nonce: ResetNonce,
    /// いま以外の時刻（2026-04-01T09:00:00+09:00 の形、試験用） / Another time than now, as 2026-04-01T09:00:00+09:00: for tests
    #[arg(long = "at", value_name = "TIME", value_parser = dates::moment)]
    pub at_ms: Option<i64>,
    /// 再設定のファイル（上書きしません） / The reset's file; never overwritten
    #[arg(long, value_name = "FILE", value_parser = madoguchi_texts::command_line::on_disk())]
    pub out: PathBuf,
}

/// The name of an installation.
#[derive(Debug, Clone, Copy)]
pub enum Named {
    Key(PublicKey),
    /// Its key id, which is short enough for a telephone.
    Id(KeyId),
}

fn named(text: &str) -> Result<Named, Said> {
    let text = typed::folded(text).to_lowercase();
    if let Some(id) = KeyId::parse(&text) {
        return Ok(Named::Id(id));
    }
    // What has not as many digits may have been meant as either.
    text.parse()
        .map(Named::Key)
        .map_err(|why: keys::Error| match why {
            keys::Error::Length => Said(texts::text(
                "input-installation",
                &[("found", same(text.chars().count()))],
            )),
            why => Said(why.text()),
        })
}

pub fn run(asked: &Reset) -> Result<Answer, Error> {
    files::must_be_free(&asked.out)?;
    let installation = installation(asked)?;
    let time_ms = asked.at_ms.unwrap_or_else(dates::now_ms);
    let reset = asked.issuer.open()?.reset_time(&WantedReset {
        installation,
        nonce: asked.nonce.0,
        time_ms,
    })?;
    files::create(
        &asked.out,
        armour::write(&reset).as_bytes(),
        Readers::Anybody,
    )?;
    let lines = vec![
        line("reset-installation", &[("key", same(installation))]),
        line("reset-time", &[("at", dates::show(time_ms).into())]),
        line("file", &[("path", same(asked.out.display()))]),
    ];
    let value = serde_json::json!({
        "installation": installation.to_string(),
        "time_ms": time_ms,
        "out": json::path(&asked.out),
    });
    Ok(Answer { lines, value })
}

fn installation(asked: &Reset) -> Result<InstallationKey, Error> {
    let id = match asked.installation {
        Named::Key(key) => return Ok(key.into()),
        Named::Id(id) => id,
    };
    let books = asked
        .books
        .as_ref()
        .ok_or_else(|| Error::own("cli-whole-key-needed", &[]))?;
    output::quiet_about("sled");
    let ledger = Ledger::open(books, None)?;
    let known = ledger.state().contacts.installation(id);
    known.ok_or_else(|| Error::own("cli-no-such-installation", &[("id", same(id))]))
}
