//! `agent.toml`: what the agent is told at its start. Reading it opens nothing but the file itself, and reports
//! every mistake at once.
//!
//! ```toml
//! controller = "auto"              # or "[fe80::2%usb0]:7443", "192.168.7.1:7443": see `target`
//! interface = "usb0"               # only for "auto" and for a link-local address without its interface
//! credentials = "reader-1"         # the folder that `madoguchi unit enroll` wrote
//! spool = "spool"                  # made if need be; one agent's alone
//! environment = "test"             # or "production"
//! serial = "CR-2024-0001"          # the reader's own, to be paired with where the folder does not exist yet
//! pairing_port = 7444              # where the controller pairs
//! virtual_port = "1-2"             # only for policy = "loopback"
//! bundled_license = "license.bin"  # only if one came in the box
//! factory_key = "factory.key"      # only if the maker put one into the reader: PKCS #8, PEM
//!
//! [device]
//! kind = "simulated"
//! seed = 1
//! speed = 60.0
//! ```
//! or, for the engine of the reader's vendor:
//!
//! ```toml
//! [device]
//! kind = "process"
//! command = ["/opt/vendor/engine", "--json"]
//! ```
//! Relative paths are relative to the file's own folder.

mod device;
mod fields;

use std::io;
use std::path::{Path, PathBuf};

use madoguchi_link::names;
use madoguchi_proto::v1::Environment;
use madoguchi_reading::{self as reading, Other, Unread};

pub use self::fields::Mistake;
use self::fields::{Fields, write, wrong};
use crate::target::{Target, Wrong};
use crate::{credentials, process, simulated};

/// The largest file that is read.
const MAX_FILE_BYTES: usize = 64 * 1024;
/// The longest virtual port; five hubs deep is USB's limit.
const MAX_VIRTUAL_PORT_LEN: usize = 32;

/// What `agent.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The controller's gateway.
    pub controller: Target,
    /// The credential folder.
    pub credentials: PathBuf,
    /// The reader's serial; has to be there where the credential folder is not.
    pub serial: Option<String>,
    /// The controller's pairing port.
    pub pairing_port: u16,
    /// The spool's folder.
    pub spool: PathBuf,
    /// Which environment the agent is set up for.
    pub environment: Environment,
    /// The port of the virtual bus.
    pub virtual_port: Option<String>,
    /// The file of the license that came in the box.
    pub bundled_license: Option<PathBuf>,
    /// The file of the reader's factory key.
    pub factory_key: Option<PathBuf>,
    /// The card reader.
    pub device: DeviceKind,
}

/// Which card reader the agent drives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeviceKind {
    /// A simulated one.
    Simulated(simulated::Settings),
    /// One that the vendor's own engine drives.
    Process(process::Settings),
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{p} を読めません / cannot read {p}", p = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Nothing is in it.
    #[error(
        "{p} は空です。設定ファイルをもう一度置いてください / {p} is empty: put the agent's configuration there again",
        p = path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// It is no UTF-8.
    #[error(
        "{p} の文字コードが UTF-8 ではありません（{n}）。メモ帳で開き、「名前を付けて保存」で文字コードに「UTF-8」を選んで、保存し直してくださ\
         い / {p} is not UTF-8 ({n}): open it in Notepad, choose \"Save as\" with the encoding \"UTF-8\", and save it again",
        p = path.display(), n = what.name()
    )]
    Encoding {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: Other,
    },
    /// It is no TOML.
    #[error("{p} はTOMLとして読めません / {p} is not valid TOML: {wrong}", p = path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        wrong: String,
    },
    /// Its fields are wrong: all mistakes at once.
    #[error(
        "{p} に{n}件の誤りがあります / {p} has {n} mistake(s):{}",
        lines(mistakes), p = path.display(), n = mistakes.len()
    )]
    Mistakes {
        /// The file.
        path: PathBuf,
        /// The mistakes.
        mistakes: Vec<Mistake>,
    },
}

