//! A request of an installation with its proof checked: the first step of every act that an installation starts.

use std::fmt;

use madoguchi_licensing::acts::{self, ActPayload};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::{Binding, Grant, LicenseId};
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_licensing::verify::Verified;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

use super::contacts::Loss;
use super::doubts::{Doubt, Masked};
use super::facts::Contact;
use super::record::{Done, Heard, Key};
use super::refusal::Refusal;
use super::state::Entry;
use super::when::When;
use super::{Issued, Ledger};
use crate::folder::{IssuerFolder, Wanted};
use crate::texts::{Spoken as _, text};

/// A checked request and its sender. `Debug` shows none of its content, because that may be a whole product key.
pub struct Asked<P> {
    pub payload: P,
    /// The request as a contact.
    pub contact: Contact,
    /// The document, in binary form.
    pub document: Vec<u8>,
    /// The product that it is about, as far as is known before it is judged; the answer becomes part of its story.
    pub about: Option<ProductKey>,
}

impl<P> fmt::Debug for Asked<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked")
            .field("contact", &self.contact)
            .field("about", &self.about)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Checks the proof and the environment of a document from an installation.
    pub(super) fn asked<P: ActPayload>(&self, file: &[u8]) -> Result<Asked<P>, Refusal> {
        let act = acts::verify::<P>(file).map_err(Refusal::Proof)?;
        let here = self.environment();
        if act.environment != here {
            return Err(Refusal::OtherEnvironment {
                found: act.environment,
                here,
            });
        }
        let document = Document::decode(&act.document);
        let document = document.map_err(|error| Refusal::Proof(acts::Error::Document(error)))?;
        let unusable = madoguchi_licensing::document::Error::Garbled;
        let contact =
            Contact::of(&document).ok_or(Refusal::Proof(acts::Error::Document(unusable)))?;
        Ok(Asked {
            payload: act.payload,
            contact,
            document: act.document,
            about: None,
        })
    }

    /// The product of the license with this id.
    pub(super) fn product_key_of(&self, license: &str) -> Option<ProductKey> {
        let entry = self.state.licenses.get(&LicenseId::parse(license)?)?;
        Some(entry.product.clone())
    }

    /// Refuses an installation whose key no longer exists: it could not use a license.
    pub(super) fn still_there<P>(&self, asked: &Asked<P>) -> Result<(), Refusal> {
        let installation = asked.contact.installation;
        match self.state.contacts.loss(installation) {
            Some(Loss::Returned { at_ms, .. }) => Err(Refusal::InstallationReturned {
                installation: Masked(installation),
                at: When(at_ms),
            }),
            Some(Loss::Lost { .. }) | None => Ok(()),
        }
    }

    /// The license with which this very request was answered.
    pub(super) fn answered(
        &self,
        asked: &Contact,
        licenses: &[(Option<[u8; 32]>, LicenseId)],
    ) -> Result<Option<LicenseId>, Refusal> {
        let same = licenses
            .iter()
            .find(|(request, _)| *request == Some(asked.hash));
        match same {
            None => Ok(None),
            Some((_, id)) => self.in_force(id).map(|()| Some(id.clone())),
        }
    }

    /// Refuses a license that its holder no longer has.
    pub(super) fn held_still(&self, entry: &Entry) -> Result<(), Refusal> {
        if entry.is_held() {
            return Ok(());
        }
        self.in_force(&entry.grant.id)
    }

    /// Refuses a license that has ended, and tells how and when.
    pub(super) fn in_force(&self, id: &LicenseId) -> Result<(), Refusal> {
        let end = self
            .state
            .licenses
            .get(id)
            .and_then(|entry| entry.end.clone());
        match end {
            None => Ok(()),
            Some(end) => Err(Refusal::Ended {
                license: id.clone(),
                end,
            }),
        }
    }

    /// Writes a contact and its answer without anything signed, because copies can be noticed by what they ask.
    pub(super) fn heard<P>(
        &mut self,
        asked: &Asked<P>,
        now_ms: i64,
        answer: Text,
    ) -> Result<Vec<Doubt>, Refusal> {
        if self.state.contacts.heard(&asked.contact).is_some() {
            return Ok(Vec::new());
        }
        let document = asked.document.clone();
        let key = asked.about.as_ref().map(Key::of);
        Ok(self.append(
            now_ms,
            Done::Heard(Heard {
                document,
                answer: answer.en,
                key,
                answer_ja: answer.ja,
            }),
        )?)
    }

    /// Hands out again what was signed before.
    pub(super) fn same<P>(
        &mut self,
        asked: &Asked<P>,
        id: &LicenseId,
        now_ms: i64,
    ) -> Result<Issued, Refusal> {
        let doubts = self.heard(
            asked,
            now_ms,
            text("act-answer-again", &[("license", same(id))]),
        )?;
        self.again(id, doubts)
    }

    /// Writes a refusal and returns it.
    pub(super) fn refused<P, T>(
        &mut self,
        asked: &Asked<P>,
        refusal: Refusal,
        now_ms: i64,
    ) -> Result<T, Refusal> {
        if refusal.is_judgment() {
            self.heard(asked, now_ms, refusal.text())?;
        }
        Err(refusal)
    }

    /// A license with a number that no document of this ledger has. If the issuer's file first gave out a used number, that is returned,
    /// too: a document with a used number is never handed out, because a clinic would refuse one of the two.
    fn numbered(
        &self,
        issuer: &IssuerFolder,
        wanted: &Wanted,
    ) -> Result<(Document, Verified, u64), Refusal> {
        let mut found_used = 0;
        loop {
            let (document, verified) = issuer.issue(wanted)?;
            let number = verified.grant.sequence;
            if !self.state.numbers.contains_key(&(issuer.key_id(), number)) {
                return Ok((document, verified, found_used));
            }
            // Ends, because the ledger has finitely many numbers and each round uses one up.
            found_used = if found_used == 0 { number } else { found_used };
        }
    }

    /// Signs a license, writes the act that `done` makes of it, and only then hands it out.
    pub(super) fn sign(
        &mut self,
        issuer: &IssuerFolder,
        wanted: &Wanted,
        done: impl FnOnce(Vec<u8>) -> Done,
    ) -> Result<Issued, Refusal> {
        let (found, here) = (issuer.environment(), self.environment());
        if found != here {
            return Err(Refusal::OtherIssuer { found, here });
        }
        // With any number: whoever stole the key may have made a license with the same one.
        if self.state.stolen.contains_key(&issuer.key_id()) {
            let issuer = issuer.key_id();
            return Err(Refusal::StolenIssuer { issuer });
        }
        let (document, verified, found_used) = self.numbered(issuer, wanted)?;
        let mut done = done(document.as_bytes().to_vec());
        done.note_used(found_used);
        let doubts = self.append(wanted.issued_at_ms, done)?;
        Ok(Issued {
            document,
            grant: verified.grant,
            before_ms: None,
            doubts,
        })
    }
}

