//! The console from another PC: a browser that warns, a login, and the counter page as at the PC itself.

use crate::driver::{Look, key};
use crate::front::{Front, Page};
use madoguchi_tests::programs::Terminal;
use std::io::Write as _;
use std::process::Stdio;

const PASSWORD: &str = "kumo7%nx-hato";

/// The owner of the PC lets a receptionist log in.
fn add_yamada(front: &Front) {
    let words = "user add yamada --role reception --password-fd 0";
    let mut program = front.clinic.asking(words);
    let mut program = program.stdin(Stdio::piped()).spawn().unwrap();
    writeln!(program.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(program.wait().unwrap().success());
}

#[test]
fn a_receptionist_at_another_pc_goes_on_behind_the_warning_and_logs_in() {
    let front = Front::on_lan(&[1]);
    add_yamada(&front);
    let shown = front.json("console");
    let url = shown["lan"]["addresses"][0].as_str().unwrap().to_owned();
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");
    let fingerprint = shown["lan"]["fingerprint"].as_str().unwrap();
    assert_eq!(fingerprint.split(':').count(), 32, "{fingerprint}");

    let page = Page::open(Look::DESK);
    page.go(&url);
    // Without a login there is the login page alone.
    page.until("document.querySelector('form[action=\"/login\"] [name=password]')");
    assert_eq!(page.js("return location.href"), format!("{url}login"));
    page.click("[name=name]");
    page.keys("yamada");
    page.click("[name=password]");
    page.keys(&format!("{PASSWORD}{}", key::ENTER));
    page.reads("#tiles", "窓口");
    assert_eq!(page.js("return location.href"), url);
    // No script sees the session's cookie.
    assert_eq!(
        page.js("return document.cookie.includes('madoguchi')"),
        false
    );
    page.keys(&format!("a12{}", key::ENTER));
    // The free reader has the patient at once.
    page.reads("#tiles", "12");
    page.note();
}
