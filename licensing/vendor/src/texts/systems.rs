//! Errors of the operating system and of libraries.

use std::io::{self, ErrorKind};

use madoguchi_proto::v1::Text;

use madoguchi_texts::same;

use super::{Spoken, text};

/// What the system says. Its own words are in the system's language, so what has no sentence of ours is told by its number.
impl Spoken for io::Error {
    fn text(&self) -> Text {
        let key = match self.kind() {
            ErrorKind::NotFound => "io-not-found",
            ErrorKind::PermissionDenied => "io-denied",
            ErrorKind::AlreadyExists => "io-exists",
            ErrorKind::IsADirectory => "io-is-a-folder",
            ErrorKind::NotADirectory => "io-not-a-folder",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "io-full",
            ErrorKind::ReadOnlyFilesystem => "io-read-only",
            ErrorKind::InvalidData => "io-not-text",
            ErrorKind::UnexpectedEof => "io-nothing",
            _ => {
                let code = self.raw_os_error();
                let code = code.map_or_else(|| self.to_string(), |code| code.to_string());
                return text("io-failed", &[("code", same(code))]);
            }
        };
        text(key, &[])
    }
}

/// What only a library knows, in its own words.
pub(super) fn library(error: &dyn std::error::Error) -> Text {
    Text {
        code: String::new(),
        ja: String::new(),
        en: error.to_string(),
    }
}

macro_rules! of_libraries {
    ($($error:ty),+) => {
        $(impl Spoken for $error {
            fn text(&self) -> Text {
                library(self)
            }
        })+
    };
}

of_libraries!(getrandom::Error, pkcs8::Error);
