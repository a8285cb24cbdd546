//! The controller's identity: made once, kept for ever, and signing nothing that it should not.

use crate::support::forge::{DATES, Paper};
use crate::support::papers::{Office, request};
use madoguchi_controller::identity::{CsrError, DeskAccess, Error, Identity};
use madoguchi_controller::tls::unit_of;
use madoguchi_fleet::ids::Serial;
use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use std::fs;
use std::path::Path;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

const FILES: [&str; 6] = [
    "authority.pem",
    "authority.key",
    "server.pem",
    "server.key",
    "installation.key",
    "desk.token",
];

fn read(folder: &Path) -> Vec<Vec<u8>> {
    FILES
        .iter()
        .map(|name| fs::read(folder.join("identity").join(name)).unwrap())
        .collect()
}

fn serial() -> Serial {
    Serial::parse("CR-2024-0001").unwrap()
}

#[test]
fn a_second_start_finds_the_same_identity() {
    let office = Office::open();
    let first = read(office.folder.path());
    let again = Identity::open_or_create(office.folder.path()).unwrap();
    assert_eq!(again.installation(), office.identity.installation());
    assert_eq!(again.authority_pem(), office.identity.authority_pem());
    assert_eq!(read(office.folder.path()), first);
}

#[test]
fn two_controllers_have_nothing_in_common() {
    let (one, other) = (Office::open(), Office::open());
    assert_ne!(one.identity.installation(), other.identity.installation());
    for (a, b) in read(one.folder.path())
        .iter()
        .zip(read(other.folder.path()))
    {
        assert_ne!(*a, b);
    }
}

/// Everything but these two is one of a kind.
const MADE_ANEW: [&str; 2] = ["server.pem", "desk.token"];

#[test]
fn an_identity_with_a_file_missing_is_refused_by_name_and_left_as_it_is() {
    for name in FILES.into_iter().filter(|name| !MADE_ANEW.contains(name)) {
        let office = Office::open();
        let path = office.folder.path().join("identity").join(name);
        fs::remove_file(&path).unwrap();
        let error = Identity::open_or_create(office.folder.path()).unwrap_err();
        assert!(matches!(error, Error::Incomplete { .. }));
        assert!(error.to_string().contains(name), "{error}");
        assert!(!path.exists());
    }
}

/// What a power cut, an editor or a copy leaves of a file.
fn harms(whole: &[u8]) -> Vec<(&'static str, Option<Vec<u8>>)> {
    vec![
        ("missing", None),
        ("empty", Some(Vec::new())),
        ("blank", Some(b" \n".to_vec())),
        ("zeros", Some(vec![0; whole.len()])),
        ("half", Some(whole[..whole.len() / 2].to_vec())),
        ("no text", Some(vec![0xff; 40])),
        ("doubled", Some([whole, whole].concat())),
    ]
}

fn harm(path: &Path, content: Option<&Vec<u8>>) {
    match content {
        None => fs::remove_file(path).unwrap(),
        Some(content) => fs::write(path, content).unwrap(),
    }
}

#[test]
fn whatever_happens_to_a_file_it_is_made_anew_or_refused_by_name_and_the_identity_is_the_same() {
    for (n, name) in FILES.into_iter().enumerate() {
        let whole = read(Office::open().folder.path()).swap_remove(n);
        for (what, _) in harms(&whole) {
            let office = Office::open();
            let before = read(office.folder.path());
            let path = office.folder.path().join("identity").join(name);
            let content = harms(&before[n]).into_iter().find(|(of, _)| *of == what);
            let content = content.unwrap().1;
            harm(&path, content.as_ref());
            match Identity::open_or_create(office.folder.path()) {
                Ok(found) => {
                    assert!(
                        what == "doubled" || MADE_ANEW.contains(&name),
                        "{name} {what}"
                    );
                    assert_eq!(found.installation(), office.identity.installation());
                    // The readers pin it: the key is the same, whatever certificate says so.
                    let again = Identity::open_or_create(office.folder.path()).unwrap();
                    assert_eq!(again.installation(), office.identity.installation());
                    for (other, of) in FILES.iter().enumerate().filter(|(other, _)| *other != n) {
                        let now = fs::read(office.folder.path().join("identity").join(of)).unwrap();
                        assert_eq!(now, before[other], "{name} {what} changed {of}");
                    }
                }
                Err(error) => {
                    assert!(!MADE_ANEW.contains(&name), "{name} {what}: {error}");
                    assert!(error.to_string().contains(name), "{name} {what}: {error}");
                    assert_eq!(fs::read(&path).ok(), content, "{name} {what}");
                }
            }
        }
    }
}

