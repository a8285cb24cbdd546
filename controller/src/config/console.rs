//! The section `[console]`: the pages for browsers on this PC, and where it is wished (`lan`) for those of others.
//!
//! ```toml
//! [console]
//! listen = "127.0.0.1:7480" # or "off"
//! counter_page = true       # the counter page opens without a login
//! idle_minutes = 15         # a page on which somebody is logged in locks itself after this time
//! slip = "off"              # a paper slip for each patient: "58mm" or "80mm"
//! spoken = { "窓口1" = "まどぐち いち" }
//! ```

use super::CONSOLE_PORT;
use super::fields::Fields;
use super::lan::{self, Lan};
use super::mistake::Wrong;
use madoguchi_fleet::wish::MAX_COUNTER_CHARS;
use madoguchi_plain::{is_name, typed};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use toml::Value;

/// Instead of an address: no console.
pub(super) const OFF: &str = "off";
/// The usual time after which a login is locked, in minutes; half a day is the longest.
const IDLE_MINUTES: i64 = 15;
const LONGEST_IDLE_MINUTES: i64 = 720;
/// Counters with a spoken name: many times as many as a PC has.
const MAX_SPOKEN: usize = 64;
/// A spoken name may be longer than the written one: "窓口1" is "まどぐち いち".
const SPOKEN_CHARS: usize = 64;

/// The width of a paper slip: of the rolls that receipt printers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    Narrow,
    Wide,
}

/// The paper slips, as the configuration names them.
const SLIPS: [(&str, Option<Slip>); 3] = [
    (OFF, None),
    ("58mm", Some(Slip::Narrow)),
    ("80mm", Some(Slip::Wide)),
];

impl Slip {
    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrow => "58mm",
            Self::Wide => "80mm",
        }
    }
}

/// The pages for browsers on this PC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Console {
    /// The loopback address where browsers connect; `None` for no console.
    pub listen: Option<SocketAddr>,
    /// The same for browsers of other PCs, by TLS and with a login; `None` where nobody else gets in.
    pub lan: Option<Lan>,
    /// Whether the counter page opens without a login.
    pub counter_page: bool,
    /// The minutes without a request after which a login is locked.
    pub idle_minutes: i64,
    /// The paper slip that the counter page prints for a patient; `None` for no slip.
    pub slip: Option<Slip>,
    /// How the board says a counter's name, by the name, as the file has them.
    pub spoken: Vec<(String, String)>,
}

impl Console {
    /// No console.
    pub const OFF: Self = Self {
        listen: None,
        lan: None,
        counter_page: true,
        idle_minutes: IDLE_MINUTES,
        slip: None,
        spoken: Vec::new(),
    };

    /// The console at an address, else as usual.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        Self {
            listen: Some(address),
            ..Self::OFF
        }
    }

    /// How a counter's name is said; the name itself where the file does not say. Widths and blanks do not matter, as wherever a counter
    /// is named (RULES Q12).
    #[must_use]
    pub fn spoken<'a>(&'a self, counter: &'a str) -> &'a str {
        let same = typed::same_name(counter);
        let mut named = self.spoken.iter();
        let found = named.find(|(name, _)| typed::same_name(name) == same);
        found.map_or(counter, |(_, said)| said)
    }
}

pub(super) fn read(fields: &mut Fields, base: &Path) -> Console {
    let listen = listen(fields);
    let lan = lan::read(fields, base, listen.is_none());
    let counter_page = fields.yes_or_no("console.counter_page").unwrap_or(true);
    let idle = fields.number("console.idle_minutes", 1..=LONGEST_IDLE_MINUTES);
    let slip = fields.one_of("console.slip", &SLIPS).unwrap_or_default();
    let example = "{ \"窓口1\" = \"まどぐち いち\" }";
    let table = fields.table("console.spoken", MAX_SPOKEN, example);
    let mut spoken: Vec<(String, String)> = Vec::new();
    for (counter, said) in table {
        let field = format!("console.spoken.{counter}");
        let same = typed::same_name(&counter);
        if !is_name(&counter, MAX_COUNTER_CHARS) {
            let (value, most) = (format!("\"{counter}\""), MAX_COUNTER_CHARS);
            fields.wrong("console.spoken", Wrong::Line { value, most });
        } else if spoken
            .iter()
            .any(|(name, _)| typed::same_name(name) == same)
        {
            fields.wrong(&field, Wrong::NamedTwice);
        } else {
            match said {
                Value::String(said) if is_name(&said, SPOKEN_CHARS) => spoken.push((counter, said)),
                other => {
                    let (value, most) = (other.to_string(), SPOKEN_CHARS);
                    fields.wrong(&field, Wrong::Line { value, most });
                }
            }
        }
    }
    Console {
        listen,
        lan,
        counter_page,
        idle_minutes: idle.unwrap_or(IDLE_MINUTES),
        slip,
        spoken,
    }
}

