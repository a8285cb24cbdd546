//! gRPC for programs on this PC: reception's own, the command line, support's. A door parses and shows; what is asked is decided by the
//! requests of [`Desk`], and [`respond`] alone maps refusals to the wire.

pub(crate) mod auth;
mod backup;
mod bundle;
mod listen;
mod looked_up;
mod pairing;
mod reader_log;
pub mod respond;
#[cfg(test)]
mod schema;
mod watch;

pub use listen::serve;

use super::{Caller, Desk};
use crate::identity::Holder;
use crate::tls::Peer;
use auth::Auth;
use madoguchi_proto::v1;
use madoguchi_proto::v1::audit_server::{Audit, AuditServer};
use madoguchi_proto::v1::front_desk_server::{FrontDesk, FrontDeskServer};
use madoguchi_proto::v1::licenses_server::{Licenses, LicensesServer};
use madoguchi_proto::v1::people_server::{People, PeopleServer};
use madoguchi_proto::v1::support_server::{Support, SupportServer};
use madoguchi_proto::v1::units_server::{Units, UnitsServer};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tonic::service::Routes;
use tonic::service::interceptor::InterceptedService;
use tonic::{Request, Response, Status, Streaming};

/// The largest request: a license of 64 KiB as armoured text.
const MAX_REQUEST_BYTES: usize = 128 * 1024;
/// The largest answer: a page of 1,000 tickets, or one long story in two languages.
pub(crate) const MAX_ANSWER_BYTES: usize = 8 * 1024 * 1024;

/// The services, each behind the tokens: for `tonic::transport::Server::builder().add_routes(…)`.
#[must_use]
pub async fn routes(desk: Desk) -> Routes {
    let identity = Arc::clone(&desk.identity);
    let auth = Auth::new(move |token: &str| identity.holder(token));
    let door = Door {
        // Each call makes out who asks; one that forgot it would have the least.
        desk: desk.by(Caller::program(Holder::Reception, None)),
        watchers: Arc::new(Semaphore::new(watch::MAX_WATCHERS)),
        backups: Arc::new(Semaphore::new(backup::AT_ONCE)),
    };
    macro_rules! guarded {
        ($server:expr) => {
            InterceptedService::new(
                $server
                    .max_decoding_message_size(MAX_REQUEST_BYTES)
                    .max_encoding_message_size(MAX_ANSWER_BYTES),
                auth.clone(),
            )
        };
    }
    Routes::new(guarded!(FrontDeskServer::new(door.clone())))
        .add_service(guarded!(UnitsServer::new(door.clone())))
        .add_service(guarded!(LicensesServer::new(door.clone())))
        .add_service(guarded!(PeopleServer::new(door.clone())))
        .add_service(guarded!(AuditServer::new(door.clone())))
        .add_service(guarded!(SupportServer::new(door)))
        .add_service(guarded!(looked_up::health().await))
        .add_service(guarded!(looked_up::reflection()))
}

/// All services, in front of one desk.
#[derive(Clone)]
struct Door {
    desk: Desk,
    watchers: Arc<Semaphore>,
    backups: Arc<Semaphore>,
}

/// A service whose calls are the desk's requests of the same names, and what it has beside them.
macro_rules! service {
    ($service:ident { $($call:ident($request:ident) -> $response:ident,)+ } $($more:tt)*) => {
        #[tonic::async_trait]
        impl $service for Door {
            $(async fn $call(
                &self,
                request: Request<v1::$request>,
            ) -> Result<Response<v1::$response>, Status> {
                let desk = auth::desk_of(&self.desk, &request);
                Ok(Response::new(desk.$call(request.into_inner()).await?))
            })+

            $($more)*
        }
    };
}

service! {
    FrontDesk {
        add_ticket(AddTicketRequest) -> AddTicketResponse,
        call_ticket(CallTicketRequest) -> CallTicketResponse,
        recall_ticket(RecallTicketRequest) -> RecallTicketResponse,
        move_ticket(MoveTicketRequest) -> MoveTicketResponse,
        park_ticket(ParkTicketRequest) -> ParkTicketResponse,
        unpark_ticket(UnparkTicketRequest) -> UnparkTicketResponse,
        cancel_ticket(CancelTicketRequest) -> CancelTicketResponse,
        done_by_means(DoneByMeansRequest) -> DoneByMeansResponse,
        undo_ticket(UndoTicketRequest) -> UndoTicketResponse,
        reopen_ticket(ReopenTicketRequest) -> ReopenTicketResponse,
        change_ticket(ChangeTicketRequest) -> ChangeTicketResponse,
        drop_need(DropNeedRequest) -> DropNeedResponse,
        bind_walk_up(BindWalkUpRequest) -> BindWalkUpResponse,
        list_walk_ups(ListWalkUpsRequest) -> ListWalkUpsResponse,
        end_day(EndDayRequest) -> EndDayResponse,
        undo_day(UndoDayRequest) -> UndoDayResponse,
        get_day(GetDayRequest) -> GetDayResponse,
        get_month(GetMonthRequest) -> GetMonthResponse,
        get_ticket(GetTicketRequest) -> GetTicketResponse,
        list_tickets(ListTicketsRequest) -> ListTicketsResponse,
    }
}

