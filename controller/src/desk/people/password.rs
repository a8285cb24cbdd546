//! Passwords: what one has to be, and the hash that is kept of it (RULES W4).
//!
//! A hash costs some twenty milliseconds of a core and 19 MiB on purpose, so only a few are made at a time, on threads of their own.

use super::super::Refused;
use crate::texts;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::Secret;
use madoguchi_plain::typed;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Fewest characters, where nothing else is shown.
pub const MIN_CHARS: usize = 13;
/// Fewest characters beside a second factor.
pub const MIN_CHARS_WITH_SECOND: usize = 8;
/// Most characters: beyond what anybody types, and little to hash.
pub const MAX_CHARS: usize = 128;
/// The longest text that is looked at, in bytes: the most characters at their widest, in decomposed form.
const MAX_BYTES: usize = 12 * MAX_CHARS;

/// Hashes at a time: the PC has two cores or more, and patients are called meanwhile.
const AT_ONCE: usize = 2;
/// OWASP's parameters for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// What is compared with where nobody has the name: a hash with the same parameters, of a password that nobody knows.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bWFkb2d1Y2hpLW5vYm9keQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What everybody tries first, in small letters and without spaces. Longer words come before those that they contain.
const COMMON: [&str; 20] = [
    "administrator",
    "1234567890",
    "0123456789",
    "qwertyuiop",
    "1q2w3e4r5t",
    "madoguchi",
    "mynumber",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "12345678",
    "87654321",
    "abcdefgh",
    "iloveyou",
    "reception",
    "1q2w3e4r",
    "1qaz2wsx",
    "welcome",
    "qwerty",
    "clinic",
];
/// Fewest different characters beside the name and such words.
const MIN_OTHERS: usize = 4;

/// A password as it is compared: NFKC, without spaces around it and without what nobody sees.
pub struct Password(Zeroizing<String>);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// A text longer than any password stays as it is, and is refused or wrong.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(Zeroizing::new(match text.len() {
            0..=MAX_BYTES => typed::folded(text),
            _ => text.to_owned(),
        }))
    }

    /// Refuses what is no good new password.
    pub(super) fn check(&self, name: &PersonName, has_second: bool) -> Result<(), Refused> {
        let least = match has_second {
            true => MIN_CHARS_WITH_SECOND,
            false => MIN_CHARS,
        };
        let chars = self.0.chars().count();
        let refused = |key, args: &[_]| Err(Refused::invalid(texts::text(key, args)));
        if chars < least {
            return Err(short(least));
        }
        if chars > MAX_CHARS {
            return refused("password-long", &[("most", &*MAX_CHARS.to_string())]);
        }
        if self.is_easy(name) {
            return refused("password-easy", &[]);
        }
        Ok(())
    }

    /// Whether it is long enough without a second factor.
    pub(super) fn is_long(&self) -> bool {
        self.0.chars().count() >= MIN_CHARS
    }

    /// Whether little is left of it without the person's name and what everybody tries.
    fn is_easy(&self, name: &PersonName) -> bool {
        let plain = |text: &str| typed::same_name(text).to_lowercase();
        let mut rest = Zeroizing::new(plain(&self.0));
        let name = plain(name.as_str());
        for known in COMMON.into_iter().chain([&*name]) {
            rest = Zeroizing::new(rest.replace(known, ""));
        }
        rest.chars().collect::<BTreeSet<_>>().len() < MIN_OTHERS
    }
}

/// The refusal of a password with fewer characters than it needs.
pub(super) fn short(least: usize) -> Refused {
    let least = least.to_string();
    Refused::invalid(texts::text("password-short", &[("least", &least)]))
}

/// Makes and compares hashes. Clones share their bound.
#[derive(Debug, Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passwords {
    /// The hash to keep.
    pub(super) async fn hash(&self, password: Password) -> Result<Secret<Arc<str>>, Refused> {
        let hash = self.apart(move || hash(&password)).await?;
        Ok(Secret(hash?.into()))
    }

    /// Whether a password has this hash; with no hash it takes as long and has none.
    pub(super) async fn is_right(
        &self,
        password: Password,
        hash: Option<Secret<Arc<str>>>,
    ) -> Result<bool, Refused> {
        self.apart(move || {
            let kept = hash.as_ref().map_or(NOBODYS, |hash| &*hash.0);
            let same = hasher().verify_password(password.0.as_bytes(), kept);
            same.is_ok() && hash.is_some()
        })
        .await
    }

    /// Does it on a thread for such work, when it is its turn. The place is free once it is done, also if nobody waits for it any more.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refused> {
        // The semaphore is never closed, so this waits and does not fail.
        let place = Arc::clone(&self.0).acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|_| Refused::stopped())
    }
}

