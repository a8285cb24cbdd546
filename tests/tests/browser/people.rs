//! People: added, reset and removed on the page, with a second factor that a telephone is lost of; their own logins; and the record of acts.

use crate::access::{axe, finds_nothing};
use crate::driver::Look;
use crate::forge::forge;
use crate::front::{Front, PASSWORD, Page, en, ja};
use crate::screens::take;
use madoguchi_proto::v1::AuditRecord;
use madoguchi_tests::programs::Wall;

const OTHER: &str = "tanuki8 qz fune 44";

/// Types into an input, in the place of what is there.
fn types(page: &Page, selector: &str, words: &str) {
    page.until(&format!("document.querySelector('{selector}')"));
    page.js(&format!(
        "const node = document.querySelector('{selector}'); node.value = ''; node.focus(); return 0"
    ));
    page.keys(words);
}

/// The code that an authenticator app shows for the secret on the page (RFC 6238), so many half minutes later.
fn app(page: &Page, secret: &str, later: u32) -> String {
    let code = page.js_later(&format!(
        "(async () => {{ \
           const bits = [...'{secret}'].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join(''); \
           const bytes = Uint8Array.from(bits.match(/.{{8}}/g), (byte) => parseInt(byte, 2)); \
           const key = await crypto.subtle.importKey('raw', bytes, {{ name: 'HMAC', hash: 'SHA-1' }}, false, ['sign']); \
           const step = new DataView(new ArrayBuffer(8)); \
           step.setUint32(4, Math.floor(Date.now() / 30000) + {later}); \
           const tag = new DataView(await crypto.subtle.sign('HMAC', key, step.buffer)); \
           const at = tag.getUint8(19) & 15; \
           return String((tag.getUint32(at) & 0x7fffffff) % 1000000).padStart(6, '0'); \
         }})().then(done)"
    ));
    code.as_str().unwrap().to_owned()
}

/// The secret that stands beside the picture.
fn secret(page: &Page) -> String {
    page.until("document.querySelector('.second code.made')");
    page.text(".second code.made").replace(' ', "")
}

/// Logs somebody in at a page, in a browser of his own.
fn log_in(front: &Front, name: &str, password: &str, code: &str, path: &str) -> Page {
    let page = Page::open(Look::DESK);
    page.go(&front.url(&format!("/login?to={path}")));
    for (field, typed) in [("name", name), ("password", password), ("code", code)] {
        types(&page, &format!("#{field}"), typed);
    }
    page.click("button.main");
    page
}

fn is_at(page: &Page, path: &str) {
    page.until(&format!(
        "location.pathname === '{path}' && document.readyState === 'complete'"
    ));
}

/// An element of the card of somebody.
fn of(name: &str, rest: &str) -> String {
    format!("#people [data-person={name}] {rest}")
}

#[test]
fn an_administrator_adds_a_receptionist_who_finds_no_page_of_people_and_removes_her() {
    let front = Front::with(&[1]);
    front.person("院長", "administrator");
    let page = front.logged_in("院長", "/people");
    page.reads(&of("院長", ".name"), "管理者");
    page.click("#add-person");
    page.reads("#add-form", &ja("people-add", &[]));
    types(&page, "#add-name", "山田");
    page.click("#add-form [name=role][value=reception]");
    types(&page, "#add-new", OTHER);
    types(&page, "#add-again", "something else");
    page.click("#add-form .main");
    page.reads("#add-form .told", &ja("password-differ", &[]));
    types(&page, "#add-new", "short");
    types(&page, "#add-again", "short");
    page.click("#add-form .main");
    page.reads("#add-form .told", "13 文字以上");
    assert_eq!(
        page.js("return document.querySelector('#add-name').value"),
        "山田",
        "what was typed stays"
    );
    types(&page, "#add-new", OTHER);
    types(&page, "#add-again", OTHER);
    page.click("#add-form .main");
    page.reads("#done", &ja("people-added", &[("name", "山田")]));
    page.reads(&of("山田", ""), &ja("person-no-login", &[]));

    let hers = log_in(&front, "山田", OTHER, "", "/day");
    is_at(&hers, "/day");
    let links = hers
        .js("return document.querySelector('.menu').textContent")
        .to_string();
    assert!(!links.contains(&ja("title-people", &[])), "{links}");
    hers.go(&front.url("/people"));
    hers.reads(".refused", "管理者");
    assert_eq!(
        hers.js("return document.querySelector('#people')"),
        serde_json::Value::Null
    );

    hers.go(&front.url("/day"));
    hers.reads("h1", &ja("title-day", &[]));
    page.go(&front.url("/people"));
    page.reads("#sessions", "山田");
    page.click(&of("山田", "[data-act=end]"));
    page.reads("#done", &ja("sessions-ended", &[("count", "1")]));
    page.click(&of("山田", "[data-act=remove]"));
    page.reads("#over", &ja("person-ask-remove", &[("name", "山田")]));
    page.click("#over .main");
    page.reads("#done", &ja("person-removed", &[("name", "山田")]));
    page.until("!document.querySelector('#people [data-person=山田]')");
    // Her page hides what is on it, and her name opens nothing any more.
    hers.reads("#locked", &ja("lock-over", &[]));
    types(&hers, "#lock-password", OTHER);
    hers.click("#locked .main");
    hers.until("!document.querySelector('#locked .refused').hidden");
    page.done();
    hers.note();
}

