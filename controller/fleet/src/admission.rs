//! What may be said of a reader that connects: a seat, or a refusal with its reason (RULES, "Units and admission").

use crate::ids::Serial;
use crate::link::{Hub, Port};
use crate::unit::Seat;
use std::fmt;
use std::sync::Arc;

/// A seat, or a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It has this seat.
    Seated(Seat),
    /// It has none, for this reason.
    Refused(Refusal),
}

/// Why a unit has no seat, in the order in which it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It was never enrolled here.
    NotPaired,
    /// It has a newer key: this one no longer holds.
    KeySuperseded,
    /// Its certificate was made by another controller, or is damaged.
    OtherCertificate,
    /// It was retired.
    Retired,
    /// Another unit took its place.
    Replaced {
        /// The other unit.
        by: Serial,
    },
    /// Its certificate and its USB descriptor name different serials.
    IdentityMismatch {
        /// What the USB descriptor says; `None` where it says nothing.
        usb: Option<Arc<str>>,
    },
    /// The same serial is plugged in elsewhere too: one of them is a copy.
    SerialTwice {
        /// Where else.
        port: Port,
    },
    /// Another unit is on the same port.
    PortInUse {
        /// The other unit.
        by: Serial,
        /// The port.
        port: Port,
    },
    /// It could not be found out how it is connected.
    LinkUnknown,
    /// It is not connected over USB.
    NotUsb {
        /// How it is.
        interface: String,
    },
    /// There is a hub in between.
    BehindHub {
        /// Where the unit is plugged in.
        port: Port,
        /// The hub.
        hub: Option<Hub>,
    },
    /// Four others hold seats.
    FleetFull,
    /// Its bundled license names a factory key that it did not prove, and there is no other seat.
    FactoryKeyNotProven,
    /// The licenses give no further seat.
    NoSeat,
}

impl Refusal {
    /// The stable name, and the key of the text.
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

    /// Whether the connection ends: nothing that happens by itself would change the verdict.
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
