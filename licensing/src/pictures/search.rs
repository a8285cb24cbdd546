//! The search for codes in a picture, within a number of steps.
//!
//! The decoder has no bound of its own: of a picture full of corners of codes it makes a copy for each pair of them. It sees pixels only
//! through [`Counted`], which counts them, and unwinds out of the decoder when the steps are used up.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use image::imageops::{self, FilterType};
use image::{GenericImage, GenericImageView, GrayImage, Luma, Pixel as _};
use rqrr::PreparedImage;

use super::{Error, MAX_CODES};

/// The steps of a whole search: a few seconds on a slow PC. A full sheet in the largest picture takes a fifth of them.
const MAX_STEPS: u64 = 400_000_000;

/// The pixels that are copied in the time of one step.
const COPIED_IN_A_STEP: usize = 16;

/// The texts of all codes: those in the picture as it is and without its noise; where there are none, those in its negative.
pub fn codes(picture: &GrayImage) -> Result<Vec<String>, Error> {
    let steps = Steps::of(MAX_STEPS);
    let mut found = BTreeSet::new();
    found.extend(look_at(picture.clone(), &steps));
    let half = |side: u32| (side / 2).max(1);
    let (width, height) = (half(picture.width()), half(picture.height()));
    let halved = imageops::resize(picture, width, height, FilterType::Triangle);
    found.extend(look_at(halved, &steps));
    if found.is_empty() {
        let mut negative = picture.clone();
        imageops::invert(&mut negative);
        found.extend(look_at(negative, &steps));
    }
    match found.is_empty() {
        false => Ok(found.into_iter().take(MAX_CODES).collect()),
        true if steps.are_used_up() => Err(Error::TooBusy),
        true => Err(Error::NoCode),
    }
}

/// The texts in one look; none where the steps end before it.
fn look_at(picture: GrayImage, steps: &Steps) -> Vec<String> {
    let counted = Counted {
        picture,
        steps: steps.clone(),
    };
    let search = || {
        let mut image = PreparedImage::prepare(counted);
        let grids = image.detect_grids();
        let texts = grids.iter().filter_map(|grid| grid.decode().ok());
        texts.map(|(_, text)| text).take(MAX_CODES).collect()
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

    fn take(&self, steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let left = self.0.get().saturating_sub(steps);
        self.0.set(left);
        if left == 0 {
            // Without the hook that tells panics: this is no fault.
            resume_unwind(Box::new(()));
        }
    }
}

/// A picture whose every look and copy takes steps.
struct Counted {
    picture: GrayImage,
    steps: Steps,
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.steps.take(self.picture.len() / COPIED_IN_A_STEP);
        Self {
            picture: self.picture.clone(),
            steps: self.steps.clone(),
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
        self.steps.take(1);
        self.picture.put_pixel(x, y, pixel);
    }

    fn blend_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        let mut blended = self.get_pixel(x, y);
        blended.blend(&pixel);
        self.put_pixel(x, y, blended);
    }
}
