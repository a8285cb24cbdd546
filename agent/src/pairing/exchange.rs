//! The reader's side of one attempt, as a pure state machine. Types keep the order: digits exist only after the server's certificate was
//! checked against the CA of the challenge, and a certificate is taken only after the person at the reader agreed.
//!
//! ```text
//! Fresh ──challenged()──► Challenged ──reveal()──► Revealed ──agree()──► Agreed ──done()──► Paired
//!  key and nonce made      CA and certificate       digits to            waits for the
//!  for this attempt        belong together          show                 certificate
//! ```

use std::fmt;

use madoguchi_link::certificate::request;
use madoguchi_link::pairing::{Bytes32, Digits, Transcript, commitment, hash};
use madoguchi_proto::v1::pair_request::Frame as Said;
use madoguchi_proto::v1::pair_response::Frame as Heard;
use madoguchi_proto::v1::{
    Environment, PairChallenge, PairConfirm, PairHello, PairRequest, PairResponse, PairReveal, Text,
};
use madoguchi_proto::{PROTOCOL_NEWEST, PROTOCOL_OLDEST};
use rcgen::{KeyPair, PublicKeyData};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use zeroize::Zeroizing;

use crate::certificate::{self, Wrong};
use crate::texts::{in_words, spoken, word};

/// The largest CA certificate that is read; ours has some 400 bytes.
const MAX_AUTHORITY_BYTES: usize = 8 * 1024;

/// The reason why an attempt failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{}", in_words("failed-pairing-refused", &[("why", spoken(.0)), ("code", &.0.code)]))]
    Refused(Text, bool),
    #[error("{}", in_words("failed-pairing-nonsense", &[("what", .0)]))]
    Nonsense(&'static str),
    #[error("{}", in_words("failed-pairing-environment", &[("theirs", word(*.0))]))]
    Environment(Environment),
    #[error("{}", in_words("failed-pairing-server", &[]))]
    Server(#[source] Wrong),
    #[error("{}", in_words("failed-pairing-certificate", &[]))]
    Certificate(#[source] Wrong),
    #[error("{}", in_words("failed-key-made", &[]))]
    Key(#[source] rcgen::Error),
}

/// The agent's part of the first frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub serial: String,
    pub environment: Environment,
    /// The port of the virtual bus; empty if there is none.
    pub virtual_port: String,
}

/// A key and a nonce, made for one attempt.
pub struct Fresh {
    about: About,
    nonce: Bytes32,
    key: Zeroizing<KeyPair>,
    key_hash: Bytes32,
}

impl fmt::Debug for Fresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fresh").finish_non_exhaustive()
    }
}

impl Fresh {
    /// Makes a key. The nonce must be random bytes that were never used before.
    ///
    /// # Errors
    /// No key can be made.
    pub fn new(about: About, nonce: Bytes32) -> Result<Self, Failure> {
        let key = Zeroizing::new(KeyPair::generate().map_err(Failure::Key)?);
        let key_hash = hash(&key.subject_public_key_info());
        Ok(Self {
            about,
            nonce,
            key,
            key_hash,
        })
    }

    #[must_use]
    pub fn hello(&self) -> PairRequest {
        said(Said::Hello(PairHello {
            protocol_oldest: PROTOCOL_OLDEST,
            protocol_newest: PROTOCOL_NEWEST,
            serial: self.about.serial.clone(),
            commitment: commitment(&self.nonce, &self.key_hash, &self.about.serial).to_vec(),
            software: env!("CARGO_PKG_VERSION").to_owned(),
            environment: self.about.environment.into(),
            virtual_port: self.about.virtual_port.clone(),
        }))
    }

    /// Takes the challenge. `server` is the certificate that the server showed on this very connection.
    ///
    /// # Errors
    /// It is another frame, or certificate and CA do not belong together.
    pub fn challenged(
        self,
        frame: PairResponse,
        server: &CertificateDer<'_>,
    ) -> Result<Challenged, Failure> {
        let Heard::Challenge(challenge) = heard(frame)? else {
            return Err(Failure::Nonsense("a challenge was due"));
        };
        if challenge.environment() != self.about.environment {
            return Err(Failure::Environment(challenge.environment()));
        }
        let PairChallenge {
            nonce,
            authority,
            server_name,
            ..
        } = challenge;
        let nonce: Bytes32 = nonce
            .try_into()
            .map_err(|_| Failure::Nonsense("a nonce has 32 bytes"))?;
        if authority.len() > MAX_AUTHORITY_BYTES {
            return Err(Failure::Nonsense("the CA is too large"));
        }
        let authority = CertificateDer::from(authority);
        let name = ServerName::try_from(server_name.clone())
            .map_err(|_| Failure::Nonsense("the server's name is none"))?;
        certificate::check_server(server, &authority, &name).map_err(Failure::Server)?;
        let server_key = certificate::key_hash(server).map_err(Failure::Server)?;
        let digits = Transcript {
            reader: &self.nonce,
            controller: &nonce,
            key: &self.key_hash,
            authority: &hash(&authority),
            server: &hash(server),
            serial: &self.about.serial,
        }
        .digits();
        Ok(Challenged {
            fresh: self,
            pinned: Pinned {
                authority,
                server_name,
                server_key,
            },
            digits,
        })
    }
}

