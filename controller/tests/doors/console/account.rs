//! What somebody who is logged in changes of his own, who ends whose sessions, and what the record of acts tells of it (RULES W3, W5, W9 to
//! W11).

use super::browser;
use super::login::{PASSWORD, add, clinic, code, cookies, log_in, look};
use crate::support::browser::{Answer, Browser, PAGE};
use crate::support::clinic::{Clinic, id};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_proto::v1;
use madoguchi_proto::v1::audit_client::AuditClient;
use madoguchi_proto::v1::people_client::PeopleClient;
use ring::hmac;
use serde_json::{Value, json};

const OTHER: &str = "tanuki8$qz-fune";
const JSON: &str = "content-type: application/json\r\n";

/// A browser in which somebody is logged in.
struct Page {
    browser: Browser,
    cookies: String,
}

impl Page {
    async fn of(clinic: &Clinic, name: &str, password: &str, code: &str) -> Self {
        let mut browser = browser(clinic).await;
        let done = log_in(&mut browser, "", name, password, code).await;
        assert_eq!(done.status, 204, "{done:?}");
        let cookies = cookies(&done);
        Self { browser, cookies }
    }

    async fn post(&mut self, path: &str, said: &Value) -> Answer {
        self.post_saying("", path, said).await
    }

    async fn post_saying(&mut self, lines: &str, path: &str, said: &Value) -> Answer {
        let lines = format!("{PAGE}{JSON}{}{lines}", self.cookies);
        let what = format!("POST /api/v1{path}");
        self.browser.ask(&what, &lines, &said.to_string()).await
    }

    async fn get(&mut self, path: &str) -> Answer {
        let lines = format!("{PAGE}{}", self.cookies);
        self.browser.ask(&format!("GET {path}"), &lines, "").await
    }

    /// What was done.
    async fn done(&mut self, path: &str, said: &Value) -> Value {
        let answer = self.post(path, said).await;
        assert_eq!(answer.status, 200, "{path} {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }

    async fn seen(&mut self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path} {answer:?}");
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Status and name of a refusal.
    async fn refused(&mut self, path: &str, said: &Value) -> (u16, String) {
        let answer = self.post(path, said).await;
        (answer.status, code(&answer))
    }

    async fn is_in(&mut self) -> bool {
        look(&mut self.browser, &self.cookies).await == 200
    }

    /// The code that an app with this secret shows now; `later` steps on.
    async fn shows(&mut self, secret: &str, later: u64) -> String {
        let time = self.seen("/api/v1/time").await;
        let now = time["time_of_day_ms"].as_u64().unwrap();
        totp(secret, now / 30_000 + later)
    }
}

/// RFC 6238 and RFC 4648.
fn totp(secret: &str, step: u64) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret
        .chars()
        .map(|c| format!("{:05b}", letters.find(c).unwrap()))
        .collect();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 15);
    let cut = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", cut % 1_000_000)
}

#[tokio::test]
async fn whoever_changes_his_password_shows_the_former_and_stays_where_he_is() {
    let clinic = clinic(15).await;
    let mut here = Page::of(&clinic, "reception", PASSWORD, "").await;
    let mut there = Page::of(&clinic, "reception", PASSWORD, "").await;
    let mut other = Page::of(&clinic, "vendor", PASSWORD, "").await;
    let said = |now: &str, new: &str| json!({ "password": now, "new_password": new });
    let path = "/account/password";
    for (now, new, status, why) in [
        ("wrong", OTHER, 403, "account-wrong"),
        (PASSWORD, "short", 400, "password-short"),
        (PASSWORD, "reception-reception", 400, "password-easy"),
    ] {
        assert_eq!(
            here.refused(path, &said(now, new)).await,
            (status, why.into())
        );
    }
    assert!(there.is_in().await, "nothing was changed");
    // A click that was sent twice: the second has the password of before, and finds it done.
    for _ in 0..2 {
        let once = "idempotency-key: abc\r\n";
        let done = here.post_saying(once, path, &said(PASSWORD, OTHER)).await;
        assert_eq!(done.status, 200, "{done:?}");
        assert!(!done.body.contains(OTHER), "{done:?}");
    }
    assert!(here.is_in().await && !there.is_in().await && other.is_in().await);
    let account = here.seen("/api/v1/account").await;
    assert_eq!(account["sessions"]["sessions"].as_array().unwrap().len(), 1);
    let mut again = browser(&clinic).await;
    assert_eq!(
        log_in(&mut again, "", "reception", PASSWORD, "")
            .await
            .status,
        401
    );
    assert_eq!(
        log_in(&mut again, "", "reception", OTHER, "").await.status,
        204
    );
}

