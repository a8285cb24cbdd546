//! Each call of the desk with each token: what gets past the door is written by hand, and a call that is not in the table fails.

use crate::support::clinic::{Clinic, Wire};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_proto::v1;
use madoguchi_proto::v1::audit_client::AuditClient;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::licenses_client::LicensesClient;
use madoguchi_proto::v1::people_client::PeopleClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tonic::Code;

/// What came of a call that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// The door lets nobody through without its token.
    NotIn,
    /// It was answered.
    Done,
    /// The desk refused what was asked: it was past the door.
    Refused,
    /// The same, because of who asks.
    Forbidden,
}

use Came::{Done, Forbidden, NotIn, Refused};

/// A call, and what comes of it without a token, with a wrong one, and with the right one.
type Row = (&'static str, [Came; 3]);

/// Sends each call of the table once with a token, and says what came of it.
macro_rules! table {
    ($($service:literal $client:ident { $($call:ident $request:ident $right:ident,)+ })+) => {
        const TABLE: &[Row] = &[
            $($((concat!($service, "/", stringify!($call)), [NotIn, NotIn, $right]),)+)+
        ];

        async fn all(wire: &Wire) -> Vec<Came> {
            vec![
                $($({
                    let mut client = $client::new(wire.clone());
                    let call = client.$call(v1::$request::default());
                    came(soon(call).await.map(drop))
                },)+)+
            ]
        }
    };
}

table! {
    "FrontDesk" FrontDeskClient {
        add_ticket AddTicketRequest Refused,
        call_ticket CallTicketRequest Refused,
        recall_ticket RecallTicketRequest Refused,
        move_ticket MoveTicketRequest Refused,
        park_ticket ParkTicketRequest Refused,
        unpark_ticket UnparkTicketRequest Refused,
        cancel_ticket CancelTicketRequest Refused,
        done_by_means DoneByMeansRequest Refused,
        undo_ticket UndoTicketRequest Refused,
        reopen_ticket ReopenTicketRequest Refused,
        change_ticket ChangeTicketRequest Refused,
        drop_need DropNeedRequest Refused,
        bind_walk_up BindWalkUpRequest Refused,
        list_walk_ups ListWalkUpsRequest Done,
        end_day EndDayRequest Refused,
        undo_day UndoDayRequest Refused,
        get_ticket GetTicketRequest Refused,
        list_tickets ListTicketsRequest Done,
        get_day GetDayRequest Done,
        get_month GetMonthRequest Refused,
    }
    "Units" UnitsClient {
        list_units ListUnitsRequest Done,
        enroll_unit EnrollUnitRequest Refused,
        pause_unit PauseUnitRequest Refused,
        resume_unit ResumeUnitRequest Refused,
        maintain_unit MaintainUnitRequest Refused,
        prefer_unit PreferUnitRequest Refused,
        retire_unit RetireUnitRequest Refused,
        replace_unit ReplaceUnitRequest Refused,
        note_unit NoteUnitRequest Refused,
        note_ledger NoteLedgerRequest Refused,
        get_sheet GetSheetRequest Refused,
        change_unit ChangeUnitRequest Refused,
        weigh_unit WeighUnitRequest Refused,
        restart_unit RestartUnitRequest Refused,
        identify_unit IdentifyUnitRequest Refused,
        list_ports ListPortsRequest Done,
    }
    "Licenses" LicensesClient {
        install_license InstallLicenseRequest Refused,
        list_licenses ListLicensesRequest Done,
        sign_request SignRequestRequest Refused,
        list_acts ListActsRequest Done,
        ask_time_reset AskTimeResetRequest Refused,
    }
    "People" PeopleClient {
        list_people ListPeopleRequest Done,
        add_person AddPersonRequest Refused,
        reset_person ResetPersonRequest Refused,
        begin_setup BeginSetupRequest Done,
        remove_person RemovePersonRequest Refused,
        list_sessions ListSessionsRequest Done,
        end_session EndSessionRequest Refused,
        end_sessions EndSessionsRequest Refused,
    }
    "Audit" AuditClient {
        list_audit ListAuditRequest Done,
        check_audit CheckAuditRequest Done,
    }
    "Support" SupportClient {
        get_status GetStatusRequest Done,
        watch_status WatchStatusRequest Done,
        get_time GetTimeRequest Done,
        confirm_time ConfirmTimeRequest Refused,
        list_events ListEventsRequest Done,
        note_backup NoteBackupRequest Refused,
        bundle BundleRequest Done,
        fetch_log FetchLogRequest Refused,
        examine ExamineRequest Done,
        triage TriageRequest Refused,
        check_ready CheckReadyRequest Done,
        get_support_code GetSupportCodeRequest Done,
        // Its answer is a stream: what is refused comes within it.
        backup BackupRequest Done,
    }
}

/// The calls that reception's token does not open, of those that the owner's does (RULES X7, W1).
const NOT_RECEPTIONS: &[&str] = &[
    "Units/enroll_unit",
    "Units/maintain_unit",
    "Units/prefer_unit",
    "Units/retire_unit",
    "Units/replace_unit",
    "Units/note_unit",
    "Units/note_ledger",
    "Units/change_unit",
    "Units/restart_unit",
    "Units/pair_unit",
    "Licenses/install_license",
    "Licenses/sign_request",
    "Licenses/ask_time_reset",
    "People/list_people",
    "People/add_person",
    "People/reset_person",
    "People/begin_setup",
    "People/remove_person",
    "People/list_sessions",
    "People/end_session",
    "People/end_sessions",
    "Audit/list_audit",
    "Audit/check_audit",
    "Support/confirm_time",
    "Support/note_backup",
    "Support/bundle",
    "Support/fetch_log",
    "Support/backup",
];

/// The one call whose request is a stream.
const STREAMED: Row = ("Units/pair_unit", [NotIn, NotIn, Refused]);

fn came(answer: Result<(), tonic::Status>) -> Came {
    match answer {
        Ok(()) => Done,
        Err(status) if status.code() == Code::Unauthenticated => {
            assert_eq!(said(&status).unwrap().code, "unauthenticated");
            NotIn
        }
        Err(status) => match said(&status).unwrap().code == "forbidden" {
            true => Forbidden,
            false => Refused,
        },
    }
}

#[tokio::test]
async fn no_call_is_answered_without_the_token_and_each_is_with_it() {
    let clinic = Clinic::open().await;
    let tokens = [
        None,
        Some("Bearer 00".parse().unwrap()),
        Some(clinic.access.authorization()),
    ];
    for (n, token) in tokens.into_iter().enumerate() {
        let wire = clinic.wire_saying(token).await;
        for ((name, wanted), found) in TABLE.iter().zip(all(&wire).await) {
            assert_eq!(found, wanted[n], "{name} with token {n}");
        }
        let nothing = tokio_stream::iter([v1::PairUnitRequest::default()]);
        let asked = soon(UnitsClient::new(wire).pair_unit(nothing)).await;
        // What is refused within a stream comes as its end.
        let asked = match asked {
            Ok(mut frames) => soon(frames.get_mut().message()).await.map(drop),
            Err(status) => Err(status),
        };
        assert_eq!(came(asked), STREAMED.1[n], "pair_unit with token {n}");
    }
}

#[test]
fn each_call_of_the_desks_services_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto/madoguchi/v1");
    let mut calls = BTreeSet::new();
    for file in [
        "front_desk",
        "units",
        "licenses",
        "people",
        "audit",
        "support",
    ] {
        let text = fs::read_to_string(folder.join(format!("{file}.proto"))).unwrap();
        let mut service = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(named) = line.strip_prefix("service ") {
                service = named.trim_end_matches([' ', '{']).to_lowercase();
            } else if let Some(call) = line.strip_prefix("rpc ") {
                let name = call.split('(').next().unwrap().to_lowercase();
                calls.insert(format!("{service}/{name}"));
            }
        }
    }
    let rows = TABLE.iter().chain([&STREAMED]);
    let rows: BTreeSet<_> = rows
        .map(|(name, _)| name.replace('_', "").to_lowercase())
        .collect();
    assert_eq!(rows, calls);
}

