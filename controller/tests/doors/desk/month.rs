//! The report of a month, as the desk gives it.

use crate::support::clinic::{Clinic, Wire};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::outcome::{Kind, Method};
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::{GetMonthRequest, GetMonthResponse};
use tonic::Status;

async fn report(
    desk: &mut FrontDeskClient<Wire>,
    month: &str,
) -> Result<GetMonthResponse, Box<Status>> {
    let month = month.to_owned();
    let asked = soon(desk.get_month(GetMonthRequest { month })).await;
    Ok(asked.map_err(Box::new)?.into_inner())
}

#[tokio::test]
async fn a_month_tells_what_each_reader_did_as_a_page_and_as_tables_and_another_month_nothing_of_it()
 {
    let clinic = Clinic::with(|_| {}).await;
    let reader = clinic.reader(1).await;
    for (session, kind) in [
        (1, Kind::Verified(Method::Face)),
        (2, Kind::Verified(Method::Pin)),
        (3, Kind::CardUnreadable),
    ] {
        clinic.card(&reader, session, None).await;
        clinic.ends(&reader, session, None, kind).await;
    }
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    let month = report(&mut desk, "2027-01").await.unwrap();
    assert_eq!(month.month, "2027-01");
    let page = month.page.unwrap();
    assert!(page.ja.contains("2027年1月") && page.en.contains("CR-1"));
    assert!(page.ja.contains("<html lang=\"ja\">") && page.en.contains("<html lang=\"en\">"));
    let names: Vec<_> = month.tables.iter().map(|table| &*table.name).collect();
    assert_eq!(names, ["units", "use", "queue", "hours"]);
    let used = month.tables[1].csv.clone().unwrap();
    for csv in [&used.ja, &used.en] {
        assert!(csv.starts_with('\u{feff}'), "{csv}");
        let row = csv.lines().nth(1).unwrap();
        assert!(
            row.starts_with("2027-01-15,") && row.ends_with(",3"),
            "{row}"
        );
    }

    let before = report(&mut desk, "２０２６－１２").await.unwrap();
    assert_eq!(before.month, "2026-12");
    assert!(!before.page.unwrap().en.contains("CR-1"));
    for wrong in [
        "",
        "2027",
        "2027-13",
        "2027-0",
        "27-01",
        "2027-01-15",
        "+027-1",
    ] {
        let refused = report(&mut desk, wrong).await.unwrap_err();
        assert_eq!(said(&refused).unwrap().code, "input-month", "{wrong}");
    }
}