service! {
    Units {
        list_units(ListUnitsRequest) -> ListUnitsResponse,
        list_ports(ListPortsRequest) -> ListPortsResponse,
        enroll_unit(EnrollUnitRequest) -> EnrollUnitResponse,
        pause_unit(PauseUnitRequest) -> PauseUnitResponse,
        resume_unit(ResumeUnitRequest) -> ResumeUnitResponse,
        maintain_unit(MaintainUnitRequest) -> MaintainUnitResponse,
        restart_unit(RestartUnitRequest) -> RestartUnitResponse,
        identify_unit(IdentifyUnitRequest) -> IdentifyUnitResponse,
        prefer_unit(PreferUnitRequest) -> PreferUnitResponse,
        retire_unit(RetireUnitRequest) -> RetireUnitResponse,
        replace_unit(ReplaceUnitRequest) -> ReplaceUnitResponse,
        note_unit(NoteUnitRequest) -> NoteUnitResponse,
        note_ledger(NoteLedgerRequest) -> NoteLedgerResponse,
        get_sheet(GetSheetRequest) -> GetSheetResponse,
        change_unit(ChangeUnitRequest) -> ChangeUnitResponse,
        weigh_unit(WeighUnitRequest) -> WeighUnitResponse,
    }

    type PairUnitStream = pairing::Words;

    async fn pair_unit(
        &self,
        request: Request<Streaming<v1::PairUnitRequest>>,
    ) -> Result<Response<Self::PairUnitStream>, Status> {
        pairing::begin(&auth::desk_of(&self.desk, &request), request).await
    }
}

service! {
    Licenses {
        install_license(InstallLicenseRequest) -> InstallLicenseResponse,
        list_licenses(ListLicensesRequest) -> ListLicensesResponse,
        sign_request(SignRequestRequest) -> SignRequestResponse,
        list_acts(ListActsRequest) -> ListActsResponse,
        ask_time_reset(AskTimeResetRequest) -> AskTimeResetResponse,
    }
}

service! {
    People {
        list_people(ListPeopleRequest) -> ListPeopleResponse,
        add_person(AddPersonRequest) -> AddPersonResponse,
        begin_setup(BeginSetupRequest) -> BeginSetupResponse,
        reset_person(ResetPersonRequest) -> ResetPersonResponse,
        remove_person(RemovePersonRequest) -> RemovePersonResponse,
        list_sessions(ListSessionsRequest) -> ListSessionsResponse,
        end_session(EndSessionRequest) -> EndSessionResponse,
        end_sessions(EndSessionsRequest) -> EndSessionsResponse,
    }
}

service! {
    Audit {
        list_audit(ListAuditRequest) -> ListAuditResponse,
        check_audit(CheckAuditRequest) -> CheckAuditResponse,
    }
}

service! {
    Support {
        get_status(GetStatusRequest) -> GetStatusResponse,
        get_time(GetTimeRequest) -> GetTimeResponse,
        confirm_time(ConfirmTimeRequest) -> ConfirmTimeResponse,
        list_events(ListEventsRequest) -> ListEventsResponse,
        note_backup(NoteBackupRequest) -> NoteBackupResponse,
        examine(ExamineRequest) -> ExamineResponse,
        triage(TriageRequest) -> TriageResponse,
        check_ready(CheckReadyRequest) -> CheckReadyResponse,
        get_support_code(GetSupportCodeRequest) -> GetSupportCodeResponse,
    }

    type WatchStatusStream = watch::Looks;

    async fn watch_status(
        &self,
        request: Request<v1::WatchStatusRequest>,
    ) -> Result<Response<Self::WatchStatusStream>, Status> {
        let peer = request.extensions().get::<Peer>().cloned();
        let desk = auth::desk_of(&self.desk, &request);
        let looks = watch::begin(&desk, &self.watchers, peer)?;
        Ok(Response::new(looks))
    }

    type BackupStream = backup::Parts;

    async fn backup(
        &self,
        request: Request<v1::BackupRequest>,
    ) -> Result<Response<Self::BackupStream>, Status> {
        let desk = auth::desk_of(&self.desk, &request);
        let parts = backup::begin(&desk, &self.backups).await?;
        Ok(Response::new(parts))
    }

    type BundleStream = bundle::Parts;

    async fn bundle(
        &self,
        request: Request<v1::BundleRequest>,
    ) -> Result<Response<Self::BundleStream>, Status> {
        let desk = auth::desk_of(&self.desk, &request);
        let parts = bundle::begin(desk, &request.into_inner()).await?;
        Ok(Response::new(parts))
    }

    type FetchLogStream = reader_log::Parts;

    async fn fetch_log(
        &self,
        request: Request<v1::FetchLogRequest>,
    ) -> Result<Response<Self::FetchLogStream>, Status> {
        let desk = auth::desk_of(&self.desk, &request);
        let parts = reader_log::begin(desk, &request.into_inner()).await?;
        Ok(Response::new(parts))
    }
}
