//! The attackers: each on a thread of its own, on the attackers' core, until it is told to stop.

use crate::common::cores::stay_on;
use crate::common::wire::{self, Credentials};
use madoguchi_controller::identity::Identity;
use madoguchi_proto::v1::attach_request::Frame as Up;
use madoguchi_proto::v1::reader_event::Event;
use madoguchi_proto::v1::{AttachRequest, CardRemoved, Hello, ReaderEvent};
use madoguchi_tests::programs::outsider::{Papers, dial, is_let_in};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

/// Connections that are half open at a time.
const HALF_OPEN: usize = 500;
/// Who shakes hands with bad papers, or speaks plain text, at a time.
const AT_ONCE: usize = 32;
/// Between two tries of one that was cut off at once: else it measures how fast this machine can connect.
const PAUSE: Duration = Duration::from_millis(10);

/// What somebody does to the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attack {
    /// Connects, says nothing, and comes again when it is cut off.
    HalfOpen,
    /// Shakes hands with papers that it made itself, and waits to be refused.
    BadPapers,
    /// The same, without waiting.
    Impatient,
    /// Speaks HTTP without TLS.
    PlainText,
    /// An enrolled reader sends frames without end, and comes again when it is cut off.
    Frames,
    /// All of them at once.
    All,
}

impl Attack {
    pub const EACH: [Self; 6] = [
        Self::HalfOpen,
        Self::BadPapers,
        Self::Impatient,
        Self::PlainText,
        Self::Frames,
        Self::All,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfOpen => "half_open",
            Self::BadPapers => "bad_papers",
            Self::Impatient => "impatient",
            Self::PlainText => "plain_text",
            Self::Frames => "frames",
            Self::All => "all",
        }
    }
}

/// Whom to attack, and the papers of the reader that went bad.
pub struct Target {
    pub gateway: SocketAddr,
    pub identity: Identity,
    pub unit: Credentials,
    pub hello: Hello,
}

/// An attack that goes on until this is dropped.
pub struct Attackers {
    enough: Arc<AtomicBool>,
    tries: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Attackers {
    pub fn start(attack: Attack, target: &Arc<Target>, core: usize) -> Self {
        let (enough, tries) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
        let (seen, tried, target) = (Arc::clone(&enough), Arc::clone(&tries), Arc::clone(target));
        let thread = thread::spawn(move || {
            stay_on([core]);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut all = JoinSet::new();
                spawn(attack, &mut all, &target, &tried);
                while !seen.load(Ordering::Relaxed) {
                    tokio::time::sleep(PAUSE).await;
                }
                all.shutdown().await;
            });
        });
        Self {
            enough,
            tries,
            thread: Some(thread),
        }
    }

    /// How often it was tried so far.
    pub fn tries(&self) -> u64 {
        self.tries.load(Ordering::Relaxed)
    }
}

impl Drop for Attackers {
    fn drop(&mut self) {
        self.enough.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn spawn(attack: Attack, all: &mut JoinSet<()>, target: &Arc<Target>, tries: &Arc<AtomicU64>) {
    let wants = |one: Attack| attack == one || attack == Attack::All;
    if wants(Attack::HalfOpen) {
        for _ in 0..HALF_OPEN {
            let (gateway, tries) = (target.gateway, Arc::clone(tries));
            all.spawn(again_and_again(tries, move || half_open(gateway)));
        }
    }
    let papers = Arc::new(Papers::self_made(&target.hello.serial));
    if wants(Attack::BadPapers) {
        for _ in 0..AT_ONCE {
            let (gateway, papers) = (target.gateway, Arc::clone(&papers));
            let show = move || {
                let papers = Arc::clone(&papers);
                async move {
                    assert!(!is_let_in(gateway, Some(&papers)).await);
                }
            };
            all.spawn(again_and_again(Arc::clone(tries), show));
        }
    }
    if wants(Attack::Impatient) {
        for _ in 0..AT_ONCE {
            let (gateway, papers) = (target.gateway, Arc::clone(&papers));
            let show = move || {
                let papers = Arc::clone(&papers);
                // Gone as soon as its own side of the handshake is done.
                async move { drop(dial(gateway, Some(&papers)).await) }
            };
            all.spawn(again_and_again(Arc::clone(tries), show));
        }
    }
    if wants(Attack::PlainText) {
        for _ in 0..AT_ONCE {
            let gateway = target.gateway;
            all.spawn(again_and_again(Arc::clone(tries), move || {
                plain_text(gateway)
            }));
        }
    }
    if wants(Attack::Frames) {
        let target = Arc::clone(target);
        let flood = move || {
            let target = Arc::clone(&target);
            async move { frames(&target).await }
        };
        all.spawn(again_and_again(Arc::clone(tries), flood));
    }
}

async fn again_and_again<F: Future<Output = ()>>(tries: Arc<AtomicU64>, act: impl Fn() -> F) {
    loop {
        act().await;
        tries.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(PAUSE).await;
    }
}

async fn half_open(gateway: SocketAddr) {
    if let Ok(mut stream) = TcpStream::connect(gateway).await {
        stream.read_u8().await.ok();
    }
}

async fn plain_text(gateway: SocketAddr) {
    if let Ok(mut stream) = TcpStream::connect(gateway).await {
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.ok();
        stream.read_to_end(&mut Vec::new()).await.ok();
    }
}

/// As fast as it is taken, until it is cut off.
async fn frames(target: &Target) {
    let dialled = wire::try_gateway(&target.identity, target.gateway, &target.unit).await;
    let Ok(mut client) = dialled else {
        return;
    };
    let (up, outbound) = tokio::sync::mpsc::channel(64);
    let frame = |frame: Up| AttachRequest { frame: Some(frame) };
    up.send(frame(Up::Hello(target.hello.clone()))).await.ok();
    let Ok(attached) = client.attach(ReceiverStream::new(outbound)).await else {
        return;
    };
    let mut down = attached.into_inner();
    let sends = async {
        for sequence in 1.. {
            let event = Some(Event::CardRemoved(CardRemoved {}));
            let event = frame(Up::Event(ReaderEvent {
                sequence,
                event,
                clock_ms: 0,
            }));
            if up.send(event).await.is_err() {
                break;
            }
        }
    };
    let hears = async { while let Ok(Some(_)) = down.message().await {} };
    // Whoever is cut off and does not notice has had its time, too.
    drop(timeout(Duration::from_secs(5), async { tokio::join!(sends, hears) }).await);
}
