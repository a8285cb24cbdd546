//! Files and keys: why a key, an issuer or a list cannot be read, made or used.

use madoguchi_files::passphrase::{MAX_BYTES, MIN_CHARS, Unfit};
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line::{file, other};
use madoguchi_texts::same;

use super::{Spoken, because, each, text};
use crate::files::MAX_LEN;
use crate::passphrase::Origin;
use crate::{encrypted, files, folder, keystore, lists, passphrase, root, sequence, signer};
use madoguchi_licensing::verify::{MAX_ISSUERS, MAX_LICENSES, MAX_NAME_CHARS};

in_english!(
    encrypted::Error,
    files::Error,
    folder::Error,
    keystore::Error,
    lists::Error,
    passphrase::Error,
    root::Error,
    sequence::Error,
    signer::Error
);

impl Spoken for files::Error {
    fn text(&self) -> Text {
        match self {
            Self::Read { path, source } => because(
                text("file-read", &[("path", file(path).into())]),
                source.text(),
            ),
            Self::TooLarge { path } => text(
                "file-too-large",
                &[("path", file(path).into()), ("max-len", same(MAX_LEN))],
            ),
            Self::NotText { path, what } => text(
                "file-not-text",
                &[("path", file(path).into()), ("what", other(*what).into())],
            ),
            Self::MailSource { path, what } => text(
                "file-mail-source",
                &[("path", file(path).into()), ("what", other(*what).into())],
            ),
            Self::Exists { path } => text("file-exists", &[("path", file(path).into())]),
            Self::Write { path, source } => because(
                text("file-write", &[("path", file(path).into())]),
                source.text(),
            ),
        }
    }
}

impl Spoken for sequence::Error {
    fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Garbled { path } => text("sequence-garbled", &[("path", file(path).into())]),
            Self::Lock { path, source } => because(
                text("sequence-lock", &[("path", file(path).into())]),
                source.text(),
            ),
        }
    }
}

impl Spoken for passphrase::Error {
    fn text(&self) -> Text {
        match self {
            Self::Unfit(Unfit::Empty) => text("passphrase-empty", &[]),
            Self::Unfit(Unfit::Short) => {
                text("passphrase-short", &[("min-chars", same(MIN_CHARS))])
            }
            Self::Unfit(Unfit::Long) => text("passphrase-long", &[("max-bytes", same(MAX_BYTES))]),
            Self::Differ => text("passphrase-differ", &[]),
            Self::Unasked { path } => text("passphrase-unasked", &[("path", file(path).into())]),
            Self::UnaskedNew { path } => {
                text("passphrase-unasked-new", &[("path", file(path).into())])
            }
            Self::Unreadable { from, source } => because(
                text("passphrase-unreadable", &[("from", each(from))]),
                source.text(),
            ),
        }
    }
}

impl Spoken for keystore::Error {
    fn text(&self) -> Text {
        match self {
            Self::Production => text("key-production", &[]),
            Self::Passphrase(error) => error.text(),
            Self::File(error) => error.text(),
            Self::Several { path, count } => text(
                "key-several",
                &[("path", file(path).into()), ("count", same(count))],
            ),
            Self::Key { path, source } => because(
                text("key-key", &[("path", file(path).into())]),
                source.text(),
            ),
        }
    }
}

impl Spoken for encrypted::Error {
    fn text(&self) -> Text {
        match self {
            Self::NotAKey(source) => because(text("encrypted-not-a-key", &[]), source.text()),
            Self::Unsupported => text("encrypted-unsupported", &[]),
            Self::Wrong => text("encrypted-wrong", &[]),
            Self::Random(source) => because(text("encrypted-random", &[]), source.text()),
            Self::Encrypt(source) => because(text("encrypted-encrypt", &[]), source.text()),
        }
    }
}

impl Spoken for signer::Error {
    fn text(&self) -> Text {
        match self {
            Self::Random(source) => because(text("signer-random", &[]), source.text()),
            Self::NotAKey(source) => because(text("signer-not-a-key", &[]), source.text()),
            Self::Encode(source) => because(text("signer-encode", &[]), source.text()),
            Self::Encrypted(error) => error.text(),
            Self::Public(source) => because(text("signer-public", &[]), source.text()),
        }
    }
}

impl Spoken for root::Error {
    fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Key(error) => error.text(),
            Self::Public(source) => because(text("root-public", &[]), source.text()),
            Self::OtherHalf => text("root-other-half", &[]),
            Self::Sequence(error) => error.text(),
            Self::Name => text("root-name", &[("max-name-len", same(MAX_NAME_CHARS))]),
            Self::Certificate(source) => because(text("root-certificate", &[]), source.text()),
        }
    }
}

impl Spoken for folder::Error {
    fn text(&self) -> Text {
        match self {
            Self::Create { path, source } => because(
                text("issuer-create", &[("path", file(path).into())]),
                source.text(),
            ),
            Self::File(error) => error.text(),
            Self::Key(error) => error.text(),
            Self::Certificate(source) => because(text("issuer-certificate", &[]), source.text()),
            Self::Root(source) => because(text("issuer-root", &[]), source.text()),
            Self::Sequence(error) => error.text(),
            Self::Certify(error) => error.text(),
            Self::List(error) => error.text(),
            Self::NotTheRootsList => text("issuer-not-the-roots-list", &[]),
            Self::OlderList { here, found } => text(
                "issuer-older-list",
                &[("here", same(here)), ("found", same(found))],
            ),
            Self::License(source) => because(text("issuer-license", &[]), source.text()),
            Self::Refused(source) => because(text("issuer-refused", &[]), source.text()),
        }
    }
}

impl Spoken for lists::Error {
    fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Sequence(error) => error.text(),
            Self::Unreadable { path, source } => because(
                text("list-unreadable", &[("path", file(path).into())]),
                source.text(),
            ),
            Self::Foreign { path } => text("list-foreign", &[("path", file(path).into())]),
            Self::Nothing { path, number } => text(
                "list-nothing",
                &[("number", same(number)), ("path", file(path).into())],
            ),
            Self::NotItsOwn { license, own } => text(
                "list-not-its-own",
                &[("license", same(license)), ("own", same(own))],
            ),
            Self::NeverIssued { license, next } => text(
                "list-never-issued",
                &[("license", same(license)), ("next", same(next))],
            ),
            Self::TooManyLicenses { found } => text(
                "list-too-many-licenses",
                &[("max-licenses", same(MAX_LICENSES)), ("found", same(found))],
            ),
            Self::TooManyIssuers { found } => text(
                "list-too-many-issuers",
                &[("max-issuers", same(MAX_ISSUERS)), ("found", same(found))],
            ),
            Self::List(source) => because(text("list-list", &[]), source.text()),
            Self::Refused(source) => because(text("list-refused", &[]), source.text()),
        }
    }
}

impl Spoken for Origin {
    fn text(&self) -> Text {
        let key = match self {
            Self::Descriptor => "origin-descriptor",
            Self::Environment => "origin-environment",
            Self::Terminal => "origin-terminal",
        };
        text(key, &[])
    }
}
