//! What is known of a reader for triage: from the fleet, and from what the doctor saw of the PC.

use super::before::{change, history};
use crate::machine::Changed;
use madoguchi_doctor::{Code, Finding, Word};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::admission::{Refusal, Verdict};
use madoguchi_fleet::command::Parting;
use madoguchi_fleet::handshakes::Cause;
use madoguchi_fleet::link::{Link, Path};
use madoguchi_fleet::outcome::Kind;
use madoguchi_fleet::reasons::{Absence, Service as Why};
use madoguchi_fleet::settings::FLAPPING_DROPS;
use madoguchi_fleet::unit::{Attachment, Health, Membership, Pause, Unit};
use madoguchi_ports::Snapshot;
use madoguchi_triage::{
    Admission, Contact, Ended, Evidence, Handshake, Network, Others, Plug, SelfTest, Service,
    Sessions, Way,
};

/// A PC as the doctor saw it.
#[derive(Debug, Clone)]
pub(crate) struct SeenByDoctor {
    /// Its ports and interfaces; `None` where they could not be looked at.
    pub(crate) snapshot: Option<Snapshot>,
    pub(crate) findings: Vec<Finding>,
}

/// What is known of a unit; `pc` is `None` where its readers hang on no ports, and `changes` are the PC's. `None` while the unit restarts (RULES
/// A20, A28): what could be seen of it is the restart, and it is back by itself.
pub(crate) fn evidence(
    fleet: &Fleet,
    unit: &Unit,
    pc: Option<&SeenByDoctor>,
    changes: &[Changed],
) -> Option<Evidence> {
    if unit.restarts.holds() {
        return None;
    }
    let pc_clock_right = fleet.apart_since().is_none();
    Some(Evidence {
        way: way(fleet, unit, pc),
        paused: Some(is_paused_by_staff(unit)),
        drops: Some(fleet.drops(unit) >= FLAPPING_DROPS),
        others: Some(others(fleet, unit)),
        foreign: fleet
            .ports(unit.installation)
            .map(|seen| !seen.foreign.is_empty()),
        pc_clock_right: Some(pc_clock_right),
        history: history(fleet, unit),
        change: change(fleet, unit, changes),
        // By a clock that is wrong itself no reader's is judged (RULES A22).
        reader_clock_right: fleet.reader_clock_is_right(unit).filter(|_| pc_clock_right),
        slept: fleet.slept_when_it_left(unit),
    })
}

/// The newest outcomes that are judged, and how many there have to be.
const JUDGED: usize = 8;
const ENOUGH: usize = 4;

/// How most of the newest sessions ended; `None` where they are too few, or ended in many ways.
pub(super) fn sessions(outcomes: &[Kind]) -> Option<Sessions> {
    let newest = || outcomes.iter().rev().take(JUDGED);
    if newest().count() < ENOUGH {
        return None;
    }
    let kinds = [
        (Sessions::Fine, 0),
        (Sessions::FacesFail, 1),
        (Sessions::CardsFail, 2),
        (Sessions::TimeOut, 3),
    ];
    let sort = |kind: &Kind| match kind {
        Kind::Verified(_) => 0,
        Kind::FaceNotMatched => 1,
        Kind::CardUnreadable => 2,
        Kind::TimedOut => 3,
        _ => 4,
    };
    let most = |of: usize| newest().filter(|kind| sort(kind) == of).count() * 2 > newest().count();
    let found = kinds.into_iter().find(|(_, of)| most(*of));
    found.map(|(sessions, _)| sessions)
}

fn way(fleet: &Fleet, unit: &Unit, pc: Option<&SeenByDoctor>) -> Option<Way> {
    if let Some(attachment) = unit.attachment() {
        let made = Contact::Made(service(fleet, unit, attachment));
        return Some(over(&attachment.link, Some(made), pc));
    }
    let ended = unit.left.as_ref().map(|left| ended(left.how));
    let seen = fleet.seen(&unit.serial).next();
    let turned_away = fleet.visitor(&unit.serial);
    let link = turned_away
        .map(|visitor| &visitor.link)
        .or(seen.map(|(_, reader)| &reader.link));
    let contact = match cause(fleet.service(unit)) {
        Why::Absent { how, .. } => match how {
            Absence::Unplugged { .. } | Absence::NotPlugged => {
                return Some(Way::NotShown { ended });
            }
            Absence::Nameless { .. } => Some(Contact::Refused(Handshake::UnknownKey)),
            Absence::JustStarted { .. } => None,
            Absence::Away | Absence::Lost { .. } | Absence::NotConnecting { .. } => {
                Some(handshake(fleet, unit).unwrap_or(Contact::None { ended }))
            }
        },
        Why::Refused(refusal) => refused(&refusal),
        _ => None,
    };
    match link {
        Some(link) => Some(over(link, contact, pc)),
        // On the virtual bus nobody sees plugs: a reader that does not come may as well be unplugged.
        None => contact
            .filter(|contact| came(Some(contact)))
            .map(Way::Virtual),
    }
}

