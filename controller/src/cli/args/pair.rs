//! What can be typed behind `madoguchi unit pair`.

use super::super::typed::{cable, delivered, edition, placement, serial, tag};
use clap::Args;
use madoguchi_fleet::ids::{Serial, Tag};
use madoguchi_fleet::unit::Edition;
use madoguchi_fleet::wish::Placement;

/// How a pairing goes.
pub(super) const PAIR_HELP: &str = "\
受け口が2分間だけ開きます。リーダーの電源を入れ、PCのUSBポートへ直接つないでください。リーダーと画面に同じ6桁の番号が
表示されたら、両方で「同じ」と答えます。
/
The port is open for two minutes. Switch the reader on and plug it straight into a USB port of the PC. When reader and
screen show the same six digits, say so on both.";

/// A reader to be paired.
#[derive(Debug, Args)]
pub struct Pair {
    /// この製造番号のリーダーだけ / Only the reader with this serial number
    #[arg(long, value_parser = serial)]
    pub serial: Option<Serial>,
    /// 窓口の名前（なければ、空いている 窓口1、窓口2、…） / Name of the counter
    #[arg(long, value_name = "NAME")]
    pub counter: Option<String>,
    /// 座って使う窓口 / A seated counter (--placement seated)
    #[arg(long, conflicts_with = "placement")]
    pub seated: bool,
    /// 窓口の種類（立位、座位） / Kind of counter: standing, seated
    #[arg(long, value_name = "KIND", value_parser = placement)]
    pub placement: Option<Placement>,
    /// 窓口のタグ / Tags of the counter, for example language:en
    #[arg(long = "tag", value_name = "T", value_parser = tag)]
    pub tags: Vec<Tag>,
    /// 種類（1:1接続版、複数台接続版。箱に書かれています） / Edition, as on the box: single (1:1), multi
    #[arg(long, value_parser = edition)]
    pub edition: Option<Edition>,
    /// ケーブルのメモ（例: "3 m"） / Note on the cable
    #[arg(long, value_name = "NOTE", value_parser = cable)]
    pub cable: Option<String>,
    /// 納品日（例: 2024-05-20） / The day of its delivery, for example 2024-05-20
    #[arg(long, value_name = "DATE", value_parser = delivered)]
    pub delivered: Option<String>,
    /// リーダーに表示された番号を標準入力から読む（プログラム用） / Read the digits that the reader shows from standard
    /// input, for programs: one line for each time that digits are shown
    #[arg(long)]
    pub digits_from_stdin: bool,
    /// 使用中のリーダーでも確認しない（プログラム用） / Do not ask about a reader that is in use, for programs
    #[arg(long)]
    pub yes: bool,
}
