//! What programs and tools look up at every gRPC server: whether it serves (`grpc.health.v1`), and what can be asked (`grpc.reflection.v1`).

use super::{
    AuditServer, FrontDeskServer, LicensesServer, PeopleServer, SupportServer, UnitsServer,
};
use crate::desk::grpc::Door;
use madoguchi_proto::SCHEMA;
use tonic::server::NamedService;
use tonic_health::pb::health_server::{Health, HealthServer};
use tonic_reflection::server::v1::{ServerReflection, ServerReflectionServer};

/// The services of the desk, by their names.
const SERVICES: [&str; 6] = [
    FrontDeskServer::<Door>::NAME,
    UnitsServer::<Door>::NAME,
    LicensesServer::<Door>::NAME,
    PeopleServer::<Door>::NAME,
    AuditServer::<Door>::NAME,
    SupportServer::<Door>::NAME,
];

/// Says that each service serves. A controller that cannot do its work ends (RULES R5), so there is nothing else to say while it runs.
pub(super) async fn health() -> HealthServer<impl Health> {
    let (reporter, server) = tonic_health::server::health_reporter();
    for service in SERVICES {
        let serving = tonic_health::ServingStatus::Serving;
        reporter.set_service_status(service, serving).await;
    }
    server
}

/// Tells the schema of the services, without the reader's, which are at another port.
pub(super) fn reflection() -> ServerReflectionServer<impl ServerReflection> {
    let builder = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(SCHEMA)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET);
    let named = SERVICES.into_iter().fold(builder, |builder, service| {
        builder.with_service_name(service)
    });
    #[expect(
        clippy::expect_used,
        reason = "the schema is compiled into this program, and a test reads it"
    )]
    named.build_v1().expect("the compiled schema is whole")
}
