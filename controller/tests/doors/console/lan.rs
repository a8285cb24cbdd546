//! The console for browsers of other PCs: TLS, a login from everybody, and nobody kept out by whoever leaves handshakes half open (RULES W13).

use super::login::{PASSWORD, add, code, cookies, log_in};
use super::{browser, free, token};
use crate::support::browser::{Browser, PAGE};
use crate::support::clinic::{Clinic, parts};
use crate::support::log::logged;
use crate::support::soon;
use madoguchi_controller::config::{Console, Lan, PemFiles};
use madoguchi_controller::identity::Unusable;
use madoguchi_controller::serve::{Controller, Error};
use madoguchi_proto::v1::Role;
use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::CertificateDer;
use std::net::SocketAddr;
use std::path::Path;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// As many as at the door of this PC.
const HALF_OPEN: usize = 500;
/// The other PC.
const OTHER: [u8; 4] = [127, 0, 0, 2];

/// A clinic that other PCs reach.
pub(crate) async fn clinic(change: impl FnOnce(&mut Console)) -> Clinic {
    let mut console = Console {
        lan: Some(Lan::at(free())),
        ..Console::at(free())
    };
    change(&mut console);
    Clinic::made_of(|parts| parts.console = console).await
}

fn address(clinic: &Clinic) -> SocketAddr {
    clinic.running.lan_addr.unwrap()
}

/// A browser of another PC.
pub(crate) async fn other(clinic: &Clinic) -> Browser {
    let opened = Browser::open_tls(OTHER, address(clinic)).await;
    opened.unwrap().0
}

