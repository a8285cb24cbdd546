//! The identity of a controller: its own CA, the server's certificate, the installation key and the desk's token.
//!
//! It is made on the first start, in one step, and never overwritten after that: a new CA would lock out every reader, and a new
//! installation key would end every license. No date in a certificate decides anything.

mod anew;
mod board_key;
mod certificates;
mod desk_access;
mod environment;
mod files;
mod kept;
mod leftovers;
mod mending;
mod metrics_token;
mod moving;
mod owner_only;
mod pem_files;
pub(crate) mod reception;
mod renewal;
pub mod rights;
mod self_signed;
mod served;
mod signing;

pub(crate) use anew::make_anew;
pub use board_key::BoardKey;
pub use certificates::{CsrError, SignedUnit, key_of_request};
pub use desk_access::DeskAccess;
pub(crate) use desk_access::{ADDRESS_FILE, CONSOLE_FILE, LAN_FILE, OnLan};
pub use environment::claim;
pub(crate) use environment::{as_written, is_claimed, is_test, marked};
pub(crate) use kept::check_records;
pub use kept::note_records;
pub(crate) use leftovers::clear_leftovers;
pub(crate) use metrics_token::{METRICS_TOKEN_FILE, MetricsToken};
pub(crate) use moving::{Moved, lay_down};
pub(crate) use owner_only::replace_file;
pub(crate) use pem_files::HandedOver;
pub use pem_files::Unusable;
pub(crate) use renewal::{prepare_next_key, use_next_key};
pub(crate) use self_signed::SelfSigned;

use certificates::Authority;
use files::Texts;
use madoguchi_files::{Readers, create_folders};
use madoguchi_fleet::ids::{Installation, Serial};
use madoguchi_link::pairing::hash;
use madoguchi_plain::BoxError;
use madoguchi_plain::hex::Hex;
use rcgen::{KeyPair, PublicKeyData};
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;
use signing::PrivateKey;
use std::fmt::{self, Write as _};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The folder of the log's files in a data directory.
pub(crate) const LOGS_FOLDER: &str = "logs";
/// The flaw of an installation key that cannot be read.
const NOT_A_SIGNING_KEY: &str = "not an Ed25519 key in PKCS #8";
/// Random bytes of the desk's token: enough that nobody can guess it, and still one line to copy.
const TOKEN_BYTES: usize = 32;

