//! The security battery, from outside: real programs, a clinic with four readers that patients go through without a pause,
//! and somebody at the door of the gateway. He is refused or cut off, and the four lose nothing.
//!
//! What else is shown where: one address's share of connections, and each bound by itself with what the log says of it, in
//! the controller's `gateway/tls.rs`, `bounds/door.rs` and `bounds/gateway.rs`; superseded keys, certificates that
//! were cut short and floods of the log in `bad_input`; the right certificate over the wrong link, spoofed addresses and
//! the ports that are closed in `laboratory/doors.rs`.

#[path = "../../../controller/tests/support/raw.rs"]
#[allow(dead_code)]
mod raw;

use madoguchi_controller::identity::Identity;
use madoguchi_proto::v1;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_tests::programs::outsider::{Papers, dial, is_let_in};
use madoguchi_tests::programs::{Clinic, Flow, Intruder, PATIENCE, READERS, SEED, Terminal};
use prost::Message;
use raw::{DATA, GOAWAY, HEADERS, RST_STREAM, Raw, WINDOW_UPDATE};
use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const ATTACH: &str = "/madoguchi.v1.ReaderGateway/Attach";
const WINDOW: u32 = 64 * 1024;
/// Patients that must be served while an attack goes on.
const MEANWHILE: usize = 5;

/// Nothing here takes that long unless it hangs.
async fn soon<T>(work: impl Future<Output = T>) -> T {
    timeout(PATIENCE, work).await.expect("it hangs")
}

/// A clinic with four readers that serve, and patients.
struct Busy {
    clinic: Clinic,
    flow: Flow,
}

impl Busy {
    fn open() -> Self {
        let mut clinic = Clinic::new();
        clinic.start();
        clinic.additional_license(3, "additional.license");
        let _ = clinic.ask("license install additional.license").done();
        for n in 1..=READERS {
            clinic.enroll(n);
            clinic.start_agent_with(n, &[("speed = 20", "speed = 100")]);
        }
        clinic.watch().until(|look| {
            let units = look["units"].as_array().unwrap();
            units.iter().filter(|unit| unit["serves"] == true).count() == READERS
        });
        let flow = Flow::start(clinic.data_dir(), SEED);
        Self { clinic, flow }
    }

    /// Everybody who came was served as planned, and the units' tallies say the same.
    fn lost_nothing(self) {
        let Self { clinic, flow } = self;
        flow.goes_on_for(MEANWHILE);
        let patients = flow.all_were_served(SEED);
        let units = clinic.json("unit list");
        let sessions = units["units"].as_array().unwrap().iter();
        let counted: u64 = sessions
            .map(|unit| unit["sessions_today"].as_u64().unwrap())
            .sum();
        assert_eq!(counted, patients as u64, "{units}");
    }

    fn gateway(&self) -> SocketAddr {
        self.clinic.gateway()
    }
}

fn attacking<T>(attack: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(attack)
}

#[test]
fn papers_that_are_not_ours_are_refused_at_the_handshake() {
    let mut busy = Busy::open();
    let elsewhere = tempfile::tempdir().unwrap();
    let other = Identity::open_or_create(elsewhere.path()).unwrap();
    let serial = Clinic::serial(1);
    let bad = [
        ("none", None),
        ("self-made", Some(Papers::self_made(&serial))),
        (
            "another controller's",
            Some(Papers::signed(&other, &serial)),
        ),
    ];
    attacking(async {
        for (what, papers) in &bad {
            assert!(!is_let_in(busy.gateway(), papers.as_ref()).await, "{what}");
        }
        // The door is not just shut: the right ones open it.
        let folder = busy.clinic.path().join("reader-1");
        let right = Papers::in_folder(&folder);
        assert!(is_let_in(busy.gateway(), Some(&right)).await);
    });
    for said in [
        "it showed no certificate",
        "certificate is not of this controller",
    ] {
        let controller = busy.clinic.controller();
        controller.line(|line| line.contains(said).then_some(()));
    }
    // It stands where people look, and not in the log alone.
    let told = ["handshake-no-certificate", "handshake-not-ours"];
    busy.clinic.watch().until(|look| {
        let alarms = look["alarms"].as_array().unwrap();
        told.iter()
            .all(|code| alarms.iter().any(|alarm| alarm["code"] == *code))
    });
    let status = busy.clinic.ask("status --lang en").done().out;
    let found = busy.clinic.ask("doctor --lang en").out;
    for page in [status, found] {
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("Something without credentials"), "{page}");
        assert!(
            page.contains("without credentials of this controller"),
            "{page}"
        );
    }
    busy.lost_nothing();
}