#[test]
fn a_telephone_is_lost_a_recovery_code_opens_once_and_the_administrator_gives_a_new_one() {
    let front = Front::with(&[1]);
    front.person("院長", "administrator");
    let page = front.logged_in("院長", "/people");
    page.click("#add-person");
    types(&page, "#add-name", "鈴木");
    page.click("#add-form [name=role][value=support]");
    types(&page, "#add-new", OTHER);
    types(&page, "#add-again", OTHER);
    page.click("#add-second");
    let phone = secret(&page);
    let codes = page
        .js("return [...document.querySelectorAll('.codes code')].map((node) => node.textContent)");
    let codes: Vec<String> = serde_json::from_value(codes).unwrap();
    assert_eq!(codes.len(), 10);
    assert!(
        page.js("return document.querySelector('.qr path').getAttribute('d').length")
            .as_u64()
            .unwrap()
            > 1000
    );
    page.note();
    types(&page, "#add-first-code", "000000");
    page.click("#add-form .main");
    page.reads("#add-form .told", "認証アプリ");
    types(&page, "#add-first-code", &app(&page, &phone, 0));
    page.click("#add-form .main");
    page.reads("#done", &ja("people-added", &[("name", "鈴木")]));
    page.reads(&of("鈴木", ""), &ja("person-second-on", &[("codes", "10")]));

    // The code that was shown first is used up; the app's next one opens.
    let his = log_in(&front, "鈴木", OTHER, &app(&page, &phone, 1), "/account");
    is_at(&his, "/account");
    his.reads("main", &ja("account-second-on", &[("codes", "10")]));
    // The telephone is gone.
    let later = log_in(&front, "鈴木", OTHER, &codes[3], "/account");
    is_at(&later, "/account");
    later.reads("main", &ja("account-second-on", &[("codes", "9")]));
    let again = log_in(&front, "鈴木", OTHER, &codes[3], "/account");
    again.reads(".refused", "どれかが違います");

    page.go(&front.url("/people"));
    page.reads("#sessions", "鈴木");
    page.click(&of("鈴木", "[data-act=reset]"));
    page.reads("#reset-form", &ja("person-reset-head", &[("name", "鈴木")]));
    page.until("[...document.querySelectorAll('#reset-form button')].some((node) => node.type === 'button')");
    page.js("document.querySelector('#reset-form .buttons button[type=button]').click(); return 0");
    page.until("!document.querySelector('#reset-form .made').hidden");
    let made = page.text("#reset-form .made");
    assert_eq!(made.len(), 19, "{made}");
    page.click("#reset-form .main");
    page.reads("#done", &ja("person-was-reset", &[("name", "鈴木")]));
    page.reads(&of("鈴木", ""), &ja("person-second-off", &[]));
    // His open page asks who he is, above what is on it, and goes on with the new password.
    later.reads("#locked", &ja("lock-over", &[]));
    later.note();
    types(&later, "#lock-password", OTHER);
    later.click("#locked .main");
    later.until("!document.querySelector('#locked .refused').hidden");
    types(&later, "#lock-password", &made);
    later.click("#locked .main");
    later.until("!document.querySelector('#locked')");
    later.reads("main", &ja("account-second-off", &[]));
    page.done();
}

