//! `reader.proto`: the wire between agent and controller.

use crate::common::{counter, health, outcome, text};
use crate::frozen;
use madoguchi_proto::v1::*;

frozen! {
    fn attach_request_hello() -> AttachRequest {
        AttachRequest { frame: Some(attach_request::Frame::Hello(hello())) }
    } = "\
        0a7308ad0210ae021a0673657269616c2208736f6674776172652a045050505032200a0708f1a204\
        10ae0212130a0410101010120708f1a20410ae0218f3a20418013a1208031205636f646573120763\
        6f6465732d32420c7669727475616c2d706f7274480250af025a04b0b0b0b06204c0c0c0c0";

    fn attach_request_event() -> AttachRequest {
        AttachRequest { frame: Some(attach_request::Frame::Event(reader_event_card_placed())) }
    } = "121508f1a204120f0a0410101010120708f1a20410ae02";

    fn hello() -> Hello {
        Hello {
            protocol_oldest: 301,
            protocol_newest: 302,
            serial: "serial".into(),
            software: "software".into(),
            bundled_license: vec![0x50; 4],
            holding: Some(holding()),
            health: Some(health()),
            virtual_port: "virtual-port".into(),
            environment: Environment::Test as i32,
            spooled: 303,
            factory_key: vec![0xb0; 4],
            factory_proof: vec![0xc0; 4],
        }
    } = "\
        08ad0210ae021a0673657269616c2208736f6674776172652a045050505032200a0708f1a20410ae\
        0212130a0410101010120708f1a20410ae0218f3a20418013a1208031205636f6465731207636f64\
        65732d32420c7669727475616c2d706f7274480250af025a04b0b0b0b06204c0c0c0c0";

    fn holding() -> Holding {
        Holding {
            call: Some(assignment()),
            session: Some(running_session()),
            card_present: true,
        }
    } = "0a0708f1a20410ae0212130a0410101010120708f1a20410ae0218f3a2041801";

    fn assignment() -> Assignment {
        Assignment { ticket_id: 70_001, attempt: 302 }
    } = "08f1a20410ae02";

    fn running_session() -> RunningSession {
        RunningSession {
            session_id: vec![0x10; 4],
            assignment: Some(assignment()),
            elapsed_ms: 70_003,
        }
    } = "0a0410101010120708f1a20410ae0218f3a204";

    fn reader_event_card_placed() -> ReaderEvent {
        ReaderEvent {
            sequence: 70_001,
            event: Some(reader_event::Event::CardPlaced(card_placed())),
        }
    } = "08f1a204120f0a0410101010120708f1a20410ae02";

    fn reader_event_session_ended() -> ReaderEvent {
        ReaderEvent {
            sequence: 70_001,
            event: Some(reader_event::Event::SessionEnded(session_ended())),
        }
    } = "\
        08f1a2041a2e0a0410101010120708f1a20410ae021a19080c10ae0218f3a20420f4a2042a0a6572\
        726f722d636f646520f4a204";

    fn reader_event_card_removed() -> ReaderEvent {
        ReaderEvent {
            sequence: 70_001,
            event: Some(reader_event::Event::CardRemoved(card_removed())),
        }
    } = "08f1a2042200";

    fn reader_event_health() -> ReaderEvent {
        ReaderEvent { sequence: 70_001, event: Some(reader_event::Event::Health(health())) }
    } = "08f1a2042a1208031205636f6465731207636f6465732d32";

    fn reader_event_holding() -> ReaderEvent {
        ReaderEvent { sequence: 70_001, event: Some(reader_event::Event::Holding(holding())) }
    } = "08f1a20432200a0708f1a20410ae0212130a0410101010120708f1a20410ae0218f3a2041801";

    fn card_placed() -> CardPlaced {
        CardPlaced { session_id: vec![0x10; 4], assignment: Some(assignment()) }
    } = "0a0410101010120708f1a20410ae02";

    fn session_ended() -> SessionEnded {
        SessionEnded {
            session_id: vec![0x10; 4],
            assignment: Some(assignment()),
            outcome: Some(outcome()),
            age_ms: 70_004,
        }
    } = "\
        0a0410101010120708f1a20410ae021a19080c10ae0218f3a20420f4a2042a0a6572726f722d636f\
        646520f4a204";

    fn card_removed() -> CardRemoved {
        CardRemoved {}
    } = "";

    fn attach_response_welcome() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Welcome(welcome())) }
    } = "\
        0a2e08ad021082e8f192f1311a08736f66747761726520022a160a046e616d6510021a0474616773\
        1a06746167732d32";

    fn attach_response_admission() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Admission(admission())) }
    } = "121f0a077665726469637412120a04636f64651206e7aa93e58fa31a02656e1801";

    fn attach_response_call() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Call(call())) }
    } = "1a150a0708f1a20410ae0212066e756d62657218f3a204";

    fn attach_response_withdraw() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Withdraw(withdraw())) }
    } = "221d0a0708f1a20410ae0212120a04636f64651206e7aa93e58fa31a02656e";

    fn attach_response_report_holding() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::ReportHolding(report_holding())) }
    } = "2a00";

    fn attach_response_acknowledge() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Acknowledge(acknowledge())) }
    } = "320408f1a204";

    fn attach_response_closing() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Closing(closing())) }
    } = "3a160a120a04636f64651206e7aa93e58fa31a02656e1001";

    fn welcome() -> Welcome {
        Welcome {
            protocol: 301,
            fleet_time_ms: 1_714_000_000_002,
            software: "software".into(),
            environment: Environment::Test as i32,
            counter: Some(counter()),
        }
    } = "\
        08ad021082e8f192f1311a08736f66747761726520022a160a046e616d6510021a04746167731a06\
        746167732d32";

    fn admission() -> Admission {
        Admission { verdict: "verdict".into(), text: Some(text()), serves: true }
    } = "0a077665726469637412120a04636f64651206e7aa93e58fa31a02656e1801";

    fn call() -> Call {
        Call { assignment: Some(assignment()), number: "number".into(), expires_in_ms: 70_003 }
    } = "0a0708f1a20410ae0212066e756d62657218f3a204";

    fn withdraw() -> Withdraw {
        Withdraw { assignment: Some(assignment()), reason: Some(text()) }
    } = "0a0708f1a20410ae0212120a04636f64651206e7aa93e58fa31a02656e";

    fn report_holding() -> ReportHolding {
        ReportHolding {}
    } = "";

    fn acknowledge() -> Acknowledge {
        Acknowledge { sequence: 70_001 }
    } = "08f1a204";

    fn closing() -> Closing {
        Closing { reason: Some(text()), retry: true }
    } = "0a120a04636f64651206e7aa93e58fa31a02656e1001";

    fn attach_request_renew() -> AttachRequest {
        AttachRequest { frame: Some(attach_request::Frame::Renew(renew_certificate())) }
    } = "1a060a0410101010";

    fn renew_certificate() -> RenewCertificate {
        RenewCertificate { certificate_request: vec![0x10; 4] }
    } = "0a0410101010";

    fn attach_response_renewed() -> AttachResponse {
        AttachResponse { frame: Some(attach_response::Frame::Renewed(renewed())) }
    } = "42180a0f63657274696669636174652d70656d1082e8f192f131";

    fn renewed() -> Renewed {
        Renewed {
            certificate_pem: "certificate-pem".into(),
            issued_at_ms: 1_714_000_000_002,
        }
    } = "0a0f63657274696669636174652d70656d1082e8f192f131";
}
