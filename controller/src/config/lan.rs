//! The fields of `[console]` for browsers of other PCs. Nobody but this PC reaches the console unless `lan` is there.
//!
//! ```toml
//! [console]
//! lan = "192.0.2.10:7481"                # TLS, and a login from everybody
//! names = ["madoguchi.clinic.example"]   # by which other PCs find this one, besides its host name and addresses
//! certificate = "lan.pem"                # both or neither: else a self-signed one is made, of a key of its own
//! key = "lan.key"
//! ```

use super::fields::Fields;
use super::mistake::Wrong;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use toml::Value;

/// More names than anybody gives a PC.
const MAX_NAMES: usize = 16;
/// The longest host name, and the longest part between two dots (RFC 1035).
const NAME_CHARS: usize = 253;
const PART_CHARS: usize = 63;

/// The console for browsers of other PCs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lan {
    /// Where it listens; an address of this PC, or of all its networks.
    pub listen: SocketAddr,
    /// Names and addresses by which other PCs find this one, in small letters, besides those that it has by itself.
    pub names: Vec<String>,
    /// The files of a certificate that somebody else signed; `None` for a self-signed one.
    pub files: Option<PemFiles>,
}

/// A certificate with its key, in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PemFiles {
    /// The certificate, and behind it those that lead to its root.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Lan {
    /// At an address, with a self-signed certificate.
    #[must_use]
    pub const fn at(listen: SocketAddr) -> Self {
        Self {
            listen,
            names: Vec::new(),
            files: None,
        }
    }
}

/// The fields that only mean something beside `lan`.
const BESIDE: [&str; 3] = ["console.names", "console.certificate", "console.key"];

pub(super) fn read(fields: &mut Fields, base: &Path, is_off: bool) -> Option<Lan> {
    let has_lan = fields.has("console.lan");
    let listen = fields.address("console.lan");
    if has_lan && is_off {
        fields.wrong("console.lan", Wrong::LanOff);
    }
    if !has_lan {
        for field in BESIDE {
            if fields.is_there(field) {
                fields.wrong(field, Wrong::WithoutLan);
            }
        }
        return None;
    }
    let names = names(fields);
    let mut file = |field| {
        let is_there = fields.has(field);
        (is_there, fields.text(field).map(|file| base.join(file)))
    };
    let ((has_certificate, certificate), (has_key, key)) =
        (file("console.certificate"), file("console.key"));
    let alone = match (has_certificate, has_key) {
        (true, false) => Some(("console.certificate", "console.key")),
        (false, true) => Some(("console.key", "console.certificate")),
        _ => None,
    };
    if let Some((field, other)) = alone {
        fields.wrong(field, Wrong::Alone { other });
    }
    let files = certificate.zip(key);
    let files = files.map(|(certificate, key)| PemFiles { certificate, key });
    listen.map(|listen| Lan {
        listen,
        names,
        files,
    })
}

fn names(fields: &mut Fields) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for named in fields.list("console.names", MAX_NAMES) {
        match named.as_str().and_then(name_of_pc) {
            Some(name) if names.contains(&name) => {}
            Some(name) => names.push(name),
            None => {
                let value = match named {
                    Value::String(text) => format!("\"{text}\""),
                    other => other.to_string(),
                };
                fields.wrong("console.names", Wrong::HostName { value });
            }
        }
    }
    names
}

