//! Who holds what: derived from the acts, in their order, at each open and after each act.
//!
//! It is never written, so it cannot differ from what was done.

use std::collections::{BTreeMap, BTreeSet};

use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Binding, Environment, Grant, InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::product_key::ProductKey;

use super::chain::{Broken, Hash};
use super::contacts::{Contacts, Loss};
use super::doubts::{Doubt, What};
use super::facts::{self, Contact, Move};
use super::ownership::Shown;
use super::product::Product;
use super::record::{self, Done, Record};

pub use super::entry::{End, Ended, Entry};

/// Everything that follows from the acts.
#[derive(Debug, Default)]
pub struct State {
    pub environment: Option<Environment>,
    pub products: BTreeMap<ProductKey, Product>,
    /// Every license that was signed.
    pub licenses: BTreeMap<LicenseId, Entry>,
    /// The hashes of the booked revocation lists.
    pub lists: BTreeSet<Hash>,
    /// Issuers whose keys were stolen, each with the number from which on a root's list revokes its documents.
    pub stolen: BTreeMap<KeyId, u64>,
    /// The document with each number of each signer, and the act by which it is known.
    pub numbers: BTreeMap<(KeyId, u64), (LicenseId, u64)>,
    pub contacts: Contacts,
    /// The units that installations have listed, as proofs of ownership.
    pub shown: Shown,
    /// The doubts, oldest first.
    pub doubts: Vec<Doubt>,
}

impl State {
    /// Applies one act.
    ///
    /// # Errors
    /// It makes no sense, so this program did not write it.
    pub fn apply(&mut self, act: &Record) -> Result<(), Broken> {
        let unreadable = Broken::Unreadable { act: act.sequence };
        let done = act.done.as_ref().ok_or(unreadable)?;
        self.take(act, done).ok_or(unreadable)
    }

    /// The license in force of the unit with this serial.
    #[must_use]
    pub fn license_of_unit(&self, serial: &str) -> Option<&Entry> {
        let id = self.contacts.license_of_unit(serial)?;
        self.licenses.get(id).filter(|entry| entry.end.is_none())
    }

    /// The product that a license came of.
    #[must_use]
    pub fn product_of(&self, license: &LicenseId) -> Option<&Product> {
        self.products.get(&self.licenses.get(license)?.product)
    }

    /// The clinic of an installation's last license.
    #[must_use]
    pub fn clinic_of(&self, installation: InstallationKey) -> Option<&str> {
        let license = self.contacts.license_of(installation)?;
        Some(&self.product_of(license)?.terms.clinic)
    }

    /// The license in whose place this one was signed.
    #[must_use]
    pub fn before(&self, license: &LicenseId) -> Option<&Entry> {
        self.licenses
            .values()
            .find(|entry| entry.went_on_as(license))
    }

    fn take(&mut self, act: &Record, done: &Done) -> Option<()> {
        match done {
            Done::Begun(begun) => {
                self.environment = Some(match begun.environment {
                    1 => Environment::Production,
                    2 => Environment::Test,
                    _ => return None,
                });
            }
            Done::ProductsAdded(added) => {
                for product in &added.products {
                    let (key, terms) = product.read()?;
                    self.products.insert(key, Product::new(terms, act.sequence));
                }
            }
            Done::Shipped(shipped) => {
                let key = shipped.key.as_ref()?.read()?;
                self.sign(act, key, None, &shipped.license)?;
            }
            Done::Activated(activated) => {
                let key = activated.key.as_ref()?.read()?;
                let contact = contact(&activated.request)?;
                self.shown.note(&contact, &[], &key);
                let grant = self.sign(act, key, Some(contact.hash), &activated.license)?;
                for old in &grant.supersedes {
                    self.end(
                        old,
                        act,
                        Ended::Renewed {
                            by: grant.id.clone(),
                        },
                    );
                }
                self.hear(act, &contact);
            }
            Done::Transferred(moved) => self.transferred(act, moved)?,
            Done::Reissued(reissued) => self.reissued(act, reissued)?,
            Done::Returned(returned) => self.returned(act, &returned.document)?,
            Done::Revoked(revoked) => self.revoked(act, &revoked.list, revoked.by_root)?,
            Done::Heard(heard) => {
                let about = heard.key.as_ref().and_then(record::Key::read);
                if let Some(product) = about.and_then(|key| self.products.get_mut(&key)) {
                    product.acts.push(act.sequence);
                }
                self.hear(act, &contact(&heard.document)?);
            }
        }
        Some(())
    }

    /// Applies a license that was signed for a product.
    fn sign(
        &mut self,
        act: &Record,
        key: ProductKey,
        request: Option<Hash>,
        license: &[u8],
    ) -> Option<Grant> {
        let grant = facts::grant(&Document::decode(license).ok()?)?;
        let product = self.products.get_mut(&key)?;
        product.license = Some(grant.id.clone());
        product.licenses.push((request, grant.id.clone()));
        product.acts.push(act.sequence);
        self.contacts.licensed(&grant);
        self.number(act, (grant.issuer_key, grant.sequence), &grant.id);
        let entry = Entry {
            grant: grant.clone(),
            product: key,
            act: act.sequence,
            at_ms: act.at_ms,
            end: None,
        };
        self.licenses.insert(grant.id.clone(), entry);
        Some(grant)
    }

