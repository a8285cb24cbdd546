//! Asks for a backup's passphrase: reads a descriptor, otherwise the environment, otherwise the terminal.

use super::client::Failure;
use crate::texts::{label, system_error};
use madoguchi_files::passphrase::{
    MAX_BYTES, MIN_CHARS, Passphrase, Unfit, from_descriptor, from_environment, typed,
};
use madoguchi_texts::Lang;
use std::io;
use zeroize::Zeroizing;

/// The passphrase for a new backup. On the terminal it is typed twice.
pub(super) fn fresh(lang: Lang, descriptor: Option<u32>) -> Result<Passphrase, Failure> {
    let least = MIN_CHARS.to_string();
    if let Some(given) = given(descriptor)? {
        return Passphrase::fresh(given).map_err(unfit);
    }
    let prompt = label(lang, "passphrase-ask-new", &[("least", &least)]);
    let first = Passphrase::fresh(asked(&prompt)?).map_err(unfit)?;
    let again = asked(&label(lang, "passphrase-ask-again", &[]))?;
    match Passphrase::known(again) {
        Ok(again) if again.is(&first) => Ok(first),
        _ => Err(Failure::own("passphrase-differs", &[])),
    }
}

/// The passphrase of an existing backup.
pub(super) fn known(lang: Lang, descriptor: Option<u32>) -> Result<Passphrase, Failure> {
    let text = match given(descriptor)? {
        Some(given) => given,
        None => asked(&label(lang, "passphrase-ask", &[]))?,
    };
    Passphrase::known(text).map_err(unfit)
}

/// A passphrase from another program. No person is asked then.
fn given(descriptor: Option<u32>) -> Result<Option<Zeroizing<String>>, Failure> {
    let Some(descriptor) = descriptor else {
        return from_environment().map_err(|e| unreadable(&e));
    };
    let text = from_descriptor(descriptor, MAX_BYTES + 2).map_err(|e| unreadable(&e))?;
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    Ok(Some(Zeroizing::new(text[..end].to_owned())))
}

/// What somebody types without seeing it.
pub(super) fn asked(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    typed(&format!("{prompt} ")).map_err(|error| unreadable(&error))
}

fn unreadable(error: &io::Error) -> Failure {
    let detail = system_error(error).into();
    Failure::saying("passphrase-unreadable", &[("detail", detail)])
}

fn unfit(why: Unfit) -> Failure {
    match why {
        Unfit::Short => Failure::own("passphrase-short", &[("least", &MIN_CHARS.to_string())]),
        Unfit::Long => Failure::own("passphrase-long", &[("most", &MAX_BYTES.to_string())]),
        Unfit::Empty => Failure::own("passphrase-empty", &[]),
    }
}
