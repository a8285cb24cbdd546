//! The support code, and what it says.

use madoguchi_code as code;
use madoguchi_licensing::codes::{self, Picture};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// サポートコード：リーダーの状況を、電話で伝えられる文字とQRコードにしたもの / The support code: how the readers are, as text to read out and as QR codes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SupportCode {
    /// 読み上げる文字（10文字のまとまりが1行に4つ） / Lines of four groups of ten characters, to be read out.
    typed: String,
    /// QRコード（たいてい1つ） / Its QR codes, mostly one.
    codes: Vec<SupportQr>,
}

/// サポートコードのQRコード / A QR code of a support code.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SupportQr {
    /// QRコードの文字 / Its text.
    text: String,
    /// 一辺の点の数（余白を含む） / The modules of a side, the margin among them.
    side: usize,
    /// 図形（SVGのpath） / The dark modules, as a path of SVG.
    path: String,
}

impl From<v1::GetSupportCodeResponse> for SupportCode {
    fn from(told: v1::GetSupportCodeResponse) -> Self {
        Self {
            typed: told.typed,
            codes: told.parts.into_iter().filter_map(drawn).collect(),
        }
    }
}

/// A part as a QR code. Each fits into one (`MAX_PART_CHARS`).
fn drawn(text: String) -> Option<SupportQr> {
    let Picture { side, path } = codes::picture(&text).ok()?;
    Some(SupportQr { text, side, path })
}

/// What a support code says, for `support decode --json`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Summary {
    /// The first 16 digits of the installation's number.
    installation: String,
    /// When it was made, in milliseconds since 1970.
    at_ms: i64,
    utc_offset_min: i16,
    test: bool,
    software: String,
    waiting: u32,
    closed_today: u32,
    alarms: Vec<String>,
    findings: Vec<String>,
    units: Vec<Unit>,
    left_out: u32,
}

/// A unit in a support code.
#[derive(Debug, Clone, Serialize)]
struct Unit {
    serial: String,
    port: Option<String>,
    software: Option<String>,
    enrolled: bool,
    edition: &'static str,
    attached: bool,
    plugged: bool,
    serves: bool,
    /// "staff" or "fleet"; null where it is not paused.
    paused_by: Option<&'static str>,
    /// The name of triage's verdict; null where it was not judged.
    verdict: Option<&'static str>,
    /// The name of the likeliest cause.
    likeliest: Option<&'static str>,
    faults: Vec<String>,
    sessions_today: u32,
    verified_today: u32,
    drops: u32,
    /// The month in which its coverage ends, "2029-05"; null where its delivery is not noted.
    covered_until: Option<String>,
}

impl Summary {
    /// The summary; `cause` gives the stable name of a cause by its place in the code, and `month` that of a month.
    pub(crate) fn of(
        told: &code::Summary,
        cause: impl Fn(u8) -> Option<&'static str>,
        month: impl Fn(u16) -> String,
    ) -> Self {
        let word = |word: &code::Word| (!word.is_empty()).then(|| word.to_string());
        let unit = |unit: &code::Unit| Unit {
            serial: unit.serial.to_string(),
            port: word(&unit.port),
            software: word(&unit.software),
            enrolled: unit.is_enrolled,
            edition: if unit.is_multi { "multi" } else { "single" },
            attached: unit.is_attached,
            plugged: unit.is_plugged,
            serves: unit.serves,
            paused_by: match unit.pause {
                code::Pause::No => None,
                code::Pause::ByStaff => Some("staff"),
                code::Pause::ByFleet => Some("fleet"),
                code::Pause::Maintenance => Some("maintenance"),
            },
            verdict: Some(unit.verdict.name()).filter(|name| !name.is_empty()),
            likeliest: cause(unit.likeliest),
            faults: faults(&unit.faults),
            sessions_today: unit.sessions,
            verified_today: unit.verified,
            drops: unit.drops,
            covered_until: Some(month(unit.covered_month)).filter(|month| !month.is_empty()),
        };
        Self {
            installation: told
                .installation
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            at_ms: i64::from(told.at_min) * 60_000,
            utc_offset_min: told.utc_offset_min,
            test: told.is_test,
            software: told.software.to_string(),
            waiting: told.waiting,
            closed_today: told.closed_today,
            alarms: faults(&told.alarms),
            findings: faults(&told.findings),
            units: told.units.iter().map(unit).collect(),
            left_out: told.left_out,
        }
    }
}

fn faults(numbers: &[u16]) -> Vec<String> {
    let codes = numbers.iter().map(|number| format!("MDG-{number:04}"));
    codes.collect()
}
