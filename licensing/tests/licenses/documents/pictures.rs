//! Pictures of codes: read back whatever a camera does to them, within bounds whatever somebody sends.

use crate::documents::vendor::Vendor;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use madoguchi_licensing::armour;
use madoguchi_licensing::codes;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::pictures::{Error, MAX_BYTES, MAX_PIXELS, read};
use std::io::Cursor;

fn document() -> Document {
    let vendor = Vendor::new();
    vendor.document(&vendor.additional())
}

fn sheet() -> GrayImage {
    let png = codes::png(&codes::on_a_sheet(&document())).unwrap();
    image::load_from_memory(&png).unwrap().into_luma8()
}

fn packed(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Reads the document that a picture shows.
#[track_caller]
fn shows_the_document(file: &[u8]) {
    let texts = read(file).unwrap();
    assert_eq!(armour::read(texts.join("\n").as_bytes()), Ok(document()));
}

#[test]
fn a_sheet_is_read_as_it_is_turned_packed_with_losses_and_as_a_negative() {
    let sheet = sheet();
    let mut negative = sheet.clone();
    imageops::invert(&mut negative);
    let small = imageops::resize(
        &sheet,
        sheet.width() / 2,
        sheet.height() / 2,
        FilterType::Triangle,
    );
    for picture in [
        imageops::rotate90(&sheet),
        imageops::rotate180(&sheet),
        negative,
        small,
    ] {
        shows_the_document(&packed(picture, ImageFormat::Png));
    }
    shows_the_document(&packed(sheet.clone(), ImageFormat::Jpeg));
    let coloured = DynamicImage::ImageLuma8(sheet.clone());
    shows_the_document(&packed(coloured.to_rgb8(), ImageFormat::Jpeg));
    shows_the_document(&packed(coloured.to_rgb16(), ImageFormat::Png));
    // Dark codes on nothing: a drawing as some programs save it.
    let mut clear = coloured.to_luma_alpha8();
    for pixel in clear.pixels_mut() {
        pixel.0 = [0, 255 - pixel.0[0]];
    }
    shows_the_document(&packed(DynamicImage::ImageLumaA8(clear), ImageFormat::Png));
}

#[test]
fn what_is_no_picture_or_a_broken_one_is_told_apart() {
    let png = packed(sheet(), ImageFormat::Png);
    let jpeg = packed(sheet(), ImageFormat::Jpeg);
    for none in [
        &b""[..],
        b"GIF89a",
        b"-----BEGIN MADOGUCHI LICENSE-----",
        b"\xff\xd8",
    ] {
        assert_eq!(read(none), Err(Error::NoPicture), "{none:?}");
    }
    assert_eq!(read(&png[..png.len() / 2]), Err(Error::Damaged));
    assert_eq!(read(&png[..20]), Err(Error::Damaged));
    assert_eq!(read(&jpeg[..20]), Err(Error::Damaged));
    let mut changed = png;
    let middle = changed.len() / 2;
    changed[middle] ^= 0xff;
    assert_eq!(read(&changed), Err(Error::Damaged));
    let blank = GrayImage::from_pixel(300, 200, Luma([250]));
    assert_eq!(read(&packed(blank, ImageFormat::Jpeg)), Err(Error::NoCode));
    let dot = GrayImage::from_pixel(1, 1, Luma([0]));
    assert_eq!(read(&packed(dot, ImageFormat::Png)), Err(Error::NoCode));
}

#[test]
fn the_size_in_the_header_is_enough_for_a_refusal() {
    assert_eq!(read(&vec![0; MAX_BYTES + 1]), Err(Error::TooLarge));
    let mut header = Vec::new();
    let writer = png::Encoder::new(&mut header, 30_000, 30_000).write_header();
    drop(writer);
    // No pixel is behind it.
    header.truncate(8 + 12 + 13);
    header.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    let refused = Error::TooManyPixels {
        width: 30_000,
        height: 30_000,
    };
    assert_eq!(read(&header), Err(refused));
    let side = u32::try_from(MAX_PIXELS.isqrt() + 1).unwrap();
    let blank = GrayImage::from_pixel(side, side, Luma([255]));
    let refused = Error::TooManyPixels {
        width: side,
        height: side,
    };
    assert_eq!(read(&packed(blank.clone(), ImageFormat::Png)), Err(refused));
    assert_eq!(read(&packed(blank, ImageFormat::Jpeg)), Err(refused));
}

/// Each corner of a code could belong to each other one: without a bound the search would go on for hours, and fill the memory.
#[test]
fn a_picture_full_of_corners_of_codes_ends_the_search() {
    const SIDE: u32 = 9;
    let corner = |x: u32, y: u32| {
        let (x, y) = (x % SIDE, y % SIDE);
        let ring = x == 0 || y == 0 || x == 6 || y == 6;
        let stone = (2..5).contains(&x) && (2..5).contains(&y);
        x < 7 && y < 7 && (ring || stone)
    };
    let full = GrayImage::from_fn(1_500, 1_500, |x, y| {
        Luma([if corner(x, y) { 0 } else { 255 }])
    });
    let refused = read(&packed(full, ImageFormat::Png));
    assert_eq!(refused, Err(Error::TooBusy));
}