/// A name or address as a certificate has it: what browsers send, without a port.
pub(crate) fn name_of_pc(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if let Ok(address) = typed.parse::<IpAddr>() {
        let said_by_browsers = !address.is_unspecified() && !address.is_multicast();
        return said_by_browsers.then(|| address.to_canonical().to_string());
    }
    let name = typed.to_ascii_lowercase();
    // An address that is typed wrongly is no name, either.
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_part = |part: &str| {
        let of_a_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let edges = [part.bytes().next(), part.bytes().last()];
        (1..=PART_CHARS).contains(&part.len())
            && part.bytes().all(of_a_name)
            && !edges.contains(&Some(b'-'))
    };
    let fits = name.len() <= NAME_CHARS
        && name.split('.').all(is_part)
        && !name.rsplit('.').next().is_some_and(is_number);
    fits.then_some(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::super::{Config, Mistakes};
    use super::*;

    fn parse(text: &str) -> Result<Option<Lan>, Mistakes> {
        let text = format!("policy = \"loopback\"\n{text}");
        Config::parse(&text, Path::new("/etc")).map(|config| config.console.lan)
    }

    #[test]
    fn no_other_pc_reaches_the_console_unless_an_address_is_written_for_it() {
        assert_eq!(parse("").unwrap(), None);
        for open in [
            "0.0.0.0:7481",
            "[::]:7481",
            "192.0.2.10:7481",
            "127.0.0.1:0",
        ] {
            let lan = parse(&format!("console.lan = \"{open}\""))
                .unwrap()
                .unwrap();
            assert_eq!(lan, Lan::at(open.parse().unwrap()));
        }
        let whole = "[console]\nlan = \"0.0.0.0:7481\"\ncertificate = \"lan.pem\"\nkey = \"/keys/lan.key\"\n\
                     names = [\"Madoguchi.Clinic.example\", \"192.0.2.10\", \"::ffff:192.0.2.10\", \"UKETSUKE_1\"]";
        let lan = parse(whole).unwrap().unwrap();
        let files = lan.files.unwrap();
        assert_eq!(files.certificate, Path::new("/etc/lan.pem"));
        assert_eq!(files.key, Path::new("/keys/lan.key"));
        let names = ["madoguchi.clinic.example", "192.0.2.10", "uketsuke_1"];
        assert_eq!(lan.names, names);
    }

    #[test]
    fn what_cannot_be_taken_for_the_lan_is_told_with_what_to_write() {
        let lan = "lan = \"0.0.0.0:7481\"";
        let many: Vec<_> = (0..17).map(|n| format!("\"n{n}\"")).collect();
        for (lines, field, code) in [
            ("lan = \"here\"", "console.lan", "config-address"),
            ("lan = true", "console.lan", "config-text"),
            ("lan = \"0.0.0.0:7445\"", "console.lan", "config-port-twice"),
            ("lan = \"0.0.0.0:7480\"", "console.lan", "config-port-twice"),
            (
                "lan = \"0.0.0.0:7481\"\nlisten = \"off\"",
                "console.lan",
                "config-lan-off",
            ),
            ("names = [\"a\"]", "console.names", "config-without-lan"),
            (
                "certificate = \"a\"",
                "console.certificate",
                "config-without-lan",
            ),
            ("key = \"a\"", "console.key", "config-without-lan"),
            (
                &format!("{lan}\ncertificate = \"a\""),
                "console.certificate",
                "config-pem-alone",
            ),
            (
                &format!("{lan}\nkey = \"a\""),
                "console.key",
                "config-pem-alone",
            ),
            (
                &format!("{lan}\nnames = \"a\""),
                "console.names",
                "config-list",
            ),
            (
                &format!("{lan}\nnames = [{}]", many.join(", ")),
                "console.names",
                "config-too-many",
            ),
        ] {
            let mistakes = parse(&format!("[console]\n{lines}")).unwrap_err();
            let found: Vec<_> = mistakes.0.iter().map(|m| &*m.field).collect();
            assert_eq!(found, [field], "{lines}");
            assert_eq!(mistakes.0[0].text().code, code, "{lines}");
        }
        for name in [
            "1",
            "\"\"",
            "\"a b\"",
            "\"a:7481\"",
            "\"https://a/\"",
            "\"窓口\"",
            "\"-a\"",
            "\"a..b\"",
            "\"192.0.2\"",
            "\"0.0.0.0\"",
            "\"[::1]\"",
            "\"*.a\"",
        ] {
            let mistakes = parse(&format!("[console]\n{lan}\nnames = [{name}]")).unwrap_err();
            assert_eq!(mistakes.0.len(), 1, "{name}");
            assert_eq!(mistakes.0[0].text().code, "config-host-name", "{name}");
        }
    }
}
