//! The reasons why an issued document is refused: one variant for each, with whose fault it is.

use super::flaw::Flaw;
use crate::grant::Environment;
use crate::keys::KeyId;
use crate::kind::Kind;
use crate::{armour, document};

/// The reason why a license (or another document of an issuer) is refused. `Display` says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] armour::Error),
    /// The document is of another kind, or not in its canonical form.
    #[error(transparent)]
    Document(document::Error),
    /// It is signed correctly, but a field must never have such a value.
    #[error("the {document} was not made properly: {flaw}; ask its issuer for a new one")]
    Malformed { document: Kind, flaw: Flaw },
    #[error("this document is for {}, and this installation is for {}; ask for one for {}", name(*found), name(*here), name(*here))]
    OtherEnvironment {
        /// The environment of the document.
        found: Environment,
        here: Environment,
    },
    /// The issuer's certificate is for another environment than the document.
    #[error("the issuer's certificate is for {}, and the document for {}; ask its issuer for a new one", name(*certificate), name(*document))]
    CertificateEnvironment {
        certificate: Environment,
        document: Environment,
    },
    #[error(
        "this installation knows no root for {}, so that it can believe no document; {}",
        name(*environment),
        match environment {
            Environment::Production => "update the software to a release that has the vendor's keys",
            Environment::Test => "lay down the test root's `.pub` file and name it in the configuration",
        }
    )]
    NoRoots {
        /// The installation's environment.
        environment: Environment,
    },
    #[error(
        "the document came without its issuer's certificate; ask its issuer for the whole file"
    )]
    NoCertificate,
    #[error(
        "the issuer's certificate in the document cannot be read; ask its issuer for a new file"
    )]
    Certificate(#[source] document::Error),
    /// The issuer's certificate is signed by a root that this installation does not know.
    #[error(
        "the document's issuer is certified by root {root}, which this installation does not know; update the software, or ask for one from a vendor whose root it knows"
    )]
    UnknownRoot {
        /// The root that the certificate names.
        root: KeyId,
    },
    #[error(
        "the certificate of issuer {issuer} was not signed by root {root}: it was changed, or is a forgery; do not use this file, and ask the vendor"
    )]
    CertificateSignature {
        issuer: KeyId,
        /// The root that it names.
        root: KeyId,
    },
    /// The document names another issuer than its certificate.
    #[error(
        "the document names issuer {named}, but came with the certificate of {certified}; ask its issuer for a new file"
    )]
    OtherIssuer {
        /// The issuer that the document names.
        named: KeyId,
        /// The issuer of the certificate.
        certified: KeyId,
    },
    #[error(
        "the document was not signed by {issuer} as it stands: it was changed, or is a forgery; get the file again from its issuer"
    )]
    Signature {
        /// The signer's key id.
        issuer: KeyId,
    },
    /// The revocation list has no certificate, as a root's list has none, and is not signed by a known root.
    #[error(
        "the revocation list is signed by {signer}, which is no root that this installation knows; update the software, or ask its issuer for the whole file"
    )]
    UnknownSigner { signer: KeyId },
    /// The revocation list inside the license is refused, and the license with it.
    #[error(
        "the revocation list that came with the license is refused; ask its issuer for a new license"
    )]
    RevocationList(#[source] Box<Self>),
    #[error("{issuer} may not issue this kind of license; ask the vendor")]
    KindNotAllowed { issuer: String },
    /// The issuer may not grant so many seats with one license.
    #[error(
        "{issuer} may grant {allowed} seats by one license, and this one grants {granted}; ask the vendor"
    )]
    TooManySeats {
        issuer: String,
        /// The seats that it may grant.
        allowed: u32,
        /// The seats that the license grants.
        granted: u32,
    },
    #[error(
        "{issuer} may use the numbers up to {last}, and this document has {sequence}; ask the vendor"
    )]
    SequenceTooHigh {
        issuer: String,
        /// The highest sequence that it may use.
        last: u64,
        /// The document's sequence.
        sequence: u64,
    },
    #[error("the document was issued before {issuer} was certified to issue any; ask the vendor")]
    IssuerNotYetValid {
        issuer: String,
        /// The beginning of the issuer's validity, in milliseconds since 1970.
        not_before_ms: i64,
        /// The time of signing, in milliseconds since 1970.
        issued_at_ms: i64,
    },
    #[error(
        "the document was issued after the certificate of {issuer} had ended; ask its issuer to renew the certificate and to issue it again"
    )]
    IssuerExpired {
        issuer: String,
        /// The end of the issuer's validity (exclusive), in milliseconds since 1970.
        not_after_ms: i64,
        /// The time of signing, in milliseconds since 1970.
        issued_at_ms: i64,
    },
}

/// The party that has to act on a refused document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The file was damaged on its way, or is the wrong file: it has to be fetched again.
    File,
    /// The document is for another place, or of another kind: the right one has to be chosen.
    Choice,
    /// The issuer has to issue it again.
    Issuer,
    /// The installation lacks a root: it has to be updated or set up.
    Installation,
}

impl Error {
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::File(_) | Self::Signature { .. } | Self::CertificateSignature { .. } => {
                Fault::File
            }
            Self::Document(document::Error::OtherKind { .. }) | Self::OtherEnvironment { .. } => {
                Fault::Choice
            }
            Self::Document(_) => Fault::File,
            Self::NoRoots { .. } | Self::UnknownRoot { .. } | Self::UnknownSigner { .. } => {
                Fault::Installation
            }
            Self::RevocationList(why) => why.fault(),
            Self::Malformed { .. }
            | Self::CertificateEnvironment { .. }
            | Self::NoCertificate
            | Self::Certificate(_)
            | Self::OtherIssuer { .. }
            | Self::KindNotAllowed { .. }
            | Self::TooManySeats { .. }
            | Self::SequenceTooHigh { .. }
            | Self::IssuerNotYetValid { .. }
            | Self::IssuerExpired { .. } => Fault::Issuer,
        }
    }

    /// A stable name for programs and for texts in other languages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(_) => "license-unreadable",
            Self::Document(document::Error::OtherKind { .. }) => "license-other-kind",
            Self::Document(_) => "license-damaged",
            Self::Malformed { .. } => "license-malformed",
            Self::OtherEnvironment { .. } => "license-other-environment",
            Self::CertificateEnvironment { .. } => "license-certificate-environment",
            Self::NoRoots { .. } => "license-no-roots",
            Self::NoCertificate => "license-no-certificate",
            Self::Certificate(_) => "license-certificate-damaged",
            Self::UnknownRoot { .. } => "license-unknown-root",
            Self::CertificateSignature { .. } => "license-certificate-signature",
            Self::OtherIssuer { .. } => "license-other-issuer",
            Self::Signature { .. } => "license-signature",
            Self::UnknownSigner { .. } => "license-unknown-signer",
            Self::RevocationList(_) => "license-revocation-list",
            Self::KindNotAllowed { .. } => "license-kind-not-allowed",
            Self::TooManySeats { .. } => "license-too-many-seats",
            Self::SequenceTooHigh { .. } => "license-sequence-too-high",
            Self::IssuerNotYetValid { .. } => "license-issuer-not-yet-valid",
            Self::IssuerExpired { .. } => "license-issuer-expired",
        }
    }
}

fn name(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Test => "tests",
    }
}
