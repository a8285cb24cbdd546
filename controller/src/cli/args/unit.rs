//! What can be typed about one unit.

use crate::cli::typed::{cable, serial, tag};
use clap::{Args, ValueEnum};
use madoguchi_fleet::ids::{Serial, Tag};
use std::path::PathBuf;

/// One unit, by its serial.
#[derive(Debug, Args)]
pub struct OneUnit {
    /// 製造番号 / Serial number
    #[arg(value_parser = serial)]
    pub serial: Serial,
}

/// A unit to be enrolled.
#[derive(Debug, Args)]
pub struct Enroll {
    /// 製造番号 / Serial number
    #[arg(long, value_parser = serial)]
    pub serial: Serial,
    /// 種類（箱に書かれています） / Edition, as on the box
    #[arg(long, value_enum)]
    pub edition: Edition,
    /// 窓口の名前 / Name of the counter
    #[arg(long, value_name = "NAME")]
    pub counter: String,
    /// 窓口の種類 / Kind of counter
    #[arg(long, value_enum, default_value_t = Placement::Standing)]
    pub placement: Placement,
    /// 窓口のタグ / Tags of the counter, for example language:en
    #[arg(long = "tag", value_name = "T", value_parser = tag)]
    pub tags: Vec<Tag>,
    /// ケーブル（例: "3 m"） / Which cable it hangs on, for example "3 m"
    #[arg(long, value_name = "TEXT", value_parser = cable, default_value = "")]
    pub cable: String,
    /// 書き出し先の新しいフォルダー / New folder for the credentials
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// 確認しない / Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// An edition that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Edition {
    /// 1:1接続版 / 1:1 edition
    Single,
    /// 複数台接続版 / Multi-unit edition
    Multi,
}

/// A placement that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Placement {
    /// 立って使う窓口（100～110 cm） / Standing counter (100 to 110 cm)
    Standing,
    /// 座って使う窓口（70～80 cm） / Seated counter (70 to 80 cm)
    Seated,
}
