//! What support asks for about readers: the sheet, and what became of the ledger.

use super::units::{Unit, port};
use super::{Text, some, text};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// サポートへの連絡票 / What support asks for about a reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Sheet {
    /// リーダー / The reader.
    unit: Option<Unit>,
    /// 電話で伝えるコード。正常なときは null / The code to name at the telephone; null where nothing is wrong.
    code: Option<String>,
    /// いまの状態 / How it stands.
    message: Option<Text>,
    /// USBポート（バス-ポート） / The USB port, "BUS-CHAIN", where it is known.
    port: Option<String>,
    /// madoguchiの版 / The version of this controller.
    software: String,
    /// 作成した時刻 / When it was made, in milliseconds since 1970.
    at_ms: i64,
    /// サポートの受付時間と出荷の目標 / When support is reached, and by when a replacement ships.
    hours: Option<Text>,
    /// 次にサポートを受け付ける時刻 / The next moment at which support is reached, in milliseconds since 1970.
    reachable_at_ms: Option<i64>,
    /// そのとき連絡した場合の、交換品の出荷の目標日 / The day by which a replacement ships if support is called then.
    ships_by: Option<String>,
    /// 連絡先の名前 / Whom to call.
    support: Option<String>,
    /// 連絡先の電話番号 / The telephone number.
    telephone: Option<String>,
}

impl From<&v1::GetSheetResponse> for Sheet {
    fn from(sheet: &v1::GetSheetResponse) -> Self {
        let unit = sheet.unit.as_ref();
        Self {
            unit: unit.map(Unit::from),
            code: some(&sheet.code),
            message: text(sheet.message.as_ref()),
            port: unit.and_then(|unit| some(&port(unit))),
            software: sheet.software.clone(),
            at_ms: sheet.at_ms,
            hours: text(sheet.hours.as_ref()),
            reachable_at_ms: (sheet.reachable_at_ms > 0).then_some(sheet.reachable_at_ms),
            ships_by: some(&sheet.ships_by),
            support: some(&sheet.support),
            telephone: some(&sheet.telephone),
        }
    }
}

/// 台帳に書いた後のリーダー / Readers after something was noted of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LedgerNoted {
    units: Vec<Unit>,
}

impl From<&v1::NoteLedgerResponse> for LedgerNoted {
    fn from(noted: &v1::NoteLedgerResponse) -> Self {
        Self {
            units: noted.units.iter().map(Unit::from).collect(),
        }
    }
}

/// A ledger that was written to a file; the command line's alone.
#[derive(Debug, Serialize)]
pub(crate) struct LedgerExported {
    pub(crate) file: String,
    pub(crate) readers: usize,
}

/// What a table changed; the command line's alone.
#[derive(Debug, Serialize)]
pub(crate) struct LedgerImported {
    changed: usize,
    kept: usize,
    units: Vec<Unit>,
}

impl LedgerImported {
    pub(crate) fn of(units: &[v1::Unit], kept: usize) -> Self {
        Self {
            changed: units.len(),
            kept,
            units: units.iter().map(Unit::from).collect(),
        }
    }
}
