//! Requests that are none: each is refused by a name of its own, in both languages, and changes nothing.

use super::{Answer, Api, add, get, post, raw};
use axum::body::{Body, Bytes};
use axum::http::Request;
use madoguchi_controller::desk::Caller;
use serde_json::{Value, json};

const TICKETS: &str = "/api/v1/tickets";
const JSON: &str = "application/json";

#[tokio::test]
async fn a_body_that_is_no_request_is_told_what_is_wrong_and_where() {
    let api = Api::open().await;
    let bodies: [(&str, &str, &str); 20] = [
        ("{", "api-body-syntax", "line 1"),
        (
            "{\"number\":\n 12,,}",
            "api-body-syntax",
            "line 2, column 5",
        ),
        ("[]", "api-body-object", "braces"),
        ("null", "api-body-object", "braces"),
        ("\"12\"", "api-body-object", "braces"),
        (
            "{\"number\":\"1\",\"number\":\"2\"}",
            "api-body-twice",
            "line 1",
        ),
        (
            "{\"needs\":[{\"a\":1,\"a\":2}]}",
            "api-body-twice",
            "line 1",
        ),
        (
            "{\"nmber\":\"1\"}",
            "api-field-unknown",
            "number, class, needs, prefers, insist",
        ),
        (
            "{\"<script>alert(1)</script>\":1}",
            "api-field-unknown",
            "<script>",
        ),
        ("{\"number\":12}", "api-field-text", "\"number\""),
        ("{\"number\":{}}", "api-field-text", "\"number\""),
        ("{\"needs\":\"seated\"}", "api-field-list", "\"needs\""),
        ("{\"needs\":[1]}", "api-field-list", "\"needs\""),
        ("{\"insist\":\"true\"}", "api-field-yes-no", "\"insist\""),
        ("{\"insist\":1}", "api-field-yes-no", "\"insist\""),
        ("{\"class\":\"soon\"}", "input-class", "urgent"),
        ("{\"needs\":[\"a b\"]}", "input-wish", "seated"),
        ("{\"number\":\"a/b\"}", "input-number", "8"),
        ("{\"number\":\"<script>\"}", "input-number", "8"),
        ("{\"number\":1e999}", "api-body-syntax", "line 1"),
    ];
    for (body, code, words) in bodies {
        let answer = api.send(raw(TICKETS, JSON, body)).await;
        let said = answer.json()["en"].as_str().unwrap().to_owned();
        assert!(said.contains(words), "{body}: {said}");
        assert_eq!(answer.refused(400), code, "{body}");
    }
    let deep = "[".repeat(10_000);
    assert_eq!(
        api.send(raw(TICKETS, JSON, deep)).await.refused(400),
        "api-body-syntax"
    );
    let not_utf8 = Bytes::from_static(b"{\"number\":\"\xff\xfe\"}");
    assert_eq!(
        api.send(raw(TICKETS, JSON, not_utf8)).await.refused(400),
        "api-body-encoding"
    );
    assert_eq!(api.get(TICKETS).await.done()["total"], 0);
    // What is null was not said.
    let said = json!({ "number": null, "class": null, "needs": null });
    api.post(TICKETS, said).await.done();
}

