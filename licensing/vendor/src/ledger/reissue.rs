//! Gives the licenses of a dead PC to the installation on the new one; the old installation key died with the PC.

use madoguchi_licensing::grant::{Binding, LicenseId};
use madoguchi_proto::v1;

use super::asked::{Asked, in_place_of};
use super::ownership::Ownership;
use super::record::{Done, Reissued};
use super::refusal::Refusal;
use super::state::{End, Ended};
use super::{Issued, Ledger};
use crate::folder::IssuerFolder;

/// How often the license of a product key is reissued without further questions. A PC is used for about five years, as long as a reader is
/// supported (FAQ 41). One dead PC in that time is bad luck and two can happen; at the third somebody at the vendor's should ask before
/// raising `--limit`.
pub const DEFAULT_LIMIT: u32 = 2;

/// The result of judging one lost license.
pub(super) enum Verdict {
    /// This installation has the license already.
    Same(LicenseId),
    /// This installation gets a new license.
    New {
        lost: LicenseId,
        /// Whether the ownership was proved.
        proven: bool,
    },
}

impl Ledger {
    /// Gives every license that the request names as lost to the asking installation: one license for each. The old installation is noted
    /// as lost. The product key of each license is in the request or in `ownership`. `limit` is how often a product key's license may be
    /// reissued.
    ///
    /// # Errors
    /// One license is refused, and then none is given; or an act could not be written. A repeated call continues there.
    pub fn reissue(
        &mut self,
        request: &[u8],
        ownership: &Ownership,
        limit: u32,
        issuer: &IssuerFolder,
        now_ms: i64,
    ) -> Result<Vec<Issued>, Refusal> {
        let mut asked = self.asked::<v1::ActivationRequest>(request)?;
        let mut lost = asked.payload.lost_licenses.iter();
        asked.about = lost.find_map(|id| self.product_key_of(id));
        let verdicts = match self.judge_reissue(&asked, ownership, limit) {
            Ok(verdicts) => verdicts,
            Err(refusal) => return self.refused(&asked, refusal, now_ms),
        };
        let give = |verdict| match verdict {
            Verdict::Same(id) => self.same(&asked, &id, now_ms),
            Verdict::New { lost, proven } => self.give(&asked, &lost, proven, issuer, now_ms),
        };
        verdicts.into_iter().map(give).collect()
    }

    pub(super) fn judge_reissue(
        &self,
        asked: &Asked<v1::ActivationRequest>,
        ownership: &Ownership,
        limit: u32,
    ) -> Result<Vec<Verdict>, Refusal> {
        if asked.payload.lost_licenses.is_empty() {
            return Err(Refusal::NothingLost);
        }
        self.still_there(asked)?;
        let lost = asked
            .payload
            .lost_licenses
            .iter()
            .filter_map(|id| LicenseId::parse(id));
        lost.map(|id| self.judge_lost(asked, id, ownership, limit))
            .collect()
    }

    fn judge_lost(
        &self,
        asked: &Asked<v1::ActivationRequest>,
        license: LicenseId,
        ownership: &Ownership,
        limit: u32,
    ) -> Result<Verdict, Refusal> {
        let Some(entry) = self.state.licenses.get(&license) else {
            return Err(Refusal::UnknownLicense { license });
        };
        if let Some(unit) = entry.unit() {
            return Err(Refusal::NotAdditional {
                license,
                unit: unit.clone(),
            });
        }
        if let Some(End {
            how: Ended::Reissued { by },
            ..
        }) = &entry.end
        {
            let here = self
                .state
                .licenses
                .get(by)
                .and_then(super::state::Entry::installation);
            if here == Some(asked.contact.installation) {
                return self.in_force(by).map(|()| Verdict::Same(by.clone()));
            }
        }
        self.held_still(entry)?;
        if entry.installation() == Some(asked.contact.installation) {
            return Err(Refusal::NotLost { license });
        }
        // Only valid texts pass the check of the proof.
        let requested = asked.payload.product_key.parse().ok();
        let who = asked.contact.installation;
        let proven = self.owned(entry, who, requested.as_ref(), ownership)?;
        let key = entry.product.clone();
        let count = self.product(&key)?.reissues;
        if count >= limit {
            return Err(Refusal::Limit { key, count, limit });
        }
        Ok(Verdict::New {
            lost: license,
            proven,
        })
    }

    fn give(
        &mut self,
        asked: &Asked<v1::ActivationRequest>,
        lost: &LicenseId,
        proven: bool,
        issuer: &IssuerFolder,
        now_ms: i64,
    ) -> Result<Issued, Refusal> {
        let unknown = || Refusal::UnknownLicense {
            license: lost.clone(),
        };
        let old = self
            .state
            .licenses
            .get(lost)
            .ok_or_else(unknown)?
            .grant
            .clone();
        let Binding::Additional { seats, .. } = old.binding else {
            return Err(unknown());
        };
        let installation = asked.contact.installation;
        let wanted = in_place_of(
            &old,
            Binding::Additional {
                installation,
                seats,
            },
            now_ms,
        );
        let request = asked.document.clone();
        self.sign(issuer, &wanted, |license| {
            Done::Reissued(Reissued {
                found_used: 0,
                request,
                license,
                anyway: !proven,
            })
        })
    }
}
