//! What was found: one thing each, as a code and the words that its sentences need. The controller's files of texts have the
//! sentences, under `doctor-CODE-what`, `-evidence`, `-why` and `-todo`: a problem and a notice have all four, a question has no
//! evidence, and what is good says only what.

use madoguchi_proto::v1::Text;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something to do.
    Problem,
    /// Something to know.
    Notice,
    /// Something that only a person can see.
    Question,
    /// All right.
    Good,
}

impl Level {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Notice => "notice",
            Self::Question => "question",
            Self::Good => "good",
        }
    }
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    System,
    Ports,
    Readers,
    Networks,
    Gateway,
    Line,
    Time,
    Data,
    Controller,
    Placement,
}

impl Theme {
    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Ports => "ports",
            Self::Readers => "readers",
            Self::Networks => "networks",
            Self::Gateway => "gateway",
            Self::Line => "line",
            Self::Time => "time",
            Self::Data => "data",
            Self::Controller => "controller",
            Self::Placement => "placement",
        }
    }
}

/// The codes that programs look at, with what each means: its level and its theme never change.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $name:literal $theme:ident $level:ident;)*) => {
        /// What was found. The name is stable: programs look at it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its stable name, and the start of its keys in the fluent files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn level(self) -> Level {
                match self { $(Self::$code => Level::$level,)* }
            }

            /// What it is about.
            #[must_use]
            pub const fn theme(self) -> Theme {
                match self { $(Self::$code => Theme::$theme,)* }
            }
        }
    };
}

