//! The table: how often each fault shows which reading. What a row does not say goes as it usually does (`reading.rs`).
//!
//! A fault of one reader says nothing of the others: that they suffer from the same is then by chance, which is usual enough where there are two.
//!
//! Numbers would claim to have been counted. These are judgements, so they are words, and each word has one number. Where support's
//! experience differs, a word is changed here, and the cases in `tests/` say what it does to them.

use crate::fault::Fault;
use crate::forms::Often::{Always, Half, Mostly, Never, Rarely, Sometimes};
use crate::forms::Row;
use crate::reading::Reading::*;

/// The forms of a fault, with how often it takes each beside the others.
pub(crate) const fn forms(fault: Fault) -> &'static [(Row, f64)] {
    match fault {
        Fault::ReaderSocket | Fault::CableBroken => {
            &[(DEAD, 1.0), (SLOW, 1.0), (COMES_AND_GOES, 1.0)]
        }
        Fault::PortDead => &[(DEAD, 4.0), (SLOW, 1.0), (COMES_AND_GOES, 1.0)],
        Fault::AgentCrash => &[(AGENT_ENDED, 2.0), (AGENT_HANGS, 1.0)],
        _ => &[(&[], 1.0)],
    }
}

/// What a fault has to do with, in whatever form.
pub(crate) const fn row(fault: Fault) -> Row {
    match fault {
        Fault::ReaderBoard => READER_BOARD,
        Fault::ReaderSocket => READER_SOCKET,
        Fault::ReaderCamera => READER_CAMERA,
        Fault::ReaderCardUnit => READER_CARD_UNIT,
        Fault::PowerAdapter => POWER_ADAPTER,
        Fault::CableOut => CABLE_OUT,
        Fault::CableBroken => CABLE_BROKEN,
        Fault::PortDead => PORT_DEAD,
        // A weak one spoils whatever is behind it; the fleet lets nothing in over a good one either.
        Fault::Hub => &[
            (PathHub, Always),
            (InterfaceMissing, Sometimes),
            (InterfaceDown, Rarely),
            (AddressMissing, Sometimes),
            (SpeedSlow, Rarely),
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
            (ScreenNormal, Mostly),
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
        Fault::Paused => &[
            (PausedByStaff, Always),
            (UsbNotShown, Half),
            (EndedUnplugged, Mostly),
        ],
        Fault::Nothing => NOTHING,
    }
}

// Whatever takes a reader from USB, the PC learns one thing of it: that it went. A dead board, a power cut, a dead port and a pulled plug end its
// connection alike, so that all of them say so alike; who tells them apart is the screen, and what is tried.

/// No life, whatever it hangs on; now and then USB still shows it, and no interface comes of it.
const READER_BOARD: Row = &[
    (UsbNotShown, Mostly),
    (InterfaceMissing, Always),
    (ContactNone, Always),
    (EndedUnplugged, Mostly),
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
];

/// Of whatever carries the link: the reader's socket, the cable, the port.
const DEAD: Row = &[
    (UsbNotShown, Always),
    (EndedUnplugged, Mostly),
    (ScreenConnecting, Mostly),
];

const SLOW: Row = &[(SpeedSlow, Always)];

/// Seen at times. While it is seen, all is well.
const COMES_AND_GOES: Row = &[
    (UsbNotShown, Half),
    (ContactNone, Half),
    (EndedUnplugged, Mostly),
    (DropsMany, Mostly),
    (HistoryDrops, Half),
    (ScreenConnecting, Half),
];

/// With every cable and at every port.
const READER_SOCKET: Row = &[
    (ScreenDark, Never),
    (SwapReaderWorks, Always),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Never),
    (OtherPortWorks, Never),
    (RestartWorks, Rarely),
];

const READER_CAMERA: Row = &[
    (CodeCamera, Half),
    (SessionsFacesFail, Mostly),
    (ScreenCode, Half),
    (SwapReaderWorks, Always),
    (RestartWorks, Rarely),
    (LightThere, Rarely),
];

const READER_CARD_UNIT: Row = &[
    (CodeCardUnit, Half),
    (SessionsCardsFail, Mostly),
    (ScreenCard, Mostly),
    (ScreenCode, Rarely),
    (OtherCardWorks, Never),
    (SwapReaderWorks, Always),
    (RestartWorks, Rarely),
];

/// No power, so no light at all. Another adapter does not help where the outlet is dead.
const POWER_ADAPTER: Row = &[
    (UsbNotShown, Always),
    (EndedUnplugged, Mostly),
    (ScreenDark, Always),
    (CheckPowerWorks, Half),
    (SwapAdapterSame, Rarely),
    (SwapReaderSame, Always),
    (SwapCableWorks, Never),
    (OtherPortWorks, Never),
    (ChangeMoved, Sometimes),
];

