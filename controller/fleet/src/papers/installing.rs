//! The decision whether a verified license is taken, and its effects.

use super::Papers;
use crate::command::InstallLicense;
use crate::ids::Installation;
use crate::license::License;
use crate::refusal::Refusal;
use crate::time::{DAY, FleetTime};
use madoguchi_licensing::grant::{Binding, Grant, LicenseId};
use madoguchi_licensing::standing::Standing;
use std::sync::Arc;

/// The most licenses that an installation keeps: four, renewed every year for sixty-four years. None is removed, because the old file of a
/// superseded or returned license could then be used again.
const MAX_LICENSES: usize = 256;

/// The time for which a license of a dead PC gives its seats on the new one: a weekend, and the days until the vendor's new license
/// arrives.
const BRIDGE_MS: i64 = 7 * DAY;

impl Papers {
    /// A copy of the papers with a license in it, from whatever source. Installing it twice is the same as once. A revocation list that
    /// comes with the license is taken first, because it may take back this very license.
    ///
    /// # Errors
    /// The reason why it is not taken; the copy is dropped then.
    pub(crate) fn with_license(
        &self,
        now: FleetTime,
        mut install: InstallLicense,
    ) -> Result<Self, Refusal> {
        let mut papers = self.clone();
        if let Some(list) = install.revocations.take() {
            papers.take_riding_list(now, list);
        }
        papers.accept(now, install)?;
        Ok(papers)
    }

    /// Whether this very document is installed already, so that nothing has to be judged.
    pub(crate) fn has(&self, install: &InstallLicense) -> bool {
        let known = self.licenses.get(&install.grant.id);
        known.is_some_and(|known| known.returned_at.is_none() && known.document == install.document)
    }

    fn accept(&mut self, now: FleetTime, install: InstallLicense) -> Result<(), Refusal> {
        if self.has(&install) {
            return Ok(());
        }
        if let Some(known) = self.licenses.get(&install.grant.id) {
            if known.returned_at.is_some() {
                return Err(Refusal::LicenseNotForHere(Standing::Returned));
            }
            // A thief may have given a forged license the id of an honest one.
            if !self.signature_is_revoked(&known.grant) {
                return Err(Refusal::LicenseIdInUse(install.grant.id));
            }
        }
        self.check_sequence(&install.grant)?;
        let (at, old_pc_died) = (install.installation, install.old_pc_died);
        let mut license = License {
            grant: install.grant,
            document: install.document,
            installed_at: now,
            bridge_until_ms: None,
            returned_at: None,
        };
        self.judge(now, &mut license, at, old_pc_died)?;
        let fresh = !self.licenses.contains_key(&license.grant.id);
        if fresh && self.licenses.len() >= MAX_LICENSES {
            return Err(Refusal::TooManyLicenses(MAX_LICENSES));
        }
        // Only a believed license may advance license time.
        self.see_signed_time(now, license.grant.issued_at_ms);
        self.end_bridges(now, &license);
        let id = license.grant.id.clone();
        self.touched.insert(id.clone());
        self.licenses.insert(id, license);
        self.standing_moved = true;
        Ok(())
    }

    /// Whether a license may be installed as it is, or as a bridge from a dead PC.
    fn judge(
        &mut self,
        now: FleetTime,
        license: &mut License,
        at: Installation,
        old_pc_died: bool,
    ) -> Result<(), Refusal> {
        match self.standing(license, at, now) {
            Standing::InForce
            | Standing::InGrace { .. }
            | Standing::NotYet
            | Standing::Suspended => Ok(()),
            Standing::OtherInstallation if old_pc_died => {
                // On a PC whose clock says 1970 a license can bridge, too.
                self.see_signed_time(now, license.grant.issued_at_ms);
                license.bridge_until_ms = Some(self.bridge(now, &license.grant, at)?);
                match self.standing(license, at, now) {
                    standing if standing.gives_seats() => Ok(()),
                    other => Err(Refusal::LicenseNotForHere(other)),
                }
            }
            other => Err(Refusal::LicenseNotForHere(other)),
        }
    }

    /// The end of the time that a license bridges: once per lineage, and not if the vendor's new license is installed already.
    fn bridge(&self, now: FleetTime, grant: &Grant, at: Installation) -> Result<i64, Refusal> {
        let had_one = |license: &License| {
            license.bridge_until_ms.is_some() || self.standing(license, at, now).gives_seats()
        };
        if self.of_lineage(&grant.lineage).any(had_one) {
            return Err(Refusal::BridgedBefore(grant.lineage.clone()));
        }
        Ok(self.time_ms(now).saturating_add(BRIDGE_MS))
    }

    /// Ends the bridge of a license whose successor from the vendor was installed.
    fn end_bridges(&mut self, now: FleetTime, new: &License) {
        let now = self.time_ms(now);
        let here = matches!(new.grant.binding, Binding::Additional { .. });
        let begun = new.grant.not_before_ms <= now;
        if !here || !begun || new.bridge_until_ms.is_some() {
            return;
        }
        let bridging: Vec<LicenseId> = self
            .of_lineage(&new.grant.lineage)
            .filter(|license| license.bridge_until_ms.is_some_and(|until| now < until))
            .map(|license| license.grant.id.clone())
            .collect();
        for id in bridging {
            self.change(&id, |license| license.bridge_until_ms = Some(now));
        }
    }

    /// Refuses a second license with one sequence of one issuer: the issuer's limit on the number of licenses would not hold otherwise.
    fn check_sequence(&self, grant: &Grant) -> Result<(), Refusal> {
        match self.first_of_sequence(grant) {
            Some(first) => Err(Refusal::SequenceInUse {
                first: first.clone(),
                issuer: Arc::clone(&grant.issuer),
                sequence: grant.sequence,
            }),
            None => Ok(()),
        }
    }

    /// The license that was installed first with this license's sequence, whatever its standing; `None` if it is this one.
    pub(super) fn first_of_sequence(&self, grant: &Grant) -> Option<&LicenseId> {
        let number = (grant.issuer_key, grant.sequence);
        self.licenses
            .values()
            .filter(|license| (license.grant.issuer_key, license.grant.sequence) == number)
            .min_by_key(|license| (license.installed_at, &license.grant.id))
            .map(|license| &license.grant.id)
            .filter(|first| **first != grant.id)
    }
}
