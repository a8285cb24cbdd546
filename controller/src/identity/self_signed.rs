//! The self-signed certificate by which browsers of other PCs are served, of a key of its own: nobody should trust the readers' CA in a
//! browser (RULES T16).
//!
//! Key and certificate are made when they are first needed, and again where they are missing or damaged; a backup does not have them. People
//! then compare another fingerprint, and nothing else is lost.

use super::{Error, certificates, files, replace_file, served};
use madoguchi_fleet::time::{DAY, FleetTime, SECOND};
use madoguchi_link::certificate::parse;
use madoguchi_link::pairing::hash;
use madoguchi_plain::chain;
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use x509_parser::extensions::GeneralName;
use zeroize::Zeroizing;

const KEY: &str = "console.key";
const CERTIFICATE: &str = "console.pem";
/// A certificate begins this long before it is made: the clock of the other PC may be behind.
const BEFORE: i64 = 30 * DAY;
/// And ends this long after it. With the time before it is as long as browsers bear (398 days).
const AFTER: i64 = 365 * DAY;
/// The next one is made this long before the end, while every browser still takes this one.
const RENEWED: i64 = 30 * DAY;

/// The key and its present certificate.
pub(crate) struct SelfSigned {
    folder: PathBuf,
    key: Zeroizing<KeyPair>,
    certificate: CertificateDer<'static>,
}

impl SelfSigned {
    /// Opens key and certificate in the data directory. What is missing, damaged, at its end or for other names is made anew.
    ///
    /// # Errors
    /// No key or certificate can be made.
    pub(crate) fn open_or_make(
        data_dir: &Path,
        names: &[String],
        now: FleetTime,
    ) -> Result<Self, Error> {
        let folder = files::folder(data_dir);
        let key = match kept_key(&folder) {
            Some(key) => key,
            None => {
                let key = certificates::make_key().map_err(Error::Certificate)?;
                let pem = Zeroizing::new(key.serialize_pem());
                keep(&folder.join(KEY), pem.as_bytes());
                key
            }
        };
        let kept = files::text(&folder, CERTIFICATE).ok();
        let kept = kept.and_then(|pem| certificates::der_of_pem(&pem).ok());
        let kept = kept.filter(|kept| certificates::matches_key(kept, &key).is_ok());
        let mut own = Self {
            folder,
            key,
            certificate: CertificateDer::from(Vec::new()),
        };
        match kept {
            Some(kept) => {
                own.certificate = kept;
                own.renew_if_due(names, now)?;
            }
            None => own.renew(names, now)?,
        }
        Ok(own)
    }

    /// Makes the next certificate where the present one is near its end, not yet begun, or without one of the names. Returns whether it did.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn renew_if_due(&mut self, names: &[String], now: FleetTime) -> Result<bool, Error> {
        if serves(&self.certificate, names, now) {
            return Ok(false);
        }
        self.renew(names, now)?;
        Ok(true)
    }

    fn renew(&mut self, names: &[String], now: FleetTime) -> Result<(), Error> {
        let made = make(&self.key, names, now).map_err(Error::Certificate)?;
        self.certificate = made.der().clone();
        keep(&self.folder.join(CERTIFICATE), made.pem().as_bytes());
        let fingerprint = self.fingerprint();
        tracing::info!(
            fingerprint,
            "a certificate was made for the console on the LAN: people compare its fingerprint where their browser warns"
        );
        Ok(())
    }

    /// The certificate with its key, for rustls.
    ///
    /// # Errors
    /// rustls cannot use the key.
    pub(crate) fn certified(&self) -> Result<CertifiedKey, rustls::Error> {
        served::certified(self.certificate.clone(), &self.key).map(|key| CertifiedKey::clone(&key))
    }

    /// SHA-256 of the certificate, as browsers show it.
    pub(crate) fn fingerprint(&self) -> String {
        let bytes = hash(&self.certificate);
        let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }
}

/// The key in the folder. One that cannot be used is logged, since people have to compare a new fingerprint then.
fn kept_key(folder: &Path) -> Option<Zeroizing<KeyPair>> {
    if !files::is_there(&folder.join(KEY)).unwrap_or(true) {
        return None;
    }
    let read = files::text(folder, KEY);
    let key = read
        .ok()
        .and_then(|pem| KeyPair::from_pem(&pem).map(Zeroizing::new).ok());
    if key.is_none() {
        tracing::warn!(
            file = KEY,
            "the console's key for the LAN was damaged and is made anew: browsers of other PCs warn again, with another fingerprint"
        );
    }
    key
}

/// Writes a file for the owner alone. What cannot be written is used all the same: the next start makes it again.
fn keep(path: &Path, content: &[u8]) {
    if let Err(error) = replace_file(path, content) {
        tracing::warn!(path = %path.display(), error = chain(&error), "the console's certificate for the LAN could not be written: the next start makes another");
    }
}

fn make(
    key: &KeyPair,
    names: &[String],
    now: FleetTime,
) -> Result<rcgen::Certificate, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = certificates::named("Madoguchi");
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let origin = rcgen::date_time_ymd(1970, 1, 1);
    // No fleet time lies before 1970.
    let at = |ms: i64| Duration::from_millis(ms.max(0).unsigned_abs());
    params.not_before = origin + at(now.0.saturating_sub(BEFORE));
    params.not_after = origin + at(now.0.saturating_add(AFTER));
    params.self_signed(key)
}

