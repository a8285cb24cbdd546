//! The file `controller.toml`: read and checked as a whole, without opening anything that it names. All mistakes are reported at once.

mod backup;
mod console;
mod down;
mod fields;
mod folder;
mod lan;
mod link;
mod listen;
mod mistake;
mod retention;
mod rules;
mod support;
mod told;

pub use backup::Backup;
pub use console::{Console, Slip};
pub use down::Down;
pub use folder::Folder;
pub(crate) use folder::whole;
pub(crate) use lan::name_of_pc;
pub use lan::{Lan, PemFiles};
pub use listen::Listen;
pub use mistake::Mistake;
pub use support::Support;

use fields::Fields;
use madoguchi_fleet::settings::Settings;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use madoguchi_link::names::{GATEWAY_PORT, PAIRING_PORT};
use madoguchi_reading::{self as reading, Other, Unread};
use mistake::Wrong;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The port where programs on this PC connect.
pub const DESK_PORT: u16 = 7445;
/// The port where browsers on this PC connect.
pub const CONSOLE_PORT: u16 = 7480;

/// The way in which readers are connected, which also decides the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Over USB: production, unless this program was built with test roots.
    Usb,
    /// On the virtual bus: a demo or a test.
    Loopback,
}

impl Policy {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usb => "usb",
            Self::Loopback => "loopback",
        }
    }

    /// The environment whose readers and licenses this policy takes.
    #[must_use]
    pub fn environment(self) -> Environment {
        match self {
            // Everybody can sign with the test roots, so a build with them must never count as a production one.
            Self::Usb => Trust::compiled_in().environment(),
            Self::Loopback => Environment::Test,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

/// The checked content of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder of identity and store; `None` leaves it to the command line and the platform.
    pub data_dir: Option<PathBuf>,
    pub policy: Policy,
    pub gateway: Listen,
    /// The address or port for pairing.
    pub pairing: Listen,
    /// Whether the field `units.certificate_days` of an earlier release is there. It has no effect.
    pub has_certificate_days: bool,
    /// The section `[link]`, for the usb policy.
    pub link: madoguchi_ports::Settings,
    /// The loopback address where programs on this PC connect.
    pub desk_listen: SocketAddr,
    /// The section `[console]`.
    pub console: Console,
    /// The section `[folder]`; `None` where no folder is watched.
    pub folder: Option<Folder>,
    /// When the check before opening is made by itself (RULES A21), in minutes after midnight; `None` for only when somebody asks.
    pub ready_check: Option<i64>,
    /// The section `[backup]`; `None` where no backup is made by itself.
    pub backup: Option<Backup>,
    /// The section `[down]`; `None` where no sheet is written.
    pub down: Option<Down>,
    /// The section `[support]`.
    pub support: Support,
    /// A root for test licenses, for the loopback policy only.
    pub test_root: Option<PathBuf>,
    /// The numbers of the rules (RULES).
    pub settings: Settings,
    pub log: LogFormat,
    /// The number of the log's files that are kept, one a day.
    pub logs_days: u16,
}

/// The reason why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read the configuration {}", path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The file is empty. Whoever named it wanted something else than the defaults, which would be another installation.
    #[error("the configuration {} is empty", path.display())]
    Empty { path: PathBuf },
    /// It is no UTF-8: TOML has no other encoding, and to guess one would be to guess names and paths.
    #[error("the configuration {} is not UTF-8 ({what})", path.display())]
    Encoding { path: PathBuf, what: Other },
    #[error("the configuration {} has mistakes:\n{mistakes}", path.display())]
    Mistakes { path: PathBuf, mistakes: Mistakes },
}

/// All mistakes of a configuration, in the order of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, mistake) in self.0.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "  {mistake}")?;
        }
        Ok(())
    }
}

/// The longest configuration: a hundred times the length of a full one.
const MAX_BYTES: usize = 256 * 1024;

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    reading::read(path, MAX_BYTES).map_err(|why| match why {
        Unread::Io(error) => error,
        Unread::TooLarge { .. } => io::ErrorKind::FileTooLarge.into(),
    })
}

