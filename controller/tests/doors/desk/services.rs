//! The desk from end to end: a whole controller in this process, its services over real TLS, and programs that call
//! them with its token, with a wrong one, or with none.

use crate::support::clinic::{Clinic, TWO_SEATS, add, id};
use crate::support::papers::request;
use crate::support::{MORNING, soon};
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_link::names::SERVER_NAME;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use rcgen::KeyPair;
use tonic::Code;
use x509_parser::pem::parse_x509_pem;

fn enroll(request_id: Vec<u8>, serial: &str, key: &KeyPair) -> v1::EnrollUnitRequest {
    v1::EnrollUnitRequest {
        request_id,
        serial: serial.to_owned(),
        edition: v1::Edition::Single.into(),
        counter: Some(v1::Counter {
            name: "窓口1".to_owned(),
            placement: v1::Placement::Standing.into(),
            tags: vec!["language:en".to_owned()],
        }),
        cable: String::new(),
        delivered: String::new(),
        certificate_request: request(key),
    }
}

#[tokio::test]
async fn without_the_right_token_no_service_answers() {
    let clinic = Clinic::open().await;
    let right = clinic.access.authorization();
    let right = right.to_str().unwrap();
    let cut = &right[..right.len() - 1];
    for wrong in [None, Some("Bearer"), Some("Bearer 00"), Some(cut)] {
        let value = wrong.map(|text| text.parse().unwrap());
        let wire = clinic.wire_saying(value).await;
        let refused = [
            soon(FrontDeskClient::new(wire.clone()).add_ticket(add(id(1), "12")))
                .await
                .err(),
            soon(UnitsClient::new(wire.clone()).list_units(v1::ListUnitsRequest::default()))
                .await
                .err(),
            soon(LicensesClient::new(wire.clone()).list_licenses(v1::ListLicensesRequest {}))
                .await
                .err(),
            soon(SupportClient::new(wire.clone()).get_status(v1::GetStatusRequest {}))
                .await
                .err(),
            soon(SupportClient::new(wire.clone()).watch_status(v1::WatchStatusRequest {}))
                .await
                .err(),
            soon(SupportClient::new(wire).backup(v1::BackupRequest {}))
                .await
                .err(),
        ];
        for status in refused {
            let status = status.expect("refused");
            assert_eq!(status.code(), Code::Unauthenticated, "{wrong:?}");
            assert_eq!(said(&status).unwrap().code, "unauthenticated");
        }
    }
    let tickets = soon(clinic.running.handle.ask(|fleet| fleet.tickets().count())).await;
    assert_eq!(tickets.unwrap(), 0);
}

#[tokio::test]
async fn a_cable_note_loses_the_spaces_around_it_whoever_writes_it() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let key = KeyPair::generate().unwrap();
    let enrolled = units.enroll_unit(v1::EnrollUnitRequest {
        cable: " 3 m ".to_owned(),
        ..enroll(id(1), "CR-1", &key)
    });
    let unit = soon(enrolled).await.unwrap().into_inner().unit.unwrap();
    assert_eq!(unit.cable, "3 m");
    let noted = units.note_unit(v1::NoteUnitRequest {
        request_id: id(2),
        serial: "CR-1".to_owned(),
        cable: " 5 m".to_owned(),
    });
    let unit = soon(noted).await.unwrap().into_inner().unit.unwrap();
    assert_eq!(unit.cable, "5 m");
}

#[tokio::test]
async fn a_delivery_may_be_said_at_enrolling_and_stays_where_it_is_not_said_again() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let key = KeyPair::generate().unwrap();
    let asking = |number: u8, day: &str| v1::EnrollUnitRequest {
        delivered: day.to_owned(),
        ..enroll(id(number), "CR-1", &key)
    };
    for (number, day, code) in [
        (1, "2099-01-01", "delivered-ahead"),
        (2, "2024/5/20", "input-delivered"),
    ] {
        let refused = soon(units.enroll_unit(asking(number, day))).await;
        let refused = refused.map(drop).unwrap_err();
        assert_eq!(said(&refused).unwrap().code, code);
    }
    for (number, day) in [(3, "2024-05-20"), (4, "")] {
        let enrolled = soon(units.enroll_unit(asking(number, day))).await.unwrap();
        let unit = enrolled.into_inner().unit.unwrap();
        assert_eq!(
            (&*unit.delivered, &*unit.covered_until),
            ("2024-05-20", "2029-05-31")
        );
    }
}

