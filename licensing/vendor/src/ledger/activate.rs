//! Uses a product key: signs an additional license for the installation that asks.

use madoguchi_licensing::grant::{Binding, LicenseId};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_proto::v1;

use super::asked::Asked;
use super::doubts::Masked;
use super::product::{Gives, Product};
use super::record::{Activated, Done, Key};
use super::refusal::Refusal;
use super::state::Entry;
use super::when::When;
use super::{Issued, Ledger};
use crate::folder::{IssuerFolder, Wanted};

/// The result of judging an activation.
enum Verdict {
    /// The installation has this license already.
    Same(LicenseId),
    New(ProductKey, Wanted),
}

impl Ledger {
    /// Activates: checks the request, uses up the product key (the request's own, or one that was read over the telephone) and signs a
    /// license. The same installation gets the same license again.
    ///
    /// # Errors
    /// It is refused, in words for the clinic; or the act could not be written.
    pub fn activate(
        &mut self,
        request: &[u8],
        given: Option<&ProductKey>,
        issuer: &IssuerFolder,
        now_ms: i64,
    ) -> Result<Issued, Refusal> {
        let mut asked = self.asked::<v1::ActivationRequest>(request)?;
        asked.about = product_key(&asked.payload, given).ok();
        match self.judge_activation(&asked, given, now_ms) {
            Ok(Verdict::Same(id)) => self.same(&asked, &id, now_ms),
            Ok(Verdict::New(key, wanted)) => {
                let request = asked.document;
                self.sign(issuer, &wanted, |license| {
                    let key = Some(Key::of(&key));
                    Done::Activated(Activated {
                        found_used: 0,
                        key,
                        request,
                        license,
                    })
                })
            }
            Err(refusal) => self.refused(&asked, refusal, now_ms),
        }
    }

    fn judge_activation(
        &self,
        asked: &Asked<v1::ActivationRequest>,
        given: Option<&ProductKey>,
        now_ms: i64,
    ) -> Result<Verdict, Refusal> {
        let key = product_key(&asked.payload, given)?;
        let product = self.product(&key)?;
        let Gives::Additional { seats: sold } = product.terms.gives else {
            let (gives, command) = (product.terms.gives, "product ship");
            return Err(Refusal::OtherKind {
                key,
                gives,
                command,
            });
        };
        if let Some(id) = self.answered(&asked.contact, &product.licenses)? {
            return Ok(Verdict::Same(id));
        }
        self.still_there(asked)?;
        let held = product
            .license
            .as_ref()
            .and_then(|id| self.state.licenses.get(id));
        if let Some(entry) = held
            && let Some(license) = self.held(asked, &key, product, entry)?
        {
            return Ok(Verdict::Same(license));
        }
        if asked.payload.seats > sold.into() {
            return Err(Refusal::TooManySeats {
                key,
                asked: asked.payload.seats,
                sold,
            });
        }
        let installation = asked.contact.installation;
        let binding = Binding::Additional {
            installation,
            seats: sold,
        };
        let wanted = self.next_of(&key, binding, now_ms)?;
        Ok(Verdict::New(key, wanted))
    }

    /// The product's present license, if the asking installation holds it; `None` if a new one may be signed in its place.
    fn held(
        &self,
        asked: &Asked<v1::ActivationRequest>,
        key: &ProductKey,
        product: &Product,
        entry: &Entry,
    ) -> Result<Option<LicenseId>, Refusal> {
        let license = entry.grant.id.clone();
        let holder = entry.installation();
        if let Some(other) = holder.filter(|&holder| holder != asked.contact.installation) {
            return Err(Refusal::Used {
                key: key.clone(),
                installation: Masked(other),
                clinic: product.terms.clinic.clone(),
                at: When(entry.at_ms),
                reissued: self.state.before(&license).is_some_and(Entry::was_lost),
                license,
            });
        }
        // The clinic did nothing wrong: its issuer's key was stolen.
        if entry.lost_its_issuer() {
            return Ok(None);
        }
        self.in_force(&license).map(|()| Some(license))
    }

    pub(super) fn product(&self, key: &ProductKey) -> Result<&Product, Refusal> {
        let unknown = || Refusal::UnknownProduct { key: key.clone() };
        self.state.products.get(key).ok_or_else(unknown)
    }
}

/// The product key: the one in the request, or the one that was read over the telephone.
fn product_key(
    request: &v1::ActivationRequest,
    given: Option<&ProductKey>,
) -> Result<ProductKey, Refusal> {
    // Only valid texts pass the check of the proof.
    let requested: Option<ProductKey> = request.product_key.parse().ok();
    match (requested, given) {
        (Some(requested), Some(given)) if requested != *given => Err(Refusal::TwoProductKeys {
            requested,
            given: given.clone(),
        }),
        (Some(key), _) => Ok(key),
        (None, Some(given)) => Ok(given.clone()),
        (None, None) => Err(Refusal::NoProductKey),
    }
}
