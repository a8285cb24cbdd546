//! The support code at the HTTP API: what it says of readers, and what it cannot say of anybody.

use super::{Api, add};
use madoguchi_code::{Summary, Verdict};
use serde_json::json;

async fn code(api: &Api, path: &str) -> (Summary, String) {
    let told = api.get(path).await.done();
    let typed = told["typed"].as_str().unwrap().to_owned();
    let texts = told["codes"].as_array().unwrap().iter();
    let parts: Vec<_> = texts.map(|code| code["text"].as_str().unwrap()).collect();
    let scanned = madoguchi_code::read(parts.join("\n").as_bytes()).unwrap();
    assert!(told["codes"][0]["side"].as_u64().unwrap() > 20);
    assert_eq!(madoguchi_code::read(typed.as_bytes()).unwrap(), scanned);
    (scanned, told.to_string())
}

#[tokio::test]
async fn a_code_says_how_each_reader_is_and_of_one_alone_is_shorter() {
    let api = Api::open().await;
    let _first = api.clinic.reader(1).await;
    let _second = api.clinic.reader(2).await;
    let noted = json!({ "delivered": "2024-05-20" });
    api.post("/api/v1/units/CR-1/ledger", noted).await.done();
    add(&api, "12").await;
    let (told, all) = code(&api, "/api/v1/support-code").await;
    assert!(told.is_test && told.installation != [0; 8]);
    assert_eq!(told.software.as_str(), env!("CARGO_PKG_VERSION"));
    assert_eq!(told.units.len(), 2, "{told:?}");
    let first = &told.units[0];
    assert_eq!(first.serial.as_str(), "CR-1");
    assert!(
        first.is_enrolled && first.is_attached && first.serves,
        "{first:?}"
    );
    // It serves, and of what nobody knows no cause is told.
    assert_eq!(
        (first.verdict, first.likeliest),
        (Verdict::NotYetKnown, 0),
        "{first:?}"
    );
    // May 2029, five years from June 2024 on.
    assert_eq!(first.covered_month, 29 * 12 + 5);
    let second = &told.units[1];
    assert!(!second.serves && !second.faults.is_empty(), "{second:?}");

    let (one, alone) = code(&api, "/api/v1/support-code?unit=CR-2").await;
    assert_eq!((one.units.len(), &one.units[0]), (1, second));
    assert!(alone.len() < all.len());
    let none = api.get("/api/v1/support-code?unit=CR-9").await;
    assert_eq!(none.refused(404), "no-such-unit");
}

#[tokio::test]
async fn nothing_that_a_clinic_typed_leaves_in_a_code() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    const MARK: &str = "ZQXJ";
    add(&api, "ZQXJ77").await;
    let counter = json!({ "name": "ZQXJ窓口", "tags": ["language:zqxj"] });
    api.post("/api/v1/units/CR-1/change", counter).await.done();
    let cable = json!({ "cable": "ZQXJ cable" });
    api.post("/api/v1/units/CR-1/note", cable).await.done();
    let reason = json!({ "reason": "ZQXJ reason" });
    api.post("/api/v1/units/CR-1/pause", reason).await.done();
    let (told, _) = code(&api, "/api/v1/support-code").await;
    let said = format!("{told:?}").to_uppercase();
    assert!(!said.contains(MARK) && said.contains("CR-1"), "{said}");
}