#[tokio::test]
async fn what_cannot_be_noted_is_refused_by_name_and_nothing_is_kept() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let key = KeyPair::generate().unwrap();
    let enrolled = units.enroll_unit(enroll(id(1), "CR-1", &key));
    let _ = soon(enrolled).await.unwrap();
    let entry = |delivered: Option<&str>| v1::LedgerEntry {
        serial: "CR-1".to_owned(),
        delivered: delivered.map(str::to_owned),
        cable: None,
    };
    let good = entry(Some("2024-05-20"));
    let too_many = vec![good.clone(); 65];
    for (entries, code) in [
        (Vec::new(), "input-ledger-entries"),
        (too_many, "input-ledger-entries"),
        (vec![good.clone(), good.clone()], "input-ledger-entries"),
        (vec![good.clone(), entry(None)], "input-ledger-entries"),
        (vec![entry(Some("2024/5/20"))], "input-delivered"),
        (vec![entry(Some("1924-05-20"))], "input-delivered"),
    ] {
        let request = v1::NoteLedgerRequest {
            request_id: id(2),
            entries,
        };
        let refused = soon(units.note_ledger(request)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
        assert_eq!(said(&refused).unwrap().code, code);
    }
    let list = units.list_units(v1::ListUnitsRequest::default());
    let list = soon(list).await.unwrap().into_inner();
    assert_eq!(list.units[0].delivered, "");
}

#[tokio::test]
async fn an_enrolled_unit_gets_a_certificate_of_this_controller_for_its_own_key() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let key = KeyPair::generate().unwrap();
    let answer = soon(units.enroll_unit(enroll(id(1), "CR-1", &key)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer.server_name, SERVER_NAME);
    let morning = MORNING.0..MORNING.plus(60_000).0;
    assert!(
        morning.contains(&answer.issued_at_ms),
        "fleet time stands in the certificate: {}",
        answer.issued_at_ms
    );
    let unit = answer.unit.unwrap();
    assert_eq!((unit.serial.as_str(), unit.attached), ("CR-1", false));
    assert_eq!(unit.why.unwrap().code, "absent");
    let (_, pem) = parse_x509_pem(answer.certificate_pem.as_bytes()).unwrap();
    let certificate = pem.parse_x509().unwrap();
    assert_eq!(
        certificate.public_key().subject_public_key.data.as_ref(),
        key.public_key_raw()
    );
    let (_, authority) = parse_x509_pem(answer.authority_pem.as_bytes()).unwrap();
    let authority = authority.parse_x509().unwrap();
    certificate
        .verify_signature(Some(authority.public_key()))
        .unwrap();

    let taken = soon(units.enroll_unit(enroll(id(2), "CR-2", &key)))
        .await
        .unwrap_err();
    assert_eq!(said(&taken).unwrap().code, "key-in-use");
    let mut forged = enroll(id(3), "CR-3", &KeyPair::generate().unwrap());
    let last = forged.certificate_request.last_mut().unwrap();
    *last ^= 1;
    let refused = soon(units.enroll_unit(forged)).await.unwrap_err();
    assert_eq!(said(&refused).unwrap().code, "csr-refused");
}

#[tokio::test]
async fn a_license_adds_its_seats_once() {
    let clinic = Clinic::open().await;
    let mut licenses = LicensesClient::new(clinic.wire().await);
    let install = |number, document: &[u8]| v1::InstallLicenseRequest {
        old_pc_died: false,
        only_look: false,
        request_id: id(number),
        document: document.to_vec(),
    };
    let first = soon(licenses.install_license(install(1, TWO_SEATS)))
        .await
        .unwrap()
        .into_inner();
    assert!(!first.already_installed);
    let license = first.license.unwrap();
    assert_eq!(
        (license.license_id.as_str(), license.seats, license.in_force),
        ("DEMO-ADDITIONAL-2", 2, true)
    );
    assert!(first.seats_before.unwrap().en.contains("= 1"));
    assert!(first.seats_after.unwrap().en.contains("= 3"));
    let again = soon(licenses.install_license(install(2, TWO_SEATS)))
        .await
        .unwrap()
        .into_inner();
    assert!(again.already_installed);
    let list = soon(licenses.list_licenses(v1::ListLicensesRequest {}))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(list.licenses.len(), 1);
    assert_eq!(list.installation, clinic.running.installation.to_string());

    let mut changed = TWO_SEATS.to_vec();
    let middle = changed.len() / 2;
    changed[middle] = if changed[middle] == b'A' { b'B' } else { b'A' };
    let refused = soon(licenses.install_license(install(3, &changed)))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    assert!(said(&refused).unwrap().code.starts_with("license-"));
}

