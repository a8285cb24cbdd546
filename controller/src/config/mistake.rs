//! The mistakes of a configuration, each in a sentence: the field, what is wrong with it, what to write instead.

use crate::texts;
use madoguchi_proto::v1::Text;
use madoguchi_reading::configuration::{Kind, Slip, shown};
use madoguchi_texts::{configuration as slips, same};
use std::fmt;
use std::ops::RangeInclusive;

/// One mistake: the field, what is wrong with it, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The field's name with its section: "rules.call_s".
    pub field: String,
    pub(super) what: Wrong,
}

/// The kinds of mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// A line of the file cannot be read; then nothing else of it is known.
    Slip(Slip),
    /// A path whose backslashes were read as line feeds or tabs.
    Backslash,
    Text {
        value: String,
    },
    Address {
        value: String,
    },
    Choice {
        value: String,
        choices: String,
    },
    Range {
        value: String,
        range: RangeInclusive<i64>,
    },
    Number {
        value: String,
        range: RangeInclusive<i64>,
    },
    /// A number that would be right without its quotes.
    QuotedNumber {
        value: String,
    },
    TimeOfDay {
        value: String,
    },
    Unknown {
        known: String,
    },
    /// A field that is not known, and the one that was meant by it.
    Near {
        meant: String,
    },
    Section {
        name: String,
    },
    DeskOpen,
    /// An address that other PCs reach, for a console that asks nobody who he is.
    ConsoleOpen,
    /// The console for other PCs where there is none.
    LanOff,
    /// What only means something beside the console for other PCs.
    WithoutLan,
    /// A certificate without its key, or the other way round.
    Alone {
        other: &'static str,
    },
    /// What no browser can have as the name of a PC.
    HostName {
        value: String,
    },
    /// An address that other PCs reach, under a policy for readers on this PC.
    NotLoopback,
    TestRootInUse,
    ListenOverUsb {
        port: String,
    },
    PortOnLoopback {
        listen: String,
    },
    PortTwice,
    /// A counter that is named twice, each time with other widths or blanks.
    NamedTwice,
    List {
        value: String,
    },
    TooMany {
        most: usize,
    },
    /// An entry of a list that should be a table.
    Entry {
        value: String,
        example: &'static str,
    },
    /// A text that has several lines or more than `most` characters.
    Line {
        value: String,
        most: usize,
    },
    UsbId {
        value: String,
    },
    /// A watched folder without its path.
    NoFolder,
    /// A watched folder that has the configuration in it.
    HoldsConfiguration {
        value: String,
    },
    OursAndForeign {
        id: String,
    },
    /// A section about backups in which something is missing.
    NoBackup,
    Recipient,
    /// The section about the sheet for when it is down, without its folder.
    NoDownFolder,
    /// The secret of a pair of keys where its recipient belongs.
    Identity,
}

impl Mistake {
    /// The mistake as a text for people.
    #[must_use]
    pub fn text(&self) -> Text {
        let tell = |key: &str, args: &[(&str, &str)]| {
            // A value is the file's own; what cannot be seen in it is what is wrong with it.
            let seen: Vec<_> = args
                .iter()
                .map(|(name, value)| match *name {
                    "value" => (*name, shown(value)),
                    _ => (*name, (*value).to_owned()),
                })
                .collect();
            let mut args: Vec<_> = seen
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            args.push(("field", &self.field));
            texts::text(key, &args)
        };
        let within = |key: &str, value: &str, range: &RangeInclusive<i64>| {
            let (least, most) = (range.start().to_string(), range.end().to_string());
            tell(key, &[("value", value), ("least", &least), ("most", &most)])
        };
        match &self.what {
            Wrong::Slip(slip) => slips::slip(slip),
            Wrong::Backslash => slips::kind(&Kind::Backslash, same(&self.field)),
            Wrong::Text { value } => tell("config-text", &[("value", value)]),
            Wrong::Address { value } => tell("config-address", &[("value", value)]),
            Wrong::Choice { value, choices } => {
                tell("config-choice", &[("value", value), ("choices", choices)])
            }
            Wrong::Range { value, range } => within("config-range", value, range),
            Wrong::Number { value, range } => within("config-number", value, range),
            Wrong::QuotedNumber { value } => tell("config-quoted-number", &[("value", value)]),
            Wrong::TimeOfDay { value } => tell("config-time-of-day", &[("value", value)]),
            Wrong::Unknown { known } => tell("config-unknown", &[("known", known)]),
            Wrong::Near { meant } => {
                let section = |field: &str| {
                    field
                        .rsplit_once('.')
                        .map(|(section, _)| section.to_owned())
                };
                let name = meant.rsplit('.').next().unwrap_or(meant);
                match (section(&self.field), section(meant)) {
                    (here, there) if here == there => tell("config-near", &[("name", name)]),
                    (_, None) => tell("config-near-above", &[("name", name)]),
                    (_, Some(there)) => {
                        tell("config-near-below", &[("name", name), ("section", &there)])
                    }
                }
            }
            Wrong::Section { name } => tell("config-section", &[("name", name)]),
            Wrong::ConsoleOpen => tell("config-console-open", &[]),
            Wrong::LanOff => tell("config-lan-off", &[]),
            Wrong::WithoutLan => tell("config-without-lan", &[]),
            Wrong::Alone { other } => tell("config-pem-alone", &[("other", other)]),
            Wrong::HostName { value } => tell("config-host-name", &[("value", value)]),
            Wrong::NamedTwice => tell("config-named-twice", &[]),
            Wrong::DeskOpen => tell("config-desk-open", &[]),
            Wrong::NotLoopback => tell("config-not-loopback", &[]),
            Wrong::TestRootInUse => tell("config-test-root-in-use", &[]),
            Wrong::ListenOverUsb { port } => tell("config-listen-over-usb", &[("port", port)]),
            Wrong::PortOnLoopback { listen } => {
                tell("config-port-on-loopback", &[("listen", listen)])
            }
            Wrong::PortTwice => tell("config-port-twice", &[]),
            Wrong::List { value } => tell("config-list", &[("value", value)]),
            Wrong::TooMany { most } => tell("config-too-many", &[("most", &most.to_string())]),
            Wrong::Entry { value, example } => {
                tell("config-entry", &[("value", value), ("example", example)])
            }
            Wrong::Line { value, most } => {
                let most = most.to_string();
                tell("config-line", &[("value", value), ("most", &most)])
            }
            Wrong::UsbId { value } => tell("config-usb-id", &[("value", value)]),
            Wrong::NoFolder => tell("config-folder-path", &[]),
            Wrong::HoldsConfiguration { value } => tell("config-folder-holds", &[("value", value)]),
            Wrong::NoBackup => tell("config-backup-needs", &[]),
            Wrong::NoDownFolder => tell("config-down-folder", &[]),
            Wrong::Recipient => tell("config-backup-recipient", &[]),
            Wrong::Identity => tell("config-backup-secret", &[]),
            Wrong::OursAndForeign { id } => tell("config-ours-and-foreign", &[("id", id)]),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}
