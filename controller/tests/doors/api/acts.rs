//! What each route does, and that there is one for each request of the desk.

use super::{Api, add};
use crate::support::clinic::{BUNDLED, TWO_SEATS};
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_fleet::unit::Edition;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The desk's requests that stay with the command line: they hand out keys, tell of what it wrote, or are pages that it writes into files.
const OF_THE_COMMAND_LINE: [&str; 4] = ["note_backup", "enroll_unit", "begin_setup", "get_month"];
/// Routes that are no call of the desk's other door, each with why.
const OF_A_BROWSER: [(&str, &[&str]); 6] = [
    (
        "a person's own: with the token nobody is a person",
        &[
            "get_account",
            "change_my_password",
            "change_my_second_factor",
            "remove_my_second_factor",
            "change_my_recovery_codes",
            "end_my_other_sessions",
        ],
    ),
    (
        "pictures and forms, which a program makes of what it has: a second factor, a document, its codes",
        &[
            "offer_second_factor",
            "show_act",
            "draw_act",
            "picture_act",
            "read_picture",
        ],
    ),
    (
        "one stream there: PairUnit",
        &[
            "get_pairing",
            "start_pairing",
            "answer_pairing",
            "cancel_pairing",
        ],
    ),
    ("one stream there: WatchStatus", &["live", "board_live"]),
    (
        "one stream there, with its steps: Bundle, FetchLog",
        &["bundle", "fetch_log"],
    ),
    (
        "done there by the command line, while no controller runs",
        &["give_back"],
    ),
];

#[tokio::test]
async fn a_ticket_goes_through_its_life() {
    let api = Api::open().await;
    let new = json!({ "number": "１２", "class": "優先", "needs": ["車いす"], "prefers": ["language:en"], "insist": true });
    let added = api.post("/api/v1/tickets", new).await.done();
    let ticket = &added["ticket"];
    assert_eq!(
        (&ticket["number"], &ticket["class"], &ticket["state"]),
        (&json!("12"), &json!("priority"), &json!("waiting"))
    );
    assert_eq!(
        (&ticket["needs"], &ticket["prefers"]),
        (&json!(["seated"]), &json!(["language:en"]))
    );
    assert_eq!(
        (&added["notice"], &ticket["why"]["code"]),
        (&Value::Null, &json!("no-unit-serves"))
    );

    let at = |act: &str| format!("/api/v1/tickets/{}/{act}", "%EF%BC%91%EF%BC%92");
    let mut after = Value::Null;
    for (act, said, state) in [
        ("drop-need", json!({ "need": "座位" }), "waiting"),
        ("park", Value::Null, "parked"),
        ("undo", Value::Null, "waiting"),
        ("park", Value::Null, "parked"),
        ("unpark", json!({}), "waiting"),
        (
            "change",
            json!({ "class": "緊急", "prefers": [] }),
            "waiting",
        ),
        ("cancel", Value::Null, "cancelled"),
        ("reopen", Value::Null, "waiting"),
        ("done", json!({ "by": "目視" }), "done"),
    ] {
        after = api.post(&at(act), said).await.done();
        assert_eq!(after["ticket"]["state"], state, "{act}: {after}");
    }
    assert_eq!(after["ticket"]["means"], "seen");
    assert_eq!(after["ticket"]["class"], "urgent");

    let story = api.get("/api/v1/tickets/12").await.done();
    assert_eq!(story["ticket"]["number"], "12");
    assert!(story["story"].as_array().unwrap().len() > 5, "{story}");
    let code = api.get("/api/v1/tickets/12?earlier=1").await.refused(404);
    assert_eq!(code, "no-earlier-ticket");
}

