//! Pictures of QR codes: what a camera took of a screen or of paper becomes the text that stands in the codes (feature `pictures`).
//!
//! ```text
//! PNG or JPEG ─ header ─► size ─ grey ─► shades ─ search ─► texts of the codes ─► armour::read, as if a scanner had typed them
//! ```
//!
//! A picture comes from outside, so nothing of it is believed: its size is taken from its header and bounded before a pixel is unpacked, and
//! the search ends after so many steps, whatever the picture shows.

mod grey;
mod search;

/// The largest picture, in bytes: a photograph of a code as a browser packs it has a tenth of that.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The most pixels of a picture: those of a 4K screen. A photograph with more is made smaller by whoever sends it.
pub const MAX_PIXELS: usize = 3840 * 2160;

/// The most codes that are read from a picture: those of a sheet.
pub const MAX_CODES: usize = 24;

/// The reason why no text was read from a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the picture has more than {MAX_BYTES} bytes; make it smaller")]
    TooLarge,
    #[error("the picture has {width} × {height} pixels, more than {MAX_PIXELS}; make it smaller")]
    TooManyPixels { width: u32, height: u32 },
    #[error("the file is no picture of the kinds PNG and JPEG; send one of them")]
    NoPicture,
    #[error("the picture is damaged; take it again")]
    Damaged,
    #[error("there is no QR code in the picture, or none that is sharp enough; take it again")]
    NoCode,
    #[error("the picture shows so much that the search was given up; take one of the codes alone")]
    TooBusy,
}

/// The texts of all codes in a picture, each once.
///
/// # Errors
/// It is no picture that may be read, or no code in it can be.
pub fn read(file: &[u8]) -> Result<Vec<String>, Error> {
    if file.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    search::codes(&grey::read(file)?)
}