#[test]
fn a_person_changes_his_own_password_and_second_factor_and_ends_his_other_sessions() {
    let front = Front::with(&[1]);
    front.person("佐藤", "vendor");
    let other = front.logged_in("佐藤", "/licenses");
    let page = front.logged_in("佐藤", "/account");
    page.reads(
        "#who",
        &ja(
            "account-is",
            &[("name", "佐藤"), ("role", &ja("role-vendor", &[]))],
        ),
    );
    page.reads("#sessions", &ja("session-this", &[]));
    page.reads("#password-form", "13 文字以上");
    let change = |now: &str, new: &str| {
        types(&page, "#own-password", now);
        types(&page, "#password-new", new);
        types(&page, "#password-again", new);
        page.click("#password-form .main");
    };
    change("not it", OTHER);
    page.reads("#password-form .told", "正しくない");
    change(PASSWORD, OTHER);
    page.reads("#done", &ja("account-password-changed", &[]));
    // The other page is over; this one goes on.
    other.reads("#locked", &ja("lock-over", &[]));
    types(&other, "#lock-password", OTHER);
    other.click("#locked .main");
    other.until("!document.querySelector('#locked')");

    page.click("#begin-second");
    let phone = secret(&page);
    types(&page, "#second-first-code", &app(&page, &phone, 0));
    types(&page, "#second-password", OTHER);
    page.click("#second-form .main");
    page.reads("#done", &ja("account-second-begun", &[]));
    page.reads("main", &ja("account-second-on", &[("codes", "10")]));
    page.click("#new-codes");
    page.reads("#codes-form", &ja("account-codes-about", &[]));
    let codes = page
        .js("return [...document.querySelectorAll('.codes code')].map((node) => node.textContent)");
    let codes: Vec<String> = serde_json::from_value(codes).unwrap();
    types(&page, "#codes-password", OTHER);
    types(&page, "#codes-code", &app(&page, &phone, 1));
    page.click("#codes-form .main");
    page.reads("#done", &ja("account-codes-changed", &[]));
    let third = log_in(&front, "佐藤", OTHER, &codes[0], "/account");
    is_at(&third, "/account");
    page.go(&front.url("/account"));
    page.until("document.querySelectorAll('#sessions li').length === 2");
    page.click("#end-others");
    page.reads("#done", &ja("account-others-ended", &[("count", "1")]));
    third.reads("#locked", &ja("lock-over", &[]));
    page.click("#end-second");
    page.reads("#end-form", &ja("account-second-end-about", &[]));
    types(&page, "#end-password", OTHER);
    types(&page, "#end-code", &codes[0]);
    page.click("#end-form .main");
    page.reads("#end-form .told", "正しくない");
    types(&page, "#end-code", &codes[1]);
    page.click("#end-form .main");
    page.reads("#done", &ja("account-second-ended", &[]));
    page.done();
}

#[test]
fn a_page_that_nobody_touched_is_hidden_and_goes_on_with_what_was_typed() {
    let mut front = Front::with(&[1]);
    front.person("院長", "administrator");
    front.person("田中", "reception");
    let Some(wall) = Wall::new(front.clinic.path()) else {
        return;
    };
    front.clinic.kill();
    front.clinic.live_by(&wall);
    front.start("undo_s = 60");
    let page = front.logged_in("田中", "/day");
    page.go(&front.url("/"));
    page.reads("#tiles", "窓口1");
    types(&page, "#number", "47");
    wall.sleep(16 * 60);
    page.reads("#locked", &ja("lock-locked", &[]));
    page.note();
    let hidden = page.js("return [...document.querySelectorAll('#tiles, #number')].every((node) => getComputedStyle(node).visibility === 'hidden')");
    assert_eq!(hidden, true);
    // An administrator sees it, too.
    let admin = front.logged_in("院長", "/people");
    admin.reads("#sessions", &ja("session-locked", &[]));
    // Keys reach nothing behind it.
    page.keys("a");
    types(&page, "#lock-password", "wrong");
    page.click("#locked .main");
    page.until("!document.querySelector('#locked .refused').hidden");
    types(&page, "#lock-password", PASSWORD);
    page.click("#locked .main");
    page.until("!document.querySelector('#locked')");
    assert_eq!(
        page.js("return document.querySelector('#number').value"),
        "47"
    );
    page.until("document.querySelector('#cut').hidden");
    page.click("#add button.main");
    page.until("document.querySelector('#number').value === ''");
    assert!(["waiting", "called"].contains(&front.state("47").as_str()));
    page.done();
}

