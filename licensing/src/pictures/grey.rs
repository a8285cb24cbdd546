//! A picture in shades of grey, unpacked only if its header says that it is small enough.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{Error, MAX_PIXELS};

/// The most memory for unpacking: sixteen bytes for each pixel, which is the widest kind of pixel twice.
const MAX_UNPACKED_BYTES: u64 = 16 * MAX_PIXELS as u64;

/// The picture in a file of the kinds that a camera and our own sheets have.
pub fn read(file: &[u8]) -> Result<GrayImage, Error> {
    let format = match image::guess_format(file) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(Error::NoPicture),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_UNPACKED_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| Error::Damaged)?;
    let (width, height) = decoder.dimensions();
    let size = |side: u32| usize::try_from(side).unwrap_or(usize::MAX);
    match size(width).checked_mul(size(height)) {
        Some(0) => return Err(Error::Damaged),
        Some(1..=MAX_PIXELS) => {}
        _ => return Err(Error::TooManyPixels { width, height }),
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Error::Damaged)?;
    Ok(on_white(picture))
}

/// The shades, before a white page where the picture can be seen through.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let mut shades = picture.into_luma_alpha8();
    for pixel in shades.pixels_mut() {
        let [shade, alpha] = pixel.0.map(u16::from);
        let seen = (shade * alpha + 255 * (255 - alpha)) / 255;
        pixel.0[0] = u8::try_from(seen).unwrap_or(u8::MAX);
    }
    DynamicImage::ImageLumaA8(shades).into_luma8()
}
