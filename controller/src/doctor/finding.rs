//! What `doctor` found: one thing each, with what it means and what to do, in both languages.

use crate::texts::{Arg, sentence};
use madoguchi_proto::v1::Text;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
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
    pub(crate) const fn name(self) -> &'static str {
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
pub(crate) enum Theme {
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
    pub(crate) const fn name(self) -> &'static str {
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
        pub(crate) enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// All of them.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its stable name, and the start of its keys in the fluent files.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// How bad it is.
            pub(crate) const fn level(self) -> Level {
                match self { $(Self::$code => Level::$level,)* }
            }

            /// What it is about.
            pub(crate) const fn theme(self) -> Theme {
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
    FirewallBlocks "firewall-blocks" Gateway Problem;
    FirewallWillBlock "firewall-will-block" Gateway Problem;
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
    DataOtherOwner "data-other-owner" Data Notice;
    DataUnreadable "data-unreadable" Data Notice;
    DataOtherEnvironment "data-other-environment" Data Problem;
    SpaceLow "space-low" Data Problem;
    SpaceScarce "space-scarce" Data Notice;
    CertificateFine "certificate-fine" Data Good;
    CertificateUnreadable "certificate-unreadable" Data Problem;

    ControllerFine "controller-fine" Controller Good;
    ControllerNotAsked "controller-not-asked" Controller Notice;
    ControllerNotRunning "controller-not-running" Controller Problem;
    ControllerAlarm "controller-alarm" Controller Problem;
    UnitRefused "unit-refused" Controller Problem;
    SeatsShort "seats-short" Controller Problem;
    SeatsEnough "seats-enough" Controller Good;
    LicenseNotInForce "license-not-in-force" Controller Notice;

    PlacementLight "placement-light" Placement Question;
    PlacementHeight "placement-height" Placement Question;
    PlacementAdapter "placement-adapter" Placement Question;
    PlacementCable "placement-cable" Placement Question;
    PlacementHub "placement-hub" Placement Question;
    PlacementForeign "placement-foreign" Placement Question;
}

/// One thing that was found.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// What, for programs.
    pub code: Code,
    /// What, in words.
    pub what: Text,
    /// What was seen; empty where there is nothing to add.
    pub evidence: Text,
    /// Why it matters; empty on what is good.
    pub why: Text,
    /// What to do; empty on what is good.
    pub todo: Text,
    /// Commands or lines of the configuration, to be typed by a person as they stand.
    pub commands: Vec<String>,
}

impl Finding {
    /// A finding in the words of its code's keys, `doctor-CODE-what` and so on. What is good says only what; a question
    /// has no evidence.
    pub(crate) fn new(code: Code, args: &[(&str, Arg)]) -> Self {
        let part = |part: &str, said: bool| match said {
            true => {
                let key = format!("doctor-{}-{part}", code.name());
                sentence(code.name(), &key, args)
            }
            false => Text {
                code: code.name().to_owned(),
                ..Text::default()
            },
        };
        let level = code.level();
        Self {
            code,
            what: part("what", true),
            evidence: part("evidence", matches!(level, Level::Problem | Level::Notice)),
            why: part("why", level != Level::Good),
            todo: part("todo", level != Level::Good),
            commands: Vec::new(),
        }
    }

    /// The same with commands to type.
    pub(crate) fn with(mut self, commands: impl IntoIterator<Item = String>) -> Self {
        self.commands.extend(commands);
        self
    }
}

/// Several values in one sentence.
pub(crate) fn listed<T: ToString>(values: impl IntoIterator<Item = T>) -> Arg {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    Arg::Each(Text {
        code: String::new(),
        ja: values.join("、"),
        en: values.join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::label;
    use madoguchi_texts::Lang;
    use std::collections::BTreeSet;

    #[test]
    fn each_code_has_its_own_name_and_its_words_in_both_languages() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            let finding = Finding::new(*code, &[]);
            let parts = [
                &finding.what,
                &finding.evidence,
                &finding.why,
                &finding.todo,
            ];
            for words in parts.iter().flat_map(|part| [&part.ja, &part.en]) {
                assert!(!words.starts_with("doctor-"), "{words} has no words");
            }
            let said = parts.iter().filter(|part| !part.ja.is_empty()).count();
            let expected = match code.level() {
                Level::Problem | Level::Notice => 4,
                Level::Question => 3,
                Level::Good => 1,
            };
            assert_eq!(said, expected, "{code:?}");
        }
        for theme in Code::ALL.iter().map(|code| code.theme()) {
            let key = format!("doctor-theme-{}", theme.name());
            assert_ne!(label(Lang::Ja, &key, &[]), key);
        }
    }
}
