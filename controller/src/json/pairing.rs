//! A pairing: how far it is, and what is to be compared.

use super::{Text, Unit};
use serde::Serialize;
use utoipa::ToSchema;

/// いま行われている、または最後に行われたペアリング / The pairing that runs, or the newest one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PairingAfter {
    /// ペアリング。起動してから一度もなければ null / The pairing; null where there was none since the start.
    pub(crate) pairing: Option<Pairing>,
}

/// 1回のペアリング / One pairing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Pairing {
    /// このペアリングの番号（16進の32文字）。答えと取りやめには、これを書く / Its id, 32 hex digits: an answer and a cancellation name it.
    pub(crate) id: String,
    /// 進みぐあい：open（リーダーを待っている）、compare（番号を比べる）、paired（登録した）、ended（登録せずに終わった） / How far it is: "open", "compare", "paired" or "ended".
    pub(crate) stage: String,
    /// だれが始めたか / Who started it.
    pub(crate) actor: String,
    /// その人の名前 / His name, where he has one.
    pub(crate) actor_name: Option<String>,
    /// 聞いている人が始めたものか。答えられるのは、始めた人だけ / Whether whoever asks started it: he alone answers.
    pub(crate) is_own: bool,
    /// 始めた時刻 / When it was started.
    pub(crate) since_ms: i64,
    /// 自動で終わる時刻 / When it ends by itself.
    pub(crate) until_ms: i64,
    /// 比べる番号。始めた人だけに示す / What is to be compared; for whoever started it alone.
    pub(crate) digits: Option<Digits>,
    /// 登録したリーダー / The reader that was paired.
    pub(crate) unit: Option<Unit>,
    /// 登録せずに終わった理由 / Why it ended without a reader.
    pub(crate) why: Option<Text>,
    /// 途中のお知らせ（起きた順） / What happened on the way, in its order.
    pub(crate) notices: Vec<Text>,
}

/// リーダーとPCに表示する番号 / The digits on the reader and on the PC.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Digits {
    /// 6桁の番号（例：042 117） / Six digits in two groups, "042 117".
    pub(crate) digits: String,
    /// リーダーの製造番号 / The reader's serial number.
    pub(crate) serial: String,
    /// USBポート（バス-ポート） / The USB port, "BUS-CHAIN", where it is known.
    pub(crate) port: Option<String>,
    /// 通信の速さ（メガビット毎秒） / Megabits per second as negotiated.
    pub(crate) speed_mbps: Option<u32>,
    /// PCの側で「同じ」と答えたか / Whether the person at the PC has said that they are the same.
    pub(crate) answered: bool,
    /// 登録済みのリーダーのとき、登録し直すと失われるもの / What is lost by pairing a reader that is known already.
    pub(crate) takes: Option<Text>,
}
