//! What every request has to show before anybody looks at who sent it: that it was meant for the console, and that no other page made a
//! browser send it. And what every answer tells the browser that it must not do with it.

use super::door::{Dialled, Door};
use super::{Shared, refuse};
use crate::texts::Console as Why;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

/// No inline script or style, nothing from elsewhere, and nobody may frame a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'none'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    frame-src 'self'; form-action 'self'; frame-ancestors 'none'";

/// The same for an answer that our own pages may frame.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// Marks an answer that our own pages may frame.
#[derive(Clone)]
pub(super) struct Framed;

/// What stands on every answer. There is no `strict-transport-security`: it holds for a name and not for a port, and would take the pages of
/// this PC's own door from a browser that knows this PC by one name.
const HEADERS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        PERMISSIONS,
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// What a page with a camera may: to look through it, itself and nobody in it.
const WITH_CAMERA: &str = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";

/// Marks the answer of a page that reads codes with the PC's camera.
#[derive(Clone, Copy)]
pub(super) struct Camera;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Lets a request through that was meant for the console.
pub(super) async fn check(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    match verdict(&request, &shared.door) {
        Ok(()) => next.run(request).await,
        Err(why) => {
            let headers = request.headers();
            tracing::warn!(
                host = ?headers.get(HOST),
                origin = ?headers.get(ORIGIN),
                "a request at the console was refused: it was not meant for it, or another page sent it"
            );
            refuse::refuse(&shared, &request, why)
        }
    }
}

/// Whether a browser sent it, as far as its headers say. Only after [`check`]: then it is one of our own pages, or a person who typed the
/// address.
pub(super) fn is_of_a_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(SITE) || headers.contains_key(ORIGIN)
}

fn verdict<B>(request: &axum::http::Request<B>, door: &Door) -> Result<(), Why> {
    let headers = request.headers();
    let dialled = request.extensions().get::<Dialled>().copied();
    let host = only(headers, &HOST, Why::WrongHost)?.ok_or(Why::WrongHost)?;
    // A name of another site can be made to lead to this PC; its pages then count as ours for a browser, but not for this.
    let target = request.uri().authority().map(|named| named.as_str());
    let all_ours = std::iter::once(host)
        .chain(target)
        .all(|name| door.is_ours(name, dialled));
    if !all_ours {
        return Err(Why::WrongHost);
    }
    let origin = only(headers, &ORIGIN, Why::CrossOrigin)?;
    let is_own = |origin: &str| {
        let named = origin.strip_prefix(door.scheme());
        let named = named.and_then(|rest| rest.strip_prefix("://"));
        named.is_some_and(|named| named.eq_ignore_ascii_case(host))
    };
    let from_elsewhere = match only(headers, &SITE, Why::CrossOrigin)? {
        // A form under our referrer policy sends "null" as its origin (Fetch, "append a request Origin header").
        Some("same-origin") => origin.is_some_and(|origin| origin != "null" && !is_own(origin)),
        // Typed, or opened from a bookmark. Anything but looking comes from a page.
        Some("none") => {
            let mode = only(headers, &MODE, Why::CrossOrigin)?;
            !is_look(request.method()) || mode != Some("navigate") || origin.is_some()
        }
        Some(_) => true,
        None => origin.is_some_and(|origin| !is_own(origin)),
    };
    if from_elsewhere {
        return Err(Why::CrossOrigin);
    }
    Ok(())
}

fn is_look(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}

/// The value of a header that may stand there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName, wrong: Why) -> Result<Option<&'a str>, Why> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| wrong),
        (Some(_), Some(_)) => Err(wrong),
    }
}

/// Adds to every answer what the browser must not do with it, and that nothing of it is kept unless it says so itself.
pub(super) async fn headers(mut answer: Response) -> Response {
    let has_camera = answer.extensions().get::<Camera>().is_some();
    let framed = answer.extensions().get::<Framed>().is_some();
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if has_camera {
        headers.insert(PERMISSIONS, HeaderValue::from_static(WITH_CAMERA));
    }
    if framed {
        let policy = HeaderValue::from_static(FRAMED_POLICY);
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let keep = headers.entry(CACHE_CONTROL);
    keep.or_insert(HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests;
