//! Who may what over HTTP: each route with each role, and without any. The roles that may are written by hand here.

use super::{Api, get, post};
use madoguchi_controller::desk::{Caller, Role};
use madoguchi_controller::identity::Holder;
use madoguchi_fleet::ticket::Actor;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ALL: &str = "counter reception vendor support admin";
const QUEUE: &str = "counter reception admin";
const DAY: &str = "reception admin";
const PAPERS: &str = "reception vendor support admin";
const LICENSES: &str = "vendor admin";
const READERS: &str = "support admin";
const ADMIN: &str = "admin";
/// What is one's own, of whoever has a role; a person it has to be, too.
const OWN: &str = "reception vendor support admin";

const ROLES: [(&str, Role); 5] = [
    ("counter", Role::CounterPage),
    ("reception", Role::Reception),
    ("vendor", Role::Vendor),
    ("support", Role::Support),
    ("admin", Role::Administrator),
];

/// Each role, and whoever shows the token of reception's folder (RULES X7).
fn roles() -> Vec<(&'static str, Role, Actor)> {
    let by_token = Caller::program(Holder::Reception, None);
    let roles = ROLES.map(|(name, role)| (name, role, Actor::Staff));
    let mut roles = Vec::from(roles);
    roles.push(("reception", by_token.role, by_token.actor));
    roles
}

/// Each route, as the description names it, with something to ask there and the roles that may.
fn table() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        ("get", "/status", Value::Null, ALL),
        ("get", "/time", Value::Null, ALL),
        ("get", "/day", Value::Null, ALL),
        ("get", "/events", Value::Null, ALL),
        ("get", "/ready", Value::Null, ALL),
        (
            "post",
            "/units/{unit}/maintenance",
            json!({ "reason": "清掃" }),
            READERS,
        ),
        ("post", "/units/{unit}/restart", json!({}), READERS),
        ("get", "/units", Value::Null, ALL),
        ("get", "/walk-ups", Value::Null, ALL),
        ("get", "/tickets", Value::Null, ALL),
        ("get", "/tickets/{number}", Value::Null, ALL),
        ("post", "/tickets", Value::Null, QUEUE),
        ("post", "/tickets/{number}/call", Value::Null, QUEUE),
        ("post", "/tickets/{number}/recall", Value::Null, QUEUE),
        ("post", "/tickets/{number}/park", Value::Null, QUEUE),
        ("post", "/tickets/{number}/unpark", Value::Null, QUEUE),
        ("post", "/tickets/{number}/cancel", Value::Null, QUEUE),
        ("post", "/tickets/{number}/undo", Value::Null, QUEUE),
        ("post", "/tickets/{number}/reopen", Value::Null, QUEUE),
        (
            "post",
            "/tickets/{number}/move",
            json!({ "unit": "CR-1" }),
            QUEUE,
        ),
        (
            "post",
            "/tickets/{number}/done",
            json!({ "by": "paper" }),
            QUEUE,
        ),
        (
            "post",
            "/tickets/{number}/change",
            json!({ "class": "urgent" }),
            QUEUE,
        ),
        ("post", "/tickets/{number}/drop-need", Value::Null, QUEUE),
        (
            "post",
            "/tickets/{number}/bind-walk-up",
            json!({ "unit": "CR-1" }),
            QUEUE,
        ),
        ("post", "/units/{unit}/identify", Value::Null, ALL),
        ("get", "/pairing", Value::Null, READERS),
        ("post", "/pairing", Value::Null, READERS),
        (
            "post",
            "/pairing/answer",
            json!({ "pairing": "0", "digits": "042 117", "same": true }),
            READERS,
        ),
        (
            "post",
            "/pairing/cancel",
            json!({ "pairing": "0" }),
            READERS,
        ),
        ("get", "/ports", Value::Null, ALL),
        ("get", "/units/{unit}/weigh", Value::Null, ALL),
        ("get", "/units/{unit}/sheet", Value::Null, ALL),
        ("get", "/examination", Value::Null, PAPERS),
        ("get", "/support/bundle", Value::Null, READERS),
        ("get", "/units/{unit}/log", Value::Null, READERS),
        ("get", "/units/{unit}/triage", Value::Null, PAPERS),
        ("get", "/support-code", Value::Null, PAPERS),
        ("post", "/units/{unit}/pause", Value::Null, QUEUE),
        ("post", "/units/{unit}/resume", Value::Null, QUEUE),
        ("post", "/units/{unit}/pause", json!({ "now": true }), DAY),
        ("post", "/day/end", Value::Null, DAY),
        ("post", "/day/undo", Value::Null, DAY),
        (
            "post",
            "/units/{unit}/prefer",
            json!({ "preferred": true }),
            READERS,
        ),
        (
            "post",
            "/units/{unit}/note",
            json!({ "cable": "3 m" }),
            READERS,
        ),
        (
            "post",
            "/units/{unit}/ledger",
            json!({ "cable": "3 m" }),
            READERS,
        ),
        (
            "post",
            "/units/{unit}/change",
            json!({ "name": "A" }),
            READERS,
        ),
        (
            "post",
            "/units/{unit}/replace",
            json!({ "new": "CR-2" }),
            READERS,
        ),
        ("post", "/units/{unit}/retire", Value::Null, READERS),
        ("get", "/licenses", Value::Null, PAPERS),
        ("get", "/acts", Value::Null, PAPERS),
        ("get", "/acts/{act}", Value::Null, PAPERS),
        ("get", "/acts/{act}/codes.svg", Value::Null, PAPERS),
        ("get", "/acts/{act}/codes.png", Value::Null, PAPERS),
        ("post", "/licenses/picture", Value::Null, LICENSES),
        ("post", "/licenses/return", Value::Null, LICENSES),
        ("post", "/licenses", json!({ "document": "x" }), LICENSES),
        (
            "post",
            "/licenses/request",
            json!({ "transfer": "CR-1" }),
            LICENSES,
        ),
        ("post", "/time/reset-request", Value::Null, LICENSES),
        ("get", "/people", Value::Null, ADMIN),
        (
            "post",
            "/people",
            json!({ "name": "A", "role": "vendor", "password": "x" }),
            ADMIN,
        ),
        (
            "post",
            "/people/{person}/reset",
            json!({ "password": "x" }),
            ADMIN,
        ),
        ("post", "/people/{person}/remove", Value::Null, ADMIN),
        ("post", "/people/{person}/end-sessions", Value::Null, ADMIN),
        ("get", "/sessions", Value::Null, ADMIN),
        ("post", "/sessions/{session}/end", Value::Null, ADMIN),
        ("get", "/audit", Value::Null, ADMIN),
        ("get", "/audit/check", Value::Null, ADMIN),
        ("post", "/second-factor", json!({ "name": "A" }), OWN),
        ("get", "/account", Value::Null, OWN),
        (
            "post",
            "/account/password",
            json!({ "password": "x", "new_password": "y" }),
            OWN,
        ),
        (
            "post",
            "/account/second-factor",
            json!({ "password": "x", "secret": "AA", "recovery_codes": [], "first_code": "1" }),
            OWN,
        ),
        (
            "post",
            "/account/second-factor/remove",
            json!({ "password": "x" }),
            OWN,
        ),
        (
            "post",
            "/account/recovery-codes",
            json!({ "password": "x", "recovery_codes": [] }),
            OWN,
        ),
        ("post", "/account/end-others", Value::Null, OWN),
        (
            "post",
            "/time/confirm",
            json!({ "seen_ahead_ms": 0 }),
            ADMIN,
        ),
    ]
}

