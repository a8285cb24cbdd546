//! What is sent packed to whoever takes that (gzip): pages, and the files that they load.

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

/// What is sent, and how.
pub(super) enum Content {
    Plain(Bytes),
    Zipped(Bytes),
}

impl Content {
    /// Packed now, where that is taken.
    pub(super) fn of(plain: impl Into<Bytes>, is_taken: bool) -> Self {
        let plain = plain.into();
        match is_taken {
            true => Self::Zipped(zipped(&plain)),
            false => Self::Plain(plain),
        }
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        let vary = [(VARY, HeaderValue::from_static("accept-encoding"))];
        match self {
            Self::Plain(bytes) => (vary, bytes).into_response(),
            Self::Zipped(bytes) => {
                let coding = [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
                (vary, coding, bytes).into_response()
            }
        }
    }
}

pub(super) fn zipped(plain: &[u8]) -> Bytes {
    let mut zipped = GzEncoder::new(Vec::new(), Compression::best());
    // A `Vec` takes whatever is written.
    let zipped = zipped.write_all(plain).and_then(|()| zipped.finish());
    Bytes::from(zipped.unwrap_or_default())
}

/// Whether whoever asks takes what is packed.
pub(super) fn takes(headers: &HeaderMap) -> bool {
    lists(headers, &ACCEPT_ENCODING, takes_gzip)
}

/// Whether one of a header's parts, which commas divide, is wanted.
pub(super) fn lists(headers: &HeaderMap, name: &HeaderName, wanted: impl Fn(&str) -> bool) -> bool {
    let values = headers.get_all(name).iter();
    let mut values = values.filter_map(|value| value.to_str().ok());
    values.any(|value| value.split(',').any(|one| wanted(one.trim())))
}

/// Whether one part of `Accept-Encoding` takes gzip: "gzip", or with a weight that is not zero.
fn takes_gzip(part: &str) -> bool {
    let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
    let weight = weight.trim().strip_prefix("q=");
    let none = weight.is_some_and(|weight| weight.parse::<f32>() == Ok(0.0));
    coding.trim().eq_ignore_ascii_case("gzip") && !none
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_says_whether_it_takes_what_is_packed() {
        let takes = |says: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(says));
            super::takes(&headers)
        };
        for says in ["gzip", "br, gzip", "deflate, GZIP;q=0.5"] {
            assert!(takes(says), "{says}");
        }
        for says in ["", "br", "gzip;q=0", "identity, gzip; q=0.0"] {
            assert!(!takes(says), "{says}");
        }
    }
}
