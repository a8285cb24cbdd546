//! Readers that USB shows without a connection: they are judged and listed although they never connected. Also what is known about an
//! absent unit (RULES, "Units and admission").
//!
//! A connected unit is judged by its own link alone, copies included (`admission.rs`). Links and sightings are reported one after the
//! other, so in between a moved reader would look like its own copy. Therefore what USB shows changes no seat.

use crate::admission::Refusal;
use crate::command::{Parting, SeenPorts};
use crate::fleet::Fleet;
use crate::handshakes::Cause;
use crate::ids::{Installation, Serial};
use crate::link::{Link, Port, SeenReader};
use crate::reasons::Absence;
use crate::settings::{AFTER_SLEEP_MS, FLAPPING_DROPS, FLAPPING_MS, NAMELESS_MS};
use crate::time::FleetTime;
use crate::unit::{Membership, Presence, Unit};
use crate::visitors::Visitor;
use std::collections::BTreeSet;

impl Fleet {
    /// What USB shows on a PC; `None` if that was never reported.
    #[must_use]
    pub fn ports(&self, installation: Installation) -> Option<&SeenPorts> {
        self.yard.ports(installation)
    }

    /// Every reader that USB shows, with its PC.
    fn all_seen(&self) -> impl Iterator<Item = (Installation, &SeenReader)> {
        self.yard.all_ports().flat_map(|ports| {
            let readers = ports.readers.iter();
            readers.map(move |reader| (ports.installation, reader))
        })
    }

    /// The places where USB shows a serial, with the PC.
    pub fn seen(&self, serial: &Serial) -> impl Iterator<Item = (Installation, &SeenReader)> {
        self.all_seen()
            .filter(move |(_, reader)| reader.link.usb_serial.shown() == Some(serial.as_str()))
    }

    /// The verdict on a reader that USB shows without a connection, in the order of the rules.
    ///
    /// # Errors
    /// The reason why it could not serve even if it connected. `Ok`: it is plugged in correctly and only does not connect.
    pub fn sighting_verdict(&self, at: Installation, reader: &SeenReader) -> Result<(), Refusal> {
        let link = &reader.link;
        let Some(shown) = link.usb_serial.shown() else {
            return Err(Refusal::IdentityMismatch { usb: None });
        };
        let unit = Serial::parse(shown).and_then(|serial| self.yard.unit(&serial));
        let unit = unit.ok_or(Refusal::NotPaired)?;
        unit.membership.check()?;
        if let Some(port) = self.elsewhere(at, reader) {
            return Err(Refusal::SerialTwice { port: port.clone() });
        }
        if let Some(by) = self.attached_on(at, &link.port) {
            return Err(Refusal::PortInUse {
                by: by.serial.clone(),
                port: link.port.clone(),
            });
        }
        link.way()
    }

    /// Readers that USB shows, without those that belong to a connected unit: its own device, and every device on its port.
    pub fn sightings(&self) -> impl Iterator<Item = (Installation, &SeenReader)> {
        self.all_seen()
            .filter(|(at, reader)| self.attached_on(*at, &reader.link.port).is_none())
    }

    /// Another port of the PC at which the same serial is plugged in now.
    fn elsewhere<'a>(&'a self, at: Installation, reader: &'a SeenReader) -> Option<&'a Port> {
        let link = &reader.link;
        let shown = link.usb_serial.shown();
        let others = self.yard.ports(at).into_iter().flat_map(|p| &p.readers);
        let mut ports = others
            .filter(|other| other.link.usb_serial.shown() == shown)
            .map(|other| &other.link.port);
        let twin = ports.find(|port| **port != link.port);
        link.copies.first().or(twin)
    }

    /// The enrolled unit that is connected over a port.
    fn attached_on(&self, at: Installation, port: &Port) -> Option<&Unit> {
        let mut units = self.units_at(at);
        units.find(|unit| {
            unit.membership == Membership::Enrolled
                && unit
                    .attachment()
                    .is_some_and(|a| a.link.is_on_usb() && a.link.port == *port)
        })
    }

