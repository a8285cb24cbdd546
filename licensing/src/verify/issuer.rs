//! The issuer of a document, certified by a root, and its limits.

use madoguchi_plain::is_name;
use madoguchi_proto::v1;

use super::error::Error;
use super::flaw::Flaw;
use super::header::Header;
use super::header_of;
use crate::document::Document;
use crate::grant::Binding;
use crate::keys::PublicKey;
use crate::kind::Kind;
use crate::trust::Trust;

/// The longest name of an issuer, a customer or a clinic in characters: it is shown in tables.
pub const MAX_NAME_CHARS: usize = 64;

/// An issuer whose certificate is signed by a known root.
pub struct Issuer {
    pub name: String,
    key: PublicKey,
    kinds: Vec<v1::LicenseKind>,
    seats_per_license: u32,
    last_sequence: u64,
    not_before_ms: i64,
    not_after_ms: i64,
}

impl Issuer {
    /// The issuer whose certificate is inside `signed`.
    pub fn certified(trust: &Trust, signed: &Document) -> Result<Self, Error> {
        let environment = trust.environment();
        if trust.roots().is_empty() {
            return Err(Error::NoRoots { environment });
        }
        let document = signed
            .issuer_certificate()
            .map_err(Error::Certificate)?
            .ok_or(Error::NoCertificate)?;
        let certificate: v1::IssuerCertificate = document.open().map_err(Error::Certificate)?;
        let header = header_of(&certificate)?;
        let issuer = Self::parse(certificate).map_err(malformed)?;
        let root = trust.root(header.issuer).ok_or(Error::UnknownRoot {
            root: header.issuer,
        })?;
        if !document.is_signed_by(root) {
            return Err(Error::CertificateSignature {
                issuer: issuer.key.id(),
                root: header.issuer,
            });
        }
        // A root certifies issuers and never itself, and there is nothing between a root and an issuer.
        if document.issuer_certificate() != Ok(None) || trust.roots().contains(&issuer.key) {
            return Err(malformed(Flaw::Chain));
        }
        if header.environment != environment {
            return Err(Error::CertificateEnvironment {
                certificate: header.environment,
                document: environment,
            });
        }
        Ok(issuer)
    }

    fn parse(certificate: v1::IssuerCertificate) -> Result<Self, Flaw> {
        let kinds: Vec<_> = certificate.kinds().collect();
        let name = certificate.name;
        if !is_name(&name, MAX_NAME_CHARS) {
            return Err(Flaw::Name);
        }
        if certificate.not_before_ms < 0 {
            return Err(Flaw::Time);
        }
        if certificate.not_after_ms <= certificate.not_before_ms {
            return Err(Flaw::Validity);
        }
        Ok(Self {
            name,
            key: PublicKey::from_slice(&certificate.public_key).map_err(|_| Flaw::PublicKey)?,
            kinds,
            seats_per_license: certificate.seats_per_license,
            last_sequence: certificate.last_sequence,
            not_before_ms: certificate.not_before_ms,
            not_after_ms: certificate.not_after_ms,
        })
    }

    /// Checks that this issuer signed `document`.
    pub fn signed(&self, document: &Document, header: &Header) -> Result<(), Error> {
        let certified = self.key.id();
        if header.issuer != certified {
            return Err(Error::OtherIssuer {
                named: header.issuer,
                certified,
            });
        }
        if !document.is_signed_by(self.key) {
            return Err(Error::Signature { issuer: certified });
        }
        Ok(())
    }

    /// Checks that it was allowed to sign at that time and with that sequence. What it signed stays valid after its certificate ended.
    pub fn may_sign(&self, header: &Header) -> Result<(), Error> {
        let issuer = || self.name.clone();
        let issued_at_ms = header.issued_at_ms;
        if issued_at_ms < self.not_before_ms {
            return Err(Error::IssuerNotYetValid {
                issuer: issuer(),
                not_before_ms: self.not_before_ms,
                issued_at_ms,
            });
        }
        if issued_at_ms >= self.not_after_ms {
            return Err(Error::IssuerExpired {
                issuer: issuer(),
                not_after_ms: self.not_after_ms,
                issued_at_ms,
            });
        }
        if header.sequence > self.last_sequence {
            return Err(Error::SequenceTooHigh {
                issuer: issuer(),
                last: self.last_sequence,
                sequence: header.sequence,
            });
        }
        Ok(())
    }

    /// Checks that it may issue such a license.
    pub fn may_grant(&self, binding: &Binding) -> Result<(), Error> {
        let issuer = || self.name.clone();
        let (kind, seats) = match binding {
            Binding::Additional { seats, .. } => (v1::LicenseKind::Additional, *seats),
            Binding::Bundled { .. } => (v1::LicenseKind::Bundled, 1),
        };
        if !self.kinds.contains(&kind) {
            return Err(Error::KindNotAllowed { issuer: issuer() });
        }
        if u32::from(seats) > self.seats_per_license {
            return Err(Error::TooManySeats {
                issuer: issuer(),
                allowed: self.seats_per_license,
                granted: seats.into(),
            });
        }
        Ok(())
    }
}

fn malformed(flaw: Flaw) -> Error {
    Error::Malformed {
        document: Kind::IssuerCertificate,
        flaw,
    }
}
