//! Private keys: encrypted unless a test asks otherwise, opened by their passphrase alone, and never shown.

use crate::office::{Office, PASSPHRASE, done, installation, output, refused};
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::{Trust, read_root};
use madoguchi_licensing::verify::verify_license;
use madoguchi_vendor::passphrase::Nobody;
use madoguchi_vendor::{keystore, signer::Signer};

const ROOT: &str = "key root --out root.key --environment production";
const ISSUER: &str = "key issuer --root root.key --name 窓口商会 --out issuer --kinds additional,bundled --seats 3 --licenses 9 --days 365";
const ISSUE: &str = "issue bundled --issuer issuer --serial CR-1 --out license";

/// An office whose keys are production's, all under [`PASSPHRASE`].
fn production() -> Office {
    let mut office = Office::new();
    office.passphrase = Some(PASSPHRASE.into());
    office.does(ROOT);
    office.does(ISSUER);
    office
}

#[test]
fn production_keys_are_encrypted_and_their_licenses_are_for_production_alone() {
    let office = production();
    for key in ["root.key", "issuer/issuer.key"] {
        let key = office.text(key);
        assert!(
            key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"),
            "{key}"
        );
    }
    office.does(ISSUE);
    let license = office.read("license");
    let verified = verify_license(&office.trust("root.key"), &license).unwrap();
    assert_eq!(verified.grant.environment, Environment::Production);
    let refused = verify_license(&Trust::nobody(Environment::Test), &license).unwrap_err();
    assert_eq!(refused.code(), "license-other-environment");
    // Its root is a line of the list that programs are built with, and nothing that is laid down.
    assert!(read_root(&office.read("root.key.pub")).is_err());
    assert!(office.text("root.key.pub").contains("\nproduction "));
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_is_told_nothing() {
    let mut office = production();
    for wrong in [
        "wrong",
        "窓口の鍵は金庫の中にあり ",
        PASSPHRASE.trim_end_matches('り'),
    ] {
        office.passphrase = Some(wrong.into());
        let problem = office.refuses(ISSUE);
        assert_eq!(
            problem,
            "madoguchi-license: issuer/issuer.key cannot be used: the passphrase does not open the private key (it is another one, or the file is damaged) (MDG-0947)\n"
        );
    }
    office.passphrase = Some(String::new());
    assert!(office.refuses(ISSUE).contains("the passphrase is empty"));
    assert!(!office.has("license"));
    // Nothing was used up: the right one makes the first license.
    office.passphrase = Some(PASSPHRASE.into());
    office.does(ISSUE);
    let verified = verify_license(&office.trust("root.key"), &office.read("license")).unwrap();
    assert_eq!(verified.grant.sequence, 1);
}

#[test]
fn a_short_passphrase_or_none_makes_no_production_key() {
    let mut office = Office::new();
    assert!(
        office
            .refuses(ROOT)
            .contains("a passphrase is needed for the new key root.key")
    );
    office.passphrase = Some("short".into());
    assert!(office.refuses(ROOT).contains("at least 12 characters"));
    let unencrypted = format!("{ROOT} --unencrypted");
    assert!(
        office
            .refuses(&unencrypted)
            .contains("never kept unencrypted")
    );
    for file in [
        "root.key",
        "root.key.pub",
        "root.key.sequence",
        "root.key.revocations",
    ] {
        assert!(!office.has(file), "{file}");
    }
    // A test's key may have a short one, and is encrypted with it.
    office.does("key root --out test.key --environment test");
    assert!(office.text("test.key").contains("ENCRYPTED"));
}

#[test]
fn an_encrypted_key_is_not_opened_where_nobody_can_be_asked() {
    let mut office = production();
    office.passphrase = None;
    let problem = office.refuses(ISSUE);
    assert!(
        problem.contains("issuer/issuer.key is encrypted"),
        "{problem}"
    );
    assert!(problem.contains("--passphrase-fd"), "{problem}");
    let opened = keystore::read_private(&office.path("root.key"), &mut Nobody);
    assert!(opened.is_err());
}

#[test]
fn each_key_can_have_a_passphrase_of_its_own_a_line_each() {
    let office = Office::new();
    let (of_root, of_issuer) = ("the passphrase of the root", "the passphrase of the issuer");
    let from_input = |arguments: &str| format!("{arguments} --passphrase-fd 0");
    done(ROOT, office.fed(&from_input(ROOT), &format!("{of_root}\n")));
    let both = format!("{of_root}\r\n{of_issuer}\r\n");
    done(ISSUER, office.fed(&from_input(ISSUER), &both));

    let wrong = refused(ISSUE, office.fed(&from_input(ISSUE), of_root));
    assert!(wrong.contains("does not open"), "{wrong}");
    done(ISSUE, office.fed(&from_input(ISSUE), of_issuer));
    let nothing = refused(
        ISSUE,
        office.fed(
            &from_input("issue bundled --issuer issuer --serial CR-1 --out other"),
            "",
        ),
    );
    assert!(nothing.contains("there is nothing in it"), "{nothing}");
}

#[cfg(unix)]
#[test]
fn a_passphrase_comes_through_any_descriptor() {
    let office = production();
    std::fs::write(office.path("word"), PASSPHRASE).unwrap();
    let shell = format!(
        "exec {} {ISSUE} --passphrase-fd 7 7<word",
        env!("CARGO_BIN_EXE_madoguchi-license")
    );
    let output = output(
        std::process::Command::new("sh")
            .args(["-c", &shell])
            .current_dir(office.path(""))
            .env("MADOGUCHI_PASSPHRASE", "not this one"),
    );
    done(ISSUE, output);
    let closed = office.refuses(&format!("{ISSUE}-2 --passphrase-fd 77"));
    assert!(
        closed.contains("cannot be read from the descriptor"),
        "{closed}"
    );
}

#[test]
fn the_list_of_keys_says_all_that_is_no_secret() {
    let mut office = production();
    office.does(ISSUE);
    office.does("revoke --yes --issuer issuer --license L-1 --out list");
    office.does("key root --out test.key --environment test --unencrypted");
    // It needs no passphrase.
    office.passphrase = None;
    let said = office.does("key list .");
    for line in [
        "lies in      ./root.key\n",
        "private key  encrypted\n",
        "private key  NOT ENCRYPTED\n",
        "name         窓口商会\n",
        "may issue    additional, bundled; 3 seats per license\n",
        "numbers      up to 9\n",
        "next number  3\n",
        "revocations  list number 2: 1 licenses, 0 issuers\n",
        "revocations  none here\n",
    ] {
        assert!(said.contains(line), "{line}{said}");
    }
    let root = office.text("root.key.pub");
    let line = root.lines().last().unwrap();
    assert!(said.contains(&format!("list line    {line}\n")), "{said}");
    assert!(
        said.contains("(production)") && said.contains("(test)"),
        "{said}"
    );

    // A root without its private key, which lies in a safe, and one that was damaged.
    std::fs::remove_file(office.path("root.key")).unwrap();
    std::fs::write(office.path("test.key.pub"), "nothing").unwrap();
    let said = office.does("key list . issuer");
    assert!(said.contains("private key  not here\n"), "{said}");
    assert!(said.contains("unusable     ./test.key\n"), "{said}");
    assert_eq!(said.matches("issuer       ").count(), 2, "{said}");
}

#[test]
fn no_private_key_and_no_passphrase_is_ever_told() {
    let mut office = production();
    office.does(ISSUE);
    office.does("revoke --yes --root root.key --license L-1 --out list");
    office.does(&format!(
        "reset --issuer issuer --installation {} --nonce {} --out reset",
        installation(),
        madoguchi_licensing::reset_nonce::ResetNonce([7; 8])
    ));
    office.does("key root --out test.key --environment test --unencrypted");
    office.does("key root --from test.key --out same.key --environment test --unencrypted");
    office.does("key list . issuer");
    for file in ["license", "list", "reset", "issuer/issuer.certificate"] {
        office.does(&format!("inspect {file}"));
    }
    office.passphrase = Some("one that is wrong".into());
    office.refuses(ISSUE);
    for private in ["root.key", "test.key"] {
        office.refuses(&format!("inspect {private}"));
        office.refuses(&format!("{ISSUE}-2 --issuer {private}").replacen(
            "--issuer issuer ",
            "",
            1,
        ));
    }

    let said = office.said();
    let mut secrets = vec![PASSPHRASE.to_owned(), "one that is wrong".to_owned()];
    for file in ["root.key", "issuer/issuer.key", "test.key"] {
        let lines = office.text(file);
        secrets.extend(
            lines
                .lines()
                .filter(|line| line.len() > 16 && !line.starts_with("--"))
                .map(str::to_owned),
        );
    }
    let open = office.text("test.key");
    let key = open.lines().nth(1).unwrap();
    assert!(Signer::from_pkcs8_pem(&open).is_ok());
    secrets.push(key[key.len() - 43..].to_owned());
    for secret in secrets {
        assert!(!said.contains(&secret), "{secret}");
    }
}

#[test]
fn a_root_can_be_a_key_that_lay_elsewhere() {
    let office = Office::set_up();
    std::fs::rename(office.path("root.key"), office.path("from-elsewhere.pem")).unwrap();
    office.does(
        "key root --from from-elsewhere.pem --out again.key --environment test --unencrypted",
    );
    let same = |name: &str| read_root(&office.read(name)).unwrap();
    assert_eq!(same("again.key.pub"), same("root.key.pub"));
}

#[test]
fn no_issuer_is_certified_and_nothing_sold_under_a_name_that_hides_something() {
    let office = Office::set_up();
    let issuer = |name: &str| {
        format!(
            "key issuer --root root.key --name {name} --out hidden --kinds bundled --seats 1 --licenses 9 --days 9 --unencrypted"
        )
    };
    for name in [
        "窓口\u{202e}商会",
        "窓口商会\u{200b}",
        "\u{2066}A\u{2069}",
        "A\u{ad}B",
        "A\u{e0041}",
    ] {
        let output = office.run(&issuer(name));
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("can all be seen"), "{told}");
        assert!(!office.path("hidden").exists());
    }
    // Not by the library alone either, which other tools are made of.
    office.does(&issuer("辻\u{e0100}商会"));
}

