//! Moves a bundled license from a broken unit to the one that replaces it (FAQ 41, 44).

use madoguchi_licensing::grant::{Binding, Grant, LicenseId};
use madoguchi_proto::v1;

use super::asked::{Asked, in_place_of};
use super::ownership::Ownership;
use super::record::{Done, Transferred};
use super::refusal::Refusal;
use super::state::{End, Ended};
use super::{Issued, Ledger};
use crate::folder::IssuerFolder;

/// The result of judging a transfer.
pub(super) enum Verdict {
    /// The license was moved there already.
    Same(LicenseId),
    Move {
        old: Grant,
        /// Whether the ownership was proved.
        proven: bool,
    },
}

/// The factory key of the replacing unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewUnit {
    /// It has this factory key.
    Proves([u8; 32]),
    /// It has none.
    CannotProve,
    /// The vendor did not say.
    Unsaid,
}

impl Ledger {
    /// Signs a license for the new unit, which replaces that of the broken one.
    ///
    /// # Errors
    /// It is refused, in words for the clinic; or the act could not be written.
    pub fn transfer(
        &mut self,
        request: &[u8],
        ownership: &Ownership,
        new_unit: NewUnit,
        issuer: &IssuerFolder,
        now_ms: i64,
    ) -> Result<Issued, Refusal> {
        let mut asked = self.asked::<v1::TransferRequest>(request)?;
        asked.about = self.product_key_of(&asked.payload.license_id);
        let (old, proven) = match self.judge_transfer(&asked, ownership, new_unit) {
            Ok(Verdict::Same(id)) => return self.same(&asked, &id, now_ms),
            Ok(Verdict::Move { old, proven }) => (old, proven),
            Err(refusal) => return self.refused(&asked, refusal, now_ms),
        };
        let serial = asked.payload.new_unit.as_str().into();
        let unit_key = match new_unit {
            NewUnit::Proves(key) => Some(key),
            NewUnit::CannotProve | NewUnit::Unsaid => None,
        };
        let wanted = in_place_of(&old, Binding::Bundled { serial, unit_key }, now_ms);
        let request = asked.document;
        self.sign(issuer, &wanted, |license| {
            Done::Transferred(Transferred {
                found_used: 0,
                request,
                license,
                anyway: !proven,
            })
        })
    }

    pub(super) fn judge_transfer(
        &self,
        asked: &Asked<v1::TransferRequest>,
        ownership: &Ownership,
        new_unit: NewUnit,
    ) -> Result<Verdict, Refusal> {
        let request = &asked.payload;
        let id = LicenseId::parse(&request.license_id);
        let entry = id.as_ref().and_then(|id| self.state.licenses.get(id));
        let entry = entry.ok_or_else(|| unknown(asked))?;
        let license = entry.grant.id.clone();
        let Some(unit) = entry.unit() else {
            return Err(Refusal::NotBundled { license });
        };
        if **unit != *request.old_unit {
            let (found, asked) = (unit.clone(), request.old_unit.clone());
            return Err(Refusal::OtherUnit {
                license,
                found,
                asked,
            });
        }
        let proven = self.owned(entry, asked.contact.installation, None, ownership)?;
        // The same move, by this request or by a new one.
        if let Some(End {
            how: Ended::Moved { by, to },
            ..
        }) = &entry.end
            && **to == *request.new_unit
        {
            return self.in_force(by).map(|()| Verdict::Same(by.clone()));
        }
        self.held_still(entry)?;
        self.still_there(asked)?;
        if let Some(own) = self.state.license_of_unit(&request.new_unit) {
            let (unit, license) = (request.new_unit.clone(), own.grant.id.clone());
            return Err(Refusal::HasItsOwn { unit, license });
        }
        if new_unit == NewUnit::Unsaid && entry.names_a_factory_key() {
            let (old, new) = (unit.clone(), request.new_unit.clone());
            return Err(Refusal::FactoryKeyNeeded { license, old, new });
        }
        let old = entry.grant.clone();
        Ok(Verdict::Move { old, proven })
    }
}

fn unknown(asked: &Asked<v1::TransferRequest>) -> Refusal {
    match LicenseId::parse(&asked.payload.license_id) {
        Some(license) => Refusal::UnknownLicense { license },
        None => Refusal::NothingLost,
    }
}
