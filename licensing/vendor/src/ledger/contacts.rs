//! The contacts of installations, kept so that copies are noticed: forks of a chain of acts, units at two places, installations that should
//! no longer exist (RULES P15, P20, P24).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use madoguchi_licensing::grant::{Binding, Grant, InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::keys::PublicKey;

use super::chain::Hash;
use super::doubts::{Doubt, What};
use super::facts::{Contact, Move};
use super::record::Record;
use super::when::DAY_MS;

/// The time within which two installations that list the same unit are a doubt. As long as the grace of a replaced unit: a unit that was
/// moved between PCs is listed again only when one of them asks for something.
pub const DOUBLE_MS: i64 = 14 * DAY_MS;

/// The grace that a clinic gives to a replacing unit (RULES S10).
pub const GRACE_MS: i64 = 14 * DAY_MS;

#[derive(Debug, Default)]
pub struct Contacts {
    installations: BTreeMap<InstallationKey, Installation>,
    units: BTreeMap<Arc<str>, Unit>,
    /// Double units that were noted: once for each unit and pair of installations.
    doubles: BTreeSet<(Arc<str>, InstallationKey, InstallationKey)>,
}

/// How an installation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It gave its licenses back.
    Returned {
        at_ms: i64,
        act: u64,
        /// The return's position in its chain.
        counter: u64,
    },
    /// Its PC was reported dead.
    Lost { at_ms: i64, act: u64 },
}

#[derive(Debug, Default)]
struct Installation {
    /// Its acts by their position in the chain; several at one position where the chain forks.
    acts: BTreeMap<u64, Vec<Known>>,
    /// The PC's parts at the last contact, and the number of that act.
    machine: Option<([Vec<u8>; 3], u64)>,
    loss: Option<Loss>,
    /// The license that it got last.
    license: Option<LicenseId>,
}

#[derive(Debug)]
struct Known {
    hash: Hash,
    previous: Option<Hash>,
    act: u64,
}

#[derive(Debug, Default)]
struct Unit {
    /// The installations that listed it, with the time and the act of the last listing.
    listed: BTreeMap<InstallationKey, (i64, u64)>,
    license: Option<LicenseId>,
    /// Set when it was declared broken.
    broken: Option<Replaced>,
}

#[derive(Debug, Clone)]
struct Replaced {
    by: InstallationKey,
    lineage: LicenseId,
    at_ms: i64,
    act: u64,
}

impl Contacts {
    /// Notes the new holder of a license.
    pub fn licensed(&mut self, grant: &Grant) {
        let id = Some(grant.id.clone());
        match &grant.binding {
            Binding::Additional { installation, .. } => {
                self.installations.entry(*installation).or_default().license = id;
            }
            Binding::Bundled { serial, .. } => {
                let unit = self.units.entry(serial.clone()).or_default();
                unit.license = id;
                unit.broken = None;
            }
        }
    }

    /// The installation with this key id. O(installations).
    #[must_use]
    pub fn installation(&self, id: KeyId) -> Option<InstallationKey> {
        let mut known = self.installations.keys();
        known
            .find(|key| PublicKey::from_bytes(&key.0).is_ok_and(|key| key.id() == id))
            .copied()
    }

    /// The keys of all installations that were heard of or got a license.
    pub fn keys(&self) -> impl Iterator<Item = InstallationKey> {
        self.installations.keys().copied()
    }

    /// The license that an installation got last.
    #[must_use]
    pub fn license_of(&self, installation: InstallationKey) -> Option<&LicenseId> {
        self.installations.get(&installation)?.license.as_ref()
    }

    /// The license that a unit got last.
    #[must_use]
    pub fn license_of_unit(&self, serial: &str) -> Option<&LicenseId> {
        self.units.get(serial)?.license.as_ref()
    }

    /// How an installation ended; `None` if it did not.
    #[must_use]
    pub fn loss(&self, installation: InstallationKey) -> Option<Loss> {
        self.installations.get(&installation)?.loss
    }

    /// The act that took in this very document.
    #[must_use]
    pub fn heard(&self, contact: &Contact) -> Option<u64> {
        let known = self
            .installations
            .get(&contact.installation)?
            .acts
            .get(&contact.counter)?;
        known
            .iter()
            .find(|known| known.hash == contact.hash)
            .map(|known| known.act)
    }

    /// Notes the end of an installation.
    pub fn gone(&mut self, installation: InstallationKey, loss: Loss) {
        self.installations.entry(installation).or_default().loss = Some(loss);
    }

    /// Takes a contact and returns the doubts that it raises. A known contact changes nothing.
    pub fn hear(&mut self, act: &Record, contact: &Contact) -> Vec<Doubt> {
        if self.heard(contact).is_some() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let installation = self.installations.entry(contact.installation).or_default();
        found.extend(installation.fork(contact));
        found.extend(installation.speaks(contact));
        found.extend(installation.changed(act.sequence, contact));
        installation
            .acts
            .entry(contact.counter)
            .or_default()
            .push(Known {
                hash: contact.hash,
                previous: contact.previous,
                act: act.sequence,
            });
        for serial in &contact.units {
            found.extend(self.list(act, contact.installation, serial));
        }
        let doubt = |(mut acts, what): (Vec<u64>, What)| {
            acts.push(act.sequence);
            Doubt {
                at_ms: act.at_ms,
                installation: Some(contact.installation),
                acts,
                what,
            }
        };
        found.into_iter().map(doubt).collect()
    }

