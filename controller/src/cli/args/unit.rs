//! What can be typed about one unit.

use crate::cli::typed::{cable, counter, edition, placement, serial, tag, unit};
use clap::{ArgGroup, Args};
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
    /// 書き出し先の新しいフォルダー / New folder for the credentials
    #[arg(long, value_name = "DIR", value_parser = on_disk())]
    pub out: PathBuf,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
}