/// The newest refused handshake of a unit that is away.
fn handshake(fleet: &Fleet, unit: &Unit) -> Option<Contact> {
    Some(Contact::Refused(match fleet.refused_handshake(unit)? {
        Cause::NotOurs | Cause::NotTheirs | Cause::NoCertificate => Handshake::UnknownKey,
        Cause::Ended => Handshake::Ended,
        Cause::Clock => Handshake::Clock,
    }))
}

/// Why a unit does not serve, whether it is also paused or not.
fn cause(why: Why) -> Why {
    match why {
        Why::AlsoPaused { why, .. } => *why,
        why => why,
    }
}

/// What a refusal says of the handshake or of the fleet; `None` where it is about the way alone.
fn refused(refusal: &Refusal) -> Option<Contact> {
    let by_fleet = |admission| {
        Contact::Made(Service {
            admission: Some(admission),
            ..Service::default()
        })
    };
    match refusal {
        Refusal::OtherCertificate | Refusal::KeySuperseded => {
            Some(Contact::Refused(Handshake::UnknownKey))
        }
        other => admission(other).map(by_fleet),
    }
}

fn admission(refusal: &Refusal) -> Option<Admission> {
    match refusal {
        Refusal::NotPaired
        | Refusal::KeySuperseded
        | Refusal::OtherCertificate
        | Refusal::Retired
        | Refusal::Replaced { .. }
        | Refusal::IdentityMismatch { .. } => Some(Admission::NotInFleet),
        Refusal::SerialTwice { .. } | Refusal::PortInUse { .. } => Some(Admission::SerialTwice),
        Refusal::FleetFull => Some(Admission::FleetFull),
        Refusal::FactoryKeyNotProven | Refusal::NoSeat => Some(Admission::NoSeat),
        // The plug tells these.
        Refusal::LinkUnknown | Refusal::NotUsb { .. } | Refusal::BehindHub { .. } => None,
    }
}

const fn ended(how: Parting) -> Ended {
    match how {
        Parting::Unplugged => Ended::Unplugged,
        Parting::Lost => Ended::Lost,
        Parting::Closed => Ended::Closed,
    }
}

/// The way over a link, as far as the reader came.
fn over(link: &Link, contact: Option<Contact>, pc: Option<&SeenByDoctor>) -> Way {
    if link.path == Path::NotUsb {
        return Way::Virtual(contact.unwrap_or(Contact::None { ended: None }));
    }
    Way::Shown(Plug {
        hub: match link.path {
            Path::Direct => Some(false),
            Path::BehindHub => Some(true),
            Path::NotUsb | Path::Unknown => None,
        },
        slow: link.speed_mbps.map(|_| link.too_slow().is_some()),
        // Nobody is let in over a hub, however far the network behind it has come: a look a moment after the plug would find less of it.
        network: match link.path {
            Path::BehindHub if !came(contact.as_ref()) => None,
            _ => network(link, contact, pc),
        },
    })
}

/// Whether it came as far as the handshake.
const fn came(contact: Option<&Contact>) -> bool {
    matches!(contact, Some(Contact::Made(_) | Contact::Refused(_)))
}

fn network(link: &Link, contact: Option<Contact>, pc: Option<&SeenByDoctor>) -> Option<Network> {
    let came = came(contact.as_ref());
    let snapshot = pc.and_then(|pc| pc.snapshot.as_ref());
    let interface = snapshot.map(|snapshot| {
        let mut interfaces = snapshot.interfaces.iter();
        interfaces.find(|interface| interface.name == link.interface)
    });
    match interface {
        // Whoever came has a network, whatever a look a moment ago saw.
        _ if came => {}
        None => {}
        Some(None) => return Some(Network::NoInterface),
        Some(Some(interface)) if !interface.up => return Some(Network::InterfaceDown),
        Some(Some(interface)) if interface.addresses.is_empty() => return Some(Network::NoAddress),
        Some(Some(_)) => {}
    }
    let found = |code: Code| {
        let mut findings = pc.into_iter().flat_map(|pc| &pc.findings);
        findings.any(|finding| finding.code == code && names(finding, &link.interface))
    };
    let either = |yes: bool, no: bool| (yes || no).then_some(yes);
    let open = came || found(Code::GatewayReachable) || found(Code::GatewayListens);
    Some(Network::Ready {
        overlap: either(found(Code::NetworkOverlap), found(Code::NetworkClear)),
        door: either(
            open,
            found(Code::FirewallBlocks) || found(Code::FirewallWillBlock),
        ),
        contact,
    })
}

