//! `agent.toml`: what the agent is told at its start. Reading it opens nothing but the file itself, and reports
//! every mistake at once.
//!
//! ```toml
//! controller = "127.0.0.1:7443"    # or "[fe80::1%2]:7443"
//! credentials = "reader-1"         # the folder that `madoguchi unit enroll` wrote
//! spool = "spool"                  # made if need be; one agent's alone
//! environment = "test"             # or "production"
//! virtual_port = "1-2"             # only for policy = "loopback"
//! bundled_license = "license.bin"  # only if one came in the box
//!
//! [device]
//! kind = "simulated"
//! seed = 1
//! speed = 60.0
//! ```
//! Relative paths are relative to the file's own folder.

mod device;
mod fields;

use std::fs::File;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use madoguchi_proto::v1::Environment;

use self::fields::Fields;
pub use self::fields::Mistake;
use crate::simulated;

/// The largest file that is read.
const FILE_MAX_BYTES: u64 = 64 * 1024;
/// The longest virtual port; five hubs deep is USB's limit.
const VIRTUAL_PORT_MAX: usize = 32;

/// What `agent.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The controller's gateway.
    pub controller: SocketAddr,
    /// The credential folder.
    pub credentials: PathBuf,
    /// The spool's folder.
    pub spool: PathBuf,
    /// Which environment the agent is set up for.
    pub environment: Environment,
    /// The port of the virtual bus.
    pub virtual_port: Option<String>,
    /// The file of the license that came in the box.
    pub bundled_license: Option<PathBuf>,
    /// The card reader.
    pub device: DeviceKind,
}

/// Which card reader the agent drives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeviceKind {
    /// A simulated one.
    Simulated(simulated::Settings),
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It is no TOML.
    #[error("{} is not valid TOML: {wrong}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        wrong: String,
    },
    /// Its fields are wrong: all mistakes at once.
    #[error("{} has {} mistake(s):{}", path.display(), mistakes.len(), lines(mistakes))]
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
        let mut text = String::new();
        File::open(path)
            .and_then(|file| file.take(FILE_MAX_BYTES).read_to_string(&mut text))
            .map_err(|source| Error::Read {
                path: path.to_owned(),
                source,
            })?;
        Self::parse(&text, path)
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
                wrong: error.to_string(),
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
    let controller = fields.required(
        "controller",
        "\"127.0.0.1:7443\" or \"[fe80::1%2]:7443\"",
        address,
    );
    let credentials = fields.required(
        "credentials",
        "the folder that `madoguchi unit enroll` wrote",
        text,
    );
    let spool = fields.required("spool", "a folder of this agent alone", text);
    let environment = fields.required("environment", "\"test\" or \"production\"", environment);
    let virtual_port = fields.optional(
        "virtual_port",
        "bus and chain, for example \"1-2\" or \"1-3.1\"",
        port,
    );
    let bundled_license = fields.optional("bundled_license", "a file", text);
    let device = fields.table("device").and_then(device::read);
    fields.finish();
    Some(Config {
        controller: controller?,
        credentials: absolute(credentials?),
        spool: absolute(spool?),
        environment: environment?,
        virtual_port,
        bundled_license: bundled_license.map(absolute),
        device: device?,
    })
}

fn address(value: &toml::Value) -> Option<SocketAddr> {
    let address: SocketAddr = value.as_str()?.parse().ok()?;
    (address.port() != 0).then_some(address)
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
    let good = port.len() <= VIRTUAL_PORT_MAX && number(bus) && chain.split('.').all(number);
    good.then(|| port.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::OutcomeKind;

    const GOOD: &str = r#"
        controller = "[fe80::1%2]:7443"
        credentials = "reader-1"
        spool = "/var/spool/madoguchi"
        environment = "test"
        virtual_port = "1-3.1"

        [device]
        kind = "simulated"
        seed = 7
        speed = 60
        pin_share = 0.5
        walk_ms = [1000, 2000]
        [device.errors]
        card_expired = 0.25
    "#;

    fn mistakes(text: &str) -> Vec<String> {
        match Config::parse(text, Path::new("/etc/agent.toml")) {
            Err(Error::Mistakes { mistakes, .. }) => {
                mistakes.into_iter().map(|mistake| mistake.field).collect()
            }
            other => panic!("mistakes expected: {other:?}"),
        }
    }

    #[test]
    fn a_good_file_is_read_and_paths_hang_on_its_folder() {
        let config = Config::parse(GOOD, Path::new("/etc/agent.toml")).unwrap();
        assert_eq!(config.credentials, Path::new("/etc/reader-1"));
        assert_eq!(config.spool, Path::new("/var/spool/madoguchi"));
        let SocketAddr::V6(address) = config.controller else {
            panic!("an IPv6 address expected");
        };
        assert_eq!((address.scope_id(), address.port()), (2, 7443));
        let DeviceKind::Simulated(settings) = config.device;
        assert_eq!((settings.seed, settings.speed), (7, 60.0));
        assert_eq!(
            settings.behaviour.errors,
            [(OutcomeKind::CardExpired, 0.25)]
        );
        assert_eq!(settings.behaviour.walk.max_ms, 2_000);
    }

    #[test]
    fn all_mistakes_are_reported_at_once_with_their_names() {
        let text = r#"
            controller = "localhost"
            credentials = 7
            environment = "prod"
            virtual_port = "usb"
            colour = "blue"
            [device]
            kind = "simulated"
            speed = -1
            no_show_rate = 1.5
            walk_ms = [5, 1]
            sped = 3
            [device.errors]
            tired = 0.1
        "#;
        let found = mistakes(text);
        for field in [
            "controller",
            "credentials",
            "spool",
            "environment",
            "virtual_port",
            "colour",
            "device.speed",
            "device.no_show_rate",
            "device.walk_ms",
            "device.sped",
            "device.errors.tired",
        ] {
            assert!(
                found.iter().any(|name| name == field),
                "{field} is missing in {found:?}"
            );
        }
        assert_eq!(found.len(), 11, "{found:?}");
    }

    #[test]
    fn an_unknown_device_is_refused() {
        let text = GOOD.replace("simulated", "magic");
        assert!(mistakes(&text).contains(&"device.kind".to_owned()));
        assert!(mistakes(GOOD.split("[device]").next().unwrap()).contains(&"device".to_owned()));
    }

    #[test]
    fn a_mistake_says_what_to_write() {
        let text = GOOD.replace("\"test\"", "\"tset\"");
        let error = Config::parse(&text, Path::new("agent.toml")).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("environment") && error.contains("tset") && error.contains("production"),
            "{error}"
        );
    }

    #[test]
    fn what_is_no_toml_is_said_so() {
        let error = Config::parse("controller = ", Path::new("agent.toml")).unwrap_err();
        assert!(matches!(error, Error::Syntax { .. }));
    }
}
