//! A certificate for the LAN that somebody else signed, from the files that the configuration names.

use super::files::MAX_BYTES;
use madoguchi_files::read_secret;
use madoguchi_fleet::time::{FleetTime, SECOND};
use madoguchi_link::certificate::{parse, provider};
use madoguchi_reading::{NoPrivateKey, Other, pem, private_key};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Why such files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    #[error("cannot read {}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{} is {what}", path.display())]
    Other { path: PathBuf, what: Other },
    #[error("{} holds no certificate in PEM", path.display())]
    NoCertificate { path: PathBuf },
    #[error("{} holds no private key in PEM", path.display())]
    NoKey { path: PathBuf },
    #[error("the private key in {} is encrypted", path.display())]
    Encrypted { path: PathBuf },
    #[error("{} holds {count} private keys", path.display())]
    SeveralKeys { path: PathBuf, count: usize },
    /// The first certificate is for another key.
    #[error("the key in {} is not the one of the certificate in {}", key.display(), certificate.display())]
    OtherKey { certificate: PathBuf, key: PathBuf },
    /// The kind of key is not known, or something of it is damaged.
    #[error("{} cannot be used", path.display())]
    Unfit {
        path: PathBuf,
        #[source]
        source: rustls::Error,
    },
}

/// The certificate with its key, and between which times browsers take it.
pub(crate) struct HandedOver {
    pub certified: CertifiedKey,
    from: i64,
    to: i64,
}

impl HandedOver {
    /// Reads the files.
    ///
    /// # Errors
    /// They cannot be used together. Dates are not looked at: a PC whose clock is wrong has to start (RULES T15).
    pub(crate) fn read(certificate: &Path, key: &Path) -> Result<Self, Unusable> {
        let chain = certificates(certificate)?;
        let validity = chain.first().and_then(parse).map(|parsed| {
            let validity = parsed.validity();
            (
                validity.not_before.timestamp(),
                validity.not_after.timestamp(),
            )
        });
        let (from, to) = validity.ok_or_else(|| Unusable::NoCertificate {
            path: certificate.to_owned(),
        })?;
        let private = key_in(key)?;
        let certified = CertifiedKey::from_der(chain, private, &provider());
        let certified = certified.map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => Unusable::OtherKey {
                certificate: certificate.to_owned(),
                key: key.to_owned(),
            },
            source => Unusable::Unfit {
                path: key.to_owned(),
                source,
            },
        })?;
        Ok(Self {
            certified,
            from,
            to,
        })
    }

    /// Whether browsers take it by its dates.
    pub(crate) fn is_current(&self, now: FleetTime) -> bool {
        (self.from..=self.to).contains(&(now.0 / SECOND))
    }
}

fn bytes(path: &Path) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let unread = |source| Unusable::Read {
        path: path.to_owned(),
        source,
    };
    let read = read_secret(path, MAX_BYTES).map_err(unread)?;
    read.ok_or_else(|| unread(io::ErrorKind::FileTooLarge.into()))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let blocks = pem(&bytes(path)?).map_err(|what| Unusable::Other {
        path: path.to_owned(),
        what,
    })?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(blocks.as_bytes()).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    chain.ok_or_else(|| Unusable::NoCertificate {
        path: path.to_owned(),
    })
}

fn key_in(path: &Path) -> Result<PrivateKeyDer<'static>, Unusable> {
    let path = path.to_owned();
    let block = match private_key(&bytes(&path)?) {
        Ok(block) => block,
        Err(NoPrivateKey::Other(what)) => return Err(Unusable::Other { path, what }),
        Err(NoPrivateKey::Several { count }) => {
            return Err(Unusable::SeveralKeys { path, count });
        }
    };
    // OpenSSL's older form says it in a line of its own.
    if block.contains("ENCRYPTED") {
        return Err(Unusable::Encrypted { path });
    }
    PrivateKeyDer::from_pem_slice(block.as_bytes()).map_err(|_| Unusable::NoKey { path })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};
    use std::fs;

    /// A certificate and its key, PEM; 2026-11-01 to 2026-12-01.
    fn made() -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["uketsuke".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2026, 11, 1);
        params.not_after = rcgen::date_time_ymd(2026, 12, 1);
        let certificate = params.self_signed(&key).unwrap().pem();
        (certificate, key.serialize_pem())
    }

    #[test]
    fn files_as_people_carry_them_are_read_with_their_dates() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (certificate, key) = made();
        let (other, _) = made();
        // Notepad's line ends, one file for both, and what leads to the root behind it.
        fs::write(at("a.pem"), certificate.replace('\n', "\r\n")).unwrap();
        fs::write(at("a.key"), format!("\u{feff}{key}")).unwrap();
        fs::write(at("both.pem"), format!("鍵です\n{key}{certificate}{other}")).unwrap();
        for (file, key) in [("a.pem", "a.key"), ("both.pem", "both.pem")] {
            let read = HandedOver::read(&at(file), &at(key)).unwrap();
            let day = |day: i64| FleetTime((1_793_491_200 + (day - 1) * 86_400) * SECOND);
            for (date, current) in [(0, false), (1, true), (30, true), (32, false)] {
                assert_eq!(read.is_current(day(date)), current, "{date}");
            }
        }
    }

    #[test]
    fn files_that_cannot_be_used_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (certificate, key) = made();
        let (_, other) = made();
        fs::write(at("a.pem"), &certificate).unwrap();
        fs::write(at("a.key"), &key).unwrap();
        let refused = |pem: Option<&str>, key: Option<&str>| {
            let (file, named) = match (pem, key) {
                (Some(text), _) => ("wrong", text),
                (_, Some(text)) => ("wrong", text),
                _ => ("none", ""),
            };
            if file == "wrong" {
                fs::write(at(file), named).unwrap();
            }
            let (pem, key) = match key {
                Some(_) => (at("a.pem"), at(file)),
                None => (at(file), at("a.key")),
            };
            HandedOver::read(&pem, &key).err().unwrap()
        };
        let is = |found: Unusable, wanted: &str| {
            let found = format!("{found:?}");
            assert!(found.starts_with(wanted), "{found} {wanted}");
        };
        is(refused(None, None), "Read");
        is(refused(Some(&"x".repeat(MAX_BYTES + 1)), None), "Read");
        is(refused(Some("PK\u{3}\u{4}"), None), "Other");
        is(refused(Some(""), None), "NoCertificate");
        is(refused(Some(&key), None), "NoCertificate");
        let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        is(refused(Some(damaged), None), "NoCertificate");
        is(refused(None, Some(&certificate)), "NoKey");
        is(refused(None, Some(&format!("{key}{other}"))), "SeveralKeys");
        is(refused(None, Some(&other)), "OtherKey");
        let locked = key.replace("PRIVATE", "ENCRYPTED PRIVATE");
        is(refused(None, Some(&locked)), "Encrypted");
        let empty = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        is(refused(None, Some(empty)), "Unfit");
    }
}
