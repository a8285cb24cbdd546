//! Reception's own access (RULES X7 to X9): its folder, its token at both doors, and what the record of acts says of it.

#![cfg(unix)]

use crate::support::browser::Browser;
use crate::support::clinic::{Clinic, add, id};
use crate::support::soon;
use madoguchi_controller::config::Console;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_controller::identity::{DeskAccess, Holder};
use madoguchi_proto::v1;
use madoguchi_proto::v1::audit_client::AuditClient;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tonic::Code;
use tonic::metadata::MetadataValue;

/// The folder of a clinic's reception.
pub fn folder(clinic: &Clinic) -> PathBuf {
    clinic.papers.folder.path().join("data-reception")
}

/// Makes the folder, as an installation does, before the controller starts.
pub fn make(data_dir: &Path) {
    let folder = data_dir.with_file_name("data-reception");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o2750)).unwrap();
}

/// A clinic whose reception has a folder.
pub async fn clinic() -> Clinic {
    Clinic::made_of(|parts| {
        make(&parts.data_dir);
        parts.console = Console::at(([127, 0, 0, 1], 0).into());
    })
    .await
}

/// Reception's way to the desk.
pub fn access(clinic: &Clinic) -> DeskAccess {
    let data_dir = clinic.papers.folder.path().join("data");
    DeskAccess::of_reception(&data_dir).unwrap().unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

/// RULES X7.
#[tokio::test]
async fn reception_adds_tickets_by_its_token_and_is_refused_what_is_not_its_own() {
    let clinic = clinic().await;
    let access = access(&clinic);
    assert_eq!(access.holder(), Holder::Reception);
    assert_eq!(clinic.access.holder(), Holder::Owner);
    assert_eq!(
        names(&folder(&clinic)),
        [
            "authority.pem",
            "console.addr",
            "desk.addr",
            "reception.token"
        ]
        .map(str::to_owned)
        .into()
    );
    let wire = clinic.wire_saying(Some(access.authorization())).await;
    let mut desk = FrontDeskClient::new(wire.clone());
    // Whatever name the program gives, it is reception's.
    let mut request = tonic::Request::new(add(id(1), "12"));
    let name = MetadataValue::from_bytes("管理者".as_bytes());
    request
        .metadata_mut()
        .insert_bin("madoguchi-user-bin", name);
    soon(desk.add_ticket(request)).await.unwrap();
    soon(desk.add_ticket(add(id(2), "13"))).await.unwrap();

    let mut licenses = LicensesClient::new(wire.clone());
    let install = licenses.install_license(v1::InstallLicenseRequest::default());
    let refused = soon(install).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let text = said(&refused).unwrap();
    assert_eq!(text.code, "forbidden");
    assert!(text.en.contains("Reception's access") && text.en.contains("as administrator"));
    assert!(text.ja.contains("受付の権限では") && text.ja.contains("管理者として"));
    let mut audit = AuditClient::new(wire.clone());
    let listed = soon(audit.list_audit(v1::ListAuditRequest::default())).await;
    assert_eq!(listed.unwrap_err().code(), Code::PermissionDenied);
    let mut support = SupportClient::new(wire);
    let backup = match soon(support.backup(v1::BackupRequest::default())).await {
        Ok(mut stream) => soon(stream.get_mut().message()).await.map(drop),
        Err(status) => Err(status),
    };
    assert_eq!(backup.unwrap_err().code(), Code::PermissionDenied);

    let mut audit = AuditClient::new(clinic.wire().await);
    let listed = soon(audit.list_audit(v1::ListAuditRequest::default())).await;
    let entries = listed.unwrap().into_inner().entries;
    let of_reception: Vec<_> = entries
        .iter()
        .filter(|entry| entry.actor == "reception")
        .map(|entry| entry.actor_name.as_str())
        .collect();
    assert_eq!(of_reception, ["", "管理者"]);
    assert!(entries.iter().all(|entry| entry.actor != "staff"));
}

/// RULES X7, W13.
#[tokio::test]
async fn the_console_takes_receptions_token_for_reception() {
    let clinic = clinic().await;
    let address = clinic.running.console_addr.unwrap();
    let told = fs::read_to_string(folder(&clinic).join("console.addr")).unwrap();
    assert_eq!(told.trim(), address.to_string());
    let token = fs::read_to_string(folder(&clinic).join("reception.token")).unwrap();
    let token = format!("authorization: Bearer {}\r\n", token.trim());
    let json = format!("{token}content-type: application/json\r\n");
    let mut browser = Browser::open(address).await;
    let added = browser
        .ask("POST /api/v1/tickets", &json, r#"{"number":"12"}"#)
        .await;
    assert_eq!(added.status, 200, "{added:?}");
    let people = browser.ask("GET /api/v1/people", &token, "").await;
    assert_eq!(people.status, 403, "{people:?}");
    assert!(people.body.contains("as administrator"), "{people:?}");
    let wrong = token.replace("Bearer ", "Bearer 0");
    let nobody = browser.ask("GET /api/v1/status", &wrong, "").await;
    assert_eq!(nobody.status, 401, "{nobody:?}");
}

/// RULES X8.
#[tokio::test]
async fn a_folder_that_others_can_read_opens_nothing_and_stops_no_start() {
    let planted = "ab".repeat(32);
    let clinic = Clinic::made_of(|parts| {
        make(&parts.data_dir);
        let folder = parts.data_dir.with_file_name("data-reception");
        fs::write(folder.join("reception.token"), &planted).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o2755)).unwrap();
    })
    .await;
    assert_eq!(names(&folder(&clinic)), BTreeSet::new());
    let bearer = format!("Bearer {planted}").parse().unwrap();
    let wire = clinic.wire_saying(Some(bearer)).await;
    let mut support = SupportClient::new(wire);
    let asked = support.get_status(v1::GetStatusRequest::default());
    let refused = soon(asked).await.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    assert_eq!(clinic.papers.identity.holder(&planted), None);
}

/// RULES X9: as the owner's, it counts for as long as the controller runs.
#[tokio::test]
async fn a_token_that_is_lost_counts_until_the_controller_ends_and_the_address_goes_with_it() {
    let clinic = clinic().await;
    let access = access(&clinic);
    let token = folder(&clinic).join("reception.token");
    fs::remove_file(&token).unwrap();
    let wire = clinic.wire_saying(Some(access.authorization())).await;
    let mut support = SupportClient::new(wire);
    let asked = support.get_status(v1::GetStatusRequest::default());
    soon(asked).await.unwrap();
    let data_dir = clinic.papers.folder.path().join("data");
    let lost = DeskAccess::of_reception(&data_dir).unwrap_err();
    assert!(lost.to_string().contains("data-reception"), "{lost}");
    clinic.running.shutdown();
    soon(clinic.running.wait()).await.unwrap();
    let left = names(&clinic.papers.folder.path().join("data-reception"));
    assert_eq!(left, ["authority.pem".to_owned()].into());
}
