//! Codes over HTTP: pictures of them are read within bounds, and signed acts are given as codes.

use super::{Api, raw};
use crate::support::clinic::{BUNDLED, TWO_SEATS};
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madoguchi_controller::desk::Caller;
use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::{codes, pictures};
use serde_json::json;
use tower::ServiceExt;

const PICTURE: &str = "/api/v1/licenses/picture";
const PNG: &str = "image/png";

/// A PNG whose header says 30,000 × 30,000 pixels, with no pixel behind it.
const VAST: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x01\0\0\0\0\x4e\x5c\xc5\x17\
    \0\0\0\0IDAT\x35\xaf\x06\x1e";

fn document(file: &[u8]) -> Document {
    armour::read(file).unwrap()
}

#[tokio::test]
async fn a_picture_of_codes_becomes_their_text_and_installs_nothing() {
    let api = Api::open().await;
    let sheet = codes::png(&codes::on_a_sheet(&document(TWO_SEATS))).unwrap();
    let read = api.send(raw(PICTURE, PNG, sheet)).await.done();
    let text = read["document"].as_str().unwrap();
    assert_eq!(armour::read(text.as_bytes()), Ok(document(TWO_SEATS)));
    assert!(read["codes"].as_u64().unwrap() > 1, "{read}");
    let list = api.get("/api/v1/licenses").await.done();
    assert_eq!(list["licenses"], json!([]));
    let installed = api
        .post("/api/v1/licenses", json!({ "document": text }))
        .await;
    assert_eq!(
        installed.done()["license"]["license_id"],
        "DEMO-ADDITIONAL-2"
    );
}

#[tokio::test]
async fn codes_of_two_documents_in_one_picture_are_told_when_they_are_looked_at() {
    let api = Api::open().await;
    let first = |file| codes::on_a_sheet(&document(file)).remove(0);
    let both = codes::png(&[first(TWO_SEATS), first(BUNDLED)]).unwrap();
    let read = api.send(raw(PICTURE, PNG, both)).await.done();
    assert_eq!(read["codes"], 2);
    let look = json!({ "document": read["document"], "only_look": true });
    let refused = api.post("/api/v1/licenses", look).await.refused(400);
    assert_eq!(refused, "license-scanned-mixed");
}

#[tokio::test]
async fn a_picture_beyond_a_bound_is_refused_before_it_is_unpacked() {
    let api = Api::open().await;
    let refused = async |form: &str, body: Vec<u8>, status: u16| {
        api.send(raw(PICTURE, form, body)).await.refused(status)
    };
    let most = pictures::MAX_BYTES;
    assert_eq!(refused(PNG, vec![0; most], 400).await, "picture-none");
    assert_eq!(
        refused(PNG, vec![0; most + 1], 413).await,
        "api-body-too-large"
    );
    assert_eq!(
        refused(PNG, VAST.to_vec(), 400).await,
        "picture-too-many-pixels"
    );
    let sheet = codes::png(&codes::on_a_sheet(&document(TWO_SEATS))).unwrap();
    assert_eq!(
        refused(PNG, sheet[..sheet.len() / 2].to_vec(), 400).await,
        "picture-damaged"
    );
    assert_eq!(
        refused("image/jpeg", b"\xff\xd8\xff\xe0".to_vec(), 400).await,
        "picture-damaged"
    );
    assert_eq!(
        refused("image/gif", b"GIF89a".to_vec(), 415).await,
        "api-body-form"
    );
    assert_eq!(
        refused("application/json", b"{}".to_vec(), 415).await,
        "api-body-form"
    );
    assert_eq!(refused(PNG, Vec::new(), 400).await, "picture-none");
    let said = api.send(raw(PICTURE, PNG, VAST)).await.json();
    assert!(
        said["ja"].as_str().unwrap().contains("30000 × 30000"),
        "{said}"
    );
    let asked = api
        .send(raw(&format!("{PICTURE}?codes=1"), PNG, sheet))
        .await;
    assert_eq!(asked.refused(400), "api-field-none");
}

