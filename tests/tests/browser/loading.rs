//! Pages that load, and what stands on them while they cannot: what is seen stays where it is, and nothing is done while a page is cut off.

use crate::driver::{Look, key};
use crate::front::{Front, PASSWORD, PLACES, ja};
use crate::states::{HELD, state, tell};
use serde_json::json;

/// Answers come late, each later than the one before; and the browser notes what moves.
const LATE: &str = "{ const real = window.fetch; let late = 0; window.waits = 0; \
    window.fetch = async (path, ...rest) => { \
      const wait = String(path).startsWith('/api/') ? (late += 250) : 0; \
      window.waits += 1; \
      await new Promise((done) => setTimeout(done, wait)); \
      try { return await real(path, ...rest); } finally { setTimeout(() => (window.waits -= 1)); } \
    }; \
    window.moved = []; \
    new PerformanceObserver((seen) => { \
      for (const { value, sources } of seen.getEntries()) \
        window.moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? '')]); \
    }).observe({ type: 'layout-shift', buffered: true }); }";

#[test]
fn nothing_on_a_page_moves_once_it_is_seen() {
    let front = Front::with(&[1, 2]);
    front.types("ticket add 11 12");
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/account");
    page.before_each_page(LATE);
    // A slow PC, which paints between two pieces of a page where it may.
    page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": 12 }));
    for look in [
        Look::DESK,
        Look {
            width: 390,
            height: 844,
            ..Look::DESK
        },
    ] {
        page.look(look);
        for place in PLACES {
            page.go(&front.url(&format!("/{place}")));
            page.until("document.querySelector('main:not([aria-busy])')");
            let seen = page.js("const main = document.querySelector('main'); return [getComputedStyle(main).visibility, main.innerText.length > 40]");
            assert_eq!(seen, json!(["visible", true]), "{place}");
            page.until("window.waits === 0");
            page.js_later("requestAnimationFrame(() => requestAnimationFrame(() => done(null)))");
            let moved = page.js("return window.moved");
            assert_eq!(moved, json!([]), "{place} at {} points", look.width);
        }
    }
    // What came with the page goes by the clinic's clock, which is nine hours ahead, and not by the browser's.
    page.go(&front.url("/people"));
    page.until("document.querySelector('#entries time')");
    let ahead = page.js("const told = document.querySelector('#entries time').textContent; return Math.round((new Date(`${told.replace(' ', 'T')}Z`) - Date.now()) / 3600000)");
    assert_eq!(ahead, 9);
    page.done();
}