fn hasher() -> Argon2<'static> {
    const PARAMS: Params = match Params::new(MEMORY_KIB, PASSES, LANES, None) {
        Ok(params) => params,
        Err(_) => Params::DEFAULT,
    };
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

fn hash(password: &Password) -> Result<String, Refused> {
    let mut salt = [0; SALT_BYTES];
    let failed = || Refused::internal(texts::text("no-random-bytes", &[]));
    getrandom::fill(&mut salt).map_err(|_| failed())?;
    let hash = hasher().hash_password_with_salt(password.0.as_bytes(), &salt);
    // It fails for a password of 4 GiB and for a salt that is too short: neither is given to it.
    hash.map(|hash| hash.to_string()).map_err(|_| failed())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refused(text: &str, has_second: bool) -> Option<String> {
        let name = PersonName::parse("Yamada").unwrap();
        let checked = Password::typed(text).check(&name, has_second);
        checked.err().map(|refused| refused.text.code)
    }

    #[test]
    fn a_password_is_long_and_more_than_what_everybody_tries() {
        let (short, long, easy) = ("password-short", "password-long", "password-easy");
        for (text, alone, with_second) in [
            ("", Some(short), Some(short)),
            ("kumo7%n", Some(short), Some(short)),
            ("kumo7%nx", Some(short), None),
            ("kumo7%nx-hat", Some(short), None),
            ("kumo7%nx-hato", None, None),
            ("くもりのちはれところにより", None, None),
            // Spaces around it are no part of it.
            (" kumo7%nx-hat ", Some(short), None),
            ("aaaaaaaaaaaaaaaa", Some(easy), Some(easy)),
            ("passwordpassword", Some(easy), Some(easy)),
            ("1234567890123", Some(easy), Some(easy)),
            ("yamada-yamada-1", Some(easy), Some(easy)),
            ("ＹＡＭＡＤＡ２０２６２０２６", Some(easy), Some(easy)),
            ("Madoguchi2026", Some(easy), Some(easy)),
        ] {
            assert_eq!(refused(text, false).as_deref(), alone, "{text}");
            assert_eq!(refused(text, true).as_deref(), with_second, "{text}");
        }
        let many = "kumo7%nx".repeat(16);
        assert_eq!(refused(&many, false), None);
        assert_eq!(refused(&format!("{many}x"), false).as_deref(), Some(long));
        assert_eq!(refused(&many.repeat(100_000), false).as_deref(), Some(long));
    }

    #[tokio::test]
    async fn a_password_is_right_in_any_width_and_a_hash_is_never_the_same() {
        let passwords = Passwords::default();
        let hash = |text: &'static str| passwords.hash(Password::typed(text));
        let kept = hash("kumo7%nx-hato").await.unwrap();
        assert_ne!(kept, hash("kumo7%nx-hato").await.unwrap());
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        for (text, right) in [
            ("kumo7%nx-hato", true),
            ("ｋｕｍｏ７％ｎｘ－ｈａｔｏ", true),
            ("Kumo7%nx-hato", false),
            ("", false),
        ] {
            let hash = Some(kept.clone());
            let found = passwords.is_right(Password::typed(text), hash).await;
            assert_eq!(found, Ok(right), "{text}");
        }
    }

    #[tokio::test]
    async fn only_so_many_hashes_are_made_at_a_time_and_the_others_wait() {
        let passwords = Passwords::default();
        let all = Arc::clone(&passwords.0)
            .acquire_many_owned(2)
            .await
            .unwrap();
        let mut waits = Box::pin(passwords.hash(Password::typed("kumo7%nx-hato")));
        let waker = std::task::Waker::noop();
        let mut context = std::task::Context::from_waker(waker);
        assert!(waits.as_mut().poll(&mut context).is_pending());
        assert_eq!(passwords.0.available_permits(), 0);
        drop(all);
        assert!(waits.await.is_ok());
        assert_eq!(passwords.0.available_permits(), 2);
    }

    /// What is done for a name that nobody has is a whole comparison with a hash of today's parameters.
    #[tokio::test]
    async fn nobodys_password_takes_as_long_and_is_never_right() {
        let passwords = Passwords::default();
        let cost = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        let kept = passwords
            .hash(Password::typed("kumo7%nx-hato"))
            .await
            .unwrap();
        assert_eq!(cost(NOBODYS), cost(&kept.0));
        let compared = hasher().verify_password(b"kumo7%nx-hato", NOBODYS);
        let differs = argon2::password_hash::Error::PasswordInvalid;
        assert_eq!(compared, Err(differs), "it was not compared at all");
        let found = passwords
            .is_right(Password::typed("kumo7%nx-hato"), None)
            .await;
        assert_eq!(found, Ok(false));
    }
}
