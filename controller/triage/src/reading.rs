//! What can be seen of a reader: signs, and the ways in which each reads.

/// A sign with its readings: the stable name of each, and how often it is seen where nothing at fault has to do with the sign. Along the reader's
/// way that is among the cases which came as far.
macro_rules! signs {
    ($($(#[$doc:meta])* $sign:ident { $($reading:ident $name:literal $usual:literal,)+ })*) => {
        /// Something that can be seen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sign {
            $($(#[$doc])* $sign,)*
        }

        /// What was seen. The name is stable: programs and people's scripts use it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reading {
            $($($reading,)+)*
        }

        impl Sign {
            pub const ALL: &[Self] = &[$(Self::$sign,)*];

            /// The ways in which it reads.
            #[must_use]
            pub const fn readings(self) -> &'static [Reading] {
                match self { $(Self::$sign => &[$(Reading::$reading,)+],)* }
            }
        }

        impl Reading {
            pub const ALL: &[Self] = &[$($(Self::$reading,)+)*];

            /// Its stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$reading => $name,)+)* }
            }

            /// The sign that it is a reading of.
            #[must_use]
            pub const fn sign(self) -> Sign {
                match self { $($(Self::$reading => Sign::$sign,)+)* }
            }

            /// How often the sign reads so where no fault has to do with it.
            pub(crate) const fn usual(self) -> f64 {
                match self { $($(Self::$reading => $usual,)+)* }
            }
        }
    };
}

