//! What describes the API: its OpenAPI document, the page of it, and a page for each refusal.

use super::Api;
use serde_json::Value;
use std::collections::BTreeSet;

/// All parts of a document, each with its way.
fn walk<'a>(part: &'a Value, way: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    visit(way, part);
    match part {
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, &format!("{way}/{name}"), visit);
            }
        }
        Value::Array(members) => {
            for member in members {
                walk(member, way, visit);
            }
        }
        _ => {}
    }
}

fn of_route(document: &Value, path: &str, method: &str) -> Value {
    document["paths"][path][method].clone()
}

#[tokio::test]
async fn the_document_has_each_route_with_its_words_and_all_that_it_refers_to() {
    let api = Api::open().await;
    let ja = api.get("/api/openapi.json").await.done();
    let en = api.get("/api/openapi.json?lang=en").await.done();
    assert_eq!(ja["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    walk(&ja, "", &mut |way, part| {
        if let Some(to) = part.get("$ref").and_then(Value::as_str) {
            let found = ja.pointer(to.trim_start_matches('#'));
            assert!(found.is_some(), "{way} refers to {to}");
        }
        if let Some(id) = part.get("operationId") {
            assert!(ids.insert(id.as_str().unwrap()), "{id} is there twice");
            assert!(!part["summary"].as_str().unwrap().is_ascii(), "{part}");
        }
    });
    assert!(ids.len() > 35, "{ids:?}");
    let asked = of_route(&en, "/api/v1/tickets/{number}/call", "post");
    assert_eq!(asked["requestBody"]["required"], false);
    assert_eq!(asked["parameters"][0]["name"], "number");
    assert_eq!(
        asked["responses"]["409"]["$ref"],
        "#/components/responses/Problem409"
    );
    let listed = of_route(&en, "/api/v1/tickets", "get");
    assert_eq!(
        listed["parameters"][0]["schema"]["type"], "boolean",
        "{listed}"
    );
    let states = &en["components"]["schemas"]["TicketState"]["enum"];
    assert!(
        states.as_array().unwrap().contains(&"verifying".into()),
        "{states}"
    );
}

/// A description of the form `日本語 / English` is said in one language, and none is forgotten.
#[tokio::test]
async fn each_description_is_said_in_the_language_of_whoever_reads() {
    let api = Api::open().await;
    let ja = api.get("/api/openapi.json").await.done();
    let en = api.get("/api/openapi.json?lang=en").await.done();
    let mut count = 0;
    walk(&ja, "", &mut |way, part| {
        if let Some(said) = part.get("description").and_then(Value::as_str) {
            count += 1;
            assert!(!said.is_ascii() && !said.contains(" / "), "{way}: {said}");
        }
    });
    walk(&en, "", &mut |way, part| {
        if let Some(said) = part.get("description").and_then(Value::as_str) {
            let kana = said.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
            assert!(!kana, "{way}: {said}");
        }
    });
    assert!(count > 150, "{count}");
    walk(&ja["components"]["schemas"], "", &mut |way, part| {
        for (name, field) in part["properties"].as_object().into_iter().flatten() {
            // What is of a shape is described there.
            let shaped = field.to_string().contains("$ref");
            assert!(
                field["description"].is_string() || shaped,
                "{way}: {name} says nothing"
            );
        }
    });
}

#[tokio::test]
async fn the_page_has_each_request_and_shape_in_both_languages() {
    let api = Api::open().await;
    for (lang, words) in [("ja", "書く項目"), ("en", "What it says")] {
        let document = api
            .get(&format!("/api/openapi.json?lang={lang}"))
            .await
            .done();
        let answer = api.get(&format!("/api?lang={lang}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.form.as_str()),
            (200, "text/html; charset=utf-8")
        );
        let page = answer.body;
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(words));
        assert!(!page.contains("<script") && !page.contains("style="));
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys() {
                let heading = format!("<code>{} {path}</code>", method.to_uppercase());
                assert!(page.contains(&heading), "{heading}");
            }
        }
        for shape in document["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
        {
            assert!(page.contains(&format!("id=\"{shape}\"")), "{shape}");
        }
    }
}

#[tokio::test]
async fn each_refusal_has_a_page_and_what_is_none_has_not() {
    let api = Api::open().await;
    let page = api.get("/problems/number-in-use").await;
    assert_eq!(
        (page.status.as_u16(), page.form.as_str()),
        (200, "text/html; charset=utf-8")
    );
    assert!(
        page.body.contains("[number]") && page.body.contains("受付番号 [number]"),
        "{}",
        page.body
    );
    assert!(
        page.body.find("受付の操作が通らなかったとき")
            < page.body.find("When something at the desk")
    );
    let english = api.get("/problems/no-free-unit?lang=en").await.body;
    assert_eq!(english.matches("<section lang=\"en\">").count(), 4);
    for own in [
        "api-field-unknown",
        "input-class",
        "unauthenticated",
        "disk-full",
        "license-damaged",
    ] {
        assert_eq!(
            api.get(&format!("/problems/{own}")).await.status.as_u16(),
            200,
            "{own}"
        );
    }
    for none in [
        "nothing",
        "state-waiting",
        "%FF",
        "%3Cscript%3E",
        "docs-title",
    ] {
        let code = api.get(&format!("/problems/{none}")).await.refused(404);
        assert_eq!(code, "api-no-problem", "{none}");
    }
    assert!(
        api.get("/api")
            .await
            .body
            .contains("href=\"/problems/number-in-use\"")
    );
}