codes! {
    SystemFine "system-fine" System Good;
    SystemTooOld "system-too-old" System Problem;
    SystemThirtyTwoBit "system-32-bit" System Problem;
    SystemUnknown "system-unknown" System Notice;
    ConfigMistakes "config-mistakes" System Problem;
    OtherConfig "other-config" System Notice;
    TestInstallation "test-installation" System Notice;

    PortsFree "ports-free" Ports Good;
    PortsFew "ports-few" Ports Notice;
    PortsNone "ports-none" Ports Problem;
    PortsUnknown "ports-unknown" Ports Notice;
    Hub "hub-found" Ports Notice;
    BoardHub "board-hub" Ports Good;

    ReaderDirect "reader-direct" Readers Good;
    NoReaders "no-readers" Readers Notice;
    ReadersUnknown "readers-unknown" Readers Problem;
    BehindHub "behind-hub" Readers Problem;
    LinkUnknown "link-unknown" Readers Problem;
    SlowLink "slow-link" Readers Problem;
    SerialMissing "serial-missing" Readers Problem;
    SerialDuplicate "serial-duplicate" Readers Problem;
    InterfaceMissing "interface-missing" Readers Problem;
    InterfaceDown "interface-down" Readers Problem;
    AddressMissing "address-missing" Readers Problem;
    /// Its network driver is RNDIS, on a Windows that has one for NCM.
    DriverRndis "driver-rndis" Readers Notice;
    UsbSuspended "usb-suspended" Readers Notice;
    AdapterTurnedOff "adapter-turned-off" Readers Notice;
    TooManyReaders "too-many-readers" Readers Problem;
    NotTakenAsReader "not-taken-as-reader" Readers Notice;
    ForeignReader "foreign-reader" Readers Problem;
    ReaderIdsUnset "reader-ids-unset" Readers Notice;

    NetworkClear "network-clear" Networks Good;
    NetworkOverlap "network-overlap" Networks Problem;
    NetworksUnknown "networks-unknown" Networks Notice;
    NetworkProposed "network-proposed" Networks Good;
    NetworkNoneFree "network-none-free" Networks Problem;

    GatewayReachable "gateway-reachable" Gateway Good;
    GatewayListens "gateway-listens" Gateway Good;
    ListenerMissing "listener-missing" Gateway Problem;
    ListenerNotYet "listener-not-yet" Gateway Notice;
    PortHeld "port-held" Gateway Problem;
    FirewallBlocks "firewall-blocks" Gateway Problem;
    FirewallWillBlock "firewall-will-block" Gateway Problem;
    FirewallSuspected "firewall-suspected" Gateway Notice;
    FirewallActive "firewall-active" Gateway Notice;
    FirewallUnclear "firewall-unclear" Gateway Notice;
    FirewallUnreadable "firewall-unreadable" Gateway Notice;
    RouteElsewhere "route-elsewhere" Gateway Problem;

    LineRoute "line-route" Line Good;
    LineMissing "line-missing" Line Problem;
    LineByReader "line-by-reader" Line Problem;
    LineByDefault "line-by-default" Line Problem;
    LineByDefaultPublic "line-by-default-public" Line Notice;

    ClockFine "clock-fine" Time Good;
    ClockWrong "clock-wrong" Time Problem;
    ClockNotSynced "clock-not-synced" Time Notice;
    ClockSyncUnknown "clock-sync-unknown" Time Notice;
    ZoneNotJapan "zone-not-japan" Time Notice;
    FleetTimeDiffers "fleet-time-differs" Time Notice;

    DataFine "data-fine" Data Good;
    DataNotYet "data-not-yet" Data Notice;
    DataOpen "data-open" Data Problem;
    /// Others than its group may use reception's folder.
    ReceptionOpen "reception-open" Data Problem;
    DataOtherOwner "data-other-owner" Data Notice;
    DataMixedOwners "data-mixed-owners" Data Problem;
    DataUnreadable "data-unreadable" Data Notice;
    DataOtherEnvironment "data-other-environment" Data Problem;
    SpaceLow "space-low" Data Problem;
    SpaceScarce "space-scarce" Data Notice;
    /// No backup is made by itself.
    BackupUnset "backup-unset" Data Notice;
    BackupKept "backup-kept" Data Good;
    CertificateFine "certificate-fine" Data Good;
    CertificateUnreadable "certificate-unreadable" Data Problem;

    ControllerFine "controller-fine" Controller Good;
    ControllerNotAsked "controller-not-asked" Controller Notice;
    ControllerNotRunning "controller-not-running" Controller Problem;
    ControllerSilent "controller-silent" Controller Problem;
    StartFails "start-fails" Controller Problem;
    ControllerAlarm "controller-alarm" Controller Problem;
    UnitRefused "unit-refused" Controller Problem;
    UnitNotServing "unit-not-serving" Controller Problem;
    SeatsShort "seats-short" Controller Problem;
    SeatsEnough "seats-enough" Controller Good;
    LicenseNotInForce "license-not-in-force" Controller Notice;
    /// At most 180 days of coverage are left.
    CoverageSoon "coverage-soon" Controller Notice;
    /// At most 120 days are left.
    CoverageClose "coverage-close" Controller Notice;
    CoverageOver "coverage-over" Controller Notice;
    /// Nobody noted the day of its delivery.
    DeliveryUnknown "delivery-unknown" Controller Notice;

    PlacementLight "placement-light" Placement Question;
    PlacementHeight "placement-height" Placement Question;
    PlacementAdapter "placement-adapter" Placement Question;
    PlacementCable "placement-cable" Placement Question;
    PlacementHub "placement-hub" Placement Question;
    PlacementForeign "placement-foreign" Placement Question;
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// What its sentences say: the variables by name.
    pub words: Vec<(&'static str, Word)>,
    /// Commands or lines of the configuration, to be typed by a person as they stand.
    pub commands: Vec<String>,
}

impl Finding {
    pub(crate) fn new(code: Code, words: &[(&'static str, Word)]) -> Self {
        Self {
            code,
            words: words.to_vec(),
            commands: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, commands: impl IntoIterator<Item = String>) -> Self {
        self.commands.extend(commands);
        self
    }
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A number, an address, a name: the same in every language.
    Same(String),
    /// A sentence of the files of texts, by its key, with its own variables.
    Said(&'static str, Vec<(&'static str, Word)>),
    /// Several.
    Listed(Vec<Word>),
    /// What the controller said in both languages.
    Text(Text),
    /// How far two clocks are apart, in milliseconds.
    Apart(i64),
}

impl From<&str> for Word {
    fn from(value: &str) -> Self {
        Self::Same(value.to_owned())
    }
}

impl From<String> for Word {
    fn from(value: String) -> Self {
        Self::Same(value)
    }
}

impl From<Text> for Word {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

pub(crate) fn same(value: impl ToString) -> Word {
    Word::Same(value.to_string())
}

/// A sentence without variables.
pub(crate) const fn said(key: &'static str) -> Word {
    Word::Said(key, Vec::new())
}

pub(crate) fn listed<T: ToString>(values: impl IntoIterator<Item = T>) -> Word {
    Word::Listed(values.into_iter().map(same).collect())
}
