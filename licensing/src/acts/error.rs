//! The reasons why an act of an installation is refused.

use crate::keys::KeyId;
use crate::kind::Kind;
use crate::verify::Flaw;
use crate::{armour, document};

/// The reason why a request, a transfer or a return is refused. `Display` says what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] armour::Error),
    /// The document is of another kind, or not in its canonical form.
    #[error(transparent)]
    Document(document::Error),
    /// It is signed correctly, but no installation of this software makes such a document.
    #[error("the {document} was not made properly: {flaw}; ask the clinic to make a new one")]
    Malformed { document: Kind, flaw: Flaw },
    /// The sender does not have the private key.
    #[error(
        "it was not signed by installation {installation} as it stands: it was changed, or is a forgery; ask the clinic for the file again"
    )]
    Signature { installation: KeyId },
}

impl Error {
    /// A stable name for programs and for texts in other languages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(_) => "act-unreadable",
            Self::Document(document::Error::OtherKind { .. }) => "act-other-kind",
            Self::Document(_) => "act-damaged",
            Self::Malformed { .. } => "act-malformed",
            Self::Signature { .. } => "act-signature",
        }
    }
}