#[test]
fn who_belonged_here_is_told_in_the_first_frame_and_closed() {
    let busy = Busy::open();
    for n in [5, 6, 7] {
        busy.clinic.enroll(n);
    }
    let serial = Clinic::serial;
    let _ = busy
        .clinic
        .ask(&format!("unit retire {}", serial(5)))
        .done();
    let _ = busy
        .clinic
        .ask(&format!(
            "unit replace {} {} --reason 水ぬれ --yes",
            serial(6),
            serial(7)
        ))
        .done();
    for (n, code) in [(5, "retired"), (6, "replaced")] {
        let folder = busy.clinic.path().join(format!("reader-{n}"));
        let mut gone = Intruder::attach_with(busy.gateway(), &folder, Intruder::hello(n));
        let reason = gone.closed();
        assert_eq!(reason.code, code, "{reason:?}");
        assert!(!reason.ja.is_ascii(), "{reason:?}");
    }
    busy.lost_nothing();
}

/// A client hello that offers TLS 1.2 and nothing newer.
fn tls_1_2() -> Vec<u8> {
    let extensions: &[u8] = &[
        0, 10, 0, 4, 0, 2, 0, 23, // groups: P-256
        0, 11, 0, 2, 1, 0, // point formats: uncompressed
        0, 13, 0, 4, 0, 2, 4, 3, // signatures: ECDSA P-256 SHA-256
    ];
    let ciphers = [0, 4, 0xc0, 0x2b, 0xc0, 0x2c];
    let length = u8::try_from(extensions.len()).unwrap();
    let body = [
        &[3, 3],
        &[7; 32][..],
        &[0],
        &ciphers,
        &[1, 0, 0, length],
        extensions,
    ]
    .concat();
    let length = u8::try_from(body.len()).unwrap();
    [&[22, 3, 1, 0, length + 4, 1, 0, 0, length], &body[..]].concat()
}

/// What came back until the other end hung up.
async fn answer_to(gateway: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    stream.write_all(bytes).await.ok();
    let mut answer = Vec::new();
    // A reset is an end, too.
    soon(stream.read_to_end(&mut answer)).await.ok();
    answer
}

#[test]
fn who_speaks_anything_but_tls_1_3_is_cut_off() {
    let busy = Busy::open();
    attacking(async {
        let answer = answer_to(busy.gateway(), &tls_1_2()).await;
        // An alert (21), fatal (2): protocol version (70).
        assert_eq!((answer[0], answer[5], answer[6]), (21, 2, 70), "{answer:?}");
        let noise: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let others: [(&str, &[u8]); 6] = [
            ("HTTP/1.1", b"GET / HTTP/1.1\r\nHost: controller\r\n\r\n"),
            (
                "HTTP/2",
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
            ),
            ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n"),
            ("a line", b"hello?\n"),
            (
                "TLS with a record that is too long",
                &[22, 3, 1, 0xff, 0xff, 1, 2, 3],
            ),
            ("noise", &noise),
        ];
        for (what, bytes) in others {
            let answer = answer_to(busy.gateway(), bytes).await;
            // At most the alert of a TLS server that did not understand: no word of HTTP.
            assert!(answer.len() < 16, "{what}: {answer:?}");
            assert!(answer.is_empty() || answer[0] == 21, "{what}: {answer:?}");
        }
    });
    busy.lost_nothing();
}

/// As many as come at once.
const CROWD: usize = 500;

/// One of a crowd: a third says nothing, a third a little and then nothing, a third a byte now and then.
async fn lingers(n: usize, gateway: SocketAddr, came: mpsc::Sender<()>) {
    let mut stream = TcpStream::connect(gateway).await.unwrap();
    came.send(()).ok();
    let hello = tls_1_2();
    let most = [0, 9, hello.len() - 1][n % 3];
    let mut slowly = tokio::time::interval(Duration::from_millis(200));
    let (mut said, mut byte) = (0, [0; 1]);
    loop {
        tokio::select! {
            read = stream.read(&mut byte) => match read {
                Ok(1..) => {}
                Ok(0) | Err(_) => return,
            },
            _ = slowly.tick(), if said < most => {
                if stream.write_all(&hello[said..=said]).await.is_err() {
                    return;
                }
                said += 1;
            }
        }
    }
}

/// How many connections the system holds for who listens at an address. (Some of a crowd were never taken: they hold themselves
/// for connected, and this side knows nothing of them.)
#[cfg(target_os = "linux")]
fn held(listener: SocketAddr) -> usize {
    let SocketAddr::V4(listener) = listener else {
        panic!("the clinic listens on IPv4")
    };
    let address = u32::from_le_bytes(listener.ip().octets());
    let established = format!("{address:08X}:{:04X}", listener.port());
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let rows = table.lines().map(|line| line.split_whitespace().collect());
    rows.filter(|row: &Vec<&str>| row[1] == established && row[3] == "01")
        .count()
}

