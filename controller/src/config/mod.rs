//! `controller.toml`: read, judged as a whole, and nothing opened. All mistakes are reported at once.

mod fields;

pub use fields::Mistake;

use fields::{Fields, Wrong};
use madoguchi_fleet::settings::Settings;
use madoguchi_fleet::time::{DAY, MINUTE, SECOND};
use madoguchi_licensing::grant::Environment;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// Where readers connect.
pub const GATEWAY_PORT: u16 = 7443;
/// Where programs on this PC connect.
pub const DESK_PORT: u16 = 7445;

/// How readers are expected to be connected; it also says which environment this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Over USB: production.
    Usb,
    /// On the virtual bus: a demo or a test.
    Loopback,
}

impl Policy {
    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usb => "usb",
            Self::Loopback => "loopback",
        }
    }

    /// Which readers and licenses belong to it.
    #[must_use]
    pub const fn environment(self) -> Environment {
        match self {
            Self::Usb => Environment::Production,
            Self::Loopback => Environment::Test,
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

/// Everything that the configuration says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where identity and store lie; `None` leaves it to the command line and the platform.
    pub data_dir: Option<PathBuf>,
    /// How readers are connected.
    pub policy: Policy,
    /// Where readers connect.
    pub gateway_listen: SocketAddr,
    /// Where programs on this PC connect: a loopback address.
    pub desk_listen: SocketAddr,
    /// A root for test licenses, for the loopback policy only.
    pub test_root: Option<PathBuf>,
    /// The numbers of the rules.
    pub settings: Settings,
    /// How the log is written.
    pub log: LogFormat,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read the configuration {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Something in it is wrong.
    #[error("the configuration {} has mistakes:\n{mistakes}", path.display())]
    Mistakes {
        /// The file.
        path: PathBuf,
        /// All of them.
        mistakes: Mistakes,
    },
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

/// Longest configuration: a hundred times what a full one takes.
const MAX_BYTES: u64 = 256 * 1024;

fn read_bounded(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("it is far too long for a configuration"));
    }
    Ok(text)
}

impl Config {
    /// Reads a configuration file. Relative paths in it are relative to its folder.
    ///
    /// # Errors
    /// When it cannot be read, or has mistakes.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = read_bounded(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        let base = path.parent().unwrap_or_else(|| Path::new(""));
        Self::parse(&text, base).map_err(|mistakes| Error::Mistakes {
            path: path.to_owned(),
            mistakes,
        })
    }

    /// Judges the text of a configuration, whose relative paths are relative to `base`.
    ///
    /// # Errors
    /// All mistakes.
    pub fn parse(text: &str, base: &Path) -> Result<Self, Mistakes> {
        let mut fields = Fields::parse(text).map_err(|mistake| Mistakes(vec![mistake]))?;
        let policy = fields
            .one_of(
                "policy",
                &[("usb", Policy::Usb), ("loopback", Policy::Loopback)],
            )
            .unwrap_or(Policy::Usb);
        let data_dir = fields.text("data_dir").map(|dir| base.join(dir));
        let gateway_listen = fields.address("gateway.listen");
        let desk_listen = fields.address("desk.listen");
        if desk_listen.is_some_and(|address| !address.ip().is_loopback()) {
            fields.wrong("desk.listen", Wrong::DeskOpen);
        }
        let test_root = fields
            .text("licensing.test_root")
            .map(|file| base.join(file));
        if test_root.is_some() && policy == Policy::Usb {
            fields.wrong("licensing.test_root", Wrong::TestRootInUse);
        }
        let settings = settings(&mut fields, policy);
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
        let here = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Ok(Self {
            data_dir,
            policy,
            gateway_listen: gateway_listen.unwrap_or_else(|| here(GATEWAY_PORT)),
            desk_listen: desk_listen.unwrap_or_else(|| here(DESK_PORT)),
            test_root,
            settings,
            log,
        })
    }
}

