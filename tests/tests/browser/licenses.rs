//! The licenses' page: what the vendor sent comes in by every way that a clinic has, and what is asked of him goes out.

use crate::driver::{Browser, Look, key};
use crate::front::{Front, PASSWORD, Page, ja};
use crate::photograph;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madoguchi_licensing::{armour, codes, pictures};
use madoguchi_tests::programs::Terminal as _;
use serde_json::json;
use std::fs;

/// A clinic with one reader and a license for three more, which the vendor's person has not installed yet.
struct Delivery {
    front: Front,
    page: Page,
    /// The license's file.
    file: Vec<u8>,
}

impl Delivery {
    fn come() -> Self {
        let front = Front::with(&[1]);
        front.clinic.additional_license(3, "more.license");
        let file = fs::read(front.clinic.path().join("more.license")).unwrap();
        front.person("業者", "vendor");
        let page = front.logged_in("業者", "/licenses");
        page.reads("#seats", "窓口1");
        page.reads("#licenses", &ja("licenses-none", &[]));
        Self { front, page, file }
    }

    /// The texts of the license's codes.
    fn codes(&self) -> Vec<String> {
        codes::on_a_sheet(&armour::read(&self.file).unwrap())
    }

    fn photograph(&self) -> image::GrayImage {
        photograph::of(&codes::png(&self.codes()).unwrap())
    }

    fn installed(&self) -> usize {
        let list = self.front.json("license list");
        list["licenses"].as_array().unwrap().len()
    }

    /// Reads what it would do, sees that nothing is done yet, and agrees.
    fn agrees(self) {
        let Self { front, page, .. } = &self;
        page.reads("#seen", &ja("install-what", &[]));
        page.reads("#seen", &ja("install-do", &[]));
        assert_eq!(self.installed(), 0);
        page.click("#confirm");
        page.until("document.querySelectorAll('#seats .is-free').length === 3");
        page.reads("#licenses", &ja("license-kind-additional", &[]));
        page.until("document.querySelector('#say').textContent");
        assert_eq!(self.installed(), 1);
        let list = front.json("license list");
        let id = list["licenses"][0]["license_id"]
            .as_str()
            .unwrap()
            .to_owned();
        page.reads("#seen", &ja("install-done", &[("license", &id)]));
        self.page.done();
    }
}

/// Drops a file on the page, as a mouse does that holds it.
pub fn drop_file(page: &Browser, name: &str, kind: &str, content: &[u8]) {
    let content = STANDARD.encode(content);
    page.js(&format!(
        "const bytes = Uint8Array.from(atob('{content}'), (sign) => sign.charCodeAt(0)); \
         const data = new DataTransfer(); data.items.add(new File([bytes], '{name}', {{ type: '{kind}' }})); \
         const event = new DragEvent('drop', {{ bubbles: true, cancelable: true, dataTransfer: data }}); \
         document.querySelector('#drop').dispatchEvent(event); if (!event.defaultPrevented) throw new Error('opened');"
    ));
}

#[test]
fn a_license_comes_in_as_pasted_text() {
    let delivery = Delivery::come();
    let text = String::from_utf8(delivery.file.clone()).unwrap();
    delivery.page.click("#document");
    let mail = format!("いつもお世話になっております。\n\n{text}\n窓口商会\n");
    delivery
        .page
        .devtools("Input.insertText", &json!({ "text": mail }));
    delivery.agrees();
}

