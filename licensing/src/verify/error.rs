//! Why a license, a revocation list or a time reset is refused: one variant for each reason, with whose fault it is.

use super::flaw::Flaw;
use crate::grant::Environment;
use crate::keys::KeyId;
use crate::kind::Kind;
use crate::{armour, document};

/// Why a license (or another document of an issuer's) is refused. `Display` says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] armour::Error),
    /// The document is of another kind than the wanted one, or not in its canonical form.
    #[error(transparent)]
    Document(document::Error),
    /// A document or certificate that was signed as it should never have been.
    #[error("the {document} was not made properly: {flaw}; ask its issuer for a new one")]
    Malformed { document: Kind, flaw: Flaw },
    #[error("this document is for {}, and this installation is for {}; ask for one for {}", name(*found), name(*here), name(*here))]
    OtherEnvironment {
        /// What the document is for.
        found: Environment,
        /// What the installation is for.
        here: Environment,
    },
    /// The issuer's certificate is for the other environment than the document.
    #[error("the issuer's certificate is for {}, and the document for {}; ask its issuer for a new one", name(*certificate), name(*document))]
    CertificateEnvironment {
        /// What the certificate is for.
        certificate: Environment,
        /// What the document is for.
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
    /// The certificate is by a root that this installation does not know.
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
    /// The document names another issuer than its certificate is for.
    #[error(
        "the document names issuer {named}, but came with the certificate of {certified}; ask its issuer for a new file"
    )]
    OtherIssuer {
        /// The issuer that the document names.
        named: KeyId,
        /// The issuer that the certificate is for.
        certified: KeyId,
    },
    #[error(
        "the document was not signed by {issuer} as it stands: it was changed, or is a forgery; get the file again from its issuer"
    )]
    Signature {
        /// The signer's key id.
        issuer: KeyId,
    },
    /// A revocation list that came without a certificate, as a root's does, and is by no root of ours.
    #[error(
        "the revocation list is signed by {signer}, which is no root that this installation knows; update the software, or ask its issuer for the whole file"
    )]
    UnknownSigner { signer: KeyId },
    /// The revocation list that came with a license is refused, and the license with it.
    #[error(
        "the revocation list that came with the license is refused; ask its issuer for a new license"
    )]
    RevocationList(#[source] Box<Self>),
    #[error("{issuer} may not issue this kind of license; ask the vendor")]
    KindNotAllowed {
        /// The issuer's name.
        issuer: String,
    },
    /// The issuer may not grant so many seats at once.
    #[error(
        "{issuer} may grant {allowed} seats by one license, and this one grants {granted}; ask the vendor"
    )]
    TooManySeats {
        /// The issuer's name.
        issuer: String,
        /// What it may grant.
        allowed: u32,
        /// What the license grants.
        granted: u32,
    },
    #[error(
        "{issuer} may use the numbers up to {last}, and this document has {sequence}; ask the vendor"
    )]
    SequenceTooHigh {
        /// The issuer's name.
        issuer: String,
        /// The highest number that it may use.
        last: u64,
        /// The document's number.
        sequence: u64,
    },
    #[error("the document was issued before {issuer} was certified to issue any; ask the vendor")]
    IssuerNotYetValid {
        /// The issuer's name.
        issuer: String,
        /// When it might sign from, in milliseconds since 1970.
        not_before_ms: i64,
        /// When it signed, in milliseconds since 1970.
        issued_at_ms: i64,
    },
    #[error(
        "the document was issued after the certificate of {issuer} had ended; ask its issuer to renew the certificate and to issue it again"
    )]
    IssuerExpired {
        /// The issuer's name.
        issuer: String,
        /// When it might sign until (exclusive), in milliseconds since 1970.
        not_after_ms: i64,
        /// When it signed, in milliseconds since 1970.
        issued_at_ms: i64,
    },
}

/// Who has to do something about a refused document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The file was damaged on its way, or it is the wrong file: get it again.
    File,
    /// A document for somewhere else, or another kind of file: choose the right one.
    Choice,
    /// Whoever issued it must issue it again.
    Issuer,
    /// This installation lacks a root: update it or set it up.
    Installation,
}

impl Error {
    /// Whose fault it is.
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

    /// A stable name, for programs and for texts in other languages.
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