#[tokio::test]
async fn guesses_at_ones_own_password_wait_as_logins_do_and_keep_nobody_out() {
    let clinic = clinic(15).await;
    let mut here = Page::of(&clinic, "support", PASSWORD, "").await;
    let guess = json!({ "password": "guess", "new_password": OTHER });
    // Each wait is twice the one before. Once a guess is refused without a look, the wait behind the next one is long enough for what follows.
    let mut statuses = Vec::new();
    while !statuses.ends_with(&[429, 403]) {
        let status = here.refused("/account/password", &guess).await.0;
        statuses.push(status);
    }
    assert_eq!(statuses[..3], [403; 3], "{statuses:?}");
    let right = json!({ "password": PASSWORD, "new_password": OTHER });
    for said in [guess, right] {
        let waits = here.refused("/account/password", &said).await;
        assert_eq!(waits, (429, "login-wait".into()));
    }
    Page::of(&clinic, "support", PASSWORD, "").await;
}

#[tokio::test]
async fn a_second_factor_counts_once_its_first_code_was_typed_and_is_renewed_and_taken_off() {
    let clinic = clinic(15).await;
    let mut here = Page::of(&clinic, "vendor", PASSWORD, "").await;
    let offer = json!({ "name": "vendor" });
    let first = here.done("/second-factor", &offer).await;
    let second = here.done("/second-factor", &offer).await;
    assert_ne!(first["secret"], second["secret"], "it is kept nowhere");
    assert!(
        first["otpauth"]
            .as_str()
            .unwrap()
            .contains(first["secret"].as_str().unwrap())
    );
    assert!(first["path"].as_str().unwrap().starts_with("M4 4h7"));
    let secret = |offer: &Value| offer["secret"].as_str().unwrap().to_owned();
    let said = |offer: &Value, first_code: &str, code: &str| {
        json!({
            "password": PASSWORD, "code": code, "secret": offer["secret"],
            "recovery_codes": offer["recovery_codes"], "first_code": first_code,
        })
    };
    let path = "/account/second-factor";
    let of_the_other = here.shows(&secret(&second), 0).await;
    let refused = here.refused(path, &said(&first, &of_the_other, "")).await;
    assert_eq!(refused, (400, "second-factor-unconfirmed".into()));
    assert_eq!(
        here.refused(path, &said(&first, " ", "")).await.1,
        "input-second-factor"
    );
    let shown = here.shows(&secret(&first), 0).await;
    let done = here.done(path, &said(&first, &shown, "")).await;
    assert_eq!(
        (
            &done["person"]["second_factor"],
            &done["person"]["recovery_codes"]
        ),
        (&json!(true), &json!(10))
    );

    // A login asks for it now; the code that it was confirmed with is used up.
    let mut elsewhere = browser(&clinic).await;
    for code in ["", &shown] {
        let wrong = log_in(&mut elsewhere, "", "vendor", PASSWORD, code).await;
        assert_eq!(wrong.status, 401, "{code}");
    }
    let recovery = first["recovery_codes"][0].as_str().unwrap();
    let right = log_in(&mut elsewhere, "", "vendor", PASSWORD, recovery).await;
    assert_eq!(right.status, 204, "{right:?}");

    // A new password leaves it as it is; whatever touches it asks for a code.
    let password = json!({ "password": PASSWORD, "new_password": "8kumo-nx" });
    here.done("/account/password", &password).await;
    let short = json!({ "password": "8kumo-nx", "code": first["recovery_codes"][1] });
    let refused = here.refused("/account/second-factor/remove", &short).await;
    assert_eq!(refused, (409, "account-password-short".into()));
    let password = json!({ "password": "8kumo-nx", "new_password": PASSWORD });
    here.done("/account/password", &password).await;
    let codes = |code: &Value| json!({ "password": PASSWORD, "code": code, "recovery_codes": second["recovery_codes"] });
    for used in [json!(""), json!(recovery)] {
        let refused = here.refused("/account/recovery-codes", &codes(&used)).await;
        assert_eq!(refused, (403, "account-wrong".into()), "{used}");
    }
    here.done(
        "/account/recovery-codes",
        &codes(&first["recovery_codes"][2]),
    )
    .await;
    let shown = here.shows(&secret(&second), 0).await;
    let former = here.refused(path, &said(&second, &shown, recovery)).await;
    assert_eq!(former, (403, "account-wrong".into()));
    let code = second["recovery_codes"][0].as_str().unwrap();
    here.done(path, &said(&second, &shown, code)).await;
    let off = json!({ "password": PASSWORD, "code": second["recovery_codes"][1] });
    let done = here.done("/account/second-factor/remove", &off).await;
    assert_eq!(done["person"]["second_factor"], false);
    let none = here
        .refused("/account/recovery-codes", &codes(&json!("")))
        .await;
    assert_eq!(none, (409, "account-no-second-factor".into()));
    assert!(here.is_in().await);
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_whoever_may_and_by_their_own_person() {
    let clinic = clinic(15).await;
    let mut admin = Page::of(&clinic, "administrator", PASSWORD, "").await;
    let mut pages = Vec::new();
    for name in ["vendor", "support", "support", "support"] {
        pages.push(Page::of(&clinic, name, PASSWORD, "").await);
    }
    let seen = admin.seen("/api/v1/sessions").await;
    let all = seen["sessions"].as_array().unwrap();
    assert_eq!(all.len(), 5);
    let own: Vec<_> = all.iter().filter(|one| one["own"] == true).collect();
    assert_eq!((own.len(), &own[0]["name"]), (1, &json!("administrator")));
    assert!(
        all.iter()
            .all(|one| one["address"] == "127.0.0.1" && one["locked"] == false)
    );
    let vendor = all.iter().find(|one| one["name"] == "vendor").unwrap();
    let end = format!("/sessions/{}/end", vendor["session"].as_str().unwrap());
    assert_eq!(
        pages[1].refused(&end, &json!({})).await,
        (403, "forbidden".into())
    );
    assert_eq!(admin.done(&end, &json!({})).await["ended"], 1);
    assert!(!pages[0].is_in().await);
    assert_eq!(
        admin.refused(&end, &json!({})).await,
        (404, "no-such-session".into())
    );

    // His own others, from one of them.
    let mine = pages[1].seen("/api/v1/account").await;
    assert_eq!(mine["sessions"]["sessions"].as_array().unwrap().len(), 3);
    assert_eq!(
        pages[1].done("/account/end-others", &json!({})).await["ended"],
        2
    );
    assert!(pages[1].is_in().await && !pages[2].is_in().await && !pages[3].is_in().await);
    let people = admin.seen("/api/v1/people").await;
    let support = people["people"].as_array().unwrap().iter();
    let support = { support }
        .find(|person| person["name"] == "support")
        .unwrap();
    assert!(
        support["sessions"] == 1 && support["last_login_ms"].is_i64(),
        "{support}"
    );
    assert_eq!(
        admin.done("/people/support/end-sessions", &json!({})).await["ended"],
        1
    );
    assert!(!pages[1].is_in().await);
    // Whoever ends his own stays: he would not learn that it was done.
    admin
        .done("/people/administrator/end-sessions", &json!({}))
        .await;
    assert!(admin.is_in().await);
    let nobody = admin
        .refused("/people/nobody/end-sessions", &json!({}))
        .await;
    assert_eq!(nobody, (404, "no-such-person".into()));
    let record = admin.seen("/api/v1/audit?what=person-end-sessions").await;
    let subjects: Vec<_> = record["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["subject"].as_str().unwrap())
        .collect();
    assert_eq!(
        subjects,
        ["administrator 0", "support 1", "support 2", "vendor 1"]
    );
}

#[tokio::test]
async fn a_program_is_nobody_who_has_an_account() {
    let clinic = clinic(15).await;
    let mut browser = browser(&clinic).await;
    let token = super::token(&clinic);
    let answer = browser.ask("GET /api/v1/account", &token, "").await;
    assert_eq!((answer.status, &*code(&answer)), (409, "account-nobodys"));
    let here = browser
        .ask("POST /here", &format!("{PAGE}{JSON}"), "")
        .await;
    assert_eq!(here.status, 401, "nobody is logged in");
}

#[tokio::test]
async fn the_record_of_acts_is_paged_found_checked_and_saved_and_has_no_secrets() {
    let clinic = clinic(15).await;
    let mut admin = Page::of(&clinic, "administrator", PASSWORD, "").await;
    let offer = admin
        .done("/second-factor", &json!({ "name": "山田" }))
        .await;
    let first_code = admin.shows(offer["secret"].as_str().unwrap(), 0).await;
    let add_yamada = json!({
        "name": "山田", "role": "受付", "password": OTHER, "secret": offer["secret"],
        "recovery_codes": offer["recovery_codes"], "first_code": first_code,
    });
    let added = admin.done("/people", &add_yamada).await;
    assert_eq!(added["person"]["second_factor"], true);
    for n in 0..120 {
        admin
            .done("/tickets", &json!({ "number": n.to_string() }))
            .await;
    }
    let newest = admin.seen("/api/v1/audit").await;
    let entries = newest["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 100);
    assert_eq!(entries[0]["about"], "119");
    assert_eq!(entries[0]["did"]["en"], "added a patient");
    assert_eq!(entries[0]["actor_name"], "administrator");
    let changes = entries[0]["changes"].as_array().unwrap();
    let waits = |change: &Value| change["after"]["ja"] == "順番待ち";
    assert!(changes.iter().any(waits), "{changes:?}");
    let below = newest["below"].as_u64().unwrap();
    assert_eq!(Some(below), entries[99]["sequence"].as_u64());
    let older = admin.seen(&format!("/api/v1/audit?below={below}")).await;
    assert_eq!(older["below"], Value::Null);
    let all = entries.iter().chain(older["entries"].as_array().unwrap());
    let numbers: Vec<_> = all
        .map(|entry| entry["sequence"].as_u64().unwrap())
        .collect();
    let whole: Vec<_> = (1..=numbers[0]).rev().collect();
    assert_eq!(numbers, whole, "none is left out and none is there twice");
    let about_people = admin
        .seen("/api/v1/audit?what=person&who=administrator")
        .await;
    let found = about_people["entries"].as_array().unwrap();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0]["did"]["ja"], "利用者を追加");
    assert_eq!(
        admin.seen("/api/v1/audit?day=1999-01-01").await["entries"],
        json!([])
    );

    let checked = admin.seen("/api/v1/audit/check").await;
    assert_eq!(checked["holds"], true);
    let words: Vec<_> = checked["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text["code"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["trail-whole", "trail-limits"]);
    let file = admin.get("/people/audit.jsonl").await;
    assert!(
        file.head.contains("content-disposition: attachment"),
        "{}",
        file.head
    );
    assert_eq!(file.body.lines().count(), whole.len());
    for hidden in ["\"digest\"", "\"request_id\"", "\"request_content\""] {
        assert!(
            !file.body.contains(hidden),
            "a number could be found from it"
        );
    }
    for secret in [
        PASSWORD,
        OTHER,
        offer["secret"].as_str().unwrap(),
        offer["recovery_codes"][0].as_str().unwrap(),
    ] {
        assert!(!file.body.contains(secret));
    }
    let mut vendor = Page::of(&clinic, "vendor", PASSWORD, "").await;
    let refused = vendor.get("/people/audit.jsonl").await;
    assert_eq!((refused.status, &*code(&refused)), (403, "forbidden"));
}

#[tokio::test]
async fn what_a_page_looks_at_by_itself_keeps_no_session_open_and_what_a_person_does_is_told() {
    let clinic = clinic(15).await;
    add(&clinic, 99, "somebody", v1::Role::Support, None).await;
    let mut page = Page::of(&clinic, "somebody", PASSWORD, "").await;
    let lines = format!("{PAGE}{}", page.cookies);
    assert_eq!(page.browser.ask("POST /here", &lines, "").await.status, 204);
    let used = |account: Value| {
        account["sessions"]["sessions"][0]["used_ms"]
            .as_i64()
            .unwrap()
    };
    let before = used(page.seen("/api/v1/account").await);
    let after = used(page.seen("/api/v1/account").await);
    // Both are worked out from how long ago that was.
    assert!((after - before).abs() < 1_000, "{before} {after}");
}

#[tokio::test]
async fn a_program_with_the_token_sees_who_is_logged_in_ends_it_and_reads_in_the_record_that_it_did()
 {
    let clinic = clinic(15).await;
    let mut vendor = Page::of(&clinic, "vendor", PASSWORD, "").await;
    let mut support = Page::of(&clinic, "support", PASSWORD, "").await;
    let wire = clinic.wire().await;
    let mut people = PeopleClient::new(wire.clone());
    let list = soon(people.list_sessions(v1::ListSessionsRequest {})).await;
    let list = list.unwrap().into_inner().sessions;
    let told: Vec<_> = list.iter().map(|one| (&*one.name, one.own)).collect();
    assert_eq!(told, [("support", false), ("vendor", false)]);
    assert!(
        list.iter()
            .all(|one| one.address == "127.0.0.1" && !one.locked)
    );

    let of_vendor = v1::EndSessionRequest {
        request_id: id(21),
        session: list[1].session.clone(),
    };
    let ended = soon(people.end_session(of_vendor.clone())).await.unwrap();
    assert_eq!(ended.into_inner().ended, 1);
    assert_eq!(look(&mut vendor.browser, &vendor.cookies).await, 401);
    assert_eq!(look(&mut support.browser, &support.cookies).await, 200);
    let gone = soon(people.end_session(of_vendor)).await.unwrap_err();
    assert_eq!(said(&gone).unwrap().code, "no-such-session");

    let all = |request, name: &str| v1::EndSessionsRequest {
        request_id: id(request),
        name: name.to_owned(),
    };
    let ended = soon(people.end_sessions(all(22, "ＳＵＰＰＯＲＴ")))
        .await
        .unwrap();
    assert_eq!(ended.into_inner().ended, 1);
    assert_eq!(look(&mut support.browser, &support.cookies).await, 401);
    let nobody = soon(people.end_sessions(all(23, "nobody")))
        .await
        .unwrap_err();
    assert_eq!(said(&nobody).unwrap().code, "no-such-person");

    let mut audit = AuditClient::new(wire);
    let wanted = v1::ListAuditRequest {
        who: "staff".into(),
        what: "person-end-sessions".into(),
        ..Default::default()
    };
    let page = soon(audit.list_audit(wanted)).await.unwrap().into_inner();
    let told: Vec<_> = page.entries.iter().map(|one| &*one.about).collect();
    assert_eq!(told, ["support 1", "vendor 1"], "{page:?}");
    assert!(
        page.entries[0]
            .did
            .as_ref()
            .is_some_and(|did| !did.ja.is_empty())
    );
    assert_eq!(page.below, 0, "there is no other page");
    let check = soon(audit.check_audit(v1::CheckAuditRequest {})).await;
    let check = check.unwrap().into_inner();
    assert!(check.holds && check.words.len() > 1, "{check:?}");
}
