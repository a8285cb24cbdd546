//! What is known of a reader and its PC without asking anybody. Each thing may be unknown, and what cannot be together cannot be said.

use crate::reading::Reading;

/// What is known. `None` everywhere: nobody looked, or the system does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    pub way: Option<Way>,
    /// Whether staff paused it.
    pub paused: Option<bool>,
    /// Whether its link was lost again and again lately.
    pub drops: Option<bool>,
    pub others: Option<Others>,
    pub history: Option<History>,
    pub change: Option<Change>,
    pub pc_clock_right: Option<bool>,
    pub reader_clock_right: Option<bool>,
    /// Whether the PC slept when it began.
    pub slept: Option<bool>,
    /// Whether another maker's reader is plugged in.
    pub foreign: Option<bool>,
}

/// How far the reader comes on its way to the PC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// USB does not show it.
    NotShown { ended: Option<Ended> },
    /// USB shows it.
    Shown(Plug),
    /// A reader of the virtual bus, which has no plugs.
    Virtual(Contact),
}

/// A reader that is plugged in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plug {
    /// Whether a hub is in between.
    pub hub: Option<bool>,
    /// Whether its link is slower than USB 2.0 high speed.
    pub slow: Option<bool>,
    pub network: Option<Network>,
}

/// The network over its plug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Network {
    NoInterface,
    InterfaceDown,
    NoAddress,
    Ready {
        /// Whether its network is also another one of this PC.
        overlap: Option<bool>,
        /// Whether the controller's port answers there; else a filter holds it.
        door: Option<bool>,
        contact: Option<Contact>,
    },
}

/// What came of it at the controller's door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contact {
    None { ended: Option<Ended> },
    Refused(Handshake),
    Made(Service),
}

/// Why a handshake was refused, by either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handshake {
    UnknownKey,
    Ended,
    Clock,
}

/// A reader that is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Service {
    /// Whether it was heard lately.
    pub heard: Option<bool>,
    pub admission: Option<Admission>,
    pub self_test: Option<SelfTest>,
    pub sessions: Option<Sessions>,
}

/// What the fleet says to it. Hubs are told by [`Plug`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    Seated,
    NoSeat,
    NotInFleet,
    SerialTwice,
    FleetFull,
}

/// What it says of itself, by its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SelfTest {
    Passed,
    Camera,
    CardUnit,
    EngineCrash,
    EngineHang,
    EngineOther,
    Other,
}

/// How most of its newest sessions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sessions {
    Fine,
    FacesFail,
    CardsFail,
    TimeOut,
}

/// How the newest connection of a reader that is away ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The device went from USB: its plug was pulled, or it has no power, or it, its cable or its port is dead. The PC sees no difference.
    Unplugged,
    /// Without a word, while its plug held: the program on the reader went, or the network between.
    Lost,
    /// In good order.
    Closed,
}

/// The other readers of the PC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// There is none, so that nothing can be borrowed or compared.
    None,
    /// All serve.
    Serve,
    /// Some serve, and some have a trouble of their own.
    Differ,
    /// None serves, all with the same trouble.
    Same,
}

/// What is on record of the days before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    Clean,
    Drops,
    Codes,
}

/// What changed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Nothing,
    /// Reader, cable or counter.
    Moved,
    /// Router, network or security software.
    Network,
    /// The PC, its system or its programs.
    System,
    License,
}

impl Evidence {
    /// All that it tells, the way first.
    #[must_use]
    pub fn readings(&self) -> Vec<Reading> {
        let mut told = self.way.as_ref().map_or_else(Vec::new, Way::readings);
        let around = [
            self.paused
                .map(one_of(Reading::PausedByStaff, Reading::PausedNot)),
            self.drops
                .map(one_of(Reading::DropsMany, Reading::DropsNone)),
            self.others.and_then(Others::reading),
            self.history.map(History::reading),
            self.change.map(Change::reading),
            self.pc_clock_right
                .map(one_of(Reading::PcClockRight, Reading::PcClockWrong)),
            self.reader_clock_right
                .map(one_of(Reading::ReaderClockRight, Reading::ReaderClockWrong)),
            self.slept
                .map(one_of(Reading::SleepThere, Reading::SleepNot)),
            self.foreign
                .map(one_of(Reading::ForeignThere, Reading::ForeignNone)),
        ];
        told.extend(around.into_iter().flatten());
        told
    }
}