fn lines(mistakes: &[Mistake]) -> String {
    mistakes
        .iter()
        .map(|mistake| format!("\n  {mistake}"))
        .collect()
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or with everything that is wrong in it.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = reading::read(path, MAX_FILE_BYTES).map_err(|why| Error::Read {
            path: path.to_owned(),
            source: match why {
                Unread::Io(error) => error,
                large @ Unread::TooLarge { .. } => io::Error::other(large),
            },
        })?;
        if reading::is_nothing(&bytes) {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        let text = reading::utf8(&bytes).map_err(|what| Error::Encoding {
            path: path.to_owned(),
            what,
        })?;
        Self::parse(text, path)
    }

    /// The same from the file's text; `path` names it, and relative paths hang on its folder.
    ///
    /// # Errors
    /// With everything that is wrong in it.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| Error::Syntax {
                path: path.to_owned(),
                wrong: match reading::odd_character(text, error.span().map_or(0, |at| at.start)) {
                    Some(code) => format!("{error} ({code})"),
                    None => error.to_string(),
                },
            })?;
        let mut mistakes = Vec::new();
        let config = read(Fields::new("", table, &mut mistakes), path);
        match config {
            Some(config) if mistakes.is_empty() => Ok(config),
            _ => Err(Error::Mistakes {
                path: path.to_owned(),
                mistakes,
            }),
        }
    }
}

/// Every field is looked at before any is missed.
fn read(mut fields: Fields<'_>, path: &Path) -> Option<Config> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let absolute = |name: String| folder.join(name);
    let controller = controller(&mut fields);
    let credentials = fields.required("credentials", write("credentials"), text);
    let serial = fields.optional("serial", write("serial"), |value| {
        let text = value.as_str()?;
        credentials::is_serial(text).then(|| text.to_owned())
    });
    let pairing_port = fields.optional("pairing_port", write("pairing-port"), |value| {
        u16::try_from(value.as_integer()?)
            .ok()
            .filter(|port| *port > 0)
    });
    let spool = fields.required("spool", write("spool"), text);
    let environment = fields.required("environment", write("environment"), environment);
    let virtual_port = fields.optional("virtual_port", write("port"), port);
    let bundled_license = fields.optional("bundled_license", write("file"), text);
    let factory_key = fields.optional("factory_key", write("key-file"), text);
    let device = fields
        .table("device")
        .and_then(|device| device::read(device, &folder));
    fields.finish();
    Some(Config {
        controller: controller?,
        credentials: absolute(credentials?),
        serial,
        pairing_port: pairing_port.unwrap_or(names::PAIRING_PORT),
        spool: absolute(spool?),
        environment: environment?,
        virtual_port,
        bundled_license: bundled_license.map(absolute),
        factory_key: factory_key.map(absolute),
        device: device?,
    })
}

/// Both fields say it together.
fn controller(fields: &mut Fields<'_>) -> Option<Target> {
    let interface = fields.optional("interface", write("interface"), text);
    let mut flaws = Vec::new();
    let target = fields.required("controller", write("address"), |value| {
        let read = Target::parse(value.as_str()?, interface.as_deref());
        match read {
            Ok(target) => Some(Some(target)),
            Err(all) if all.contains(&Wrong::Controller) => {
                flaws = all;
                None
            }
            Err(all) => {
                flaws = all;
                Some(None)
            }
        }
    });
    for flaw in flaws {
        match flaw {
            // Said already.
            Wrong::Controller => {}
            Wrong::Interface => {
                fields.mistake("interface", wrong("interface"), write("interface"));
            }
            Wrong::InterfaceUnused => {
                fields.mistake(
                    "interface",
                    wrong("interface-unused"),
                    write("no-interface"),
                );
            }
        }
    }
    target.flatten()
}

fn text(value: &toml::Value) -> Option<String> {
    let text = value.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn environment(value: &toml::Value) -> Option<Environment> {
    match value.as_str()? {
        "test" => Some(Environment::Test),
        "production" => Some(Environment::Production),
        _ => None,
    }
}

fn port(value: &toml::Value) -> Option<String> {
    let port = value.as_str()?;
    let (bus, chain) = port.split_once('-')?;
    let number = |part: &str| part.parse::<u8>().is_ok_and(|number| number > 0);
    let good = port.len() <= MAX_VIRTUAL_PORT_LEN && number(bus) && chain.split('.').all(number);
    good.then(|| port.to_owned())
}

#[cfg(test)]
mod tests;
