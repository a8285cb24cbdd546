//! The end of a day.

use super::{Text, text};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 一日の終了で終えた受付 / What the day's end closed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayEnded {
    /// まだ開いていた受付の数 / Tickets that were still open.
    ended: u32,
    /// 知っておいていただきたいこと（例：まだリーダーを利用中の患者さん） / What staff should know, for example patients who are still at a reader.
    notice: Option<Text>,
}

impl From<&v1::EndDayResponse> for DayEnded {
    fn from(ended: &v1::EndDayResponse) -> Self {
        Self {
            ended: ended.ended,
            notice: text(ended.notice.as_ref()),
        }
    }
}

/// もう一度開いた受付と、閉じたままの受付 / What was opened again, and what was not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayBack {
    /// もう一度開いた受付の数 / Tickets that are open again.
    reopened: u32,
    /// 閉じたままの受付番号（別の受付が使っているもの） / Numbers that stay closed: an open ticket has them again.
    numbers_in_use: Vec<String>,
    /// 閉じたままの受付番号（その後に確認が終わったもの） / Numbers that stay closed: their sessions have ended since.
    sessions_ended: Vec<String>,
    /// 閉じたままの受付番号の説明 / The numbers that stay closed, in words.
    notice: Option<Text>,
}

impl From<&v1::UndoDayResponse> for DayBack {
    fn from(back: &v1::UndoDayResponse) -> Self {
        Self {
            reopened: back.reopened,
            numbers_in_use: back.numbers_in_use.clone(),
            sessions_ended: back.sessions_ended.clone(),
            notice: text(back.notice.as_ref()),
        }
    }
}