/// The terms of a license that replaces `old`.
pub(super) fn in_place_of(old: &Grant, binding: Binding, now_ms: i64) -> Wanted {
    Wanted {
        id: None,
        binding,
        issued_at_ms: now_ms,
        not_before_ms: super::when::day_begin_ms(now_ms).max(old.not_before_ms),
        not_after_ms: old.not_after_ms,
        supersedes: Some(old.id.clone()),
        lineage: Some(old.lineage.clone()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use madoguchi_licensing::grant::InstallationKey;
    use madoguchi_licensing::kind::Kind;
    use madoguchi_licensing::product_key::RANDOM_LEN;
    use madoguchi_proto::v1;

    use super::*;

    #[test]
    fn a_request_that_is_shown_shows_no_whole_product_key() {
        let key = ProductKey::from_random(&[7; RANDOM_LEN]);
        let text = key.reveal().to_string();
        let asked = Asked {
            payload: v1::ActivationRequest {
                product_key: text.clone(),
                ..Default::default()
            },
            contact: Contact {
                kind: Kind::ActivationRequest,
                installation: InstallationKey([1; 32]),
                counter: 1,
                previous: None,
                hash: [2; 32],
                issued_at_ms: 0,
                units: Vec::new(),
                machine: None,
            },
            document: text.clone().into_bytes(),
            about: Some(key),
        };
        let shown = format!("{asked:?}");
        assert!(shown.contains("MDG-"), "{shown}");
        let bytes = format!("{:?}", text.as_bytes());
        let bytes = bytes.trim_matches(['[', ']']);
        assert!(!shown.contains(&text) && !shown.contains(bytes), "{shown}");
    }
}
