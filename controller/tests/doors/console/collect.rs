//! `madoguchi support collect` against consoles for other PCs: what support sees of many clinics, whom it tells its password, and why a clinic
//! is silent.

use super::login::{PASSWORD, add};
use crate::support::clinic::Clinic;
use crate::support::own_address;
use madoguchi_controller::config::{Console, Lan};
use madoguchi_fleet::unit::Edition;
use madoguchi_proto::v1::Role;
use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A password that nobody has.
const WRONG: &str = "yama3#zz-kaze-tori";

/// A clinic that other PCs reach, with a person of support, and its address there.
async fn clinic() -> (Clinic, SocketAddr) {
    let console = Console {
        lan: Some(Lan::at(own_address())),
        ..Console::at(super::free())
    };
    let clinic = Clinic::made_of(|parts| parts.console = console).await;
    add(&clinic, 1, "support", Role::Support, None).await;
    let address = clinic.running.lan_addr.unwrap();
    (clinic, address)
}

/// Support's PC: a folder with a list and login files.
struct Desk(TempDir);

impl Desk {
    fn open(lines: &[(&str, SocketAddr, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.login("support.login", PASSWORD);
        desk.login("wrong.login", WRONG);
        let line = |(name, address, login): &(&str, SocketAddr, &str)| {
            format!("{name}  {address}  {login}\n")
        };
        let list: String = lines.iter().map(line).collect();
        std::fs::write(desk.at("list.txt"), list).unwrap();
        desk
    }

    fn login(&self, file: &str, password: &str) {
        let content = format!("support\n{password}\n");
        let readers = madoguchi_files::Readers::Owner;
        madoguchi_files::write_new(&self.at(file), content.as_bytes(), readers).unwrap();
    }

    fn at(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// Runs the command; what it says has no password in it.
    async fn collect(&self, more: &[&str]) -> Told {
        let mut program = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
        program
            .args(["support", "collect"])
            .arg(self.at("list.txt"))
            .args(more);
        if !more.contains(&"--lang") {
            program.args(["--lang", "en"]);
        }
        let run = tokio::task::spawn_blocking(move || program.output());
        let told = Told::from(run.await.unwrap().unwrap());
        for secret in [PASSWORD, WRONG, "__Host-"] {
            assert!(
                !told.out.contains(secret) && !told.err.contains(secret),
                "{told:?}"
            );
        }
        told
    }

    async fn json(&self, more: &[&str]) -> (Told, Vec<Value>) {
        let arguments: Vec<_> = ["--json"].iter().chain(more).copied().collect();
        let told = self.collect(&arguments).await;
        let found: Value = serde_json::from_str(&told.out).unwrap();
        let found = found["controllers"].as_array().unwrap().clone();
        (told, found)
    }
}

#[derive(Debug)]
struct Told {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Told {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Something else behind TLS, which answers each request by its head; no answer keeps the connection without a word.
async fn stranger(answer: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> SocketAddr {
    let answer = Arc::new(answer);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["stranger.example".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(own_address()).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answer) = (acceptor.clone(), Arc::clone(&answer));
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await.ok()?;
                loop {
                    let mut request = vec![0; 16 * 1024];
                    let read = stream.read(&mut request).await.ok()?;
                    let text = String::from_utf8_lossy(request.get(..read)?).into_owned();
                    match answer(Some(&*text).filter(|_| read > 0)?) {
                        Some(bytes) => stream.write_all(&bytes).await.ok()?,
                        None => std::future::pending::<()>().await,
                    }
                }
                #[allow(unreachable_code)]
                Some(())
            });
        }
    });
    address
}

fn http(status: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{more}\r\n{body}").into_bytes()
}

/// What a controller says to whoever has not logged in, and to a login that it takes; `None` where he has.
fn before_a_look(request: &str) -> Option<Vec<u8>> {
    if request.contains("\r\ncookie: ") {
        return None;
    }
    if request.starts_with("POST /login") {
        let cookie = "set-cookie: __Host-madoguchi_session=lan-1; Secure\r\n";
        return Some(http("204 No Content", cookie, ""));
    }
    Some(refusal("401 Unauthorized", "login-needed"))
}

fn refusal(status: &str, code: &str) -> Vec<u8> {
    let words = format!("{{\"code\":\"{code}\",\"ja\":\"\\u001b待つ\",\"en\":\"\\u001bWait\"}}");
    http(status, "", &words)
}

#[tokio::test]
async fn support_sees_the_readers_of_all_clinics_and_why_a_clinic_is_silent() {
    let (one, at_one) = clinic().await;
    let (two, at_two) = clinic().await;
    let (_three, at_three) = clinic().await;
    let _ = one.enroll(1, "CR-1", Edition::Single).await;
    let _ = two.enroll(2, "CR-2", Edition::Multi).await;
    let _two = two.reader(3).await;
    // Nobody listens at its address any more.
    let closed = {
        let listener = TcpListener::bind(own_address()).await.unwrap();
        listener.local_addr().unwrap()
    };
    // It takes connections, and never says a word.
    let hung = TcpListener::bind(own_address()).await.unwrap();
    let at_hung = hung.local_addr().unwrap();
    let at_plain = one.running.console_addr.unwrap();
    let at_other = stranger(|_| Some(http("200 OK", "", "<html>printer</html>"))).await;
    let desk = Desk::open(&[
        ("青山内科", at_one, "support.login"),
        ("本町眼科", at_two, "support.login"),
        ("closed", closed, "support.login"),
        ("hung", at_hung, "support.login"),
        ("plain", at_plain, "support.login"),
        ("printer", at_other, "support.login"),
        ("wrong", at_three, "wrong.login"),
    ]);
    let (told, found) = desk.json(&[]).await;
    assert_eq!(told.code, 1);
    let fact = |at: usize, field: &str| found[at][field].clone();
    assert_eq!(
        (fact(0, "name"), fact(0, "answered")),
        ("青山内科".into(), true.into())
    );
    assert_eq!(fact(0, "units")[0]["serial"], "CR-1");
    assert_eq!(fact(0, "units")[0]["counter"], "窓口1");
    assert_eq!(fact(1, "units").as_array().unwrap().len(), 2);
    let serves: Vec<_> = fact(1, "units")
        .as_array()
        .unwrap()
        .iter()
        .map(|u| u["serves"].clone())
        .collect();
    assert_eq!(serves, [Value::from(false), Value::from(true)]);
    for (at, why) in [
        (2, "collect-why-closed"),
        (3, "collect-why-late"),
        (4, "collect-why-no-tls"),
        (5, "collect-why-unknown"),
        (6, "collect-why-login"),
    ] {
        assert_eq!(fact(at, "why")["code"], why, "{found:?}");
        assert_eq!(fact(at, "answered"), false);
    }
    let firsts = told.err.matches("collected-first").count();
    assert_eq!(firsts, 3, "those that are controllers: {}", told.err);
    assert!(told.err.contains("collect-silent"));
}

#[tokio::test]
async fn each_reader_and_each_silent_clinic_is_a_line_of_the_table_and_of_the_csv() {
    let (one, at_one) = clinic().await;
    let (_two, at_two) = clinic().await;
    let _ = one.enroll(1, "CR-1", Edition::Single).await;
    let _ = one.reader(2).await;
    let desk = Desk::open(&[
        ("=青山", at_one, "support.login"),
        ("本町", at_two, "support.login"),
        ("駅前", SocketAddr::new(at_two.ip(), 1), "support.login"),
    ]);
    let page = desk.collect(&[]).await;
    assert_eq!(page.code, 1);
    for words in [
        "=青山 [TEST]",
        "CR-1",
        "CR-2",
        "absent",
        "no readers",
        "no answer",
        "MDG-0861",
        "2 of 3 answered.",
    ] {
        assert!(page.out.contains(words), "{words}: {}", page.out);
    }
    assert!(
        page.err.contains("1 of 3 PCs did not answer"),
        "{}",
        page.err
    );
    let japanese = desk.collect(&["--lang", "ja"]).await;
    for words in [
        "医療機関",
        "ライセンス期限",
        "返事なし",
        "リーダーなし",
        "3台のうち2台",
    ] {
        assert!(japanese.out.contains(words), "{words}: {}", japanese.out);
    }
    let csv = desk.collect(&["--csv"]).await;
    let lines: Vec<_> = csv
        .out
        .strip_prefix('\u{feff}')
        .unwrap()
        .split("\r\n")
        .collect();
    assert_eq!(lines.len(), 1 + 4 + 1, "{}", csv.out);
    assert!(lines[0].starts_with("Clinic,Address,Answered,Counter,Serial"));
    assert!(lines[1].starts_with("'=青山 [TEST],") && lines[1].contains(",CR-1,"));
    assert!(lines[4].contains(",no answer,") && lines[4].contains("MDG-0861"));
}

#[tokio::test]
async fn a_pc_is_known_again_by_its_key_and_another_one_is_told_nothing() {
    let (_one, at_one) = clinic().await;
    let desk = Desk::open(&[("A", at_one, "support.login")]);
    let first = desk.collect(&[]).await;
    assert_eq!(first.code, 0, "{first:?}");
    assert!(first.err.contains("asked for the first time"), "{first:?}");
    assert!(!madoguchi_files::is_open_to_others(
        &desk.at("list.txt.known")
    ));
    let again = desk.collect(&[]).await;
    assert_eq!((again.code, &*again.err), (0, ""));
    // Another key is remembered: what answers is not the PC that it was.
    let known = std::fs::read_to_string(desk.at("list.txt.known")).unwrap();
    let other = format!("{at_one} {}\n", "0".repeat(64));
    std::fs::write(desk.at("list.txt.known"), &other).unwrap();
    let (told, found) = desk.json(&[]).await;
    assert_eq!(
        (told.code, &found[0]["why"]["code"]),
        (1, &"collect-why-other-key".into())
    );
    let words = found[0]["why"]["en"].as_str().unwrap();
    let fingerprint = first.err.split(' ').find(|word| word.len() > 90).unwrap();
    assert!(
        words.contains(fingerprint.trim_end_matches(';')),
        "{words} {first:?}"
    );
    let kept = std::fs::read_to_string(desk.at("list.txt.known")).unwrap();
    assert_eq!(kept, other, "nobody was remembered in its place");
    let unknown = desk.collect(&["--forget", "B"]).await;
    assert!(
        unknown.code == 1 && unknown.err.contains("called \"B\""),
        "{unknown:?}"
    );
    let taken = desk.collect(&["--forget", "A"]).await;
    assert!(
        taken.code == 0 && taken.err.contains("asked for the first time"),
        "{taken:?}"
    );
    assert_eq!(
        std::fs::read_to_string(desk.at("list.txt.known")).unwrap(),
        known
    );
}

#[tokio::test]
async fn an_answer_without_end_is_no_answer() {
    let endless = stranger(|request| {
        let endless = || http("200 OK", "", &" ".repeat(5 << 20));
        Some(before_a_look(request).unwrap_or_else(endless))
    })
    .await;
    let older = stranger(|request| {
        let older = || http("404 Not Found", "", "{}");
        Some(before_a_look(request).unwrap_or_else(older))
    })
    .await;
    let refusing = stranger(|_| Some(refusal("429 Too Many Requests", "login-wait"))).await;
    let desk = Desk::open(&[
        ("endless", endless, "support.login"),
        ("older", older, "support.login"),
        ("refusing", refusing, "support.login"),
    ]);
    let (told, found) = desk.json(&[]).await;
    assert_eq!(told.code, 1);
    let why = |at: usize| &found[at]["why"];
    assert_eq!(why(0)["code"], "collect-why-unknown", "{told:?}");
    assert_eq!(why(1)["code"], "collect-why-unknown", "{told:?}");
    assert_eq!(
        why(2)["en"],
        "Its controller says: \u{fffd}Wait",
        "{told:?}"
    );
}

#[tokio::test]
async fn support_is_logged_out_again_when_it_has_seen_enough() {
    let (clinic, address) = clinic().await;
    let desk = Desk::open(&[("A", address, "support.login")]);
    for _ in 0..3 {
        assert_eq!(desk.collect(&[]).await.code, 0);
    }
    let mut people = madoguchi_proto::v1::people_client::PeopleClient::new(clinic.wire().await);
    let request = madoguchi_proto::v1::ListPeopleRequest {};
    let people = people.list_people(request).await.unwrap().into_inner();
    assert_eq!(people.people[0].sessions, 0, "{people:?}");
}

/// The first lines of the requests that somebody got.
type Requests = Arc<Mutex<Vec<String>>>;

fn note(seen: &Requests, request: &str) {
    let first = request.lines().next().unwrap();
    let first = first.trim_end_matches(" HTTP/1.1").to_owned();
    seen.lock().unwrap().push(first);
}

#[tokio::test]
async fn support_is_logged_out_where_the_answer_does_not_come_in_time() {
    let seen = Requests::default();
    let asked = Arc::clone(&seen);
    let slow = stranger(move |request| {
        note(&asked, request);
        match request.starts_with("POST /logout") {
            true => request
                .contains("\r\ncookie: __Host-madoguchi_session=lan-1\r\n")
                .then(|| http("204 No Content", "", "")),
            false => before_a_look(request),
        }
    })
    .await;
    let desk = Desk::open(&[("slow", slow, "support.login")]);
    let (told, found) = desk.json(&[]).await;
    assert_eq!(found[0]["why"]["code"], "collect-why-late", "{told:?}");
    let look = "GET /api/v1/status";
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen, [look, "POST /login", look, "POST /logout"]);
}

