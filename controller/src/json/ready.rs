//! The check before opening.

use super::{Text, text};
use madoguchi_proto::v1;
use madoguchi_proto::v1::ReadyLevel;
use serde::Serialize;
use utoipa::ToSchema;

/// 開院前の確認 / Whether the clinic can open.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Ready {
    /// 開院できるか / Whether it can: at least one reader can serve, none of those that should serve is broken, and nothing at the PC has to be mended.
    ready: bool,
    /// まとめの文と、すること / The same in words, with what to do.
    text: Option<Text>,
    /// 登録されたリーダー / The enrolled readers.
    units: Vec<UnitReady>,
    /// PCについて / What concerns the PC.
    pc: Vec<ReadyCheck>,
    /// 確かめた時刻（1970年からのミリ秒） / When it was looked at, in milliseconds since 1970.
    at_ms: i64,
}

/// 1台のリーダーの確認 / One reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnitReady {
    /// 製造番号 / The serial number.
    serial: String,
    /// 窓口の名前 / The name of its counter.
    counter: String,
    /// 結果：good、warn、bad、unknown、aside（休止か整備中） / The worst of its checks: "good", "warn", "bad", "unknown"; "aside" where somebody put it aside, so that it counts for nothing.
    level: &'static str,
    /// 確かめたこと / What was looked at.
    checks: Vec<ReadyCheck>,
}

/// 確かめたこと1つ / One thing that was looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReadyCheck {
    /// 名前：pause、usb、attached、self-test、seat、certificate、clock。PCでは day、clock、backup、pc、または点検で見つかったことの名前 / Its stable name. Of a reader: "pause" (only where it is), "usb", "attached", "self-test", "seat", "certificate", "clock"; of the PC: "day", "clock", "backup", "pc", or the code of what the doctor found.
    name: String,
    /// 結果 / As for a reader.
    level: &'static str,
    /// いまの様子と、すること / What is so, and what to do where it is not good.
    text: Option<Text>,
}

impl From<&v1::CheckReadyResponse> for Ready {
    fn from(told: &v1::CheckReadyResponse) -> Self {
        Self {
            ready: told.ready,
            text: text(told.text.as_ref()),
            units: told.units.iter().map(UnitReady::from).collect(),
            pc: told.pc.iter().map(ReadyCheck::from).collect(),
            at_ms: told.at_ms,
        }
    }
}

impl From<&v1::UnitReady> for UnitReady {
    fn from(unit: &v1::UnitReady) -> Self {
        Self {
            serial: unit.serial.clone(),
            counter: unit.counter.clone(),
            level: level_word(unit.level()),
            checks: unit.checks.iter().map(ReadyCheck::from).collect(),
        }
    }
}

impl From<&v1::ReadyCheck> for ReadyCheck {
    fn from(check: &v1::ReadyCheck) -> Self {
        Self {
            name: check.name.clone(),
            level: level_word(check.level()),
            text: text(check.text.as_ref()),
        }
    }
}

/// The stable word of a level.
pub(crate) const fn level_word(level: ReadyLevel) -> &'static str {
    match level {
        ReadyLevel::Unspecified | ReadyLevel::Unknown => "unknown",
        ReadyLevel::Good => "good",
        ReadyLevel::Warn => "warn",
        ReadyLevel::Bad => "bad",
        ReadyLevel::Aside => "aside",
    }
}
