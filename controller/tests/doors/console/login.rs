//! Logging in at the console: what opens, what a session that is over opens no longer, and that strangers keep nobody out (RULES W5 to W10).

use super::{browser, free};
use crate::support::browser::{Answer, Browser, PAGE};
use crate::support::clinic::{Clinic, id};
use crate::support::soon;
use madoguchi_controller::config::Console;
use madoguchi_controller::desk::people::second_factor;
use madoguchi_proto::v1;
use madoguchi_proto::v1::people_client::PeopleClient;

pub(super) const PASSWORD: &str = "kumo7%nx-hato";
const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";
const ROLES: [(&str, v1::Role); 4] = [
    ("reception", v1::Role::Reception),
    ("vendor", v1::Role::Vendor),
    ("support", v1::Role::Support),
    ("administrator", v1::Role::Administrator),
];

/// A clinic whose console asks everybody for a login, with a person of each role, who is called like it.
pub(super) async fn clinic(idle_minutes: i64) -> Clinic {
    let console = Console {
        counter_page: false,
        idle_minutes,
        ..Console::at(free())
    };
    let clinic = Clinic::made_of(|parts| parts.console = console).await;
    for (request, (name, role)) in (1..).zip(ROLES) {
        add(&clinic, request, name, role, None).await;
    }
    clinic
}

pub(super) async fn add(
    clinic: &Clinic,
    request: u8,
    name: &str,
    role: v1::Role,
    second_factor: Option<v1::SecondFactor>,
) {
    let person = v1::AddPersonRequest {
        request_id: id(request),
        name: name.to_owned(),
        role: role.into(),
        password: PASSWORD.to_owned(),
        second_factor,
    };
    let mut people = PeopleClient::new(clinic.wire().await);
    soon(people.add_person(person)).await.unwrap();
}

/// Sends the form.
pub(super) async fn log_in(
    browser: &mut Browser,
    lines: &str,
    name: &str,
    password: &str,
    code: &str,
) -> Answer {
    let password = password.replace('%', "%25");
    let body = format!("name={name}&password={password}&code={code}");
    let lines = format!("{PAGE}{FORM}{lines}");
    browser.ask("POST /login", &lines, &body).await
}

/// The cookies that an answer sets, as a browser sends them.
pub(super) fn cookies(answer: &Answer) -> String {
    let set = answer
        .head
        .lines()
        .filter_map(|line| line.strip_prefix("set-cookie: "));
    let values: Vec<_> = set.filter_map(|cookie| cookie.split(';').next()).collect();
    format!("cookie: {}\r\n", values.join("; "))
}

pub(super) fn code(answer: &Answer) -> String {
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    problem["code"].as_str().unwrap().to_owned()
}

pub(super) async fn look(browser: &mut Browser, cookies: &str) -> u16 {
    let lines = format!("{PAGE}{cookies}");
    browser.ask("GET /api/v1/status", &lines, "").await.status
}

#[tokio::test]
async fn a_login_opens_for_its_browser_alone_and_is_over_when_it_is_ended() {
    let clinic = clinic(15).await;
    let mut browser = browser(&clinic).await;
    for (name, _) in ROLES {
        assert_eq!(look(&mut browser, "").await, 401, "no login");
        let done = log_in(&mut browser, "", name, PASSWORD, "").await;
        assert_eq!(done.status, 204, "{done:?}");
        assert!(
            done.head.contains("HttpOnly; SameSite=Strict; Path=/\r\n"),
            "{done:?}"
        );
        let cookies = cookies(&done);
        assert_eq!(look(&mut browser, &cookies).await, 200, "{name}");
        let other = cookies.replace("madoguchi_session=", "madoguchi_session=0");
        assert_eq!(
            look(&mut browser, &other).await,
            401,
            "a cookie that is none"
        );
        // Whoever shows a cookie from another page, or with a wrong token, is not let in by it.
        let foreign = format!("sec-fetch-site: cross-site\r\n{cookies}");
        assert_eq!(
            browser.ask("GET /api/v1/status", &foreign, "").await.status,
            403
        );
        let wrong = format!("{cookies}authorization: Bearer 0\r\n");
        assert_eq!(look(&mut browser, &wrong).await, 401);
        let board = browser
            .ask("GET /api/v1/board/live", &format!("{PAGE}{cookies}"), "")
            .await;
        assert_eq!(board.status, 403, "the board opens with its key alone");
        // A new login takes the place of the one before it in this browser.
        let again = log_in(&mut browser, &cookies, name, PASSWORD, "").await;
        assert_eq!(look(&mut browser, &cookies).await, 401);
        let cookies = self::cookies(&again);
        let out = browser
            .ask("POST /logout", &format!("{PAGE}{cookies}"), "")
            .await;
        assert!(
            out.status == 204 && out.head.contains("Max-Age=0"),
            "{out:?}"
        );
        assert_eq!(
            look(&mut browser, &cookies).await,
            401,
            "{name} is logged out"
        );
    }
}

