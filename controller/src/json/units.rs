//! Readers: which there are, which of them serve, and why the others do not.

use super::words::{Edition, HealthState, Placement, UnitActivity};
use super::{Text, above_zero, some, text};
use madoguchi_proto::v1;
use serde::Serialize;
use utoipa::ToSchema;

/// 1台のリーダー / A reader as people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Unit {
    /// 製造番号。示さない機器では null / The serial number; null for a device that shows none.
    serial: Option<String>,
    edition: Edition,
    /// 置いてある窓口 / Where it stands.
    counter: Option<Counter>,
    /// いま接続しているか / Whether it is attached now.
    attached: bool,
    /// PCへの接続。まだ見えたことがないときは null / How it reaches the PC; null when it was never seen.
    link: Option<Link>,
    /// USBポート（バス-ポート） / The USB port, "BUS-CHAIN", where it is known.
    port: Option<String>,
    /// 接続の判定：seat:included、seat:additional:番号、seat:bundled:番号、refused:理由、absent（接続していない） / `seat:included`, `seat:additional:ID`, `seat:bundled:ID`, `refused:REASON`, or "absent".
    admission: String,
    /// いま患者さんを呼び出せるか / Whether it may take tickets now.
    serves: bool,
    /// 使える理由、または使えない理由 / Why it serves or does not.
    why: Option<Text>,
    activity: UnitActivity,
    /// いま受け持っている受付番号 / The label of the ticket that it has.
    ticket: Option<String>,
    health: Option<Health>,
    /// 休止しているか（手動または自動） / Whether staff or the fleet paused it.
    paused: bool,
    /// 利用枠が足りないときに優先するか / Whether staff gave it precedence where seats are short.
    preferred: bool,
    /// 本日終わった確認の数 / Sessions that ended at it today.
    sessions_today: u32,
    /// そのうち確認できた数 / Of those, verified.
    verified_today: u32,
    /// リーダーのソフトウェアの版 / The version of its agent.
    software: Option<String>,
    /// 取り外したか、交換したか / Whether it was retired or replaced.
    retired: bool,
    /// 接続先、または登録したPCの番号（16進の64文字） / The installation that it is attached to or was enrolled at: 64 hex digits.
    installation: Option<String>,
    /// 交換後のリーダーの製造番号 / The serial of the reader that took its place.
    replaced_by: Option<String>,
    /// 交換した理由（切り分けの結果、または職員の言葉） / Why it was replaced: what triage named, or what staff said instead; null where an older release did it.
    replaced_why: Option<Text>,
    /// 故障が続いたため、自動で休止したか / Whether the pause is the fleet's own, after repeated failures.
    paused_by_fleet: bool,
    /// 手動で休止したときの理由 / Why staff paused it, in their words.
    pause_reason: Option<String>,
    /// 交換前のリーダーのライセンスで使える期限 / Until when it serves on the license of the reader that it replaced, in milliseconds since 1970.
    grace_until_ms: Option<i64>,
    /// いまこのPCのUSBに見えているか / Whether USB shows it on this PC now.
    plugged: bool,
    /// この10分間に接続が切れた回数 / How often its link was lost in the last ten minutes.
    drops: u32,
    /// ケーブルについての書き込み / What staff noted of its cable.
    cable: Option<String>,
    /// 納品日（例：2024-05-20） / The day of its delivery, for example 2024-05-20.
    delivered: Option<String>,
    /// 保守の最後の日（納品日の翌月1日から5年間） / The last day of its coverage: five years from the first of the month after its delivery.
    covered_until: Option<String>,
    /// 保守が本日どうなっているか。納品日の記録がないときは null / How its coverage stands today; null where its delivery is not noted.
    coverage: Option<Text>,
    /// 登録した時刻 / When it was enrolled, in milliseconds since 1970.
    enrolled_at_ms: Option<i64>,
    /// 取り外した時刻、または交換した時刻 / When it was retired or replaced, in milliseconds since 1970.
    out_at_ms: Option<i64>,
    /// 交換前のリーダーの製造番号 / The readers that stood in its place before it, by serial.
    replaces: Vec<String>,
    /// 点検中なら、その内容。点検中でなければ null / The maintenance that it is in; null for none.
    maintenance: Option<Maintenance>,
    /// リーダーの時計がPCより進んでいるミリ秒数（遅れていれば負）。不明なときは null / How far its clock is ahead of the PC's, in milliseconds; negative where it is behind, null where it is not known.
    clock_ahead_ms: Option<i64>,
    /// リーダーの再起動。一度もないときは null / Its restarts; null where it never was to restart.
    restarts: Option<Restarts>,
}