    fn transferred(&mut self, act: &Record, done: &record::Transferred) -> Option<()> {
        let document = Document::decode(&done.request).ok()?;
        let (contact, moved) = (Contact::of(&document)?, Move::of(&document)?);
        let old = self.licenses.get(&moved.license)?;
        let (key, lineage) = (old.product.clone(), old.grant.lineage.clone());
        let grant = self.sign(act, key.clone(), Some(contact.hash), &done.license)?;
        let Binding::Bundled { serial: to, .. } = grant.binding else {
            return None;
        };
        let units = [moved.old_unit.clone(), to.clone()];
        self.shown.note(&contact, &units, &key);
        if done.anyway {
            self.unproven(act, &contact, &moved.license);
        }
        self.end(&moved.license, act, Ended::Moved { by: grant.id, to });
        let doubts = self.contacts.replaced(act, &contact, &moved, lineage);
        self.doubts.extend(doubts);
        self.hear(act, &contact);
        Some(())
    }

    fn reissued(&mut self, act: &Record, done: &record::Reissued) -> Option<()> {
        let contact = contact(&done.request)?;
        let superseded = facts::grant(&Document::decode(&done.license).ok()?)?.supersedes;
        let lost = self.licenses.get(superseded.first()?)?;
        let (key, from) = (lost.product.clone(), lost.installation()?);
        let grant = self.sign(act, key.clone(), Some(contact.hash), &done.license)?;
        self.shown.note(&contact, &[], &key);
        self.products.get_mut(&key)?.reissues += 1;
        for old in &superseded {
            if done.anyway {
                self.unproven(act, &contact, old);
            }
            self.end(
                old,
                act,
                Ended::Reissued {
                    by: grant.id.clone(),
                },
            );
        }
        self.contacts.gone(
            from,
            Loss::Lost {
                at_ms: act.at_ms,
                act: act.sequence,
            },
        );
        self.hear(act, &contact);
        Some(())
    }

    fn returned(&mut self, act: &Record, document: &[u8]) -> Option<()> {
        let document = Document::decode(document).ok()?;
        let contact = Contact::of(&document)?;
        for id in facts::returned(&document)? {
            let Some(entry) = self.licenses.get(&id) else {
                continue;
            };
            // A bundled license stays with its unit, and nobody can give back another's license.
            if entry.installation() != Some(contact.installation) || !entry.is_held() {
                continue;
            }
            let product = self.products.get_mut(&entry.product)?;
            product.license = None;
            product.acts.push(act.sequence);
            self.end(&id, act, Ended::Returned);
        }
        self.hear(act, &contact);
        let loss = Loss::Returned {
            at_ms: act.at_ms,
            act: act.sequence,
            counter: contact.counter,
        };
        self.contacts.gone(contact.installation, loss);
        Some(())
    }

    fn revoked(&mut self, act: &Record, list: &[u8], by_root: bool) -> Option<()> {
        let document = Document::decode(list).ok()?;
        let list = facts::revocations(&document, by_root)?;
        self.number(act, (list.signer, list.number), &list.id);
        self.lists
            .insert(madoguchi_licensing::acts::hash(document.as_bytes()));
        // An issuer's own list cannot revoke keys.
        for (&issuer, &from) in list.issuers.iter().filter(|_| by_root) {
            let least = self.stolen.entry(issuer).or_insert(from);
            *least = from.min(*least);
        }
        let covered = self
            .licenses
            .values()
            .filter(|entry| list.cover(&entry.grant));
        let covered: Vec<_> = covered
            .map(|entry| (entry.grant.id.clone(), entry.product.clone()))
            .collect();
        for (id, key) in covered {
            let named = list.licenses.contains(&id);
            if self.end(
                &id,
                act,
                Ended::Revoked {
                    list: list.number,
                    named,
                },
            ) {
                self.products.get_mut(&key)?.acts.push(act.sequence);
            }
        }
        Some(())
    }

    /// Ends a license, unless it has a final end already. Returns whether it did.
    fn end(&mut self, id: &LicenseId, act: &Record, how: Ended) -> bool {
        let Some(entry) = self.licenses.get_mut(id) else {
            return false;
        };
        // A license that was revoked with its issuer may still be revoked by name, given back, moved or made anew.
        let stands = if entry.lost_its_issuer() {
            matches!(how, Ended::Revoked { named: false, .. })
        } else {
            entry.end.is_some()
        };
        if !stands {
            entry.end = Some(End {
                at_ms: act.at_ms,
                how,
            });
        }
        !stands
    }

    /// Notes the document with this number. A second document with it is a doubt, and does not end the first one.
    fn number(&mut self, act: &Record, number: (KeyId, u64), id: &LicenseId) {
        let found = act.done.as_ref().and_then(Done::found_used);
        if let Some(again) = found
            && let Some((first, shown_by)) = self.numbers.get(&(number.0, again))
        {
            let what = What::NumberAgain {
                issuer: number.0,
                number: again,
                first: first.clone(),
            };
            self.doubts.push(Doubt {
                at_ms: act.at_ms,
                installation: None,
                acts: vec![*shown_by, act.sequence],
                what,
            });
        }
        match self.numbers.get(&number) {
            None => drop(self.numbers.insert(number, (id.clone(), act.sequence))),
            Some((first, shown_by)) => self.doubts.push(Doubt {
                at_ms: act.at_ms,
                installation: None,
                acts: vec![*shown_by, act.sequence],
                what: What::SameNumber {
                    issuer: number.0,
                    number: number.1,
                    first: first.clone(),
                    second: id.clone(),
                },
            }),
        }
    }

    fn unproven(&mut self, act: &Record, contact: &Contact, license: &LicenseId) {
        let license = license.clone();
        self.doubts.push(Doubt {
            at_ms: act.at_ms,
            installation: Some(contact.installation),
            acts: vec![act.sequence],
            what: What::Unproven { license },
        });
    }

    fn hear(&mut self, act: &Record, contact: &Contact) {
        let doubts = self.contacts.hear(act, contact);
        self.doubts.extend(doubts);
    }
}

fn contact(document: &[u8]) -> Option<Contact> {
    Contact::of(&Document::decode(document).ok()?)
}
