//! The body of a request: one form, within one bound, or it is refused before it is read.

use super::problem::Problem;
use super::route::MEDIA_TYPE;
use crate::texts;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use madoguchi_licensing::pictures;
use std::error::Error as _;

/// The largest body: a license of 64 KiB as armoured text, as at the desk's other door.
const MAX_BODY_BYTES: usize = 128 * 1024;

/// What a body may be.
pub(super) struct Kind {
    most_bytes: usize,
    pub(super) forms: &'static [&'static str],
}

/// The fields of a request.
pub(super) const REQUEST: Kind = Kind {
    most_bytes: MAX_BODY_BYTES,
    forms: &[MEDIA_TYPE],
};

/// A picture of codes.
pub(super) const PICTURE: Kind = Kind {
    most_bytes: pictures::MAX_BYTES,
    forms: &["image/jpeg", "image/png"],
};

impl Kind {
    /// The body as a whole. An empty one may be of any form.
    pub(super) async fn whole(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
        let said = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse().ok());
        if said.is_some_and(|length: u64| length > self.most_bytes as u64) {
            return Err(self.too_large());
        }
        let body = to_bytes(body, self.most_bytes).await.map_err(|error| {
            // The limit is the innermost cause; anything else is a body that was broken off.
            let limit = error
                .source()
                .is_some_and(|why| why.to_string().contains("length limit"));
            match limit {
                true => self.too_large(),
                false => Problem::new(
                    StatusCode::BAD_REQUEST,
                    texts::text("api-body-broken-off", &[]),
                ),
            }
        })?;
        if body.is_empty() || self.is_form(headers) {
            return Ok(body);
        }
        let text = texts::text("api-body-form", &[("form", &self.forms.join(" / "))]);
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text))
    }

    fn too_large(&self) -> Problem {
        let text = texts::body_too_large(self.most_bytes);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, text)
    }

    fn is_form(&self, headers: &HeaderMap) -> bool {
        let form = headers
            .get(CONTENT_TYPE)
            .and_then(|form| form.to_str().ok());
        let form = form.and_then(|form| form.split(';').next());
        let same = |form: &str| {
            let mut known = self.forms.iter();
            known.any(|known| form.trim().eq_ignore_ascii_case(known))
        };
        form.is_some_and(same)
    }
}