/// The streams are behind the same guard and read alone; `console::guard` has their table.
const STREAMS: [&str; 2] = ["/live", "/board/live"];

#[tokio::test]
async fn each_route_is_for_the_roles_of_the_table_and_for_nobody_else() {
    let api = Api::open().await;
    for (method, route, said, may) in table() {
        let path = route.replace("{number}", "12").replace("{unit}", "CR-1");
        let path = path.replace("{person}", "A").replace("{session}", "0");
        let path = path.replace("{act}", "1");
        let path = format!("/api/v1{path}");
        let request = || match method {
            "get" => get(&path),
            _ => post(&path, said.clone()),
        };
        let nobody = api.send_as(None, request()).await;
        assert_eq!(nobody.refused(401), "unauthenticated", "{method} {route}");
        for (name, role, actor) in roles() {
            let answer = api
                .send_as(
                    Some(Caller {
                        actor,
                        role,
                        place: None,
                        session: None,
                    }),
                    request(),
                )
                .await;
            let turned_away = answer.status.as_u16() == 403;
            let is_meant = !may.split(' ').any(|one| one == name);
            assert_eq!(turned_away, is_meant, "{method} {route} {name}: {answer:?}");
            if turned_away {
                assert_eq!(answer.refused(403), "forbidden", "{method} {route} {name}");
            } else if answer.form.contains("json") {
                let code = answer.json()["code"].clone();
                let shape = code.as_str().is_some_and(|code| code.starts_with("api-"));
                assert!(
                    !shape,
                    "{method} {route} was not asked as it should be: {code}"
                );
            }
        }
    }
}

#[tokio::test]
async fn each_route_of_the_description_is_in_the_table() {
    let api = Api::open().await;
    let document = api.get("/api/openapi.json").await.done();
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let route = path.trim_start_matches("/api/v1").to_owned();
        for method in methods.as_object().unwrap().keys() {
            described.insert((method.clone(), route.clone()));
        }
    }
    let mut listed: BTreeSet<_> = table()
        .into_iter()
        .map(|(method, route, ..)| (method.to_owned(), route.to_owned()))
        .collect();
    listed.extend(STREAMS.map(|stream| ("get".to_owned(), stream.to_owned())));
    assert_eq!(described, listed);
}
