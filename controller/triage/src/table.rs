//! The table: how often each fault shows which reading. What a row does not say goes as it usually does (`reading.rs`).
//!
//! Numbers would claim to have been counted. These are judgements, so they are words, and each word has one number. Where support's
//! experience differs, a word is changed here, and the cases in `tests/` say what it does to them.

use crate::fault::Fault;
use crate::reading::Reading::{self, *};

/// How often, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Often {
    /// But for a mistake of whoever looked.
    Always,
    Mostly,
    Half,
    Sometimes,
    Rarely,
    /// Only by mistake.
    Never,
}

use Often::{Always, Half, Mostly, Never, Rarely, Sometimes};

impl Often {
    pub(crate) const fn share(self) -> f64 {
        match self {
            Self::Always => 0.975,
            Self::Mostly => 0.8,
            Self::Half => 0.5,
            Self::Sometimes => 0.2,
            Self::Rarely => 0.05,
            Self::Never => 0.006,
        }
    }
}

/// How common a fault is before anything is known, in shares of all.
pub(crate) const fn prior(fault: Fault) -> f64 {
    match fault {
        // What people do every day, and what vendors are called for most.
        Fault::CableOut | Fault::PowerAdapter | Fault::Card => 2.0,
        Fault::ReaderBoard
        | Fault::ReaderSocket
        | Fault::ReaderCamera
        | Fault::ReaderCardUnit
        | Fault::SerialCopy
        | Fault::ForeignReader
        | Fault::FifthReader => 0.7,
        // People also ask where nothing is wrong.
        Fault::Nothing => 1.5,
        Fault::AgentCrash => 2.0,
        _ => 1.0,
    }
}

/// What a fault has to do with.
pub(crate) const fn row(fault: Fault) -> &'static [(Reading, Often)] {
    match fault {
        Fault::ReaderBoard => READER_BOARD,
        Fault::ReaderSocket => READER_SOCKET,
        Fault::ReaderCamera => READER_CAMERA,
        Fault::ReaderCardUnit => READER_CARD_UNIT,
        Fault::PowerAdapter => POWER_ADAPTER,
        Fault::CableOut => CABLE_OUT,
        Fault::CableBroken => CABLE_BROKEN,
        Fault::PortDead => PORT_DEAD,
        Fault::Hub => &[
            (PathHub, Always),
            (ContactNone, Sometimes),
            (ScreenHub, Mostly),
            (SwapReaderSame, Always),
            (OtherPortWorks, Half),
        ],
        Fault::FifthReader => &[(FleetFull, Always), (ScreenFifth, Mostly)],
        Fault::PcDriver => PC_DRIVER,
        Fault::PcAsleep => PC_ASLEEP,
        Fault::ForeignReader => &[
            (ForeignThere, Always),
            (SessionsCardsFail, Sometimes),
            (SwapReaderSame, Always),
        ],
        Fault::PacketFilter => PACKET_FILTER,
        Fault::AddressOverlap => ADDRESS_OVERLAP,
        Fault::EligibilityLine => ELIGIBILITY_LINE,
        Fault::LicenseMissing => &[
            (NoSeat, Always),
            (ScreenNoSeat, Mostly),
            (ChangeLicense, Sometimes),
        ],
        Fault::UnknownKey => UNKNOWN_KEY,
        Fault::CertificateEnded => CERTIFICATE_ENDED,
        Fault::NotInFleet => &[(NotInFleet, Always), (ScreenNotRegistered, Mostly)],
        Fault::SerialCopy => &[(SerialTwice, Always), (ScreenNotRegistered, Mostly)],
        Fault::PcClock => PC_CLOCK,
        Fault::ReaderClock => READER_CLOCK,
        Fault::AgentCrash => AGENT_CRASH,
        Fault::EngineCrash => ENGINE_CRASH,
        Fault::EngineHang => ENGINE_HANG,
        Fault::Card => CARD,
        Fault::Lighting => LIGHTING,
        // Whoever puts a reader away pauses it (RULES A13).
        Fault::Paused => &[(PausedByStaff, Always), (UsbNotShown, Half)],
        Fault::Nothing => NOTHING,
    }
}

/// No life, whatever it hangs on; now and then USB still shows it, and no interface comes of it.
const READER_BOARD: &[(Reading, Often)] = &[
    (UsbNotShown, Mostly),
    (InterfaceMissing, Always),
    (ContactNone, Always),
    (EndedLost, Mostly),
    (ScreenDark, Mostly),
    (ScreenConnecting, Rarely),
    (ScreenNormal, Never),
    (SwapReaderWorks, Always),
    (PushPlugsWorks, Never),
    (SwapCableWorks, Never),
    (OtherPortWorks, Never),
    (CheckPowerWorks, Never),
    (SwapAdapterWorks, Never),
    (RestartWorks, Never),
    (OthersServe, Mostly),
    (OthersSame, Never),
];