impl From<&v1::Unit> for Unit {
    fn from(unit: &v1::Unit) -> Self {
        Self {
            serial: some(&unit.serial),
            edition: unit.edition().into(),
            counter: unit.counter.as_ref().map(Counter::from),
            attached: unit.attached,
            link: unit.link.as_ref().map(Link::from),
            port: some(&port(unit)),
            admission: unit.admission.clone(),
            serves: unit.serves,
            why: text(unit.why.as_ref()),
            activity: unit.activity().into(),
            ticket: some(&unit.ticket),
            health: unit.health.as_ref().map(Health::from),
            paused: unit.paused,
            preferred: unit.preferred,
            sessions_today: unit.sessions_today,
            verified_today: unit.verified_today,
            software: some(&unit.software),
            retired: unit.retired,
            installation: some(&unit.installation),
            replaced_by: some(&unit.replaced_by),
            replaced_why: text(unit.replaced_why.as_ref()),
            paused_by_fleet: unit.paused_by_fleet,
            pause_reason: some(&unit.pause_reason),
            grace_until_ms: (unit.grace_until_ms > 0).then_some(unit.grace_until_ms),
            plugged: unit.plugged,
            drops: unit.drops,
            cable: some(&unit.cable),
            delivered: some(&unit.delivered),
            covered_until: some(&unit.covered_until),
            coverage: text(unit.coverage.as_ref()),
            enrolled_at_ms: (unit.enrolled_at_ms > 0).then_some(unit.enrolled_at_ms),
            out_at_ms: (unit.out_at_ms > 0).then_some(unit.out_at_ms),
            replaces: unit.replaces.clone(),
            maintenance: unit.maintenance.as_ref().map(Maintenance::from),
            clock_ahead_ms: unit.clock_ahead_ms,
            restarts: unit.restarts.as_ref().map(Restarts::from),
        }
    }
}

/// リーダーの点検 / That somebody works on a reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Maintenance {
    /// 始めた時刻 / Since when, in milliseconds since 1970.
    since_ms: i64,
    /// 終わる予定の時刻。予定がないときは null / By when it should be over, in milliseconds since 1970; null where nobody said.
    until_ms: Option<i64>,
    /// 使える状態に戻った時刻。まだのときは null / Since when the reader would serve, in milliseconds since 1970; null while it would not.
    works_since_ms: Option<i64>,
}

impl From<&v1::Maintenance> for Maintenance {
    fn from(work: &v1::Maintenance) -> Self {
        Self {
            since_ms: work.since_ms,
            until_ms: above_zero(work.until_ms),
            works_since_ms: above_zero(work.works_since_ms),
        }
    }
}

/// リーダーの再起動 / The restarts of a reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Restarts {
    /// いまの再起動：waiting（順番待ち）、finishing（患者さんを待つ）、running（再起動中）、overdue（戻らない）。ないときは null / The present one: `waiting`, `finishing`, `running`, `overdue`; null for none.
    stage: Option<&'static str>,
    /// いまの再起動が予定によるものか / Whether the present one was planned.
    planned: bool,
    /// いまの再起動を受け付けた時刻 / When the present one was asked for, in milliseconds since 1970.
    asked_ms: Option<i64>,
    /// リーダーに再起動を命じた時刻 / When the reader was told, in milliseconds since 1970; null where it was not yet.
    since_ms: Option<i64>,
    /// 前回、リーダーに再起動を命じた時刻 / When the reader was told of the newest one that is over, in milliseconds since 1970.
    last_ms: Option<i64>,
    /// 前回の再起動が予定によるものか / Whether that one was planned.
    last_planned: bool,
    /// 文で / In words.
    text: Option<Text>,
}

impl From<&v1::UnitRestarts> for Restarts {
    fn from(restarts: &v1::UnitRestarts) -> Self {
        Self {
            stage: match restarts.stage() {
                v1::RestartStage::Unspecified => None,
                v1::RestartStage::Waiting => Some("waiting"),
                v1::RestartStage::Finishing => Some("finishing"),
                v1::RestartStage::Running => Some("running"),
                v1::RestartStage::Overdue => Some("overdue"),
            },
            planned: restarts.planned,
            asked_ms: above_zero(restarts.asked_ms),
            since_ms: above_zero(restarts.since_ms),
            last_ms: above_zero(restarts.last_ms),
            last_planned: restarts.last_planned,
            text: text(restarts.text.as_ref()),
        }
    }
}

/// The port as people write it, "BUS-CHAIN"; empty if it is not known.
pub(crate) fn port(unit: &v1::Unit) -> String {
    unit.link.as_ref().and_then(port_of).unwrap_or_default()
}

/// The port of a link, where it is known.
pub(crate) fn port_of(link: &v1::Link) -> Option<String> {
    (!link.chain.is_empty()).then(|| format!("{}-{}", link.bus, link.chain))
}

/// リーダーを置く窓口 / The place where a reader stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Counter {
    /// 患者さんと受付が読む名前 / The name that patients and staff read.
    name: String,
    placement: Placement,
    /// 受付の条件に使えるタグ / Free tags that tickets can need or prefer.
    tags: Vec<String>,
}

impl From<&v1::Counter> for Counter {
    fn from(counter: &v1::Counter) -> Self {
        Self {
            name: counter.name.clone(),
            placement: counter.placement().into(),
            tags: counter.tags.clone(),
        }
    }
}

