//! The kinds of documents, and their separation: the kind's context is put before the payload when it is signed, so that a document of one
//! kind never verifies as another.

use std::fmt;

use madoguchi_proto::v1;

/// The kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Signed by a root; certifies an issuer.
    IssuerCertificate,
    /// Signed by an issuer; grants seats.
    License,
    /// Signed by a root or an issuer; revokes documents.
    RevocationList,
    /// Signed by an installation; asks for a license.
    ActivationRequest,
    /// Signed by an installation; gives its licenses back.
    LicenseReturn,
    /// Signed by an installation; asks that a bundled license moves to another unit.
    TransferRequest,
    /// Signed by an issuer; sets license time.
    TimeReset,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::IssuerCertificate,
        Self::License,
        Self::RevocationList,
        Self::ActivationRequest,
        Self::LicenseReturn,
        Self::TransferRequest,
        Self::TimeReset,
    ];

    /// The bytes before the payload when it is signed. The zero byte at the end keeps any context from being the beginning of another.
    /// Never to be changed, because existing signatures depend on it.
    #[must_use]
    pub fn context(self) -> &'static [u8] {
        match self {
            Self::IssuerCertificate => b"madoguchi.v1.issuer_certificate\0",
            Self::License => b"madoguchi.v1.license\0",
            Self::RevocationList => b"madoguchi.v1.revocation_list\0",
            Self::ActivationRequest => b"madoguchi.v1.activation_request\0",
            Self::LicenseReturn => b"madoguchi.v1.license_return\0",
            Self::TransferRequest => b"madoguchi.v1.transfer_request\0",
            Self::TimeReset => b"madoguchi.v1.time_reset\0",
        }
    }

    /// The label of its armour, as in `-----BEGIN MADOGUCHI LICENSE-----`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::IssuerCertificate => "MADOGUCHI ISSUER CERTIFICATE",
            Self::License => "MADOGUCHI LICENSE",
            Self::RevocationList => "MADOGUCHI REVOCATION LIST",
            Self::ActivationRequest => "MADOGUCHI ACTIVATION REQUEST",
            Self::LicenseReturn => "MADOGUCHI LICENSE RETURN",
            Self::TransferRequest => "MADOGUCHI TRANSFER REQUEST",
            Self::TimeReset => "MADOGUCHI TIME RESET",
        }
    }

    /// The kind with this label.
    #[must_use]
    pub fn by_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }

    pub(crate) fn from_wire(kind: v1::DocumentKind) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.to_wire() == kind)
    }

    pub(crate) fn to_wire(self) -> v1::DocumentKind {
        match self {
            Self::IssuerCertificate => v1::DocumentKind::IssuerCertificate,
            Self::License => v1::DocumentKind::License,
            Self::RevocationList => v1::DocumentKind::RevocationList,
            Self::ActivationRequest => v1::DocumentKind::ActivationRequest,
            Self::LicenseReturn => v1::DocumentKind::LicenseReturn,
            Self::TransferRequest => v1::DocumentKind::TransferRequest,
            Self::TimeReset => v1::DocumentKind::TimeReset,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IssuerCertificate => "issuer's certificate",
            Self::License => "license",
            Self::RevocationList => "revocation list",
            Self::ActivationRequest => "activation request",
            Self::LicenseReturn => "license return",
            Self::TransferRequest => "transfer request",
            Self::TimeReset => "time reset",
        })
    }
}

/// The payload of one kind of document; each payload message belongs to exactly one kind.
pub trait Payload: prost::Message + Default {
    const KIND: Kind;

    /// The header of the document.
    fn header(&self) -> Option<&v1::DocumentHeader>;
}

macro_rules! payloads {
    ($($message:ident),*) => {$(
        impl Payload for v1::$message {
            const KIND: Kind = Kind::$message;

            fn header(&self) -> Option<&v1::DocumentHeader> {
                self.header.as_ref()
            }
        }
    )*};
}

payloads!(
    IssuerCertificate,
    License,
    RevocationList,
    ActivationRequest,
    LicenseReturn,
    TransferRequest,
    TimeReset
);

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn no_context_is_the_beginning_of_another() {
        for one in Kind::ALL {
            for other in Kind::ALL.into_iter().filter(|&other| other != one) {
                assert!(!other.context().starts_with(one.context()));
            }
        }
    }

    #[test]
    fn every_kind_has_its_own_label_and_number() {
        for kind in Kind::ALL {
            assert_eq!(Kind::by_label(kind.label()), Some(kind));
            assert_eq!(Kind::from_wire(kind.to_wire()), Some(kind));
        }
        assert_eq!(Kind::from_wire(v1::DocumentKind::Unspecified), None);
    }
}
