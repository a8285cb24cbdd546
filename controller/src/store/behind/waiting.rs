//! What is durable in the journal and not yet in the database, and whether an image is due.

use crate::store::Revision;
use crate::store::key::Key;
use crate::store::record::Meta;
use madoguchi_fleet::time::{DAY, FleetTime};
use std::collections::BTreeMap;

/// So many bytes of waiting records are written at once, however short they have waited.
const GATHER_BYTES: usize = 1024 * 1024;
/// With so many, a commit waits until the database has taken them: a bound for the memory. While an image is made none is taken, so this is the one
/// way in which a commit can wait for an image: 32 MiB of different records in that time, which only the end of a very large day has.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The bytes of frames after which an image is made, whatever the time: a bound for the journal, and for the time of a start.
const IMAGE_BYTES: usize = 32 * 1024 * 1024;

/// What the database does not have yet.
pub(super) struct Waiting {
    /// The newest state of each record.
    pub(super) writes: BTreeMap<Key, Option<Vec<u8>>>,
    /// Of these, keys and values.
    bytes: usize,
    /// The newest commit.
    pub(super) revision: Revision,
    pub(super) fleet_time: FleetTime,
    /// The newest image, or the newest try to make one; else the first commit that was seen here.
    pub(super) image: Option<Imaged>,
    /// The bytes that were committed since then.
    pub(super) since_image: usize,
    /// The newest commit that removed what must not be left in an older image or frame; `None` once an image alone is kept since then.
    pub(super) forget: Option<Revision>,
    /// Such an image was not tried yet.
    pub(super) press: bool,
    pub(super) stop: bool,
    /// The database took something no more: whatever is committed later would be in the journal alone.
    pub(super) failed: bool,
}

/// A commit, and its fleet time: of which an image was made, or would be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Imaged {
    pub(super) revision: Revision,
    pub(super) at: FleetTime,
}

impl Waiting {
    /// Nothing, behind a database at this commit.
    pub(super) fn behind(at: Imaged, image: Option<Imaged>) -> Self {
        Self {
            writes: BTreeMap::new(),
            bytes: 0,
            revision: at.revision,
            fleet_time: at.at,
            image,
            since_image: 0,
            forget: None,
            press: false,
            stop: false,
            failed: false,
        }
    }

    /// Takes what a commit made durable.
    pub(super) fn take(
        &mut self,
        writes: BTreeMap<Key, Option<Vec<u8>>>,
        meta: &Meta,
        frame_bytes: usize,
        forget: bool,
    ) {
        for (key, value) in writes {
            let of_key = key.as_bytes().len();
            let bytes = |value: &Option<Vec<u8>>| of_key + value.as_ref().map_or(0, Vec::len);
            self.bytes += bytes(&value);
            let before = self.writes.insert(key, value);
            self.bytes -= before.as_ref().map_or(0, bytes);
        }
        self.revision = meta.revision;
        self.fleet_time = meta.fleet_time;
        self.since_image += frame_bytes;
        if forget {
            self.forget = Some(meta.revision);
            self.press = true;
        }
    }

    /// Hands all of it out, with the commit up to which it is.
    pub(super) fn hand_out(&mut self) -> (BTreeMap<Key, Option<Vec<u8>>>, Imaged) {
        self.bytes = 0;
        let at = Imaged {
            revision: self.revision,
            at: self.fleet_time,
        };
        (std::mem::take(&mut self.writes), at)
    }

    /// An image of this commit alone is kept.
    pub(super) fn forgot(&mut self, image: Imaged) {
        self.forget = self.forget.filter(|since| *since > image.revision);
    }

