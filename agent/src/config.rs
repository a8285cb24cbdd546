//! The configuration `agent.toml`. Reading it opens no other file, and reports all mistakes at once.
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
//! [logs]                           # may be left out, as may each of its fields
//! folder = "spool.logs"            # made if need be; one agent's alone. Else beside the spool, named after it
//! days = 7                         # that many files, one a day
//! day_mib = 1                      # the largest of them
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
mod logs;

use std::io;
use std::path::{Path, PathBuf};

use madoguchi_files::day_log::Place;
use madoguchi_link::{names, virtual_port};
use madoguchi_plain::is_serial;
use madoguchi_proto::v1::{Environment, Text};
use madoguchi_reading::configuration::Slip;
use madoguchi_reading::{self as reading, Other, Unread};
use madoguchi_texts::command_line::{file, system_error};
use madoguchi_texts::{configuration, same};

pub use self::fields::Mistake;
use self::fields::{Fields, write, wrong};
use crate::target::{Target, Wrong};
use crate::{process, simulated, texts};

/// The largest file that is read.
const MAX_FILE_BYTES: usize = 64 * 1024;

/// The contents of `agent.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub controller: Target,
    pub credentials: PathBuf,
    /// The reader's serial. It is required if the credential folder does not exist.
    pub serial: Option<String>,
    pub pairing_port: u16,
    pub spool: PathBuf,
    pub environment: Environment,
    pub virtual_port: Option<String>,
    /// The file of the bundled license.
    pub bundled_license: Option<PathBuf>,
    pub factory_key: Option<PathBuf>,
    /// The files of the log.
    pub logs: Place,
    pub device: DeviceKind,
}

/// The kind of card reader that the agent drives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeviceKind {
    Simulated(simulated::Settings),
    /// A reader that the vendor's own engine drives.
    Process(process::Settings),
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", texts::told(&self.text()))]
    Read { path: PathBuf, why: io::Error },
    #[error("{}", texts::told(&self.text()))]
    Empty { path: PathBuf },
    #[error("{}", texts::told(&self.text()))]
    Encoding { path: PathBuf, what: Other },
    /// It is no TOML.
    #[error("{}", texts::told(&self.text()))]
    Syntax { path: PathBuf, slip: Slip },
    #[error("{}", texts::told(&self.text()))]
    Mistakes {
        path: PathBuf,
        mistakes: Vec<Mistake>,
    },
}

impl Error {
    /// What is wrong with the file, and what to do, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Read { path, why } => {
                let detail = system_error(why).into();
                texts::sentence(
                    "config-unreadable",
                    &[("path", file(path).into()), ("detail", detail)],
                )
            }
            Self::Empty { path } => texts::sentence("config-empty", &[("path", file(path).into())]),
            Self::Encoding { path, what } => configuration::other(path, *what),
            Self::Syntax { path, slip } => several(path, &[configuration::slip(slip)]),
            Self::Mistakes { path, mistakes } => {
                let mistakes: Vec<_> = mistakes.iter().map(Mistake::text).collect();
                several(path, &mistakes)
            }
        }
    }
}

/// A heading, and each mistake on a line of its own.
fn several(path: &Path, mistakes: &[Text]) -> Text {
    let count = same(mistakes.len());
    let mut text = texts::sentence(
        "config-mistakes",
        &[("path", file(path).into()), ("count", count)],
    );
    for mistake in mistakes {
        text.ja += &format!("\n  {}", mistake.ja);
        text.en += &format!("\n  {}", mistake.en);
    }
    text
}

impl Config {
    ///
    /// # Errors
    /// The file cannot be read, or has mistakes.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = reading::read(path, MAX_FILE_BYTES).map_err(|why| Error::Read {
            path: path.to_owned(),
            why: match why {
                Unread::Io(error) => error,
                Unread::TooLarge { .. } => io::ErrorKind::FileTooLarge.into(),
            },
        })?;
        if reading::is_nothing(&bytes) {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        let other = |what| Error::Encoding {
            path: path.to_owned(),
            what,
        };
        let text = reading::utf8(&bytes).map_err(other)?;
        Self::parse(text, path).map_err(|error| match error {
            Error::Syntax { .. } if reading::configuration::is_page(text) => other(Other::Html),
            error => error,
        })
    }

    /// As [`Config::load`], from the text of the file. Relative paths start at the folder of `path`.
    ///
    /// # Errors
    /// The text has mistakes.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let table = reading::configuration::table(text).map_err(|slip| Error::Syntax {
            path: path.to_owned(),
            slip,
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

/// Reads all fields before it gives up for a missing one, so that all mistakes are found.
fn read(mut fields: Fields<'_>, path: &Path) -> Option<Config> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let absolute = |name: String| folder.join(name);
    let controller = controller(&mut fields);
    let credentials = fields.required("credentials", write("credentials"), text);
    let serial = fields.optional("serial", write("serial"), |value| {
        let text = value.as_str()?;
        is_serial(text).then(|| text.to_owned())
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
    let logs = logs::read(fields.optional_table("logs"));
    let device = fields
        .table("device")
        .and_then(|device| device::read(device, &folder));
    fields.finish();
    let spool = absolute(spool?);
    Some(Config {
        controller: controller?,
        credentials: absolute(credentials?),
        serial,
        pairing_port: pairing_port.unwrap_or(names::PAIRING_PORT),
        logs: logs.place(&folder, &spool),
        spool,
        environment: environment?,
        virtual_port,
        bundled_license: bundled_license.map(absolute),
        factory_key: factory_key.map(absolute),
        device: device?,
    })
}

/// Reads the two fields that name the controller together.
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
            // Reported already.
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
    // A path whose backslashes were read as line feeds or tabs has these.
    (!text.is_empty() && !text.contains(char::is_control)).then(|| text.to_owned())
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
    virtual_port::parse(port).map(|_| port.to_owned())
}

#[cfg(test)]
mod tests;
