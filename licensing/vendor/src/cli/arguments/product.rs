//! The arguments of `product`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use madoguchi_licensing::keys::PublicKey;

use super::KindName;
use super::ledger::{Carriers, LedgerAt};
use crate::cli::secrets::IssuerFrom;

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant)] // there is one, for a moment
pub enum ProductCommand {
    /// Makes products with new keys, which are written into a table for their owner alone.
    Add(Add),
    /// Enters the products of a table (CSV): all of its lines, or none.
    Import(Table),
    /// Writes all products into a table (CSV), for its owner alone: it holds whole keys.
    Export(Table),
    /// Lists the products, with masked keys.
    List(List),
    /// Shows what a product key gives, to whom, and every act since.
    Show(Show),
    /// Ships a unit: signs the license of its serial for a bundled product.
    Ship(Ship),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// What each key gives: seats for an installation, or the seat of one unit.
    #[arg(long)]
    pub kind: KindName,
    /// Seats of an additional license.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=3), required_if_eq("kind", "additional"))]
    pub seats: Option<u8>,
    /// For how many days from its activation a license is in force; else it has no end.
    #[arg(long, value_name = "N")]
    pub term_days: Option<u32>,
    /// Who bought it.
    #[arg(long)]
    pub customer: String,
    /// For which clinic.
    #[arg(long)]
    pub clinic: String,
    /// How many.
    #[arg(long, default_value_t = 1)]
    pub count: usize,
    /// The table with the new keys; never overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Table {
    /// The table.
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// Only those that nobody has used.
    #[arg(long)]
    pub free: bool,
}

#[derive(Debug, Args)]
pub struct Show {
    /// The product key, or its last letters and digits; `-`: a line of the standard input.
    pub key: String,
    #[command(flatten)]
    pub ledger: LedgerAt,
}

#[derive(Debug, Args)]
pub struct Ship {
    /// The product key, or its last letters and digits; `-`: a line of the standard input.
    pub key: String,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// The unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen.
    #[arg(long, value_name = "SERIAL")]
    pub serial: String,
    /// The reader's factory key, 64 hex digits, where it has one.
    #[arg(long, value_name = "HEX")]
    pub unit_key: Option<PublicKey>,
    #[command(flatten)]
    pub carriers: Carriers,
}
