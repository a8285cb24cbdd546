//! A slow cable: frames go between two TAP devices, each some time later, as over a long way. (The kernel of the machines that
//! test this has no netem.)

use super::cable::{IN_READER, PC_ADDRESS, READER_ADDRESS};
use super::namespace::Namespace;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tun_rs::{DeviceBuilder, Layer, SyncDevice};

/// The longest frame that a TAP gives.
const FRAME_BYTES: usize = 64 * 1024;
/// Frames on their way; one more is lost, as in a router.
const ON_THE_WAY: usize = 1_000;

/// A cable that takes its time, plugged in until it is dropped.
#[derive(Debug)]
pub struct Shuttle {
    pc: Arc<Namespace>,
    in_pc: String,
    reader: Arc<Namespace>,
}

impl Shuttle {
    /// Joins a PC and a reader that have no other cable; each frame arrives `delay` later.
    #[must_use]
    pub fn between(
        pc: &Arc<Namespace>,
        in_pc: &str,
        reader: &Arc<Namespace>,
        delay: Duration,
    ) -> Self {
        let near = tap(pc, in_pc, PC_ADDRESS);
        let far = tap(reader, IN_READER, READER_ADDRESS);
        carry(Arc::clone(&near), Arc::clone(&far), delay);
        carry(far, near, delay);
        Self {
            pc: Arc::clone(pc),
            in_pc: in_pc.to_owned(),
            reader: Arc::clone(reader),
        }
    }
}

impl Shuttle {
    /// The PC's interface.
    #[must_use]
    pub fn interface(&self) -> &str {
        &self.in_pc
    }
}

impl Drop for Shuttle {
    fn drop(&mut self) {
        // A TAP that is gone ends who reads from it.
        self.pc.ip(&format!("link del {}\n", self.in_pc));
        self.reader.ip(&format!("link del {IN_READER}\n"));
    }
}

fn tap(namespace: &Namespace, name: &str, address: &str) -> Arc<SyncDevice> {
    // Whoever opens it may be anywhere afterwards: the device stays where it was made.
    let device = namespace.inside(|| {
        DeviceBuilder::new()
            .name(name)
            .layer(Layer::L2)
            .build_sync()
            .unwrap()
    });
    namespace.ip(&format!(
        "link set {name} addrgenmode none\n\
         addr add {address}/64 dev {name} nodad scope link\n\
         link set {name} up\n"
    ));
    Arc::new(device)
}

/// Carries every frame, in order. Ends when either end is gone.
fn carry(from: Arc<SyncDevice>, to: Arc<SyncDevice>, delay: Duration) {
    let (sent, arriving) = mpsc::sync_channel::<(Instant, Vec<u8>)>(ON_THE_WAY);
    thread::spawn(move || {
        let mut frame = vec![0; FRAME_BYTES];
        while let Ok(length) = from.recv(&mut frame) {
            let due = Instant::now() + delay;
            match sent.try_send((due, frame[..length].to_vec())) {
                Ok(()) | Err(mpsc::TrySendError::Full(_)) => {}
                Err(mpsc::TrySendError::Disconnected(_)) => return,
            }
        }
    });
    thread::spawn(move || {
        // Nothing ever comes here: a wait of exactly so long.
        let (_never, time) = mpsc::channel::<()>();
        for (due, frame) in arriving {
            time.recv_timeout(due.saturating_duration_since(Instant::now()))
                .ok();
            if to.send(&frame).is_err() {
                return;
            }
        }
    });
}