#[tokio::test]
async fn a_ticket_is_called_to_a_reader_and_missed_and_moved() {
    let api = Api::open().await;
    let reader = api.clinic.reader(1).await;
    add(&api, "1").await;
    let called = api.get("/api/v1/tickets/1").await.done();
    assert_eq!(called["ticket"]["state"], "called", "{called}");
    // The counter's name, as it is typed, in a path and in a body.
    let counter = called["ticket"]["counter"].as_str().unwrap().to_owned();
    api.post("/api/v1/tickets/1/park", Value::Null).await.done();
    let again = api
        .post("/api/v1/tickets/1/call", json!({ "unit": counter }))
        .await
        .done();
    assert_eq!(again["ticket"]["state"], "called");
    let moved = api
        .post("/api/v1/tickets/1/move", json!({ "unit": counter }))
        .await
        .done();
    assert_eq!(moved["ticket"]["needs"][0], "unit:CR-1");
    let not_missed = api
        .post("/api/v1/tickets/1/recall", Value::Null)
        .await
        .refused(409);
    assert_eq!(not_missed, "wrong-state");
    api.post("/api/v1/tickets/1/cancel", Value::Null)
        .await
        .done();

    api.clinic.card(&reader, 7, None).await;
    api.clinic
        .ends(&reader, 7, None, Kind::Verified(Method::Face))
        .await;
    let walk_ups = api.get("/api/v1/walk-ups?all=true&limit=5").await.done();
    assert_eq!(walk_ups["walk_ups"][0]["unit"], "CR-1");
    add(&api, "2").await;
    let session = walk_ups["walk_ups"][0]["session"].clone();
    let both = json!({ "session": session, "unit": "CR-1" });
    let refused = api
        .post("/api/v1/tickets/2/bind-walk-up", both)
        .await
        .refused(400);
    assert_eq!(refused, "input-walk-up");
    let bound = api
        .post(
            "/api/v1/tickets/2/bind-walk-up",
            json!({ "session": session }),
        )
        .await
        .done();
    assert_eq!(bound["ticket"]["state"], "done");
}

#[tokio::test]
async fn a_ticket_keeps_when_its_patient_arrived_by_another_system_and_ranks_by_our_time() {
    let api = Api::open().await;
    let new = |number: &str, ms: Value| json!({ "number": number, "arrived_elsewhere_ms": ms });
    for (number, ms) in [("1", 43_200_000), ("2", 32_400_000)] {
        let added = api.post("/api/v1/tickets", new(number, ms.into())).await;
        assert_eq!(added.done()["ticket"]["arrived_elsewhere_ms"], ms);
    }
    let list = api.get("/api/v1/tickets").await.done();
    assert_eq!(list["tickets"][0]["number"], "1", "{list}");
    for (ms, code) in [
        (json!(86_400_000), "input-arrived-elsewhere"),
        (json!(-1), "api-field-count"),
        (json!("9:00"), "api-field-count"),
    ] {
        let refused = api.post("/api/v1/tickets", new("3", ms.clone())).await;
        assert_eq!(refused.refused(400), code, "{ms}");
    }
}

#[tokio::test]
async fn tickets_are_listed_in_pages() {
    let api = Api::open().await;
    for number in ["1", "2", "3"] {
        add(&api, number).await;
    }
    api.post("/api/v1/tickets/3/cancel", Value::Null)
        .await
        .done();
    let first = api.get("/api/v1/tickets?page_size=1").await.done();
    assert_eq!(
        (&first["complete"], &first["total"]),
        (&json!(false), &json!(2))
    );
    let token = first["next_page_token"].as_str().unwrap();
    let second = api
        .get(&format!("/api/v1/tickets?page_size=1&page_token={token}"))
        .await
        .done();
    assert_eq!(second["tickets"][0]["number"], "2");
    assert_eq!(
        (&second["complete"], &second["next_page_token"]),
        (&json!(true), &Value::Null)
    );
    let all = api.get("/api/v1/tickets?closed=true&lang=en").await.done();
    assert_eq!(all["total"], 3);
}

