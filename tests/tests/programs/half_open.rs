//! Somebody on this PC opens connections without end and finishes none: real programs, at the desk and at the gateway at once.
//! Whoever runs a command is answered, and a reader that comes back serves.

use madoguchi_tests::programs::outsider::dial;
use madoguchi_tests::programs::{Clinic, Flow, SEED, Terminal};
use std::collections::VecDeque;
use std::fs;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// What the attacker holds at each door: as many handshakes as there are places for, and, of the other half, as many
/// connections as there are places in all.
const HELD: [usize; 2] = [64, 256];
/// So often he opens one more of each half at each door: more than was seen to be enough.
const PACE: Duration = Duration::from_millis(25);
/// Nobody who types a command waits longer, on a busy machine and in a debug build.
const BEARABLE: Duration = Duration::from_secs(10);

/// What the attacker leaves open: a plain connection, or one over TLS.
type Half = Box<dyn Send>;

/// One more half-open connection, of the kind whose turn it is.
async fn half_open(to: SocketAddr, kind: usize) -> Option<Half> {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    if kind < 3 {
        let mut stream = TcpStream::connect(to).await.ok()?;
        // Nothing; the first byte of a record; the head of one that never comes.
        let begins: [&[u8]; 3] = [&[], &[22], &[22, 3, 1, 2, 0, 1, 0, 1, 252]];
        stream.write_all(begins[kind]).await.ok()?;
        return Some(Box::new(stream));
    }
    let mut stream = dial(to, None).await.ok()?;
    // Nothing after the handshake; half of what HTTP/2 begins with; all of it, and no call.
    let ends = [0, 10, PREFACE.len()];
    stream.write_all(&PREFACE[..ends[kind - 3]]).await.ok()?;
    stream.flush().await.ok()?;
    Some(Box::new(stream))
}

/// Somebody who goes on until this is dropped.
struct Attacker {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Attacker {
    /// Begins once all places are taken.
    fn start(doors: [SocketAddr; 2]) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (full, filled) = std::sync::mpsc::channel();
        let attack = async move {
            let mut held = doors.map(|door| (door, [VecDeque::new(), VecDeque::new()]));
            for turn in 0.. {
                for (door, halves) in &mut held {
                    for (half, open) in halves.iter_mut().enumerate() {
                        let kind = 3 * half + turn % 3;
                        // A server that pushes out must not hold up who attacks it.
                        let one = tokio::time::timeout(BEARABLE, half_open(*door, kind)).await;
                        open.extend(one.ok().flatten());
                        if open.len() > HELD[half] {
                            open.pop_front();
                        }
                    }
                }
                if turn >= HELD[1] {
                    full.send(()).ok();
                    tokio::time::sleep(PACE).await;
                }
            }
        };
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                tokio::select! {
                    () = attack => {}
                    _ = stopped => {}
                }
            });
        });
        filled.recv().unwrap();
        Self {
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    fn stop(mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
    }
}

fn desk(clinic: &Clinic) -> SocketAddr {
    let address = fs::read_to_string(clinic.data_dir().join("desk.addr"));
    address.unwrap().trim().parse().unwrap()
}

#[test]
fn whoever_opens_connections_and_finishes_none_keeps_out_no_command_and_no_reader() {
    let mut clinic = Clinic::new();
    clinic.start();
    clinic.additional_license(1, "additional.license");
    let _ = clinic.ask("license install additional.license").done();
    for n in [1, 2] {
        clinic.enroll(n);
        clinic.start_agent_with(n, &[("speed = 20", "speed = 100")]);
    }
    let serving = |look: &serde_json::Value, count: usize| {
        let units = look["units"].as_array().unwrap();
        units.iter().filter(|unit| unit["serves"] == true).count() == count
    };
    let mut watch = clinic.watch();
    watch.until(|look| serving(look, 2));

    let attacker = Attacker::start([desk(&clinic), clinic.gateway()]);
    for n in 0..20 {
        let note = format!("unit note {} --cable {n}m", Clinic::serial(1));
        let command = ["status", note.as_str(), "unit list", "license list"][n % 4];
        let began = Instant::now();
        let _ = clinic.ask(command).done();
        let took = began.elapsed();
        assert!(took < BEARABLE, "{command} took {took:?}");
    }
    // A reader was switched off and on; who stayed was never cut off.
    clinic.kill_agent(2);
    watch.until(|look| serving(look, 1));
    clinic.start_agent_with(2, &[("speed = 20", "speed = 100")]);
    watch.until(|look| serving(look, 2));
    // And patients are served meanwhile, each by a command of its own.
    let flow = Flow::start(clinic.data_dir(), SEED);
    flow.goes_on_for(5);
    assert!(flow.all_were_served(SEED) >= 5);
    attacker.stop();
}
