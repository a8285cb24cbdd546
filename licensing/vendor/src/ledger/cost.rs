//! What an act would end in the ledger, judged without doing it, so that a person can be asked first. Nothing else has the ledger open,
//! so what is done next is what was judged.

use std::collections::BTreeSet;
use std::sync::Arc;

use madoguchi_licensing::grant::{Binding, InstallationKey, LicenseId};
use madoguchi_licensing::verify::VerifiedList;
use madoguchi_proto::v1;

use super::book::GivenBack;
use super::ownership::Ownership;
use super::state::Entry;
use super::transfer::NewUnit;
use super::{Ledger, reissue, transfer};

/// A bundled license that would leave its unit.
#[derive(Debug, PartialEq, Eq)]
pub struct Moving {
    pub license: LicenseId,
    pub old_unit: Arc<str>,
    pub new_unit: String,
    /// Whether the ownership was proved.
    pub proven: bool,
}

/// Licenses of dead PCs that would end there.
#[derive(Debug, PartialEq, Eq)]
pub struct Reissuing {
    /// The PCs that would be noted as lost.
    pub installations: usize,
    pub licenses: usize,
    pub seats: u32,
    /// The licenses whose ownership was not proved.
    pub unproven: usize,
}

/// Licenses that a return would end.
#[derive(Debug, PartialEq, Eq)]
pub struct Returning {
    pub installation: InstallationKey,
    pub licenses: usize,
}

/// Licenses in force that a revocation list would end.
#[derive(Debug, PartialEq, Eq)]
pub struct Revoking {
    pub licenses: usize,
    pub clinics: usize,
}

impl Ledger {
    /// What a transfer would end; `None` if it is refused or was done before.
    #[must_use]
    pub fn would_transfer(
        &self,
        request: &[u8],
        ownership: &Ownership,
        new_unit: NewUnit,
    ) -> Option<Moving> {
        let asked = self.asked::<v1::TransferRequest>(request).ok()?;
        let transfer::Verdict::Move { old, proven } =
            self.judge_transfer(&asked, ownership, new_unit).ok()?
        else {
            return None;
        };
        let Binding::Bundled { serial, .. } = old.binding else {
            return None;
        };
        Some(Moving {
            license: old.id,
            old_unit: serial,
            new_unit: asked.payload.new_unit,
            proven,
        })
    }

    /// What a reissue would end; `None` if it is refused or was done before.
    #[must_use]
    pub fn would_reissue(
        &self,
        request: &[u8],
        ownership: &Ownership,
        limit: u32,
    ) -> Option<Reissuing> {
        let asked = self.asked::<v1::ActivationRequest>(request).ok()?;
        let verdicts = self.judge_reissue(&asked, ownership, limit).ok()?;
        let new = verdicts.iter().filter_map(|verdict| match verdict {
            reissue::Verdict::New { lost, proven } => {
                Some((self.state.licenses.get(lost)?, *proven))
            }
            reissue::Verdict::Same(_) => None,
        });
        let new: Vec<(&Entry, bool)> = new.collect();
        let installations: BTreeSet<_> = new
            .iter()
            .filter_map(|(entry, _)| entry.installation())
            .collect();
        (!new.is_empty()).then(|| Reissuing {
            installations: installations.len(),
            licenses: new.len(),
            seats: new.iter().map(|(entry, _)| seats(entry)).sum(),
            unproven: new.iter().filter(|(_, proven)| !proven).count(),
        })
    }

    /// What booking a return would end; `None` if it is refused or was booked before, or ends nothing.
    #[must_use]
    pub fn would_return(&self, file: &[u8]) -> Option<Returning> {
        let asked = self.asked::<v1::LicenseReturn>(file).ok()?;
        if self.state.contacts.heard(&asked.contact).is_some() {
            return None;
        }
        let installation = asked.contact.installation;
        let ids = asked.payload.licenses.iter();
        let ids = ids.filter_map(|id| LicenseId::parse(id));
        let freed = ids.filter(|id| {
            let becomes = self.becomes(installation, id);
            matches!(becomes, GivenBack::Free(_))
        });
        let licenses = freed.count();
        (licenses > 0).then_some(Returning {
            installation,
            licenses,
        })
    }

    /// What booking a revocation list would end; `None` if it was booked before, or ends nothing.
    #[must_use]
    pub fn would_book(&self, list: &VerifiedList) -> Option<Revoking> {
        if self.has_booked(list) {
            return None;
        }
        let covered: Vec<_> = self.covered(list).collect();
        let products = covered
            .iter()
            .filter_map(|entry| self.state.products.get(&entry.product));
        let clinics: BTreeSet<_> = products
            .map(|product| (&product.terms.customer, &product.terms.clinic))
            .collect();
        (!covered.is_empty()).then_some(Revoking {
            licenses: covered.len(),
            clinics: clinics.len(),
        })
    }
}

fn seats(entry: &Entry) -> u32 {
    match entry.grant.binding {
        Binding::Additional { seats, .. } => seats.into(),
        Binding::Bundled { .. } => 1,
    }
}