#[tokio::test]
async fn no_password_is_sent_to_what_refuses_nobody_as_a_controller_does() {
    let seen = Requests::default();
    let [printer, other] = [Arc::clone(&seen), Arc::clone(&seen)];
    let printer = stranger(move |request| {
        note(&printer, request);
        Some(http("200 OK", "", "<html>printer</html>"))
    })
    .await;
    let other = stranger(move |request| {
        note(&other, request);
        Some(refusal("401 Unauthorized", "no-such-code"))
    })
    .await;
    let desk = Desk::open(&[
        ("printer", printer, "support.login"),
        ("other", other, "support.login"),
    ]);
    for _ in 0..2 {
        let (told, found) = desk.json(&[]).await;
        for found in found {
            assert_eq!(found["why"]["code"], "collect-why-unknown", "{told:?}");
        }
    }
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen, ["GET /api/v1/status"; 4]);
    assert!(!desk.at("list.txt.known").exists());
}

/// A controller without readers, and a desk that asks it while somebody else writes this, behind its address, into the remembered
/// keys.
async fn meddled(written: &'static str) -> Told {
    let place = Arc::new(OnceLock::<(PathBuf, String)>::new());
    let meddler = Arc::clone(&place);
    let address = stranger(move |request| {
        if request.starts_with("POST /login") {
            let (path, content) = meddler.get()?;
            std::fs::write(path, content).ok()?;
        }
        let status = "{\"software\":\"0.1.0\",\"environment\":\"test\",\"units\":[],\"alarms\":[],\"utc_offset_min\":540}";
        let told = || match request.starts_with("GET /api/v1/licenses") {
            true => http("200 OK", "", "{\"licenses\":[]}"),
            false => http("200 OK", "", status),
        };
        Some(before_a_look(request).unwrap_or_else(told))
    })
    .await;
    let desk = Desk::open(&[("A", address, "support.login")]);
    let content = format!("{address} {written}\n");
    let known = desk.at("list.txt.known");
    place.set((known.clone(), content.clone())).unwrap();
    let told = desk.collect(&[]).await;
    assert_eq!(
        std::fs::read_to_string(known).unwrap().lines().last(),
        content.lines().last()
    );
    told
}

#[tokio::test]
async fn answers_are_shown_where_the_keys_cannot_be_remembered() {
    let told = meddled("no key").await;
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.out.contains("1 of 1 answered."), "{told:?}");
    for words in ["are not remembered:", "Line 1 of"] {
        assert!(told.err.contains(words), "{told:?}");
    }
    assert!(!told.err.contains("for the first time, and"), "{told:?}");
}

#[tokio::test]
async fn a_key_that_another_run_remembered_meanwhile_stays_and_is_told() {
    let other = "0909090909090909090909090909090909090909090909090909090909090909";
    let told = meddled(other).await;
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.err.contains("remembered another key"), "{told:?}");
    assert!(!told.err.contains("its key is remembered"), "{told:?}");
}