#[tokio::test]
async fn a_field_that_has_to_be_said_is_asked_for_by_its_name() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    for (path, said, code) in [
        ("/api/v1/tickets/1/move", Value::Null, "api-field-missing"),
        ("/api/v1/tickets/1/done", json!({}), "api-field-missing"),
        (
            "/api/v1/tickets/1/done",
            json!({ "by": "fax" }),
            "input-means",
        ),
        (
            "/api/v1/tickets/1/park",
            json!({ "unit": "CR-1" }),
            "api-field-none",
        ),
        ("/api/v1/tickets/1/bind-walk-up", json!({}), "input-walk-up"),
        (
            "/api/v1/tickets/1/bind-walk-up",
            json!({ "session": "1" }),
            "input-walk-up",
        ),
        ("/api/v1/units/CR-1/note", json!({}), "api-field-missing"),
        (
            "/api/v1/units/CR-1/note",
            json!({ "cable": "x".repeat(33) }),
            "bad-cable",
        ),
        (
            "/api/v1/units/CR-1/ledger",
            json!({}),
            "input-ledger-entries",
        ),
        (
            "/api/v1/units/CR-1/ledger",
            json!({ "delivered": "昨日" }),
            "input-delivered",
        ),
        (
            "/api/v1/units/CR-1/ledger",
            json!({ "delivered": "2099-12-31" }),
            "delivered-ahead",
        ),
        ("/api/v1/units/CR-1/change", json!({}), "input-counter"),
        (
            "/api/v1/units/CR-1/change",
            json!({ "placement": "high" }),
            "input-placement",
        ),
        (
            "/api/v1/units/CR-1/change",
            json!({ "tags": ["A B"] }),
            "input-tag",
        ),
        (
            "/api/v1/licenses/request",
            json!({ "seats": -1 }),
            "api-field-count",
        ),
        (
            "/api/v1/licenses/request",
            json!({ "seats": 4 }),
            "input-seats",
        ),
        (
            "/api/v1/licenses/request",
            json!({ "product_key": "odd" }),
            "product-key-length",
        ),
        (
            "/api/v1/licenses",
            json!({ "document": "" }),
            "input-document",
        ),
        (
            "/api/v1/time/confirm",
            json!({ "seen_ahead_ms": 0.5 }),
            "api-field-number",
        ),
    ] {
        assert_eq!(
            api.post(path, said.clone()).await.refused(400),
            code,
            "{path} {said}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_or_of_another_form_is_refused_before_it_is_read() {
    let api = Api::open().await;
    let large = || vec![b' '; 1024 * 1024];
    assert_eq!(
        api.send(raw(TICKETS, JSON, large())).await.refused(413),
        "api-body-too-large"
    );
    // One that does not say how long it is.
    let parts = tokio_stream::iter(
        large()
            .chunks(4096)
            .map(|part| Ok::<_, std::io::Error>(part.to_vec()))
            .collect::<Vec<_>>(),
    );
    let unsaid = raw(TICKETS, JSON, Body::from_stream(parts));
    assert_eq!(api.send(unsaid).await.refused(413), "api-body-too-large");
    let cut = tokio_stream::iter([
        Ok(b"{".to_vec()),
        Err(std::io::Error::other("the line is cut")),
    ]);
    let cut = raw(TICKETS, JSON, Body::from_stream(cut));
    assert_eq!(api.send(cut).await.refused(400), "api-body-broken-off");
    for form in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        assert_eq!(
            api.send(raw(TICKETS, form, "{}")).await.refused(415),
            "api-body-form",
            "{form}"
        );
    }
    let none = Request::post(TICKETS).body(Body::from("{}")).unwrap();
    assert_eq!(api.send(none).await.refused(415), "api-body-form");
    assert_eq!(api.get(TICKETS).await.done()["total"], 0);
    api.send(raw(TICKETS, "Application/JSON; charset=utf-8", "{}"))
        .await
        .done();
}

#[tokio::test]
async fn a_refusal_names_what_the_api_has_and_not_the_command_lines_options() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let new = |insist: bool| json!({ "number": "12", "needs": ["language:en"], "insist": insist });
    let answer = api.post("/api/v1/tickets", new(false)).await;
    let told = answer.json();
    assert_eq!(answer.refused(409), "no-unit-has");
    for words in ["detail", "ja", "en"] {
        let said = told[words].as_str().unwrap();
        assert!(
            said.contains("\"insist\": true") && !said.contains("--yes"),
            "{said}"
        );
    }
    api.post("/api/v1/tickets", new(true)).await.done();
    let page = api.get("/problems/no-unit-has").await.body;
    assert!(page.contains("insist") && !page.contains("--yes"), "{page}");

    // What somebody would type stands beside what a program asks.
    let answer = api.post("/api/v1/tickets", new(true)).await;
    let requests = answer.json()["requests"].clone();
    assert_eq!(answer.refused(409), "number-in-use");
    let show = json!([{
        "command": "madoguchi ticket show 12",
        "method": "GET",
        "path": "/api/v1/tickets/12",
    }]);
    assert_eq!(requests, show);
    api.get(show[0]["path"].as_str().unwrap()).await.done();
    let none = api.get("/api/v1/tickets?all=true").await.json();
    assert_eq!(none["requests"], json!([]), "nothing is quoted");
}

