//! The papers: licenses, revocation lists, the installation's own signed acts, and license time (RULES, "Licenses").
//!
//! An uncertain change is made on a copy, which replaces the papers only if nothing is refused: [`crate::commands`] does so with a license.

mod acts;
mod installing;
mod lists;
mod notices;
mod time;

use crate::decision::Change;
use crate::ids::Installation;
use crate::license::License;
use crate::licensing::{ActChain, LicenseClock, Licensing, MachinePrint, SignedAct};
use crate::time::FleetTime;
use madoguchi_licensing::grant::{Environment, Grant, KeyId, LicenseId};
use madoguchi_licensing::revocations::Revocations;
use madoguchi_licensing::standing::{Circumstances, Held, Standing, next_change_ms, standing};
use std::collections::{BTreeMap, BTreeSet};
use time::LicenseTime;

/// All data by which licenses are judged.
#[derive(Debug, Clone)]
pub(crate) struct Papers {
    environment: Environment,
    /// This controller's own installation.
    installation: Installation,
    licenses: BTreeMap<LicenseId, License>,
    licensing: Licensing,
    /// Its newest signed acts.
    acts: BTreeMap<u64, SignedAct>,
    /// The newest list of each signer.
    revocations: BTreeMap<KeyId, Revocations>,
    time: LicenseTime,
    /// The parts of the present PC.
    machine: MachinePrint,
    /// Lists and acts to write with this decision.
    changes: Vec<Change>,
    /// Licenses to write with this decision.
    touched: BTreeSet<LicenseId>,
    /// Whether the record of licensing is written with this decision.
    licensing_touched: bool,
    /// Whether the seats that a license gives may have changed.
    standing_moved: bool,
}

/// The stored papers.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) licenses: Vec<License>,
    pub(crate) licensing: Licensing,
    pub(crate) acts: Vec<SignedAct>,
    pub(crate) revocations: Vec<Revocations>,
}

impl Papers {
    /// The papers at a start at `now`; `base` is the wall clock as far as it is believed.
    pub(crate) fn restore(
        environment: Environment,
        installation: Installation,
        stored: Stored,
        now: FleetTime,
        base: FleetTime,
    ) -> Self {
        let licenses = stored.licenses.into_iter();
        let acts = stored.acts.into_iter();
        let revocations = stored.revocations.into_iter();
        let mut papers = Self {
            environment,
            installation,
            licenses: licenses.map(|l| (l.grant.id.clone(), l)).collect(),
            licensing: stored.licensing,
            acts: acts.map(|act| (act.number, act)).collect(),
            revocations: revocations.map(|list| (list.signer, list)).collect(),
            time: LicenseTime::default(),
            machine: MachinePrint::default(),
            changes: Vec::new(),
            touched: BTreeSet::new(),
            licensing_touched: false,
            standing_moved: false,
        };
        // A first start, or the first one after the keys were made anew: the store is told whose records it has now (RULES R14).
        if papers.licensing.installation != Some(installation) {
            papers.licensing.installation = Some(installation);
            papers.time.mark_unkept();
        }
        papers.start_time(now, base);
        papers
    }

    /// This controller's own installation.
    pub(crate) const fn installation(&self) -> Installation {
        self.installation
    }

    /// The environment whose licenses are taken here.
    pub(crate) const fn environment(&self) -> Environment {
        self.environment
    }

    pub(crate) fn licenses(&self) -> impl Iterator<Item = &License> {
        self.licenses.values()
    }

    pub(crate) fn license(&self, id: &LicenseId) -> Option<&License> {
        self.licenses.get(id)
    }

