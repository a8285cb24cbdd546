//! The arguments. Wrong ones are refused here, with exit code 2.

use madoguchi_licensing::verify::MAX_NAME_CHARS;
use madoguchi_plain::{is_name, is_serial, typed};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::{self, Said, on_disk, whole_number};
use madoguchi_vendor::texts::{self, Spoken};

use super::dates;
use super::reset::Reset;
use super::revoke::{Carry, Revoke};
use super::secrets::{IssuerFrom, PassphraseFrom};

pub mod ledger;
pub mod product;

/// ライセンスの鍵とライセンスを作ります（終了コード 0：完了、1：できなかった、2：使い方の誤り） / Makes license keys and licenses. Exit code 0: done, 1: refused or failed, 2: wrong use
#[derive(Debug, Parser)]
#[command(name = "madoguchi-license", version)]
pub struct Arguments {
    /// 表示の言語（指定しないとシステムの言語） / Language; else the system's
    #[arg(long, global = true, value_parser = command_line::language())]
    pub lang: Option<Lang>,
    /// JSONで出力 / Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant)] // there is one, for a moment
pub enum Command {
    /// 鍵を作る・一覧にする / Makes and lists keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// ライセンスを作る / Makes licenses
    #[command(subcommand)]
    Issue(IssueCommand),
    /// 書類の内容と、本物かどうかを表示 / Shows what a document says, and whether it is real
    Inspect(Inspect),
    /// ライセンスや盗まれた発行元の鍵を取り消す（これまでの取り消しをすべて含む、番号つきのリスト） / Takes licenses, or a stolen issuer key, back: a numbered list with all that was taken back before
    Revoke(Revoke),
    /// ルートのいちばん新しい取り消しリストを発行元に渡す（発行するすべてのライセンスにつきます） / Hands issuers the root's newest revocation list, which then rides on each of their licenses
    Carry(Carry),
    /// 時計が戻されたPCに時刻を伝える（照合番号への答えとして、1回だけ） / Tells an installation whose clock was set back what time it is: once, and as an answer to its nonce
    Reset(Reset),
    /// 販売したもの（プロダクトキーと、その内容と相手）を管理 / Keeps what was sold: product keys, and what each gives to whom
    #[command(subcommand)]
    Product(product::ProductCommand),
    /// プロダクトキーを使う（申請したPCのライセンスに署名） / Uses a product key: signs a license for the installation that asks
    Activate(ledger::Activate),
    /// 故障したリーダーのライセンスを、交換したリーダーに移す / Moves the license of a broken unit to the unit in its place
    Transfer(ledger::Transfer),
    /// 故障したPCのライセンスを、新しいPCに渡す / Gives the licenses of a PC that died to the installation on the new one
    Reissue(ledger::Reissue),
    /// ライセンスの返却か、取り消しリストを台帳に記録 / Books a license return, or a revocation list
    Book(ledger::Book),
    /// すべての手続きの台帳を管理し、内容を表示 / Keeps the ledger of all acts, and tells what is in it
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// 発行元を認めるルートを作る（ファイルは秘密、「ファイル.pub」は試験用のPCに置くもの） / Makes a root, which certifies issuers: FILE is private, FILE.pub is for test installations
    Root(RootKey),
    /// ルートが認める発行元を作る（鍵、証明書、次の番号の入ったフォルダー） / Makes an issuer, certified by a root: a folder with its key, its certificate and its next number
    Issuer(IssuerKey),
    /// フォルダーにあるルートと発行元を表示（秘密のものは表示しません） / Shows the roots and issuers that lie in folders, and nothing secret
    List(KeyList),
}

#[derive(Debug, Args)]
pub struct RootKey {
    /// 秘密鍵のファイル（上書きしません） / The private key's file; never overwritten
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub out: PathBuf,
    /// ルートの用途 / What the root is for
    #[arg(long, ignore_case = true)]
    pub environment: EnvironmentName,
    /// 新しく作らずに、この秘密鍵（PKCS #8、PEM）を使う / Takes this private key (PKCS #8, PEM) instead of making one
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// 秘密鍵を暗号化しない（試験用のみ） / Keeps the private key unencrypted: for tests only
    #[arg(long)]
    pub unencrypted: bool,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Args)]
pub struct KeyList {
    /// ルートや発行元のあるフォルダー、または発行元のフォルダー / Folders with roots and issuers in them, or issuers' own folders
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct IssuerKey {
    /// ルートの秘密鍵 / The root's private key
    #[arg(long, value_name = "FILE")]
    pub root: PathBuf,
    /// 発行元の名前（1～64文字） / Who the issuer is, for people; 1 to 64 characters
    #[arg(long, value_parser = name)]
    pub name: String,
    /// 発行元の新しいフォルダー / The issuer's folder; must not exist
    #[arg(long, value_name = "DIR", value_parser = on_disk())]
    pub out: PathBuf,
    /// 発行できるライセンスの種類 / The kinds of license that it may issue
    #[arg(long, value_delimiter = ',', ignore_case = true, required = true)]
    pub kinds: Vec<KindName>,
    /// 1件のライセンスで出せる枠の上限 / The most seats that one license of it may grant
    #[arg(long, value_parser = whole_number(clap::value_parser!(u8).range(1..=3)))]
    pub seats: u8,
    /// 発行できる件数 / How many licenses it may issue
    #[arg(long, value_parser = whole_number(clap::value_parser!(u64).range(1..)))]
    pub licenses: u64,
    /// いまから何日間、発行できるか / For how many days from now it may issue
    #[arg(long, value_parser = whole_number(clap::value_parser!(u32).range(1..=36_500)))]
    pub days: u32,
    /// 発行元の秘密鍵を暗号化しない（試験用のみ） / Keeps the issuer's private key unencrypted: for tests only
    #[arg(long)]
    pub unencrypted: bool,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Subcommand)]
