//! What a program that was never told of us looks up at the desk: does it serve, and what can be asked?

use crate::support::clinic::Clinic;
use crate::support::soon;
use prost::Message as _;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

const SERVICES: [&str; 6] = [
    "madoguchi.v1.Audit",
    "madoguchi.v1.FrontDesk",
    "madoguchi.v1.Licenses",
    "madoguchi.v1.People",
    "madoguchi.v1.Support",
    "madoguchi.v1.Units",
];

fn whether(service: &str) -> HealthCheckRequest {
    HealthCheckRequest {
        service: service.to_owned(),
    }
}

/// One question to the server's reflection.
fn asks(
    question: MessageRequest,
) -> impl tonic::IntoStreamingRequest<Message = ServerReflectionRequest> {
    tokio_stream::iter([ServerReflectionRequest {
        host: String::new(),
        message_request: Some(question),
    }])
}

#[tokio::test]
async fn each_service_says_that_it_serves_and_another_is_not_known() {
    let clinic = Clinic::open().await;
    let mut health = HealthClient::new(clinic.wire().await);
    for service in SERVICES.into_iter().chain([""]) {
        let told = soon(health.check(whether(service))).await.unwrap();
        assert_eq!(told.into_inner().status(), ServingStatus::Serving);
    }
    let of_readers = soon(health.check(whether("madoguchi.v1.Reader"))).await;
    assert_eq!(of_readers.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn the_schema_of_the_desk_is_told_and_each_request_is_in_it() {
    let clinic = Clinic::open().await;
    let mut reflection = ServerReflectionClient::new(clinic.wire().await);
    let question = asks(MessageRequest::ListServices(String::new()));
    let mut told = soon(reflection.server_reflection_info(question))
        .await
        .unwrap()
        .into_inner();
    let told = soon(told.message()).await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = told.message_response else {
        panic!("{told:?}");
    };
    let mut names: Vec<_> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    names.retain(|name| name.starts_with("madoguchi."));
    names.sort();
    assert_eq!(names, SERVICES);

    for service in SERVICES {
        let question = asks(MessageRequest::FileContainingSymbol(service.to_owned()));
        let mut told = soon(reflection.server_reflection_info(question))
            .await
            .unwrap()
            .into_inner();
        let told = soon(told.message()).await.unwrap().unwrap();
        let Some(MessageResponse::FileDescriptorResponse(files)) = told.message_response else {
            panic!("{service}: {told:?}");
        };
        let file = prost_types::FileDescriptorProto::decode(&*files.file_descriptor_proto[0]);
        let file = file.unwrap();
        assert_eq!(file.package(), "madoguchi.v1");
        assert!(!file.service[0].method.is_empty(), "{service}");
    }
}

#[tokio::test]
async fn without_the_token_nothing_can_be_looked_up() {
    let clinic = Clinic::open().await;
    let wire = clinic.wire_saying(None).await;
    let health = soon(HealthClient::new(wire.clone()).check(whether(""))).await;
    assert_eq!(health.unwrap_err().code(), Code::Unauthenticated);
    let question = asks(MessageRequest::ListServices(String::new()));
    let told = soon(ServerReflectionClient::new(wire).server_reflection_info(question)).await;
    assert_eq!(told.unwrap_err().code(), Code::Unauthenticated);
}
