//! Triage of a reader.

use super::{Text, some, text, texts};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// リーダーの切り分け：本体の故障か、ほかの部分か / Is it the reader, or something else? The codes of all texts here are stable names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Triage {
    /// 製造番号 / The reader's serial number.
    serial: String,
    /// 結論：reader-fault（本体の故障）、other-part（ほかの部分）、not-yet-known（まだ分からない） / "reader-fault" (it may be sent in), "other-part" or "not-yet-known".
    verdict: String,
    /// 結論の文 / The verdict in words.
    text: Option<Text>,
    /// どこの問題か / Whose matter it is; null where that is not yet known.
    part: Option<Text>,
    /// 原因 / The cause; null where it is not yet known.
    fault: Option<Text>,
    /// すること / What to do; null where it is not yet known.
    todo: Option<Text>,
    /// そう考える理由。強いものが先 / What speaks for it, the strongest first.
    speaks_for: Vec<Text>,
    /// 合わないこと。強いものが先 / What speaks against it, the strongest first.
    against: Vec<Text>,
    /// 考えられる原因。ありそうなものが先。再起動の途中で判断していないときは空 / What it may be, the most likely first; empty while the reader restarts and is not judged.
    suspects: Vec<TriageSuspect>,
    /// 次に試すこと。これ以上ないときは null / The step that would tell most; null where nothing more has to be asked.
    next: Option<TriageStep>,
    /// 7日以内に変わったこと。新しいものが先 / What changed within 7 days, the newest first.
    changes: Vec<Text>,
}

/// 考えられる原因 / A cause that it may be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TriageSuspect {
    /// どこの問題か / Whose matter it would be.
    part: Option<Text>,
    /// 原因 / The cause.
    fault: Option<Text>,
    /// ありそうな度合い（0～100） / How likely it is, from 0 to 100.
    percent: u32,
}

/// 窓口で見ること、試すこと / Something to look at or to do at the counter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TriageStep {
    /// すること / What to do.
    step: Option<Text>,
    /// 答え。code をそのまま answers に書く / What may come of it: its code is the answer.
    replies: Vec<Text>,
}

impl From<&v1::TriageResponse> for Triage {
    fn from(told: &v1::TriageResponse) -> Self {
        Self {
            serial: told.serial.clone(),
            verdict: told.verdict.clone(),
            text: text(told.text.as_ref()),
            part: text(told.part.as_ref()),
            fault: coded(told.fault.as_ref(), &told.fault_code),
            todo: text(told.todo.as_ref()),
            speaks_for: texts(&told.speaks_for),
            against: texts(&told.against),
            suspects: told.suspects.iter().map(TriageSuspect::from).collect(),
            next: told.next.as_ref().map(TriageStep::from),
            changes: texts(&told.changes),
        }
    }
}

impl From<&v1::TriageSuspect> for TriageSuspect {
    fn from(told: &v1::TriageSuspect) -> Self {
        Self {
            part: text(told.part.as_ref()),
            fault: coded(told.fault.as_ref(), &told.fault_code),
            percent: told.percent,
        }
    }
}

impl From<&v1::TriageStep> for TriageStep {
    fn from(told: &v1::TriageStep) -> Self {
        Self {
            step: text(told.step.as_ref()),
            replies: texts(&told.replies),
        }
    }
}

/// A cause with its code. Its own name is triage's, and not one of the catalogue.
fn coded(cause: Option<&v1::Text>, code: &str) -> Option<Text> {
    let cause = text(cause)?;
    let fault = some(code);
    Some(Text { fault, ..cause })
}
