//! The arguments. Wrong ones are refused here, with exit code 2.

use madoguchi_licensing::verify::MAX_NAME_CHARS;
use madoguchi_plain::is_name;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use madoguchi_licensing::grant::{Environment, LicenseId};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_texts::Lang;

use super::dates;
use super::reset::Reset;
use super::revoke::{Carry, Revoke};
use super::secrets::{IssuerFrom, PassphraseFrom};

pub mod ledger;
pub mod product;

/// Makes license keys and licenses. Exit code 0: done, 1: refused or failed, 2: wrong use.
#[derive(Debug, Parser)]
#[command(name = "madoguchi-license", version)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant)] // there is one, for a moment
pub enum Command {
    /// Makes and lists keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Makes licenses.
    #[command(subcommand)]
    Issue(IssueCommand),
    /// Shows what a document says, and whether it is real.
    Inspect(Inspect),
    /// Takes licenses, or a stolen issuer key, back: a numbered list with all that was taken back before.
    Revoke(Revoke),
    /// Hands issuers the root's newest revocation list, which then rides on each of their licenses.
    Carry(Carry),
    /// Tells an installation whose clock was set back what time it is: once, and as an answer to its nonce.
    Reset(Reset),
    /// Keeps what was sold: product keys, and what each gives to whom.
    #[command(subcommand)]
    Product(product::ProductCommand),
    /// Uses a product key: signs a license for the installation that asks.
    Activate(ledger::Activate),
    /// Moves the license of a broken unit to the unit in its place.
    Transfer(ledger::Transfer),
    /// Gives the licenses of a PC that died to the installation on the new one.
    Reissue(ledger::Reissue),
    /// Books a license return, or a revocation list.
    Book(ledger::Book),
    /// Keeps the ledger of all acts, and tells what is in it.
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Makes a root, which certifies issuers: FILE is private, FILE.pub is for test installations.
    Root(RootKey),
    /// Makes an issuer, certified by a root: a folder with its key, its certificate and its next number.
    Issuer(IssuerKey),
    /// Shows the roots and issuers that lie in folders, and nothing secret.
    List(KeyList),
}

#[derive(Debug, Args)]
pub struct RootKey {
    /// The private key's file; never overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What the root is for.
    #[arg(long)]
    pub environment: EnvironmentName,
    /// Takes this private key (PKCS #8, PEM) instead of making one.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Keeps the private key unencrypted: for tests only.
    #[arg(long)]
    pub unencrypted: bool,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Args)]
pub struct KeyList {
    /// Folders with roots and issuers in them, or issuers' own folders.
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct IssuerKey {
    /// The root's private key.
    #[arg(long, value_name = "FILE")]
    pub root: PathBuf,
    /// Who the issuer is, for people; 1 to 64 characters.
    #[arg(long, value_parser = name)]
    pub name: String,
    /// The issuer's folder; must not exist.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The kinds of license that it may issue.
    #[arg(long, value_delimiter = ',', required = true)]
    pub kinds: Vec<KindName>,
    /// The most seats that one license of it may grant.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub seats: u8,
    /// How many licenses it may issue.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub licenses: u64,
    /// For how many days from now it may issue.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub days: u32,
    /// Keeps the issuer's private key unencrypted: for tests only.
    #[arg(long)]
    pub unencrypted: bool,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

#[derive(Debug, Subcommand)]
pub enum IssueCommand {
    /// Makes an additional license: seats for any unit of one installation.
    Additional(Additional),
    /// Makes a bundled license: the seat of one unit.
    Bundled(Bundled),
}

#[derive(Debug, Args)]
pub struct Additional {
    /// The installation's public key, 64 hex digits; `madoguchi license list` shows it.
    #[arg(long, value_name = "HEX")]
    pub installation: PublicKey,
    /// How many seats.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub seats: u8,
    #[command(flatten)]
    pub license: License,
}

#[derive(Debug, Args)]
pub struct Bundled {
    /// The unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen.
    #[arg(long, value_name = "SERIAL")]
    pub serial: String,
    /// The reader's factory key, 64 hex digits, where it has one.
    #[arg(long, value_name = "HEX")]
    pub unit_key: Option<PublicKey>,
    #[command(flatten)]
    pub license: License,
}

/// What all licenses have.
#[derive(Debug, Args)]
pub struct License {
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// The license's file; never overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The license's id, unique for ever; else one is made.
    #[arg(long, value_parser = id)]
    pub id: Option<LicenseId>,
    /// The first day on which it is in force, as 2024-04-01, in Japan; else today.
    #[arg(long = "not-before", value_name = "DATE", value_parser = dates::first_day)]
    pub not_before_ms: Option<i64>,
    /// The last day on which it is in force, as 2029-03-31, in Japan; else it has no end.
    #[arg(long = "not-after", value_name = "DATE", value_parser = dates::last_day)]
    pub not_after_ms: Option<i64>,
    /// The license whose place it takes: that one ends where this one is installed.
    #[arg(long, value_name = "ID", value_parser = id)]
    pub supersedes: Option<LicenseId>,
    /// The first license of its line; else the one whose place it takes, else itself.
    #[arg(long, value_name = "ID", value_parser = id)]
    pub lineage: Option<LicenseId>,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// A document, armoured or binary.
    pub file: PathBuf,
    /// Verifies against this root (its `.pub` file), and refuses with exit code 1 what it does not certify; else says
    /// whether the roots that this program was built with do.
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
    /// The language; else the system's.
    #[arg(long, value_parser = language())]
    pub lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EnvironmentName {
    /// Installations that see patients.
    Production,
    /// Demos, laboratories and tests.
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
    /// Seats for any unit of one installation.
    Additional,
    /// The seat of one unit.
    Bundled,
}

/// Takes a language by its two letters.
fn language() -> impl TypedValueParser<Value = Lang> {
    let japanese = PossibleValue::new("ja").help("Japanese");
    let english = PossibleValue::new("en").help("English");
    PossibleValuesParser::new([japanese, english]).try_map(|word| word.parse::<Lang>())
}

pub fn id(text: &str) -> Result<LicenseId, String> {
    LicenseId::parse(text).ok_or_else(|| "an id is 1 to 64 of A to Z, 0 to 9 and hyphen".into())
}

fn name(text: &str) -> Result<String, String> {
    is_name(text, MAX_NAME_CHARS)
        .then(|| text.to_owned())
        .ok_or_else(|| "a name is 1 to 64 characters on one line that can all be seen: no control characters, none that turn the direction of writing or have no width, and none of private use".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