signs! {
    /// Whether USB shows the reader on this PC.
    Usb { UsbShown "usb-shown" 0.998, UsbNotShown "usb-not-shown" 0.002, }
    /// What stands between reader and PC (FAQ 7).
    Path { PathDirect "path-direct" 0.999, PathHub "path-hub" 0.001, }
    /// The negotiated speed (FAQ 26).
    Speed { SpeedHigh "speed-high" 0.998, SpeedSlow "speed-slow" 0.002, }
    Interface {
        InterfaceUp "interface-up" 0.999,
        InterfaceDown "interface-down" 0.0005,
        InterfaceMissing "interface-missing" 0.0005,
    }
    Address { AddressThere "address-there" 0.999, AddressMissing "address-missing" 0.001, }
    /// Whether the link's network overlaps with another one of this PC (FAQ 19).
    Overlap { OverlapNone "overlap-none" 0.997, OverlapThere "overlap-there" 0.003, }
    /// Whether the controller's port answers on the reader's link.
    Door { DoorAnswers "door-answers" 0.998, DoorHeld "door-held" 0.002, }
    /// How the reader's connection began.
    Contact {
        ContactMade "contact-made" 0.9965,
        ContactNone "contact-none" 0.002,
        RefusedUnknownKey "refused-unknown-key" 0.0005,
        RefusedEnded "refused-ended" 0.0005,
        RefusedClock "refused-clock" 0.0005,
    }
    Heartbeat { HeartbeatHeard "heartbeat-heard" 0.999, HeartbeatMissing "heartbeat-missing" 0.001, }
    /// What the fleet says to it (RULES A1).
    Admission {
        Seated "seated" 0.996,
        NoSeat "no-seat" 0.001,
        NotInFleet "not-in-fleet" 0.001,
        SerialTwice "serial-twice" 0.001,
        FleetFull "fleet-full" 0.001,
    }
    /// What the reader says of itself.
    SelfTest {
        SelfTestPassed "self-test-passed" 0.976,
        CodeCamera "code-camera" 0.001,
        CodeCardUnit "code-card-unit" 0.001,
        CodeEngineCrash "code-engine-crash" 0.001,
        CodeEngineHang "code-engine-hang" 0.001,
        CodeEngineOther "code-engine-other" 0.002,
        CodeOther "code-other" 0.018,
    }
    /// How its newest sessions ended.
    Sessions {
        SessionsFine "sessions-fine" 0.984,
        SessionsFacesFail "sessions-faces-fail" 0.004,
        SessionsCardsFail "sessions-cards-fail" 0.004,
        SessionsTimeOut "sessions-time-out" 0.008,
    }
    /// How the newest connection ended, of a reader that is away.
    Ended {
        EndedUnplugged "ended-unplugged" 0.2,
        EndedLost "ended-lost" 0.5,
        EndedClosed "ended-closed" 0.3,
    }
    /// Whether the link was lost again and again lately (RULES A10).
    Drops { DropsNone "drops-none" 0.98, DropsMany "drops-many" 0.02, }
    Paused { PausedNot "paused-not" 0.998, PausedByStaff "paused-by-staff" 0.002, }
    /// Whether another maker's reader is plugged in (FAQ 25).
    Foreign { ForeignNone "foreign-none" 0.995, ForeignThere "foreign-there" 0.005, }
    /// How the other readers of this PC are.
    Others {
        OthersServe "others-serve" 0.8,
        OthersDiffer "others-differ" 0.15,
        OthersSame "others-same" 0.05,
    }
    /// What is on record of the days before. Old entries are mostly harmless, so that they weigh little.
    History {
        HistoryClean "history-clean" 0.7,
        HistoryDrops "history-drops" 0.15,
        HistoryCodes "history-codes" 0.15,
    }
    /// The PC's clock.
    PcClock { PcClockRight "pc-clock-right" 0.997, PcClockWrong "pc-clock-wrong" 0.003, }
    /// The reader's clock, as its screen shows the time.
    ReaderClock { ReaderClockRight "reader-clock-right" 0.995, ReaderClockWrong "reader-clock-wrong" 0.005, }
    /// Whether the PC slept, or was off, when the trouble began.
    Sleep { SleepNot "sleep-not" 0.94, SleepThere "sleep-there" 0.06, }
    /// What changed last before it.
    Change {
        ChangeNothing "change-nothing" 0.7,
        ChangeMoved "change-moved" 0.1,
        ChangeNetwork "change-network" 0.07,
        ChangeSystem "change-system" 0.08,
        ChangeLicense "change-license" 0.05,
    }
    /// What the reader's own screen shows; the numbers are those of the ministry's readers.
    Screen {
        ScreenNormal "screen-normal" 0.644,
        ScreenDark "screen-dark" 0.02,
        ScreenConnecting "screen-connecting" 0.2,
        ScreenHub "screen-hub" 0.006,
        ScreenFifth "screen-fifth" 0.006,
        ScreenNoSeat "screen-no-seat" 0.006,
        ScreenNotRegistered "screen-not-registered" 0.012,
        ScreenCard "screen-card" 0.006,
        ScreenCode "screen-code" 0.1,
    }
    PushPlugs { PushPlugsWorks "push-plugs-works" 0.02, PushPlugsSame "push-plugs-same" 0.98, }
    SwapCable { SwapCableWorks "swap-cable-works" 0.02, SwapCableSame "swap-cable-same" 0.98, }
    OtherPort { OtherPortWorks "other-port-works" 0.02, OtherPortSame "other-port-same" 0.98, }
    /// Its adapter pushed home at both ends, and at another outlet.
    CheckPower { CheckPowerWorks "check-power-works" 0.02, CheckPowerSame "check-power-same" 0.98, }
    SwapAdapter { SwapAdapterWorks "swap-adapter-works" 0.02, SwapAdapterSame "swap-adapter-same" 0.98, }
    /// Another reader of this PC in the place of this one, with its cable, port and adapter.
    SwapReader { SwapReaderWorks "swap-reader-works" 0.5, SwapReaderSame "swap-reader-same" 0.5, }
    /// Reader off, PC down, reader on, PC on.
    Restart { RestartWorks "restart-works" 0.04, RestartSame "restart-same" 0.96, }
    /// Another card at this reader.
    OtherCard { OtherCardWorks "other-card-works" 0.02, OtherCardSame "other-card-same" 0.98, }
    /// Light that falls into the reader (FAQ 12, 30).
    Light { LightNone "light-none" 0.8, LightThere "light-there" 0.2, }
}

impl Reading {
    /// The reading with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|reading| reading.name() == name)
    }
}