const CABLE_OUT: Row = &[
    (UsbNotShown, Always),
    (EndedUnplugged, Mostly),
    (ScreenConnecting, Mostly),
    (ScreenDark, Never),
    (PushPlugsWorks, Always),
    (SwapCableWorks, Mostly),
    (OtherPortWorks, Half),
    (ChangeMoved, Sometimes),
];

const CABLE_BROKEN: Row = &[
    (ScreenDark, Never),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Always),
    (OtherPortWorks, Rarely),
    (SwapReaderSame, Always),
];

const PORT_DEAD: Row = &[
    (ScreenDark, Never),
    (PushPlugsWorks, Rarely),
    (SwapCableWorks, Never),
    (OtherPortWorks, Always),
    (SwapReaderSame, Always),
];

/// The PC sees a device and makes no network of it.
const PC_DRIVER: Row = &[
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

const PC_ASLEEP: Row = &[
    (SleepThere, Always),
    (UsbNotShown, Half),
    (ContactNone, Always),
    (EndedUnplugged, Half),
    (OthersSame, Mostly),
    (OthersServe, Never),
    (ScreenConnecting, Always),
    (RestartWorks, Mostly),
    (SwapReaderSame, Always),
];

const PACKET_FILTER: Row = &[
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

const ADDRESS_OVERLAP: Row = &[
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
const ELIGIBILITY_LINE: Row = &[
    (SessionsTimeOut, Always),
    (SessionsFine, Never),
    (OthersSame, Mostly),
    (SwapReaderSame, Always),
    (OtherCardWorks, Never),
    (ScreenCode, Half),
    (ChangeNetwork, Sometimes),
];

const UNKNOWN_KEY: Row = &[
    (RefusedUnknownKey, Always),
    (ScreenNotRegistered, Mostly),
    (SwapReaderWorks, Mostly),
    (RestartWorks, Never),
    (ChangeSystem, Sometimes),
];

const CERTIFICATE_ENDED: Row = &[
    (RefusedEnded, Always),
    (ScreenNotRegistered, Mostly),
    (SwapReaderWorks, Mostly),
    (RestartWorks, Never),
];

const PC_CLOCK: Row = &[
    (PcClockWrong, Always),
    (RefusedClock, Half),
    (OthersSame, Half),
    (SwapReaderSame, Mostly),
    (OtherCardWorks, Sometimes),
    (RestartWorks, Never),
];

const READER_CLOCK: Row = &[
    (ReaderClockWrong, Always),
    (RefusedClock, Mostly),
    (SwapReaderWorks, Mostly),
    (OtherCardWorks, Sometimes),
    (RestartWorks, Rarely),
];

/// Plug and network are fine, the door is open, and nobody comes.
const AGENT_ENDED: Row = &[(ContactNone, Always)];

/// Whoever came is silent.
const AGENT_HANGS: Row = &[(ContactMade, Mostly), (HeartbeatMissing, Always)];

const AGENT_CRASH: Row = &[
    (DropsMany, Rarely),
    (EndedLost, Mostly),
    (EndedUnplugged, Rarely),
    (ScreenConnecting, Half),
    (ScreenCode, Sometimes),
    (RestartWorks, Mostly),
    (PushPlugsWorks, Rarely),
    (SwapReaderWorks, Always),
];

const ENGINE_CRASH: Row = &[
    (CodeEngineCrash, Always),
    (ScreenCode, Mostly),
    (RestartWorks, Mostly),
    (SwapReaderWorks, Always),
];

const ENGINE_HANG: Row = &[
    (CodeEngineHang, Always),
    (SessionsTimeOut, Half),
    (ScreenCode, Half),
    (RestartWorks, Mostly),
    (SwapReaderWorks, Always),
];

/// One patient's card: others are read.
const CARD: Row = &[
    (ScreenCard, Mostly),
    (ScreenNormal, Rarely),
    (ScreenConnecting, Never),
    (OtherCardWorks, Always),
    (SessionsCardsFail, Half),
    (ContactNone, Never),
    (SwapReaderSame, Always),
    (RestartWorks, Never),
];

const LIGHTING: Row = &[
    (LightThere, Always),
    (SessionsFacesFail, Always),
    (ScreenNormal, Mostly),
    (ContactNone, Never),
    (SwapReaderSame, Always),
    (OtherCardWorks, Never),
    (ChangeMoved, Half),
];

/// It came all the way and says nothing bad; so whatever is tried, it works.
const NOTHING: Row = &[
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
