//! Sends the state of the fleet once, and again after every change.

use crate::desk::{Desk, Refused, next_minute};
use crate::texts;
use crate::tls::Peer;
use madoguchi_proto::v1::WatchStatusResponse;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

/// The most watchers at once: every screen of a large clinic. Each change costs work for each of them.
pub(super) const MAX_WATCHERS: usize = 64;
/// Looks that may wait for a watcher before it is closed: some seconds of a busy morning.
pub(super) const MAX_BEHIND: usize = 16;
/// The shortest time between two looks of one watcher: ten in a second.
const PACE: Duration = Duration::from_millis(100);
/// The time that a slow watcher has to read why it is closed. After that its connection is cut, because the frames for it would stay in
/// buffers for ever.
const FAREWELL_TIME: Duration = Duration::from_secs(5);

/// The looks that a watcher gets.
pub(super) type Looks = ReceiverStream<Result<WatchStatusResponse, Status>>;

/// Begins to send looks, where there is a place for one more watcher.
pub(super) fn begin(
    desk: &Desk,
    places: &Arc<Semaphore>,
    peer: Option<Peer>,
) -> Result<Looks, Refused> {
    let Ok(place) = Arc::clone(places).try_acquire_owned() else {
        let text = texts::desk(&texts::Desk::WatchersFull {
            limit: MAX_WATCHERS,
        });
        tracing::warn!(
            limit = MAX_WATCHERS,
            "a watcher was refused: too many at a time"
        );
        return Err(Refused::full(text));
    };
    // One place more than looks, so that the last message, which says why the stream ends, always fits.
    let (to, from) = mpsc::channel(MAX_BEHIND + 1);
    tokio::spawn(watch(desk.clone(), to, peer, place));
    Ok(ReceiverStream::new(from))
}

type Watcher = mpsc::Sender<Result<WatchStatusResponse, Status>>;

/// Sends the state of the fleet now, after every change, every check before opening and at the turn of each minute, until the watcher goes, is too slow, or the engine stops.
async fn watch(desk: Desk, to: Watcher, peer: Option<Peer>, _place: OwnedSemaphorePermit) {
    let mut published = desk.handle.published();
    let mut ready = desk.ready.changes();
    let Ok(last_word) = to.clone().try_reserve_owned() else {
        return;
    };
    loop {
        // Changes from here on are in the next look.
        published.mark_unchanged();
        ready.mark_unchanged();
        let not_before = Instant::now() + PACE;
        let (status, turn) = match desk.look().await {
            Ok(status) => {
                let turn = next_minute(&status);
                (Some(status), turn)
            }
            Err(stopped) => {
                last_word.send(Err(stopped.into()));
                return;
            }
        };
        if let Err(mpsc::error::TrySendError::Full(_)) =
            to.try_send(Ok(WatchStatusResponse { status }))
        {
            let text = texts::desk(&texts::Desk::WatcherSlow);
            last_word.send(Err(Refused::order(text).into()));
            return part(&to, peer.as_ref()).await;
        }
        tokio::select! {
            () = to.closed() => return,
            changed = published.changed() => if changed.is_err() {
                last_word.send(Err(Refused::stopped().into()));
                return;
            },
            // Never an error: the desk holds the other end.
            _ = ready.changed() => {}
            () = sleep_until(turn) => {}
        }
        tokio::select! {
            () = to.closed() => return,
            () = sleep_until(not_before) => {}
        }
    }
}

/// Gives a slow watcher a moment to read the last message, and cuts its connection if it does not.
async fn part(to: &Watcher, peer: Option<&Peer>) {
    let address = peer.map(|peer| peer.address.to_string());
    let read = tokio::time::timeout(FAREWELL_TIME, to.closed()).await;
    let reads = read.is_ok();
    if !reads && let Some(peer) = peer {
        peer.hang_up();
    }
    tracing::warn!(
        address,
        reads,
        "a watcher was closed: it does not keep up with what it is sent"
    );
}