/// The address. One that other PCs reach is a mistake: here is no TLS, and the counter page asks nobody who he is.
fn listen(fields: &mut Fields) -> Option<SocketAddr> {
    let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, CONSOLE_PORT));
    if fields.says("console.listen", OFF) {
        return None;
    }
    let address = fields.address("console.listen");
    if address.is_some_and(|address| !address.ip().is_loopback()) {
        fields.wrong("console.listen", Wrong::ConsoleOpen);
    }
    Some(address.unwrap_or(usual))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;
    use std::path::Path;

    fn parse(text: &str) -> Result<Console, Mistakes> {
        let text = format!("policy = \"loopback\"\n{text}");
        Config::parse(&text, Path::new("/etc")).map(|config| config.console)
    }

    #[test]
    fn the_console_is_there_for_this_pc_unless_it_is_switched_off() {
        let usual = Console::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 7480)));
        assert_eq!(parse("").unwrap(), usual);
        assert_eq!(parse("console.listen = \"off\"").unwrap(), Console::OFF);
        let chosen = "[console]\nlisten = \"[::1]:0\"\ncounter_page = false\n\
                      idle_minutes = 5\nslip = \"58mm\"\nspoken = { \"窓口1\" = \"まどぐち いち\" }\n";
        let chosen = parse(chosen).unwrap();
        assert_eq!(chosen.listen.unwrap().to_string(), "[::1]:0");
        assert!(!chosen.counter_page && chosen.idle_minutes == 5);
        assert_eq!(chosen.slip, Some(Slip::Narrow));
        for (name, slip) in SLIPS {
            let told = slip.map_or(OFF, Slip::name);
            assert_eq!(told, name);
            let said = parse(&format!("console.slip = \"{name}\"")).unwrap();
            assert_eq!(said.slip, slip);
        }
        assert_eq!(chosen.spoken("窓口１"), "まどぐち いち");
        assert_eq!(chosen.spoken("窓口2"), "窓口2");
    }

    #[test]
    fn no_other_pc_reaches_the_console_and_nothing_else_has_its_port() {
        for open in ["0.0.0.0:7480", "[::]:7480", "192.168.1.10:7480"] {
            let mistakes = parse(&format!("console.listen = \"{open}\"")).unwrap_err();
            assert_eq!(mistakes.0.len(), 1, "{mistakes}");
            let said = mistakes.0[0].text();
            assert_eq!(said.code, "config-console-open");
            let way_out = |text: &str| text.contains("\"off\"") && text.contains("console.listen");
            assert!(way_out(&said.ja) && way_out(&said.en), "{said:?}");
        }
        for twice in [
            "console.listen = \"127.0.0.1:7443\"",
            "console.listen = \"127.0.0.1:7444\"",
            "console.listen = \"127.0.0.1:7445\"",
            "desk.listen = \"127.0.0.1:7480\"",
        ] {
            let mistakes = parse(twice).unwrap_err();
            assert_eq!(mistakes.0.len(), 1, "{mistakes}");
            let said = mistakes.0[0].text();
            assert_eq!(said.code, "config-port-twice");
            assert!(said.ja.contains("console") && said.en.contains("console"));
        }
        let off = "console.listen = \"off\"\ndesk.listen = \"127.0.0.1:7480\"";
        assert!(parse(off).is_ok());
    }

    #[test]
    fn what_cannot_be_taken_is_told_with_what_to_write() {
        for (text, field, code) in [
            (
                "console.listen = \"here\"",
                "console.listen",
                "config-address",
            ),
            ("console.listen = false", "console.listen", "config-text"),
            (
                "console.counter_page = \"yes\"",
                "console.counter_page",
                "config-choice",
            ),
            (
                "console.idle_minutes = 721",
                "console.idle_minutes",
                "config-range",
            ),
            ("console.slip = \"76mm\"", "console.slip", "config-choice"),
            ("console.slip = 58", "console.slip", "config-choice"),
            ("console.spoken = 1", "console.spoken", "config-entry"),
            (
                "console.spoken = { a = 1 }",
                "console.spoken.a",
                "config-line",
            ),
            (
                "console.spoken = { a = \"x\\ny\" }",
                "console.spoken.a",
                "config-line",
            ),
            (
                "console.spoken = { \"\" = \"x\" }",
                "console.spoken",
                "config-line",
            ),
            (
                "console.spoken = { \"窓口1\" = \"x\", \"窓口１\" = \"y\" }",
                "console.spoken.窓口１",
                "config-named-twice",
            ),
        ] {
            let mistakes = parse(text).unwrap_err();
            let found: Vec<_> = mistakes.0.iter().map(|m| &*m.field).collect();
            assert_eq!(found, [field], "{text}");
            assert_eq!(mistakes.0[0].text().code, code, "{text}");
        }
        let many: String = (0..65).map(|n| format!("c{n} = \"x\"\n")).collect();
        let mistakes = parse(&format!("[console.spoken]\n{many}")).unwrap_err();
        assert_eq!(mistakes.0[0].text().code, "config-too-many");
    }
}
