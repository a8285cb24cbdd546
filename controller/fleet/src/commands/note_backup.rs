//! Notes that a backup was written whole (RULES R11).

use crate::decision::Backup;
use crate::fleet::Fleet;
use crate::work::Work;

pub(crate) fn apply(fleet: &mut Fleet, work: &mut Work, file: String) {
    work.set_subject(&file);
    let by = work.actor.clone();
    let at = fleet.now();
    fleet.memory.note_backup(Backup { at, by, file });
}
