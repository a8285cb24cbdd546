//! What staff can look at or do, and what each step tells.

use crate::evidence::Others;
use crate::reading::{Reading, Sign};

/// Something that a person at the clinic looks at or does. The name is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    LookAtScreen,
    LookForHub,
    LookAtPcClock,
    LookAtReaderClock,
    LookForLight,
    LookForForeign,
    AskWhatChanged,
    AskForSleep,
    OtherCard,
    PushPlugs,
    CheckPower,
    OtherPort,
    SwapCable,
    SwapAdapter,
    SwapReader,
    Restart,
}

impl Step {
    pub const ALL: &[Self] = &[
        Self::LookAtScreen,
        Self::LookForHub,
        Self::LookAtPcClock,
        Self::LookAtReaderClock,
        Self::LookForLight,
        Self::LookForForeign,
        Self::AskWhatChanged,
        Self::AskForSleep,
        Self::OtherCard,
        Self::PushPlugs,
        Self::CheckPower,
        Self::OtherPort,
        Self::SwapCable,
        Self::SwapAdapter,
        Self::SwapReader,
        Self::Restart,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LookAtScreen => "look-at-screen",
            Self::LookForHub => "look-for-hub",
            Self::LookAtPcClock => "look-at-pc-clock",
            Self::LookAtReaderClock => "look-at-reader-clock",
            Self::LookForLight => "look-for-light",
            Self::LookForForeign => "look-for-foreign",
            Self::AskWhatChanged => "ask-what-changed",
            Self::AskForSleep => "ask-for-sleep",
            Self::OtherCard => "other-card",
            Self::PushPlugs => "push-plugs",
            Self::CheckPower => "check-power",
            Self::OtherPort => "other-port",
            Self::SwapCable => "swap-cable",
            Self::SwapAdapter => "swap-adapter",
            Self::SwapReader => "swap-reader",
            Self::Restart => "restart",
        }
    }

    /// The step with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|step| step.name() == name)
    }

    /// The sign that it tells; its readings are the replies.
    #[must_use]
    pub const fn tells(self) -> Sign {
        match self {
            Self::LookAtScreen => Sign::Screen,
            Self::LookForHub => Sign::Path,
            Self::LookAtPcClock => Sign::PcClock,
            Self::LookAtReaderClock => Sign::ReaderClock,
            Self::LookForLight => Sign::Light,
            Self::LookForForeign => Sign::Foreign,
            Self::AskWhatChanged => Sign::Change,
            Self::AskForSleep => Sign::Sleep,
            Self::OtherCard => Sign::OtherCard,
            Self::PushPlugs => Sign::PushPlugs,
            Self::CheckPower => Sign::CheckPower,
            Self::OtherPort => Sign::OtherPort,
            Self::SwapCable => Sign::SwapCable,
            Self::SwapAdapter => Sign::SwapAdapter,
            Self::SwapReader => Sign::SwapReader,
            Self::Restart => Sign::Restart,
        }
    }

    /// The replies that it can bring, beside "we do not know".
    #[must_use]
    pub const fn replies(self) -> &'static [Reading] {
        self.tells().readings()
    }

    /// The step whose reply a reading is; `None` for what nobody is asked.
    #[must_use]
    pub fn of(reading: Reading) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|step| step.tells() == reading.sign())
    }

    /// What it costs at the counter, in minutes about: with steps that tell nearly as much, the cheapest goes first.
    pub(crate) const fn minutes(self) -> u32 {
        match self {
            Self::LookAtScreen
            | Self::LookForHub
            | Self::LookAtPcClock
            | Self::LookAtReaderClock
            | Self::LookForLight
            | Self::LookForForeign
            | Self::AskWhatChanged
            | Self::AskForSleep => 1,
            Self::OtherCard | Self::PushPlugs | Self::CheckPower => 2,
            Self::OtherPort => 3,
            Self::SwapCable | Self::SwapAdapter => 5,
            Self::SwapReader => 8,
            Self::Restart => 10,
        }
    }

    /// Whether it can be done here: three of them borrow from another reader of this PC, which has to work.
    pub(crate) const fn possible(self, others: Option<Others>) -> bool {
        match self {
            Self::SwapCable | Self::SwapAdapter | Self::SwapReader => {
                !matches!(others, Some(Others::None | Others::Same))
            }
            _ => true,
        }
    }
}
