//! The cookies of people who are logged in. What each stands for, the desk keeps (`desk/people/sessions.rs`).

use super::door::{Cookie, Door};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// How long a browser keeps the cookie by which it is known, in seconds: the longest holidays.
pub(super) const KNOWN_S: u32 = 60 * 24 * 60 * 60;

/// The cookie of a session among the headers of a request. One of the other door is none here.
pub(super) fn shown<'a>(headers: &'a HeaderMap, door: &Door) -> Option<&'a str> {
    let cookie = cookie(headers, door.session().name);
    cookie.filter(|cookie| cookie.starts_with(door.mark()))
}

/// A cookie by its name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    cookies.find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The header that sets the cookie of a session; an empty value takes it away.
pub(super) fn set(value: &str, door: &Door) -> String {
    let Cookie { name, rest } = door.session();
    match value {
        "" => format!("{name}=; {rest}; Max-Age=0"),
        value => format!("{name}={value}; {rest}"),
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
            (vec!["madoguchi_session=pc-ab"], Some("pc-ab")),
            (vec!["lang=ja; madoguchi_session=pc-ab; x=y"], Some("pc-ab")),
            (vec!["lang=ja", "madoguchi_session=pc-ab"], Some("pc-ab")),
            (vec!["my_madoguchi_session=pc-ab"], None),
            (vec!["madoguchi_sessions=pc-ab"], None),
            (vec!["madoguchi_session"], None),
            (vec!["madoguchi_session=lan-ab"], None),
            (vec![], None),
        ] {
            let here = Door::ThisPc(([127, 0, 0, 1], 7480).into());
            assert_eq!(shown(&headers(&lines), &here), found, "{lines:?}");
        }
    }
}