impl Way {
    fn readings(&self) -> Vec<Reading> {
        match self {
            Self::NotShown { ended } => {
                let mut told = vec![Reading::UsbNotShown];
                told.extend(ended.map(Ended::reading));
                told
            }
            Self::Shown(plug) => {
                let mut told = vec![Reading::UsbShown];
                told.extend(plug.hub.map(one_of(Reading::PathHub, Reading::PathDirect)));
                told.extend(
                    plug.slow
                        .map(one_of(Reading::SpeedSlow, Reading::SpeedHigh)),
                );
                told.extend(plug.network.iter().flat_map(Network::readings));
                told
            }
            Self::Virtual(contact) => contact.readings(),
        }
    }
}

impl Network {
    fn readings(&self) -> Vec<Reading> {
        match self {
            Self::NoInterface => vec![Reading::InterfaceMissing],
            Self::InterfaceDown => vec![Reading::InterfaceDown],
            Self::NoAddress => vec![Reading::InterfaceUp, Reading::AddressMissing],
            Self::Ready {
                overlap,
                door,
                contact,
            } => {
                let mut told = vec![Reading::InterfaceUp, Reading::AddressThere];
                told.extend(overlap.map(one_of(Reading::OverlapThere, Reading::OverlapNone)));
                told.extend(door.map(one_of(Reading::DoorAnswers, Reading::DoorHeld)));
                told.extend(contact.iter().flat_map(Contact::readings));
                told
            }
        }
    }
}

impl Contact {
    fn readings(&self) -> Vec<Reading> {
        match self {
            Self::None { ended } => {
                let mut told = vec![Reading::ContactNone];
                told.extend(ended.map(Ended::reading));
                told
            }
            Self::Refused(Handshake::UnknownKey) => vec![Reading::RefusedUnknownKey],
            Self::Refused(Handshake::Ended) => vec![Reading::RefusedEnded],
            Self::Refused(Handshake::Clock) => vec![Reading::RefusedClock],
            Self::Made(service) => service.readings(),
        }
    }
}

impl Service {
    fn readings(&self) -> Vec<Reading> {
        let told = [
            Some(Reading::ContactMade),
            self.heard
                .map(one_of(Reading::HeartbeatHeard, Reading::HeartbeatMissing)),
            self.admission.map(Admission::reading),
            self.self_test.map(SelfTest::reading),
            self.sessions.map(Sessions::reading),
        ];
        told.into_iter().flatten().collect()
    }
}

impl Admission {
    const fn reading(self) -> Reading {
        match self {
            Self::Seated => Reading::Seated,
            Self::NoSeat => Reading::NoSeat,
            Self::NotInFleet => Reading::NotInFleet,
            Self::SerialTwice => Reading::SerialTwice,
            Self::FleetFull => Reading::FleetFull,
        }
    }
}

impl SelfTest {
    const fn reading(self) -> Reading {
        match self {
            Self::Passed => Reading::SelfTestPassed,
            Self::Camera => Reading::CodeCamera,
            Self::CardUnit => Reading::CodeCardUnit,
            Self::EngineCrash => Reading::CodeEngineCrash,
            Self::EngineHang => Reading::CodeEngineHang,
            Self::EngineOther => Reading::CodeEngineOther,
            Self::Other => Reading::CodeOther,
        }
    }
}

impl Sessions {
    const fn reading(self) -> Reading {
        match self {
            Self::Fine => Reading::SessionsFine,
            Self::FacesFail => Reading::SessionsFacesFail,
            Self::CardsFail => Reading::SessionsCardsFail,
            Self::TimeOut => Reading::SessionsTimeOut,
        }
    }
}

impl Ended {
    const fn reading(self) -> Reading {
        match self {
            Self::Unplugged => Reading::EndedUnplugged,
            Self::Lost => Reading::EndedLost,
            Self::Closed => Reading::EndedClosed,
        }
    }
}

impl Others {
    const fn reading(self) -> Option<Reading> {
        match self {
            Self::None => None,
            Self::Serve => Some(Reading::OthersServe),
            Self::Differ => Some(Reading::OthersDiffer),
            Self::Same => Some(Reading::OthersSame),
        }
    }
}

impl History {
    const fn reading(self) -> Reading {
        match self {
            Self::Clean => Reading::HistoryClean,
            Self::Drops => Reading::HistoryDrops,
            Self::Codes => Reading::HistoryCodes,
        }
    }
}

impl Change {
    const fn reading(self) -> Reading {
        match self {
            Self::Nothing => Reading::ChangeNothing,
            Self::Moved => Reading::ChangeMoved,
            Self::Network => Reading::ChangeNetwork,
            Self::System => Reading::ChangeSystem,
            Self::License => Reading::ChangeLicense,
        }
    }
}

fn one_of(yes: Reading, no: Reading) -> impl Fn(bool) -> Reading {
    move |is| if is { yes } else { no }
}