#[test]
fn a_page_that_never_had_its_answers_says_so_and_shows_no_empty_parts() {
    let front = Front::with(&[1]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/account");
    page.before_each_page(HELD);
    for place in PLACES {
        page.go(&front.url(&format!("/{place}")));
        page.until("window.source");
        page.js("window.source.dispatchEvent(new Event('error')); return 0");
        page.reads("#cut", &ja("cut-off-at-once", &[]));
        assert_eq!(page.text("main"), "", "{place}");
        tell(&page, "counter", &state(&[], &[], &[]));
        page.until("document.querySelector('main:not([aria-busy])')");
        assert_ne!(page.text("main"), "", "{place}");
    }
    page.done();
}

#[test]
fn nothing_is_sent_from_a_page_that_is_cut_off() {
    let front = Front::with(&[1]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/account");
    page.before_each_page(HELD);
    page.before_each_page(
        "{ const real = window.fetch; window.posts = 0; \
           window.fetch = (path, how) => { window.posts += how?.method === 'POST' && path !== '/here'; return real(path, how); }; }",
    );
    page.go(&front.url("/people"));
    tell(&page, "counter", &state(&[], &[], &[]));
    page.click("#add-person");
    page.click("#add-name");
    page.keys("鈴木");
    page.click("#add-form [name=role][value=support]");
    for field in ["#add-new", "#add-again"] {
        page.click(field);
        page.keys(PASSWORD);
    }
    page.js("window.source.dispatchEvent(new Event('error')); return 0");
    page.until("!document.querySelector('#cut').hidden");
    page.keys(&key::ENTER.to_string());
    let dead = page.js(
        "return [...document.querySelectorAll('main button')].every((one) => getComputedStyle(one).pointerEvents === 'none')",
    );
    assert_eq!(
        (dead, page.js("return window.posts")),
        (json!(true), json!(0))
    );
    tell(&page, "counter", &state(&[], &[], &[]));
    page.until("document.querySelector('#cut').hidden");
    page.click("#add-form .main");
    page.reads("#done", &ja("people-added", &[("name", "鈴木")]));
    page.done();
}

#[test]
fn an_act_after_the_login_ended_asks_who_is_there_and_goes_on() {
    let front = Front::with(&[1]);
    front.types("ticket add 11");
    front.person("鈴木", "reception");
    let page = front.logged_in("鈴木", "/account");
    // The stream does not tell of the end.
    page.before_each_page(HELD);
    page.go(&front.url("/day"));
    tell(&page, "counter", &state(&[], &[], &[]));
    page.until("document.querySelector('main:not([aria-busy])')");
    page.js_later("fetch('/logout', { method: 'POST' }).then(() => done(null))");
    page.click("[data-focus=end]");
    page.click("#over button.main");
    page.reads("#locked", &ja("lock-over", &[]));
    for word in ["login-password", "login-code", "login-submit"] {
        page.reads("#locked", &ja(word, &[]));
    }
    page.js("document.querySelector('#lock-password').focus(); return 0");
    page.keys(&format!("{PASSWORD}{}", key::ENTER));
    page.reads("#day-end .told", &ja("day-ended", &[("count", "1")]));
    assert_eq!(front.state("11"), "ended");
    page.done();
}

/// A sentence with every command that a page does, as the controller says it.
const COMMANDS: &str = "「madoguchi unit list」「madoguchi unit pair」「madoguchi day end」「madoguchi time show」「madoguchi license list」\
    「madoguchi license install」「madoguchi license acts」「madoguchi license request」「madoguchi user list」「madoguchi doctor」";

#[test]
fn no_sentence_leads_to_the_page_on_which_it_stands() {
    let front = Front::with(&[1]);
    front.person("山田", "administrator");
    let page = front.logged_in("山田", "/account");
    page.before_each_page(HELD);
    let alarm = json!({ "code": "made", "ja": COMMANDS, "en": "-" });
    let told = |path: &str| {
        page.go(&front.url(path));
        tell(
            &page,
            "counter",
            &state(&[], &[], std::slice::from_ref(&alarm)),
        );
    };
    told("/");
    page.js("document.querySelector('#alarms').open = true; return 0");
    for key in [
        "open-units",
        "pair-head",
        "open-day",
        "do-license-list",
        "do-license-install",
        "do-license-acts",
        "do-license-request",
        "title-people",
        "open-doctor",
    ] {
        page.reads("#alarms", &ja(key, &[]));
    }
    // On each page the same words, as the page itself makes them.
    for place in ["units", "licenses", "day", "people"] {
        told(&format!("/{place}"));
        page.until("document.querySelector('main:not([aria-busy])')");
        let made = page.js_later(&format!(
            "import(document.querySelector('script[src$=\"/{place}.js\"]').src.replace(/[^/]*$/, 'words.js')).then(({{ sentence }}) => {{ \
               const nodes = sentence({{ ja: '{COMMANDS}', en: '-' }}, {{}}, () => {{}}); \
               const links = nodes.filter((node) => node.href).map((node) => new URL(node.href)); \
               const idle = links.filter((to) => to.pathname === location.pathname && !document.getElementById(to.hash.slice(1))); \
               done([idle.map(String), nodes.map((node) => node.textContent ?? node).join('')]); \
             }})"
        ));
        assert_eq!(made[0], json!([]), "{place}");
        let here = ja("open-here", &[]);
        let words = made[1].as_str().unwrap();
        assert!(words.contains(&here), "{place}: {words}");
    }
    page.done();
}