#[test]
fn what_is_made_anew_is_made_only_where_the_rest_is_sound() {
    let office = Office::open();
    let folder = office.folder.path().join("identity");
    for name in ["desk.token", "installation.key"] {
        fs::write(folder.join(name), "").unwrap();
    }
    let error = Identity::open_or_create(office.folder.path()).unwrap_err();
    assert!(error.to_string().contains("installation.key"), "{error}");
    assert_eq!(fs::read(folder.join("desk.token")).unwrap(), b"");
}

#[cfg(unix)]
#[test]
fn a_data_directory_that_is_open_to_others_is_closed_unless_it_is_not_ours_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    let office = Office::open();
    let data = office.folder.path();
    open(data);
    // What a start that was cut short leaves is ours, too.
    fs::write(data.join("desk.new-17"), "").unwrap();
    Identity::open_or_create(data).unwrap();
    assert_eq!(mode(data), 0o700);
    // Somebody's home, or a folder for all: nobody is locked out of it.
    fs::write(data.join("a letter"), "").unwrap();
    open(data);
    Identity::open_or_create(data).unwrap();
    assert_eq!(mode(data), 0o755);
}

/// Only root can give a folder away, so only root can try this.
#[cfg(unix)]
#[test]
fn a_data_directory_of_another_owner_is_taken_over() {
    use std::os::unix::fs::{MetadataExt, chown};
    let office = Office::open();
    let data = office.folder.path();
    let ours = fs::metadata(data).unwrap().uid();
    if chown(data, Some(ours + 12_345), None).is_err() {
        return;
    }
    let key = data.join("identity/server.key");
    chown(&key, Some(ours + 12_345), None).unwrap();
    Identity::open_or_create(data).unwrap();
    assert_eq!(fs::metadata(data).unwrap().uid(), ours);
    assert_eq!(fs::metadata(&key).unwrap().uid(), ours);
}

#[test]
fn files_of_two_backups_do_not_make_one_identity() {
    let (one, other) = (Office::open(), Office::open());
    let name = "identity/server.key";
    fs::copy(other.folder.path().join(name), one.folder.path().join(name)).unwrap();
    let error = Identity::open_or_create(one.folder.path()).unwrap_err();
    assert!(error.to_string().contains("server.key"), "{error}");
}