#[test]
fn a_license_comes_in_as_a_dropped_file_and_the_wrong_file_is_told_by_what_it_is() {
    let delivery = Delivery::come();
    let page = &delivery.page;
    drop_file(
        page,
        "請求書.pdf",
        "application/pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    );
    page.reads("#seen .refused", "請求書.pdf");
    page.reads("#seen .refused", "PDF");
    drop_file(page, "key.txt", "text/plain", b"MDG-7Q2M4-X9V3K-1TADE");
    page.reads("#seen .refused", "key.txt");
    delivery
        .front
        .types("license request --seats 1 --out asked");
    let asked = fs::read(delivery.front.clinic.path().join("asked")).unwrap();
    drop_file(page, "request-1.madoguchi", "", &asked);
    page.reads("#seen .refused", "購入元に渡す書類");
    drop_file(
        page,
        "写真集.zip",
        "application/zip",
        &vec![b'x'; 64 * 1024 + 1],
    );
    page.reads(
        "#seen .refused",
        &ja(
            "install-too-large",
            &[("name", "写真集.zip"), ("most", "64")],
        ),
    );
    drop_file(page, "壊れた写真.png", "image/png", b"\x89PNG\r\n\x1a\n");
    page.reads("#seen .refused", &ja("picture-unopened", &[]));
    page.js(
        "const event = new Event('drop', { bubbles: true, cancelable: true }); \
         const gone = { name: '抜けた.license', size: 1, type: '', arrayBuffer: () => Promise.reject(new Error('gone')) }; \
         Object.defineProperty(event, 'dataTransfer', { value: { files: [gone] } }); \
         document.querySelector('#drop').dispatchEvent(event);",
    );
    page.reads(
        "#seen .refused",
        &ja("install-unreadable", &[("name", "抜けた.license")]),
    );
    assert_eq!(delivery.installed(), 0);
    // Saved anew by an editor of Windows.
    let text = String::from_utf8(delivery.file.clone()).unwrap();
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.replace('\n', "\r\n").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    drop_file(page, "ライセンス.txt", "text/plain", &utf16);
    delivery.agrees();
}

#[test]
fn a_license_comes_in_by_a_hand_scanner_with_its_line_ends() {
    let delivery = Delivery::come();
    let page = &delivery.page;
    page.click("#document");
    let mut codes = delivery.codes();
    assert!(
        codes.len() > 1,
        "one code alone tells nothing about the order"
    );
    let last = codes.pop().unwrap();
    page.keys(&format!("{last}{}", key::ENTER));
    // A half is never offered.
    page.until("document.querySelector('#seen .goes-on')");
    page.note();
    page.until("document.activeElement.id === 'document'");
    for code in codes {
        // This scanner ends a code with Tab, which would lead out of the field.
        page.keys(&format!("{code}{}", key::TAB));
        page.until("document.activeElement.id === 'document'");
    }
    delivery.agrees();
}

#[test]
fn a_license_comes_in_in_full_width_where_the_input_method_is_on() {
    let delivery = Delivery::come();
    let page = &delivery.page;
    page.click("#document");
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        c => c,
    };
    for code in delivery.codes() {
        let code: String = code.chars().map(wide).collect();
        page.devtools("Input.insertText", &json!({ "text": format!("{code}\n") }));
    }
    delivery.agrees();
}

#[test]
fn a_license_comes_in_as_a_photographed_code() {
    let delivery = Delivery::come();
    let photograph = photograph::file(delivery.photograph());
    delivery.page.remember();
    drop_file(&delivery.page, "IMG_0001.png", "image/png", &photograph);
    delivery.agrees();
}

