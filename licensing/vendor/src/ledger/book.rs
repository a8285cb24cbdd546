//! Returns that arrive, and revocation lists that are signed elsewhere: they are only noted.

use madoguchi_licensing::acts;
use madoguchi_licensing::grant::{InstallationKey, LicenseId};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_licensing::revocations::Scope;
use madoguchi_licensing::verify::VerifiedList;
use madoguchi_proto::v1;

use super::Ledger;
use super::disk::AppendError;
use super::doubts::Doubt;
use super::record::{Done, Returned, Revoked};
use super::refusal::Refusal;
use super::state::{End, Entry};

/// The result of a return.
#[derive(Debug)]
pub struct Booked {
    /// The installation that gave back.
    pub installation: InstallationKey,
    /// Each license that it names, with the result.
    pub licenses: Vec<(LicenseId, GivenBack)>,
    /// The time when it was booked, in milliseconds since 1970; `None` for now.
    pub before_ms: Option<i64>,
    /// Doubts about who gave back.
    pub doubts: Vec<Doubt>,
}

/// The result for a license that was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenBack {
    /// Its product key can be used by another installation now.
    Free(ProductKey),
    /// It is bundled and stays with its unit.
    Stays(std::sync::Arc<str>),
    /// It had ended before.
    Ended(End),
    /// It belongs to another installation.
    Others,
    /// This ledger did not sign it.
    Unknown,
}

/// The reason why a revocation list was not booked.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    Again,
    Append(#[from] AppendError),
}

impl Ledger {
    /// Books a license return: the product keys of its licenses can then be used by another installation. Booking the same return again
    /// changes nothing.
    ///
    /// # Errors
    /// Its proof does not hold, or the act could not be written.
    pub fn book_return(&mut self, file: &[u8], now_ms: i64) -> Result<Booked, Refusal> {
        let asked = self.asked::<v1::LicenseReturn>(file)?;
        let installation = asked.contact.installation;
        let ids = asked
            .payload
            .licenses
            .iter()
            .filter_map(|id| LicenseId::parse(id));
        if let Some(act) = self.state.contacts.heard(&asked.contact) {
            let licenses = ids
                .map(|id| (id.clone(), self.becomes(installation, &id)))
                .collect();
            let before_ms = self.acts(&[act])?.pop().map(|act| act.at_ms);
            return Ok(Booked {
                installation,
                licenses,
                before_ms,
                doubts: Vec::new(),
            });
        }
        let licenses = ids
            .map(|id| (id.clone(), self.becomes(installation, &id)))
            .collect();
        let doubts = self.append(
            now_ms,
            Done::Returned(Returned {
                document: asked.document,
            }),
        )?;
        Ok(Booked {
            installation,
            licenses,
            before_ms: None,
            doubts,
        })
    }

    /// Books a verified revocation list. Returns the licenses of this ledger that it revokes.
    ///
    /// # Errors
    /// It was booked before, or the act could not be written.
    pub fn book_revocation(
        &mut self,
        list: &VerifiedList,
        now_ms: i64,
    ) -> Result<Vec<LicenseId>, BookError> {
        if self.has_booked(list) {
            return Err(BookError::Again);
        }
        let covered = self.covered(list);
        let covered = covered.map(|entry| entry.grant.id.clone()).collect();
        let by_root = list.revocations.scope == Scope::Everything;
        self.append(
            now_ms,
            Done::Revoked(Revoked {
                list: list.document.to_vec(),
                by_root,
            }),
        )?;
        Ok(covered)
    }

    pub(super) fn has_booked(&self, list: &VerifiedList) -> bool {
        self.state.lists.contains(&acts::hash(&list.document))
    }

    /// The licenses in force that a list takes back.
    pub(super) fn covered<'a>(&'a self, list: &'a VerifiedList) -> impl Iterator<Item = &'a Entry> {
        let licenses = self.state.licenses.values();
        licenses.filter(|entry| list.revocations.cover(&entry.grant) && entry.end.is_none())
    }

    pub(super) fn becomes(&self, installation: InstallationKey, id: &LicenseId) -> GivenBack {
        match self.state.licenses.get(id) {
            None => GivenBack::Unknown,
            Some(entry) => match (entry.unit(), &entry.end) {
                (Some(unit), _) => GivenBack::Stays(unit.clone()),
                (None, _) if entry.installation() != Some(installation) => GivenBack::Others,
                (None, Some(end)) if !entry.is_held() => GivenBack::Ended(end.clone()),
                (None, _) => GivenBack::Free(entry.product.clone()),
            },
        }
    }
}