#[tokio::test]
async fn readers_are_paused_and_changed_and_taken_out() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let units = api.get("/api/v1/units").await.done();
    assert_eq!(units["units"][0]["serial"], "CR-1");
    let mut after = Value::Null;
    for (act, said) in [
        ("pause", json!({ "now": true })),
        ("resume", Value::Null),
        ("identify", Value::Null),
        ("prefer", Value::Null),
        ("note", json!({ "cable": "3 m" })),
        (
            "change",
            json!({ "name": "受付Ａ", "placement": "座位", "tags": ["language:en"] }),
        ),
    ] {
        after = api
            .post(&format!("/api/v1/units/cr-1/{act}"), said)
            .await
            .done();
        assert_eq!(after["unit"]["serial"], "CR-1", "{act}");
    }
    let unit = &after["unit"];
    assert_eq!(
        (&unit["preferred"], &unit["cable"], &unit["paused"]),
        (&json!(true), &json!("3 m"), &json!(false))
    );
    assert_eq!(unit["counter"]["placement"], "seated");
    let off = api
        .post("/api/v1/units/CR-1/prefer", json!({ "preferred": false }))
        .await
        .done();
    assert_eq!(off["unit"]["preferred"], false);
    let itself = api
        .post("/api/v1/units/CR-1/replace", json!({ "new": "CR-1" }))
        .await
        .refused(400);
    assert_eq!(itself, "replaces-itself");
    let retired = api
        .post("/api/v1/units/CR-1/retire", Value::Null)
        .await
        .done();
    assert_eq!(retired["unit"]["retired"], true);
    let left = |answer: Value| {
        answer["units"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|unit| unit["retired"] == true)
            .count()
    };
    assert_eq!(left(api.get("/api/v1/units").await.done()), 0);
    assert_eq!(left(api.get("/api/v1/units?retired=true").await.done()), 1);
}

#[tokio::test]
async fn a_delivery_is_noted_and_the_sheet_for_the_telephone_has_it() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let said = json!({ "delivered": "２０２４年５月２０日", "cable": " 3 m " });
    let noted = api.post("/api/v1/units/cr-1/ledger", said).await.done();
    let unit = &noted["units"][0];
    assert_eq!(
        (&unit["delivered"], &unit["covered_until"], &unit["cable"]),
        (&json!("2024-05-20"), &json!("2029-05-31"), &json!("3 m"))
    );
    assert_eq!(unit["coverage"]["code"], "running");
    let sheet = api.get("/api/v1/units/CR-1/sheet").await.done();
    assert_eq!(sheet["unit"]["delivered"], "2024-05-20");
    assert_eq!(
        (&sheet["code"], &sheet["telephone"]),
        (&Value::Null, &Value::Null)
    );
    assert!(sheet["ships_by"].is_string() && sheet["reachable_at_ms"].is_i64());
    let hours = sheet["hours"]["code"].as_str().unwrap();
    assert!(hours.starts_with("hours-"), "{hours}");
    let gone = api
        .post("/api/v1/units/CR-1/ledger", json!({ "delivered": "" }))
        .await
        .done();
    assert_eq!(gone["units"][0]["delivered"], Value::Null);
    assert_eq!(gone["units"][0]["cable"], "3 m", "it stays");
}

#[tokio::test]
async fn a_reader_is_paused_for_a_reason_that_stays_with_it() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let pause = |said: Value| api.post("/api/v1/units/CR-1/pause", said);
    let paused = pause(json!({ "reason": " ガラスの清掃 " })).await.done();
    assert_eq!(paused["unit"]["pause_reason"], "ガラスの清掃");
    let why = &paused["unit"]["why"];
    assert_eq!(why["code"], "paused-by-staff");
    assert!(
        why["ja"]
            .as_str()
            .unwrap()
            .contains("（理由：ガラスの清掃）"),
        "{why}"
    );
    let again = pause(json!({ "now": true })).await.done();
    assert_eq!(again["unit"]["pause_reason"], "ガラスの清掃");
    let long = "長".repeat(65);
    for bad in [long.as_str(), "a\nb", "a\u{202e}b"] {
        let refused = pause(json!({ "reason": bad })).await.refused(400);
        assert_eq!(refused, "input-pause-reason", "{bad:?}");
    }
    let resumed = api
        .post("/api/v1/units/CR-1/resume", Value::Null)
        .await
        .done();
    assert_eq!(resumed["unit"]["pause_reason"], Value::Null);
}

