//! A cable that can be pulled: bytes go through it until they do not, and neither end hears a word of that.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Most bytes that are carried at once.
const CARRIED: usize = 16 * 1024;

/// A way to an address. What was connected when the cable was pulled stays dead; after it was plugged in again,
/// new connections go through.
#[derive(Debug)]
pub struct Cable {
    /// Where to connect to.
    pub address: SocketAddr,
    /// How often it was pulled or plugged in: odd while it is out.
    turns: Arc<AtomicU64>,
}

impl Cable {
    /// A cable that is plugged in.
    #[must_use]
    pub fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let turns = Arc::new(AtomicU64::new(0));
        let seen = Arc::clone(&turns);
        thread::spawn(move || {
            let mut held = Vec::new();
            for near in listener.incoming().map_while(Result::ok) {
                let turn = seen.load(Ordering::SeqCst);
                // Out: it is taken, and nothing answers.
                let far = turn.is_multiple_of(2).then(|| TcpStream::connect(target));
                match far {
                    Some(Ok(far)) => join(&near, &far, &seen, turn),
                    Some(Err(_)) => drop(near),
                    None => held.push(near),
                }
            }
        });
        Self { address, turns }
    }

    /// Pulls it.
    pub fn pull(&self) {
        let before = self.turns.fetch_add(1, Ordering::SeqCst);
        assert_eq!(before % 2, 0, "it is out already");
    }

    /// Plugs it in again.
    pub fn plug_in(&self) {
        let before = self.turns.fetch_add(1, Ordering::SeqCst);
        assert_eq!(before % 2, 1, "it is in already");
    }
}

fn join(near: &TcpStream, far: &TcpStream, turns: &Arc<AtomicU64>, turn: u64) {
    for (from, to) in [(near, far), (far, near)] {
        // Small frames must not wait for each other.
        to.set_nodelay(true).unwrap();
        let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
        let turns = Arc::clone(turns);
        thread::spawn(move || carry(from, to, &turns, turn));
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, turns: &AtomicU64, turn: u64) {
    let mut bytes = vec![0; CARRIED];
    loop {
        let read = from.read(&mut bytes).unwrap_or(0);
        let dead = turns.load(Ordering::SeqCst) != turn;
        if read == 0 {
            if !dead {
                to.shutdown(Shutdown::Write).ok();
            }
            return;
        }
        if !dead && to.write_all(&bytes[..read]).is_err() {
            return;
        }
    }
}
