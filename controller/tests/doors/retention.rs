//! A patient's number after the end of retention: it is in nothing that a controller keeps, and what was deleted stands in the record of acts
//! (RULES G5, G6, T13). A controller lives through days in seconds here.

use crate::support::clinic::{Clinic, add, id, parts};
use crate::support::soon;
use madoguchi_controller::config::Folder;
use madoguchi_controller::serve::{Controller, Keep, Parts};
use madoguchi_fleet::Fleet;
use madoguchi_fleet::time::DAY;
use madoguchi_proto::v1;
use madoguchi_proto::v1::audit_client::AuditClient;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use std::fs;
use std::path::Path;

/// In each number: one that was typed, and two that came from another system.
const MARK: &str = "Z886";

/// How much faster than people's time goes: two days take seconds.
const SPEED: u32 = 20_000;

fn fast(parts: &mut Parts, folder: &Path) {
    parts.keep = Keep::Sled;
    parts.speed = SPEED;
    parts.settings.closed_retention_ms = DAY;
    parts.folder = Some(Folder {
        every_s: 1,
        ..Folder::at(folder.to_owned())
    });
}

/// Waits until this is true of the fleet.
async fn until(clinic: &Clinic, is_so: fn(&Fleet) -> bool) {
    let mut published = clinic.running.handle.published();
    loop {
        published.mark_unchanged();
        if soon(clinic.running.handle.ask(is_so)).await.unwrap() {
            return;
        }
        soon(published.changed()).await.unwrap();
    }
}

fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path));
            continue;
        }
        let content = fs::read(&path).unwrap();
        let mut places = content.windows(MARK.len());
        if places.any(|place| place == MARK.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn a_number_is_in_no_file_of_the_controller_once_retention_and_a_start_are_over() {
    let elsewhere = tempfile::tempdir().unwrap();
    let receptions = "time;number\n00:10;Z8862\n00:20;Z8863\n";
    fs::write(elsewhere.path().join("day.csv"), receptions).unwrap();
    let clinic = Clinic::made_of(|parts| fast(parts, elsewhere.path())).await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    let _ = soon(desk.add_ticket(add(id(1), "Z8861"))).await.unwrap();
    until(&clinic, |fleet| fleet.tickets().count() == 3).await;
    let data = clinic.papers.folder.path().join("data");
    assert!(
        !holding(&data).is_empty(),
        "it is kept as long as it is needed"
    );
    // The day's end closes them, and they are kept for a day.
    until(&clinic, |fleet| fleet.tickets().count() == 0).await;

    // What went is an act of its own with its counts, and the chain holds.
    let mut audit = AuditClient::new(clinic.wire().await);
    let checked = soon(audit.check_audit(v1::CheckAuditRequest {}));
    let checked = checked.await.unwrap().into_inner();
    assert!(checked.holds, "{checked:?}");
    let listed = soon(audit.list_audit(v1::ListAuditRequest::default()));
    let listed = listed.await.unwrap().into_inner();
    let told = format!("{listed:?}");
    assert!(told.contains("retention") && !told.contains(MARK), "{told}");

    // Nor does a backup have it.
    let snapshot = soon(clinic.running.handle.snapshot()).await.unwrap();
    for (_, record) in snapshot.pairs {
        let mut places = record.windows(MARK.len());
        assert!(!places.any(|place| place == MARK.as_bytes()));
    }

    let Clinic {
        papers, running, ..
    } = clinic;
    drop((desk, audit));
    running.shutdown();
    soon(running.wait()).await.unwrap();
    let mut again = parts(&data);
    fast(&mut again, elsewhere.path());
    let running = soon(Controller::start(again)).await.unwrap();
    let left = soon(running.handle.ask(|fleet| fleet.tickets().count()));
    assert_eq!(left.await.unwrap(), 0);
    running.shutdown();
    soon(running.wait()).await.unwrap();
    assert_eq!(holding(papers.folder.path()), [""; 0]);
}
