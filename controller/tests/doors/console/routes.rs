//! Each route of the console, at both doors, for whoever must not get in: another name, another page, nobody, and a session that is over. The
//! routes come from the description; what is not in it is written by hand.

use super::login::{PASSWORD, add, cookies, log_in};
use super::{free, token};
use crate::support::browser::{Browser, PAGE};
use crate::support::clinic::Clinic;
use madoguchi_controller::config::{Console, Lan};
use madoguchi_proto::v1::Role;
use std::collections::BTreeSet;

/// What is not in the description, and opens to whoever is let in.
const PAGES: [&str; 15] = [
    "GET /",
    "GET /tickets/1",
    "GET /units",
    "GET /licenses",
    "GET /day",
    "GET /people",
    "GET /support",
    "GET /account",
    "GET /api",
    "GET /api/openapi.json",
    "GET /api/nowhere",
    "GET /problems/forbidden",
    "GET /faults",
    "GET /faults/MDG-0204",
    "GET /api/v1/live",
];
/// What everybody may ask who was meant to: the login, and what has a key of its own or no content of the clinic's.
const OPEN: [&str; 8] = [
    "GET /login",
    "POST /login",
    "POST /logout",
    "POST /setup",
    "GET /board",
    "GET /metrics",
    "GET /api/v1/board/live",
    "GET /nowhere",
];

/// All routes behind a login.
async fn closed(here: &mut Browser, token: &str) -> BTreeSet<String> {
    let document = here.ask("GET /api/openapi.json", token, "").await;
    let document: serde_json::Value = serde_json::from_str(&document.body).unwrap();
    let mut routes: BTreeSet<_> = PAGES.map(str::to_owned).into();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace("{number}", "1").replace("{unit}", "CR-1");
        let path = path.replace("{request}", "1").replace("{code}", "1");
        for method in methods.as_object().unwrap().keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    routes.retain(|route| !OPEN.contains(&route.as_str()));
    assert!(routes.len() > 30, "{routes:?}");
    routes
}

async fn status(browser: &mut Browser, host: &str, route: &str, lines: &str) -> u16 {
    browser.send_to(host, route, lines, "").await;
    browser.answer().await.expect(route).status
}

#[tokio::test]
async fn no_route_at_either_door_answers_whoever_must_not_get_in() {
    let console = Console {
        lan: Some(Lan::at(free())),
        counter_page: false,
        ..Console::at(free())
    };
    let clinic = Clinic::made_of(|parts| parts.console = console).await;
    add(&clinic, 1, "yamada", Role::Administrator, None).await;
    let token = token(&clinic);
    let (pc, lan) = (clinic.running.console_addr, clinic.running.lan_addr);
    let mut here = Browser::open(pc.unwrap()).await;
    let there = Browser::open_tls([127, 0, 0, 2], lan.unwrap()).await;
    let routes = closed(&mut here, &token).await;
    let doors = [
        (here, pc.unwrap(), 401),
        (there.unwrap().0, lan.unwrap(), 403),
    ];
    for (mut browser, address, with_wrong_token) in doors {
        let own = address.to_string();
        let session = log_in(&mut browser, "", "yamada", PASSWORD, "").await;
        let session = cookies(&session);
        let lines = format!("{PAGE}{session}");
        let out = browser.ask("POST /logout", &lines, "").await;
        assert_eq!(out.status, 204);
        let open = OPEN.map(str::to_owned).into_iter();
        for route in routes.iter().cloned().chain(open) {
            let route = route.as_str();
            let foreign = format!("sec-fetch-site: cross-site\r\n{session}");
            for (host, lines, wanted) in [
                ("evil.example", PAGE, 421),
                (&*own, "origin: https://evil.example\r\n", 403),
                (&own, &foreign, 403),
            ] {
                let found = status(&mut browser, host, route, lines).await;
                assert_eq!(found, wanted, "{own} {route} {host} {lines}");
            }
        }
        for route in &routes {
            let wrong = format!("{PAGE}authorization: Bearer 0\r\n");
            for (lines, wanted) in [
                ("", 401),
                (PAGE, 401),
                (&*lines, 401),
                (&wrong, with_wrong_token),
            ] {
                let found = status(&mut browser, &own, route, lines).await;
                assert_eq!(found, wanted, "{own} {route} {lines}");
            }
        }
    }
}
