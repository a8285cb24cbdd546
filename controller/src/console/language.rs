//! The language of an answer: what the address asks for, else what was chosen before, else the browser's; Japanese where nobody says.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use madoguchi_texts::Lang;

/// The name of the choice, in an address and in a cookie.
pub(super) const CHOICE: &str = "lang";

/// The language for whoever sent this request.
pub(super) fn of(request: &Parts) -> Lang {
    let asked = query(request).find_map(|(name, value)| (name == CHOICE).then(|| value.parse()));
    let asked = asked.and_then(Result::ok);
    asked.unwrap_or_else(|| of_headers(&request.headers))
}

/// The same for a request whose address is not looked at.
pub(super) fn of_headers(headers: &HeaderMap) -> Lang {
    chosen(headers)
        .or_else(|| spoken(headers))
        .unwrap_or(Lang::Ja)
}

fn query(request: &Parts) -> impl Iterator<Item = (String, String)> {
    let query = request.uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned()
}

/// The language of the cookie.
fn chosen(headers: &HeaderMap) -> Option<Lang> {
    let cookies = headers.get_all(COOKIE).iter();
    let mut cookies = cookies.filter_map(|value| value.to_str().ok());
    cookies.find_map(|line| {
        let mut pairs = line
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='));
        pairs.find_map(|(name, value)| (name == CHOICE).then(|| value.parse().ok())?)
    })
}

/// The language of the browser that is liked best of those that we have: of equal ones the first.
fn spoken(headers: &HeaderMap) -> Option<Lang> {
    let line = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(u16, Lang)> = None;
    for range in line.split(',') {
        let (name, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let Some(lang) = known(name.trim()) else {
            continue;
        };
        let weight = thousandths(weight).unwrap_or(0);
        if weight > best.map_or(0, |(best, _)| best) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

fn known(range: &str) -> Option<Lang> {
    let name = range.split('-').next()?.to_ascii_lowercase();
    match name.as_str() {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The weight of "q=0.8" (RFC 9110, 12.4.2) in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    let fits = (0.0..=1.0).contains(&weight);
    // A weight is 0 to 1, so its thousandths fit; the cast takes anything.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fits.then_some((weight * 1_000.0) as u16)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn of(uri: &str, headers: &[(&str, &str)]) -> Lang {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        super::of(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn a_language_is_asked_for_chosen_before_or_the_browsers_and_else_japanese() {
        let accept = |value| of("/", &[("accept-language", value)]);
        assert_eq!(of("/", &[]), Lang::Ja);
        assert_eq!(accept("en-US,en;q=0.9"), Lang::En);
        assert_eq!(accept("fr,en;q=0.5,ja;q=0.9"), Lang::Ja);
        assert_eq!(accept("de-DE"), Lang::Ja);
        assert_eq!(accept("en;q=0,ja;q=0.1"), Lang::Ja);
        assert_eq!(accept("en;q=odd, ;,"), Lang::Ja);
        let headers = [("cookie", "a=b; lang=en"), ("accept-language", "ja")];
        assert_eq!(of("/", &headers), Lang::En);
        assert_eq!(of("/?lang=ja", &headers), Lang::Ja);
        assert_eq!(of("/?lang=fr", &headers), Lang::En);
    }
}
