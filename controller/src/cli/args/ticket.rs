//! What can be typed about the patients of tickets.

use crate::cli::typed::{class, means, number, wish};
use clap::{ArgGroup, Args};
use madoguchi_fleet::ids::Number;
use madoguchi_fleet::ticket::{Class, Means};
use madoguchi_proto::v1;

/// Patients who are added.
#[derive(Debug, Args)]
pub struct NewTickets {
    /// 受付番号（いくつでも。省略すると次の番号） / Numbers, one or more (else the next free one)
    #[arg(value_name = "NUMBER", value_parser = number)]
    pub numbers: Vec<Number>,
    /// 区分（通常、優先、緊急） / Class: normal, priority, urgent
    #[arg(long, value_name = "CLASS", value_parser = class, default_value = "normal")]
    pub class: Class,
    /// 必須の条件（座位：座る窓口、立位：立つ窓口、リーダー:窓口名または製造番号、タグ） / What the reader must have: seated, standing, unit:COUNTER or unit:SERIAL, TAG
    #[arg(long = "need", value_name = "W", value_parser = wish)]
    pub needs: Vec<v1::Wish>,
    /// 希望の条件 / What the reader should have, for a time
    #[arg(long = "prefer", value_name = "W", value_parser = wish)]
    pub prefers: Vec<v1::Wish>,
    /// どのリーダーにもない条件でも、確かめずに追加 / Also with a tag that no reader has, without asking
    #[arg(long)]
    pub yes: bool,
}

/// What changes on a ticket: at least one thing.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group(ArgGroup::new("change").required(true).multiple(true).args(["class", "needs", "no_needs", "prefers", "no_prefers"])))]
pub struct ChangeTicket {
    /// 受付番号 / Number
    #[arg(value_parser = number)]
    pub number: Number,
    /// 新しい区分（通常、優先、緊急） / New class: normal, priority, urgent
    #[arg(long, value_name = "CLASS", value_parser = class)]
    pub class: Option<Class>,
    /// 必須の条件（いまの必須の条件は、すべてこれに置き換わります） / What the reader must have, in the place of all needs so far: seated, standing, unit:COUNTER or unit:SERIAL, TAG
    #[arg(long = "need", value_name = "W", value_parser = wish)]
    pub needs: Vec<v1::Wish>,
    /// 必須の条件をなくす / Without needs from now on
    #[arg(long, conflicts_with = "needs")]
    pub no_needs: bool,
    /// 希望の条件（いまの希望の条件は、すべてこれに置き換わります） / What the reader should have, for a time, in the place of all preferences so far
    #[arg(long = "prefer", value_name = "W", value_parser = wish)]
    pub prefers: Vec<v1::Wish>,
    /// 希望の条件をなくす / Without preferences from now on
    #[arg(long, conflicts_with = "prefers")]
    pub no_prefers: bool,
    /// どのリーダーにもない条件でも、確かめずに変更 / Also with a tag that no reader has, without asking
    #[arg(long)]
    pub yes: bool,
}

/// A patient who was served without a reader.
#[derive(Debug, Args)]
pub struct DoneByMeans {
    /// 受付番号 / Number
    #[arg(value_parser = number)]
    pub number: Number,
    /// 方法（資格確認書、目視、モバイル、その他） / How: paper (certificate), seen (by staff), mobile (device), other
    #[arg(long = "by", value_name = "HOW", value_parser = means)]
    pub means: Means,
}
