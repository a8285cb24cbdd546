//! Waits until nobody writes a file any more: its size and its time stay as they are for a while. A file that is moved into the folder waits
//! as long.

use super::places::{Found, Look};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The time without a change after which a file is whole. Programs write a list in one go, over a network, too.
const SETTLE: Duration = Duration::from_secs(2);

/// Files and since when they look as they do.
#[derive(Debug, Default)]
pub(super) struct Settling(BTreeMap<PathBuf, (Look, Instant)>);

impl Settling {
    /// The files that have rested, those that were written first before the others. Those that are no longer found are forgotten.
    pub(super) fn settled(&mut self, found: Vec<Found>, now: Instant) -> Vec<Found> {
        let before = std::mem::take(&mut self.0);
        let mut settled = Vec::new();
        for file in found {
            let since = match before.get(&file.path) {
                Some((look, since)) if *look == file.look => *since,
                _ => now,
            };
            self.0.insert(file.path.clone(), (file.look, since));
            if now.duration_since(since) >= SETTLE {
                settled.push(file);
            }
        }
        settled.sort_by(|a, b| (a.look.modified, &a.path).cmp(&(b.look.modified, &b.path)));
        settled
    }

    /// Forgets all of them: what was seen before the folder was away says nothing.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn file(name: &str, length: u64) -> Found {
        Found {
            path: PathBuf::from(name),
            look: Look {
                is_file: true,
                length,
                modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(length)),
            },
            day: None,
        }
    }

    fn names(files: &[Found]) -> Vec<String> {
        let names = files.iter().map(|file| file.path.display().to_string());
        names.collect()
    }

    #[test]
    fn a_file_rests_before_it_is_taken_and_a_change_begins_anew() {
        let mut settling = Settling::default();
        let begin = Instant::now();
        let at = |ms| begin + Duration::from_millis(ms);
        let mut look = |ms, files: &[(&str, u64)]| {
            let found = files.iter().map(|(name, length)| file(name, *length));
            names(&settling.settled(found.collect(), at(ms)))
        };
        assert_eq!(look(0, &[("a", 1)]), [""; 0]);
        assert_eq!(look(1_999, &[("a", 1), ("b", 1)]), [""; 0]);
        assert_eq!(look(2_000, &[("a", 2), ("b", 1)]), [""; 0]);
        assert_eq!(look(3_999, &[("a", 2), ("b", 1)]), ["b"]);
        // One that was away for a moment is another file.
        assert_eq!(look(4_000, &[("a", 2)]), ["a"]);
        assert_eq!(look(4_001, &[]), [""; 0]);
        assert_eq!(look(9_000, &[("a", 2), ("c", 1)]), [""; 0]);
        // The one that was written first comes first.
        assert_eq!(look(12_000, &[("a", 2), ("c", 1)]), ["c", "a"]);
        settling.forget();
        assert!(settling.0.is_empty());
    }
}