/// Seen at times, slow or not at all, with every cable and at every port.
const READER_SOCKET: &[(Reading, Often)] = &[
    (UsbNotShown, Half),
    (SpeedSlow, Half),
    (DropsMany, Half),
    (ContactNone, Half),
    (ScreenConnecting, Mostly),
    (ScreenDark, Never),
    (SwapReaderWorks, Always),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Never),
    (OtherPortWorks, Never),
    (RestartWorks, Rarely),
    (OthersSame, Never),
    (HistoryDrops, Half),
];

const READER_CAMERA: &[(Reading, Often)] = &[
    (CodeCamera, Half),
    (SessionsFacesFail, Mostly),
    (ScreenCode, Half),
    (SwapReaderWorks, Always),
    (RestartWorks, Rarely),
    (OtherCardWorks, Never),
    (OthersSame, Never),
    (LightThere, Rarely),
];

const READER_CARD_UNIT: &[(Reading, Often)] = &[
    (CodeCardUnit, Half),
    (SessionsCardsFail, Mostly),
    (ScreenCard, Half),
    (ScreenCode, Sometimes),
    (OtherCardWorks, Never),
    (SwapReaderWorks, Always),
    (RestartWorks, Rarely),
    (OthersSame, Never),
];

/// No power, so no light at all.
const POWER_ADAPTER: &[(Reading, Often)] = &[
    (UsbNotShown, Always),
    (EndedUnplugged, Half),
    (ScreenDark, Always),
    (CheckPowerWorks, Half),
    (SwapAdapterWorks, Always),
    (SwapReaderSame, Always),
    (SwapCableWorks, Never),
    (OtherPortWorks, Never),
    (ChangeMoved, Sometimes),
    (OthersSame, Never),
];

const CABLE_OUT: &[(Reading, Often)] = &[
    (UsbNotShown, Always),
    (EndedUnplugged, Mostly),
    (ScreenConnecting, Mostly),
    (ScreenDark, Never),
    (PushPlugsWorks, Always),
    (SwapCableWorks, Mostly),
    (OtherPortWorks, Half),
    (ChangeMoved, Sometimes),
    (OthersSame, Never),
];

const CABLE_BROKEN: &[(Reading, Often)] = &[
    (UsbNotShown, Half),
    (SpeedSlow, Sometimes),
    (DropsMany, Half),
    (ContactNone, Sometimes),
    (ScreenConnecting, Mostly),
    (ScreenDark, Never),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Always),
    (OtherPortWorks, Rarely),
    (SwapReaderSame, Always),
    (HistoryDrops, Sometimes),
    (OthersSame, Never),
];

const PORT_DEAD: &[(Reading, Often)] = &[
    (UsbNotShown, Mostly),
    (DropsMany, Sometimes),
    (ScreenConnecting, Mostly),
    (ScreenDark, Never),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Never),
    (OtherPortWorks, Always),
    (SwapReaderSame, Always),
    (OthersSame, Never),
];

/// The PC sees a device and makes no network of it.
const PC_DRIVER: &[(Reading, Often)] = &[
    (InterfaceMissing, Half),
    (InterfaceDown, Sometimes),
    (AddressMissing, Always),
    (ContactNone, Always),
    (ScreenConnecting, Always),
    (ChangeSystem, Half),
    (SwapReaderSame, Always),
    (RestartWorks, Sometimes),
    (OthersSame, Sometimes),
];

const PC_ASLEEP: &[(Reading, Often)] = &[
    (SleepThere, Always),
    (UsbNotShown, Half),
    (ContactNone, Always),
    (OthersSame, Mostly),
    (OthersServe, Never),
    (ScreenConnecting, Always),
    (RestartWorks, Mostly),
    (SwapReaderSame, Always),
];

const PACKET_FILTER: &[(Reading, Often)] = &[
    (DoorHeld, Always),
    (ContactNone, Always),
    (EndedUnplugged, Rarely),
    (OthersSame, Half),
    (ScreenConnecting, Always),
    (SwapReaderSame, Mostly),
    (RestartWorks, Never),
    (ChangeNetwork, Half),
    (ChangeSystem, Sometimes),
    (ChangeNothing, Sometimes),
];

const ADDRESS_OVERLAP: &[(Reading, Often)] = &[
    (OverlapThere, Always),
    (ContactNone, Mostly),
    (OthersSame, Sometimes),
    (ScreenConnecting, Mostly),
    (SwapReaderSame, Mostly),
    (RestartWorks, Never),
    (ChangeNetwork, Half),
    (ChangeNothing, Sometimes),
];

/// Every reader asks over the same line.
const ELIGIBILITY_LINE: &[(Reading, Often)] = &[
    (SessionsTimeOut, Always),
    (SessionsFine, Never),
    (OthersSame, Mostly),
    (SwapReaderSame, Always),
    (OtherCardWorks, Never),
    (ScreenCode, Half),
    (ChangeNetwork, Sometimes),
];

