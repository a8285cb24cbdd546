//! Who gets past the guard, and as whom: host, origin, what the browser says of the sender, method and token, by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::who::known;
use super::*;
use crate::desk::Caller;
use crate::identity::Holder;
use axum::http::header::AUTHORIZATION;

const OWN: &str = "127.0.0.1:7480";

fn holder(token: &str) -> Option<Holder> {
    match token {
        "right" => Some(Holder::Owner),
        "reception" => Some(Holder::Reception),
        _ => None,
    }
}

/// A request of this PC, and what it comes to.
fn judged(method: &str, target: &str, headers: &[(&'static str, &str)]) -> &'static str {
    judged_at(&Door::ThisPc(OWN.parse().unwrap()), method, target, headers)
}

/// The same at one of the doors.
fn judged_at(
    door: &Door,
    method: &str,
    target: &str,
    headers: &[(&'static str, &str)],
) -> &'static str {
    let mut request = axum::http::Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let dialled = Dialled([192, 0, 2, 10].into());
    let request = request.extension(dialled).body(()).unwrap();
    match verdict(&request, door) {
        Err(Why::WrongHost) => "host",
        Err(Why::CrossOrigin) => "origin",
        Err(other) => panic!("{other:?}"),
        Ok(()) => match known(request.headers(), door, Some(Caller::COUNTER_PAGE), holder) {
            Ok(Caller::OWNER) => "owner",
            Ok(caller) if caller == Caller::program(Holder::Reception, None) => "reception",
            Ok(Caller::COUNTER_PAGE) => "counter",
            Ok(other) => panic!("{other:?}"),
            Err(Why::LoginNeeded) => "nobody",
            Err(Why::TokenOnLan) => "token",
            Err(other) => panic!("{other:?}"),
        },
    }
}

#[test]
fn only_what_was_meant_for_the_console_and_sent_by_it_or_by_a_person_gets_in() {
    // Host, Origin, Sec-Fetch-Site, Sec-Fetch-Mode, method, Authorization; a dash for none.
    let table = "
        127.0.0.1:7480 -                       same-origin cors     GET  -            counter
        127.0.0.1:7480 http://127.0.0.1:7480   same-origin cors     POST -            counter
        127.0.0.1:7480 null                    same-origin navigate POST -            counter
        localhost:7480 http://localhost:7480   same-origin cors     POST -            counter
        LOCALHOST:7480 http://localhost:7480   same-origin cors     POST -            counter
        [::1]:7480     http://[::1]:7480       same-origin cors     POST -            counter
        127.0.0.1:7480 -                       none        navigate GET  -            counter
        127.0.0.1:7480 -                       none        navigate HEAD -            counter
        127.0.0.1:7480 -                       none        navigate POST -            origin
        127.0.0.1:7480 null                    none        navigate GET  -            origin
        127.0.0.1:7480 -                       none        cors     GET  -            origin
        127.0.0.1:7480 -                       none        -        GET  -            origin
        127.0.0.1:7480 -                       same-site   navigate GET  -            origin
        127.0.0.1:7480 -                       cross-site  navigate GET  -            origin
        127.0.0.1:7480 http://127.0.0.1:7480   cross-site  cors     POST -            origin
        127.0.0.1:7480 http://127.0.0.1:3000   same-site   cors     POST -            origin
        127.0.0.1:7480 http://127.0.0.1:3000   same-origin cors     POST -            origin
        127.0.0.1:7480 -                       SAME-ORIGIN cors     GET  -            origin
        127.0.0.1:7480 http://127.0.0.1:7480   -           -        POST -            counter
        127.0.0.1:7480 http://127.0.0.1:7480   -           -        GET  -            counter
        127.0.0.1:7480 http://localhost:7480   -           -        POST -            origin
        127.0.0.1:7480 https://127.0.0.1:7480  -           -        POST -            origin
        127.0.0.1:7480 http://127.0.0.1        -           -        POST -            origin
        127.0.0.1:7480 null                    -           -        POST -            origin
        127.0.0.1:7480 http://evil.example     -           -        POST -            origin
        127.0.0.1:7480 -                       -           -        POST -            nobody
        127.0.0.1:7480 -                       -           -        GET  -            nobody
        127.0.0.1:7480 -                       -           -        POST Bearer_right owner
        127.0.0.1:7480 -                       -           -        GET  Bearer_right owner
        127.0.0.1:7480 -                       same-origin cors     GET  Bearer_right owner
        127.0.0.1:7480 -                       -           -        GET  Bearer_wrong nobody
        127.0.0.1:7480 -                       -           -        GET  Basic_right  nobody
        127.0.0.1:7480 -                       -           -        GET  right        nobody
        127.0.0.1:7480 -                       same-origin cors     GET  Bearer_wrong nobody
        127.0.0.1:7480 http://evil.example     -           -        POST Bearer_right origin
        127.0.0.1:7480 -                       cross-site  cors     POST Bearer_right origin
        evil.example   -                       none        navigate GET  -            host
        evil.example   http://evil.example     same-origin cors     POST -            host
        evil.example:7480 http://evil.example:7480 same-origin cors POST -            host
        127.0.0.1.evil.example:7480 -          none        navigate GET  -            host
        127.0.0.1      -                       none        navigate GET  -            host
        127.0.0.1:7481 -                       none        navigate GET  -            host
        127.0.0.2:7480 -                       none        navigate GET  -            host
        192.168.1.2:7480 -                     none        navigate GET  -            host
        [::1]:7481     -                       none        navigate GET  -            host
        evil.example   -                       -           -        GET  Bearer_right host
        -              -                       none        navigate GET  -            host
        -              -                       -           -        GET  Bearer_right host
    ";
    let here = Door::ThisPc(OWN.parse().unwrap());
    assert!(all_rows(&here, table) > 40);
}

/// Checks each row, and returns their number.
fn all_rows(door: &Door, table: &str) -> usize {
    let names = ["host", "origin", "sec-fetch-site", "sec-fetch-mode"];
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    rows.map(|row| {
        let cells: Vec<_> = row.split_whitespace().collect();
        let [method, authorization, wanted] = cells[4..] else {
            panic!("{row}")
        };
        let shown = authorization.replace('_', " ");
        let mut headers: Vec<_> = names.into_iter().zip(cells[..4].iter().copied()).collect();
        headers.push((AUTHORIZATION.as_str(), &shown));
        headers.retain(|(_, value)| *value != "-");
        assert_eq!(judged_at(door, method, "/", &headers), wanted, "{row}");
    })
    .count()
}

#[test]
fn what_is_said_twice_or_in_the_target_is_not_passed_over() {
    let browser = ("sec-fetch-site", "same-origin");
    let host = ("host", OWN);
    for (target, headers, wanted) in [
        ("http://127.0.0.1:7480/", vec![host, browser], "counter"),
        ("http://evil.example/", vec![host, browser], "host"),
        ("/", vec![host, ("host", "evil.example"), browser], "host"),
        ("/", vec![host, host, browser], "host"),
        (
            "/",
            vec![host, browser, ("sec-fetch-site", "cross-site")],
            "origin",
        ),
        (
            "/",
            vec![
                host,
                ("origin", "http://127.0.0.1:7480"),
                ("origin", "null"),
            ],
            "origin",
        ),
        (
            "/",
            vec![
                host,
                ("authorization", "Bearer right"),
                ("authorization", "Bearer wrong"),
            ],
            "nobody",
        ),
    ] {
        assert_eq!(
            judged("GET", target, &headers),
            wanted,
            "{target} {headers:?}"
        );
    }
}

#[test]
fn without_a_counter_page_a_browser_is_nobody_and_the_token_still_counts() {
    let mut headers = HeaderMap::new();
    let here = Door::ThisPc(OWN.parse().unwrap());
    headers.insert(SITE, HeaderValue::from_static("same-origin"));
    let nobody = known(&headers, &here, None, holder);
    assert_eq!(nobody, Err(Why::LoginNeeded));
    headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer right"));
    assert_eq!(known(&headers, &here, None, holder), Ok(Caller::OWNER));
}

#[test]
fn on_the_lan_nobody_is_the_counter_page_and_no_token_is_taken() {
    // As above.
    let table = "
        192.0.2.10:7481 -                       same-origin cors     GET  -            nobody
        192.0.2.10:7481 https://192.0.2.10:7481 same-origin cors     POST -            nobody
        192.0.2.10:7481 null                    same-origin navigate POST -            nobody
        192.0.2.10:7481 -                       none        navigate GET  -            nobody
        UKETSUKE:7481   https://uketsuke:7481   same-origin cors     POST -            nobody
        192.0.2.10:7481 https://192.0.2.10:7481 -           -        POST -            nobody
        192.0.2.10:7481 -                       -           -        GET  -            nobody
        192.0.2.10:7481 -                       -           -        GET  Bearer_right token
        192.0.2.10:7481 -                       same-origin cors     POST Bearer_right token
        192.0.2.10:7481 -                       -           -        GET  Bearer_wrong token
        192.0.2.10:7481 -                       -           -        GET  Basic_right  token
        192.0.2.10:7481 http://192.0.2.10:7481  -           -        POST -            origin
        192.0.2.10:7481 http://192.0.2.10:7481  same-origin cors     POST -            origin
        192.0.2.10:7481 https://192.0.2.10      -           -        POST -            origin
        192.0.2.10:7481 https://uketsuke:7481   -           -        POST -            origin
        192.0.2.10:7481 null                    -           -        POST -            origin
        192.0.2.10:7481 https://evil.example    -           -        POST -            origin
        192.0.2.10:7481 -                       same-site   cors     GET  -            origin
        192.0.2.10:7481 -                       cross-site  navigate GET  -            origin
        192.0.2.10:7481 -                       none        navigate POST -            origin
        192.0.2.10:7481 https://evil.example    -           -        POST Bearer_right origin
        192.0.2.11:7481 -                       same-origin cors     GET  -            host
        192.0.2.10:7480 -                       same-origin cors     GET  -            host
        192.0.2.10      -                       same-origin cors     GET  -            host
        localhost:7481  -                       same-origin cors     GET  -            host
        127.0.0.1:7481  -                       same-origin cors     GET  -            host
        evil.example:7481 https://evil.example:7481 same-origin cors POST -            host
        -               -                       none        navigate GET  -            host
    ";
    let lan = Door::Lan(std::sync::Arc::new(super::super::door::Named {
        names: vec!["uketsuke".into()],
        address: "0.0.0.0:7481".parse().unwrap(),
    }));
    assert!(all_rows(&lan, table) > 25);
}