/// The numbers of the rules, each within what can make sense at a counter.
fn settings(fields: &mut Fields, policy: Policy) -> Settings {
    let mut settings = Settings {
        environment: policy.environment(),
        ..Settings::default()
    };
    let mut number = |name, unit, range, place: &mut i64| {
        if let Some(value) = fields.number(name, range) {
            *place = value.saturating_mul(unit);
        }
    };
    // UTC-12 to UTC+14 are all that there are.
    number(
        "clinic.utc_offset_min",
        MINUTE,
        -720..=840,
        &mut settings.utc_offset_ms,
    );
    number("rules.call_s", SECOND, 10..=900, &mut settings.call_ms);
    number(
        "rules.session_s",
        SECOND,
        30..=1_800,
        &mut settings.session_ms,
    );
    number("rules.grace_s", SECOND, 5..=300, &mut settings.grace_ms);
    number(
        "rules.card_removal_s",
        SECOND,
        5..=300,
        &mut settings.card_removal_ms,
    );
    number(
        "rules.preference_min",
        MINUTE,
        0..=240,
        &mut settings.preference_ms,
    );
    number(
        "rules.priority_head_start_min",
        MINUTE,
        0..=240,
        &mut settings.priority_head_start_ms,
    );
    number(
        "rules.seat_hold_s",
        SECOND,
        0..=3_600,
        &mut settings.seat_hold_ms,
    );
    number(
        "rules.restart_grace_s",
        SECOND,
        5..=300,
        &mut settings.restart_grace_ms,
    );
    number(
        "rules.closed_retention_days",
        DAY,
        1..=400,
        &mut settings.closed_retention_ms,
    );
    if let Some(most) = fields.number("rules.max_open_tickets", 1..=100_000) {
        settings.max_open_tickets = usize::try_from(most).unwrap_or(settings.max_open_tickets);
    }
    settings
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Mistakes> {
        Config::parse(text, Path::new("/etc/madoguchi"))
    }

    #[test]
    fn an_empty_configuration_is_a_clinic_with_readers_over_usb() {
        let config = parse("").unwrap();
        assert_eq!(config.policy, Policy::Usb);
        assert_eq!(config.data_dir, None);
        assert_eq!(config.settings, Settings::default());
        assert_eq!(config.gateway_listen.to_string(), "127.0.0.1:7443");
        assert_eq!(config.desk_listen.to_string(), "127.0.0.1:7445");
    }

    #[test]
    fn a_section_that_is_not_known_is_a_mistake_though_it_is_empty() {
        let mistakes = parse("[ruls]\n[rules]\n").unwrap_err();
        assert_eq!(mistakes.0.len(), 1);
        assert_eq!(mistakes.0[0].field, "ruls");
    }

    #[test]
    fn every_field_is_taken_and_paths_are_relative_to_the_file() {
        let config = parse(
            r#"
            data_dir = "data"
            policy = "loopback"
            gateway.listen = "127.0.0.1:0"
            desk.listen = "[::1]:0"
            licensing.test_root = "test-root.pem"
            clinic.utc_offset_min = 0
            log.format = "json"
            [rules]
            call_s = 60
            session_s = 90
            grace_s = 10
            card_removal_s = 20
            preference_min = 3
            priority_head_start_min = 10
            seat_hold_s = 30
            restart_grace_s = 15
            max_open_tickets = 500
            closed_retention_days = 14
            "#,
        )
        .unwrap();
        assert_eq!(config.data_dir.unwrap(), Path::new("/etc/madoguchi/data"));
        assert_eq!(
            config.test_root.unwrap(),
            Path::new("/etc/madoguchi/test-root.pem")
        );
        assert_eq!(config.log, LogFormat::Json);
        assert_eq!(
            config.settings,
            Settings {
                environment: Environment::Test,
                utc_offset_ms: 0,
                priority_head_start_ms: 600_000,
                call_ms: 60_000,
                session_ms: 90_000,
                grace_ms: 10_000,
                card_removal_ms: 20_000,
                preference_ms: 180_000,
                seat_hold_ms: 30_000,
                restart_grace_ms: 15_000,
                max_open_tickets: 500,
                closed_retention_ms: 14 * DAY,
                ..Settings::default()
            }
        );
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let mistakes = parse(
            r#"
            data_dir = 7
            policy = "lan"
            desk.listen = "0.0.0.0:7445"
            gateway.listen = "localhost"
            licensing.test_root = "root.pem"
            colour = "red"
            log = "json"
            [rules]
            call_s = 5
            grace_s = "long"
            calls = 1
            "#,
        )
        .unwrap_err();
        let fields: Vec<_> = mistakes.0.iter().map(|m| m.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "policy",
                "data_dir",
                "gateway.listen",
                "desk.listen",
                "licensing.test_root",
                "rules.call_s",
                "rules.grace_s",
                "log",
                "colour",
                "rules.calls",
            ]
        );
        let shown = mistakes.to_string();
        assert!(
            shown.contains("rules.call_s: 5 is out of range; write a whole number from 10 to 900")
        );
        assert_eq!(shown.lines().count(), fields.len());
    }

    #[test]
    fn text_that_is_no_toml_is_one_mistake_with_its_place() {
        let mistakes = parse("policy = usb").unwrap_err();
        assert_eq!(mistakes.0.len(), 1);
        assert!(mistakes.to_string().contains("line 1"));
    }
}