#[tokio::test]
async fn a_reader_is_worked_on_and_whether_the_clinic_can_open_is_told() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let ready = || async { api.get("/api/v1/ready").await.done() };
    let told = ready().await;
    assert_eq!(told["ready"], true, "{told}");
    assert_eq!(told["units"][0]["level"], "good");
    let maintain = |said: Value| api.post("/api/v1/units/CR-1/maintenance", said);
    let bad = [
        (json!({}), "input-pause-reason"),
        (json!({ "reason": "点検", "until": "soon" }), "input-until"),
        (
            json!({ "reason": "点検", "until": "2015-01-01" }),
            "until-passed",
        ),
    ];
    for (said, code) in bad {
        assert_eq!(maintain(said).await.refused(400), code);
    }
    let said = json!({ "reason": "ファンの交換", "until": "２０９０-01-01 9:00" });
    let unit = maintain(said).await.done()["unit"].clone();
    assert_eq!(unit["why"]["code"], "in-maintenance");
    assert_eq!(unit["why"]["fault"], "MDG-0148");
    assert_eq!(unit["pause_reason"], "ファンの交換");
    assert!(unit["maintenance"]["until_ms"].as_i64() > unit["maintenance"]["since_ms"].as_i64());
    for act in ["pause", "resume"] {
        let path = format!("/api/v1/units/CR-1/{act}");
        let refused = api.post(&path, Value::Null).await.refused(409);
        assert_eq!(refused, "in-maintenance");
    }
    let told = ready().await;
    assert_eq!(
        (&told["ready"], &told["text"]["code"]),
        (&json!(false), &json!("ready-all-aside"))
    );
    assert_eq!(told["units"][0]["level"], "aside");
    let ended = maintain(json!({ "end": true })).await.done();
    assert_eq!(ended["unit"]["maintenance"], Value::Null);
    assert_eq!(ready().await["ready"], true);
}

#[tokio::test]
async fn a_reader_is_restarted_and_says_how_far_it_has_come() {
    let api = Api::open().await;
    let reader = api.clinic.reader(1).await;
    let restart = |said: Value| api.post("/api/v1/units/CR-1/restart", said);
    api.clinic.card(&reader, 1, None).await;
    let asked = restart(json!({ "now": true })).await.done();
    assert_eq!(asked["unit"]["restarts"]["stage"], "finishing");
    assert_eq!(asked["notice"]["code"], "finishing");
    assert_eq!(asked["unit"]["why"]["code"], "restart-finishing");
    let face = Kind::Verified(Method::Face);
    api.clinic.ends(&reader, 1, None, face).await;
    let again = restart(json!({})).await.done();
    assert_eq!(again["unit"]["restarts"]["stage"], "running", "{again}");
    assert_eq!(again["unit"]["why"]["code"], "restarting");
    let told = api.get("/api/v1/ready").await.done();
    let unit = &told["units"][0];
    assert_eq!(
        (&unit["level"], &unit["checks"][0]["name"]),
        (&json!("unknown"), &json!("restart"))
    );
    api.clinic.restarted(&reader).await;
    let units = api.get("/api/v1/units").await.done();
    let unit = &units["units"][0];
    assert_eq!(unit["restarts"]["stage"], Value::Null);
    assert_eq!(unit["restarts"]["text"]["code"], "done");
    assert_eq!(unit["serves"], true);
}

/// What the command line asks before an act, a page asks with the same words.
#[tokio::test]
async fn an_act_on_a_reader_is_weighed_before_it_is_done() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let bound = json!({ "number": "1", "needs": ["unit:CR-1"] });
    api.post("/api/v1/tickets", bound).await.done();
    add(&api, "2").await;
    let weigh = |query: &'static str| api.get(query);
    let retire = weigh("/api/v1/units/CR-1/weigh?retire=true").await.done();
    let said = retire["asks"]["ja"].as_str().unwrap();
    assert!(said.contains("CR-1") && said.contains('1'), "{said}");
    let nothing = weigh("/api/v1/units/CR-1/weigh").await.done();
    assert_eq!(nothing["asks"], Value::Null);
    let tags = weigh("/api/v1/units/CR-1/weigh?placement=seated&tags=language:en,,a")
        .await
        .done();
    assert_eq!((&tags["bound"], &tags["unmet"]), (&json!(0), &json!(0)));
    let now = weigh("/api/v1/units/CR-1/weigh?pause=true").await.done();
    assert!(!now["asks"].is_null(), "a call stands");
    let bad = weigh("/api/v1/units/CR-1/weigh?placement=high").await;
    assert_eq!(bad.refused(400), "input-placement");
    let none = weigh("/api/v1/units/%E7%AA%93%E5%8F%A39/weigh?retire=true").await;
    assert_eq!(none.refused(404), "no-such-unit");
}

