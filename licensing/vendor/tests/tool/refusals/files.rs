//! Files, keys and folders that cannot be used are told with their path, the cause, and what to do.

use super::{says, whole};
use crate::office::{Office, PASSPHRASE};
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::passphrase::Nobody;
use madoguchi_vendor::root::{NewIssuer, Root};
use madoguchi_vendor::signer::Signer;
use madoguchi_vendor::texts::Spoken as _;
use std::fs;
use std::io::{Error, ErrorKind};

/// A key that takes ten million rounds to open, as OpenSSL wrote it.
const OLD: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGdMFkGCSqGSIb3DQEFDTBMMCsGCSqGSIb3DQEFDDAeBAj+yJrYNBz3SQIEAJiW
gTAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQA5aztx9E0LrLoda60gyhEQRA
BMvu+ftVuhGK2brM4O9y1JotK2Tg32u7xa48Cajq8e65Pgl6ASdYuC1xyFlC9kJI
WMR+zOjdIiH+SlVip7LfTQ==
-----END ENCRYPTED PRIVATE KEY-----
";

#[test]
fn what_the_system_says_is_told_in_both_languages_with_what_to_do() {
    let table = [
        (ErrorKind::NotFound, "io-not-found"),
        (ErrorKind::PermissionDenied, "io-denied"),
        (ErrorKind::AlreadyExists, "io-exists"),
        (ErrorKind::IsADirectory, "io-is-a-folder"),
        (ErrorKind::NotADirectory, "io-not-a-folder"),
        (ErrorKind::StorageFull, "io-full"),
        (ErrorKind::ReadOnlyFilesystem, "io-read-only"),
        (ErrorKind::InvalidData, "io-not-text"),
        (ErrorKind::UnexpectedEof, "io-nothing"),
    ];
    for (kind, code) in table {
        says(&Error::from(kind), code);
    }
    // What has no sentence is told by its number, which support looks up.
    let odd = says(&Error::from_raw_os_error(5), "io-failed");
    assert!(odd.ja.contains('5') && odd.en.contains('5'), "{odd:?}");
}

#[test]
fn a_path_that_cannot_be_read_or_written_is_told_with_its_cause() {
    let office = Office::set_up();
    fs::write(office.path("large"), vec![b'x'; 64 * 1024 + 1]).unwrap();
    let issue = "issue bundled --issuer issuer --serial CR-1 --out";
    for (arguments, ja) in [
        (
            "inspect nothing",
            "nothing を読めません。原因：見つかりません",
        ),
        ("inspect issuer", "フォルダーです"),
        ("inspect root.key/x", "途中にフォルダーではないもの"),
        ("inspect large", "65536 バイトを超えています"),
        (&format!("{issue} missing/x"), "missing/x を書けません"),
        (
            "key issuer --root root.key --name N --out missing/i --kinds bundled --seats 1 --licenses 1 --days 1 --unencrypted",
            "フォルダー missing/i を作れません",
        ),
    ] {
        let said = office.refuses(&format!("{arguments} --lang ja"));
        assert!(said.contains(ja), "{arguments}: {said}");
    }
}

#[test]
fn a_private_key_that_cannot_be_used_is_told_apart() {
    let mut office = Office::set_up();
    office.passphrase = Some(PASSPHRASE.into());
    let broken =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    office.does("key root --out one --environment test --unencrypted");
    let one = office.text("one");
    let coded = one.replace("-----\n", "-----=20\n");
    let cells = one.replacen("-----\n", "-----\n<table><td>", 1);
    let two = format!("{one}\n{}", office.text("root.key"));
    for (content, ja) in [
        ("%PDF-1.7 ...", "PDF で、文字のファイルではありません"),
        (
            &coded,
            "from はメールの中身を変換した文字（quoted-printable",
        ),
        (&cells, "from はメールの中身を変換した文字（HTML）"),
        (&two, "from に秘密鍵が 2 個あり"),
        ("nothing", "Ed25519の秘密鍵（PKCS #8、PEM）がありません"),
        (broken, "暗号化された秘密鍵（PKCS #8、PEM）がありません"),
        (OLD, "openssl pkcs8 -topk8 -scrypt"),
    ] {
        fs::write(office.path("from"), content).unwrap();
        let said = office
            .refuses("key root --from from --out new --environment test --unencrypted --lang ja");
        assert!(said.contains(ja), "{said}");
    }
    office.passphrase = Some("x".repeat(2_000));
    let said = office.refuses("key root --out new --environment production --lang ja");
    assert!(said.contains("もっと短いパスフレーズ"), "{said}");
}