/// The reason why the identity cannot be used, or why a program cannot reach a running controller.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "the identity in {} is incomplete, without {missing}. Restore the folder from a backup; \
         a new identity would lock out every reader and end every license",
        folder.display()
    )]
    Incomplete {
        folder: PathBuf,
        /// The names of the missing files.
        missing: String,
    },
    /// There are records and no identity: a new one would cost every reader and license, so nobody makes it by starting.
    #[error("the records in {} have no identity beside them", data_dir.display())]
    Lost { data_dir: PathBuf },
    /// There is an identity, and the records that were kept beside it are gone: a start would begin an empty clinic.
    #[error("the records beside the identity in {} are gone", data_dir.display())]
    RecordsLost { data_dir: PathBuf },
    /// The data directory was first used for the other environment.
    #[error("{} was not made for {wanted} use: give this controller a data directory of its own", folder.display())]
    OtherEnvironment {
        folder: PathBuf,
        /// The environment of this start.
        wanted: &'static str,
    },
    /// The data directory was used before, and nothing says for which environment.
    #[error("{} is missing or empty: it says whether this data directory is for production or test", path.display())]
    NoMark { path: PathBuf },
    #[error("cannot read {}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot write {}", path.display())]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{} is damaged: restore it from a backup", path.display())]
    Damaged {
        path: PathBuf,
        /// The flaw; it repeats nothing of the content.
        #[source]
        source: BoxError,
    },
    #[error("the operating system gives no random bytes")]
    Random(#[source] getrandom::Error),
    #[error("a certificate cannot be made")]
    Certificate(#[source] rcgen::Error),
    #[error("no controller has run with the data directory {}: start it, or name the right one", .0.display())]
    NeverStarted(PathBuf),
    #[error("no controller runs with the data directory {}: start it with `madoguchi serve`", .0.display())]
    NotRunning(PathBuf),
    /// Reception's folder is open to whoever asks, and holds no token.
    #[error("{} holds no token of reception's", .0.display())]
    NoReception(PathBuf),
    /// The listener at the desk's address ends every connection before any data.
    #[error("every connection to {address} was ended within {} s before anything was said", waited.as_secs())]
    Busy {
        address: SocketAddr,
        /// The time for which it was tried.
        waited: Duration,
    },
    #[error("the controller does not answer at {address}: is it still running?")]
    Unreachable {
        address: SocketAddr,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The CA, the server's certificate, the installation key and the desk's token. Debug prints no secret.
pub struct Identity {
    authority: Authority,
    authority_pem: String,
    authority_der: CertificateDer<'static>,
    server_key: Zeroizing<KeyPair>,
    served: Arc<CertifiedKey>,
    installation_key: PrivateKey,
    desk_token: Zeroizing<String>,
    /// Where reception has a folder of its own.
    reception: Option<reception::Token>,
}

/// Whose token a program shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The desk's own token, which the owner of the PC alone can read.
    Owner,
    /// The token in reception's folder (RULES X7).
    Reception,
}

impl Identity {
    /// Opens the identity in the data directory, or makes one on the first start.
    ///
    /// The server's certificate is issued again (same key, same CA) if it is missing or damaged, or if an earlier release gave it dates; a
    /// missing or damaged desk token is made again, too. A data directory that others can read is closed to them.
    ///
    /// # Errors
    /// The files cannot be read, written or understood, or one is missing that cannot be made again.
    pub fn open_or_create(data_dir: &Path) -> Result<Self, Error> {
        let folder = files::folder(data_dir);
        let mut texts = match files::read(&folder)? {
            Some(texts) => texts,
            None if anew::is_used(data_dir)? => {
                return Err(Error::Lost {
                    data_dir: data_dir.to_owned(),
                });
            }
            None => {
                Self::create(data_dir, PrivateKey::generate_pem()?)?;
                tracing::info!(data_dir = %data_dir.display(), "a new installation was made: no readers, no tickets, no licenses");
                files::read(&folder)?.ok_or_else(|| Error::NeverStarted(data_dir.to_owned()))?
            }
        };
        owner_only::close_data_dir(data_dir);
        let made = mending::mend(&mut texts)?;
        let mut identity = Self::parse(&folder, texts)?;
        mending::keep(&folder, made)?;
        identity.undate_server(data_dir)?;
        Ok(identity)
    }

    /// Opens the identity in the data directory.
    ///
    /// # Errors
    /// As of [`Identity::open_or_create`], or the data directory has no identity.
    pub(crate) fn open(data_dir: &Path) -> Result<Self, Error> {
        let folder = files::folder(data_dir);
        let texts = files::read(&folder)?;
        let texts = texts.ok_or_else(|| anew::none_at(data_dir))?;
        let mut identity = Self::parse(&folder, texts)?;
        identity.undate_server(data_dir)?;
        Ok(identity)
    }

    /// Whether a start could use the identity in the data directory, or make one; nothing is changed.
    ///
    /// # Errors
    /// As [`Identity::open_or_create`] gives them for what it reads.
    pub(crate) fn examine(data_dir: &Path) -> Result<(), Error> {
        let folder = files::folder(data_dir);
        let Some(mut texts) = files::look(&folder)? else {
            return match anew::is_used(data_dir)? {
                true => Err(Error::Lost {
                    data_dir: data_dir.to_owned(),
                }),
                false => Ok(()),
            };
        };
        // What can be made anew is no fault; here it is made for the look alone.
        mending::mend(&mut texts)?;
        Self::parse(&folder, texts).map(drop)
    }

    /// Makes an identity for an installation key that exists, PEM: the licenses of the demo name one.
    ///
    /// # Errors
    /// The files cannot be written, or there is an identity.
    #[cfg(feature = "demo")]
    pub fn create_for(data_dir: &Path, installation_key: &str) -> Result<(), Error> {
        Self::create(data_dir, Zeroizing::new(installation_key.to_owned()))
    }

    fn create(data_dir: &Path, installation_key: Zeroizing<String>) -> Result<(), Error> {
        create_folders(data_dir, Readers::Owner).map_err(|source| Error::Write {
            path: data_dir.to_owned(),
            source,
        })?;
        files::write(data_dir, &make(installation_key)?)
    }

    #[must_use]
    pub fn installation(&self) -> Installation {
        self.installation_key.installation()
    }

    /// The CA's certificate, PEM.
    #[must_use]
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// Checks a certificate request (PKCS #10, DER) and signs the unit's key, for client authentication.
    ///
    /// # Errors
    /// The request is broken, asks for more than a unit gets, or does not prove that its sender has the key.
    pub fn sign_unit(&self, serial: &Serial, request_der: &[u8]) -> Result<SignedUnit, CsrError> {
        self.authority.sign_unit(serial, request_der)
    }

    /// Whether this is the desk's token. The time that it takes does not depend on how much of it is right.
    #[must_use]
    pub fn is_desk_token(&self, presented: &str) -> bool {
        is_same_token(&self.desk_token, presented)
    }

    /// Whose token this is; `None` where it is nobody's.
    #[must_use]
    pub fn holder(&self, presented: &str) -> Option<Holder> {
        let reception = self.reception.as_ref();
        let is_receptions = reception.is_some_and(|token| token.fits(presented));
        match (self.is_desk_token(presented), is_receptions) {
            (true, _) => Some(Holder::Owner),
            (false, true) => Some(Holder::Reception),
            (false, false) => None,
        }
    }

    /// The same identity, which takes reception's token, too.
    pub(crate) fn with_reception(self, token: Option<reception::Token>) -> Self {
        Self {
            reception: token,
            ..self
        }
    }

    /// The key of the waiting room's board.
    #[must_use]
    pub fn board_key(&self) -> BoardKey {
        BoardKey::of(&self.desk_token)
    }

    /// The token of collectors on other PCs.
    pub(crate) fn metrics_token(&self) -> MetricsToken {
        MetricsToken::of(&self.desk_token)
    }

    /// The CA's certificate, DER.
    pub(crate) const fn authority_der(&self) -> &CertificateDer<'static> {
        &self.authority_der
    }

    /// The server's certificate, DER.
    pub(crate) fn server_der(&self) -> CertificateDer<'static> {
        // Never empty: a served certificate is made with one.
        let shown = self.served.cert.first();
        shown.map_or_else(|| CertificateDer::from(Vec::new()), Clone::clone)
    }

    /// SHA-256 of the server's SubjectPublicKeyInfo, which the units pin. No renewal and no backup changes it.
    pub(crate) fn server_key(&self) -> [u8; 32] {
        hash(&self.server_key.subject_public_key_info())
    }

    /// Issues the server's certificate again (same key, same CA) if it has dates: readers of the earlier release that gave them judge by
    /// them.
    fn undate_server(&mut self, data_dir: &Path) -> Result<(), Error> {
        let path = files::folder(data_dir).join(files::SERVER);
        let dated =
            certificates::is_dated(&self.server_der()).map_err(|source| Error::Damaged {
                path: path.clone(),
                source,
            })?;
        if !dated {
            return Ok(());
        }
        let fresh = self
            .authority
            .sign_server(&self.server_key)
            .map_err(Error::Certificate)?;
        let served = served::certified(fresh.der().clone(), &self.server_key);
        self.served = served.map_err(|error| Error::Damaged {
            path: path.clone(),
            source: error.into(),
        })?;
        // The new certificate is used in any case: a full disk must not keep a clinic from starting.
        match replace_file(&path, fresh.pem().as_bytes()) {
            Ok(()) => tracing::info!("the server's certificate was issued anew, without an end"),
            Err(error) => {
                tracing::warn!(%error, "the server's certificate was issued anew and could not be written: the next start does it again");
            }
        }
        Ok(())
    }

    fn parse(folder: &Path, texts: Texts) -> Result<Self, Error> {
        let damaged = |name: &str, source: BoxError| Error::Damaged {
            path: folder.join(name),
            source,
        };
        let key = |name: &str, text: &str| {
            KeyPair::from_pem(text)
                .map(Zeroizing::new)
                .map_err(|error| damaged(name, error.into()))
        };
        let der = |name: &str, text: &str| {
            certificates::der_of_pem(text).map_err(|error| damaged(name, error.into()))
        };
        let authority_der = der(files::AUTHORITY, &texts.authority)?;
        let authority_key = key(files::AUTHORITY_KEY, &texts.authority_key)?;
        let server_der = der(files::SERVER, &texts.server)?;
        let server_key = key(files::SERVER_KEY, &texts.server_key)?;
        certificates::matches_key(&authority_der, &authority_key)
            .map_err(|why| damaged(files::AUTHORITY_KEY, why))?;
        certificates::matches_key(&server_der, &server_key)
            .map_err(|why| damaged(files::SERVER_KEY, why))?;
        let installation_key = PrivateKey::from_pem(&texts.installation_key)
            .map_err(|why| damaged(files::INSTALLATION_KEY, why.into()))?;
        let token = texts.desk_token.trim();
        if !is_token(token) {
            return Err(damaged(files::DESK_TOKEN, "not a token".into()));
        }
        Ok(Self {
            authority: Authority::new(authority_der.clone(), authority_key)
                .map_err(|error| damaged(files::AUTHORITY, error.into()))?,
            authority_pem: texts.authority,
            authority_der,
            served: served::certified(server_der, &server_key)
                .map_err(|error| damaged(files::SERVER_KEY, error.into()))?,
            server_key,
            installation_key,
            desk_token: Zeroizing::new(token.to_owned()),
            reception: None,
        })
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("installation", &self.installation())
            .finish_non_exhaustive()
    }
}