#[tokio::test]
async fn the_ports_are_drawn_and_the_pc_is_examined() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let drawn = api.get("/api/v1/ports").await.done();
    assert_eq!(drawn["policy"], "loopback");
    let port = &drawn["ports"][0];
    assert_eq!(
        (&port["kind"], &port["serial"], &port["suits"]),
        (&json!("reader"), &json!("CR-1"), &json!(true)),
        "{drawn}"
    );
    let found = api.get("/api/v1/examination").await.done();
    let findings = found["findings"].as_array().unwrap();
    let has = |code: &str| findings.iter().any(|one| one["code"] == code);
    assert!(has("system-fine") || has("system-unknown") || has("system-too-old"));
    assert!(has("placement-light"), "{found}");
    // Told again for a while, and not found anew.
    let again = api.get("/api/v1/examination").await.done();
    assert_eq!(again["examined_at_ms"], found["examined_at_ms"]);
}

#[tokio::test]
async fn a_reader_is_told_from_all_else_by_one_step_after_the_other() {
    let api = Api::open().await;
    let _reader = api.clinic.reader(1).await;
    let first = api.get("/api/v1/units/CR-1/triage").await.done();
    assert_eq!(first["serial"], "CR-1");
    assert_eq!(first["verdict"], "not-yet-known", "{first}");
    assert_eq!(first["text"]["code"], "not-yet-known");
    let step = &first["next"]["step"]["code"];
    assert_eq!(step, "look-at-screen", "{first}");
    let replies = first["next"]["replies"].as_array().unwrap();
    assert!(replies.iter().any(|reply| reply["code"] == "screen-card"));
    assert!(first["suspects"][0]["percent"].as_u64().unwrap() > 0);

    let card = "/api/v1/units/CR-1/triage?answers=screen-card,other-card-works";
    let card = api.get(card).await.done();
    assert_eq!(
        (&card["verdict"], &card["fault"]["code"], &card["next"]),
        (&json!("other-part"), &json!("card"), &Value::Null),
        "{card}"
    );
    let reasons = card["speaks_for"].as_array().unwrap();
    assert!(reasons.iter().any(|one| one["code"] == "other-card-works"));

    let passed = api
        .get("/api/v1/units/CR-1/triage?answers=look-at-screen")
        .await;
    assert_ne!(passed.done()["next"]["step"]["code"], "look-at-screen");
    let bad = api.get("/api/v1/units/CR-1/triage?answers=it-smokes").await;
    assert_eq!(bad.refused(400), "input-triage-answer");
    let none = api.get("/api/v1/units/CR-9/triage").await;
    assert_eq!(none.refused(404), "no-such-unit");
}

#[tokio::test]
async fn the_reader_to_borrow_from_is_named_by_its_counter_and_serial() {
    let api = Api::open().await;
    let _works = api.clinic.reader(1).await;
    let _ = api.clinic.enroll(2, "CR-2", Edition::Single).await;
    let dark = "/api/v1/units/CR-2/triage?answers=screen-dark";
    let dark = api.get(dark).await.done();
    let step = &dark["next"]["step"];
    assert_eq!(step["code"], "swap-adapter", "{dark}");
    for said in [&step["ja"], &step["en"]] {
        let said = said.as_str().unwrap();
        assert!(said.contains("CR-1") && said.contains("窓口1"), "{dark}");
    }
}