#[test]
fn a_server_certificate_that_an_earlier_release_dated_is_issued_anew_without_an_end_for_the_same_key()
 {
    let office = Office::open();
    let file = office.folder.path().join("identity/server.pem");
    let dates = |pem: &str| {
        let pem = pem::parse(pem).unwrap();
        let (_, parsed) = X509Certificate::from_der(pem.contents()).unwrap();
        let key = parsed.public_key().raw.to_vec();
        let validity = parsed.validity();
        (
            validity.not_before.timestamp(),
            validity.not_after.timestamp(),
            key,
        )
    };
    let new = dates(&fs::read_to_string(&file).unwrap());
    assert_eq!((new.0, new.1), (0, 253_402_300_799));
    for ten_years in [DATES[1], DATES[3]] {
        let key = fs::read_to_string(office.folder.path().join("identity/server.key")).unwrap();
        let old = Paper {
            key: KeyPair::from_pem(&key).unwrap(),
            ..Paper::server(ten_years)
        };
        let old = old.signed_in(office.folder.path());
        fs::write(
            &file,
            pem::encode(&pem::Pem::new("CERTIFICATE", old.to_vec())),
        )
        .unwrap();
        let before = read(office.folder.path());
        Identity::open_or_create(office.folder.path()).unwrap();
        let after = read(office.folder.path());
        for (n, name) in FILES.iter().enumerate() {
            assert_eq!(before[n] == after[n], *name != "server.pem", "{name}");
        }
        assert_eq!(dates(&fs::read_to_string(&file).unwrap()), new);
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_identity_even_after_a_careless_restore() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let outer = tempfile::TempDir::new().unwrap();
    let data = outer.path().join("var").join("data");
    Identity::open_or_create(&data).unwrap();
    let folder = data.join("identity");
    let key = folder.join("installation.key");
    assert_eq!([mode(&data), mode(&folder)], [0o700, 0o700]);
    for name in FILES {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    Identity::open_or_create(&data).unwrap();
    assert_eq!(mode(&key), 0o600);
}

#[test]
fn a_signed_unit_is_named_by_its_serial_and_known_by_its_key() {
    let office = Office::open();
    let unit = office.unit("CR-2024-0001");
    let (named, key) = unit_of(&unit.certificate()).unwrap();
    assert_eq!(named, serial());
    assert_eq!(key, unit.signed.key);
    assert_ne!(key, office.unit("CR-2024-0001").signed.key);
}

#[test]
fn a_request_that_was_not_signed_with_its_own_key_is_refused() {
    let office = Office::open();
    let mut forged = request(&KeyPair::generate().unwrap());
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let error = office.identity.sign_unit(&serial(), &forged);
    assert!(matches!(error, Err(CsrError::Broken(_))));
}

#[test]
fn a_request_that_is_odd_is_refused() {
    let office = Office::open();
    let sign = |der: &[u8]| office.identity.sign_unit(&serial(), der).map(drop);
    let key = KeyPair::generate().unwrap();

    let mut trailing = request(&key);
    trailing.push(0);
    assert!(matches!(sign(&trailing), Err(CsrError::Trailing)));
    assert!(matches!(sign(&[0; 9_000]), Err(CsrError::TooLarge(9_000))));
    assert!(matches!(sign(b"hello"), Err(CsrError::Broken(_))));

    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.serialize_request(&key).unwrap();
    assert!(matches!(sign(authority.der()), Err(CsrError::AsksForMore)));
    let named = CertificateParams::new(vec!["controller.madoguchi.internal".into()]).unwrap();
    let named = named.serialize_request(&key).unwrap();
    assert!(matches!(sign(named.der()), Err(CsrError::AsksForMore)));

    let other_kind = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    assert!(matches!(
        sign(&request(&other_kind)),
        Err(CsrError::OtherKey)
    ));
}

#[test]
fn debug_and_errors_tell_no_secret() {
    let office = Office::open();
    fs::write(office.folder.path().join("desk.addr"), "127.0.0.1:7445\n").unwrap();
    let access = DeskAccess::read(office.folder.path()).unwrap();
    let folder = office.folder.path().join("identity");
    let token = fs::read_to_string(folder.join("desk.token")).unwrap();
    let shown = format!(
        "{:?} {access:?} {:?}",
        office.identity,
        access.authorization()
    );
    assert!(!shown.contains(&token) && !shown.contains("PRIVATE"));
    for name in ["desk.token", "server.key"] {
        fs::write(folder.join(name), "not-so-secret").unwrap();
    }
    let error = Identity::open_or_create(office.folder.path()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("not-so-secret"));
    let error = DeskAccess::read(office.folder.path()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("not-so-secret"));
}

#[test]
fn the_desk_takes_its_own_token_and_no_other() {
    let office = Office::open();
    let path = office.folder.path().join("identity/desk.token");
    let token = fs::read_to_string(path).unwrap();
    assert_eq!(token.len(), 64);
    assert!(office.identity.is_desk_token(&token));
    for wrong in ["", &token[1..], &format!("{token}0"), &"0".repeat(64)] {
        assert!(!office.identity.is_desk_token(wrong));
    }
}

#[test]
fn without_a_running_controller_there_is_no_access_and_the_reason_is_told() {
    let empty = tempfile::TempDir::new().unwrap();
    let error = DeskAccess::read(empty.path()).unwrap_err();
    assert!(matches!(error, Error::NeverStarted(_)));
    let office = Office::open();
    let error = DeskAccess::read(office.folder.path()).unwrap_err();
    assert!(matches!(error, Error::NotRunning(_)));
}
