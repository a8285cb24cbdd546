//! The frames of one attempt, as a pure state machine. Types keep the order: each state can be reached only from the one before, and
//! nothing that a reader sends can skip one.
//!
//! ```text
//! Hello ──challenged()──► Challenged ──reveal()──► Revealed ──agree()──► Agreed
//!   parsed from the          nonce chosen           digits       needs the word of the reader
//!   first frame                                     to show      and that of staff
//! ```

use crate::identity::{CsrError, key_of_request};
use crate::wire::{self, BadField, Field};
use madoguchi_fleet::ids::{KeyFingerprint, Serial};
use madoguchi_licensing::grant::Environment;
use madoguchi_link::pairing::{Bytes32, Digits, Transcript, commitment, hash};
use madoguchi_proto::v1;
use madoguchi_proto::v1::pair_request::Frame;
use thiserror::Error;

/// The flaw in a reader's frame. It repeats nothing of the content.
#[derive(Debug, Error)]
pub enum Flaw {
    #[error("an empty frame")]
    Empty,
    #[error("a frame out of order")]
    OutOfOrder,
    #[error(transparent)]
    Field(#[from] BadField),
    /// Nonce, key or serial are not those of the commitment.
    #[error("what was revealed is not what was settled before")]
    Commitment,
    #[error("the certificate request cannot be signed")]
    Request(#[source] CsrError),
}

/// The first frame: who the reader is, and its commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    pub protocol_oldest: u32,
    pub protocol_newest: u32,
    /// The serial that the reader claims.
    pub serial: Serial,
    pub commitment: Bytes32,
    pub environment: Environment,
    /// The port of the virtual bus; empty if it names none.
    pub virtual_port: String,
}

impl TryFrom<v1::PairRequest> for Hello {
    type Error = Flaw;

    fn try_from(frame: v1::PairRequest) -> Result<Self, Flaw> {
        let Frame::Hello(hello) = frame.frame.ok_or(Flaw::Empty)? else {
            return Err(Flaw::OutOfOrder);
        };
        wire::software_of(hello.software)?;
        Ok(Self {
            protocol_oldest: hello.protocol_oldest,
            protocol_newest: hello.protocol_newest,
            serial: wire::serial_of(&hello.serial)?,
            commitment: wire::bytes_of(&hello.commitment, Field::Commitment)?,
            environment: wire::environment_of(hello.environment)?,
            virtual_port: wire::virtual_port_of(hello.virtual_port)?,
        })
    }
}

impl Hello {
    /// Answers with a nonce that was made for this attempt alone. From here on the attempt counts.
    #[must_use]
    pub fn challenged(self, ours: Ours) -> Challenged {
        Challenged { hello: self, ours }
    }
}

/// The controller's part of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ours {
    /// Fresh random bytes.
    pub nonce: Bytes32,
    /// SHA-256 of the CA's certificate.
    pub authority: Bytes32,
    /// SHA-256 of the server's certificate on this connection.
    pub server: Bytes32,
}

impl Ours {
    /// From the two certificates, DER.
    #[must_use]
    pub fn new(nonce: Bytes32, authority: &[u8], server: &[u8]) -> Self {
        Self {
            nonce,
            authority: hash(authority),
            server: hash(server),
        }
    }
}

/// The state after the challenge was sent.
#[derive(Debug)]
pub struct Challenged {
    hello: Hello,
    ours: Ours,
}

impl Challenged {
    #[must_use]
    pub const fn serial(&self) -> &Serial {
        &self.hello.serial
    }

    /// Checks what the reader reveals against its commitment, and makes the digits.
    ///
    /// # Errors
    /// It is another frame, or what it reveals does not fit.
    pub fn reveal(self, frame: v1::PairRequest) -> Result<Revealed, Flaw> {
        let Frame::Reveal(reveal) = frame.frame.ok_or(Flaw::Empty)? else {
            return Err(Flaw::OutOfOrder);
        };
        let nonce = wire::bytes_of(&reveal.nonce, Field::Nonce)?;
        let key = key_of_request(&reveal.certificate_request).map_err(Flaw::Request)?;
        let Hello {
            serial,
            commitment: settled,
            ..
        } = self.hello;
        if commitment(&nonce, &key.0, serial.as_str()) != settled {
            return Err(Flaw::Commitment);
        }
        let digits = Transcript {
            reader: &nonce,
            controller: &self.ours.nonce,
            key: &key.0,
            authority: &self.ours.authority,
            server: &self.ours.server,
            serial: serial.as_str(),
        }
        .digits();
        Ok(Revealed {
            serial,
            key,
            request: reveal.certificate_request,
            digits,
        })
    }
}

/// The state in which both sides have everything: the digits can be compared.
#[derive(Debug)]
pub struct Revealed {
    serial: Serial,
    key: KeyFingerprint,
    request: Vec<u8>,
    digits: Digits,
}

/// The person at the reader says that the digits are the same.
#[derive(Debug)]
pub struct ReaderAgrees(());

/// The person at the PC says that the digits are the same.
#[derive(Debug)]
pub struct StaffAgree(());

impl Revealed {
    #[must_use]
    pub const fn serial(&self) -> &Serial {
        &self.serial
    }

    /// The digits that both sides show.
    #[must_use]
    pub const fn digits(&self) -> Digits {
        self.digits
    }

    /// The answer of the person at the reader; `None` is a no.
    ///
    /// # Errors
    /// It is another frame.
    pub fn reader_says(&self, frame: v1::PairRequest) -> Result<Option<ReaderAgrees>, Flaw> {
        match frame.frame.ok_or(Flaw::Empty)? {
            Frame::Confirm(v1::PairConfirm { same }) => Ok(same.then_some(ReaderAgrees(()))),
            Frame::Hello(_) | Frame::Reveal(_) => Err(Flaw::OutOfOrder),
        }
    }

    /// The answer of the person at the PC; [`Said::Nothing`] if it is about the digits of another attempt.
    #[must_use]
    pub fn staff_say(&self, answer: &v1::PairingAnswer) -> Said {
        if !self.digits.are(&answer.digits) {
            Said::Nothing
        } else if answer.same {
            Said::Yes(StaffAgree(()))
        } else {
            Said::No
        }
    }

    #[must_use]
    pub fn agree(self, _: ReaderAgrees, _: StaffAgree) -> Agreed {
        Agreed {
            serial: self.serial,
            key: self.key,
            request: self.request,
        }
    }
}

/// The meaning of staff's answer for an attempt.
#[derive(Debug)]
pub enum Said {
    /// The digits are the same.
    Yes(StaffAgree),
    No,
    /// The answer is about other digits.
    Nothing,
}

/// A key that may be signed.
#[derive(Debug)]
pub struct Agreed {
    pub serial: Serial,
    pub key: KeyFingerprint,
    /// The certificate request for that key, DER.
    pub request: Vec<u8>,
}
