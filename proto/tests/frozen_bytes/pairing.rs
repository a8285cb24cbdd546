//! `pairing.proto`: the door for readers that belong to nobody yet.

use crate::common::text;
use crate::frozen;
use madoguchi_proto::v1::*;

frozen! {
    fn pair_request_hello() -> PairRequest {
        PairRequest { frame: Some(pair_request::Frame::Hello(pair_hello())) }
    } = "\
        0a2e08ad0210ae021a0673657269616c2204404040402a08736f66747761726530023a0c76697274\
        75616c2d706f7274";

    fn pair_request_reveal() -> PairRequest {
        PairRequest { frame: Some(pair_request::Frame::Reveal(pair_reveal())) }
    } = "120c0a0410101010120420202020";

    fn pair_request_confirm() -> PairRequest {
        PairRequest { frame: Some(pair_request::Frame::Confirm(pair_confirm())) }
    } = "1a020801";

    fn pair_hello() -> PairHello {
        PairHello {
            protocol_oldest: 301,
            protocol_newest: 302,
            serial: "serial".into(),
            commitment: vec![0x40; 4],
            software: "software".into(),
            environment: Environment::Test as i32,
            virtual_port: "virtual-port".into(),
        }
    } = "\
        08ad0210ae021a0673657269616c2204404040402a08736f66747761726530023a0c766972747561\
        6c2d706f7274";

    fn pair_reveal() -> PairReveal {
        PairReveal {
            nonce: vec![0x10; 4],
            certificate_request: vec![0x20; 4],
        }
    } = "0a0410101010120420202020";

    fn pair_confirm() -> PairConfirm {
        PairConfirm { same: true }
    } = "0801";

    fn pair_confirm_differs() -> PairConfirm {
        PairConfirm { same: false }
    } = "";

    fn pair_response_challenge() -> PairResponse {
        PairResponse { frame: Some(pair_response::Frame::Challenge(pair_challenge())) }
    } = "\
        0a220a04101010101204202020201a0b7365727665722d6e616d652084e8f192f1312802";

    fn pair_response_done() -> PairResponse {
        PairResponse { frame: Some(pair_response::Frame::Done(pair_done())) }
    } = "12180a0f63657274696669636174652d70656d1082e8f192f131";

    fn pair_response_refused() -> PairResponse {
        PairResponse { frame: Some(pair_response::Frame::Refused(pair_refused())) }
    } = "1a160a120a04636f64651206e7aa93e58fa31a02656e1001";

    fn pair_challenge() -> PairChallenge {
        PairChallenge {
            nonce: vec![0x10; 4],
            authority: vec![0x20; 4],
            server_name: "server-name".into(),
            fleet_time_ms: 1_714_000_000_004,
            environment: Environment::Test as i32,
        }
    } = "\
        0a04101010101204202020201a0b7365727665722d6e616d652084e8f192f1312802";

    fn pair_done() -> PairDone {
        PairDone {
            certificate_pem: "certificate-pem".into(),
            issued_at_ms: 1_714_000_000_002,
        }
    } = "0a0f63657274696669636174652d70656d1082e8f192f131";

    fn pair_refused() -> PairRefused {
        PairRefused { reason: Some(text()), retry: true }
    } = "0a120a04636f64651206e7aa93e58fa31a02656e1001";
}