    /// Notes that a unit was declared broken; returns who has listed it elsewhere since.
    pub fn replaced(
        &mut self,
        act: &Record,
        contact: &Contact,
        moved: &Move,
        lineage: LicenseId,
    ) -> Vec<Doubt> {
        let replaced = Replaced {
            by: contact.installation,
            lineage,
            at_ms: moved.replaced_at_ms,
            act: act.sequence,
        };
        let unit = self.units.entry(moved.old_unit.clone()).or_default();
        unit.broken = Some(replaced.clone());
        unit.license = None;
        let elsewhere = unit.listed.iter().filter(|&(&who, &(at_ms, _))| {
            who != contact.installation && at_ms > moved.replaced_at_ms
        });
        let doubt = |(&installation, &(at_ms, listed)): (&InstallationKey, &(i64, u64))| Doubt {
            at_ms: act.at_ms,
            installation: Some(installation),
            acts: vec![listed, act.sequence],
            what: replaced.serves(&moved.old_unit, at_ms),
        };
        elsewhere.map(doubt).collect()
    }

    /// Notes that an installation lists a unit.
    fn list(
        &mut self,
        act: &Record,
        who: InstallationKey,
        serial: &Arc<str>,
    ) -> Vec<(Vec<u64>, What)> {
        let unit = self.units.entry(serial.clone()).or_default();
        let mut found = Vec::new();
        if let Some(broken) = unit.broken.as_ref().filter(|broken| broken.by != who) {
            found.push((vec![broken.act], broken.serves(serial, act.at_ms)));
        }
        // A unit without a license gives no seat, wherever it is listed.
        let others = unit.listed.iter().filter(|_| unit.license.is_some());
        for (&other, &(at_ms, listed)) in others {
            let ended = self
                .installations
                .get(&other)
                .is_some_and(|other| other.loss.is_some());
            let pair = (serial.clone(), who.min(other), who.max(other));
            let near = act.at_ms - at_ms <= DOUBLE_MS;
            if other != who && near && !ended && self.doubles.insert(pair) {
                let unit = serial.clone();
                found.push((
                    vec![listed],
                    What::Double {
                        unit,
                        other,
                        seen_at_ms: at_ms,
                    },
                ));
            }
        }
        unit.listed.insert(who, (act.at_ms, act.sequence));
        found
    }
}

impl Replaced {
    fn serves(&self, unit: &Arc<str>, seen_at_ms: i64) -> What {
        What::BrokenServes {
            unit: unit.clone(),
            lineage: self.lineage.clone(),
            replaced_at_ms: self.at_ms,
            in_grace: seen_at_ms - self.at_ms <= GRACE_MS,
        }
    }
}

impl Installation {
    /// Whether the chain forks here: another act has this position, or this one does not fit to the known one before or after it.
    fn fork(&self, contact: &Contact) -> Option<(Vec<u64>, What)> {
        let at = |counter: Option<u64>| {
            let known = counter.and_then(|counter| self.acts.get(&counter));
            known.map(Vec::as_slice).unwrap_or_default()
        };
        let forked = |counter, known: &[Known]| {
            let acts = known.iter().map(|known| known.act).collect();
            Some((acts, What::Forked { counter }))
        };
        let here = at(Some(contact.counter));
        if !here.is_empty() {
            return forked(contact.counter, here);
        }
        let before = contact.counter.checked_sub(1);
        let known = at(before);
        if !known.is_empty()
            && !known
                .iter()
                .any(|known| Some(known.hash) == contact.previous)
        {
            return forked(contact.counter - 1, known);
        }
        let known = at(contact.counter.checked_add(1));
        if !known.is_empty()
            && !known
                .iter()
                .any(|known| known.previous == Some(contact.hash))
        {
            return forked(contact.counter, known);
        }
        None
    }

    fn speaks(&self, contact: &Contact) -> Option<(Vec<u64>, What)> {
        match self.loss? {
            // An act that was signed before the return may arrive after it.
            Loss::Returned { counter, .. } if contact.counter < counter => None,
            Loss::Returned { at_ms, act, .. } => Some((
                vec![act],
                What::SpeaksAfterReturn {
                    returned_at_ms: at_ms,
                },
            )),
            Loss::Lost { at_ms, act } => {
                Some((vec![act], What::SpeaksAfterLoss { lost_at_ms: at_ms }))
            }
        }
    }

    /// The parts of the PC that differ from the last contact.
    fn changed(&mut self, act: u64, contact: &Contact) -> Option<(Vec<u64>, What)> {
        const NAMES: [&str; 3] = ["part-machine-id", "part-board", "part-disk"];
        let machine = contact.machine.clone()?;
        let (before, seen) = self.machine.replace((machine.clone(), act))?;
        let both = NAMES.into_iter().zip(before.iter().zip(&machine));
        let both = both.filter(|(_, (before, now))| !before.is_empty() && !now.is_empty());
        let known = both.clone().count();
        let parts: Vec<_> = both
            .filter(|(_, (before, now))| before != now)
            .map(|(name, _)| name)
            .collect();
        (!parts.is_empty()).then(|| (vec![seen], What::OtherMachine { parts, known }))
    }
}