    /// Serials that are plugged in at two ports of a PC at once, or that a connected unit's link reports as copied.
    pub(crate) fn copies(&self) -> BTreeSet<Serial> {
        let mut copies = BTreeSet::new();
        for unit in self.yard.units() {
            if let Err(Refusal::SerialTwice { .. }) = self.evidence(unit) {
                copies.insert(unit.serial.clone());
            }
        }
        for ports in self.yard.all_ports() {
            let twice = |reader: &&SeenReader| self.elsewhere(ports.installation, reader).is_some();
            let shown =
                |reader: &SeenReader| reader.link.usb_serial.shown().and_then(Serial::parse);
            copies.extend(ports.readers.iter().filter(twice).filter_map(shown));
        }
        copies
    }

    /// What is known about an enrolled unit without a connection.
    ///
    /// # Errors
    /// Its device was turned away, or USB shows it in a way in which it could not serve.
    pub(crate) fn absence(&self, unit: &Unit) -> Result<Absence, Refusal> {
        if let Some(visitor) = self.visitor(&unit.serial) {
            return Err(visitor.refusal.clone());
        }
        let just_started = match unit.presence {
            Presence::Absent { expected_until, .. } if unit.left.is_none() => expected_until,
            _ => None,
        };
        let lost = |how: Parting| {
            let left = unit.left.as_ref().filter(|left| left.how == how);
            left.map(|left| left.at)
        };
        if let Some((at, reader)) = self.seen(&unit.serial).next() {
            self.sighting_verdict(at, reader)?;
            if let Some(until) = just_started {
                return Ok(Absence::JustStarted { until });
            }
            return Ok(Absence::NotConnecting {
                port: reader.link.port.clone(),
                lost: lost(Parting::Lost),
            });
        }
        let looked = self.yard.ports(unit.installation).is_some();
        if !looked
            && lost(Parting::Unplugged).is_none()
            && let Some(at) = self.nameless_since(unit)
        {
            let lost = lost(Parting::Lost);
            return Ok(Absence::Nameless { at, lost });
        }
        Ok(match (lost(Parting::Unplugged), lost(Parting::Lost)) {
            (Some(at), _) => Absence::Unplugged { at },
            _ if looked => Absence::NotPlugged,
            (None, Some(at)) => Absence::Lost { at },
            (None, None) => match just_started {
                Some(until) => Absence::JustStarted { until },
                None => Absence::Away,
            },
        })
    }

    /// The time at which a reader was refused that nothing names, while it may be this unit: since the unit left, and until that reader has
    /// stopped trying.
    fn nameless_since(&self, unit: &Unit) -> Option<FleetTime> {
        let at = self.yard.nameless_at()?;
        let left_before = unit.left.as_ref().is_none_or(|left| left.at <= at);
        (left_before && self.now().since(at) < NAMELESS_MS).then_some(at)
    }

    /// Whether the PC slept, or the process was stopped, when a unit's connection ended; `None` where none ended since the start.
    #[must_use]
    pub fn slept_when_it_left(&self, unit: &Unit) -> Option<bool> {
        let left = unit.left.as_ref()?.at;
        let slept = self.yard.slept();
        Some(slept.is_some_and(|(since, back)| since <= left && left < back.plus(AFTER_SLEEP_MS)))
    }

    /// Whether the PC slept, or the process was stopped, until a moment ago: a link that ends now ends because of that.
    pub(crate) fn woke_just_now(&self) -> bool {
        let slept = self.yard.slept();
        slept.is_some_and(|(_, back)| self.now() < back.plus(AFTER_SLEEP_MS))
    }

