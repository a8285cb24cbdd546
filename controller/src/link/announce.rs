//! Announces the gateway to readers by multicast DNS (RFC 6762, 6763), on readers' links and on no other network.
//!
//! A reader with `controller = "auto"` asks for `_madoguchi._tcp` on its link, and receives the addresses and the port of the listeners
//! there. It receives nothing about the clinic, and no trust: TLS with the CA that was pinned at pairing decides.
//!
//! Each link has its own socket, bound to the multicast group on that interface. The one socket of a library for all interfaces would be
//! bound to any address, also on the clinic's network. It would also mix up the links' addresses, which are alike (the PC may be fe80::2 on
//! each link).

mod card;
mod socket;

use super::Doorway;
use card::Card;
use madoguchi_licensing::grant::Environment;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// The longest message that is read: a question has some dozens of bytes, and a link's frame carries no more.
const MAX_MESSAGE_BYTES: usize = 1_500;
/// The shortest time between two answers. They go to everyone on the link, so a question within this time is answered already.
const PACE: Duration = Duration::from_millis(100);
/// The delay after which the first, unasked announcement is repeated (RFC 6762, 8.3).
const TOLD_AGAIN: Duration = Duration::from_secs(1);
/// The pause after a failure of a socket.
const PAUSE: Duration = Duration::from_secs(1);

/// Announces listeners until it is dropped.
#[derive(Debug)]
pub struct Announcer(JoinHandle<()>);

impl Announcer {
    /// Announces the open listeners as they come and go.
    #[must_use]
    pub fn start(doorways: watch::Receiver<Arc<[Doorway]>>, environment: Environment) -> Self {
        Self(tokio::spawn(follow(doorways, environment)))
    }
}

impl Drop for Announcer {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Runs one speaker for each link, and replaces it when the listeners there change.
async fn follow(mut doorways: watch::Receiver<Arc<[Doorway]>>, environment: Environment) {
    let mut speakers: BTreeMap<u32, Speaker> = BTreeMap::new();
    loop {
        let open = Arc::clone(&doorways.borrow_and_update());
        let cards = cards(&open, environment);
        speakers.retain(|index, speaker| cards.get(index) == Some(&speaker.card));
        for (index, card) in cards {
            speakers.entry(index).or_insert_with(|| Speaker {
                task: tokio::spawn(speak(index, card.clone())),
                card,
            });
        }
        if doorways.changed().await.is_err() {
            // All listeners are gone, so there is nothing to announce.
            return;
        }
    }
}

/// The announcement for each link, by the link's number.
fn cards(open: &[Doorway], environment: Environment) -> BTreeMap<u32, Card> {
    let mut cards: BTreeMap<u32, Card> = BTreeMap::new();
    for door in open {
        cards
            .entry(door.index)
            .or_insert_with(|| Card::new(door.name.clone(), environment))
            .add(door.address);
    }
    cards
}

/// The task of one link; dropping it ends the task.
struct Speaker {
    card: Card,
    task: JoinHandle<()>,
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Announces on a link until it is aborted. A link without multicast does not disturb the others.
async fn speak(index: u32, card: Card) {
    let Some(packet) = card.packet() else {
        return;
    };
    let group = socket::group(index);
    let mut said = false;
    loop {
        let ended = match socket::on(index, &card) {
            Ok(socket) => converse(&socket, group, &card, &packet).await.err(),
            Err(error) => Some(error),
        };
        if let Some(error) = ended
            && !std::mem::replace(&mut said, true)
        {
            tracing::warn!(interface = card.interface(), %error, "readers that look for the controller by themselves are not answered on this link; it is tried again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Sends the announcement twice unasked, then whenever somebody asks for it.
async fn converse(
    socket: &UdpSocket,
    group: SocketAddr,
    card: &Card,
    packet: &[u8],
) -> io::Result<Infallible> {
    socket.send_to(packet, group).await?;
    let mut told = Instant::now();
    let mut again = Some(told + TOLD_AGAIN);
    let mut message = [0; MAX_MESSAGE_BYTES];
    loop {
        let unasked = async {
            match again {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let due = tokio::select! {
            received = socket.recv_from(&mut message) => {
                let (length, _) = received?;
                card.is_asked_for(&message[..length]) && told.elapsed() >= PACE
            }
            () = unasked => {
                again = None;
                true
            }
        };
        if due {
            socket.send_to(packet, group).await?;
            told = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests;