#[tokio::test]
async fn whoever_is_removed_or_reset_is_logged_out_wherever_he_is() {
    let clinic = clinic(15).await;
    let mut browser = browser(&clinic).await;
    let mut people = PeopleClient::new(clinic.wire().await);
    let vendor = cookies(&log_in(&mut browser, "", "vendor", PASSWORD, "").await);
    let support = cookies(&log_in(&mut browser, "", "support", PASSWORD, "").await);
    // What is sent live ends, too.
    let mut live = super::browser(&clinic).await;
    let once = format!("{PAGE}{support}connection: close\r\n");
    live.send("GET /api/v1/live", &once, "").await;
    assert!(live.event("counter").await.is_some());
    let reset = v1::ResetPersonRequest {
        request_id: id(11),
        name: "support".to_owned(),
        password: "another-of-mine".to_owned(),
        second_factor: None,
    };
    soon(people.reset_person(reset)).await.unwrap();
    let remove = v1::RemovePersonRequest {
        request_id: id(12),
        name: "vendor".to_owned(),
    };
    soon(people.remove_person(remove)).await.unwrap();
    for gone in [&vendor, &support] {
        assert_eq!(look(&mut browser, gone).await, 401);
    }
    while live.event("counter").await.is_some() {}
    let former = log_in(&mut browser, "", "support", PASSWORD, "").await;
    assert_eq!((former.status, &*code(&former)), (401, "wrong-login"));
    let new = log_in(&mut browser, "", "support", "another-of-mine", "").await;
    assert_eq!(new.status, 204);
}

#[tokio::test]
async fn whatever_is_not_right_gets_one_answer() {
    let clinic = clinic(15).await;
    let second = second_factor::fresh().unwrap();
    add(
        &clinic,
        11,
        "careful",
        v1::Role::Support,
        Some(second.clone()),
    )
    .await;
    let mut browser = browser(&clinic).await;
    let good = &*second.recovery_codes[0];
    for (name, password, shown) in [
        ("nobody", PASSWORD, ""),
        ("", "", ""),
        ("support", "kumo7%nx-hatO", ""),
        ("careful", PASSWORD, ""),
        ("careful", PASSWORD, "000000"),
        ("careful", "wrong", good),
    ] {
        let wrong = log_in(&mut browser, "", name, password, shown).await;
        assert_eq!(
            (wrong.status, &*code(&wrong)),
            (401, "wrong-login"),
            "{name}"
        );
        assert!(!wrong.head.contains("set-cookie"), "{wrong:?}");
    }
    let other = Browser::open_from([127, 0, 0, 2], clinic.running.console_addr.unwrap());
    let mut other = other.await;
    assert_eq!(
        log_in(&mut other, "", "careful", PASSWORD, good)
            .await
            .status,
        204
    );
    let used = log_in(&mut other, "", "careful", PASSWORD, good).await;
    assert_eq!(
        (used.status, &*code(&used)),
        (401, "wrong-login"),
        "a code counts once"
    );
}

#[tokio::test]
async fn a_strangers_thousand_failed_logins_keep_the_right_person_in_no_browser_out() {
    let clinic = clinic(15).await;
    let address = clinic.running.console_addr.unwrap();
    // In this browser he was logged in before.
    let mut known = Browser::open_from([127, 0, 0, 2], address).await;
    let before = cookies(&log_in(&mut known, "", "support", PASSWORD, "").await);
    let mut stranger = Browser::open_from([127, 0, 0, 2], address).await;
    let mut waits = 0;
    for _ in 0..1_000 {
        let wrong = log_in(&mut stranger, "", "support", "wrong", "").await;
        match wrong.status {
            401 => assert_eq!(code(&wrong), "wrong-login"),
            status => {
                assert_eq!((status, &*code(&wrong)), (429, "login-wait"));
                waits += 1;
            }
        }
    }
    assert!(waits > 900, "{waits}");
    let mut elsewhere = Browser::open_from([127, 0, 0, 3], address).await;
    let right = log_in(&mut elsewhere, "", "support", PASSWORD, "").await;
    assert_eq!(right.status, 204, "{right:?}");
    let right = log_in(&mut known, &before, "support", PASSWORD, "").await;
    assert_eq!(right.status, 204, "{right:?}");
}

#[tokio::test]
async fn a_session_that_is_locked_opens_nothing_until_its_person_logs_in_again() {
    let clinic = clinic(0).await;
    let mut browser = browser(&clinic).await;
    let locked = cookies(&log_in(&mut browser, "", "reception", PASSWORD, "").await);
    let lines = format!("{PAGE}{locked}");
    for path in ["GET /", "GET /api/v1/status", "GET /api/v1/live"] {
        let answer = browser.ask(path, &lines, "").await;
        assert_eq!(
            (answer.status, &*code(&answer)),
            (401, "session-locked"),
            "{path}"
        );
    }
    let page = format!("{lines}accept: text/html\r\n");
    let page = browser.ask("GET /", &page, "").await;
    assert!(
        page.status == 303 && page.head.contains("location: /login"),
        "{page:?}"
    );
}