/// Whether a certificate has all of these names, has begun, and does not end soon.
fn serves(certificate: &CertificateDer<'_>, names: &[String], now: FleetTime) -> bool {
    let Some(parsed) = parse(certificate) else {
        return false;
    };
    let validity = parsed.validity();
    let ms = |at: i64| at.saturating_mul(SECOND);
    let (from, to) = (
        ms(validity.not_before.timestamp()),
        ms(validity.not_after.timestamp()),
    );
    let Ok(Some(listed)) = parsed.subject_alternative_name() else {
        return false;
    };
    let listed: BTreeSet<_> = listed.value.general_names.iter().filter_map(name).collect();
    from <= now.0
        && now.0 < to.saturating_sub(RENEWED)
        && names.iter().all(|name| listed.contains(name))
}

fn name(listed: &GeneralName<'_>) -> Option<String> {
    match listed {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => {
            let four = <[u8; 4]>::try_from(*bytes).map(IpAddr::from);
            let address = four.or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from));
            address.ok().map(|address| address.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity::Identity;
    use std::fs;
    use tempfile::TempDir;

    /// 2026-11-30.
    const NOW: FleetTime = FleetTime(1_795_996_800_000);

    fn names() -> Vec<String> {
        ["uketsuke", "uketsuke.local", "192.0.2.10", "2001:db8::1"]
            .map(str::to_owned)
            .into()
    }

    fn pc() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let _ = Identity::open_or_create(folder.path()).unwrap();
        folder
    }

    fn open(pc: &TempDir, now: FleetTime) -> SelfSigned {
        SelfSigned::open_or_make(pc.path(), &names(), now).unwrap()
    }

    #[test]
    fn it_is_made_once_for_all_names_and_by_no_ca() {
        let pc = pc();
        let first = open(&pc, NOW);
        let parsed = parse(&first.certificate).unwrap();
        assert_eq!(parsed.subject(), parsed.issuer());
        assert!(!parsed.is_ca());
        let listed = parsed.subject_alternative_name().unwrap().unwrap();
        let listed: Vec<_> = listed.value.general_names.iter().filter_map(name).collect();
        assert_eq!(listed, names());
        let days =
            parsed.validity().not_after.timestamp() - parsed.validity().not_before.timestamp();
        assert!(days / 86_400 <= 398, "{days}");
        assert_eq!(open(&pc, NOW).fingerprint(), first.fingerprint());
        assert_eq!(first.fingerprint().len(), 95);
        let _ = first.certified().unwrap();
    }

    #[test]
    fn the_next_one_is_made_before_the_end_of_the_same_key() {
        let pc = pc();
        let mut own = open(&pc, NOW);
        let (first, key) = (own.fingerprint(), own.key.serialize_pem());
        let after = |days: i64| FleetTime(NOW.0 + days * DAY);
        for (days, renewed) in [
            (0, false),
            (334, false),
            (336, true),
            (337, false),
            (900, true),
        ] {
            assert_eq!(
                own.renew_if_due(&names(), after(days)).unwrap(),
                renewed,
                "{days}"
            );
        }
        // A clock that is put right by years is no end of it, either.
        assert!(own.renew_if_due(&names(), NOW).unwrap());
        assert_ne!(own.fingerprint(), first);
        assert_eq!(own.key.serialize_pem(), key);
        let again = open(&pc, NOW);
        assert_eq!(again.fingerprint(), own.fingerprint());
        // At a start, too.
        assert_ne!(open(&pc, after(400)).fingerprint(), own.fingerprint());
    }

    #[test]
    fn a_pc_that_wakes_up_in_1970_has_one_and_gets_its_next_when_the_clock_is_right() {
        let pc = pc();
        let mut own = open(&pc, FleetTime(0));
        assert!(!own.renew_if_due(&names(), FleetTime(DAY)).unwrap());
        assert!(own.renew_if_due(&names(), NOW).unwrap());
    }

    #[test]
    fn a_new_name_asks_for_the_next_one_and_a_name_that_is_gone_does_not() {
        let pc = pc();
        let mut own = open(&pc, NOW);
        assert!(!own.renew_if_due(&names()[..1], NOW).unwrap());
        let more: Vec<_> = names()
            .into_iter()
            .chain(["192.0.2.11".to_owned()])
            .collect();
        assert!(own.renew_if_due(&more, NOW).unwrap());
        assert!(!own.renew_if_due(&more, NOW).unwrap());
    }

    #[test]
    fn what_is_damaged_or_of_another_key_is_made_anew() {
        let pc = pc();
        let first = open(&pc, NOW).fingerprint();
        let file = |name: &str| files::folder(pc.path()).join(name);
        for name in [CERTIFICATE, KEY] {
            for content in [
                "",
                "no pem",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            ] {
                fs::write(file(name), content).unwrap();
                let anew = open(&pc, NOW).fingerprint();
                assert_ne!(anew, first, "{name} {content}");
                assert_eq!(open(&pc, NOW).fingerprint(), anew);
            }
        }
        let other = self::pc();
        let _ = open(&other, NOW);
        fs::copy(files::folder(other.path()).join(KEY), file(KEY)).unwrap();
        let _ = open(&pc, NOW).certified().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_key_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let pc = pc();
        let _ = open(&pc, NOW);
        let file = files::folder(pc.path()).join(KEY);
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