/// Whether a token is the one that is shown. The hashes have one length, so the time that it takes shows neither how much of it is right nor how
/// long it is.
fn is_same_token(ours: &str, presented: &str) -> bool {
    hash(ours.as_bytes())
        .ct_eq(&hash(presented.as_bytes()))
        .into()
}

/// Whether the text has the form of a desk token.
fn is_token(text: &str) -> bool {
    text.len() == 2 * TOKEN_BYTES && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A new identity, as the files will have it.
fn make(installation_key: Zeroizing<String>) -> Result<Texts, Error> {
    let (authority_der, authority_pem, authority_key) =
        certificates::make_authority().map_err(Error::Certificate)?;
    let authority_key_pem = authority_key.serialize_pem();
    let authority = Authority::new(authority_der, authority_key).map_err(Error::Certificate)?;
    let server_key = certificates::make_key().map_err(Error::Certificate)?;
    let server = authority
        .sign_server(&server_key)
        .map_err(Error::Certificate)?;
    Ok(Texts {
        authority: authority_pem,
        authority_key: Zeroizing::new(authority_key_pem),
        server: server.pem(),
        server_key: Zeroizing::new(server_key.serialize_pem()),
        installation_key,
        desk_token: new_token()?,
    })
}

fn new_token() -> Result<Zeroizing<String>, Error> {
    let bytes = random()?;
    // As long as it gets from the start: a text that grows would leave copies behind.
    let mut token = Zeroizing::new(String::with_capacity(2 * TOKEN_BYTES));
    // A `String` takes whatever is written.
    let _ = write!(*token, "{}", Hex(&*bytes));
    Ok(token)
}

fn random() -> Result<Zeroizing<[u8; TOKEN_BYTES]>, Error> {
    let mut bytes = Zeroizing::new([0; TOKEN_BYTES]);
    getrandom::fill(&mut *bytes).map_err(Error::Random)?;
    Ok(bytes)
}
