//! `Idempotency-Key`: a click that was sent twice counts once.

use super::{Api, post};
use axum::body::Body;
use axum::http::Request;
use madoguchi_controller::desk::Caller;
use serde_json::{Value, json};

fn keyed(key: &str, mut request: Request<Body>) -> Request<Body> {
    request
        .headers_mut()
        .append("idempotency-key", key.parse().unwrap());
    request
}

#[tokio::test]
async fn a_click_that_was_sent_twice_counts_once() {
    let api = Api::open().await;
    let click = || {
        keyed(
            "3f0c-1",
            post("/api/v1/tickets", json!({ "class": "urgent" })),
        )
    };
    let first = api.send(click()).await.done();
    let second = api.send(click()).await.done();
    assert_eq!(first["ticket"]["ticket_id"], second["ticket"]["ticket_id"]);
    let list = api.get("/api/v1/tickets").await.done();
    assert_eq!(list["total"], 1);
    // Without a key each is one of its own.
    for _ in 0..2 {
        api.post("/api/v1/tickets", Value::Null).await.done();
    }
    assert_eq!(api.get("/api/v1/tickets").await.done()["total"], 3);
}

#[tokio::test]
async fn the_same_key_for_something_else_is_refused_by_name() {
    let api = Api::open().await;
    let say = |said| keyed("k", post("/api/v1/tickets", said));
    api.send(say(json!({ "number": "1" }))).await.done();
    assert_eq!(
        api.send(say(json!({ "number": "2" }))).await.refused(400),
        "request-id-in-use"
    );
    // Another act, another ticket and somebody else are asked with keys of their own.
    let act = |path: &str| keyed("k", post(path, Value::Null));
    api.send(act("/api/v1/tickets/1/park")).await.done();
    api.send(act("/api/v1/tickets/1/unpark")).await.done();
    let page = Some(Caller::COUNTER_PAGE);
    let theirs = api
        .send_as(page, say(json!({ "number": "3" })))
        .await
        .done();
    assert_eq!(theirs["ticket"]["number"], "3");
}

#[tokio::test]
async fn a_key_that_cannot_be_one_is_refused_and_nothing_is_done() {
    let api = Api::open().await;
    let add = || post("/api/v1/tickets", Value::Null);
    let long = "k".repeat(65);
    for key in ["", " ", "two words", long.as_str()] {
        assert_eq!(
            api.send(keyed(key, add())).await.refused(400),
            "api-key-malformed",
            "{key:?}"
        );
    }
    let twice = keyed("a", keyed("b", add()));
    assert_eq!(api.send(twice).await.refused(400), "api-key-malformed");
    let mut odd = add();
    odd.headers_mut().insert(
        "idempotency-key",
        axum::http::HeaderValue::from_bytes("鍵".as_bytes()).unwrap(),
    );
    assert_eq!(api.send(odd).await.refused(400), "api-key-malformed");
    assert_eq!(api.get("/api/v1/tickets").await.done()["total"], 0);
    api.send(keyed(&"k".repeat(64), add())).await.done();
}
