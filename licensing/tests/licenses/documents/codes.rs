//! A document that goes through QR codes comes out as it went in, read by a decoder that is not ours.

use crate::documents::vendor::{Vendor, act, activation, installation};
use madoguchi_licensing::armour::read;
use madoguchi_licensing::codes::{
    Error, MAX_CODES, SHEET_CHARS, TERMINAL_CHARS, png, svg, terminal,
};
use madoguchi_licensing::document::Document;
use madoguchi_licensing::typed::parts;

fn documents() -> [Document; 2] {
    let vendor = Vendor::new();
    [
        vendor.document(&vendor.additional()),
        act(&installation(), &activation()),
    ]
}

/// What a camera sees: all codes of a picture in shades of grey, in the order in which they are found.
fn scan(width: usize, height: usize, grey: impl Fn(usize, usize) -> u8) -> Vec<String> {
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = image.detect_grids();
    grids.iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// The modules of a code in a terminal: its lines and its number.
fn modules(shown: &str) -> (Vec<Vec<bool>>, String) {
    let mut rows = Vec::new();
    let mut number = String::new();
    for line in shown.lines() {
        if !line.starts_with('█') {
            number = line.trim().to_owned();
            continue;
        }
        rows.push(line.chars().map(|c| c == ' ' || c == '▄').collect());
        rows.push(line.chars().map(|c| c == ' ' || c == '▀').collect());
    }
    (rows, number)
}

#[test]
fn codes_in_a_terminal_are_read_back() {
    const SCALE: usize = 4;
    for document in documents() {
        let parts = parts(&document, TERMINAL_CHARS);
        let mut scanned = String::new();
        for (part, number) in parts.iter().zip(1..) {
            let shown = terminal(part).unwrap();
            assert!(shown.lines().all(|line| line.chars().count() <= 65));
            let (rows, caption) = modules(&shown);
            assert_eq!(caption, format!("{number}/{}", parts.len()));
            let (width, height) = (rows[0].len() * SCALE, rows.len() * SCALE);
            let found = scan(width, height, |x, y| match rows[y / SCALE][x / SCALE] {
                true => 0,
                false => 255,
            });
            assert_eq!(found, [part.as_str()]);
            scanned += &found[0];
        }
        assert_eq!(read(scanned.as_bytes()), Ok(document));
    }
}

#[test]
fn a_sheet_as_an_image_is_read_back_whole() {
    for document in documents() {
        for chars in [300, SHEET_CHARS] {
            let parts = parts(&document, chars);
            let image = png(&parts).unwrap();
            let mut decoder = png_reader(&image);
            let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
            let info = decoder.next_frame(&mut pixels).unwrap();
            let (width, height) = (info.width as usize, info.height as usize);
            let found = scan(width, height, |x, y| pixels[y * info.line_size + x]);
            assert_eq!(found.len(), parts.len());
            assert_eq!(read(found.concat().as_bytes()).as_ref(), Ok(&document));
        }
    }
}

fn png_reader(image: &[u8]) -> png::Reader<std::io::Cursor<&[u8]>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(image));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.read_info().unwrap()
}

#[test]
fn a_sheet_as_a_drawing_shows_the_same_as_the_image() {
    let [license, _] = documents();
    let parts = parts(&license, 300);
    let drawing = svg(&parts).unwrap();
    let size = drawing.split("viewBox=\"0 0 ").nth(1).unwrap();
    let mut size = size
        .split(['"', ' '])
        .map(|side| side.parse::<usize>().unwrap());
    let (width, height) = (size.next().unwrap(), size.next().unwrap());
    let mut dark = vec![vec![false; width]; height];
    let path = drawing
        .split("d=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for run in path.split('M').skip(1) {
        let (column, rest) = run.split_once(' ').unwrap();
        let (row, rest) = rest.split_once('h').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        let column: usize = column.parse().unwrap();
        let row: usize = row.parse().unwrap();
        let length: usize = length.parse().unwrap();
        dark[row][column..column + length].fill(true);
    }
    const SCALE: usize = 4;
    let found = scan(width * SCALE, height * SCALE, |x, y| {
        match dark[y / SCALE][x / SCALE] {
            true => 0,
            false => 255,
        }
    });
    assert_eq!(read(found.concat().as_bytes()), Ok(license));
    assert!(width <= 210, "wider than A4 paper: {width} mm");
}

#[test]
fn the_longest_parts_fit_into_the_promised_versions() {
    // Version v is 17 + 4 v modules wide; with the margin of 4 on both sides.
    for (chars, version) in [(SHEET_CHARS, 15), (TERMINAL_CHARS, 10)] {
        let width = |chars: usize| {
            let shown = terminal(&"A".repeat(chars)).unwrap();
            shown.lines().next().unwrap().chars().count()
        };
        assert_eq!(width(chars), 17 + 4 * version + 8);
        assert!(width(chars + 1) > width(chars), "one more would fit");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let long = "A".repeat(4_000);
    assert!(matches!(
        terminal(&long),
        Err(Error::TooLong { chars: 4_000 })
    ));
    let many = vec!["A".to_owned(); MAX_CODES + 1];
    for texts in [&many[..], &[]] {
        assert!(matches!(svg(texts), Err(Error::Count { .. })));
        assert!(matches!(png(texts), Err(Error::Count { .. })));
    }
    assert!(png(&many[1..]).is_ok());
}
