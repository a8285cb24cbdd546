//! What came from the vendor, kept by the [`Book`]: lists, bridges, and the time that terms are
//! judged by, worked out anew from what went in.

use super::book::Book;
use super::controller::Controller;
use madoguchi_fleet::command::{Command, InstallLicense};
use madoguchi_fleet::ids::{Installation, Serial};
use madoguchi_fleet::time::{DAY, FleetTime};
use madoguchi_licensing::grant::{Binding, Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use std::collections::{BTreeMap, BTreeSet};

/// A term license still gives seats this long after its end.
const GRACE_MS: i64 = 14 * DAY;
/// A license of a PC that died gives seats this long.
const BRIDGE_MS: i64 = 7 * DAY;
/// A clock this much before the mark is overlooked.
const SLACK_MS: i64 = DAY;

/// What came from the vendor.
#[derive(Debug, Default, Clone)]
pub struct Papers {
    known: BTreeSet<LicenseId>,
    lists: BTreeMap<KeyId, Revocations>,
    /// Until when a license bridges, and its lineage.
    bridges: BTreeMap<LicenseId, (LicenseId, i64)>,
    /// How far fleet time is ahead of license time.
    behind: i64,
    /// The newest time that is believed without a clock.
    mark: i64,
    set_back: bool,
}

impl Book {
    /// How many seats the accepted licenses give a PC now, at most.
    pub fn seats(&self, grants: &[Grant], installation: Installation, now: FleetTime) -> usize {
        let given = grants.iter().filter(|grant| self.gives(grants, grant, now));
        let given = given.map(|grant| match &grant.binding {
            Binding::Additional {
                seats,
                installation: named,
            } if *named == installation || self.papers.bridges(&grant.id, now) => {
                usize::from(*seats)
            }
            Binding::Additional { .. } => 0,
            Binding::Bundled { serial, .. } => {
                // A unit that took another's place sits on its license for a grace.
                let mut line = Serial::parse(serial).and_then(|serial| self.lines.get(&serial));
                while let Some(by) = line.and_then(|line| line.replaced_by.as_ref()) {
                    line = self.lines.get(by);
                }
                usize::from(line.is_some_and(|l| l.installation == Some(installation)))
            }
        });
        1 + given.sum::<usize>()
    }

    /// Whether a license was accepted, is in force, and no newer one took its place.
    pub fn gives(&self, grants: &[Grant], grant: &Grant, now: FleetTime) -> bool {
        let has = |other: &&Grant| self.licenses.contains(&other.id);
        let superseded = grants
            .iter()
            .filter(has)
            .filter(|other| other.not_before_ms <= self.papers.time(now))
            .filter(|other| other.lineage == grant.lineage)
            .filter(|other| !self.papers.stolen(other.issuer_key, other.sequence))
            .any(|other| other.supersedes.contains(&grant.id));
        has(&grant) && !superseded && self.papers.hold(grant, now)
    }
}

impl Papers {
    /// License time at this fleet time.
    pub const fn time(&self, now: FleetTime) -> i64 {
        now.0 - self.behind
    }

    /// Whether a license is neither taken back nor over.
    pub fn hold(&self, grant: &Grant, now: FleetTime) -> bool {
        let time = self.time(now);
        let term = grant
            .not_after_ms
            .is_none_or(|end| !self.set_back && time < end + GRACE_MS);
        !self.revoked(grant) && grant.not_before_ms <= time && term
    }

    /// Whether it gives its seats elsewhere than where it belongs.
    pub fn bridges(&self, id: &LicenseId, now: FleetTime) -> bool {
        let until = self.bridges.get(id).map(|(_, until)| *until);
        until.is_some_and(|until| self.time(now) < until)
    }

    fn revoked(&self, grant: &Grant) -> bool {
        let named = self.lists.values().any(|list| {
            list.licenses.contains(&grant.id) && !self.stolen(list.signer, list.number)
        });
        named || self.stolen(grant.issuer_key, grant.sequence)
    }

    /// Whether the root took back what this key signed under this number.
    fn stolen(&self, signer: KeyId, number: u64) -> bool {
        let lists = self.lists.values().filter(|list| list.signer != signer);
        lists
            .filter_map(|list| list.issuers.get(&signer))
            .any(|from| *from <= number)
    }

    /// Takes what was accepted, and says what should not have been.
    pub fn hear(&mut self, now: FleetTime, command: &Command) -> Result<(), String> {
        match command {
            Command::InstallLicense(install) if self.known.contains(&install.grant.id) => {}
            Command::InstallLicense(install) => self.installed(now, install)?,
            Command::AcceptRevocations(list) => {
                let list = &list.revocations;
                if self.stands_in_the_way(list) {
                    return Err(format!("revocations: {list:?} was accepted"));
                }
                if self.lists.get(&list.signer) != Some(list) {
                    // Signed time, of whoever is believed, is the least that it is.
                    self.behind = self.behind.min(now.0 - list.issued_at_ms);
                    self.mark = self.mark.max(list.issued_at_ms);
                }
                self.lists.insert(list.signer, list.clone());
            }
            Command::ResetTime(reset) => {
                self.behind = now.0 - reset.time_ms;
                self.set_back = false;
                self.mark = reset.time_ms;
            }
            _ => {}
        }
        Ok(())
    }

    fn installed(&mut self, now: FleetTime, install: &InstallLicense) -> Result<(), String> {
        let grant = &install.grant;
        if self.revoked(grant) {
            return Err(format!("revocations: {} was installed", grant.id));
        }
        self.known.insert(grant.id.clone());
        self.behind = self.behind.min(now.0 - grant.issued_at_ms);
        self.mark = self.mark.max(grant.issued_at_ms);
        let elsewhere = matches!(&grant.binding, Binding::Additional { installation, .. } if *installation != install.installation);
        if elsewhere {
            let mut lineages = self.bridges.values().map(|(lineage, _)| lineage);
            if !install.old_pc_died || lineages.any(|lineage| *lineage == grant.lineage) {
                return Err(format!("bridge: {} gives seats here", grant.id));
            }
            let until = self.time(now) + BRIDGE_MS;
            let bridge = (grant.lineage.clone(), until);
            self.bridges.insert(grant.id.clone(), bridge);
        }
        Ok(())
    }

    /// Judges what was refused.
    pub fn refused(&self, command: &Command) -> Result<(), String> {
        match command {
            Command::AcceptRevocations(list) if !self.may_be_refused(&list.revocations) => {
                Err(format!("revocations: {list:?} was refused"))
            }
            _ => Ok(()),
        }
    }

    fn may_be_refused(&self, list: &Revocations) -> bool {
        self.taken_back(list) || self.stands_in_the_way(list)
    }

    fn taken_back(&self, list: &Revocations) -> bool {
        let others = self.lists.values().filter(|l| l.signer != list.signer);
        let from = others.filter_map(|other| other.issuers.get(&list.signer));
        from.into_iter().any(|from| *from <= list.number)
    }

    /// Whether a list of the same signer is known that is as new, is another, and still holds.
    fn stands_in_the_way(&self, list: &Revocations) -> bool {
        let known = self.lists.get(&list.signer);
        known.is_some_and(|known| {
            known.number >= list.number && known != list && !self.taken_back(known)
        })
    }

    /// Fleet time was set: it is `now` now. License time goes back only with it, and never before the mark.
    pub fn was_set(&mut self, before: i64, now: FleetTime, by: i64) {
        let floor = if by > 0 {
            before.max(self.mark)
        } else {
            self.mark
        };
        self.behind = now.0 - floor.max(now.0);
        self.set_back = now.0 < self.mark - SLACK_MS;
    }

    /// After a start: the later of the mark and the clock, as far as that is believed.
    pub fn start(&mut self, controller: &Controller, wall: FleetTime) -> Result<(), String> {
        let fleet = &controller.fleet;
        let stored = controller.stored_time();
        let far = stored != FleetTime::default() && wall.since(stored) > super::oracles::FAR_MS;
        let base = if far { controller.stored_time() } else { wall };
        self.mark = fleet.license_clock().mark_ms;
        self.behind = fleet.now().0 - base.0.max(self.mark);
        self.set_back = base.0 < self.mark - SLACK_MS;
        self.check(fleet)
    }

    /// The fleet's license time is what it should be.
    pub fn check(&self, fleet: &madoguchi_fleet::Fleet) -> Result<(), String> {
        let behind = fleet.now().0 - fleet.license_time_ms();
        if behind != self.behind {
            return Err(format!(
                "license time: fleet time is {behind} ms ahead of it, not {}",
                self.behind
            ));
        }
        Ok(())
    }
}
