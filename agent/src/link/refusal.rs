//! The meaning of a failed handshake for a reader of the log: whose certificate it was, and what to do.

use crate::texts::in_words;
use std::io;

use rustls::{AlertDescription, CertificateError, Error as Tls};

/// The reason why the two do not trust each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("{}", in_words("failed-refused-ours", &[]))]
    Ours,
    #[error("{}", in_words("failed-refused-theirs", &[]))]
    Theirs,
    #[error("{}", in_words("failed-refused-other-key", &[]))]
    OtherKey,
}

/// Finds the reason in an error.
pub(super) fn find(error: &io::Error) -> Option<Refusal> {
    let inner = error.get_ref()?;
    match inner.downcast_ref::<io::Error>() {
        Some(deeper) => find(deeper),
        None => inner.downcast_ref().and_then(judge),
    }
}

fn judge(error: &Tls) -> Option<Refusal> {
    match error {
        Tls::AlertReceived(
            AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::CertificateRequired
            | AlertDescription::UnknownCA
            | AlertDescription::DecryptError
            | AlertDescription::AccessDenied,
        ) => Some(Refusal::Ours),
        Tls::InvalidCertificate(
            CertificateError::UnknownIssuer
            | CertificateError::BadSignature
            | CertificateError::NotValidForName
            | CertificateError::NotValidForNameContext { .. },
        ) => Some(Refusal::Theirs),
        // Only `pin` returns this error.
        Tls::InvalidCertificate(CertificateError::ApplicationVerificationFailure) => {
            Some(Refusal::OtherKey)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_found_however_deep_it_lies() {
        let once = io::Error::other(Tls::AlertReceived(AlertDescription::UnknownCA));
        assert_eq!(find(&once), Some(Refusal::Ours));
        assert_eq!(find(&io::Error::other(once)), Some(Refusal::Ours));
        let theirs = Tls::InvalidCertificate(CertificateError::UnknownIssuer);
        assert_eq!(find(&io::Error::other(theirs)), Some(Refusal::Theirs));
        let key = Tls::InvalidCertificate(CertificateError::ApplicationVerificationFailure);
        assert_eq!(find(&io::Error::other(key)), Some(Refusal::OtherKey));
        assert_eq!(find(&io::Error::other("no route")), None);
    }
}
