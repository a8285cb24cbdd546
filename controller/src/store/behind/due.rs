//! When an image of the records is due, and whether it alone may be kept (RULES R13, R14).
//!
//! | due | which |
//! |---|---|
//! | a day after the newest image, or the newest try; after many bytes of frames; at a stop | another one, and two are kept |
//! | the same while something that went is left in an older image or frame, and once nothing more went for a while | one alone |

use crate::store::Revision;
use madoguchi_fleet::time::{DAY, FleetTime, MINUTE};

/// The bytes of frames after which an image is made, whatever the time: a bound for the journal, and for the time of a start.
const IMAGE_BYTES: u64 = 32 * 1024 * 1024;
/// How long nothing more must have gone before an image alone is made. What is over goes in pieces, one with each of the engine's rounds, and
/// these are ten minutes apart where nothing happens (`STORE_TIME_EVERY_MS`): a day's retention makes one image.
const QUIET_MS: i64 = 15 * MINUTE;
/// With no newer image than this a try that failed is told to people.
const MISSED_MS: i64 = 2 * DAY;

/// A commit, and its fleet time: of which an image was made, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Imaged {
    pub(super) revision: Revision,
    pub(super) at: FleetTime,
}

impl Imaged {
    /// The distance in fleet time, which may be set back.
    const fn from(self, other: Self) -> i64 {
        self.at.since(other.at).saturating_abs()
    }
}

/// Which image is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Image {
    Another,
    /// Older ones and the frames before it go: they have what must not stay.
    Alone,
}

/// What the next image depends on.
#[derive(Debug)]
pub(super) struct Due {
    /// The newest image.
    made: Option<Imaged>,
    /// The newest image, or the newest try to make one; else the first commit that was seen here. The next one counts from it.
    tried: Option<Imaged>,
    /// The newest commit that removed what must not stay; `None` once an image alone is kept since then.
    forget: Option<Forget>,
    /// The newest try failed.
    failed: bool,
}

#[derive(Debug)]
struct Forget {
    newest: Imaged,
    /// An image alone was tried since.
    tried: bool,
}

impl Due {
    pub(super) const fn after(newest: Option<Imaged>) -> Self {
        Self {
            made: newest,
            tried: newest,
            forget: None,
            failed: false,
        }
    }

    /// Notes a commit that removed what must not stay in an older image or frame.
    pub(super) const fn forget(&mut self, newest: Imaged) {
        let tried = false;
        self.forget = Some(Forget { newest, tried });
    }

    /// The commit from which the next image counts.
    pub(super) fn since(&self) -> Revision {
        self.tried.map_or(Revision(0), |tried| tried.revision)
    }

    /// The image that is due at a commit, with so many bytes of frames behind [`Self::since`].
    pub(super) fn at(&mut self, now: Imaged, frame_bytes: u64, is_last: bool) -> Option<Image> {
        let tried = *self.tried.get_or_insert(Imaged {
            revision: Revision(0),
            at: now.at,
        });
        let is_newer = self.made.is_none_or(|made| now.revision > made.revision);
        let is_quiet = |f: &Forget| !f.tried && now.from(f.newest) >= QUIET_MS;
        let is_due = is_last
            || now.from(tried) >= DAY
            || frame_bytes >= IMAGE_BYTES
            || self.forget.as_ref().is_some_and(is_quiet);
        match self.forget {
            Some(_) if is_due => Some(Image::Alone),
            None if is_due && is_newer && now.revision > Revision(0) => Some(Image::Another),
            _ => None,
        }
    }

    /// An image is tried: the next one counts from here. What went after an image was chosen that is not alone, or behind its commit, is not tried
    /// with it.
    pub(super) fn begin(&mut self, now: Imaged, image: Image) {
        self.tried = Some(now);
        if let Some(forget) = &mut self.forget {
            forget.tried |= image == Image::Alone && forget.newest.revision <= now.revision;
        }
    }

    /// It was made. Where it alone is kept, the frames went up to the commit `through`.
    pub(super) fn made(&mut self, image: Imaged, through: Option<Revision>) {
        self.made = Some(image);
        self.failed = false;
        // What a later commit removed is still in a frame behind that one, if not in the image.
        let is_left = |forget: &Forget| through.is_none_or(|end| forget.newest.revision > end);
        self.forget = self.forget.take().filter(is_left);
    }

    /// It was not made.
    pub(super) const fn failed(&mut self) {
        self.failed = true;
    }

    /// Whether the newest image has all there is, and nothing that went is left in an older one or in a frame.
    pub(super) fn is_whole_at(&self, now: Imaged) -> bool {
        let is_of_now = |made: Imaged| made.revision == now.revision;
        self.forget.is_none() && self.made.is_some_and(is_of_now)
    }

