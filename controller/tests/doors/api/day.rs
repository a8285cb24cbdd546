//! The day over HTTP: its figures, what its end takes, the newest backup, and what the counter page is not told.

use super::{Api, get, post};
use crate::support::clinic::id;
use crate::support::soon;
use madoguchi_controller::desk::Caller;
use madoguchi_proto::v1::NoteBackupRequest;
use madoguchi_proto::v1::support_client::SupportClient;
use serde_json::{Value, json};

async fn add(api: &Api, numbers: &[&str]) {
    for number in numbers {
        let new = json!({ "number": number });
        let _ = api.post("/api/v1/tickets", new).await.done();
    }
}

#[tokio::test]
async fn a_day_is_told_in_numbers_with_what_its_end_takes_and_the_way_back() {
    let api = Api::open().await;
    add(&api, &["1", "2", "3", "4"]).await;
    let paper = json!({ "by": "paper" });
    let _ = api.post("/api/v1/tickets/1/done", paper).await.done();
    let _ = api
        .post("/api/v1/tickets/2/cancel", Value::Null)
        .await
        .done();
    let _ = api.post("/api/v1/tickets/3/park", Value::Null).await.done();
    let day = api.get("/api/v1/day").await.done();
    let figures = &day["figures"];
    for (name, count) in [
        ("added", 4),
        ("open", 2),
        ("closed", 2),
        ("cancelled", 1),
        ("served", 1),
    ] {
        assert_eq!(figures[name], count, "{name}: {figures}");
    }
    assert_eq!(figures["means"], json!([{ "means": "paper", "count": 1 }]));
    let hours = figures["hours"].as_array().unwrap();
    let all = |name: &str| {
        hours
            .iter()
            .map(|hour| hour[name].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!((all("added"), all("served")), (4, 1));
    let taken = &day["taken"];
    assert_eq!(taken["code"], "taken-day");
    for (lang, words) in [
        ("ja", ["2 件", "順番待ち 1", "保留 1"]),
        ("en", ["open: 2", "waiting 1", "parked 1"]),
    ] {
        let said = taken[lang].as_str().unwrap();
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
        assert!(said.contains("madoguchi day undo"), "{said}");
    }
    assert_eq!(
        (&day["can_undo"], &day["ended"]),
        (&json!(false), &json!(false))
    );
    assert!(day["by_itself"]["en"].as_str().unwrap().contains("04:00"));

    assert_eq!(
        api.post("/api/v1/day/end", Value::Null).await.done()["ended"],
        2
    );
    let over = api.get("/api/v1/day").await.done();
    assert_eq!(
        (&over["can_undo"], &over["ended"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        (&over["taken"], &over["figures"]["ended"]),
        (&Value::Null, &json!(2))
    );
    let _ = api.post("/api/v1/day/undo", Value::Null).await.done();
    let again = api.get("/api/v1/day").await.done();
    assert_eq!(
        (&again["can_undo"], &again["figures"]["open"]),
        (&json!(false), &json!(2))
    );
}

#[tokio::test]
async fn a_backup_is_told_of_by_whoever_wrote_it_and_where_it_lies_is_for_administrators() {
    let api = Api::open().await;
    let day = api.get("/api/v1/day").await.done();
    assert_eq!(day["backup"], Value::Null);
    assert_eq!(day["backup_text"]["code"], "newest-backup-none");
    let mut support = SupportClient::new(api.clinic.wire().await);
    let note = |n, file: &str| NoteBackupRequest {
        request_id: id(n),
        file: file.to_owned(),
    };
    let unseen = soon(support.note_backup(note(1, "a\nb"))).await;
    assert_eq!(unseen.unwrap_err().code(), tonic::Code::InvalidArgument);
    let _ = soon(support.note_backup(note(2, "E:\\控え.age")))
        .await
        .unwrap();
    let day = api.get("/api/v1/day").await.done();
    let backup = &day["backup"];
    assert_eq!(
        (&backup["file"], &backup["actor"]),
        (&json!("E:\\控え.age"), &json!("staff"))
    );
    assert_eq!(
        (&backup["is_old"], &day["backup_text"]["code"]),
        (&json!(false), &json!("newest-backup"))
    );
    let seen = api
        .send_as(Some(Caller::COUNTER_PAGE), get("/api/v1/day"))
        .await
        .done();
    assert_eq!(seen["backup"]["at_ms"], backup["at_ms"]);
    assert_eq!(
        (&seen["backup"]["file"], &seen["backup"]["actor"]),
        (&Value::Null, &Value::Null)
    );
}

/// A day's end is the same request for whoever may and whoever may not: the desk tells them apart.
#[tokio::test]
async fn the_counter_page_sees_the_day_and_does_not_end_it() {
    let api = Api::open().await;
    add(&api, &["1"]).await;
    let caller = || Some(Caller::COUNTER_PAGE);
    let seen = api.send_as(caller(), get("/api/v1/day")).await.done();
    assert_eq!(seen["figures"]["open"], 1);
    let refused = api
        .send_as(caller(), post("/api/v1/day/end", Value::Null))
        .await;
    assert_eq!(refused.refused(403), "forbidden");
}
