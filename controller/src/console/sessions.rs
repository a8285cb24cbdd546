//! The cookies of people who are logged in. What each stands for, the desk keeps (`desk/people/sessions.rs`).

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The cookie of a session.
const SESSION: &str = "madoguchi_session";
/// The cookie by which a browser is known in which somebody was logged in before.
pub(super) const KNOWN: &str = "madoguchi_known";
/// How long a browser keeps that one, in seconds: the longest holidays.
pub(super) const KNOWN_S: u32 = 60 * 24 * 60 * 60;

/// The cookie of a session among the headers of a request.
pub(super) fn shown(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION)
}

/// A cookie by its name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The header that sets the cookie of a session; an empty value takes it away. No page's script sees it, and no other site sends it. It has no
/// `Secure`: over loopback there is no TLS, and nobody in between.
pub(super) fn set(value: &str) -> String {
    match value {
        "" => format!("{SESSION}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0"),
        value => format!("{SESSION}={value}; HttpOnly; SameSite=Strict; Path=/"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = |lines: &[&str]| -> HeaderMap {
            let lines = lines.iter();
            lines.map(|line| (COOKIE, line.parse().unwrap())).collect()
        };
        for (lines, found) in [
            (vec!["madoguchi_session=ab"], Some("ab")),
            (vec!["lang=ja; madoguchi_session=ab; x=y"], Some("ab")),
            (vec!["lang=ja", "madoguchi_session=ab"], Some("ab")),
            (vec!["my_madoguchi_session=ab"], None),
            (vec!["madoguchi_sessions=ab"], None),
            (vec!["madoguchi_session"], None),
            (vec![], None),
        ] {
            assert_eq!(shown(&headers(&lines)), found, "{lines:?}");
        }
    }
}
