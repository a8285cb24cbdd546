//! What journal and images hold, read before anything is changed.

use crate::store::damage::Damage;
use crate::store::key::Key;
use crate::store::opening::Place;
use crate::store::record::Meta;
use crate::store::{LoadError, SCHEMA, frame, load};
use madoguchi_journal::{Images, Looked};
use std::ops::RangeInclusive;

/// A journal as it was read, for whoever changed nothing in it since.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) journal: Looked,
    /// A frame is of a commit that removed what must not come back.
    pub(super) forgets: bool,
}

/// What journal and images hold, by their numbers.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) seen: Seen,
    /// The first and the last commit with a frame.
    pub(super) frames: Option<RangeInclusive<u64>>,
    /// The commits with an image, the oldest first.
    pub(super) images: Vec<u64>,
}

impl Kept {
    /// Whether no record was ever kept.
    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_none() && self.images.is_empty()
    }

    /// The newest commit.
    pub(super) fn end(&self) -> u64 {
        let frames = self.frames.as_ref().map(|frames| *frames.end());
        frames.max(self.images.last().copied()).unwrap_or(0)
    }

    /// Whether a database at this commit has what it had on the disk: it is flushed before each image.
    pub(super) fn is_whole_at(&self, revision: u64) -> bool {
        self.images.last().is_none_or(|image| revision >= *image) && self.leads_on_from(revision)
    }

    /// Whether all that came after this commit is in the frames.
    pub(super) fn leads_on_from(&self, revision: u64) -> bool {
        match &self.frames {
            Some(frames) => revision >= frames.start().saturating_sub(1),
            None => revision >= self.end(),
        }
    }
}

impl Place {
    /// Reads and verifies the journal, and changes nothing.
    pub(super) fn kept(&self) -> Result<Kept, LoadError> {
        let seen = self.look()?;
        let frames = seen.journal.numbers();
        let of = Images::at(&self.journal);
        let images = of.list().map_err(|e| self.io("reading", e))?;
        // Frames go from the oldest on: where any are left, the newest is, which is not older than an image. No commit could follow on less.
        if let Some((frames, image)) = frames.as_ref().zip(images.last())
            && frames.end() < image
        {
            return Err(self.without_end(*frames.end(), *image));
        }
        // Its beginning tells the schema; whether all of it can be read is asked where it is needed.
        let newest = images.last().and_then(|image| of.about(*image).ok());
        if let Some(about) = newest.filter(|about| about.schema > SCHEMA) {
            return Err(self.newer(about.schema));
        }
        Ok(Kept {
            seen,
            frames,
            images,
        })
    }

    pub(super) fn look(&self) -> Result<Seen, LoadError> {
        let (mut newest, mut forgets) = (Vec::new(), false);
        let journal = Looked::at::<LoadError>(&self.journal, &mut |_, payload| {
            newest.clear();
            newest.extend_from_slice(payload);
            forgets |= frame::forgets(payload);
            frame::newer(payload).map_or(Ok(()), |found| Err(self.newer(found)))
        })?;
        self.is_known(meta_of(&newest))?;
        Ok(Seen { journal, forgets })
    }

    /// Whether there is a meta record that makes sense. One of a newer release stops the start, before anything is changed.
    pub(super) fn is_known(&self, meta: Option<Result<Meta, Damage>>) -> Result<bool, LoadError> {
        match meta {
            Some(Err(Damage::Newer(found))) => Err(self.newer(found)),
            Some(Ok(_)) => Ok(true),
            Some(Err(Damage::Corrupt(_))) | None => Ok(false),
        }
    }
}

/// The meta record that a frame writes.
fn meta_of(frame: &[u8]) -> Option<Result<Meta, Damage>> {
    let writes = frame::decode(frame)?;
    let mut metas = writes
        .iter()
        .filter(|(key, _)| *key == Key::meta().as_bytes());
    Some(load::read_meta(metas.next()?.1?))
}
