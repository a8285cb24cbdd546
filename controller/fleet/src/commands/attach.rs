//! A unit connected: whether it is let in, and how what it is doing compares with what it should do.

use crate::admission::Refusal as Turned;
use crate::command::{Attach, InstallLicense};
use crate::decision::{Answer, Closing, Order};
use crate::fleet::Fleet;
use crate::ids::{KeyFingerprint, Serial};
use crate::past::Past;
use crate::ticket::{What, Why};
use crate::unit::{Activity, Attachment, Membership, Presence};
use crate::visitors::Visitor;
use crate::work::Work;
use madoguchi_licensing::grant::Binding;

/// The decision about a new connection.
enum Entrance {
    /// The device is refused and listed.
    Refused(Turned),
    /// The connection is closed and leaves no trace.
    Closed(Closing),
    /// The connection becomes the unit's current one.
    Open,
}

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, mut attach: Attach) {
    match fleet.entrance(&attach) {
        Entrance::Refused(refusal) => {
            // People see the unit by its name: one that is enrolled is not told to be unknown because somebody came with another key.
            let unit = fleet.unit(&attach.serial);
            let enrolled = unit.is_some_and(|unit| unit.membership == Membership::Enrolled);
            let listed = match &refusal {
                Turned::NotPaired if enrolled => Turned::OtherCertificate,
                other => other.clone(),
            };
            let closing = Closing::Refused(refusal);
            work.order(attach.connection, Order::Close(closing));
            fleet.yard.list_visitor(Visitor {
                serial: attach.serial,
                installation: attach.installation,
                link: attach.link,
                refusal: listed,
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
    let handshakes = fleet.yard.handshakes_mut();
    handshakes.strike(&attach.serial, &attach.link);
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
            // A seat belongs to a PC, so a unit that moved to another PC loses it.
            unit.seat = unit.seat.take().filter(|_| !moved);
            unit.installation = attach.installation;
            unit.health = attach.health;
        });
    }
    let attachment = Attachment {
        connection: attach.connection,
        link: attach.link,
        software: attach.software,
        identifies: attach.identifies,
        restarts: attach.engine.is_some(),
        clock_ahead_ms: None,
        card_present: attach.holding.card_present,
        factory_key: attach.factory_key.map(Box::new),
        unheard_until: None,
        told: None,
    };
    let now = fleet.now();
    let port = attachment
        .link
        .is_on_usb()
        .then(|| attachment.link.port.clone());
    let known = fleet.unit(&serial);
    if known.is_some_and(|unit| unit.past.is_news(port.as_ref())) {
        let came = |past: &mut Past| past.came(now, port.as_ref());
        fleet.yard.remember(&serial, came);
    }
    fleet.yard.present(&serial, |unit| {
        unit.presence = Presence::Attached(Box::new(attachment));
        unit.heard_at = now;
    });
    if moved {
        leave_behind(fleet, work, &serial);
    }
    fleet.reconcile(work, &serial, &attach.holding, attach.spooled);
    fleet.hear_engine(work, &serial, attach.engine);
    fleet.spare_patient(work, &serial);
}

/// Sends the ticket of a unit that was carried to another PC back to the queue: else a full PC would have a fifth working unit (invariant
/// 3). If the unit still runs the session, its outcome counts as a late one.
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

/// Takes a license that came in the unit's box, which counts for this unit only. If the license is refused the unit is let in all the same:
/// it can still have the included seat.
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
                work.set_subject(id);
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
            // Not listed as a visitor: the owner of these papers is attached, and is listed itself.
            Some(refusal) => Entrance::Closed(Closing::Refused(refusal)),
            None => Entrance::Open,
        }
    }

    /// Whether this is the first frame of an older connection that arrived after a newer one's: it describes a past state.
    fn is_older(&self, attach: &Attach) -> bool {
        self.unit(&attach.serial).is_some_and(|unit| {
            let newer = unit.connection();
            unit.installation == attach.installation
                && newer.is_some_and(|newer| attach.connection < newer)
        })
    }

    /// Why this connection is turned away: it gets in only far enough to be told.
    #[must_use]
    pub fn turned_away(&self, serial: &Serial, key: KeyFingerprint) -> Option<Turned> {
        let Some(unit) = self.unit(serial) else {
            return Some(Turned::NotPaired);
        };
        let superseded = unit.old_keys.contains(&key);
        if unit.key != key && !superseded {
            return Some(Turned::NotPaired);
        }
        let barred = unit.membership.check().err();
        barred.or_else(|| superseded.then_some(Turned::KeySuperseded))
    }

    /// The refusal of papers that come over the cable of a device with another serial, or none, while their owner is attached by its own
    /// cable. They were copied, and whoever uses the copy must not end the owner's connection.
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
