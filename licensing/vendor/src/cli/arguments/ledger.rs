//! The arguments of `ledger`, `activate`, `transfer`, `reissue` and `book`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_vendor::ledger::DEFAULT_LIMIT;
use madoguchi_vendor::ledger::chain::Head;

use super::EnvironmentName;
use crate::cli::secrets::IssuerFrom;

/// The ledger of a command.
#[derive(Debug, Args)]
pub struct LedgerAt {
    /// The ledger's folder.
    #[arg(long = "ledger", value_name = "DIR", env = "MADOGUCHI_LEDGER")]
    pub books: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Begins a ledger in a new folder, for one environment.
    Create(Create),
    /// Proves the chain of acts, and names the first broken one.
    Verify(Verify),
    /// Shows where the chain ends: write it down elsewhere, and give it to `ledger verify` later.
    Head(LedgerAt),
    /// Lists what does not fit together: copied PCs, one unit at two places, the dead that speak.
    Doubts(LedgerAt),
    /// Lists who holds what, per clinic; with --days what ends within so many days.
    Due(Due),
}

#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// Which installations it is for.
    #[arg(long)]
    pub environment: EnvironmentName,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// A head that was written down earlier: the chain has to come by it.
    #[arg(long, value_name = "HEAD")]
    pub head: Option<Head>,
}

#[derive(Debug, Args)]
pub struct Due {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// Only what ends within so many days, or has ended.
    #[arg(long, value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub days: Option<u32>,
}

/// How a license leaves the office.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("carrier").required(true).multiple(true))]
pub struct Carriers {
    /// As a file.
    #[arg(long, value_name = "FILE", group = "carrier")]
    pub out: Option<PathBuf>,
    /// As QR codes in the terminal.
    #[arg(long, group = "carrier")]
    pub qr: bool,
    /// As a picture with QR codes.
    #[arg(long, value_name = "FILE", group = "carrier")]
    pub png: Option<PathBuf>,
    /// As a drawing with QR codes.
    #[arg(long, value_name = "FILE", group = "carrier")]
    pub svg: Option<PathBuf>,
    /// As text to type.
    #[arg(long, group = "carrier")]
    pub typed: bool,
}

#[derive(Debug, Args)]
pub struct Activate {
    /// The clinic's activation request, in any form: file, typed or scanned text.
    pub request: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// The product key that was read out over the telephone: whole, or the last letters and digits of one that is in
    /// the ledger; `-`: a line of the standard input.
    #[arg(long, value_name = "KEY")]
    pub product_key: Option<String>,
    #[command(flatten)]
    pub carriers: Carriers,
}

/// What shows whose a license is.
#[derive(Debug, Args)]
pub struct OwnershipFrom {
    /// The product key of a license, as it was read out over the telephone: whole, or the last letters and digits of
    /// one that is in the ledger; `-`: a line of the standard input. May be given once for each license.
    #[arg(long = "product-key", value_name = "KEY")]
    pub product_keys: Vec<String>,
    /// Hands the license out without a proof of whose it is; it is noted as a doubt.
    #[arg(long)]
    pub anyway: bool,
}

#[derive(Debug, Args)]
pub struct Transfer {
    /// The clinic's transfer request.
    pub request: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    #[command(flatten)]
    pub ownership: OwnershipFrom,
    /// The new unit's factory key, 64 hex digits, where it has one.
    #[arg(long, value_name = "HEX", conflicts_with = "without_factory_key")]
    pub unit_key: Option<PublicKey>,
    /// The new unit has no factory key, although the broken one had: it need not prove then that it is there.
    #[arg(long)]
    pub without_factory_key: bool,
    #[command(flatten)]
    pub carriers: Carriers,
}

#[derive(Debug, Args)]
pub struct Reissue {
    /// The activation request of the new PC, which names the licenses of the dead one.
    pub request: PathBuf,
    /// The clinic says that the old PC is lost for good: it is noted as lost.
    #[arg(long, required = true)]
    pub lost: bool,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    #[command(flatten)]
    pub ownership: OwnershipFrom,
    /// How often the license of one product key may be reissued in all.
    #[arg(long, default_value_t = DEFAULT_LIMIT)]
    pub limit: u32,
    #[command(flatten)]
    pub carriers: Carriers,
}

#[derive(Debug, Args)]
pub struct Book {
    /// A license return, or a revocation list.
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// The root's public key (its `.pub` file), for a test ledger's revocation list.
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
}