#[test]
fn a_license_comes_in_by_the_camera_which_is_off_afterwards() {
    let mut delivery = Delivery::come();
    let film = delivery.front.clinic.path().join("film.y4m");
    fs::write(&film, photograph::film(&delivery.photograph())).unwrap();
    let camera = [
        "--use-fake-device-for-media-stream".to_owned(),
        "--use-fake-ui-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ];
    let page = Page::with(Look::DESK, &camera);
    delivery.front.log_in(&page, "業者", "/licenses");
    delivery.page = page;
    let page = &delivery.page;
    page.click("#photograph");
    page.until("document.querySelector('.camera video')?.videoWidth > 0");
    page.note();
    page.click("#shoot");
    page.until("document.querySelector('#over').hidden");
    page.until("document.activeElement.id === 'photograph'");
    delivery.agrees();
}

#[test]
fn the_camera_of_a_page_that_is_locked_is_off() {
    let front = Front::with(&[]);
    front.person("業者", "vendor");
    let camera = [
        "--use-fake-device-for-media-stream".to_owned(),
        "--use-fake-ui-for-media-stream".to_owned(),
    ];
    let page = Page::with(Look::DESK, &camera);
    front.log_in(&page, "業者", "/licenses");
    page.until("document.querySelector('main:not([aria-busy])')");
    page.click("#photograph");
    page.until("document.querySelector('.camera video')?.videoWidth > 0");
    page.js(
        "window.tracks = document.querySelector('.camera video').srcObject.getTracks(); return 0",
    );
    page.js_later("fetch('/logout', { method: 'POST' }).then(() => done(null))");
    page.until("document.querySelector('#locked')");
    page.until("window.tracks.every((track) => track.readyState === 'ended')");
    let in_it = "return document.querySelector('#locked').contains(document.activeElement)";
    assert_eq!(page.js(in_it), true);
    page.done();
}

#[test]
fn a_request_goes_out_as_codes_that_the_vendors_tool_reads() {
    let front = Front::with(&[1]);
    let clinic = &front.clinic;
    clinic.vendor("ledger create --ledger ledger --environment test");
    clinic.vendor("product add --ledger ledger --kind additional --seats 2 --customer みどり会 --clinic みどりクリニック --out keys.csv");
    let keys = fs::read_to_string(clinic.path().join("keys.csv")).unwrap();
    let product_key = keys.lines().last().unwrap().split(',').next().unwrap();
    front.person("業者", "vendor");
    let page = front.logged_in("業者", "/licenses");
    page.reads("#history", &ja("acts-none", &[]));
    page.click("#product-key");
    page.keys(&format!("MDG-1{}", key::ENTER));
    page.until("document.querySelector('#request .refused')");
    page.js("document.querySelector('#product-key').value = ''");
    page.click("#product-key");
    page.keys(&format!("{product_key}{}", key::ENTER));
    page.reads("#paper", &ja("act-next-activation", &[]));
    page.until("document.querySelector('#codes').complete && document.querySelector('#codes').naturalWidth > 0");
    assert_eq!(
        page.js("return document.querySelector('#product-key').value"),
        ""
    );
    let typed = page.text("#typed");
    // A telephone takes a picture of the screen.
    page.js("document.querySelector('#codes').scrollIntoView({ block: 'start' })");
    page.look(Look {
        height: 1_400,
        ..Look::DESK
    });
    let screen = STANDARD.decode(page.screenshot()).unwrap();
    let read = pictures::read(&screen).unwrap().join("\n");
    let of = |text: &str| armour::read(text.as_bytes()).unwrap();
    assert_eq!(of(&read), of(&typed));
    fs::write(clinic.path().join("photographed"), read).unwrap();
    clinic.vendor("activate photographed --ledger ledger --issuer issuer --out answer.license");
    let answer = fs::read_to_string(clinic.path().join("answer.license")).unwrap();
    page.click("#document");
    page.devtools("Input.insertText", &json!({ "text": answer }));
    page.click("#confirm");
    page.until("document.querySelectorAll('#seats .seat').length === 3");
    page.done();
}

#[test]
fn a_transfer_is_asked_for_by_the_link_that_a_sentence_has() {
    let front = Front::with(&[1]);
    front.person("管理", "administrator");
    let page = front.logged_in("管理", "/licenses");
    page.go(&front.url("/licenses?transfer=CR-2024-0001#request"));
    page.until("document.querySelector('#old-unit')?.value === 'CR-2024-0001'");
    page.note();
    page.click("#ask [type=submit]");
    // It was not replaced yet.
    page.reads("#request .refused", "CR-2024-0001");
    page.click("#ask [value=reissue] + span");
    page.note();
    page.click("#ask [type=submit]");
    page.until("document.querySelector('#request .refused a[href=\"#install\"]')");
    page.done();
}

#[test]
fn licenses_go_back_after_a_question_and_the_return_is_handed_out() {
    let front = Front::with(&[1, 2]);
    front.person("業者", "vendor");
    let page = front.logged_in("業者", "/licenses");
    page.reads("#return", &ja("return-about", &[]));
    let license = front.json("license list")["licenses"][0]["license_id"].clone();
    let license = license.as_str().unwrap();
    page.click("#give-back");
    page.reads("#over", license);
    page.note();
    // Whoever leaves the question gives nothing back.
    page.keys(&key::ESCAPE.to_string());
    page.until("document.querySelector('#over').hidden");
    page.click("#give-back");
    page.reads("#over", license);
    page.remember();
    page.click("#over .buttons button");
    // What the page promised: it asks for the password, and the return is in its list.
    page.reads("#locked", &ja("lock-over", &[]));
    page.js("document.querySelector('#lock-password').focus(); return 0");
    page.keys(&format!("{PASSWORD}{}", key::ENTER));
    page.reads("#acts", &ja("act-kind-return", &[]));
    page.click("#acts [data-act='1']");
    page.reads("#paper", &ja("act-next-return", &[]));
    page.until("document.querySelector('#return').hidden");
    let typed = page.text("#typed");
    fs::write(front.clinic.path().join("return"), typed).unwrap();
    front.clinic.vendor("inspect return");
    front.types("audit export --out trail");
    let trail = fs::read_to_string(front.clinic.path().join("trail")).unwrap();
    let last = trail.lines().last().unwrap();
    assert!(last.contains("業者"), "{last}");
    // Both readers are there again, and one has a seat.
    page.until("document.querySelectorAll('#seats .is-taken').length === 1");
    page.until("document.querySelectorAll('#without li').length === 1");
    page.done();
}

#[test]
fn reception_looks_at_licenses_and_changes_nothing() {
    let front = Front::with(&[1, 2]);
    front.person("受付", "reception");
    let page = front.logged_in("受付", "/licenses");
    page.reads("#licenses", &ja("license-kind-additional", &[]));
    page.reads("main", &ja("licenses-only-look", &[]));
    assert_eq!(
        page.js("return document.querySelectorAll('#install, #request').length"),
        0
    );
    let status = page.js_later(
        "fetch('/api/v1/licenses/request', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{\"seats\":1}' }) \
           .then((answer) => done(answer.status));",
    );
    assert_eq!(status, 403);
    page.done();
}
