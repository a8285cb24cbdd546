//! A photograph of a picture that lies on a table: askew, unevenly lit, a little out of focus and noisy.

use image::imageops;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use std::io::Cursor;

const WIDTH: u32 = 1_600;
const HEIGHT: u32 = 1_200;

/// Where the corners of the picture are in the photograph: the upper left one first, then clockwise.
const CORNERS: [(f64, f64); 4] = [
    (330., 110.),
    (1_330., 190.),
    (1_410., 1_080.),
    (210., 1_010.),
];

/// The grey of the table.
const TABLE: f64 = 110.;

/// The photograph of a picture (PNG), as a camera's image.
pub fn of(png: &[u8]) -> GrayImage {
    let picture = image::load_from_memory(png).unwrap().into_luma8();
    // The photograph has the picture's proportions, roughly, whatever they are.
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let to_picture = Projection::onto(CORNERS).inverted();
    let lit = GrayImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (u, v) = to_picture.of(f64::from(x) + 0.5, f64::from(y) + 0.5);
        let inside = (0. ..1.).contains(&u) && (0. ..1.).contains(&v);
        let shade = match inside {
            true => f64::from(picture.get_pixel((u * width) as u32, (v * height) as u32).0[0]),
            false => TABLE,
        };
        let light = 0.62 + 0.36 * f64::from(x) / f64::from(WIDTH);
        Luma([(15. + 0.9 * shade * light) as u8])
    });
    let mut taken = imageops::blur(&lit, 0.8);
    let mut noise = Noise(0x2545_f491_4f6c_dd1d);
    for pixel in taken.pixels_mut() {
        pixel.0[0] = pixel.0[0].saturating_add_signed(noise.next());
    }
    taken
}

/// The photograph as a file.
pub fn file(photograph: GrayImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let photograph = DynamicImage::ImageLuma8(photograph);
    photograph.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// The photograph as what a camera sees, frame after frame the same: a YUV4MPEG2 stream.
pub fn film(photograph: &GrayImage) -> Vec<u8> {
    let (width, height) = photograph.dimensions();
    let mut film = format!("YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..2 {
        film.extend(b"FRAME\n");
        film.extend(photograph.as_raw());
        film.extend(vec![128; (width / 2 * (height / 2) * 2) as usize]);
    }
    film
}

/// A projection of a plane (Heckbert, "Fundamentals of Texture Mapping", 1989).
struct Projection([[f64; 3]; 3]);

impl Projection {
    /// That of the unit square onto these corners.
    fn onto([(x0, y0), (x1, y1), (x2, y2), (x3, y3)]: [(f64, f64); 4]) -> Self {
        let (sx, sy) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
        let (dx1, dx2) = (x1 - x2, x3 - x2);
        let (dy1, dy2) = (y1 - y2, y3 - y2);
        let whole = dx1 * dy2 - dx2 * dy1;
        let g = (sx * dy2 - dx2 * sy) / whole;
        let h = (dx1 * sy - sx * dy1) / whole;
        Self([
            [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
            [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
            [g, h, 1.],
        ])
    }

    /// The way back, up to a factor, which a projection does not have.
    fn inverted(&self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        Self([
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ])
    }

    fn of(&self, x: f64, y: f64) -> (f64, f64) {
        let [u, v, w] = self.0.map(|[a, b, c]| a * x + b * y + c);
        (u / w, v / w)
    }
}

/// Noise that is the same in each run (xorshift).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> i8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i8::try_from(self.0 % 25).unwrap() - 12
    }
}
