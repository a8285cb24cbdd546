//! Where a bench writes: a folder on a real disk, for a file system in memory has no sync to wait for.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Chooses another place, for a machine whose /var/tmp is no disk.
const PLACE: &str = "MADOGUCHI_BENCH_DIR";

/// A folder that goes with the bench.
pub fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("madoguchi-bench-")
        .tempdir_in(place())
        .unwrap()
}

/// By the hierarchy of Linux file systems /var/tmp outlives a restart, and so does not lie in memory.
fn place() -> PathBuf {
    if let Some(chosen) = std::env::var_os(PLACE) {
        return chosen.into();
    }
    let lasting = Path::new("/var/tmp");
    if lasting.is_dir() {
        lasting.to_owned()
    } else {
        std::env::temp_dir()
    }
}

/// The machine in one line: what the figures hang on.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let (place, kind) = (place(), file_system(&place()));
    format!(
        "{cores} cores, {} {}, written to {} ({kind}), built as {}",
        std::env::consts::OS,
        kernel.trim(),
        place.display(),
        madoguchi_tests::programs::profile_of_programs()
    )
}

/// What kind of file system a folder lies on, where the system says.
fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let (at, kind) = (words.next()?, words.next()?);
        folder.starts_with(at).then(|| (at.len(), kind.to_owned()))
    });
    let nearest = mounted.max_by_key(|(depth, _)| *depth);
    nearest.map_or_else(|| "unknown file system".to_owned(), |(_, kind)| kind)
}
