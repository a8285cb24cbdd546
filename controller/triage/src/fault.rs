//! What can be at fault, and whose matter it is.

/// Faults with their stable names and the parts that they are in.
macro_rules! faults {
    ($($(#[$doc:meta])* $fault:ident $name:literal $part:ident;)*) => {
        /// One cause. The name is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $($(#[$doc])* $fault,)*
        }

        impl Fault {
            pub const ALL: &[Self] = &[$(Self::$fault,)*];

            /// Its stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$fault => $name,)* }
            }

            /// Whose matter it is.
            #[must_use]
            pub const fn part(self) -> Part {
                match self { $(Self::$fault => Part::$part,)* }
            }
        }
    };
}

faults! {
    /// It does not start.
    ReaderBoard "reader-board" Reader;
    /// Its own USB socket.
    ReaderSocket "reader-socket" Reader;
    ReaderCamera "reader-camera" Reader;
    /// The part that reads cards.
    ReaderCardUnit "reader-card-unit" Reader;
    /// Its AC adapter, or the outlet (FAQ 11, 30).
    PowerAdapter "power-adapter" Power;
    CableOut "cable-out" CableOrPort;
    CableBroken "cable-broken" CableOrPort;
    PortDead "port-dead" CableOrPort;
    Hub "hub" CableOrPort;
    FifthReader "fifth-reader" CableOrPort;
    PcDriver "pc-driver" Pc;
    PcAsleep "pc-asleep" Pc;
    ForeignReader "foreign-reader" Pc;
    PacketFilter "packet-filter" Network;
    AddressOverlap "address-overlap" Network;
    EligibilityLine "eligibility-line" Line;
    LicenseMissing "license-missing" License;
    UnknownKey "unknown-key" Registration;
    CertificateEnded "certificate-ended" Registration;
    NotInFleet "not-in-fleet" Registration;
    SerialCopy "serial-copy" Registration;
    PcClock "pc-clock" Clock;
    ReaderClock "reader-clock" Clock;
    /// The agent, or the system below it, does not run.
    AgentCrash "agent-crash" Program;
    EngineCrash "engine-crash" Program;
    EngineHang "engine-hang" Program;
    Card "card" Card;
    Lighting "lighting" Place;
    Paused "paused" Staff;
    /// It works.
    Nothing "nothing" Nothing;
}

/// Whose matter a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Reader,
    Power,
    CableOrPort,
    Pc,
    Network,
    Line,
    License,
    /// Which reader belongs to which PC: pairing and certificates.
    Registration,
    Clock,
    /// The programs on the reader.
    Program,
    Card,
    Place,
    /// What staff wished.
    Staff,
    Nothing,
}

impl Part {
    pub const ALL: &[Self] = &[
        Self::Reader,
        Self::Power,
        Self::CableOrPort,
        Self::Pc,
        Self::Network,
        Self::Line,
        Self::License,
        Self::Registration,
        Self::Clock,
        Self::Program,
        Self::Card,
        Self::Place,
        Self::Staff,
        Self::Nothing,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Power => "power",
            Self::CableOrPort => "cable-or-port",
            Self::Pc => "pc",
            Self::Network => "network",
            Self::Line => "line",
            Self::License => "license",
            Self::Registration => "registration",
            Self::Clock => "clock",
            Self::Program => "program",
            Self::Card => "card",
            Self::Place => "place",
            Self::Staff => "staff",
            Self::Nothing => "nothing",
        }
    }
}
