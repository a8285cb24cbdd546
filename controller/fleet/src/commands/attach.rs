//! A unit connected: who it is, and what it has against what it should have.

use crate::admission::Refusal as Turned;
use crate::command::{Attach, InstallLicense};
use crate::decision::{Answer, Closing, Order};
use crate::fleet::Fleet;
use crate::ids::{KeyFingerprint, Serial};
use crate::ticket::{What, Why};
use crate::unit::{Activity, Attachment, Presence};
use crate::visitors::Visitor;
use crate::work::Work;
use madoguchi_licensing::grant::Binding;

/// What becomes of a connection.
enum Entrance {
    /// Turned away at the door, and listed.
    Refused(Turned),
    /// Closed, without a trace.
    Closed(Closing),
    /// It is the unit's newest.
    Open,
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, mut attach: Attach) {
    match fleet.entrance(&attach) {
        Entrance::Refused(refusal) => {
            let closing = Closing::Refused(refusal.clone());
            work.order(attach.connection, Order::Close(closing));
            fleet.yard.list_visitor(Visitor {
                serial: attach.serial,
                installation: attach.installation,
                link: attach.link,
                refusal,
                at: fleet.now(),
            });
            return;
        }
        Entrance::Closed(closing) => {
            work.order(attach.connection, Order::Close(closing));
            return;
        }
        Entrance::Open => {}
    }
    fleet.yard.strike_visitor(&attach.serial);
    if let Some(bundled) = attach.bundled.take() {
        accept_from_the_box(fleet, work, &attach.serial, bundled);
    }
    if fleet.is_older(&attach) {
        work.order(attach.connection, Order::Close(Closing::Superseded));
        return;
    }
    come_in(fleet, work, attach);
}

fn come_in(fleet: &mut Fleet, work: &mut Work, attach: Attach) {
    let serial = attach.serial;
    let Some(unit) = fleet.unit(&serial) else {
        return;
    };
    let old = unit.connection();
    if let Some(old) = old.filter(|old| *old != attach.connection) {
        work.order(old, Order::Close(Closing::Superseded));
    }
    let moved = unit.installation != attach.installation;
    if moved || unit.health != attach.health {
        fleet.yard.change(&serial, |unit| {
            // Seats belong to a PC: the one that it had stays behind.
            unit.seat = unit.seat.take().filter(|_| !moved);
            unit.installation = attach.installation;
            unit.health = attach.health;
        });
    }
    let attachment = Attachment {
        connection: attach.connection,
        link: attach.link,
        software: attach.software,
        card_present: attach.holding.card_present,
        factory_key: attach.factory_key.map(Box::new),
        unheard_until: None,
        told: None,
    };
    fleet.yard.present(&serial, |unit| {
        unit.presence = Presence::Attached(Box::new(attachment));
    });
    if moved {
        leave_behind(fleet, work, &serial);
    }
    fleet.reconcile(work, &serial, &attach.holding, attach.spooled);
    fleet.spare_patient(work, &serial);
}

/// What a unit had when it was carried to another PC stays with the queue, or a full PC would have a
/// fifth unit at work (invariant 3). A session that still runs there is believed late.
fn leave_behind(fleet: &mut Fleet, work: &mut Work, serial: &Serial) {
    let activity = fleet.unit(serial).map(|unit| unit.activity.clone());
    match activity {
        Some(Activity::Called(a)) => fleet.give_back(work, a.ticket, serial, Why::UnitLost),
        Some(Activity::Verifying(a)) => {
            fleet.break_off(work, a.ticket, What::Returned, Why::UnitLost);
            fleet.set_free(serial);
        }
        _ => {}
    }
}

/// A license that came in a unit's box counts for that unit only. Whatever is wrong with it, the included seat
/// serves: a refusal is no reason to turn the unit away.
fn accept_from_the_box(
    fleet: &mut Fleet,
    work: &mut Work,
    serial: &Serial,
    mut license: InstallLicense,
) {
    let names = &license.grant.binding;
    let own =
        matches!(names, Binding::Bundled { serial: named, .. } if **named == *serial.as_str());
    if !own {
        return;
    }
    let now = fleet.now();
    if let Some(list) = license.revocations.take() {
        fleet.papers.take_riding_list(now, list);
    }
    if fleet.papers.has(&license) {
        return;
    }
    let id = license.grant.id.clone();
    let known = fleet.papers.license(&id).is_some();
    match fleet.papers.with_license(now, license) {
        Ok(papers) => {
            fleet.papers = papers;
            if !known {
                work.is_about(id);
            }
        }
        Err(why) => work.answers(Answer::Except(Box::new(why))),
    }
}

impl Fleet {
    fn entrance(&self, attach: &Attach) -> Entrance {
        if let Some(refusal) = self.turned_away(&attach.serial, attach.key) {
            return Entrance::Refused(refusal);
        }
        match self.on_anothers_cable(attach) {
            // It is no visitor of its own: whose papers it shows is attached, and is shown as that.
            Some(refusal) => Entrance::Closed(Closing::Refused(refusal)),
            None => Entrance::Open,
        }
    }

    /// The first frame of an older connection can arrive after a newer one's: what it says is no longer so.
    fn is_older(&self, attach: &Attach) -> bool {
        self.unit(&attach.serial).is_some_and(|unit| {
            let newer = unit.connection();
            unit.installation == attach.installation
                && newer.is_some_and(|newer| attach.connection < newer)
        })
    }

    /// Why this connection is turned away at the door: no further than being told.
    #[must_use]
    pub fn turned_away(&self, serial: &Serial, key: KeyFingerprint) -> Option<Turned> {
        let Some(unit) = self.unit(serial) else {
            return Some(Turned::NotPaired);
        };
        let superseded = unit.old_keys.contains(&key);
        if unit.key != key && !superseded {
            return Some(Turned::NotPaired);
        }
        let barred = unit.membership.holds().err();
        barred.or_else(|| superseded.then_some(Turned::KeySuperseded))
    }

    /// A unit's papers come by the cable of a device that shows another serial, or none, while the unit itself is attached by
    /// its own cable: they were copied, and whoever has them must not cost their owner the connection.
    fn on_anothers_cable(&self, attach: &Attach) -> Option<Turned> {
        let serial = &attach.serial;
        let owner = self.unit(serial)?.attachment()?;
        let is_its_own = |shown: &str| shown == serial.as_str();
        if !owner.link.usb_serial.shown().is_some_and(is_its_own) {
            return None;
        }
        attach.link.is_of(serial).err()
    }
}
