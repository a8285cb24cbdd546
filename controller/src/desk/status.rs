//! The state of the fleet, and its time.

use super::{Desk, DownSheet, Refused, Right};
use crate::engine::MIN_FREE_BYTES;
use crate::texts;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1;
use madoguchi_proto::v1::{
    ConfirmTimeRequest, ConfirmTimeResponse, GetStatusRequest, GetStatusResponse, GetTimeRequest,
    GetTimeResponse,
};
use std::time::Duration;
use tokio::time::Instant;

/// The longest time between two looks: what people see has the time in it, and how many minutes somebody has waited.
const MINUTE: Duration = Duration::from_secs(60);

impl Desk {
    /// The state of the fleet now.
    pub(crate) async fn get_status(
        &self,
        _: GetStatusRequest,
    ) -> Result<GetStatusResponse, Refused> {
        let status = Some(self.look().await?);
        let settings = self.settings.to_vec();
        Ok(GetStatusResponse { status, settings })
    }

    pub(crate) async fn get_time(&self, _: GetTimeRequest) -> Result<GetTimeResponse, Refused> {
        self.ask(Right::Look, views::time).await
    }

    pub(crate) async fn confirm_time(
        &self,
        request: ConfirmTimeRequest,
    ) -> Result<ConfirmTimeResponse, Refused> {
        let look = |fleet: &Fleet, _| ConfirmTimeResponse {
            fleet_time_ms: fleet.now().0,
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
            sets_at_ms: views::moment(fleet, fleet.sets_time_at()),
        };
        self.act(request, look).await
    }

    pub(crate) async fn look(&self) -> Result<v1::Status, Refused> {
        let policy = self.policy;
        let revision = self.handle.published().borrow().revision;
        let view = match self.caller.role.may(Right::Papers) {
            true => views::status,
            false => views::status_for_anybody,
        };
        let look = move |fleet: &Fleet| view(fleet, policy, revision);
        let mut status = self.ask(Right::Look, look).await?;
        self.beside_the_fleet(&mut status).await;
        Ok(status)
    }

    /// Adds what the fleet does not know: the disk's room, the log's files, the check before opening, the watched folder and the backups.
    pub(super) async fn beside_the_fleet(&self, status: &mut v1::Status) {
        status.alarms.extend(self.no_room().await);
        status.alarms.extend(self.no_log());
        status.alarms.extend(self.made_anew());
        status.alarms.extend(self.image_missed());
        self.tell_ready(status);
        if let Some(watched) = &self.watched {
            status.alarms.extend(watched.alarms());
            status.watched_folder = Some(watched.told());
        }
        status
            .alarms
            .extend(self.down.as_ref().and_then(DownSheet::alarm));
        if let Some(nightly) = &self.nightly {
            nightly.tell(status);
        }
    }

    /// That the log cannot be written to its files, which stops nothing else (RULES G4).
    fn no_log(&self) -> Option<v1::Text> {
        let logs = self.logs.as_ref()?;
        Some(texts::log_unwritten(logs.folder(), &logs.trouble()?))
    }

    /// That the database was made anew at the start: the disk may fail again (RULES R12).
    fn made_anew(&self) -> Option<v1::Text> {
        let folder = self.made_anew.as_ref()?;
        Some(texts::database_made_anew(folder))
    }

    /// That no image of the records could be made lately, so that the journal grows (RULES R13).
    fn image_missed(&self) -> Option<v1::Text> {
        let folder = self.images.as_ref()?.missed()?;
        Some(texts::image_missed(folder))
    }

    /// That the disk has too little room for new work (RULES R4), with its folder, what is free and what is needed.
    async fn no_room(&self) -> Option<v1::Text> {
        let folder = self.folder.clone()?;
        let look = move || {
            let free = fs4::available_space(&folder).ok()?;
            (free < MIN_FREE_BYTES).then(|| texts::disk_full(&folder, free, MIN_FREE_BYTES))
        };
        // A disk may hang.
        tokio::task::spawn_blocking(look).await.ok()?
    }
}

/// The turn of the minute after a look, by the PC's wall clock.
pub(crate) fn next_minute(status: &v1::Status) -> Instant {
    let minute_ms = i64::try_from(MINUTE.as_millis()).unwrap_or(i64::MAX);
    let time_of_day_ms = status.time.map_or(0, |time| time.time_of_day_ms);
    let into_it_ms = u64::try_from(time_of_day_ms.rem_euclid(minute_ms)).unwrap_or(0);
    Instant::now() + MINUTE.saturating_sub(Duration::from_millis(into_it_ms))
}