fn on_lan(clinic: &Clinic) -> serde_json::Value {
    let file = clinic.papers.folder.path().join("data/lan.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[tokio::test]
async fn the_apis_description_says_how_it_is_reached_by_the_way_it_was_asked() {
    let clinic = clinic(|_| {}).await;
    add(&clinic, 1, "support", Role::Support, None).await;
    let mut other = other(&clinic).await;
    let done = log_in(&mut other, "", "support", PASSWORD, "").await;
    let lines = format!("{PAGE}{}", cookies(&done));
    let here = format!("{PAGE}{}", token(&clinic));
    let mut own = browser(&clinic).await;
    let (at_lan, at_own) = (address(&clinic), clinic.running.console_addr.unwrap());
    for lang in ["ja", "en"] {
        let page = other
            .ask(&format!("GET /api?lang={lang}"), &lines, "")
            .await;
        assert_eq!(page.status, 200, "{page:?}");
        let url = format!("https://{at_lan}/api/v1/tickets");
        assert!(page.body.contains(&url), "{}", page.body);
        assert!(!page.body.contains("http://"), "{}", page.body);
        assert!(!page.body.contains("desk.token") && !page.body.contains("Bearer"));
        let page = own.ask(&format!("GET /api?lang={lang}"), &here, "").await;
        let url = format!("http://{at_own}/api/v1/tickets");
        assert!(page.body.contains(&url) && page.body.contains("desk.token"));
    }
    let description = other.ask("GET /api/openapi.json", &lines, "").await;
    let of_lan: serde_json::Value = serde_json::from_str(&description.body).unwrap();
    let session = serde_json::json!([{ "session": [] }]);
    assert_eq!(of_lan["security"], session);
    let schemes = of_lan["components"]["securitySchemes"].as_object().unwrap();
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["session"]);
    let cookie = schemes["session"]["name"].as_str().unwrap();
    assert!(
        done.head.contains(&format!("set-cookie: {cookie}=")),
        "{done:?}"
    );
    let description = own.ask("GET /api/openapi.json", &here, "").await;
    let of_pc: serde_json::Value = serde_json::from_str(&description.body).unwrap();
    let shown = serde_json::json!([{ "counterPage": [] }, { "token": [] }]);
    assert_eq!(of_pc["security"], shown);
    // What can be asked is the same.
    assert_eq!(of_pc["paths"], of_lan["paths"]);
}

#[tokio::test]
async fn nobody_gets_in_without_a_login_and_no_token_is_taken() {
    let clinic = clinic(|_| {}).await;
    let mut other = other(&clinic).await;
    let typed = "sec-fetch-site: none\r\nsec-fetch-mode: navigate\r\naccept: text/html\r\n";
    let page = other.ask("GET /", typed, "").await;
    assert_eq!(page.status, 303);
    assert!(page.head.contains("location: /login\r\n"), "{page:?}");
    let token = token(&clinic);
    let wrong = "authorization: Bearer 0\r\n";
    for path in ["GET /", "GET /api/v1/status", "GET /api/v1/live"] {
        for (lines, status, name) in [
            (PAGE, 401, "login-first"),
            ("", 401, "login-first"),
            (&*token, 403, "token-on-lan"),
            (wrong, 403, "token-on-lan"),
            (&format!("{PAGE}{token}"), 403, "token-on-lan"),
        ] {
            let answer = other.ask(path, lines, "").await;
            assert_eq!(
                (answer.status, code(&answer)),
                (status, name.into()),
                "{path} {lines}"
            );
            assert!(
                !answer.head.contains("strict-transport-security"),
                "{answer:?}"
            );
        }
    }
    logged(&["it shows a token on the LAN", "127.0.0.2"]).await;
    let add = other.ask("POST /api/v1/tickets", PAGE, "{}").await;
    assert_eq!(add.status, 401);
    // The waiting room's screen may hang on another PC: its key opens the board alone.
    let board = format!("GET /board?key={}", clinic.access.board_key().as_str());
    assert_eq!(other.ask(&board, PAGE, "").await.status, 200);
    assert_eq!(other.ask("GET /board", PAGE, "").await.status, 403);
    // The first administrator is made at the PC itself.
    let form = format!("{PAGE}content-type: application/x-www-form-urlencoded\r\n");
    for (what, body) in [
        ("GET /login", ""),
        ("POST /setup", "code=1&name=a&password=b&again=b"),
    ] {
        let answer = other.ask(what, &form, body).await;
        assert_eq!((answer.status, code(&answer)), (403, "set-up-at-pc".into()));
    }
    let here = browser(&clinic).await.ask("GET /", PAGE, "").await;
    assert_eq!(here.status, 200, "the counter page of this PC");
}

#[tokio::test]
async fn a_login_over_the_lan_is_one_there_alone() {
    let clinic = clinic(|console| console.counter_page = false).await;
    add(&clinic, 1, "yamada", Role::Reception, None).await;
    let (mut there, mut here) = (other(&clinic).await, browser(&clinic).await);
    let typed = there.ask("GET /login", PAGE, "").await;
    assert_eq!(typed.status, 200);
    let done = log_in(&mut there, "", "yamada", PASSWORD, "").await;
    assert_eq!(done.status, 204, "{done:?}");
    let set: Vec<_> = done
        .head
        .lines()
        .filter(|line| line.starts_with("set-cookie"))
        .collect();
    assert_eq!(set.len(), 2, "{set:?}");
    let rest = "HttpOnly; SameSite=Strict; Path=/; Secure";
    assert!(set[0].starts_with("set-cookie: __Host-madoguchi_session=") && set[0].ends_with(rest));
    assert!(
        set[1].starts_with("set-cookie: __Secure-madoguchi_known=") && set[1].contains("; Secure")
    );
    let of_lan = cookies(&done);
    let of_pc = cookies(&log_in(&mut here, "", "yamada", PASSWORD, "").await);
    let renamed = |cookies: &str, plain: bool| match plain {
        true => cookies.replace("__Host-", "").replace("__Secure-", ""),
        false => cookies.replace("madoguchi_", "__Host-madoguchi_"),
    };
    for (cookies, there_is, here_is) in [
        (of_lan.clone(), 200, 401),
        (of_pc.clone(), 401, 200),
        (renamed(&of_lan, true), 401, 401),
        (renamed(&of_pc, false), 401, 401),
    ] {
        let lines = format!("{PAGE}{cookies}");
        let asked = there.ask("GET /api/v1/status", &lines, "").await.status;
        assert_eq!(asked, there_is, "{cookies}");
        let asked = here.ask("GET /api/v1/status", &lines, "").await.status;
        assert_eq!(asked, here_is, "{cookies}");
    }
    let out = there
        .ask("POST /logout", &format!("{PAGE}{of_lan}"), "")
        .await;
    assert!(out.head.contains("Secure; Max-Age=0"), "{out:?}");
    let lines = format!("{PAGE}{of_lan}");
    assert_eq!(
        there.ask("GET /api/v1/status", &lines, "").await.status,
        401
    );
}

#[tokio::test]
async fn what_was_not_meant_for_it_is_refused_though_somebody_is_logged_in() {
    let clinic = clinic(|console| {
        console.lan.as_mut().unwrap().names = vec!["uketsuke.example".into()];
    })
    .await;
    add(&clinic, 1, "yamada", Role::Reception, None).await;
    let mut other = other(&clinic).await;
    let cookies = cookies(&log_in(&mut other, "", "yamada", PASSWORD, "").await);
    let at = address(&clinic);
    let port = at.port();
    let own = at.to_string();
    for (host, lines, status, name) in [
        (&*own, PAGE.to_owned(), 200, ""),
        (&own, format!("origin: https://{own}\r\n"), 200, ""),
        (
            &format!("uketsuke.example:{port}"),
            PAGE.to_owned(),
            200,
            "",
        ),
        (
            &own,
            format!("origin: http://{own}\r\n"),
            403,
            "cross-origin",
        ),
        (
            &own,
            "origin: https://evil.example\r\n".to_owned(),
            403,
            "cross-origin",
        ),
        (
            &own,
            "sec-fetch-site: same-site\r\n".to_owned(),
            403,
            "cross-origin",
        ),
        (
            &format!("evil.example:{port}"),
            PAGE.to_owned(),
            421,
            "wrong-name",
        ),
        (
            &format!("localhost:{port}"),
            PAGE.to_owned(),
            421,
            "wrong-name",
        ),
        ("127.0.0.1:1", PAGE.to_owned(), 421, "wrong-name"),
    ] {
        let lines = format!("{lines}{cookies}");
        other.send_to(host, "GET /api/v1/status", &lines, "").await;
        let answer = other.answer().await.unwrap();
        assert_eq!(answer.status, status, "{host} {lines}");
        if status != 200 {
            assert_eq!(code(&answer), name);
        }
    }
}

#[tokio::test]
async fn the_certificate_is_of_a_key_of_its_own_and_its_fingerprint_is_told() {
    let clinic = clinic(|console| {
        console.lan.as_mut().unwrap().names = vec!["uketsuke.example".into()];
    })
    .await;
    let (_, shown) = Browser::open_tls(OTHER, address(&clinic)).await.unwrap();
    let (_, parsed) = X509Certificate::from_der(&shown).unwrap();
    assert_eq!(parsed.subject(), parsed.issuer());
    let names = parsed.subject_alternative_name().unwrap().unwrap();
    let names = format!("{:?}", names.value.general_names);
    assert!(
        names.contains("uketsuke.example") && names.contains("[127, 0, 0, 1]"),
        "{names}"
    );
    let told = on_lan(&clinic);
    let urls = [
        format!("https://uketsuke.example:{}/", address(&clinic).port()),
        format!("https://{}/", address(&clinic)),
    ];
    assert_eq!(told["addresses"], serde_json::json!(urls));
    assert_eq!(told["fingerprint"], fingerprint(&shown));
    assert_eq!(told["current"], true);
    let identity = clinic.papers.folder.path().join("data/identity");
    let authority = std::fs::read_to_string(identity.join("authority.pem")).unwrap();
    let authority = pem::parse(authority).unwrap();
    let (_, authority) = X509Certificate::from_der(authority.contents()).unwrap();
    assert_ne!(authority.public_key().raw, parsed.public_key().raw);
    clinic.running.shutdown();
    soon(clinic.running.wait()).await.unwrap();
    assert!(!clinic.papers.folder.path().join("data/lan.json").exists());
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    use sha2::Digest as _;
    let bytes = sha2::Sha256::digest(certificate);
    let pairs: Vec<_> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

#[tokio::test]
async fn whoever_speaks_plain_http_is_told_to_speak_https() {
    let clinic = clinic(|_| {}).await;
    let url = format!("https://{}/", address(&clinic));
    let mut plain = Browser::open_from(OTHER, address(&clinic)).await;
    let answer = plain.ask("GET /", PAGE, "").await;
    assert_eq!(answer.status, 307);
    assert!(
        answer.head.contains(&format!("location: {url}\r\n")),
        "{answer:?}"
    );
    assert!(answer.body.contains("https で開きます") && answer.body.contains(&url));
    assert!(plain.answer().await.is_none(), "it is closed");
    let mut plain = Browser::open_from(OTHER, address(&clinic)).await;
    let posted = plain.ask("POST /login", PAGE, "name=a&password=b").await;
    assert_eq!(posted.status, 400, "no password is sent on by itself");
    logged(&["answered that it has to be https", "127.0.0.2"]).await;
    let mut odd = Browser::open_from(OTHER, address(&clinic)).await;
    odd.bytes(b"\0\0\0\0").await.unwrap();
    assert!(odd.answer().await.is_none());
    logged(&["ended in its handshake", "neither TLS nor HTTP"]).await;
}

#[tokio::test]
async fn handshakes_that_are_left_half_open_keep_no_other_pc_out() {
    let clinic = clinic(|_| {}).await;
    let board = format!("GET /board?key={}", clinic.access.board_key().as_str());
    let mut page = other(&clinic).await;
    assert_eq!(page.ask(&board, PAGE, "").await.status, 200);
    let mut open = Vec::new();
    for n in 0..HALF_OPEN {
        let mut half = Browser::open(address(&clinic)).await;
        // Some say nothing, some the beginning of a handshake.
        if n % 2 == 0 {
            drop(half.bytes(b"\x16\x03\x01\x02\x00\x01\x00").await);
        }
        open.push(half);
        if n % 100 == 99 {
            let mut other = other(&clinic).await;
            assert_eq!(other.ask(&board, PAGE, "").await.status, 200);
            let here = browser(&clinic).await.ask("GET /", PAGE, "").await;
            assert_eq!(here.status, 200);
        }
    }
    assert_eq!(page.ask(&board, PAGE, "").await.status, 200, "it stayed");
    logged(&[
        "a connection at the console was dropped",
        "oldest without a request",
    ])
    .await;
}

/// Writes a certificate and its key, PEM.
fn written(folder: &Path) -> PemFiles {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["uketsuke.example".to_owned()]).unwrap();
    let files = PemFiles {
        certificate: folder.join("lan.pem"),
        key: folder.join("lan.key"),
    };
    std::fs::write(&files.certificate, params.self_signed(&key).unwrap().pem()).unwrap();
    std::fs::write(&files.key, key.serialize_pem()).unwrap();
    files
}

#[tokio::test]
async fn a_certificate_that_somebody_else_signed_is_shown_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let written = std::fs::read_to_string(&files.certificate).unwrap();
    let clinic = clinic(|console| console.lan.as_mut().unwrap().files = Some(files)).await;
    let (_, shown) = Browser::open_tls(OTHER, address(&clinic)).await.unwrap();
    assert_eq!(pem::parse(written).unwrap().contents(), &shown[..]);
    assert!(on_lan(&clinic)["fingerprint"].is_null());
    let identity = clinic.papers.folder.path().join("data/identity");
    assert!(!identity.join("console.key").exists(), "none is made");
}

