//! The PC: its USB ports, and what is wrong with it.

use super::{Text, above_zero, fault, some, text};
use madoguchi_proto::v1;
use madoguchi_proto::v1::UsbPortKind;
use serde::Serialize;
use utoipa::ToSchema;

/// PCのUSBポートと、つながっているもの / The PC's USB ports with what hangs on them, from the PC outward.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Ports {
    /// リーダーのつなぎ方：usb、loopback（ポートは模擬リーダーが名乗ったもの） / Where readers are plugged in: "usb", or "loopback" for the ports that simulated readers name.
    policy: String,
    /// PCの差込口の一覧が分かるか。分からないときは、何かがつながっているところだけを示す / Whether the system tells which sockets the PC has; else only those are here on which something hangs.
    sockets_known: bool,
    /// PCから順に、すべてのポート / All ports, each behind the one that it hangs on.
    ports: Vec<Port>,
    /// ポートを調べられない理由 / Why the ports could not be looked at.
    unseen: Option<Text>,
}

/// PCまたはハブのポート / One port of the PC or of a hub.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Port {
    /// 場所の名前 / Its place: a name that no other in the answer has.
    place: String,
    /// 手前の場所。PC本体のポートでは null / The place that it is behind; null for a port of the PC itself.
    behind: Option<String>,
    /// USBポート（バス-ポート） / The USB port, "BUS-CHAIN".
    port: String,
    /// つながっているもの：empty（なし）、reader（リーダー）、hub（ハブ）、board-hub（PCに組み込まれたハブ）、foreign（他社のリーダー）、other（その他） / What hangs on it: "empty", "reader", "hub", "board-hub", "foreign" (another maker's reader) or "other".
    kind: &'static str,
    /// リーダーをつないでよいポートか / Whether a reader may be plugged in here: no hub is in between.
    suits: bool,
    /// 機器が示す製造番号 / The serial number that the device shows.
    serial: Option<String>,
    /// 機器の名前 / What its maker calls it.
    product: Option<String>,
    /// USBの識別番号（例：1d6b:0104） / Its USB ids, "1d6b:0104".
    device: Option<String>,
    /// 通信の速さ（メガビット毎秒） / Megabits per second as negotiated.
    speed_mbps: Option<u32>,
}

impl From<&v1::ListPortsResponse> for Ports {
    fn from(list: &v1::ListPortsResponse) -> Self {
        Self {
            policy: list.policy.clone(),
            sockets_known: list.sockets_known,
            ports: list.ports.iter().map(Port::from).collect(),
            unseen: text(list.unseen.as_ref()),
        }
    }
}

impl From<&v1::UsbPort> for Port {
    fn from(port: &v1::UsbPort) -> Self {
        Self {
            place: port.place.clone(),
            behind: some(&port.behind),
            port: port.port.clone(),
            kind: match port.kind() {
                UsbPortKind::Unspecified | UsbPortKind::Other => "other",
                UsbPortKind::Empty => "empty",
                UsbPortKind::Reader => "reader",
                UsbPortKind::Hub => "hub",
                UsbPortKind::BoardHub => "board-hub",
                UsbPortKind::Foreign => "foreign",
            },
            suits: port.suits,
            serial: some(&port.serial),
            product: some(&port.product),
            device: some(&port.device),
            speed_mbps: above_zero(port.speed_mbps),
        }
    }
}

/// PCの点検の結果 / What an examination of the PC found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Examination {
    /// 直すことがないか / Whether nothing has to be done.
    healthy: bool,
    /// 問題の数 / How many problems there are.
    problems: usize,
    /// OSの名前 / The operating system.
    system: String,
    /// テスト環境か / Whether it is a test installation.
    test: bool,
    /// 点検した時刻（1970年からのミリ秒） / When it was examined, in milliseconds since 1970.
    examined_at_ms: i64,
    /// 見つかったこと。重いものが先 / The findings, the worst first.
    findings: Vec<Finding>,
}

/// 見つかったこと / One thing that was found. Codes, levels and themes are stable, sentences are not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Finding {
    /// 見つかったことの名前。ずっと変わらない / Its stable name.
    code: String,
    /// エラーのコード（例：MDG-0204）。正常のときはない / The fault's code, "MDG-0204"; not there for what is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// 重さ：problem（問題）、notice（注意）、question（目で見て確かめること）、good（正常） / "problem", "notice", "question" (only a person can see it) or "good".
    level: String,
    /// 何についてか / What it is about: "system", "ports", "readers", "networks", "gateway", "line", "time", "data", "controller" or "placement".
    theme: String,
    /// 見つかったこと / What it is.
    what: Said,
    /// 見たもの / What was seen.
    evidence: Said,
    /// なぜ大切か / Why it matters.
    why: Said,
    /// すること / What to do.
    todo: Said,
    /// そのまま入力するコマンド、または設定の行 / Commands or lines of the configuration, to be typed as they stand.
    commands: Vec<String>,
}

/// 見つかったことの文。ないときは空 / A sentence of a finding; empty for none.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Said {
    /// 日本語の文 / The sentence in Japanese.
    ja: String,
    /// 英語の文 / The sentence in English.
    en: String,
}

impl From<Option<&v1::Text>> for Said {
    fn from(text: Option<&v1::Text>) -> Self {
        let text = text.cloned().unwrap_or_default();
        Self {
            ja: text.ja,
            en: text.en,
        }
    }
}

impl From<&v1::Finding> for Finding {
    fn from(found: &v1::Finding) -> Self {
        Self {
            code: found.code.clone(),
            fault: fault(&found.code),
            level: found.level.clone(),
            theme: found.theme.clone(),
            what: found.what.as_ref().into(),
            evidence: found.evidence.as_ref().into(),
            why: found.why.as_ref().into(),
            todo: found.todo.as_ref().into(),
            commands: found.commands.clone(),
        }
    }
}

impl From<&v1::ExamineResponse> for Examination {
    fn from(found: &v1::ExamineResponse) -> Self {
        let problems = found.findings.iter();
        let problems = problems.filter(|one| one.level == "problem").count();
        Self {
            healthy: problems == 0,
            problems,
            system: found.system.clone(),
            test: found.test,
            examined_at_ms: found.examined_at_ms,
            findings: found.findings.iter().map(Finding::from).collect(),
        }
    }
}
