//! What is sent packed to whoever takes that (gzip): pages, and the files that they load.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

const GZIP: HeaderValue = HeaderValue::from_static("gzip");
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

/// What is sent, and how.
pub(super) enum Content {
    Plain(Bytes),
    Zipped(Bytes),
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        let vary = [(VARY, BY_ENCODING)];
        match self {
            Self::Plain(bytes) => (vary, bytes).into_response(),
            Self::Zipped(bytes) => (vary, [(CONTENT_ENCODING, GZIP)], bytes).into_response(),
        }
    }
}

/// The most bytes of a page: several times the longest, the description of the HTTP API.
const MAX_PAGE_BYTES: usize = 4 << 20;

/// Packs each page, whichever route it came from.
pub(super) async fn pages(request: Request, next: Next) -> Response {
    let is_taken = takes(request.headers());
    let answer = next.run(request).await;
    let kind = answer.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page || !is_taken {
        return answer;
    }
    let (mut head, body) = answer.into_parts();
    let Ok(plain) = to_bytes(body, MAX_PAGE_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_ENCODING, GZIP);
    head.headers.insert(VARY, BY_ENCODING);
    Response::from_parts(head, Body::from(zipped(&plain)))
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use flate2::read::GzDecoder;
    use std::io::Read as _;
    use tower::ServiceExt as _;

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

    #[tokio::test]
    async fn a_page_comes_packed_to_whoever_takes_that_and_data_as_they_are() {
        let page = "<p>窓口</p>".repeat(100);
        let html = page.clone();
        let routes = Router::new()
            .route("/page", get(|| async { axum::response::Html(html) }))
            .route("/data", get(|| async { "{}" }))
            .layer(from_fn(pages));
        let ask = async |path: &str, says: &str| {
            let request = Request::builder().uri(path).header(ACCEPT_ENCODING, says);
            let request = request.body(Body::empty()).unwrap();
            let answer = routes.clone().oneshot(request).await.unwrap();
            let coding = answer.headers().get(CONTENT_ENCODING).cloned();
            let kind = answer.headers()[CONTENT_TYPE].clone();
            let body = to_bytes(answer.into_body(), MAX_PAGE_BYTES).await.unwrap();
            (coding, kind, body)
        };
        let (coding, kind, packed) = ask("/page", "gzip").await;
        assert_eq!(coding, Some(GZIP));
        assert_eq!(kind, "text/html; charset=utf-8");
        let mut plain = String::new();
        GzDecoder::new(&*packed).read_to_string(&mut plain).unwrap();
        assert_eq!(plain, page);
        let (coding, _, plain) = ask("/page", "identity").await;
        assert_eq!((coding, &*plain), (None, page.as_bytes()));
        let (coding, _, data) = ask("/data", "gzip").await;
        assert_eq!((coding, &*data), (None, b"{}".as_slice()));
    }
}