    /// Whether people have to be told that images cannot be made.
    pub(super) fn is_missed(&self, now: Imaged) -> bool {
        let is_old = |made: Imaged| now.from(made) >= MISSED_MS;
        self.failed && self.made.is_none_or(is_old)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn at(revision: u64, fleet_time: i64) -> Imaged {
        Imaged {
            revision: Revision(revision),
            at: FleetTime(fleet_time),
        }
    }

    /// With an image of the fifth commit.
    fn due() -> Due {
        Due::after(Some(at(5, 0)))
    }

    /// After a commit that removed something.
    fn forgetting(newest: Imaged) -> Due {
        let mut due = due();
        due.forget(newest);
        due
    }

    #[test]
    fn an_image_is_due_a_day_after_the_one_before_and_after_many_bytes_and_at_a_stop() {
        let another = Some(Image::Another);
        assert_eq!(due().at(at(9, DAY - 1), 0, false), None);
        assert_eq!(due().at(at(9, DAY), 0, false), another);
        assert_eq!(due().at(at(9, 1), IMAGE_BYTES - 1, false), None);
        assert_eq!(due().at(at(9, 1), IMAGE_BYTES, false), another);
        assert_eq!(due().at(at(9, 1), 0, true), another);
        // Nothing came since.
        assert_eq!(due().at(at(5, DAY), 0, true), None);
        // The first day of all begins with its first commit, and what was never used has nothing to image.
        assert_eq!(Due::after(None).at(at(9, 5 * DAY), 0, false), None);
        assert_eq!(Due::after(None).at(at(0, 0), 0, true), None);
    }

    #[test]
    fn a_fleet_time_that_is_set_back_ends_no_image() {
        let mut due = Due::after(Some(at(5, 40 * DAY)));
        assert_eq!(due.at(at(9, 39 * DAY + 1), 0, false), None);
        assert_eq!(due.at(at(9, DAY), 0, false), Some(Image::Another));
        let mut due = forgetting(at(8, 40 * DAY));
        due.begin(at(7, DAY), Image::Alone);
        due.forget(at(8, 40 * DAY));
        assert_eq!(due.at(at(9, DAY), 0, false), Some(Image::Alone));
    }

    #[test]
    fn what_goes_in_pieces_makes_one_image_once_nothing_more_went_for_a_while() {
        let mut due = due();
        // Six pieces, as far apart as they can be.
        for piece in 1..=6 {
            let commit = at(9 + piece, i64::try_from(piece).unwrap() * 10 * MINUTE);
            due.forget(commit);
            assert_eq!(due.at(commit, 0, false), None);
        }
        let last = 60 * MINUTE;
        assert_eq!(due.at(at(16, last + QUIET_MS - 1), 0, false), None);
        let end = at(16, last + QUIET_MS);
        assert_eq!(due.at(end, 0, false), Some(Image::Alone));
        due.begin(end, Image::Alone);
        due.made(end, Some(Revision(16)));
        assert_eq!(due.at(at(17, last + 2 * QUIET_MS), 0, false), None);
        assert_eq!(
            due.at(at(17, last + 2 * DAY), 0, false),
            Some(Image::Another)
        );
    }

    #[test]
    fn while_something_is_to_go_each_image_is_made_alone_whatever_it_is_due_for() {
        let alone = Some(Image::Alone);
        assert_eq!(forgetting(at(9, 0)).at(at(9, DAY), 0, false), alone);
        assert_eq!(forgetting(at(9, 0)).at(at(9, 1), IMAGE_BYTES, false), alone);
        assert_eq!(forgetting(at(9, 0)).at(at(9, 1), 0, true), alone);
        // Whoever takes it up at a start has an image of that very commit already, beside an older one.
        assert_eq!(forgetting(at(5, 0)).at(at(5, 1), 0, true), alone);
    }

    #[test]
    fn what_went_after_the_image_that_was_made_goes_with_the_next_one() {
        let mut due = forgetting(at(8, 0));
        due.begin(at(8, QUIET_MS), Image::Alone);
        due.forget(at(9, QUIET_MS));
        due.made(at(8, QUIET_MS), Some(Revision(8)));
        // The frame is kept, though the image came later.
        due.made(at(9, QUIET_MS), Some(Revision(8)));
        let later = at(10, 2 * QUIET_MS);
        assert_eq!(due.at(later, 0, false), Some(Image::Alone));
        due.made(later, Some(Revision(10)));
        assert_eq!(due.at(at(10, 3 * QUIET_MS), 0, true), None);
    }

    #[test]
    fn the_next_image_counts_from_the_one_before_made_or_not_and_a_stop_tries_again() {
        let mut due = forgetting(at(9, 0));
        due.begin(at(9, DAY), Image::Alone);
        due.failed();
        assert_eq!(due.since(), Revision(9));
        assert_eq!(due.at(at(10, DAY + QUIET_MS), 0, false), None);
        assert_eq!(due.at(at(9, DAY), 0, true), Some(Image::Alone));
        assert_eq!(due.at(at(10, 2 * DAY), 0, false), Some(Image::Alone));
        let mut due = Due::after(Some(at(5, 0)));
        due.begin(at(9, DAY), Image::Alone);
        due.failed();
        // Nothing was committed since the try.
        assert_eq!(due.at(at(9, DAY), 0, true), Some(Image::Another));
    }

    #[test]
    fn people_are_told_once_the_newest_image_is_two_days_old_and_until_one_is_made() {
        let mut due = due();
        assert!(!due.is_missed(at(9, 3 * DAY)), "a PC that was off");
        due.failed();
        assert!(!due.is_missed(at(9, 2 * DAY - 1)));
        assert!(due.is_missed(at(9, 2 * DAY)));
        due.made(at(10, 2 * DAY), None);
        assert!(!due.is_missed(at(11, 5 * DAY)));
        let mut never = Due::after(None);
        never.failed();
        assert!(never.is_missed(at(1, 0)));
    }

    #[test]
    fn what_goes_while_an_image_is_on_its_way_has_its_own_a_while_later() {
        let chosen_before = [(Image::Another, 9), (Image::Alone, 8)];
        for (image, of) in chosen_before {
            let mut due = due();
            due.forget(at(9, 0));
            due.begin(at(of, 0), image);
            due.made(at(of, 0), None);
            let later = due.at(at(10, QUIET_MS), 0, false);
            assert_eq!(later, Some(Image::Alone), "{image:?} of {of}");
        }
    }
}
