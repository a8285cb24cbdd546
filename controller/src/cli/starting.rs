//! The failures of a start, or of a controller that ran and stopped, in both languages. An error without a text of its own is shown with
//! its sources.

use super::client::Failure;
use crate::config::Mistake;
use crate::identity::Unusable;
use crate::serve::Overlap;
use crate::store::LoadError;
use crate::{config, identity, serve, texts};
use madoguchi_licensing::trust::Error as Root;
use madoguchi_plain::chain;
use madoguchi_proto::v1::Text;
use madoguchi_reading::Unread;
use madoguchi_texts::command_line::{file, other as other_file};
use madoguchi_texts::{Arg, configuration, same};
use std::io;
use std::path::Path;

/// The failure for an error of the configuration.
pub(crate) fn configuration(error: &config::Error) -> Failure {
    match error {
        config::Error::Read { path, source } => Failure::saying(
            "start-config-unreadable",
            &[
                ("path", file(path).into()),
                ("detail", texts::system_error(source).into()),
            ],
        ),
        config::Error::Empty { path } => {
            Failure::saying("start-config-empty", &[("path", file(path).into())])
        }
        config::Error::Encoding { path, what } => Failure {
            text: configuration::other(path, *what),
        },
        config::Error::Mistakes { path, mistakes } => {
            let path = [("path", file(path).into())];
            let heading = texts::sentence("start-config-mistakes", "start-config-mistakes", &path);
            let lines = mistakes.0.iter().map(Mistake::text);
            Failure::several(std::iter::once(heading).chain(lines).collect())
        }
    }
}

/// The failure for an error of the controller.
pub(crate) fn controller(error: &serve::Error) -> Failure {
    match error {
        serve::Error::Listen {
            what,
            address,
            source,
        } => Failure::saying(
            "start-listen",
            &[
                ("address", same(address)),
                ("detail", texts::system_error(source).into()),
                ("field", same(format!("{what}.listen"))),
            ],
        ),
        serve::Error::Ports(why) => {
            Failure::own("start-usb-unwatched", &[("detail", &chain(&**why))])
        }
        serve::Error::TestRoot { path, source } => Failure::saying(
            "start-test-root",
            &[
                ("detail", test_root(&**source).into()),
                ("path", same(shown(path))),
            ],
        ),
        serve::Error::Certificate(why) => {
            Failure::saying("start-lan-certificate", &[("detail", unusable(why).into())])
        }
        serve::Error::FolderOverlaps { folder, data_dir } => Failure::own(
            "start-folder-overlaps",
            &[("folder", &shown(folder)), ("data", &shown(data_dir))],
        ),
        serve::Error::FoldersOverlap(overlap) => overlaps(overlap),
        serve::Error::Identity(identity::Error::Lost { data_dir }) => {
            Failure::own("start-identity-lost", &[("folder", &shown(data_dir))])
        }
        serve::Error::Identity(identity::Error::RecordsLost { data_dir }) => {
            Failure::own("start-records-lost", &[("folder", &shown(data_dir))])
        }
        serve::Error::Identity(identity::Error::Incomplete { folder, missing }) => Failure::own(
            "start-identity-incomplete",
            &[("folder", &shown(folder)), ("missing", missing)],
        ),
        serve::Error::Identity(identity::Error::Write { path, source })
        | serve::Error::Write { path, source } => cannot_write(path, source),
        serve::Error::Identity(identity::Error::Damaged { path, .. }) => {
            Failure::own("start-identity-damaged", &[("path", &shown(path))])
        }
        serve::Error::Identity(identity::Error::Read { path, source }) => {
            cannot_write(path, source)
        }
        serve::Error::Identity(identity::Error::NoMark { path }) => {
            Failure::own("start-environment-unknown", &[("path", &shown(path))])
        }
        serve::Error::Identity(identity::Error::OtherEnvironment { folder, .. }) => {
            Failure::own("start-other-environment", &[("folder", &shown(folder))])
        }
        serve::Error::Start(why) => match why.downcast_ref() {
            Some(load) => store(load),
            None => other(error),
        },
        // This can come after hours or days: the text must not send people to look for a mistake in the start.
        serve::Error::Engine(_) | serve::Error::Server(..) => {
            Failure::own("cli-stopped", &[("detail", &chain(error))])
        }
        _ => other(error),
    }
}

