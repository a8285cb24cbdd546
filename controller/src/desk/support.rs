//! Service `Support`: the state of the fleet once, or again after every change.

use super::{Desk, backup, respond};
use crate::engine::MIN_FREE_BYTES;
use crate::texts;
use crate::tls::Peer;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1;
use madoguchi_proto::v1::support_server::Support as Service;
use madoguchi_proto::v1::{
    BackupRequest, ConfirmTimeRequest, ConfirmTimeResponse, GetStatusRequest, GetStatusResponse,
    GetTimeRequest, GetTimeResponse, WatchStatusRequest, WatchStatusResponse,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Response, Status};

/// The most watchers at once: every screen of a large clinic. Each change costs work for each of them.
pub(super) const MAX_WATCHERS: usize = 64;
/// Looks that may wait for a watcher before it is closed: some seconds of a busy morning.
pub(super) const MAX_BEHIND: usize = 16;
/// The shortest time between two looks of one watcher: ten in a second.
const PACE: Duration = Duration::from_millis(100);
/// The longest time between two looks: what people see has the time in it, and how many minutes somebody has waited.
const MINUTE: Duration = Duration::from_secs(60);
/// The time that a slow watcher has to read why it is closed. After that its connection is cut, because the frames for it would stay in
/// buffers for ever.
const FAREWELL_TIME: Duration = Duration::from_secs(5);

pub(super) struct Support {
    desk: Desk,
    watchers: Arc<Semaphore>,
    backups: Arc<Semaphore>,
}

impl Support {
    pub(super) fn new(desk: Desk) -> Self {
        Self {
            desk,
            watchers: Arc::new(Semaphore::new(MAX_WATCHERS)),
            backups: Arc::new(Semaphore::new(backup::AT_ONCE)),
        }
    }
}

#[tonic::async_trait]
impl Service for Support {
    async fn get_status(
        &self,
        _: Request<GetStatusRequest>,
    ) -> Result<Response<GetStatusResponse>, Status> {
        let status = Some(look(&self.desk).await?);
        let settings = self.desk.settings.to_vec();
        Ok(Response::new(GetStatusResponse { status, settings }))
    }

    type WatchStatusStream = ReceiverStream<Result<WatchStatusResponse, Status>>;

    async fn watch_status(
        &self,
        request: Request<WatchStatusRequest>,
    ) -> Result<Response<Self::WatchStatusStream>, Status> {
        let peer = request.extensions().get::<Peer>().cloned();
        let Ok(place) = Arc::clone(&self.watchers).try_acquire_owned() else {
            let text = texts::desk(&texts::Desk::WatchersFull {
                limit: MAX_WATCHERS,
            });
            tracing::warn!(
                limit = MAX_WATCHERS,
                "a watcher was refused: too many at a time"
            );
            return Err(respond::refused(Code::ResourceExhausted, &text));
        };
        // One place more than looks, so that the last message, which says why the stream ends, always fits.
        let (to, from) = mpsc::channel(MAX_BEHIND + 1);
        tokio::spawn(watch(self.desk.clone(), to, peer, place));
        Ok(Response::new(ReceiverStream::new(from)))
    }

    async fn get_time(
        &self,
        _: Request<GetTimeRequest>,
    ) -> Result<Response<GetTimeResponse>, Status> {
        self.desk.ask(views::time).await.map(Response::new)
    }

    async fn confirm_time(
        &self,
        request: Request<ConfirmTimeRequest>,
    ) -> Result<Response<ConfirmTimeResponse>, Status> {
        let look = |fleet: &Fleet, _| ConfirmTimeResponse {
            fleet_time_ms: fleet.now().0,
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
            sets_at_ms: views::moment(fleet, fleet.sets_time_at()),
        };
        let confirmed = self.desk.act(request.into_inner(), look);
        confirmed.await.map(Response::new)
    }

    type BackupStream = backup::Parts;

    async fn backup(
        &self,
        _: Request<BackupRequest>,
    ) -> Result<Response<Self::BackupStream>, Status> {
        let parts = backup::begin(&self.desk, &self.backups).await?;
        Ok(Response::new(parts))
    }
}

async fn look(desk: &Desk) -> Result<v1::Status, Status> {
    let policy = desk.policy;
    let revision = desk.handle.published().borrow().revision;
    let look = move |fleet: &Fleet| views::status(fleet, policy, revision);
    let mut status = desk.ask(look).await?;
    status.alarms.extend(no_room(desk).await);
    Ok(status)
}

/// That the disk has too little room for new work (RULES R4), with its folder, what is free and what is needed.
async fn no_room(desk: &Desk) -> Option<v1::Text> {
    let folder = desk.folder.clone()?;
    let look = move || {
        let free = fs4::available_space(&folder).ok()?;
        (free < MIN_FREE_BYTES).then(|| texts::disk_full(&folder, free, MIN_FREE_BYTES))
    };
    // A disk may hang.
    tokio::task::spawn_blocking(look).await.ok()?
}

type Watcher = mpsc::Sender<Result<WatchStatusResponse, Status>>;

/// Sends the state of the fleet now, after every change and at the turn of each minute, until the watcher goes, is too slow, or the engine stops.
async fn watch(desk: Desk, to: Watcher, peer: Option<Peer>, _place: OwnedSemaphorePermit) {
    let mut published = desk.handle.published();
    let Ok(last_word) = to.clone().try_reserve_owned() else {
        return;
    };
    loop {
        // Changes from here on are in the next look.
        published.mark_unchanged();
        let not_before = Instant::now() + PACE;
        let (status, turn) = match look(&desk).await {
            Ok(status) => {
                let turn = next_minute(&status);
                (Some(status), turn)
            }
            Err(stopped) => {
                last_word.send(Err(stopped));
                return;
            }
        };
        if let Err(mpsc::error::TrySendError::Full(_)) =
            to.try_send(Ok(WatchStatusResponse { status }))
        {
            let text = texts::desk(&texts::Desk::WatcherSlow);
            last_word.send(Err(respond::refused(Code::Aborted, &text)));
            return part(&to, peer.as_ref()).await;
        }
        tokio::select! {
            () = to.closed() => return,
            changed = published.changed() => if changed.is_err() {
                last_word.send(Err(respond::refused(Code::Unavailable, &texts::stopped())));
                return;
            },
            () = sleep_until(turn) => {}
        }
        tokio::select! {
            () = to.closed() => return,
            () = sleep_until(not_before) => {}
        }
    }
}

/// The turn of the minute after a look, by the PC's wall clock.
fn next_minute(status: &v1::Status) -> Instant {
    let minute_ms = i64::try_from(MINUTE.as_millis()).unwrap_or(i64::MAX);
    let time_of_day_ms = status.time.map_or(0, |time| time.time_of_day_ms);
    let into_it_ms = u64::try_from(time_of_day_ms.rem_euclid(minute_ms)).unwrap_or(0);
    Instant::now() + MINUTE.saturating_sub(Duration::from_millis(into_it_ms))
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