#[tokio::test]
async fn a_file_is_taken_in_whatever_encoding_it_has() {
    let api = Api::open().await;
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(std::str::from_utf8(TWO_SEATS).unwrap().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let binary = document(TWO_SEATS).as_bytes().to_vec();
    for file in [utf16, binary] {
        let look = json!({ "file": STANDARD.encode(&file), "only_look": true });
        let looked = api.post("/api/v1/licenses", look).await.done();
        assert_eq!(looked["license"]["license_id"], "DEMO-ADDITIONAL-2");
    }
    for odd in [
        json!({ "file": "=" }),
        json!({ "file": "QQ==", "document": "A" }),
        json!({}),
    ] {
        let refused = api.post("/api/v1/licenses", odd.clone()).await.refused(400);
        assert_eq!(refused, "input-document", "{odd}");
    }
}

#[tokio::test]
async fn a_signed_act_is_given_as_text_to_type_and_as_codes() {
    let api = Api::open().await;
    let asked = api
        .post("/api/v1/licenses/request", json!({ "seats": 1 }))
        .await
        .done();
    let document = document(asked["document"].as_str().unwrap().as_bytes());
    let forms = api.get("/api/v1/acts/1").await.done();
    assert_eq!(forms["act"], asked);
    let typed = forms["typed"].as_str().unwrap();
    assert_eq!(armour::read(typed.as_bytes()), Ok(document.clone()));
    assert_eq!(forms["codes"], json!(codes::on_a_sheet(&document)));

    let svg = api.get("/api/v1/acts/1/codes.svg").await;
    assert_eq!(
        (svg.status.as_u16(), svg.form.as_str()),
        (200, "image/svg+xml")
    );
    assert!(svg.body.starts_with("<svg "), "{svg:?}");
    let router = api.router.clone().layer(Extension(Caller::OWNER));
    let png = Request::get("/api/v1/acts/1/codes.png")
        .body(Body::empty())
        .unwrap();
    let png = router.oneshot(png).await.unwrap();
    assert_eq!(png.headers()["content-type"], PNG);
    let png = to_bytes(png.into_body(), usize::MAX).await.unwrap();
    let texts = pictures::read(&png).unwrap().join("\n");
    assert_eq!(armour::read(texts.as_bytes()), Ok(document));

    for none in ["2", "0", "x", "-1", "99999999999999999999"] {
        for form in ["", "/codes.svg", "/codes.png"] {
            let refused = api
                .get(&format!("/api/v1/acts/{none}{form}"))
                .await
                .refused(404);
            assert_eq!(refused, "no-such-act", "{none}");
        }
    }
}

#[tokio::test]
async fn a_return_says_what_would_go_and_needs_a_program_that_waits_for_it() {
    const RETURN: &str = "/api/v1/licenses/return";
    let api = Api::open().await;
    let none = api.post(RETURN, json!({})).await.refused(409);
    assert_eq!(none, "nothing-to-return");
    let license = String::from_utf8(TWO_SEATS.to_vec()).unwrap();
    api.post("/api/v1/licenses", json!({ "document": license }))
        .await
        .done();
    let seen = api.post(RETURN, json!({})).await.done();
    assert_eq!(seen["begun"], false);
    assert_eq!(seen["licenses"], json!(["DEMO-ADDITIONAL-2"]));
    assert_eq!(seen["takes"]["code"], "taken-return");
    for (licenses, code) in [
        (json!([]), "return-others"),
        (json!(["DEMO-ADDITIONAL-2", "LIC-9"]), "return-others"),
        (json!(["DEMO-ADDITIONAL-2"]), "return-not-here"),
    ] {
        let agreed = json!({ "licenses": licenses });
        assert_eq!(api.post(RETURN, agreed).await.refused(409), code);
    }
}