/// A command on a disk that takes no byte more.
#[cfg(unix)]
fn on_a_full_disk(office: &Office, arguments: &str) -> String {
    let typed = office.command(arguments);
    let mut shell = std::process::Command::new("sh");
    // Without the signal a write beyond the limit is an error, as on a full disk.
    shell
        .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"])
        .arg(typed.get_program())
        .args(typed.get_args())
        .current_dir(office.path("."))
        .env("LC_ALL", "C");
    refused(arguments, output(&mut shell))
}

#[cfg(unix)]
#[test]
fn a_key_that_could_not_be_written_leaves_nothing_and_the_same_again_makes_it() {
    let office = Office::new();
    let root = "key root --out root.key --environment test --unencrypted";
    let issuer = format!("{ISSUER} --unencrypted");
    let files = || std::fs::read_dir(office.path(".")).unwrap().count();
    on_a_full_disk(&office, root);
    assert_eq!(files(), 0);
    office.does(root);
    let said = on_a_full_disk(&office, &issuer);
    assert!(said.contains("issuer.key cannot be written"), "{said}");
    assert!(!office.has("issuer"));
    // The folder is whole, and the root's number cannot be used up: another issuer would get the same.
    let block = office.path("root.key.sequence.new");
    std::fs::create_dir(&block).unwrap();
    let said = office.refuses(&issuer);
    assert!(
        said.contains("root.key.sequence cannot be written"),
        "{said}"
    );
    assert!(!office.has("issuer"));
    std::fs::remove_dir(&block).unwrap();
    office.does(&issuer);
    office.does(ISSUE);
}

#[test]
fn a_root_of_which_one_file_cannot_be_made_has_none() {
    let office = Office::new();
    // Its private key can have so long a name, and the files beside it cannot.
    let name = "k".repeat(250);
    office.refuses(&format!(
        "key root --out {name} --environment test --unencrypted"
    ));
    assert_eq!(std::fs::read_dir(office.path(".")).unwrap().count(), 0);
}
