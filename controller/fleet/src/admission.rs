//! The admission verdict on a reader that connects: a seat, or a refusal with its reason (RULES, "Units and admission").

use crate::ids::Serial;
use crate::link::{Hub, Port};
use crate::unit::Seat;
use std::fmt;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Seated(Seat),
    Refused(Refusal),
}

/// Why a unit has no seat, in the order in which it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It was never enrolled here.
    NotPaired,
    /// The certificate's key is an older one of this unit; a newer key replaced it.
    KeySuperseded,
    /// The certificate was made by another controller, or is damaged.
    OtherCertificate,
    /// It was retired.
    Retired,
    /// Another unit took its place.
    Replaced { by: Serial },
    /// Its certificate and its USB descriptor name different serials.
    IdentityMismatch {
        /// The serial in the USB descriptor; `None` where the descriptor has none.
        usb: Option<Arc<str>>,
    },
    /// The same serial is plugged in at a second port, so one of the two devices is a copy.
    SerialTwice {
        /// The second port.
        port: Port,
    },
    /// Another unit is on the same port.
    PortInUse { by: Serial, port: Port },
    /// The path from the PC to the unit could not be determined.
    LinkUnknown,
    /// It is not connected over USB.
    NotUsb { interface: String },
    /// There is a hub in between.
    BehindHub {
        /// The unit's own port.
        port: Port,
        hub: Option<Hub>,
    },
    /// Four other units hold seats, or are leaving.
    FleetFull,
    /// Its bundled license names a factory key that it did not prove, and there is no other seat.
    FactoryKeyNotProven,
    /// The licenses give no further seat.
    NoSeat,
}

impl Refusal {
    /// A stable name, which is also the key of the text for people.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotPaired => "not-paired",
            Self::KeySuperseded => "key-superseded",
            Self::OtherCertificate => "other-certificate",
            Self::Retired => "retired",
            Self::Replaced { .. } => "replaced",
            Self::IdentityMismatch { .. } => "identity-mismatch",
            Self::SerialTwice { .. } => "serial-twice",
            Self::PortInUse { .. } => "port-in-use",
            Self::LinkUnknown => "link-unknown",
            Self::NotUsb { .. } => "not-usb",
            Self::BehindHub { .. } => "behind-hub",
            Self::FleetFull => "fleet-full",
            Self::FactoryKeyNotProven => "factory-key-not-proven",
            Self::NoSeat => "no-seat",
        }
    }

    /// Whether the connection is closed: true for a refusal that no later event could lift.
    #[must_use]
    pub const fn closes(&self) -> bool {
        matches!(
            self,
            Self::NotPaired
                | Self::KeySuperseded
                | Self::OtherCertificate
                | Self::Retired
                | Self::Replaced { .. }
        )
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seated(Seat::Included) => f.write_str("seat:included"),
            Self::Seated(Seat::Bundled(id)) => write!(f, "seat:bundled:{id}"),
            Self::Seated(Seat::Additional(id)) => write!(f, "seat:additional:{id}"),
            Self::Refused(refusal) => write!(f, "refused:{}", refusal.code()),
        }
    }
}
