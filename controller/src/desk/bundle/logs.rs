//! The logs of the controller and of its readers, as far as any are kept.

use madoguchi_bundle::{Cause, Entry};
use madoguchi_files::day_log::{self, Watch};

/// The most that is read of the controller's log: it is packed to its share of the file, an eighth of this or less.
const MOST_BYTES: usize = 16 << 20;

/// A log, or why there is none.
pub(super) struct Log {
    pub(super) entry: Entry,
    pub(super) text: Result<String, Cause>,
}

/// The logs of these days. A reader keeps its own, which nobody can ask it for yet.
pub(super) async fn logs(files: Option<Watch>, days: u32, readers: &[String]) -> Vec<Log> {
    let mut all = vec![Log {
        entry: Entry::ControllerLog,
        text: controller(files, days).await,
    }];
    all.extend(readers.iter().map(|serial| Log {
        entry: Entry::ReaderLog(serial.clone()),
        text: Err(Cause::NotKept),
    }));
    all
}

/// The newest lines of the controller's log (RULES G3), which name nobody (G1).
async fn controller(files: Option<Watch>, days: u32) -> Result<String, Cause> {
    let files = files.ok_or(Cause::NotKept)?;
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    let read = move || day_log::newest(files.folder(), days, MOST_BYTES);
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(lines)) => Ok(lines.text),
        Ok(Err(error)) => {
            tracing::warn!(error = %madoguchi_plain::chain(&error), "the log's files could not be read");
            Err(Cause::NotReached)
        }
        Err(_) => Err(Cause::NotReached),
    }
}