#[tokio::test]
async fn files_that_do_not_belong_together_stop_the_start_before_anything_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path());
    let (certificate, key) = (files.certificate.clone(), KeyPair::generate().unwrap());
    std::fs::write(&files.key, key.serialize_pem()).unwrap();
    let data_dir = folder.path().join("data");
    let mut parts = parts(&data_dir);
    parts.console = Console {
        lan: Some(Lan {
            files: Some(files),
            ..Lan::at(free())
        }),
        ..Console::at(free())
    };
    let started = soon(Controller::start(parts)).await;
    let Err(Error::Certificate(Unusable::OtherKey {
        certificate: told, ..
    })) = started
    else {
        panic!("{started:?}")
    };
    assert_eq!(told, certificate);
    assert!(!data_dir.exists());
}

#[tokio::test]
async fn a_network_that_is_not_there_yet_keeps_no_clinic_from_starting() {
    let clinic = clinic(|console| {
        // TEST-NET-1 (RFC 5737): no PC has it.
        let nowhere = SocketAddr::from(([192, 0, 2, 10], 7481));
        console.lan = Some(Lan::at(nowhere));
    })
    .await;
    assert_eq!(clinic.running.lan_addr, None);
    logged(&["the console cannot listen on the LAN", "192.0.2.10:7481"]).await;
    assert_eq!(on_lan(&clinic)["addresses"], serde_json::json!([]));
    let here = browser(&clinic).await.ask("GET /", PAGE, "").await;
    assert_eq!(here.status, 200);
}
