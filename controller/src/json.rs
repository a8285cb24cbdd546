//! The answers for programs: one set of shapes for the command line's `--json` and for the HTTP API, with stable names.
//!
//! Names that programs compare are those of the wire: the codes of texts, and the verdict of an admission with its reason, which is such a
//! code. A text is an object of `code`, `ja` and `en`, so that a program can read the code, and of `fault` where it reports one. A missing
//! value is null. The comment of a field stands in the API's description.

mod code;
mod day;
mod events;
mod faults;
mod ledger;
mod licenses;
mod pairing;
mod pc;
mod people;
mod ready;
mod status;
mod tickets;
mod triage;
mod units;
mod words;

pub(crate) use code::{Summary, SupportCode};
pub(crate) use day::{Day, DayBack, DayEnded};
pub(crate) use events::Events;
pub(crate) use faults::Fault;
pub(crate) use ledger::{LedgerExported, LedgerImported, LedgerNoted, Sheet};
pub(crate) use licenses::{
    Act, ActForms, Acts, License, LicenseInstalled, Licenses, PictureRead, ResetAsked, Returning,
};
pub(crate) use pairing::{Digits, Pairing, PairingAfter};
pub(crate) use pc::{Examination, Finding, Ports};
pub(crate) use people::{People, Person, role_word};
pub(crate) use ready::{Ready, level_word};
pub(crate) use status::{Status, Time, TimeConfirmed};
pub(crate) use tickets::{Story, Ticket, TicketAfter, Tickets, WalkUps, typed_wish};
pub(crate) use triage::Triage;
pub(crate) use units::{Enrolled, Unit, UnitAfter, UnitWeighed, Units, port, port_of};
pub(crate) use words::{OutcomeKind, Placement, TicketClass, TicketState, UnitActivity};

use madoguchi_proto::v1;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// 人が読む文。プログラムは code だけを見る（文は変わることがある） / A sentence for people. Programs look at `code` alone: it stays, while its sentences are improved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Text {
    /// 文の名前。ずっと変わらない / The stable name of what is said: small letters, joined by hyphens.
    pub(crate) code: String,
    /// 日本語の文 / The sentence in Japanese.
    pub(crate) ja: String,
    /// 英語の文 / The sentence in English.
    pub(crate) en: String,
    /// エラーのコード（例：MDG-0204）。エラーではないときはない。説明は /faults/コード / The fault's code, "MDG-0204"; not there where it is no fault. The page `/faults/CODE` explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<String>,
}

impl From<&v1::Text> for Text {
    fn from(text: &v1::Text) -> Self {
        Self {
            code: text.code.clone(),
            ja: text.ja.clone(),
            en: text.en.clone(),
            fault: fault(&text.code),
        }
    }
}

/// The code of the fault that has this name.
pub(crate) fn fault(name: &str) -> Option<String> {
    madoguchi_faults::of_name(name).map(|fault| fault.code.to_string())
}

/// An answer with its members in the order of their names, as the command line prints it.
pub(crate) fn value(shape: &impl Serialize) -> Value {
    // Serialising fails for maps whose keys are no text; no shape has one.
    serde_json::to_value(shape).unwrap_or_default()
}

/// A text that was said; null where there is none.
fn text(text: Option<&v1::Text>) -> Option<Text> {
    text.map(Text::from)
}

fn texts(texts: &[v1::Text]) -> Vec<Text> {
    texts.iter().map(Text::from).collect()
}

/// A word; null if it is empty.
fn some(word: &str) -> Option<String> {
    (!word.is_empty()).then(|| word.to_owned())
}

/// A number; null if it is 0, which stands for none on the wire.
fn above_zero<N: Copy + PartialEq + Default>(number: N) -> Option<N> {
    (number != N::default()).then_some(number)
}