    /// All licenses in the form that the arithmetic of seats takes.
    pub(crate) fn held(&self) -> impl Iterator<Item = Held<'_>> + Clone {
        self.licenses.values().map(License::held)
    }

    /// The newest revocation list of each signer.
    pub(crate) fn revocations(&self) -> impl Iterator<Item = &Revocations> {
        self.revocations.values()
    }

    /// The newest signed acts, oldest first.
    pub(crate) fn acts(&self) -> impl Iterator<Item = &SignedAct> {
        self.acts.values()
    }

    /// The end of this installation's chain of signed acts.
    pub(crate) const fn act_chain(&self) -> ActChain {
        self.licensing.acts
    }

    /// The stored state of license time.
    pub(crate) const fn license_clock(&self) -> LicenseClock {
        self.licensing.clock
    }

    /// The random bytes that a time reset has to name; `None` unless a reset was asked for.
    pub(crate) const fn reset_nonce(&self) -> Option<[u8; 8]> {
        self.licensing.reset_nonce
    }

    /// The circumstances by which licenses are judged at an installation.
    pub(crate) const fn circumstances(
        &self,
        installation: Installation,
        now: FleetTime,
    ) -> Circumstances<'_> {
        Circumstances {
            environment: self.environment,
            installation,
            now_ms: self.time_ms(now),
            clock_set_back: self.time.clock_set_back().is_some(),
            revocations: &self.revocations,
        }
    }

    /// Whether and why a license gives its seats at an installation now.
    pub(crate) fn standing(
        &self,
        license: &License,
        installation: Installation,
        now: FleetTime,
    ) -> Standing {
        let circumstances = self.circumstances(installation, now);
        standing(license.held(), self.held(), &circumstances)
    }

    /// The next fleet time after `since` at which a license's standing can change without an event.
    pub(crate) fn next_change(&self, since: FleetTime) -> Option<FleetTime> {
        let behind = self.time.behind_ms();
        let change = |held| next_change_ms(held, since.0.saturating_sub(behind));
        let at = self.held().filter_map(change).min()?;
        Some(FleetTime(at.saturating_add(behind)))
    }

    /// The PC's parts as they were first seen, and as they are now.
    pub(crate) const fn machines(&self) -> (Option<MachinePrint>, MachinePrint) {
        (self.licensing.machine, self.machine)
    }

    /// Keeps each part of the PC as it was first seen. A part that differs later is only reported.
    pub(crate) fn see_machine(&mut self, seen: MachinePrint) {
        self.machine = seen;
        let first = self.licensing.machine.unwrap_or_default();
        let known = MachinePrint {
            machine_id: first.machine_id.or(seen.machine_id),
            board: first.board.or(seen.board),
            disk: first.disk.or(seen.disk),
        };
        if known != first {
            self.licensing.machine = Some(known);
            self.licensing_touched = true;
        }
    }

    /// Changes a license and marks it to be written with this decision.
    fn change(&mut self, id: &LicenseId, change: impl FnOnce(&mut License)) {
        if let Some(license) = self.licenses.get_mut(id) {
            change(license);
            self.touched.insert(id.clone());
            self.standing_moved = true;
        }
    }

    fn signature_is_revoked(&self, grant: &Grant) -> bool {
        let mut lists = self.revocations.values();
        lists.any(|list| list.cover_signature(grant.issuer_key, grant.sequence))
    }

    fn of_lineage<'a>(&'a self, lineage: &'a LicenseId) -> impl Iterator<Item = &'a License> {
        let licenses = self.licenses.values();
        licenses.filter(move |license| license.grant.lineage == *lineage)
    }

    /// Whether a license's seats may have changed since the last call.
    pub(crate) const fn take_standing_moved(&mut self) -> bool {
        std::mem::replace(&mut self.standing_moved, false)
    }

    /// Takes the changes that this decision has to make durable.
    pub(crate) fn take_changes(&mut self, changes: &mut Vec<Change>) {
        for id in std::mem::take(&mut self.touched) {
            changes.extend(self.licenses.get(&id).cloned().map(Change::License));
        }
        changes.append(&mut self.changes);
        if std::mem::replace(&mut self.licensing_touched, false) {
            changes.push(Change::Licensing(self.licensing.clone()));
        }
    }
}