#[cfg(target_os = "linux")]
#[test]
fn five_hundred_half_open_and_slow_handshakes_at_once_are_all_cut_off() {
    let mut busy = Busy::open();
    // The fourth reader was off, and has to get in again after the crowd.
    busy.clinic.kill_agent(4);
    let gateway = busy.gateway();
    let crowd = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (came, coming) = mpsc::channel();
    for n in 0..CROWD {
        crowd.spawn(lingers(n, gateway, came.clone()));
    }
    for _ in 0..CROWD {
        coming.recv_timeout(PATIENCE).unwrap();
    }
    busy.flow.goes_on_for(MEANWHILE);
    let until = Instant::now() + PATIENCE;
    while held(gateway) >= READERS {
        assert!(Instant::now() < until, "{} are held", held(gateway));
        thread::park_timeout(Duration::from_millis(50));
    }
    crowd.shutdown_background();
    busy.clinic
        .start_agent_with(4, &[("speed = 20", "speed = 100")]);
    busy.clinic
        .watch()
        .until(|look| look["units"][3]["serves"] == true);
    busy.lost_nothing();
}

fn frame(frame: Up) -> Vec<u8> {
    v1::AttachRequest { frame: Some(frame) }.encode_to_vec()
}

fn removed(sequence: u64) -> Up {
    let event = Some(Event::CardRemoved(v1::CardRemoved {}));
    Up::Event(v1::ReaderEvent {
        sequence,
        event,
        clock_ms: 0,
    })
}

/// A connection with the papers of reader 5, which has no seat.
async fn raw(busy: &Busy) -> Raw {
    let papers = Papers::in_folder(&busy.clinic.path().join("reader-5"));
    let stream = dial(busy.gateway(), Some(&papers)).await.unwrap();
    soon(Raw::open(stream, WINDOW)).await
}

/// Reads until the connection or the stream ends; nothing that is asked for may be answered.
async fn is_cut_off(raw: &mut Raw) {
    loop {
        match raw.next().await {
            None => return,
            Some(frame) if matches!(frame.kind, RST_STREAM | GOAWAY) => return,
            // The end of a stream, with its reason.
            Some(frame) if frame.kind == HEADERS && frame.flags & 1 != 0 => return,
            Some(frame) => {
                let harmless = matches!(frame.kind, HEADERS | DATA | WINDOW_UPDATE);
                assert!(harmless, "{frame:?}");
            }
        }
    }
}

#[test]
fn an_enrolled_reader_that_sends_too_much_of_anything_is_cut_off() {
    let busy = Busy::open();
    busy.clinic.enroll(5);
    attacking(async {
        // A frame of HTTP/2 of 16 MiB, as large as can be said.
        let mut large = raw(&busy).await;
        large.call(1, ATTACH, &[]).await.unwrap();
        let most = vec![0; 0xff_ffff];
        large.write(DATA, 0, 1, &most).await.ok();
        is_cut_off(&mut large).await;

        // A message of gRPC of 64 MiB, in frames that are small enough.
        let mut large = raw(&busy).await;
        large.call(1, ATTACH, &[]).await.unwrap();
        let said = [&[0][..], &(64_u32 << 20).to_be_bytes()].concat();
        large.write(DATA, 0, 1, &said).await.unwrap();
        let piece = [7; 8 * 1024];
        // No more than the window takes unasked: whoever reads it all would ask for more.
        for _ in 0..7 {
            if large.write(DATA, 0, 1, &piece).await.is_err() {
                break;
            }
        }
        is_cut_off(&mut large).await;

        // Streams, more than a reader has.
        let mut many = raw(&busy).await;
        for n in 0..100 {
            if many.call(2 * n + 1, ATTACH, &[]).await.is_err() {
                break;
            }
        }
        is_cut_off(&mut many).await;

        // Headers without end: every one is a new one, and none is the last.
        let mut headers = raw(&busy).await;
        headers.write(HEADERS, 0, 1, &[0x83, 0x86]).await.unwrap();
        let continuation = 9;
        let block = [
            &[0x00, 0x03][..],
            b"x-y",
            &[0x7f, 0x81, 0x7e],
            &[b'z'; 16_000],
        ]
        .concat();
        for _ in 0..10_000 {
            if headers.write(continuation, 0, 1, &block[..]).await.is_err() {
                break;
            }
        }
        is_cut_off(&mut headers).await;

        // A stream of events without end.
        let mut endless = raw(&busy).await;
        endless.call(1, ATTACH, &[]).await.unwrap();
        let hello = frame(Up::Hello(Intruder::hello(5)));
        endless.message(1, &hello).await.unwrap();
        for sequence in 1..100_000 {
            let event = frame(removed(sequence));
            if soon(endless.message(1, &event)).await.is_err() {
                break;
            }
        }
        is_cut_off(&mut endless).await;
    });
    busy.lost_nothing();
}
