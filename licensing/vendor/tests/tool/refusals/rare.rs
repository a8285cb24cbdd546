//! What no test can make from outside (a system without random bytes, a disk that fails, bytes that this program never writes), said as
//! if it had happened.

use super::{says, whole};
use madoguchi_licensing::document;
use madoguchi_licensing::grant::{InstallationKey, KeyId, LicenseId};
use madoguchi_licensing::{codes, keys, typed};
use madoguchi_vendor::ledger::chain::Broken;
use madoguchi_vendor::ledger::doubts::{Doubt, What};
use madoguchi_vendor::ledger::product::{Flaw, Gives};
use madoguchi_vendor::ledger::products::AddError;
use madoguchi_vendor::ledger::record::{Begun, Done, Heard, Record, Returned, Revoked, Shipped};
use madoguchi_vendor::ledger::state::{End, Ended};
use madoguchi_vendor::ledger::{AppendError, CreateError, OpenError, Unwritten};
use madoguchi_vendor::passphrase::{self, Origin};
use madoguchi_vendor::texts::{self, story_line};
use madoguchi_vendor::{encrypted, folder, lists, root, signer};
use std::io::Error;

#[test]
fn a_system_without_random_bytes_is_told_wherever_they_are_needed() {
    let none = || getrandom::Error::UNSUPPORTED;
    says(&encrypted::Error::Random(none()), "encrypted-random");
    says(&signer::Error::Random(none()), "signer-random");
    says(&CreateError::Random(none()), "create-random");
    says(&AddError::Random(none()), "add-random");
}

#[test]
fn keys_and_documents_that_cannot_be_encoded_are_told() {
    let pkcs8 = || pkcs8::Error::ParametersMalformed;
    let large = || document::Error::TooLarge { len: 99_999 };
    says(&encrypted::Error::Encrypt(pkcs8()), "encrypted-encrypt");
    says(&signer::Error::Encode(pkcs8()), "signer-encode");
    says(&signer::Error::Public(keys::Error::Weak), "signer-public");
    says(&root::Error::Certificate(large()), "root-certificate");
    says(&folder::Error::License(large()), "issuer-license");
    says(&lists::Error::List(large()), "list-list");
    let why = Error::other("no terminal");
    let unread = passphrase::Error::Unreadable {
        from: Origin::Terminal,
        source: why,
    };
    let said = says(&unread, "passphrase-unreadable");
    assert!(said.ja.contains("パスフレーズを端末から"), "{said:?}");
}

#[test]
fn a_ledger_on_a_disk_that_fails_is_told() {
    let full = || Error::from(std::io::ErrorKind::StorageFull);
    says(&AppendError::TooLarge { len: 99_999 }, "append-too-large");
    says(
        &AppendError::Senseless(Broken::Unreadable { act: 3 }),
        "append-senseless",
    );
    let causes = [
        (Unwritten::Io(full()), "空きを作ってください"),
        (Unwritten::Before, "前の手続きを書けなかった"),
    ];
    for (cause, ja) in causes {
        let said = says(&AppendError::Write(cause), "append-write");
        assert!(said.ja.contains(ja), "{said:?}");
    }
    says(&AddError::Terms(Flaw::Kind), "add-terms");
    for doing in [
        "doing-close-folder",
        "doing-open-data",
        "doing-lock",
        "doing-read-data",
        "doing-write-head",
        "doing-move-former",
    ] {
        let (folder, source) = ("books".into(), full());
        let io = OpenError::Io {
            folder,
            doing,
            source,
        };
        let said = says(&io, "ledger-io");
        assert!(said.ja.contains("空きがありません"), "{said:?}");
    }
    for why in [
        texts::text("damage-page", &[]),
        texts::text("damage-checksum", &[]),
        texts::text("damage-missing", &[]),
        texts::text("damage-place", &[("at", madoguchi_texts::same(512))]),
        texts::text("damage-other", &[("detail", madoguchi_texts::same("?"))]),
    ] {
        whole(&why);
        let file = "books/db".into();
        says(&OpenError::Damaged { file, why }, "ledger-damaged");
    }
}

#[test]
fn typed_text_whose_groups_are_right_and_whose_whole_is_not_is_told() {
    says(&typed::Error::Digest, "typed-digest");
    let (found, expected) = (9, 8);
    says(&typed::Error::TooLong { found, expected }, "typed-too-long");
    let lost = png::EncodingError::IoError(Error::other("lost"));
    says(&codes::Error::Image(lost), "code-image");
}

fn told(done: Done) -> String {
    let at_ms = 1_795_400_000_000;
    let act = Record {
        sequence: 7,
        at_ms,
        previous: Vec::new(),
        done: Some(done),
    };
    let line = story_line(&act);
    whole(&line);
    assert!(line.en.contains("act 7: "), "{line:?}");
    line.ja
}

#[test]
fn an_act_whose_documents_cannot_be_read_is_told_all_the_same() {
    let begun = Begun {
        environment: 2,
        nonce: Vec::new(),
    };
    assert!(told(Done::Begun(begun)).contains("台帳の開始"));
    let unreadable = told(Done::Shipped(Shipped {
        key: None,
        license: vec![1],
        found_used: 0,
    }));
    assert!(unreadable.contains("読めないライセンス"), "{unreadable}");
    let returned = told(Done::Returned(Returned { document: vec![1] }));
    assert!(returned.contains("相手不明 から返却"), "{returned}");
    let by = |by_root| {
        told(Done::Revoked(Revoked {
            list: Vec::new(),
            by_root,
        }))
    };
    assert!(by(true).contains("ルートが取り消し"));
    assert!(by(false).contains("発行元が取り消し"));
    let old = told(Done::Heard(Heard {
        document: vec![1],
        answer: "refused".into(),
        key: None,
        answer_ja: String::new(),
    }));
    assert!(old.contains("（以前の版の英語の記録）refused"), "{old}");
}

#[test]
fn each_end_of_a_license_and_each_doubt_is_told() {
    let id = || LicenseId::parse("L-2").unwrap();
    let ends = [
        Ended::Returned,
        Ended::Reissued { by: id() },
        Ended::Moved {
            by: id(),
            to: "CR-2".into(),
        },
        Ended::Revoked {
            list: 3,
            named: true,
        },
        Ended::Revoked {
            list: 3,
            named: false,
        },
        Ended::Renewed { by: id() },
    ];
    for how in ends {
        let end = End { at_ms: 5, how };
        whole(&texts::Spoken::text(&end));
    }
    let machine = |parts: &[&'static str]| What::OtherMachine {
        parts: parts.to_vec(),
        known: 3,
    };
    let whats = [
        machine(&["part-machine-id"]),
        machine(&["part-machine-id", "part-board", "part-disk"]),
        What::NumberAgain {
            issuer: KeyId([1; 8]),
            number: 3,
            first: id(),
        },
    ];
    for what in whats {
        let doubt = Doubt {
            at_ms: 5,
            installation: Some(InstallationKey([5; 32])),
            acts: vec![1],
            what,
        };
        whole(&texts::Spoken::text(&doubt.what));
        whole(&doubt.what.title());
    }
    whole(&texts::Spoken::text(&Gives::Additional { seats: 1 }));
}