pub enum IssueCommand {
    /// 追加ライセンスを作る（1台のPCの、どのリーダーでも使える枠） / Makes an additional license: seats for any unit of one installation
    Additional(Additional),
    /// 同梱ライセンスを作る（1台のリーダーの枠） / Makes a bundled license: the seat of one unit
    Bundled(Bundled),
}

#[derive(Debug, Args)]
pub struct Additional {
    /// PCの公開鍵（64文字の16進数。`madoguchi license list` が表示します） / The installation's public key, 64 hex digits; `madoguchi license list` shows it
    #[arg(long, value_name = "HEX", value_parser = read::<PublicKey>)]
    pub installation: PublicKey,
    /// 枠の数 / How many seats
    #[arg(long, value_parser = whole_number(clap::value_parser!(u8).range(1..=3)))]
    pub seats: u8,
    #[command(flatten)]
    pub license: License,
}

#[derive(Debug, Args)]
pub struct Bundled {
    /// リーダーの製造番号（A～Z・0～9・ハイフンの1～32文字） / The unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen
    #[arg(long, value_name = "SERIAL", value_parser = serial)]
    pub serial: String,
    /// リーダーの製造時の鍵（あれば。64文字の16進数） / The reader's factory key, 64 hex digits, where it has one
    #[arg(long, value_name = "HEX", value_parser = read::<PublicKey>)]
    pub unit_key: Option<PublicKey>,
    #[command(flatten)]
    pub license: License,
}

/// What all licenses have.
#[derive(Debug, Args)]
pub struct License {
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// ライセンスのファイル（上書きしません） / The license's file; never overwritten
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub out: PathBuf,
    /// ライセンスの番号（ほかと重ならないもの。指定しないと作ります） / The license's id, unique for ever; else one is made
    #[arg(long, value_parser = id)]
    pub id: Option<LicenseId>,
    /// 使える最初の日（2024-04-01 の形、日本時間。指定しないと今日） / The first day on which it is in force, as 2024-04-01, in Japan; else today
    #[arg(long = "not-before", value_name = "DATE", value_parser = dates::first_day)]
    pub not_before_ms: Option<i64>,
    /// 使える最後の日（2029-03-31 の形、日本時間。指定しないと期限なし） / The last day on which it is in force, as 2029-03-31, in Japan; else it has no end
    #[arg(long = "not-after", value_name = "DATE", value_parser = dates::last_day)]
    pub not_after_ms: Option<i64>,
    /// 置き換えるライセンス（これを入れたPCでは、そのライセンスは終わります） / The license whose place it takes: that one ends where this one is installed
    #[arg(long, value_name = "ID", value_parser = id)]
    pub supersedes: Option<LicenseId>,
    /// 最初のライセンス（指定しないと、置き換えるもの、なければ自分自身） / The first license of its line; else the one whose place it takes, else itself
    #[arg(long, value_name = "ID", value_parser = id)]
    pub lineage: Option<LicenseId>,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// 書類のファイル / A document, armoured or binary
    pub file: PathBuf,
    /// このルート（.pub ファイル）で確かめ、認められなければ終了コード1。指定しないと、組み込みのルートで確かめた結果を表示 / Verifies against this root (its `.pub` file), and refuses with exit code 1 what it does not certify; else says whether the roots that this program was built with do
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EnvironmentName {
    /// 診療に使うPC / Installations that see patients
    #[value(alias = "本番", alias = "本番用")]
    Production,
    /// 実演と試験 / Demos, laboratories and tests
    #[value(alias = "試験", alias = "試験用")]
    Test,
}

impl From<EnvironmentName> for Environment {
    fn from(name: EnvironmentName) -> Self {
        match name {
            EnvironmentName::Production => Self::Production,
            EnvironmentName::Test => Self::Test,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindName {
    /// 1台のPCの、どのリーダーでも使える枠 / Seats for any unit of one installation
    #[value(alias = "追加")]
    Additional,
    /// 1台のリーダーの枠 / The seat of one unit
    #[value(alias = "同梱")]
    Bundled,
}

/// Reads a license's id in any width; small letters are taken for capital ones.
pub fn id(text: &str) -> Result<LicenseId, Said> {
    LicenseId::parse(&typed::serial(text)).ok_or_else(|| both("input-id"))
}

/// Reads a unit's serial number in any width; small letters are taken for capital ones.
fn serial(text: &str) -> Result<String, Said> {
    let serial = typed::serial(text);
    let fits = is_serial(&serial);
    fits.then_some(serial).ok_or_else(|| both("input-serial"))
}

/// Reads a value in any width whose mistake is said in both languages.
pub fn read<T: FromStr<Err: Spoken>>(text: &str) -> Result<T, Said> {
    let read = typed::hyphened(text).parse();
    read.map_err(|error: T::Err| Said(error.text()))
}

/// A sentence in both languages.
pub fn both(key: &str) -> Said {
    Said(texts::text(key, &[]))
}

fn name(text: &str) -> Result<String, Said> {
    is_name(text, MAX_NAME_CHARS)
        .then(|| text.to_owned())
        .ok_or_else(|| both("input-name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_has_its_help_in_both_languages() {
        let command = <Arguments as clap::CommandFactory>::command;
        command().debug_assert();
        assert_eq!(command_line::flaws(command()), [""; 0]);
    }
}
