//! The meaning of a failed handshake for a reader of the log: whose certificate it was, and what to do.

use std::io;

use rustls::{AlertDescription, CertificateError, Error as Tls};

/// The reason why the two do not trust each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(
        "the controller refused this unit's certificate: it was made by another controller (or has ended, for a controller of \
         an earlier release). Enroll the \
         unit there again (madoguchi unit enroll), give the agent the new folder and start it again"
    )]
    Ours,
    #[error(
        "the certificate of the controller at this address is not of the one that enrolled this unit. Check \
         `controller` in the agent's configuration; if that controller was set up anew, enroll the unit there again \
         (madoguchi unit enroll)"
    )]
    Theirs,
    #[error(
        "the certificate of the controller at this address is of the CA that enrolled this unit, but of another key than \
         the controller's: something else answers in its place. Check `controller` in the agent's configuration and what \
         hangs between reader and PC; if it is the right controller, enroll the unit there again (madoguchi unit enroll)"
    )]
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