const UNKNOWN_KEY: &[(Reading, Often)] = &[
    (RefusedUnknownKey, Always),
    (ScreenNotRegistered, Mostly),
    (SwapReaderWorks, Mostly),
    (RestartWorks, Never),
    (ChangeSystem, Sometimes),
];

const CERTIFICATE_ENDED: &[(Reading, Often)] = &[
    (RefusedEnded, Always),
    (ScreenNotRegistered, Mostly),
    (SwapReaderWorks, Mostly),
    (RestartWorks, Never),
];

const PC_CLOCK: &[(Reading, Often)] = &[
    (PcClockWrong, Always),
    (RefusedClock, Half),
    (OthersSame, Half),
    (SwapReaderSame, Mostly),
    (OtherCardWorks, Sometimes),
    (RestartWorks, Never),
];

const READER_CLOCK: &[(Reading, Often)] = &[
    (ReaderClockWrong, Always),
    (RefusedClock, Mostly),
    (OthersSame, Never),
    (SwapReaderWorks, Mostly),
    (OtherCardWorks, Sometimes),
    (RestartWorks, Rarely),
];

/// Plug and network are fine, the door is open, and nobody comes, or whoever came is silent.
const AGENT_CRASH: &[(Reading, Often)] = &[
    (ContactNone, Mostly),
    (HeartbeatMissing, Mostly),
    (DropsMany, Rarely),
    (EndedLost, Half),
    (EndedUnplugged, Rarely),
    (ScreenConnecting, Half),
    (ScreenCode, Sometimes),
    (RestartWorks, Mostly),
    (PushPlugsWorks, Rarely),
    (SwapReaderWorks, Always),
    (OthersSame, Never),
];

const ENGINE_CRASH: &[(Reading, Often)] = &[
    (CodeEngineCrash, Mostly),
    (CodeEngineOther, Rarely),
    (ScreenCode, Mostly),
    (RestartWorks, Mostly),
    (SwapReaderWorks, Always),
    (OthersSame, Never),
];

const ENGINE_HANG: &[(Reading, Often)] = &[
    (CodeEngineHang, Always),
    (SessionsTimeOut, Half),
    (ScreenCode, Half),
    (RestartWorks, Mostly),
    (SwapReaderWorks, Always),
    (OthersSame, Never),
];

/// One patient's card: others are read.
const CARD: &[(Reading, Often)] = &[
    (ScreenCard, Mostly),
    (OtherCardWorks, Always),
    (SessionsCardsFail, Half),
    (ContactNone, Never),
    (SwapReaderSame, Always),
    (RestartWorks, Never),
];

const LIGHTING: &[(Reading, Often)] = &[
    (LightThere, Always),
    (SessionsFacesFail, Mostly),
    (ContactNone, Never),
    (SwapReaderSame, Mostly),
    (OtherCardWorks, Never),
    (ChangeMoved, Half),
];

/// It came all the way and says nothing bad; so whatever is tried, it works.
const NOTHING: &[(Reading, Often)] = &[
    (UsbNotShown, Never),
    (ScreenNormal, Always),
    (OtherCardWorks, Mostly),
    (SwapReaderWorks, Mostly),
    (PushPlugsWorks, Mostly),
    (SwapCableWorks, Mostly),
    (OtherPortWorks, Mostly),
    (CheckPowerWorks, Mostly),
    (SwapAdapterWorks, Mostly),
    (RestartWorks, Mostly),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Sign;
    use crate::weigh::chance;

    #[test]
    fn each_row_says_a_reading_once_and_leaves_no_more_than_there_is() {
        for fault in Fault::ALL {
            for sign in Sign::ALL {
                let said: Vec<_> = row(*fault)
                    .iter()
                    .filter(|(one, _)| one.sign() == *sign)
                    .collect();
                for (reading, _) in &said {
                    let again = said.iter().filter(|(one, _)| one == reading).count();
                    assert_eq!(again, 1, "{fault:?} {reading:?}");
                }
                let sum: f64 = said.iter().map(|(_, often)| often.share()).sum();
                assert!(sum <= 1.0, "{fault:?} {sign:?}: {sum}");
                let all: f64 = sign.readings().iter().map(|one| chance(*fault, *one)).sum();
                assert!((all - 1.0).abs() < 1e-9, "{fault:?} {sign:?}: {all}");
                for reading in sign.readings() {
                    assert!(chance(*fault, *reading) > 0.0, "{fault:?} {reading:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_usual_is_all_there_is() {
        for sign in Sign::ALL {
            let sum: f64 = sign.readings().iter().map(|one| one.usual()).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{sign:?}: {sum}");
        }
    }
}
