//! The arguments of `product`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use madoguchi_licensing::keys::PublicKey;
use madoguchi_texts::command_line::{on_disk, whole_number};

use super::ledger::{Carriers, LedgerAt};
use super::{KindName, read, serial};
use crate::cli::secrets::IssuerFrom;

#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant)] // there is one, for a moment
pub enum ProductCommand {
    /// 新しいプロダクトキーの商品を作る（キーは所有者だけが読める表に書きます） / Makes products with new keys, which are written into a table for their owner alone
    Add(Add),
    /// 表（CSV）の商品を登録（すべての行、または何も登録しません） / Enters the products of a table (CSV): all of its lines, or none
    Import(Table),
    /// すべての商品を、所有者だけが読める表（CSV）に書き出す（キーの全体が書かれます） / Writes all products into a table (CSV), for its owner alone: it holds whole keys
    Export(NewTable),
    /// 商品の一覧（キーは一部を隠します） / Lists the products, with masked keys
    List(List),
    /// プロダクトキーの内容、相手、これまでの手続きを表示 / Shows what a product key gives, to whom, and every act since
    Show(Show),
    /// リーダーの出荷（その製造番号の、同梱ライセンスに署名） / Ships a unit: signs the license of its serial for a bundled product
    Ship(Ship),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// キーの内容（PCの枠か、リーダー1台の枠） / What each key gives: seats for an installation, or the seat of one unit
    #[arg(long, ignore_case = true)]
    pub kind: KindName,
    /// 追加ライセンスの枠の数 / Seats of an additional license
    #[arg(long, value_parser = whole_number(clap::value_parser!(u8).range(1..=3)), required_if_eq("kind", "additional"))]
    pub seats: Option<u8>,
    /// 使い始めてから何日間使えるか（指定しないと期限なし） / For how many days from its activation a license is in force; else it has no end
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
    pub term_days: Option<u32>,
    /// 購入者 / Who bought it
    #[arg(long)]
    pub customer: String,
    /// 医療機関 / For which clinic
    #[arg(long)]
    pub clinic: String,
    /// 個数 / How many
    #[arg(long, default_value_t = 1, value_parser = whole_number(clap::value_parser!(u32)))]
    pub count: u32,
    /// 新しいキーの表（上書きしません） / The table with the new keys; never overwritten
    #[arg(long, value_name = "FILE", value_parser = on_disk())]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct NewTable {
    /// 新しい表のファイル（上書きしません） / The new table's file; never overwritten
    #[arg(value_parser = on_disk())]
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
}

#[derive(Debug, Args)]
pub struct Table {
    /// 表のファイル / The table
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerAt,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    pub ledger: LedgerAt,
    /// 未使用のものだけ / Only those that nobody has used
    #[arg(long)]
    pub free: bool,
}

#[derive(Debug, Args)]
pub struct Show {
    /// プロダクトキーか、その終わりの文字（-は標準入力の1行） / The product key, or its last letters and digits; `-`: a line of the standard input
    pub key: String,
    #[command(flatten)]
    pub ledger: LedgerAt,
}

#[derive(Debug, Args)]
pub struct Ship {
    /// プロダクトキーか、その終わりの文字（-は標準入力の1行） / The product key, or its last letters and digits; `-`: a line of the standard input
    pub key: String,
    #[command(flatten)]
    pub ledger: LedgerAt,
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// リーダーの製造番号（A～Z・0～9・ハイフンの1～32文字） / The unit's serial number: 1 to 32 of A to Z, 0 to 9 and hyphen
    #[arg(long, value_name = "SERIAL", value_parser = serial)]
    pub serial: String,
    /// リーダーの製造時の鍵（あれば。64文字の16進数） / The reader's factory key, 64 hex digits, where it has one
    #[arg(long, value_name = "HEX", value_parser = read::<PublicKey>)]
    pub unit_key: Option<PublicKey>,
    #[command(flatten)]
    pub carriers: Carriers,
}