/// リーダーからPCへの接続 / How a reader reaches the PC, as it was observed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Link {
    /// ネットワークの名前 / The network interface.
    interface: String,
    /// USBのバス / The USB bus.
    bus: String,
    /// そのバスの中のポートの並び / The chain of ports on that bus.
    chain: String,
    /// 通信の速さ（メガビット毎秒） / Megabits per second as negotiated.
    speed_mbps: Option<u32>,
    /// USBが示す製造番号 / The serial number that the USB descriptor shows.
    usb_serial: Option<String>,
    /// 間にあるもの：direct（直接）、behind-hub（ハブ経由）、not-usb（USBではない）、unknown（不明） / What stands in between: "direct", "behind-hub", "not-usb" or "unknown".
    path: Option<String>,
    /// USBの識別番号（例：1d6b:0104） / The device's USB ids, "1d6b:0104".
    device: Option<String>,
    /// 間にあるハブ（PCに組み込まれたものを除く） / The first hub on the way that is no part of the PC's board.
    hub: Option<String>,
}

impl From<&v1::Link> for Link {
    fn from(link: &v1::Link) -> Self {
        Self {
            interface: link.interface.clone(),
            bus: link.bus.clone(),
            chain: link.chain.clone(),
            speed_mbps: above_zero(link.speed_mbps),
            usb_serial: some(&link.usb_serial),
            path: some(&link.path),
            device: some(&link.device),
            hub: some(&link.hub),
        }
    }
}

/// リーダー自身の状態 / What a reader says of its own state.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Health {
    state: HealthState,
    /// リーダーのエラーコード / The reader's error codes.
    codes: Vec<String>,
    /// その説明のコード（例：MDG-0135）。メーカー独自のものは MDG-0166 / Their faults, such as "MDG-0135", each once: that of a code of the maker's own is "MDG-0166".
    faults: Vec<String>,
}

impl From<&v1::Health> for Health {
    fn from(health: &v1::Health) -> Self {
        let known = health
            .codes
            .iter()
            .filter_map(|code| madoguchi_faults::of_engine(code));
        let mut faults: Vec<_> = known.map(|fault| fault.code.to_string()).collect();
        faults.sort();
        faults.dedup();
        Self {
            state: health.state().into(),
            codes: health.codes.clone(),
            faults,
        }
    }
}

/// リーダーの一覧（登録の順） / All readers, in the order of pairing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Units {
    units: Vec<Unit>,
    /// 利用枠の計算 / The arithmetic of seats, in words.
    seats: Option<Text>,
}

impl From<&v1::ListUnitsResponse> for Units {
    fn from(list: &v1::ListUnitsResponse) -> Self {
        Self {
            units: list.units.iter().map(Unit::from).collect(),
            seats: text(list.seats.as_ref()),
        }
    }
}

/// A reader whose credentials were written to a folder; the command line's alone.
#[derive(Debug, Serialize)]
pub(crate) struct Enrolled {
    pub(crate) serial: String,
    pub(crate) folder: String,
    pub(crate) unit: Option<Unit>,
}

/// 操作の後のリーダー / A reader after something was done with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnitAfter {
    /// リーダー。記録が残っていないときは null / The reader; null where the repeat of a request came after it was forgotten.
    unit: Option<Unit>,
    /// 知っておいていただきたいこと（例：交換したリーダーが、移行なしで使える期限） / What staff should know, for example until when a replacement serves without a license of its own.
    notice: Option<Text>,
}

/// 操作の前に確かめること / What an act that is thought of would take away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct UnitWeighed {
    /// このリーダーだけを条件にしている受付の数 / Tickets that are tied to this reader and could not be called any more.
    bound: u32,
    /// ほかに、条件を満たすリーダーがなくなる受付の数 / Other tickets that need what no reader, or none that serves, would meet any more.
    unmet: u32,
    /// 操作の前に確認する文。失うものがないときは null / What to ask staff before the act; null where it takes nothing away.
    asks: Option<Text>,
}

impl From<&v1::WeighUnitResponse> for UnitWeighed {
    fn from(weighed: &v1::WeighUnitResponse) -> Self {
        Self {
            bound: weighed.bound,
            unmet: weighed.unmet,
            asks: text(weighed.asks.as_ref()),
        }
    }
}

/// Answers with a reader, and those with a notice beside it.
macro_rules! after {
    ($($response:ident $(telling $notice:ident)?,)+) => {$(
        impl From<v1::$response> for UnitAfter {
            fn from(answer: v1::$response) -> Self {
                let notice: Option<&v1::Text> = None $(.or(answer.$notice.as_ref()))?;
                Self { unit: answer.unit.as_ref().map(Unit::from), notice: text(notice) }
            }
        }
    )+};
}
after! {
    PauseUnitResponse,
    ResumeUnitResponse,
    MaintainUnitResponse,
    RestartUnitResponse telling notice,
    IdentifyUnitResponse telling notice,
    PreferUnitResponse,
    RetireUnitResponse,
    NoteUnitResponse,
    ReplaceUnitResponse telling notice,
    ChangeUnitResponse telling notice,
}