    /// Whether a commit has to wait until the database has taken some of it.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > MOST_BYTES && !self.failed
    }

    pub(super) fn is_idle(&self) -> bool {
        self.writes.is_empty() && !self.press
    }

    /// Whether the thread has something to do that does not wait for more.
    pub(super) fn is_pressing(&self) -> bool {
        self.stop || self.press || self.bytes >= GATHER_BYTES
    }

    /// Whether an image of what the database holds is due, and whether it alone may be kept. The next one counts from here.
    pub(super) fn begin_image(&mut self, now: Imaged, is_last: bool) -> Option<bool> {
        // What is removed by a later commit is still in an image of this one.
        let alone = self.forget.is_some_and(|since| now.revision >= since);
        let is_pressing = alone && std::mem::take(&mut self.press);
        let before = *self.image.get_or_insert(Imaged {
            revision: Revision(0),
            at: now.at,
        });
        let is_newer = now.revision > before.revision;
        let is_old = now.at.since(before.at) >= DAY;
        let is_due =
            is_pressing || is_newer && (is_last || is_old || self.since_image >= IMAGE_BYTES);
        is_due.then(|| {
            self.since_image = 0;
            self.image = Some(now);
            alone
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    /// A database at this commit, with an image of an earlier one.
    fn waiting(image: u64) -> Waiting {
        Waiting::behind(at(9, 0), Some(at(image, 0)))
    }

    fn at(revision: u64, fleet_time: i64) -> Imaged {
        Imaged {
            revision: Revision(revision),
            at: FleetTime(fleet_time),
        }
    }

    #[test]
    fn an_image_is_due_a_day_after_the_one_before_and_after_many_bytes_and_at_a_stop() {
        let due = |change: &dyn Fn(&mut Waiting), now, is_last| {
            let mut waiting = waiting(5);
            change(&mut waiting);
            waiting.begin_image(now, is_last)
        };
        let many: &dyn Fn(&mut Waiting) = &|waiting| waiting.since_image = IMAGE_BYTES;
        let forget: &dyn Fn(&mut Waiting) = &|waiting| {
            waiting.forget = Some(Revision(9));
            waiting.press = true;
        };
        assert_eq!(due(&|_| {}, at(9, DAY - 1), false), None);
        assert_eq!(due(&|_| {}, at(9, DAY), false), Some(false));
        assert_eq!(due(many, at(9, 1), false), Some(false));
        assert_eq!(due(&|_| {}, at(9, 1), true), Some(false));
        assert_eq!(due(forget, at(9, 1), false), Some(true));
        // An image of the commit before still has what this one removed.
        assert_eq!(due(forget, at(8, 1), false), None);
        // Nothing came since.
        assert_eq!(due(&|_| {}, at(5, DAY), true), None);
        // The first day of all begins with its first commit.
        assert_eq!(due(&|w| w.image = None, at(9, 5 * DAY), false), None);
    }

    #[test]
    fn a_record_that_is_written_again_is_counted_once() {
        let mut waiting = waiting(5);
        let mut write = |value: &[u8]| {
            let writes = BTreeMap::from([(Key::meta(), Some(value.to_vec()))]);
            waiting.take(writes, &Meta::default(), 10, false);
            waiting.bytes
        };
        assert_eq!(write(&[0; 100]), 101);
        assert_eq!(write(&[0; 50]), 51);
        assert_eq!(waiting.since_image, 20, "the journal has both");
        let (writes, _) = waiting.hand_out();
        assert_eq!((writes.len(), waiting.bytes), (1, 0));
    }

    #[test]
    fn an_image_that_could_not_be_made_alone_is_made_so_the_next_time() {
        let mut waiting = waiting(5);
        (waiting.forget, waiting.press) = (Some(Revision(9)), true);
        assert_eq!(waiting.begin_image(at(8, 1), false), None);
        assert!(!waiting.is_idle(), "it is not forgotten meanwhile");
        assert_eq!(waiting.begin_image(at(9, 1), false), Some(true));
        assert_eq!(waiting.begin_image(at(10, 2), false), None);
        assert_eq!(waiting.begin_image(at(10, 2 * DAY), false), Some(true));
    }

    #[test]
    fn the_next_image_counts_from_the_one_before_made_or_not() {
        let mut waiting = waiting(5);
        waiting.since_image = IMAGE_BYTES;
        assert_eq!(waiting.begin_image(at(9, DAY), false), Some(false));
        assert_eq!(waiting.begin_image(at(10, DAY + 1), false), None);
        assert_eq!(waiting.begin_image(at(11, 2 * DAY), false), Some(false));
    }
}