/// Two folders of the configuration that lie in each other.
fn overlaps(overlap: &Overlap) -> Failure {
    let Overlap {
        field,
        folder,
        other_field,
        other,
    } = overlap;
    let (folder, other) = (shown(folder), shown(other));
    match other_field {
        None => Failure::own(
            "start-folder-in-data",
            &[("field", field), ("folder", &folder), ("data", &other)],
        ),
        Some(other_field) => Failure::own(
            "start-folders-overlap",
            &[
                ("field", field),
                ("folder", &folder),
                ("other-field", other_field),
                ("other", &other),
            ],
        ),
    }
}

/// Why the file with a test root cannot be used.
fn test_root(why: &(dyn std::error::Error + 'static)) -> Text {
    match (why.downcast_ref(), why.downcast_ref()) {
        (Some(Unread::Io(source)), _) => texts::system_error(source),
        (Some(Unread::TooLarge { .. }), _) | (_, Some(Root::TooLarge { .. })) => {
            texts::system_error(&io::ErrorKind::FileTooLarge.into())
        }
        (_, Some(Root::Empty)) => texts::text("start-root-empty", &[]),
        (_, Some(Root::NotText(what))) => {
            let what = [("what", other_file(*what).into())];
            texts::sentence("start-root-other-file", "start-root-other-file", &what)
        }
        (_, Some(Root::MailSource(what))) => {
            let what = [("what", other_file(*what).into())];
            texts::sentence("start-root-mail-source", "start-root-mail-source", &what)
        }
        (_, Some(Root::Count { found })) => {
            texts::text("start-root-count", &[("found", &found.to_string())])
        }
        (_, Some(Root::PrivateKey)) => texts::text("start-root-private-key", &[]),
        (_, Some(Root::Production)) => texts::text("start-root-production", &[]),
        _ => texts::text("start-root-unfit", &[]),
    }
}

/// Why the certificate for the LAN cannot be used.
fn unusable(why: &Unusable) -> Text {
    let tell = |key: &str, path: &Path, more: Option<(&str, Arg)>| {
        let path = ("path", same(shown(path)));
        let args: Vec<_> = std::iter::once(path).chain(more).collect();
        texts::sentence(key, key, &args)
    };
    match why {
        Unusable::Read { path, source } => {
            let detail = ("detail", texts::system_error(source).into());
            tell("start-pem-unread", path, Some(detail))
        }
        Unusable::Other { path, what } => {
            let what = ("what", other_file(*what).into());
            tell("start-pem-other", path, Some(what))
        }
        Unusable::NoCertificate { path } => tell("start-pem-no-certificate", path, None),
        Unusable::NoKey { path } => tell("start-pem-no-key", path, None),
        Unusable::Encrypted { path } => tell("start-pem-encrypted", path, None),
        Unusable::SeveralKeys { path, count } => {
            let count = ("count", same(count));
            tell("start-pem-several-keys", path, Some(count))
        }
        Unusable::OtherKey { certificate, key } => texts::text(
            "start-pem-other-key",
            &[("certificate", &shown(certificate)), ("key", &shown(key))],
        ),
        Unusable::Unfit { path, .. } => tell("start-pem-unfit", path, None),
    }
}

pub(super) fn store(error: &LoadError) -> Failure {
    match error {
        LoadError::InUse { folder } => Failure::own("start-in-use", &[("folder", &shown(folder))]),
        LoadError::Newer {
            folder,
            found,
            known,
        } => Failure::own(
            "start-newer",
            &[
                ("folder", &shown(folder)),
                ("found", &found.to_string()),
                ("known", &known.to_string()),
            ],
        ),
        LoadError::Corrupt { folder, file, what } => Failure::own(
            "start-damaged",
            &[
                ("folder", &shown(folder)),
                ("file", &shown(file)),
                ("what", what),
            ],
        ),
        LoadError::CutShort {
            folder,
            journal,
            what,
        } => Failure::own(
            "start-journal-short",
            &[
                ("folder", &shown(folder)),
                ("journal", &shown(journal)),
                ("what", what),
            ],
        ),
        LoadError::OtherForm { file } => {
            Failure::own("start-other-form", &[("file", &shown(file))])
        }
        LoadError::Io { path, source, .. } => cannot_write(path, source),
    }
}

/// The failure for a file that cannot be written. The system's words say why: no space, a read-only disk, another owner.
pub(super) fn cannot_write(path: &Path, source: &io::Error) -> Failure {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    if [StorageFull, QuotaExceeded].contains(&source.kind()) {
        return Failure::own("start-no-room", &[("path", &shown(path))]);
    }
    Failure::saying(
        "start-unwritable",
        &[
            ("path", same(shown(path))),
            ("detail", texts::system_error(source).into()),
        ],
    )
}

fn other(error: &serve::Error) -> Failure {
    Failure::cannot_start(chain(error))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::config::Config;
    use madoguchi_licensing::grant::Environment;
    use std::net::TcpListener;

    fn said(error: &serve::Error, code: &str, en: &str) {
        let text = controller(error).text;
        assert_eq!(text.code, code);
        assert!(text.en.contains(en) && !text.ja.is_ascii(), "{text:?}");
    }

    #[test]
    fn an_address_that_another_program_has_is_told_with_the_field_to_change() {
        let held = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = held.local_addr().unwrap();
        let error = serve::Error::Listen {
            what: "desk",
            address,
            source: TcpListener::bind(address).unwrap_err(),
        };
        said(&error, "start-listen", "the address is in use");
        said(&error, "start-listen", "desk.listen");
    }

    #[test]
    fn a_test_root_that_is_not_there_is_told_with_its_path() {
        let config = "policy = \"loopback\"\nlicensing.test_root = \"missing.pub\"\n";
        let config = Config::parse(config, Path::new("/nowhere")).unwrap();
        let error = serve::trust(&config).unwrap_err();
        said(&error, "start-test-root", "/nowhere/missing.pub");
        let text = controller(&error).text;
        assert!(!text.ja.contains("os error"), "{text:?}");
    }

    #[test]
    fn a_test_root_that_cannot_be_used_is_told_in_both_languages() {
        const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let folder = tempfile::tempdir().unwrap();
        let config = "policy = \"loopback\"\nlicensing.test_root = \"root.pub\"\n";
        let config = Config::parse(config, folder.path()).unwrap();
        let production = format!("production 21fe31dfa154a261 {KEY}\n");
        let private = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        let large = "#".repeat(5_000);
        let table = [
            ("\r\n", "何も書かれていません", "nothing in the file"),
            (
                "PK\u{3}\u{4}",
                "ZIPなどの圧縮ファイル",
                "it is an archive such as ZIP",
            ),
            (
                "<html><p>鍵</p>",
                "メールの中身を変換した文字（HTML）",
                "source of a mail (HTML)",
            ),
            ("山田様\n鍵です\n", "0 個あります", "it holds 0 public keys"),
            (private, "秘密鍵が入っています", "it holds a private key"),
            (&production, "本番用のルートです", "it is a production root"),
            (
                &KEY[1..],
                "途中で切れていないか",
                "nothing of it was cut off",
            ),
            (&large, "大きすぎます", "too large"),
        ];
        for (file, ja, en) in table {
            std::fs::write(folder.path().join("root.pub"), file).unwrap();
            let error = serve::trust(&config).unwrap_err();
            said(&error, "start-test-root", en);
            let text = controller(&error).text;
            assert!(text.ja.contains(ja), "{text:?}");
        }
    }

    #[test]
    fn a_certificate_for_the_lan_that_cannot_be_used_is_told_in_both_languages() {
        let path = || "/keys/lan.pem".into();
        let source = || io::ErrorKind::NotFound.into();
        for (why, en) in [
            (
                Unusable::Read {
                    path: path(),
                    source: source(),
                },
                "/keys/lan.pem cannot be read (",
            ),
            (
                Unusable::Other {
                    path: path(),
                    what: madoguchi_reading::Other::Html,
                },
                "and no PEM file",
            ),
            (
                Unusable::NoCertificate { path: path() },
                "no certificate in PEM",
            ),
            (Unusable::NoKey { path: path() }, "no private key in PEM"),
            (
                Unusable::Encrypted { path: path() },
                "locked with a passphrase",
            ),
            (
                Unusable::SeveralKeys {
                    path: path(),
                    count: 2,
                },
                "holds 2 private keys",
            ),
            (
                Unusable::OtherKey {
                    certificate: path(),
                    key: "/keys/lan.key".into(),
                },
                "the key in /keys/lan.key does not belong",
            ),
            (
                Unusable::Unfit {
                    path: path(),
                    source: rustls::Error::DecryptError,
                },
                "is damaged, or of a kind",
            ),
        ] {
            let error = serve::Error::Certificate(why);
            said(&error, "start-lan-certificate", en);
            said(&error, "start-lan-certificate", "console.certificate");
            assert!(controller(&error).text.ja.contains("/keys/lan.pem"));
        }
    }

    #[test]
    fn a_data_directory_for_tests_is_not_used_for_a_clinic() {
        let folder = tempfile::tempdir().unwrap();
        let _ = identity::Identity::open_or_create(folder.path()).unwrap();
        identity::claim(folder.path(), Environment::Test).unwrap();
        let error = identity::claim(folder.path(), Environment::Production).unwrap_err();
        said(&error.into(), "start-other-environment", "other purpose");
    }

    /// Data of another release, a damaged disk and a PC without USB are made by tests of the store and of the ports: the errors are built here.
    #[test]
    fn records_that_cannot_be_used_are_told_with_a_way_out_that_is_open() {
        let folder = || "/data/store".into();
        let start = |error: LoadError| serve::Error::Start(error.into());
        let newer = start(LoadError::Newer {
            folder: folder(),
            found: 9,
            known: 3,
        });
        said(&newer, "start-newer", "schema 9; this one knows up to 3");
        let damaged = start(LoadError::Corrupt {
            folder: folder(),
            file: "/data/store/db".into(),
            what: "a ticket".into(),
        });
        let short = start(LoadError::CutShort {
            folder: "/data".into(),
            journal: "/data/journal".into(),
            what: "it has 3 of at least 5 steps".into(),
        });
        said(&short, "start-journal-short", "put them back");
        for error in [&newer, &damaged, &short] {
            // A restore fills empty folders alone.
            let text = controller(error).text;
            assert!(text.ja.contains("別の空のフォルダー"), "{text:?}");
        }
        said(&damaged, "start-damaged", "copy the whole folder");
        let form = LoadError::OtherForm {
            file: "/data/store/conf".into(),
        };
        said(&start(form), "start-other-form", "another version");
        let ports = serve::Error::Ports("no /sys".into());
        said(&ports, "start-usb-unwatched", "Check the rights");
    }

    #[test]
    fn what_ran_and_stopped_is_not_said_to_have_failed_to_start() {
        for error in [
            serve::Error::Engine("the disk is gone".into()),
            serve::Error::Server("desk", "it ended".into()),
        ] {
            assert_eq!(controller(&error).text.code, "cli-stopped");
        }
        let error = serve::Error::Start("no memory".into());
        assert_eq!(controller(&error).text.code, "cli-cannot-start");
    }
}
