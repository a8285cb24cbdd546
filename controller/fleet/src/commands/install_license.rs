//! Puts a verified license in force, at once and without disturbing anybody (invariant 9).

use crate::command::InstallLicense;
use crate::decision::Answer;
use crate::fleet::Fleet;
use crate::ids::Installation;
use crate::license::License;
use crate::refusal::Refusal;
use crate::time::DAY;
use crate::work::Work;
use madoguchi_licensing::grant::{Binding, Grant, LicenseId};
use madoguchi_licensing::standing::Standing;
use std::sync::Arc;

/// Most licenses that an installation keeps: four, renewed every year for sixty-four years. None is forgotten, or the old
/// file of one that was superseded or given back could be used again.
const MAX_LICENSES: usize = 256;

/// A license of a PC that died gives its seats on the new one this long: over a weekend, and the days that the
/// vendor's new license takes.
const BRIDGE_MS: i64 = 7 * DAY;

impl Fleet {
    pub(crate) fn install_license(
        &mut self,
        work: &mut Work,
        install: InstallLicense,
    ) -> Result<(), Refusal> {
        let id = install.grant.id.clone();
        let before = (
            self.revocations.clone(),
            self.licensing.clone(),
            self.license_behind_ms,
        );
        let accepted = self.accept_license(work, install);
        if accepted.is_err() {
            // Where nothing is made durable, nothing is believed either.
            (self.revocations, self.licensing, self.license_behind_ms) = before;
        }
        accepted?;
        work.is_about(&id);
        work.answers(Answer::License(id));
        Ok(())
    }

    /// Keeps a license, however it came. Once is as good as twice.
    pub(crate) fn accept_license(
        &mut self,
        work: &mut Work,
        mut install: InstallLicense,
    ) -> Result<(), Refusal> {
        // What it brings is believed before it is judged itself: it may be in the list that rides on it.
        if let Some(list) = install.revocations.take() {
            self.take_riding_list(work, list);
        }
        self.accept_by_itself(work, install)
    }

    fn accept_by_itself(
        &mut self,
        work: &mut Work,
        install: InstallLicense,
    ) -> Result<(), Refusal> {
        let known = self.licenses.get(&install.grant.id);
        if known.is_some_and(|license| license.returned_at.is_some()) {
            return Err(Refusal::LicenseNotForHere(Standing::Returned));
        }
        if let Some(known) = known {
            if known.document == install.document {
                return Ok(());
            }
            // A thief may have given his license the id of an honest one.
            if !self.signature_is_revoked(&known.grant) {
                return Err(Refusal::LicenseIdInUse(install.grant.id));
            }
        }
        self.check_sequence(&install.grant)?;
        let signed_at_ms = install.grant.issued_at_ms;
        let mut license = License {
            grant: install.grant,
            document: install.document,
            installed_at: self.now,
            bridge_until_ms: None,
            returned_at: None,
        };
        match self.standing(&license, install.installation) {
            Standing::InForce
            | Standing::InGrace { .. }
            | Standing::NotYet
            | Standing::Suspended => {}
            Standing::OtherInstallation if install.old_pc_died => {
                // A PC that wakes up in 1970 bridges, too.
                self.see_signed_time(work, signed_at_ms);
                license.bridge_until_ms = Some(self.bridge(&license.grant, install.installation)?);
                let standing = self.standing(&license, install.installation);
                if !standing.gives_seats() {
                    return Err(Refusal::LicenseNotForHere(standing));
                }
            }
            other => return Err(Refusal::LicenseNotForHere(other)),
        }
        let fresh = !self.licenses.contains_key(&license.grant.id);
        if fresh && self.licenses.len() >= MAX_LICENSES {
            return Err(Refusal::TooManyLicenses(MAX_LICENSES));
        }
        // Only who is believed says what time it is: a license that is refused moves nothing.
        self.see_signed_time(work, signed_at_ms);
        self.end_bridges(work, &license);
        work.keep_license(license.clone());
        self.licenses.insert(license.grant.id.clone(), license);
        Ok(())
    }

    /// Until when a license bridges: once per lineage, and not where the vendor's new license is here already.
    fn bridge(&self, grant: &Grant, at: Installation) -> Result<i64, Refusal> {
        let had_one = |license: &License| {
            license.bridge_until_ms.is_some() || self.standing(license, at).gives_seats()
        };
        if self.of_lineage(&grant.lineage).any(had_one) {
            return Err(Refusal::BridgedBefore(grant.lineage.clone()));
        }
        Ok(self.license_time_ms().saturating_add(BRIDGE_MS))
    }

    /// The vendor's new license takes the place of the one that bridges.
    fn end_bridges(&mut self, work: &mut Work, new: &License) {
        let now = self.license_time_ms();
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
            if let Some(license) = self.licenses.get_mut(&id) {
                license.bridge_until_ms = Some(now);
                work.keep_license(license.clone());
            }
        }
    }

    /// One number of one issuer is one license: else its number of licenses would bound nothing here.
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

    /// The license that was here first under this one's number, however it stands by now; `None` where that is this one.
    pub(crate) fn first_of_sequence(&self, grant: &Grant) -> Option<&LicenseId> {
        let number = (grant.issuer_key, grant.sequence);
        self.licenses
            .values()
            .filter(|license| (license.grant.issuer_key, license.grant.sequence) == number)
            .min_by_key(|license| (license.installed_at, &license.grant.id))
            .map(|license| &license.grant.id)
            .filter(|first| **first != grant.id)
    }

    fn signature_is_revoked(&self, grant: &Grant) -> bool {
        let mut lists = self.revocations.values();
        lists.any(|list| list.cover_signature(grant.issuer_key, grant.sequence))
    }

    fn of_lineage<'a>(&'a self, lineage: &'a LicenseId) -> impl Iterator<Item = &'a License> {
        self.licenses
            .values()
            .filter(move |license| license.grant.lineage == *lineage)
    }
}