    /// The newest refused handshake that may be an absent unit's, since that left: USB or it itself names it, or it came by the unit's port.
    #[must_use]
    pub fn refused_handshake(&self, unit: &Unit) -> Option<Cause> {
        let port = self.newest_port(unit);
        let since = unit.left.as_ref().map(|left| left.at);
        let told = self.yard.handshakes().told(self.now());
        let own = told.filter(|one| match &one.serial {
            Some(serial) => *serial == unit.serial,
            None => one.port.is_some() && one.port == port,
        });
        let newest = own
            .filter(|one| one.installation == unit.installation)
            .filter(|one| since.is_none_or(|left| left <= one.newest))
            .max_by_key(|one| one.newest)?;
        unit.attachment().is_none().then_some(newest.cause)
    }

    /// The device with a serial that was turned away and may still be there: USB does not say that it went.
    #[must_use]
    pub fn visitor(&self, serial: &Serial) -> Option<&Visitor> {
        let mut there = self.visitors().filter(|visitor| self.is_there(visitor));
        there.find(|visitor| visitor.serial == *serial)
    }

    /// Whether a device that was turned away may still be there: USB does not say that it went.
    #[must_use]
    pub fn is_there(&self, visitor: &Visitor) -> bool {
        !visitor.link.is_on_usb()
            || self.ports(visitor.installation).is_none()
            || self.seen(&visitor.serial).next().is_some()
    }

    /// The number of lost links in the last ten minutes, as far as they are counted.
    #[must_use]
    pub fn drops(&self, unit: &Unit) -> usize {
        unit.drops_since(self.now().plus(-FLAPPING_MS))
    }

    /// Whether a unit's link is lost again and again.
    #[must_use]
    pub fn is_flapping(&self, unit: &Unit) -> bool {
        unit.membership == Membership::Enrolled && self.drops(unit) >= FLAPPING_DROPS
    }

    /// Whether a unit's newest connection ended while USB still showed the unit.
    pub(crate) fn plug_held(&self, unit: &Unit) -> bool {
        let looked = self.yard.ports(unit.installation).is_some();
        let left = unit.left.as_ref();
        looked && left.is_some_and(|left| left.how == Parting::Lost && left.port.is_some())
    }

    /// The time at which a unit's alarm for lost links ends, if no further link is lost.
    pub(crate) fn flaps_until(&self, unit: &Unit) -> Option<FleetTime> {
        if !self.is_flapping(unit) {
            return None;
        }
        let third = unit.drops.len().checked_sub(FLAPPING_DROPS)?;
        let at = unit.drops.get(third)?;
        Some(at.plus(FLAPPING_MS))
    }

    /// A unit's present or last port, where any of what is known of it has one: its connection, USB, a device that was turned away in its
    /// name, or its last connection.
    pub(crate) fn newest_port(&self, unit: &Unit) -> Option<Port> {
        let attached = unit.attachment().map(|attachment| &attachment.link);
        let seen = self.seen(&unit.serial).map(|(_, reader)| &reader.link);
        let turned_away = self.visitor(&unit.serial).map(|visitor| &visitor.link);
        let links = attached.into_iter().chain(seen).chain(turned_away);
        let mut ports = links.filter(|link| link.is_on_usb()).map(|link| &link.port);
        ports
            .next()
            .or_else(|| unit.left.as_ref().and_then(|left| left.port.as_ref()))
            .cloned()
    }

    /// The present link of a unit, connected or not.
    pub(crate) fn plugged_by<'a>(&'a self, unit: &'a Unit) -> Option<&'a Link> {
        let seen = || {
            self.seen(&unit.serial)
                .next()
                .map(|(_, reader)| &reader.link)
        };
        unit.attachment().map(|a| &a.link).or_else(seen)
    }

    /// Whether USB shows a unit on a PC now, connected or not.
    #[must_use]
    pub fn is_plugged(&self, unit: &Unit) -> bool {
        let attached = unit.attachment().is_some_and(|a| a.link.is_on_usb());
        attached || self.seen(&unit.serial).next().is_some()
    }
}