#[test]
fn a_page_asks_who_is_there_when_its_login_ended_while_the_controller_was_away() {
    let mut front = Front::with(&[1]);
    front.person("田中", "reception");
    let page = front.logged_in("田中", "/account");
    page.reads("#sessions", &ja("session-this", &[]));
    front.clinic.kill();
    page.until("!document.querySelector('#cut').hidden");
    front.start("undo_s = 60");
    // A login does not outlive the controller, however long it was away.
    page.reads("#locked", &ja("lock-over", &[]));
    page.reads("#locked", &ja("login-password", &[]));
    types(&page, "#lock-password", PASSWORD);
    page.click("#locked .main");
    page.until("!document.querySelector('#locked')");
    page.until("document.querySelector('#cut').hidden");
    page.note();
}

#[test]
fn the_record_of_acts_is_read_found_and_its_tampering_is_told() {
    let mut front = Front::with(&[1]);
    front.person("院長", "administrator");
    front.types("ticket add 31 32 33");
    front.types("ticket cancel 32");
    front.types("ticket change 33 --class priority --need seated");
    front.types("ticket change 33 --no-needs");
    let page = front.logged_in("院長", "/people");
    page.go(&front.url("/people?lang=en"));
    page.reads("#entries li", "logged in");
    page.reads("#entries", "cancelled");
    page.reads("#entries", &en("audit-gone", &[]));
    page.click("#check");
    page.reads("#checked .holds", "The record of acts holds");
    page.reads("#checked", "cut off at the end");
    types(&page, "#filter-who", "院長");
    page.click("#filter button");
    page.until("document.querySelectorAll('#entries > li').length === 1");
    types(&page, "#filter-who", "nobody at all");
    page.click("#filter button");
    page.reads("#audit", &en("audit-none", &[]));
    page.note();
    let file =
        page.js_later("fetch('/people/audit.jsonl').then((answer) => answer.text()).then(done)");
    assert!(file.as_str().unwrap().lines().count() > 5);

    let many: Vec<String> = (100..210).map(|n| n.to_string()).collect();
    front.types(&format!("ticket add {}", many.join(" ")));
    types(&page, "#filter-who", "");
    page.click("#filter button");
    page.until("!document.querySelector('#older').hidden");
    page.click("#older");
    page.until("document.querySelector('#older').hidden && document.querySelectorAll('#entries > li').length > 110");

    let _ = front.clinic.stop();
    forge(&front.clinic, 3, |entry| {
        Some(AuditRecord {
            actor: "fleet".into(),
            ..entry
        })
    });
    front.start("undo_s = 60");
    page.note();
    let page = front.logged_in("院長", "/people");
    page.click("#check");
    page.reads("#checked .refused", "操作の記録がつながりません。3 番");
    page.note();
}

#[test]
fn each_state_of_these_pages_is_pictured_and_breaks_no_rule_of_accessibility() {
    let axe = axe();
    let front = Front::with(&[1]);
    front.person("院長", "administrator");
    front.person("山田", "reception");
    front.types("ticket add 31 32 33");
    front.types("ticket change 32 --class priority --need seated");
    front.types("unit pause 窓口1");
    let page = front.logged_in("院長", "/people");
    let look = |state: &str| {
        take(&page, state);
        for dark in [false, true] {
            page.look(Look { dark, ..Look::DESK });
            finds_nothing(&page, &axe, &format!("{state}, dark: {dark}"));
        }
        page.look(Look::DESK);
    };
    for lang in ["ja", "en"] {
        page.go(&front.url(&format!("/people?lang={lang}")));
        page.reads("#people", "山田");
        page.until("document.querySelector('#entries li')");
        page.click("#check");
        page.until("document.querySelector('#checked .holds')");
        look("people-checked");
        page.click("#add-person");
        types(&page, "#add-name", "鈴木");
        page.click("#add-second");
        secret(&page);
        look("people-add");
        page.click(&of("山田", "[data-act=remove]"));
        page.until("!document.querySelector('#over').hidden");
        look("people-remove");
        page.go(&front.url(&format!("/account?lang={lang}")));
        page.click("#begin-second");
        secret(&page);
        look("account-second");
        // Ended elsewhere.
        page.js_later("fetch('/logout', { method: 'POST' }).then(() => done(null))");
        page.until("document.querySelector('#locked')");
        look("locked");
        types(&page, "#lock-password", PASSWORD);
        page.click("#locked .main");
        page.until("!document.querySelector('#locked')");
    }
    // What the checker itself does to the page is no complaint of the page.
    page.note();
}
