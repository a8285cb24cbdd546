//! What can be typed about one unit.

use crate::cli::typed::{
    cable, counter, delivered, edition, placement, serial, tag, unit, until, work,
};
use clap::{ArgGroup, Args, Subcommand};
use madoguchi_fleet::ids::{Serial, Tag};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;
use madoguchi_texts::command_line::on_disk;
use std::path::PathBuf;

/// One unit.
#[derive(Debug, Args)]
pub struct OneUnit {
    /// 窓口名または製造番号 / Name of the counter, or serial number
    #[arg(value_name = "UNIT", value_parser = unit)]
    pub name: String,
}

/// What is done at a unit, or that it is done.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("work").required(true).args(["reason", "end"])))]
pub struct Maintenance {
    #[command(flatten)]
    pub unit: OneUnit,
    /// 整備の内容（64文字まで）。画面や一覧に表示されます / What is done: shown on the pages and lists
    #[arg(long, value_name = "TEXT", value_parser = work)]
    pub reason: Option<String>,
    /// 終わる予定（例: 17:30、2026-12-01、"2026-12-01 09:00"）。過ぎると知らせます / By when it should be over (17:30, 2026-12-01, "2026-12-01 09:00"): then you are reminded
    #[arg(long, value_name = "TIME", value_parser = until, conflicts_with = "end")]
    pub until: Option<String>,
    /// 整備を終える / It is done
    #[arg(long)]
    pub end: bool,
}

/// What is noted of a unit for support: at least one thing.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("noted").required(true).multiple(true).args(["cable", "delivered"])))]
pub struct NoteUnit {
    #[command(flatten)]
    pub unit: OneUnit,
    /// ケーブル（例: "3 m"、空にするとメモを消す） / The cable, for example "3 m"; empty takes the note away
    #[arg(long, value_name = "TEXT", value_parser = cable)]
    pub cable: Option<String>,
    /// 納品日（例: 2024-05-20、空にすると消す） / The day of its delivery, for example 2024-05-20; empty takes it away
    #[arg(long, value_name = "DATE", value_parser = delivered)]
    pub delivered: Option<String>,
}

/// What a table of the ledger changes.
const IMPORT_HELP: &str = "\
「export」で書き出した表（CSV）の納品日とケーブルを読みます。UTF-8でもShift_JISでも構いません。空の欄と、
ほかの列は、何も変えません。1行でも間違いがあると、行の番号を示し、どの行も変えません。
/
It reads deliveries and cables from a table that \"export\" wrote (CSV, UTF-8 or Shift_JIS). Empty cells
and the other columns change nothing. One wrong line, and no line counts: each is told by its number.";

/// What to do with the ledger of units.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// 納品日、保守の終わり、交換の履歴の一覧 / List deliveries, ends of coverage and replacements
    List,
    /// 表計算用の新しいファイル（CSV）に書き出す / Write it to a new file for a spreadsheet (CSV)
    Export {
        /// 新しいファイル / New file
        #[arg(short = 'o', long, value_name = "FILE", value_parser = on_disk())]
        out: PathBuf,
    },
    /// 表（CSV）から納品日とケーブルを取り込む / Take deliveries and cables from a table (CSV)
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// ファイル / File
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What changes at a unit's counter: at least one thing.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("change").required(true).multiple(true).args(["counter", "placement", "tags", "no_tags"])))]
pub struct ChangeUnit {
    #[command(flatten)]
    pub unit: OneUnit,
    /// 窓口の新しい名前 / New name of the counter
    #[arg(long, value_name = "NAME", value_parser = counter)]
    pub counter: Option<String>,
    /// 窓口の種類（立位：100～110 cm、座位：70～80 cm） / Kind of counter: standing (100 to 110 cm), seated (70 to 80 cm)
    #[arg(long, value_name = "KIND", value_parser = placement)]
    pub placement: Option<Placement>,
    /// 窓口のタグ（いまのタグは、すべてこれに置き換わります） / Tags of the counter, in the place of all that it has
    #[arg(long = "tag", value_name = "T", value_parser = tag)]
    pub tags: Vec<Tag>,
    /// タグをなくす / Without tags from now on
    #[arg(long, conflicts_with = "tags")]
    pub no_tags: bool,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// A unit to be enrolled.
#[derive(Debug, Args)]
pub struct Enroll {
    /// 製造番号 / Serial number
    #[arg(long, value_parser = serial)]
    pub serial: Serial,
    /// 種類（1:1接続版、複数台接続版。箱に書かれています） / Edition, as on the box: single (1:1), multi
    #[arg(long, value_parser = edition)]
    pub edition: Edition,
    /// 窓口の名前 / Name of the counter
    #[arg(long, value_name = "NAME")]
    pub counter: String,
    /// 窓口の種類（立位：100～110 cm、座位：70～80 cm） / Kind of counter: standing (100 to 110 cm), seated (70 to 80 cm)
    #[arg(long, value_name = "KIND", value_parser = placement, default_value = "standing")]
    pub placement: Placement,
    /// 窓口のタグ / Tags of the counter, for example language:en
    #[arg(long = "tag", value_name = "T", value_parser = tag)]
    pub tags: Vec<Tag>,
    /// ケーブル（例: "3 m"） / Which cable it hangs on, for example "3 m"
    #[arg(long, value_name = "TEXT", value_parser = cable, default_value = "")]
    pub cable: String,
    /// 納品日（例: 2024-05-20） / The day of its delivery, for example 2024-05-20
    #[arg(long, value_name = "DATE", value_parser = delivered)]
    pub delivered: Option<String>,
    /// 書き出し先の新しいフォルダー / New folder for the credentials
    #[arg(long, value_name = "DIR", value_parser = on_disk())]
    pub out: PathBuf,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
}
