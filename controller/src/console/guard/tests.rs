//! Who gets past the guard, and as whom: host, origin, what the browser says of the sender, method and token, by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::super::who::known;
use super::*;
use crate::desk::Caller;
use axum::http::header::AUTHORIZATION;

const OWN: &str = "127.0.0.1:7480";

/// A request, and what it comes to.
fn judged(method: &str, target: &str, headers: &[(&'static str, &str)]) -> &'static str {
    let mut request = axum::http::Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(()).unwrap();
    match verdict(&request, OWN.parse().unwrap()) {
        Err(Why::WrongHost) => "host",
        Err(Why::CrossOrigin) => "origin",
        Err(other) => panic!("{other:?}"),
        Ok(()) => match known(request.headers(), Some(Caller::COUNTER_PAGE), |token| {
            token == "right"
        }) {
            Some(Caller::OWNER) => "owner",
            Some(Caller::COUNTER_PAGE) => "counter",
            Some(other) => panic!("{other:?}"),
            None => "nobody",
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
    let names = ["host", "origin", "sec-fetch-site", "sec-fetch-mode"];
    let mut count = 0;
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let cells: Vec<_> = row.split_whitespace().collect();
        let [method, authorization, wanted] = cells[4..] else {
            panic!("{row}")
        };
        let shown = authorization.replace('_', " ");
        let mut headers: Vec<_> = names.into_iter().zip(cells[..4].iter().copied()).collect();
        headers.push((AUTHORIZATION.as_str(), &shown));
        headers.retain(|(_, value)| *value != "-");
        headers.retain(|(_, value)| *value != "-");
        assert_eq!(judged(method, "/", &headers), wanted, "{row}");
        count += 1;
    }
    assert!(count > 40, "{count}");
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
    headers.insert(SITE, HeaderValue::from_static("same-origin"));
    assert!(known(&headers, None, |_| true).is_none());
    headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer right"));
    assert_eq!(known(&headers, None, |_| true), Some(Caller::OWNER));
}

#[test]
fn at_another_address_its_own_name_counts_and_at_the_usual_port_none_is_needed() {
    let at = |name, address: &str| is_ours(name, address.parse().unwrap());
    assert!(at("127.0.0.2:7480", "127.0.0.2:7480"));
    assert!(at("[::1]:7480", "[::1]:7480"));
    assert!(at("localhost", "127.0.0.1:80") && at("localhost:80", "127.0.0.1:80"));
    assert!(at("[::1]", "[::1]:80"));
    assert!(!at("evil.example", "127.0.0.1:80") && !at("", "127.0.0.1:80"));
    assert!(!at("localhost:07480x", "127.0.0.1:7480"));
}
