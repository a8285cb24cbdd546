//! Makes two files again at a start, from the sound rest: the server's certificate and the desk's token.
//!
//! All other files exist once: keys that readers pin and licenses name, and the CA's certificate. They are not made again, and the start
//! says which one is missing or damaged.

use super::certificates::{self, Authority};
use super::files::{self, Texts};
use super::{Error, is_token, new_token, replace_file};
use madoguchi_link::certificate;
use rcgen::KeyPair;
use std::path::Path;
use zeroize::Zeroizing;

/// The files that were made again, by name.
pub(super) type Made = Vec<(&'static str, Zeroizing<String>)>;

/// Makes the two files again if they are missing or damaged. [`keep`] writes them, once the whole identity was found sound. If the rest is
/// damaged, too, nothing is made, and reading the rest reports the damage.
pub(super) fn mend(texts: &mut Texts) -> Result<Made, Error> {
    let mut made = Made::new();
    if !is_certificate(&texts.server)
        && let Some(server) = server(texts)
    {
        texts.server = server?;
        made.push((files::SERVER, Zeroizing::new(texts.server.clone())));
    }
    if !is_token(texts.desk_token.trim()) {
        texts.desk_token = new_token()?;
        made.push((files::DESK_TOKEN, texts.desk_token.clone()));
    }
    Ok(made)
}

/// Writes the files that were made again, and logs them.
pub(super) fn keep(folder: &Path, made: Made) -> Result<(), Error> {
    for (name, text) in made {
        let path = folder.join(name);
        replace_file(&path, text.as_bytes()).map_err(|source| Error::Write { path, source })?;
        let then = match name {
            files::SERVER => "it is for the same key, so readers and programs go on as before",
            _ => "programs that keep a copy of it have to read it again",
        };
        tracing::warn!(
            file = name,
            "a file was missing or damaged and was made anew: {then}"
        );
    }
    Ok(())
}

fn is_certificate(pem: &str) -> bool {
    certificates::der_of_pem(pem).is_ok_and(|der| certificate::parse(&der).is_some())
}

/// A certificate for the server's key; `None` if that key or the CA is damaged.
fn server(texts: &Texts) -> Option<Result<String, Error>> {
    let key = |pem: &str| KeyPair::from_pem(pem).map(Zeroizing::new).ok();
    let authority = certificates::der_of_pem(&texts.authority).ok()?;
    let authority_key = key(&texts.authority_key)?;
    certificates::matches_key(&authority, &authority_key).ok()?;
    let server_key = key(&texts.server_key)?;
    let authority = Authority::new(authority, authority_key).ok()?;
    let signed = authority.sign_server(&server_key);
    Some(signed.map(|made| made.pem()).map_err(Error::Certificate))
}
