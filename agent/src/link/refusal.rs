//! What a handshake that failed means for whoever reads the log: whose certificate it was, and what to do.

use std::error::Error as StdError;
use std::io;

use rustls::{CertificateError, Error as Tls};

/// What stands before an alert's name.
const ALERT: &str = "received fatal alert: ";
/// The alerts (RFC 8446, 6.2) by which the other side refuses our certificate.
const ALERTS: [&str; 9] = [
    "BadCertificate",
    "UnsupportedCertificate",
    "CertificateRevoked",
    "CertificateExpired",
    "CertificateUnknown",
    "CertificateRequired",
    "UnknownCA",
    "DecryptError",
    "AccessDenied",
];

/// Why the two do not trust each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(
        "the controller refused this unit's certificate: it was made by another controller, or has ended. Enroll the \
         unit there again (madoguchi unit enroll), give the agent the new folder and start it again"
    )]
    Ours,
    #[error(
        "the certificate of the controller at this address is not of the one that enrolled this unit. Check `controller` in the agent's \
         configuration; if that controller was set up anew, enroll the unit there again (madoguchi unit enroll)"
    )]
    Theirs,
}

/// Looks for it in an error and its causes.
pub(crate) fn find(error: &(dyn StdError + 'static)) -> Option<Refusal> {
    let mut causes = std::iter::successors(Some(error), |&cause| cause.source());
    causes.find_map(|cause| {
        let tls = cause.downcast_ref::<io::Error>().and_then(tls_of);
        tls.or(cause.downcast_ref())
            .and_then(judge)
            .or_else(|| by_words(cause))
    })
}

/// HTTP/2 keeps of an error below it only the words. Those of the alerts that end a handshake by a certificate are known;
/// words that are not leave the error as it is told.
fn by_words(cause: &(dyn StdError + 'static)) -> Option<Refusal> {
    let words = cause.to_string();
    let (_, alert) = words.split_once(ALERT)?;
    let ours = ALERTS.iter().any(|name| alert.starts_with(name));
    ours.then_some(Refusal::Ours)
}

/// An I/O error shows what is inside it not as its cause but as itself.
fn tls_of(error: &io::Error) -> Option<&Tls> {
    let inner = error.get_ref()?;
    match inner.downcast_ref::<io::Error>() {
        Some(deeper) => tls_of(deeper),
        None => inner.downcast_ref(),
    }
}

fn judge(error: &Tls) -> Option<Refusal> {
    match error {
        Tls::AlertReceived(alert) => {
            let name = format!("{alert:?}");
            ALERTS.contains(&&*name).then_some(Refusal::Ours)
        }
        Tls::InvalidCertificate(
            CertificateError::UnknownIssuer
            | CertificateError::BadSignature
            | CertificateError::NotValidForName
            | CertificateError::NotValidForNameContext { .. },
        ) => Some(Refusal::Theirs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::AlertDescription;

    #[test]
    fn a_refusal_is_found_however_deep_it_lies() {
        let alert = Tls::AlertReceived(AlertDescription::UnknownCA);
        assert_eq!(find(&alert), Some(Refusal::Ours));
        let once = io::Error::other(alert);
        assert_eq!(find(&once), Some(Refusal::Ours));
        let twice = io::Error::other(once);
        assert_eq!(find(&twice), Some(Refusal::Ours));
        let theirs = Tls::InvalidCertificate(CertificateError::UnknownIssuer);
        assert_eq!(find(&io::Error::other(theirs)), Some(Refusal::Theirs));
        assert_eq!(find(&io::Error::other("no route")), None);
        // What is left of it above HTTP/2.
        let words = io::Error::other(Tls::AlertReceived(AlertDescription::UnknownCA)).to_string();
        assert_eq!(find(&io::Error::other(words)), Some(Refusal::Ours));
    }
}
