//! The search for codes in a picture, within a number of steps.
//!
//! The decoder has no bound of its own: of a picture full of corners of codes it lists all pairs, and makes a copy for each of them. It sees
//! pixels only through [`Counted`], which counts them and the corners, and unwinds out of the decoder when there are too many.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use image::imageops::{self, FilterType};
use image::{GenericImage, GenericImageView, GrayImage, Luma, Pixel as _};
use rqrr::PreparedImage;

use super::{Error, MAX_CODES, MAX_PIXELS};

/// The steps of a whole search: a few seconds on a slow PC. Four looks at a camera's picture take a third of them.
const MAX_STEPS: u64 = 400_000_000;

/// The most corners of codes that are compared with each other: several times those of a full sheet. Of more the decoder makes lists of all pairs,
/// which fill the memory.
const MAX_CORNERS: usize = 512;

/// What the decoder paints a corner with that it has found.
const CORNER: u8 = 2;

/// The pixels that are copied in the time of one step.
const COPIED_IN_A_STEP: usize = 16;

/// The sizes at which a picture is looked at, in halves of its own. A corner of a code is found to a pixel, which is too rough for a large code
/// that lies askew, and finer in an enlarged picture; in a smaller one the noise is gone.
const HALVES: [u32; 4] = [2, 3, 4, 1];

/// The looks that a picture gets in any case: a code that one of them does not find at all is found by the other.
const AT_LEAST: usize = 2;

/// The texts of all codes. Where there are none, the picture may be a negative: on a light terminal the light modules are dark.
pub fn codes(picture: &GrayImage) -> Result<Vec<String>, Error> {
    let steps = Steps::of(MAX_STEPS);
    let mut found = at_all_sizes(picture, &steps);
    if found.is_empty() {
        let mut negative = picture.clone();
        imageops::invert(&mut negative);
        found = look_at(negative, &steps).texts.into_iter().collect();
    }
    match found.is_empty() {
        false => Ok(found.into_iter().take(MAX_CODES).collect()),
        true if steps.are_used_up() => Err(Error::TooBusy),
        true => Err(Error::NoCode),
    }
}

fn at_all_sizes(picture: &GrayImage, steps: &Steps) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (number, halves) in (1..).zip(HALVES) {
        let side = |side: u32| (side * halves / 2).max(1);
        let (width, height) = (side(picture.width()), side(picture.height()));
        if width as usize * height as usize > MAX_PIXELS {
            continue;
        }
        let look = match halves {
            2 => look_at(picture.clone(), steps),
            _ => look_at(
                imageops::resize(picture, width, height, FilterType::Triangle),
                steps,
            ),
        };
        found.extend(look.texts);
        if number >= AT_LEAST && !look.is_unread && !found.is_empty() {
            break;
        }
    }
    found
}

/// What was seen in one look.
#[derive(Default)]
struct Look {
    texts: Vec<String>,
    /// Whether there was a code that could not be read.
    is_unread: bool,
}

/// Looks once; nothing is seen where the steps end before it.
fn look_at(picture: GrayImage, steps: &Steps) -> Look {
    let counted = Counted {
        picture,
        steps: steps.clone(),
        corners: 0,
        painted: 0,
    };
    let search = || {
        let mut image = PreparedImage::prepare(counted);
        let grids = image.detect_grids();
        let read = grids.iter().map(|grid| grid.decode().ok());
        let read: Vec<_> = read.take(MAX_CODES).collect();
        Look {
            is_unread: read.iter().any(Option::is_none),
            texts: read.into_iter().flatten().map(|(_, text)| text).collect(),
        }
    };
    // All that the decoder had is dropped here, so nothing half done is left. A fault of its own finds no code, either.
    catch_unwind(AssertUnwindSafe(search)).unwrap_or_default()
}

/// What is left of the steps; copies share it.
#[derive(Clone)]
struct Steps(Rc<Cell<u64>>);

impl Steps {
    fn of(most: u64) -> Self {
        Self(Rc::new(Cell::new(most)))
    }

    fn are_used_up(&self) -> bool {
        self.0.get() == 0
    }

    fn end(&self) -> ! {
        self.0.set(0);
        // Without the hook that tells panics: this is no fault.
        resume_unwind(Box::new(()))
    }

    fn take(&self, steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let left = self.0.get().saturating_sub(steps);
        self.0.set(left);
        if left == 0 {
            self.end();
        }
    }
}

/// A picture whose every look and copy takes steps.
struct Counted {
    picture: GrayImage,
    steps: Steps,
    corners: usize,
    /// What was painted last: a corner begins where it is another than that of a corner.
    painted: u8,
}

impl Counted {
    fn paint(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        self.steps.take(1);
        let [value] = pixel.0;
        self.corners += usize::from(value == CORNER && self.painted != CORNER);
        self.painted = value;
        if self.corners > MAX_CORNERS {
            self.steps.end();
        }
        self.picture.put_pixel(x, y, pixel);
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.steps.take(self.picture.len() / COPIED_IN_A_STEP);
        Self {
            picture: self.picture.clone(),
            steps: self.steps.clone(),
            ..*self
        }
    }
}

impl GenericImageView for Counted {
    type Pixel = Luma<u8>;

    fn dimensions(&self) -> (u32, u32) {
        self.picture.dimensions()
    }

    fn get_pixel(&self, x: u32, y: u32) -> Luma<u8> {
        self.steps.take(1);
        *self.picture.get_pixel(x, y)
    }
}

impl GenericImage for Counted {
    fn get_pixel_mut(&mut self, x: u32, y: u32) -> &mut Luma<u8> {
        self.steps.take(1);
        self.picture.get_pixel_mut(x, y)
    }

    fn put_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        self.paint(x, y, pixel);
    }

    fn blend_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        let mut blended = self.get_pixel(x, y);
        blended.blend(&pixel);
        self.paint(x, y, blended);
    }
}
