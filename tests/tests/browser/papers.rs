//! What the licenses' page says where a clinic of test readers does not come: the controller's answers are made by the test.

use crate::front::{Front, Page, ja};
use serde_json::{Value, json};

/// Answers that the test makes, by method and path; one that is null fails, as a connection that is cut.
const MADE: &str = "const real = window.fetch; window.made = {}; \
    window.fetch = async (path, options) => { \
      const key = `${options?.method ?? 'GET'} ${path}`; \
      if (!(key in window.made)) return real(path, options); \
      const { status, body } = window.made[key] ?? {}; \
      if (!status) throw new TypeError('cut'); \
      return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }); \
    };";

fn text(ja: &str) -> Value {
    json!({ "code": "made", "ja": ja, "en": "-" })
}

fn license(id: &str, kind: &str, changes: Value) -> Value {
    let mut license = json!({
        "license_id": id, "kind": kind, "seats": 1, "bound_to": "CR-9", "environment": "test", "not_before_ms": 1_790_000_000_000_u64,
        "not_after_ms": 1_799_000_000_000_u64, "issuer": "窓口商会", "in_force": true, "why": text("有効です。"), "units": [],
        "lineage": id, "supersedes": [], "issued_at_ms": 1_790_000_000_000_u64, "installed_at_ms": 1_790_000_000_000_u64,
        "standing": "in-force",
    });
    for (name, value) in changes.as_object().unwrap() {
        license[name] = value.clone();
    }
    license
}

fn made(page: &Page, key: &str, status: u16, body: &Value) {
    let answer = json!({ "status": status, "body": body });
    page.js(&format!("window.made['{key}'] = {answer}; return 0"));
}

fn look(license: Value, kind: &str, known: bool) -> Value {
    json!({
        "license": license, "seats_before": null, "seats_after": text("基本 1 = 1 枠"), "newly_seated": [], "already_installed": known,
        "kind": kind, "notices": [],
    })
}

fn vendor(front: &Front) -> Page {
    front.person("業者", "vendor");
    let page = front.logged_in("業者", "/licenses");
    page.before_each_page(MADE);
    page.go(&front.url("/licenses"));
    page.reads("#seats", "窓口1");
    page
}

#[test]
fn each_kind_of_license_and_of_document_is_told_by_what_it_is() {
    let front = Front::with(&[1]);
    let page = vendor(&front);
    let list = json!({
        "licenses": [
            license("LIC-1", "bundled", json!({})),
            license("LIC-2", "additional", json!({ "seats": 3 })),
            license("LIC-3", "additional", json!({ "in_force": false, "not_after_ms": null, "why": text("「madoguchi license install」で入れ、「madoguchi license list」で確かめ、「madoguchi license acts」で出し、「madoguchi license request」で申請") })),
        ],
        "seats": text("基本 1 + 追加ライセンス 3 + 同梱ライセンス 1 = 4 枠"), "installation": "00", "utc_offset_min": 540,
        "license_time_ms": 0, "notices": [text("時計が戻されました。")], "lists": [],
    });
    made(&page, "GET /api/v1/licenses", 200, &list);
    let acts = json!({ "acts": [{ "number": 7, "counter": 7, "kind": "transfer", "at_ms": 0, "id": "TRN-7", "document": "-" }], "utc_offset_min": 540 });
    made(&page, "GET /api/v1/acts", 200, &acts);
    front.types("unit pause 窓口1");
    page.reads("#seats", &ja("seat-waits", &[("serial", "CR-9")]));
    page.reads("#seats", &ja("seat-beyond", &[]));
    page.reads(
        "#licenses",
        &ja("license-for-reader", &[("serial", "CR-9")]),
    );
    page.reads("#licenses", &ja("request-head", &[]));
    page.reads("#notices", "時計");
    let forms =
        json!({ "act": acts["acts"][0], "typed": "ABCDE-FGHJK", "codes": ["MDG:1/1:ABCD:EFGHJ"] });
    made(&page, "GET /api/v1/acts/7", 200, &forms);
    page.click("#acts [data-act='7']");
    page.reads("#paper", &ja("act-next-transfer", &[]));
    for (answer, words) in [("resolve()", "act-copied"), ("reject()", "act-not-copied")] {
        page.js(&format!(
            "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {{ writeText: () => Promise.{answer} }} }}); return 0"
        ));
        page.click("#paper .buttons:last-child button");
        page.reads("#paper", &ja(words, &[]));
    }

    let elsewhere = json!({ "standing": "other-installation", "in_force": false, "why": text("別のPCのライセンスです。") });
    for (seen, words) in [
        (
            look(license("LIC-4", "bundled", json!({})), "license", false),
            "install-what",
        ),
        (
            look(license("LIC-1", "bundled", json!({})), "license", true),
            "install-known",
        ),
        (
            look(Value::Null, "revocation list", false),
            "install-is-revocation-list",
        ),
        (
            look(Value::Null, "time reset", false),
            "install-is-time-reset",
        ),
        (
            look(license("LIC-5", "additional", elsewhere), "license", false),
            "install-died",
        ),
    ] {
        made(&page, "POST /api/v1/licenses", 200, &seen);
        page.js("document.querySelector('#document').value = ''");
        page.click("#document");
        page.keys("x");
        page.reads("#seen", &ja(words, &[]));
    }
    let mut done = look(Value::Null, "time reset", false);
    done["newly_seated"] = json!(["CR-9"]);
    made(&page, "POST /api/v1/licenses", 200, &done);
    page.click("#died + span");
    page.click("#confirm");
    page.reads("#seen", &ja("install-done-other", &[]));
    page.reads("#seen", &ja("install-seated", &[("units", "CR-9")]));
    page.done();
}

#[test]
fn a_camera_that_is_not_there_or_shows_nothing_is_told_with_what_to_do() {
    let front = Front::with(&[1]);
    let page = vendor(&front);
    let camera = |stream: &str| {
        page.js(&format!(
            "navigator.mediaDevices.getUserMedia = async () => {stream}; return 0"
        ));
        page.click("#photograph");
    };
    camera("{ throw new DOMException('-', 'NotAllowedError'); }");
    page.reads("#seen", &ja("camera-denied", &[]));
    camera("{ throw new DOMException('-', 'NotFoundError'); }");
    page.reads("#seen", &ja("camera-none", &[]));
    camera("new MediaStream()");
    page.click("#shoot");
    page.reads(".camera", &ja("camera-dark", &[]));
    page.click(".camera .buttons button:last-child");
    page.until("document.querySelector('#over').hidden");
    // One of three codes is in the picture.
    let read = json!({ "document": "MDG:1/3:ABCD:", "codes": 1 });
    made(&page, "POST /api/v1/licenses/picture", 200, &read);
    let lacks =
        json!({ "code": "license-scanned-missing", "ja": "2 番のコードがありません。", "en": "-" });
    made(&page, "POST /api/v1/licenses", 400, &lacks);
    page.js("window.paint = document.createElement('canvas'); paint.width = 640; paint.height = 480; \
        const context = paint.getContext('2d'); setInterval(() => context.fillRect(0, 0, 640, 480), 50); return 0");
    camera("paint.captureStream(10)");
    page.until("document.querySelector('.camera video')?.videoWidth > 0");
    page.click("#shoot");
    page.reads(".camera", &ja("camera-read", &[("codes", "1")]));
    page.reads(".camera", "2 番のコード");
    page.js("window.made['POST /api/v1/licenses/picture'] = null; return 0");
    page.click("#shoot");
    page.reads(".camera", &ja("picture-unsent", &[]));
    page.done();
}
