//! A signed document: an envelope around a payload that is kept exactly as it was signed.
//!
//! Signatures are checked over the stored payload, never over a re-encoded one. Envelope and payload must both be in canonical form (the
//! form in which our own encoder writes the decoded message), so that a document has only one form and cannot contain fields that nobody
//! looks at.

use madoguchi_proto::v1;
use prost::Message;

use crate::keys::PublicKey;
use crate::kind::{Kind, Payload};

/// The largest document in bytes. A license with certificate and revocation list has less than 20 KiB. At this size its armour and its
/// record in the store both stay below 64 KiB.
pub const MAX_LEN: usize = 40 * 1024;

/// Length of an Ed25519 signature, in bytes.
pub const SIGNATURE_LEN: usize = 64;

/// A document in canonical form. It is not known yet who signed it: see [`crate::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    kind: Kind,
    payload: Vec<u8>,
    signature: [u8; SIGNATURE_LEN],
    issuer_certificate: Vec<u8>,
    bytes: Vec<u8>,
}

/// The reason why bytes are not a document, or not one of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the document has {len} bytes, more than the {MAX_LEN} that any document has")]
    TooLarge { len: usize },
    #[error(
        "these bytes are no document: the file was damaged or is something else; copy it again"
    )]
    Garbled,
    /// A document of a kind that this version does not know.
    #[error(
        "the document is of a kind ({kind}) that this version does not know; update the software"
    )]
    UnknownKind {
        /// The number of the kind.
        kind: i32,
    },
    #[error("the document's signature has {len} bytes, not {SIGNATURE_LEN}; copy the file again")]
    SignatureLength { len: usize },
    #[error(
        "the {kind} is not in the one form that its signer writes: it was changed, or comes from a newer version"
    )]
    NotCanonical { kind: Kind },
    #[error("this is a document of the kind \"{found}\", where a \"{wanted}\" belongs")]
    OtherKind {
        found: Kind,
        /// The wanted kind.
        wanted: Kind,
    },
}

impl Document {
    /// Reads the binary form.
    ///
    /// # Errors
    /// It is too large, not a document, or not in canonical form.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > MAX_LEN {
            return Err(Error::TooLarge { len: bytes.len() });
        }
        let envelope = v1::SignedDocument::decode(bytes).map_err(|_| Error::Garbled)?;
        let kind = v1::DocumentKind::try_from(envelope.kind)
            .ok()
            .and_then(Kind::from_wire)
            .ok_or(Error::UnknownKind {
                kind: envelope.kind,
            })?;
        if envelope.encode_to_vec() != bytes {
            return Err(Error::NotCanonical { kind });
        }
        let signature =
            <[u8; SIGNATURE_LEN]>::try_from(envelope.signature.as_slice()).map_err(|_| {
                Error::SignatureLength {
                    len: envelope.signature.len(),
                }
            })?;
        Ok(Self {
            kind,
            payload: envelope.payload,
            signature,
            issuer_certificate: envelope.issuer_certificate,
            bytes: bytes.to_vec(),
        })
    }

    /// Assembles a document from an encoded and signed payload; the reverse of [`Document::decode`].
    ///
    /// # Errors
    /// It would be too large.
    pub fn assemble(
        kind: Kind,
        payload: Vec<u8>,
        signature: [u8; SIGNATURE_LEN],
        issuer_certificate: Option<&Self>,
    ) -> Result<Self, Error> {
        let envelope = v1::SignedDocument {
            kind: kind.to_wire().into(),
            payload,
            signature: signature.to_vec(),
            issuer_certificate: issuer_certificate
                .map(|certificate| certificate.bytes.clone())
                .unwrap_or_default(),
        };
        Self::decode(&envelope.encode_to_vec())
    }

    /// The kind that the document claims.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The binary form.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The unverified payload.
    ///
    /// # Errors
    /// The document is of another kind, or its payload is garbled or not in canonical form.
    pub fn open<P: Payload>(&self) -> Result<P, Error> {
        if self.kind != P::KIND {
            return Err(Error::OtherKind {
                found: self.kind,
                wanted: P::KIND,
            });
        }
        let payload = P::decode(self.payload.as_slice()).map_err(|_| Error::Garbled)?;
        if payload.encode_to_vec() != self.payload {
            return Err(Error::NotCanonical { kind: self.kind });
        }
        Ok(payload)
    }

    /// Whether it contains anything as its issuer's certificate.
    #[must_use]
    pub fn has_certificate(&self) -> bool {
        !self.issuer_certificate.is_empty()
    }

    /// The unverified certificate of its issuer; `None` if there is none.
    ///
    /// # Errors
    /// The certificate is not a document.
    pub fn issuer_certificate(&self) -> Result<Option<Self>, Error> {
        if self.issuer_certificate.is_empty() {
            return Ok(None);
        }
        Self::decode(&self.issuer_certificate).map(Some)
    }

    /// Whether this key signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: PublicKey) -> bool {
        key.signed(&message(self.kind, &self.payload), &self.signature)
    }
}

impl AsRef<[u8]> for Document {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The bytes that are signed: the kind's context, then the payload.
#[must_use]
pub fn message(kind: Kind, payload: &[u8]) -> Vec<u8> {
    [kind.context(), payload].concat()
}
