//! Asking for a backup's passphrase: from a descriptor, else from the environment, else on the terminal.

use super::client::Failure;
use crate::backup::{MAX_BYTES, MIN_CHARS, Passphrase, Unfit};
use crate::texts::label;
use madoguchi_texts::Lang;
use std::io::{self, Read};
use zeroize::Zeroizing;

/// The environment's word for the passphrase.
const VARIABLE: &str = "MADOGUCHI_PASSPHRASE";

/// One for a new backup; typed, it is typed twice.
pub(super) fn fresh(lang: Lang, descriptor: Option<u32>) -> Result<Passphrase, Failure> {
    let least = MIN_CHARS.to_string();
    if let Some(given) = given(descriptor)? {
        return Passphrase::fresh(given).map_err(unfit);
    }
    let prompt = label(lang, "passphrase-ask-new", &[("least", &least)]);
    let first = Passphrase::fresh(typed(&prompt)?).map_err(unfit)?;
    let again = typed(&label(lang, "passphrase-ask-again", &[]))?;
    match Passphrase::known(again) {
        Ok(again) if again.is(&first) => Ok(first),
        _ => Err(Failure::own("passphrase-differs", &[])),
    }
}

/// That of a backup that exists.
pub(super) fn known(lang: Lang, descriptor: Option<u32>) -> Result<Passphrase, Failure> {
    let text = match given(descriptor)? {
        Some(given) => given,
        None => typed(&label(lang, "passphrase-ask", &[]))?,
    };
    Passphrase::known(text).map_err(unfit)
}

/// What another program hands over: no person is asked then.
fn given(descriptor: Option<u32>) -> Result<Option<Zeroizing<String>>, Failure> {
    if let Some(descriptor) = descriptor {
        return read(descriptor).map(Some).map_err(|e| unreadable(&e));
    }
    match std::env::var(VARIABLE) {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Reads the first line.
fn read(descriptor: u32) -> io::Result<Zeroizing<String>> {
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX) + 2;
    let mut text = Zeroizing::new(String::with_capacity(MAX_BYTES + 2));
    if descriptor == 0 {
        io::stdin().lock().take(most).read_to_string(&mut text)?;
    } else {
        platform::open(descriptor)?
            .take(most)
            .read_to_string(&mut text)?;
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    text.truncate(end);
    Ok(text)
}

fn typed(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(format!("{prompt} "))
        .map(Zeroizing::new)
        .map_err(|error| unreadable(&error))
}

fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    Failure::own("passphrase-unreadable", &[("detail", &error.to_string())])
}

fn unfit(why: Unfit) -> Failure {
    match why {
        Unfit::Short => Failure::own("passphrase-short", &[("least", &MIN_CHARS.to_string())]),
        Unfit::Long => Failure::own("passphrase-long", &[("most", &MAX_BYTES.to_string())]),
        Unfit::Empty => Failure::own("passphrase-empty", &[]),
    }
}

#[cfg(unix)]
mod platform {
    use std::fs::File;
    use std::io;

    /// A descriptor that the caller left open, by the name that the system has for it.
    pub(super) fn open(descriptor: u32) -> io::Result<File> {
        File::open(format!("/dev/fd/{descriptor}"))
    }
}

#[cfg(not(unix))]
mod platform {
    use std::fs::File;
    use std::io;

    /// Programs inherit no numbered descriptors here; 0, the standard input, is read by its caller.
    pub(super) fn open(_descriptor: u32) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