#[tokio::test]
async fn licenses_are_installed_asked_for_and_listed() {
    let api = Api::open().await;
    let document = String::from_utf8(TWO_SEATS.to_vec()).unwrap();
    let look = json!({ "document": document, "only_look": true });
    let looked = api.post("/api/v1/licenses", look).await.done();
    assert_eq!(
        (&looked["kind"], &looked["already_installed"]),
        (&json!("license"), &json!(false))
    );
    let installed = api
        .post("/api/v1/licenses", json!({ "document": document }))
        .await
        .done();
    assert_eq!(installed["license"]["license_id"], "DEMO-ADDITIONAL-2");
    let list = api.get("/api/v1/licenses").await.done();
    assert_eq!(list["licenses"].as_array().unwrap().len(), 1);
    let bundled = String::from_utf8(BUNDLED.to_vec()).unwrap();
    api.post("/api/v1/licenses", json!({ "document": bundled }))
        .await
        .done();
    let broken = api
        .post("/api/v1/licenses", json!({ "document": "-----BEGIN" }))
        .await
        .refused(400);
    assert!(broken.starts_with("license-"), "{broken}");

    let asked = api
        .post("/api/v1/licenses/request", json!({ "seats": 1 }))
        .await
        .done();
    assert_eq!(
        (&asked["kind"], &asked["number"]),
        (&json!("activation"), &json!(1))
    );
    assert!(
        asked["document"]
            .as_str()
            .unwrap()
            .starts_with("-----BEGIN MADOGUCHI"),
        "{asked}"
    );
    let acts = api.get("/api/v1/acts").await.done();
    assert_eq!(acts["acts"][0], asked);
    let both = json!({ "seats": 1, "transfer": "CR-1" });
    assert_eq!(
        api.post("/api/v1/licenses/request", both)
            .await
            .refused(400),
        "input-ask"
    );
    let none = json!({ "transfer": "CR-9" });
    assert_eq!(
        api.post("/api/v1/licenses/request", none)
            .await
            .refused(409),
        "request-no-such-unit"
    );

    let reset = api
        .post("/api/v1/time/reset-request", Value::Null)
        .await
        .done();
    assert_eq!(reset["installation"].as_str().unwrap().len(), 16);
    assert!(!reset["nonce"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_day_ends_and_comes_back_and_the_time_is_shown() {
    let api = Api::open().await;
    add(&api, "1").await;
    let status = api.get("/api/v1/status").await.done();
    assert_eq!(
        (&status["waiting"], &status["environment"]),
        (&json!(1), &json!("test"))
    );
    assert_eq!(
        api.post("/api/v1/day/end", Value::Null).await.done()["ended"],
        1
    );
    assert_eq!(
        api.post("/api/v1/day/undo", json!({})).await.done()["reopened"],
        1
    );
    assert_eq!(
        api.post("/api/v1/day/undo", Value::Null).await.refused(409),
        "no-day-to-undo"
    );
    let time = api.get("/api/v1/time").await.done();
    assert_eq!(time["differ"], false);
    let confirmed = api
        .post("/api/v1/time/confirm", json!({ "seen_ahead_ms": 0 }))
        .await;
    assert_eq!(confirmed.refused(409), "nothing-to-confirm");
}

/// What the sources of the desk's other door call.
fn of_the_other_door() -> Vec<&'static str> {
    let door = include_str!("../../../src/desk/grpc.rs");
    let requests = door.lines().filter_map(|line| {
        let (name, rest) = line.trim().split_once('(')?;
        (rest.contains("Request) -> ") && rest.ends_with("Response,")).then_some(name)
    });
    let requests: Vec<_> = requests.collect();
    assert!(requests.len() > 30, "{requests:?}");
    requests
}

#[tokio::test]
async fn every_route_is_a_call_of_the_desks_other_door_but_those_that_make_sense_in_a_browser_alone()
 {
    let document = Api::open().await.get("/api/openapi.json").await.done();
    let paths = document["paths"].as_object().unwrap().values();
    let methods = paths.flat_map(|path| path.as_object().unwrap().values());
    let routes = methods.map(|one| one["operationId"].as_str().unwrap());
    let calls = of_the_other_door();
    let alone: BTreeSet<_> = routes.filter(|route| !calls.contains(route)).collect();
    let of_a_browser = OF_A_BROWSER.iter().flat_map(|(_, routes)| *routes);
    assert_eq!(alone, of_a_browser.copied().collect());
}

#[test]
fn every_request_of_the_desk_has_a_route_but_those_of_the_command_line() {
    let requests = of_the_other_door();
    let sources = [
        include_str!("../../../src/console/api/tickets.rs"),
        include_str!("../../../src/console/api/units.rs"),
        include_str!("../../../src/console/api/licenses.rs"),
        include_str!("../../../src/console/api/status.rs"),
        include_str!("../../../src/console/api/people.rs"),
        include_str!("../../../src/console/api/audit.rs"),
    ];
    for request in requests {
        let named = [format!("\"{request}\""), format!("=> {request}(")];
        let has = sources
            .iter()
            .any(|source| named.iter().any(|name| source.contains(name)));
        assert_eq!(has, !OF_THE_COMMAND_LINE.contains(&request), "{request}");
    }
}