impl Config {
    /// Reads a configuration file. Relative paths in it are relative to its folder.
    ///
    /// # Errors
    /// The file cannot be read, or has mistakes.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = read_bounded(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
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
        let base = path.parent().unwrap_or_else(|| Path::new(""));
        Self::parse(text, base).map_err(|mistakes| match reading::configuration::is_page(text) {
            true => other(Other::Html),
            false => Error::Mistakes {
                path: path.to_owned(),
                mistakes,
            },
        })
    }

    /// Checks the text of a configuration; relative paths in it are relative to `base`.
    ///
    /// # Errors
    /// All mistakes.
    pub fn parse(text: &str, base: &Path) -> Result<Self, Mistakes> {
        let mut fields = Fields::parse(text).map_err(|mistake| Mistakes(vec![mistake]))?;
        // Much depends on the policy: where it is wrong or stands in a wrong place, only what does not is judged.
        let choices = [("usb", Policy::Usb), ("loopback", Policy::Loopback)];
        let chosen = fields.one_of("policy", &choices);
        let unclear =
            fields.is_wrong("policy") || (chosen.is_none() && fields.is_misplaced("policy"));
        let policy = chosen.unwrap_or(Policy::Usb);
        let known = (!unclear).then_some(policy);
        let data_dir = fields.text("data_dir").map(|dir| base.join(dir));
        let gateway = listen::of(&mut fields, known, "gateway", GATEWAY_PORT);
        let pairing = listen::of(&mut fields, known, "pairing", PAIRING_PORT);
        let certificate_days = fields.number("units.certificate_days", 1..=3_650);
        let desk_listen = fields.address("desk.listen");
        if desk_listen.is_some_and(|address| !address.ip().is_loopback()) {
            fields.wrong("desk.listen", Wrong::DeskOpen);
        }
        let desk =
            desk_listen.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, DESK_PORT)));
        let console = console::read(&mut fields, base);
        let folder = folder::read(&mut fields, base);
        // A place that is wrong stands as the usual one here, which nobody wrote.
        let places = ["gateway", "pairing", "desk", "console"];
        if known.is_some() && !places.iter().any(|place| fields.is_wrong(place)) {
            if gateway.collides(pairing) {
                fields.wrong("pairing", Wrong::PortTwice);
            }
            let desk = Listen::At(desk);
            if gateway.collides(desk) || pairing.collides(desk) {
                fields.wrong("desk.listen", Wrong::PortTwice);
            }
            let others = [gateway, pairing, desk];
            let taken = |at| others.iter().any(|other| other.collides(Listen::At(at)));
            if console.listen.is_some_and(taken) {
                fields.wrong("console.listen", Wrong::PortTwice);
            }
            // It may listen at all addresses of the PC, so the port has to be its own at each of them.
            let places = others.into_iter().chain(console.listen.map(Listen::At));
            let mut ports = places.map(Listen::port);
            let lan = console.lan.as_ref().map_or(0, |lan| lan.listen.port());
            if lan != 0 && ports.any(|port| port == lan) {
                fields.wrong("console.lan", Wrong::PortTwice);
            }
        }
        let backup = backup::read(&mut fields, base);
        let down = down::read(&mut fields, base);
        let support = support::read(&mut fields);
        let ready_check = fields.time_of_day_or_never("day.ready_check").flatten();
        let test_root = fields
            .text("licensing.test_root")
            .map(|file| base.join(file));
        if test_root.is_some() && known == Some(Policy::Usb) {
            fields.wrong("licensing.test_root", Wrong::TestRootInUse);
        }
        let link = link::read(&mut fields);
        let settings = rules::settings(&mut fields, policy);
        let logs_days = retention::logs(&mut fields);
        let log = fields
            .one_of(
                "log.format",
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            )
            .unwrap_or(LogFormat::Text);
        let mistakes = fields.finish();
        if !mistakes.is_empty() {
            return Err(Mistakes(mistakes));
        }
        Ok(Self {
            data_dir,
            policy,
            link,
            gateway,
            pairing,
            has_certificate_days: certificate_days.is_some(),
            desk_listen: desk,
            console,
            folder,
            backup,
            down,
            support,
            ready_check,
            test_root,
            settings,
            log,
            logs_days,
        })
    }
}

#[cfg(test)]
mod tests;
