//! Ships a multi-edition unit: signs the license for its serial, which is put into its box.

use std::sync::Arc;

use madoguchi_licensing::grant::{Binding, LicenseId};
use madoguchi_licensing::product_key::ProductKey;

use super::product::Gives;
use super::record::{Done, Key, Shipped};
use super::refusal::Refusal;
use super::state::Entry;
use super::when::When;
use super::{Issued, Ledger};
use crate::folder::IssuerFolder;

impl Ledger {
    /// Signs the license of the unit with this serial, for a bundled product. The same unit gets the same license again.
    ///
    /// # Errors
    /// The product is another unit's, the unit has another license, or the act could not be written.
    pub fn ship(
        &mut self,
        key: &ProductKey,
        serial: &str,
        unit_key: Option<[u8; 32]>,
        issuer: &IssuerFolder,
        now_ms: i64,
    ) -> Result<Issued, Refusal> {
        let serial: Arc<str> = serial.into();
        if let Some(id) = self.shipped(key, &serial)? {
            return self.again(&id, Vec::new());
        }
        // A license that replaces one of a stolen issuer key names the same reader's factory key.
        let unit_key = unit_key.or_else(|| self.factory_key_of(key));
        let wanted = self.next_of(key, Binding::Bundled { serial, unit_key }, now_ms)?;
        self.sign(issuer, &wanted, |license| {
            let key = Some(Key::of(key));
            Done::Shipped(Shipped {
                key,
                license,
                found_used: 0,
            })
        })
    }

    fn factory_key_of(&self, key: &ProductKey) -> Option<[u8; 32]> {
        let license = self.state.products.get(key)?.license.as_ref()?;
        match self.state.licenses.get(license)?.grant.binding {
            Binding::Bundled { unit_key, .. } => unit_key,
            Binding::Additional { .. } => None,
        }
    }

    /// The license with which this unit was shipped for this product; `None` if neither has one.
    fn shipped(&self, key: &ProductKey, serial: &Arc<str>) -> Result<Option<LicenseId>, Refusal> {
        let product = self.product(key)?;
        if let gives @ Gives::Additional { .. } = product.terms.gives {
            let (key, command) = (key.clone(), "activate");
            return Err(Refusal::OtherKind {
                key,
                gives,
                command,
            });
        }
        let held = product
            .license
            .as_ref()
            .and_then(|id| self.state.licenses.get(id));
        if let Some(entry) = held {
            let license = entry.grant.id.clone();
            if let Some(unit) = entry.unit().filter(|unit| *unit != serial) {
                let (key, unit, at) = (key.clone(), unit.clone(), When(entry.at_ms));
                let before = self.state.before(&license).and_then(Entry::unit);
                let from = before.filter(|old| **old != unit).cloned();
                return Err(Refusal::Shipped {
                    key,
                    unit,
                    at,
                    license,
                    from,
                });
            }
            if entry.lost_its_issuer() {
                return Ok(None);
            }
            return self.in_force(&license).map(|()| Some(license));
        }
        match self.state.license_of_unit(serial) {
            None => Ok(None),
            Some(entry) => Err(Refusal::HasItsOwn {
                unit: serial.to_string(),
                license: entry.grant.id.clone(),
            }),
        }
    }
}