/// The controller that the reader will trust once the digits agree.
#[derive(Debug)]
struct Pinned {
    authority: CertificateDer<'static>,
    server_name: String,
    /// SHA-256 of the SubjectPublicKeyInfo of the certificate that the digits are made from.
    server_key: Bytes32,
}

/// The state after the challenge, before anything is revealed.
#[derive(Debug)]
pub struct Challenged {
    fresh: Fresh,
    pinned: Pinned,
    digits: Digits,
}

impl Challenged {
    /// Reveals nonce and key. From here on the attempt counts: somebody in the middle now knows whether he guessed right.
    ///
    /// # Errors
    /// The request cannot be made.
    pub fn reveal(self) -> Result<(PairRequest, Revealed), Failure> {
        let Fresh {
            about, nonce, key, ..
        } = self.fresh;
        let request = request(&key, &about.serial).map_err(Failure::Key)?;
        let frame = said(Said::Reveal(PairReveal {
            nonce: nonce.to_vec(),
            certificate_request: request,
        }));
        let revealed = Revealed {
            serial: about.serial,
            key,
            pinned: self.pinned,
            digits: self.digits,
        };
        Ok((frame, revealed))
    }
}

/// The state in which the digits can be compared.
pub struct Revealed {
    serial: String,
    key: Zeroizing<KeyPair>,
    pinned: Pinned,
    digits: Digits,
}

impl fmt::Debug for Revealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Revealed").finish_non_exhaustive()
    }
}

impl Revealed {
    /// The digits that both sides show.
    #[must_use]
    pub const fn digits(&self) -> Digits {
        self.digits
    }

    /// The meaning of a frame before the person at the reader has answered: it can only end the attempt.
    #[must_use]
    pub fn interrupted(frame: PairResponse) -> Failure {
        match heard(frame) {
            Err(failure) => failure,
            Ok(_) => Failure::Nonsense("nobody has agreed at the reader yet"),
        }
    }

    /// The frame that says: the digits differ.
    #[must_use]
    pub fn differ(self) -> PairRequest {
        said(Said::Confirm(PairConfirm { same: false }))
    }

    /// The frame that says: the digits are the same.
    #[must_use]
    pub fn agree(self) -> (PairRequest, Agreed) {
        let frame = said(Said::Confirm(PairConfirm { same: true }));
        (frame, Agreed { revealed: self })
    }
}

/// The state that waits for the certificate.
#[derive(Debug)]
pub struct Agreed {
    revealed: Revealed,
}

impl Agreed {
    /// Takes the certificate.
    ///
    /// # Errors
    /// It is another frame, or the certificate is not one for this reader by the CA that was compared.
    pub fn done(self, frame: PairResponse) -> Result<Paired, Failure> {
        let Heard::Done(done) = heard(frame)? else {
            return Err(Failure::Nonsense("a certificate was due"));
        };
        let Revealed {
            serial,
            key,
            pinned,
            ..
        } = self.revealed;
        let unreadable = |_| Failure::Certificate(Wrong::Unreadable);
        let certificate =
            CertificateDer::from_pem_slice(done.certificate_pem.as_bytes()).map_err(unreadable)?;
        let authority = [pinned.authority];
        certificate::check_own(
            &certificate,
            &authority,
            &key.subject_public_key_info(),
            &serial,
        )
        .map_err(Failure::Certificate)?;
        let [authority] = authority;
        Ok(Paired {
            serial,
            key_pem: Zeroizing::new(key.serialize_pem()),
            certificate_pem: done.certificate_pem,
            authority,
            server_name: pinned.server_name,
            server_key: pinned.server_key,
            issued_at_ms: done.issued_at_ms,
        })
    }
}

/// The contents of a credential folder.
pub struct Paired {
    pub(crate) serial: String,
    pub(crate) key_pem: Zeroizing<String>,
    pub(crate) certificate_pem: String,
    pub(crate) authority: CertificateDer<'static>,
    pub(crate) server_name: String,
    pub(crate) server_key: Bytes32,
    pub(crate) issued_at_ms: i64,
}

impl fmt::Debug for Paired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paired")
            .field("serial", &self.serial)
            .finish_non_exhaustive()
    }
}

/// The frame from the controller, unless it is a refusal.
fn heard(frame: PairResponse) -> Result<Heard, Failure> {
    match frame.frame.ok_or(Failure::Nonsense("an empty frame"))? {
        Heard::Refused(refused) => {
            let reason = refused.reason.unwrap_or_default();
            Err(Failure::Refused(reason, refused.retry))
        }
        other => Ok(other),
    }
}

const fn said(frame: Said) -> PairRequest {
    PairRequest { frame: Some(frame) }
}