#[tokio::test]
async fn whoever_watches_sees_every_change_until_the_controller_ends() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let mut looks = soon(SupportClient::new(wire.clone()).watch_status(v1::WatchStatusRequest {}))
        .await
        .unwrap()
        .into_inner();
    let first = soon(looks.message())
        .await
        .unwrap()
        .unwrap()
        .status
        .unwrap();
    assert_eq!((first.waiting, first.policy.as_str()), (0, "loopback"));
    assert_eq!(first.environment(), v1::Environment::Test);
    let mut desk = FrontDeskClient::new(wire);
    for number in 1..=3 {
        soon(desk.add_ticket(add(id(number), ""))).await.unwrap();
    }
    let mut last = first;
    while last.waiting < 3 {
        let look = soon(looks.message())
            .await
            .unwrap()
            .unwrap()
            .status
            .unwrap();
        let minute = |look: &v1::Status| look.time.unwrap().time_of_day_ms / 60_000;
        assert!(
            look.revision > last.revision || minute(&look) > minute(&last),
            "a look for each change and each minute, and none twice"
        );
        assert!(look.waiting >= last.waiting);
        last = look;
    }
    clinic.running.shutdown();
    let ended = soon(async {
        loop {
            match looks.message().await {
                Ok(Some(_)) => {}
                other => return other,
            }
        }
    })
    .await;
    assert!(!matches!(ended, Ok(Some(_))));
    soon(clinic.running.wait()).await.unwrap();
}

#[tokio::test]
async fn words_that_cannot_be_are_told_back_in_both_languages() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire().await;
    let mut desk = FrontDeskClient::new(wire.clone());
    let mut units = UnitsClient::new(wire.clone());
    let key = KeyPair::generate().unwrap();
    let no_counter = v1::EnrollUnitRequest {
        counter: None,
        ..enroll(id(4), "CR-1", &key)
    };
    let no_edition = v1::EnrollUnitRequest {
        edition: 0,
        ..enroll(id(5), "CR-1", &key)
    };
    let no_csr = v1::EnrollUnitRequest {
        certificate_request: vec![],
        ..enroll(id(6), "CR-1", &key)
    };
    let far = v1::ListTicketsRequest {
        page_token: "far".to_owned(),
        ..Default::default()
    };
    let refused = [
        (
            "request-id",
            soon(desk.add_ticket(add(vec![1; 15], "12"))).await.err(),
        ),
        (
            "number",
            soon(desk.add_ticket(add(id(2), "a b"))).await.err(),
        ),
        (
            "number",
            soon(desk.get_ticket(v1::GetTicketRequest::default()))
                .await
                .err(),
        ),
        ("page", soon(desk.list_tickets(far)).await.err()),
        (
            "serial",
            soon(units.enroll_unit(enroll(id(3), "cr 1", &key)))
                .await
                .err(),
        ),
        ("counter", soon(units.enroll_unit(no_counter)).await.err()),
        ("edition", soon(units.enroll_unit(no_edition)).await.err()),
        (
            "certificate-request",
            soon(units.enroll_unit(no_csr)).await.err(),
        ),
    ];
    for (code, status) in refused {
        let status = status.unwrap_or_else(|| panic!("{code} was taken"));
        assert_eq!(status.code(), Code::InvalidArgument, "{code}");
        let text = said(&status).unwrap();
        assert!(text.code.ends_with(code), "{code}: {text:?}");
        assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{text:?}");
        assert_eq!(status.message(), text.en);
    }
    let unknown = v1::GetTicketRequest {
        number: "99".to_owned(),
        earlier: 0,
    };
    let status = soon(desk.get_ticket(unknown)).await.unwrap_err();
    assert_eq!(
        (status.code(), said(&status).unwrap().code.as_str()),
        (Code::NotFound, "no-such-ticket")
    );
}

#[tokio::test]
async fn a_pairing_that_asks_for_nothing_is_refused() {
    let clinic = Clinic::open().await;
    let mut units = UnitsClient::new(clinic.wire().await);
    let refused = soon(units.pair_unit(tokio_stream::empty())).await;
    let text = said(&refused.err().unwrap()).unwrap();
    assert_eq!(text.code, "pairing-not-opened");
}
