//! Requests for the day: its figures, its end and the way back, and the newest backup.

use super::{Desk, Refused, Right, counter};
use crate::desk::counter::Phase;
use crate::texts;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_proto::v1::{
    DayClock, GetDayRequest, GetDayResponse, NoteBackupRequest, NoteBackupResponse,
};

/// The field of the configuration that says how long the log is kept, which is no matter of the fleet.
const LOGS_DAYS: &str = "retention.logs_days";

impl Desk {
    pub(crate) async fn get_day(&self, _: GetDayRequest) -> Result<GetDayResponse, Refused> {
        let whole = self.caller.role.may(Right::Backup);
        let mut settings = self.settings.iter();
        let logs = settings.find(|setting| setting.field == LOGS_DAYS);
        let logs = logs.map(|setting| setting.value.clone());
        let look = move |fleet: &Fleet| seen(fleet, whole, logs.as_deref());
        self.ask(Right::Look, look).await
    }

    /// Notes a backup that was written whole: whoever wrote it says so.
    pub(crate) async fn note_backup(
        &self,
        request: NoteBackupRequest,
    ) -> Result<NoteBackupResponse, Refused> {
        self.act(request, |_, _| NoteBackupResponse {}).await
    }
}

fn seen(fleet: &Fleet, whole: bool, logs_days: Option<&str>) -> GetDayResponse {
    let day = counter::day(fleet);
    GetDayResponse {
        figures: Some(views::figures(fleet)),
        taken: views::taken(fleet),
        can_undo: day.can_undo_end,
        ended: day.phase != Phase::Open,
        at_readers: day.text,
        by_itself: Some(views::by_itself(fleet)),
        backup: views::backup(fleet, whole),
        backup_text: Some(views::backup_text(fleet)),
        clock: Some(DayClock {
            time_of_day_ms: fleet.time_of_day().0,
            utc_offset_min: texts::utc_offset_min(fleet.settings()),
        }),
        kept: Some(views::kept(fleet, logs_days)),
    }
}