#[cfg(unix)]
#[tokio::test]
async fn receptions_token_opens_what_the_role_may_and_no_more() {
    let clinic = crate::reception::clinic().await;
    let token = crate::reception::access(&clinic).authorization();
    let wire = clinic.wire_saying(Some(token)).await;
    let wanted = |name: &str, of_owner| match NOT_RECEPTIONS.contains(&name) {
        true => Forbidden,
        false => of_owner,
    };
    for ((name, [.., of_owner]), found) in TABLE.iter().zip(all(&wire).await) {
        // Its form is looked at first.
        if *name != "Licenses/ask_time_reset" {
            assert_eq!(found, wanted(name, *of_owner), "{name}");
        }
    }
    let reset = v1::AskTimeResetRequest {
        request_id: vec![1; 16],
    };
    let mut licenses = LicensesClient::new(wire.clone());
    let asked = soon(licenses.ask_time_reset(reset)).await.map(drop);
    assert_eq!(came(asked), Forbidden);
    let nothing = tokio_stream::iter([v1::PairUnitRequest::default()]);
    let mut units = UnitsClient::new(wire);
    let asked = match soon(units.pair_unit(nothing)).await {
        Ok(mut frames) => soon(frames.get_mut().message()).await.map(drop),
        Err(status) => Err(status),
    };
    assert_eq!(came(asked), Forbidden);
}