#[tokio::test]
async fn an_address_that_names_nothing_or_nonsense_is_refused() {
    let api = Api::open().await;
    add(&api, "1").await;
    for (path, status, code) in [
        ("/api/v2/tickets", 404, "api-no-route"),
        ("/api/v1/", 404, "api-no-route"),
        ("/api/v1/tickets/1/park/now", 404, "api-no-route"),
        ("/api/v1/tickets//", 404, "api-no-route"),
        ("/api/v1/tickets/2", 404, "no-such-ticket"),
        ("/api/v1/tickets/%FF%FE", 400, "api-path-encoding"),
        ("/api/v1/tickets/%3Cscript%3E", 400, "input-number"),
        (
            "/api/v1/tickets/..%2F..%2Fetc%2Fpasswd",
            400,
            "input-number",
        ),
        ("/api/v1/tickets/%00", 400, "input-number"),
        ("/api/v1/tickets?closed=yes", 400, "api-field-yes-no"),
        ("/api/v1/tickets?page_size=-1", 400, "api-field-count"),
        ("/api/v1/tickets?page_token=far", 400, "input-page"),
        ("/api/v1/tickets?all=true", 400, "api-field-unknown"),
        (
            "/api/v1/tickets?closed=true&closed=true",
            400,
            "api-field-twice",
        ),
        ("/api/v1/status?deep=true", 400, "api-field-none"),
    ] {
        assert_eq!(api.get(path).await.refused(status), code, "{path}");
    }
    let in_address = api
        .post("/api/v1/tickets/1/park?now=true", Value::Null)
        .await;
    assert_eq!(in_address.refused(400), "api-field-none");
    let nobody = api
        .post("/api/v1/units/%E7%AA%93%E5%8F%A39/pause", Value::Null)
        .await;
    assert_eq!(nobody.refused(404), "no-such-unit");
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_there_are() {
    let api = Api::open().await;
    for (method, path) in [
        ("DELETE", TICKETS),
        ("PUT", "/api/v1/status"),
        ("OPTIONS", "/api/v1/day/end"),
        ("POST", "/api"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty());
        let answer = api.send(request.unwrap()).await;
        assert_eq!(answer.refused(405), "api-method", "{method} {path}");
    }
    let get_of_act = api.get("/api/v1/day/end").await;
    assert_eq!(get_of_act.refused(405), "api-method");
}

#[tokio::test]
async fn who_was_not_made_out_gets_nothing() {
    let api = Api::open().await;
    for request in [get("/api/v1/status"), post(TICKETS, Value::Null)] {
        let answer = api.send_as(None, request).await;
        assert_eq!(answer.refused(401), "unauthenticated");
    }
    assert_eq!(api.get(TICKETS).await.done()["total"], 0);
}

#[tokio::test]
async fn the_counter_page_may_what_is_everyday_and_is_told_who_may_the_rest() {
    let api = Api::open().await;
    let page = Some(Caller::COUNTER_PAGE);
    api.send_as(page.clone(), post(TICKETS, Value::Null))
        .await
        .done();
    for request in [
        post("/api/v1/day/end", Value::Null),
        post("/api/v1/time/confirm", Value::Null),
        get("/api/v1/licenses"),
    ] {
        let refused = api.send_as(page.clone(), request).await;
        assert_eq!(refused.refused(403), "forbidden");
    }
}

#[tokio::test]
async fn each_kind_of_refusal_has_its_status() {
    let api = Api::of(
        crate::support::clinic::Clinic::with(|settings| settings.max_open_tickets = 2).await,
    );
    add(&api, "1").await;
    let refused =
        async |path: &str, said: Value, status: u16| api.post(path, said).await.refused(status);
    assert_eq!(
        refused(TICKETS, json!({ "number": "1" }), 409).await,
        "number-in-use"
    );
    add(&api, "2").await;
    assert_eq!(
        refused(TICKETS, json!({ "number": "3" }), 429).await,
        "queue-full"
    );
    assert_eq!(
        refused("/api/v1/tickets/1/call", Value::Null, 409).await,
        "no-free-unit"
    );
    api.clinic.running.shutdown();
    let stopped = async || api.get("/api/v1/status").await;
    let stopped: Answer = loop {
        let answer = stopped().await;
        if answer.status != 200 {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(stopped.refused(503), "stopped");
}

#[tokio::test]
async fn a_problem_is_told_in_the_language_of_whoever_asks() {
    let api = Api::open().await;
    let mut request = get("/api/v1/tickets/2");
    request
        .headers_mut()
        .insert("accept-language", "en".parse().unwrap());
    let problem = api.send(request).await.json();
    assert_eq!(
        (&problem["detail"], &problem["title"]),
        (&problem["en"], &json!("Not found"))
    );
    let asked = api.get("/api/v1/tickets/2?lang=en").await.json();
    assert_eq!(asked, problem);
}
