//! The table `[logs]`: where the files of the log are, and how much of them is kept.

use super::fields::{Fields, write};
use super::text;
use madoguchi_files::beside;
use madoguchi_files::day_log::Place;
use std::ops::RangeInclusive;
use std::path::Path;

/// Files, one a day. A week: whoever looks after a reader comes within it.
const DAYS: RangeInclusive<u16> = 1..=90;
const DAYS_USUALLY: u16 = 7;
/// The largest file in MiB. Readers have little storage.
const DAY_MIB: RangeInclusive<u64> = 1..=64;
const DAY_MIB_USUALLY: u64 = 1;

/// What the table says.
#[derive(Debug, Default)]
pub(super) struct Logs {
    folder: Option<String>,
    days: Option<u16>,
    day_mib: Option<u64>,
}

pub(super) fn read(table: Option<Fields<'_>>) -> Logs {
    let Some(mut fields) = table else {
        return Logs::default();
    };
    let logs = Logs {
        folder: fields.optional("folder", write("spool"), text),
        days: fields.optional("days", write("log-days"), |value| {
            let days = u16::try_from(value.as_integer()?).ok()?;
            DAYS.contains(&days).then_some(days)
        }),
        day_mib: fields.optional("day_mib", write("log-mib"), |value| {
            let mib = u64::try_from(value.as_integer()?).ok()?;
            DAY_MIB.contains(&mib).then_some(mib)
        }),
    };
    fields.finish();
    logs
}

impl Logs {
    /// The place of the files, for an agent with this spool and a configuration in this folder.
    pub(super) fn place(self, base: &Path, spool: &Path) -> Place {
        let folder = self.folder.map(|folder| base.join(folder));
        Place {
            folder: folder.unwrap_or_else(|| beside(spool, ".logs")),
            days: self.days.unwrap_or(DAYS_USUALLY),
            day_bytes: self.day_mib.unwrap_or(DAY_MIB_USUALLY) * 1024 * 1024,
            is_json: false,
        }
    }
}