#[tokio::test]
async fn the_login_page_works_without_a_script_in_both_languages_and_shows_what_was_typed_as_text()
{
    let clinic = clinic(15).await;
    let mut browser = browser(&clinic).await;
    let html = "accept: text/html\r\n";
    let japanese = browser
        .ask("GET /login", &format!("{PAGE}{html}"), "")
        .await;
    for part in [
        "lang=\"ja\"",
        "ログイン",
        "名前",
        "パスワード",
        "回復コード",
        "method=\"post\"",
    ] {
        assert!(japanese.body.contains(part), "{part}: {}", japanese.body);
    }
    let english = format!("{PAGE}{html}accept-language: en-GB\r\n");
    let english = browser.ask("GET /login", &english, "").await;
    assert!(english.body.contains("lang=\"en\"") && english.body.contains("Password"));
    let wrong = log_in(&mut browser, html, "%22%3E%3Cscript%3E", "x", "").await;
    assert_eq!(wrong.status, 401);
    assert!(wrong.body.contains("role=\"alert\"") && !wrong.body.contains("<script>"));
    assert!(
        wrong.body.contains("value=\"&#34;&#62;&#60;script&#62;\""),
        "{}",
        wrong.body
    );
    let done = log_in(&mut browser, html, "reception", PASSWORD, "").await;
    assert!(
        done.status == 303 && done.head.contains("location: /\r\n"),
        "{done:?}"
    );
}

#[tokio::test]
async fn in_a_demo_nobody_has_to_log_in_and_no_command_is_named() {
    let clinic = Clinic::made_of(|parts| {
        parts.is_demo = true;
        parts.console = Console::at(free());
    })
    .await;
    let mut browser = browser(&clinic).await;
    for (lang, words) in [("ja", "これはデモです"), ("en", "This is a demo")] {
        let lines = format!("{PAGE}accept: text/html\r\naccept-language: {lang}\r\n");
        let page = browser.ask("GET /login", &lines, "").await;
        assert!(page.body.contains(words), "{}", page.body);
        assert!(!page.body.contains("madoguchi user") && !page.body.contains("<form"));
    }
}

#[tokio::test]
async fn the_first_administrator_is_made_on_the_first_page_with_a_code_once() {
    let clinic = Clinic::made_of(|parts| {
        parts.console = Console {
            counter_page: false,
            ..Console::at(free())
        };
    })
    .await;
    let mut browser = browser(&clinic).await;
    let mut people = PeopleClient::new(clinic.wire().await);
    let first = browser
        .ask("GET /login", &format!("{PAGE}accept: text/html\r\n"), "")
        .await;
    assert!(
        first.body.contains("最初の管理者の登録") && first.body.contains("madoguchi user setup")
    );
    let lines = format!("{PAGE}{FORM}");
    let form = |code: &str, password: &str, again: &str| {
        format!("code={code}&name=院長&password={password}&again={again}")
    };
    let password = "kumo7-nx-hato";
    let given = soon(people.begin_setup(v1::BeginSetupRequest {}))
        .await
        .unwrap();
    let former = given.into_inner().code;
    let given = soon(people.begin_setup(v1::BeginSetupRequest {}))
        .await
        .unwrap();
    let given = given.into_inner();
    assert_eq!(given.minutes, 30);
    let right = given.code;
    for (code, typed, again, status, told) in [
        ("", password, password, 401, "setup-wrong-code"),
        (&*former, password, password, 401, "setup-wrong-code"),
        (&*right, password, "other", 400, "password-differs"),
        (&*right, "short", "short", 400, "password-short"),
    ] {
        let wrong = browser
            .ask("POST /setup", &lines, &form(code, typed, again))
            .await;
        assert_eq!((wrong.status, &*self::code(&wrong)), (status, told));
    }
    let done = browser
        .ask("POST /setup", &lines, &form(&right, password, password))
        .await;
    assert_eq!(done.status, 204, "{done:?}");
    assert_eq!(look(&mut browser, &cookies(&done)).await, 200);
    let list = soon(people.list_people(v1::ListPeopleRequest {}))
        .await
        .unwrap();
    let list = list.into_inner().people;
    assert_eq!(
        (&*list[0].name, list[0].role()),
        ("院長", v1::Role::Administrator)
    );
    let again = browser
        .ask("POST /setup", &lines, &form(&right, password, password))
        .await;
    assert_eq!(self::code(&again), "setup-wrong-code", "it is used up");
    let refused = soon(people.begin_setup(v1::BeginSetupRequest {}))
        .await
        .unwrap_err();
    let told = madoguchi_controller::desk::grpc::respond::said(&refused).unwrap();
    assert_eq!(told.code, "setup-not-first");
}
