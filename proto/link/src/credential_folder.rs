//! The folder of a reader's credentials. An agent writes it when it is paired, the controller's command line for those who carry it.

use std::fmt;

use madoguchi_plain::hex::Hex;
use serde::Deserialize;
use toml::Value;

use crate::pairing::Bytes32;

/// The unit's private key, PKCS #8 PEM, readable by the agent alone.
pub const KEY: &str = "unit.key";
/// The unit's certificate, PEM.
pub const CERTIFICATE: &str = "unit.crt";
/// The controller's CA, PEM; nothing else is trusted.
pub const AUTHORITY: &str = "ca.crt";
/// [`UnitFile`], TOML.
pub const UNIT: &str = "unit.toml";

/// What a reader knows of itself and of its controller beside the certificates.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitFile {
    pub serial: String,
    pub server_name: String,
    /// For agents of an earlier release, which judged dates.
    #[serde(default)]
    pub issued_at_ms: i64,
    /// SHA-256 of the SubjectPublicKeyInfo of the controller's server in hex; `None` in files of an earlier release.
    #[serde(default)]
    pub server_key: Option<String>,
}

impl UnitFile {
    /// The file of a unit whose controller's server has this key.
    #[must_use]
    pub fn new(
        serial: &str,
        server_name: &str,
        issued_at_ms: i64,
        server_key: Option<&Bytes32>,
    ) -> Self {
        Self {
            serial: serial.to_owned(),
            server_name: server_name.to_owned(),
            issued_at_ms,
            server_key: server_key.map(|key| Hex(key).to_string()),
        }
    }

    /// Parses a file's content; `None` where a field is missing, unknown or of another kind.
    #[must_use]
    pub fn parse(content: &[u8]) -> Option<Self> {
        toml::from_str(str::from_utf8(content).ok()?).ok()
    }
}

/// The file's content.
impl fmt::Display for UnitFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &str| Value::from(text);
        writeln!(f, "serial = {}", text(&self.serial))?;
        writeln!(f, "server_name = {}", text(&self.server_name))?;
        writeln!(f, "issued_at_ms = {}", self.issued_at_ms)?;
        match &self.server_key {
            Some(key) => writeln!(f, "server_key = {}", text(key)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    // Readers in the field have this file: if this fails, do not change the test.
    #[test]
    fn the_file_stays_as_it_is() {
        let file = UnitFile::new("CR-1", "controller.test", 5, Some(&[0xa5; 32]));
        let content = format!(
            "serial = \"CR-1\"\nserver_name = \"controller.test\"\nissued_at_ms = 5\nserver_key = \"{}\"\n",
            "a5".repeat(32)
        );
        assert_eq!(file.to_string(), content);
        assert_eq!(UnitFile::parse(content.as_bytes()), Some(file));
    }

    #[test]
    fn a_file_of_an_earlier_release_is_read_and_any_text_comes_back() {
        let old = b"serial = \"CR-1\"\nserver_name = \"controller.test\"\n";
        let file = UnitFile::parse(old).unwrap();
        assert_eq!(file, UnitFile::new("CR-1", "controller.test", 0, None));
        let odd = UnitFile::new("\"\\\n'", "窓口\t", -1, None);
        assert_eq!(UnitFile::parse(odd.to_string().as_bytes()), Some(odd));
        for wrong in [&b"\xff"[..], b"", b"serial = 7\nserver_name = \"a\"\n"] {
            assert_eq!(UnitFile::parse(wrong), None);
        }
    }
}