/// Whether a finding is about an interface.
fn names(finding: &Finding, interface: &str) -> bool {
    fn says(word: &Word, interface: &str) -> bool {
        match word {
            Word::Same(said) => said == interface,
            Word::Said(_, words) => words.iter().any(|(_, word)| says(word, interface)),
            Word::Listed(words) => words.iter().any(|word| says(word, interface)),
            Word::Text(_) | Word::Apart(_) => false,
        }
    }
    let mut words = finding.words.iter();
    words.any(|(_, word)| says(word, interface))
}

fn service(fleet: &Fleet, unit: &Unit, attachment: &Attachment) -> Service {
    Service {
        heard: Some(attachment.unheard_until.is_none()),
        admission: match fleet.verdict(unit) {
            Verdict::Seated(_) => Some(Admission::Seated),
            Verdict::Refused(refusal) => admission(&refusal),
        },
        self_test: Some(self_test(&unit.health)),
        sessions: sessions(&unit.past.outcomes),
    }
}

/// What a unit's codes say: those of its agent are `PROTOCOL.md`'s, and those of its engine are read by the words in them.
pub(super) fn self_test(health: &Health) -> SelfTest {
    let codes = match health {
        Health::Healthy => return SelfTest::Passed,
        Health::Degraded { codes } | Health::Faulted { codes } => codes,
    };
    const MEANINGS: [(&str, SelfTest); 8] = [
        ("E-ENGINE-CRASH", SelfTest::EngineCrash),
        ("E-ENGINE-START", SelfTest::EngineCrash),
        ("E-ENGINE-HANG", SelfTest::EngineHang),
        ("E-ENGINE-", SelfTest::EngineOther),
        ("CAMERA", SelfTest::Camera),
        ("CARD", SelfTest::CardUnit),
        ("NFC", SelfTest::CardUnit),
        ("", SelfTest::Other),
    ];
    let says = |word: &str| codes.iter().any(|code| code.contains(word));
    let meaning = MEANINGS.into_iter().find(|(word, _)| says(word));
    meaning.map_or(SelfTest::Other, |(_, meaning)| meaning)
}

/// Whether staff paused it, or work on it.
const fn is_paused_by_staff(unit: &Unit) -> bool {
    matches!(unit.pause, Some(Pause::ByStaff(_) | Pause::Maintenance(_)))
}

/// Whether it is wished that it does not serve: staff paused it or work on it, or it restarts.
const fn is_put_aside(unit: &Unit) -> bool {
    unit.restarts.holds() || is_paused_by_staff(unit)
}

/// The other readers of the same PC, without those that staff paused: a pause is a wish.
fn others(fleet: &Fleet, unit: &Unit) -> Others {
    let others: Vec<_> = fleet
        .units_at(unit.installation)
        .filter(|other| other.serial != unit.serial && other.membership == Membership::Enrolled)
        .filter(|other| !is_put_aside(other))
        .collect();
    let serving = others.iter().filter(|other| other.serves()).count();
    let mine = trouble(fleet, unit);
    match serving {
        _ if others.is_empty() => Others::None,
        all if all == others.len() => Others::Serve,
        0 if !unit.serves() && others.iter().all(|other| trouble(fleet, other) == mine) => {
            Others::Same
        }
        _ => Others::Differ,
    }
}

/// What a unit suffers from, as far as another may suffer from the same.
fn trouble(fleet: &Fleet, unit: &Unit) -> String {
    match cause(fleet.service(unit)) {
        Why::Absent { how, .. } => match how {
            Absence::Unplugged { .. } | Absence::NotPlugged => "not-shown".to_owned(),
            Absence::Nameless { .. } => "nameless".to_owned(),
            Absence::Away
            | Absence::JustStarted { .. }
            | Absence::Lost { .. }
            | Absence::NotConnecting { .. } => "away".to_owned(),
        },
        Why::Refused(refusal) | Why::Leaving(refusal) => refusal.code().to_owned(),
        Why::Faulted(codes) => codes.join(" "),
        _ => "none".to_owned(),
    }
}
