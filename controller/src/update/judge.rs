//! The new version's judgement, by its own program: it opens the data with its doors closed and says whether it can go on with them.

use super::{Error, Phase, close, phase, undo, was_undone};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest judgement. A start on a clinic's year takes seconds; a program that hangs must not hold up the way back.
pub(crate) const JUDGEMENT_TIME: Duration = Duration::from_secs(300);
/// How often an unfinished judgement is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// What became of the update.
#[derive(Debug)]
pub(crate) enum Judgement {
    /// No copy is kept: it was judged already, if not by this then by the new version's own start; or there was nothing to copy.
    Nothing,
    /// The new version can go on. The copy is given up.
    Fit,
    /// It cannot. All is as it was before the update.
    Unfit,
    /// It did not end in time, and was ended. All is as it was before the update.
    Hung,
    /// It could not even be started. All is as it was before the update.
    NotRun(io::Error),
}

/// Has a program judge what is kept; its words go to stderr. Then the copy is given up, or put back.
///
/// # Errors
/// A controller runs, or the disk refuses; then the same is asked again.
pub(crate) fn judge(
    data_dir: &Path,
    program: &mut Command,
    time: Duration,
) -> Result<Judgement, Error> {
    match phase(data_dir) {
        // It was judged, and the installer was cut off before the former program stood at its place again.
        Phase::Nothing if was_undone(data_dir) => return Ok(Judgement::Unfit),
        Phase::Nothing => return Ok(Judgement::Nothing),
        Phase::Kept => {}
        // It was judged, and the way back was cut off.
        Phase::Clearing | Phase::Restoring => {
            undo(data_dir)?;
            return Ok(Judgement::Unfit);
        }
    }
    let judgement = match program.stdin(Stdio::null()).stdout(Stdio::null()).spawn() {
        Ok(child) => wait(child, time),
        Err(error) => Judgement::NotRun(error),
    };
    match judgement {
        Judgement::Fit => close(data_dir)?,
        _ => undo(data_dir)?,
    }
    Ok(judgement)
}

fn wait(mut child: Child, time: Duration) -> Judgement {
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Judgement::Fit,
            Ok(Some(_)) => return Judgement::Unfit,
            Ok(None) if began.elapsed() < time => thread::park_timeout(LOOK),
            Ok(None) => {
                // It may have ended just now; then there is nothing to end.
                let _ = child.kill();
                let _ = child.wait();
                return Judgement::Hung;
            }
            Err(error) => return Judgement::NotRun(error),
        }
    }
}