#[test]
fn a_private_key_is_read_as_windows_and_mails_leave_it() {
    let office = Office::set_up();
    let key = office.text("issuer/issuer.key");
    let wide = |text: &str| -> Vec<u8> {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let quoted = key.replace('\n', "\n> ");
    let forms: [(&str, Vec<u8>); 6] = [
        (
            "BOM",
            format!("\u{feff}{}", key.replace('\n', "\r\n")).into(),
        ),
        ("UTF-16", wide(&key)),
        ("quoted", format!("鍵です。\n> {quoted}\nよろしく").into()),
        (
            "a mail",
            format!("https://example.jp/?id=3D12\n{key}-- \n<a@example.jp>").into(),
        ),
        ("the same twice", format!("{key}\n> {quoted}").into()),
        ("Ctrl-Z", format!("{key}\u{1a}").into()),
    ];
    for (number, (form, bytes)) in forms.iter().enumerate() {
        fs::write(office.path("issuer/issuer.key"), bytes).unwrap();
        office.issue("issuer", &format!("L-{number}"));
        let list = office.does("key list issuer --json");
        assert!(list.contains("\"encrypted\":false"), "{form}: {list}");
    }
}

#[cfg(unix)]
#[test]
fn a_passphrase_that_cannot_be_read_is_told_with_where_it_should_have_come_from() {
    use std::os::unix::ffi::OsStrExt as _;
    let office = Office::new();
    let mut command = office.command("key root --out a --environment production --lang ja");
    command.env("MADOGUCHI_PASSPHRASE", std::ffi::OsStr::from_bytes(b"\xff"));
    let output = crate::office::output(&mut command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("環境変数 MADOGUCHI_PASSPHRASEから読めません"),
        "{said}"
    );
}

#[test]
fn a_root_or_an_issuer_that_was_damaged_is_told_with_what_is_to_be_restored() {
    let office = Office::set_up();
    let issue = "issue bundled --issuer issuer --serial CR-1 --out x --lang ja";
    office.does("key root --out other.key --environment test --unencrypted");
    let damaged = [
        ("issuer/sequence", "none", issue, "次の番号がありません"),
        (
            "issuer/issuer.certificate",
            "none",
            issue,
            "フォルダーの証明書を使えません",
        ),
        (
            "issuer/root.pub",
            "none",
            issue,
            "ルートの公開鍵を使えません",
        ),
        (
            "root.key.pub",
            "none",
            "revoke --root root.key --license L --out x --lang ja",
            "（.pub ファイル）を使えません",
        ),
    ];
    for (file, content, command, ja) in damaged {
        let before = office.read(file);
        fs::write(office.path(file), content).unwrap();
        let said = office.refuses(command);
        assert!(said.contains(ja), "{file}: {said}");
        fs::write(office.path(file), before).unwrap();
    }
    let before = office.read("root.key.pub");
    fs::copy(office.path("other.key.pub"), office.path("root.key.pub")).unwrap();
    let said = office.refuses("revoke --root root.key --license L --out x --lang ja");
    assert!(said.contains("同じルートのものではありません"), "{said}");
    fs::write(office.path("root.key.pub"), before).unwrap();
    fs::copy(office.path("other.key.pub"), office.path("issuer/root.pub")).unwrap();
    let said = office.does("key list issuer --lang ja");
    assert!(
        said.contains("公開鍵のルートが認めたものではありません"),
        "{said}"
    );
    let lock = office.path("issuer/sequence.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let said = office.refuses(issue);
    assert!(said.contains("同時に使わないようにできません"), "{said}");
}

#[test]
fn a_list_that_no_clinic_would_take_is_not_made() {
    let office = Office::new();
    office.does("key root --out root.key --environment test --unencrypted");
    office.does("key issuer --root root.key --name N --out issuer --kinds bundled --seats 1 --licenses 1 --days 1 --unencrypted");
    office.does("issue bundled --issuer issuer --serial CR-1 --id B-1 --out b");
    let said = office.refuses("revoke --yes --issuer issuer --license B-1 --out l --lang ja");
    assert!(
        said.contains("リストは作っていません") && said.contains("「key issuer」"),
        "{said}"
    );
    let root = Root::open(&office.path("root.key"), &mut Nobody).unwrap();
    let stolen = (0..17).map(|n| (madoguchi_licensing::keys::KeyId([n; 8]), 1));
    let more = madoguchi_vendor::sign::TakenBack {
        issuers: stolen.collect(),
        ..Default::default()
    };
    says(
        &root.would_revoke(&more).unwrap_err(),
        "list-too-many-issuers",
    );
    let licenses =
        (0..257).map(|n| madoguchi_licensing::grant::LicenseId::parse(&format!("L-{n}")).unwrap());
    let more = madoguchi_vendor::sign::TakenBack {
        licenses: licenses.collect(),
        ..Default::default()
    };
    says(
        &root.would_revoke(&more).unwrap_err(),
        "list-too-many-licenses",
    );
}

#[test]
fn a_name_that_hides_something_is_told_by_the_library_too() {
    let office = Office::set_up();
    let root = Root::open(&office.path("root.key"), &mut Nobody).unwrap();
    let signer = Signer::generate().unwrap();
    let new = NewIssuer {
        public_key: signer.public_key(),
        name: "\u{202e}".into(),
        additional: true,
        bundled: true,
        seats_per_license: 1,
        last_sequence: 1,
        not_before_ms: 1,
        not_after_ms: 2,
    };
    let protection = madoguchi_vendor::keystore::Protection::ask(
        &office.path("i"),
        root.environment(),
        true,
        &mut Nobody,
    );
    let refused = IssuerFolder::create(
        &office.path("i"),
        &signer,
        &protection.unwrap(),
        &root,
        &new,
    );
    let said = refused.unwrap_err().text();
    whole(&said);
    assert_eq!(said.code, "root-name");
}
