//! What happened lately.

use super::{Text, some, text};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 最近のできごと（新しい順。起動してからの200件まで） / What happened lately to readers and to what needs attention, newest first: the newest 200 since the start.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Events {
    events: Vec<Event>,
    /// いつから記録しているか / Since when events are kept.
    since_ms: i64,
    /// 医療機関の時刻とUTCとの差（分） / The clinic's offset from UTC, in minutes.
    utc_offset_min: i32,
}

/// 1件のできごと / Something that happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Event {
    /// 気付いた時刻 / When it was noticed.
    at_ms: i64,
    /// できごと / What happened.
    text: Option<Text>,
    /// リーダーの製造番号 / The serial of the reader that it is about.
    unit: Option<String>,
}

impl From<&v1::ListEventsResponse> for Events {
    fn from(list: &v1::ListEventsResponse) -> Self {
        let event = |event: &v1::FleetEvent| Event {
            at_ms: event.at_ms,
            text: text(event.text.as_ref()),
            unit: some(&event.unit),
        };
        Self {
            events: list.events.iter().map(event).collect(),
            since_ms: list.since_ms,
            utc_offset_min: list.utc_offset_min,
        }
    }
}
