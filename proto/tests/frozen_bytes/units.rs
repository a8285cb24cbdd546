//! `units.proto`: who is there, who serves and why not.

use crate::common::{counter, health, link, link_with_path, text};
use crate::{frozen, numbers};
use madoguchi_proto::v1::*;

numbers! {
    UnitActivity {
        Unspecified = 0,
        Absent = 1,
        Free = 2,
        Called = 3,
        Verifying = 4,
        WalkUp = 5,
        Finishing = 6,
        Asked = 7
    }
}

frozen! {
    fn unit() -> Unit {
        Unit {
            serial: "serial".into(),
            edition: Edition::Multi as i32,
            counter: Some(counter()),
            attached: true,
            link: Some(link()),
            admission: "admission".into(),
            serves: true,
            why: Some(text()),
            activity: UnitActivity::Asked as i32,
            ticket: "ticket".into(),
            health: Some(health()),
            paused: true,
            preferred: true,
            sessions_today: 314,
            verified_today: 315,
            software: "software".into(),
            retired: true,
            installation: "installation".into(),
            replaced_by: "replaced-by".into(),
            paused_by_fleet: true,
            grace_until_ms: 1_714_000_000_021,
            ..Default::default()
        }
    } = "\
        0a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a260a09\
        696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32096164\
        6d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b65745a\
        1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477617265\
        88010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a80195e8f1\
        92f131";

    fn unit_only_attached() -> Unit {
        Unit { attached: true, ..Default::default() }
    } = "2001";

    fn unit_only_serves() -> Unit {
        Unit { serves: true, ..Default::default() }
    } = "3801";

    fn unit_only_paused() -> Unit {
        Unit { paused: true, ..Default::default() }
    } = "6001";

    fn unit_only_preferred() -> Unit {
        Unit { preferred: true, ..Default::default() }
    } = "6801";

    fn unit_only_retired() -> Unit {
        Unit { retired: true, ..Default::default() }
    } = "880101";

    fn unit_only_paused_by_fleet() -> Unit {
        Unit { paused_by_fleet: true, ..Default::default() }
    } = "a00101";

    fn list_units_request() -> ListUnitsRequest {
        ListUnitsRequest { include_retired: true }
    } = "0801";

    fn list_units_response() -> ListUnitsResponse {
        ListUnitsResponse { units: vec![unit()], seats: Some(text()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn enroll_unit_request() -> EnrollUnitRequest {
        EnrollUnitRequest {
            request_id: vec![0x10; 4],
            serial: "serial".into(),
            edition: Edition::Multi as i32,
            counter: Some(counter()),
            certificate_request: vec![0x50; 4],
            ..Default::default()
        }
    } = "\
        0a0410101010120673657269616c180222160a046e616d6510021a04746167731a06746167732d32\
        2a0450505050";

    fn enroll_unit_response() -> EnrollUnitResponse {
        EnrollUnitResponse {
            certificate_pem: "certificate-pem".into(),
            authority_pem: "authority-pem".into(),
            server_name: "server-name".into(),
            issued_at_ms: 1_714_000_000_004,
            unit: Some(unit()),
            ..Default::default()
        }
    } = "\
        0a0f63657274696669636174652d70656d120d617574686f726974792d70656d1a0b736572766572\
        2d6e616d652084e8f192f1312acb010a0673657269616c10021a160a046e616d6510021a04746167\
        731a06746167732d3220012a260a09696e7465726661636512036275731a05636861696e20b0022a\
        0a7573622d73657269616c320961646d697373696f6e380142120a04636f64651206e7aa93e58fa3\
        1a02656e480752067469636b65745a1208031205636f6465731207636f6465732d326001680170ba\
        0278bb02820108736f66747761726588010192010c696e7374616c6c6174696f6e9a010b7265706c\
        616365642d6279a00101a80195e8f192f131";

    fn enroll_unit_response_with_server_key() -> EnrollUnitResponse {
        EnrollUnitResponse { server_key: vec![0x60; 4], ..Default::default() }
    } = "320460606060";

    fn pause_unit_request() -> PauseUnitRequest {
        PauseUnitRequest { request_id: vec![0x10; 4], serial: "serial".into(), now: true }
    } = "0a0410101010120673657269616c1801";

    fn pause_unit_response() -> PauseUnitResponse {
        PauseUnitResponse { unit: Some(unit()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f131";

    fn resume_unit_request() -> ResumeUnitRequest {
        ResumeUnitRequest { request_id: vec![0x10; 4], serial: "serial".into() }
    } = "0a0410101010120673657269616c";

    fn resume_unit_response() -> ResumeUnitResponse {
        ResumeUnitResponse { unit: Some(unit()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f131";

    fn prefer_unit_request() -> PreferUnitRequest {
        PreferUnitRequest {
            request_id: vec![0x10; 4],
            serial: "serial".into(),
            preferred: true,
        }
    } = "0a0410101010120673657269616c1801";

    fn prefer_unit_response() -> PreferUnitResponse {
        PreferUnitResponse { unit: Some(unit()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f131";

    fn retire_unit_request() -> RetireUnitRequest {
        RetireUnitRequest { request_id: vec![0x10; 4], serial: "serial".into() }
    } = "0a0410101010120673657269616c";

    fn retire_unit_response() -> RetireUnitResponse {
        RetireUnitResponse { unit: Some(unit()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f131";

    fn replace_unit_request() -> ReplaceUnitRequest {
        ReplaceUnitRequest {
            request_id: vec![0x10; 4],
            old: "old".into(),
            new: "new".into(),
        }
    } = "0a041010101012036f6c641a036e6577";

    fn replace_unit_response() -> ReplaceUnitResponse {
        ReplaceUnitResponse { unit: Some(unit()), notice: Some(text()) }
    } = "\
        0acb010a0673657269616c10021a160a046e616d6510021a04746167731a06746167732d3220012a\
        260a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c32\
        0961646d697373696f6e380142120a04636f64651206e7aa93e58fa31a02656e480752067469636b\
        65745a1208031205636f6465731207636f6465732d326001680170ba0278bb02820108736f667477\
        61726588010192010c696e7374616c6c6174696f6e9a010b7265706c616365642d6279a00101a801\
        95e8f192f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn unit_with_cable() -> Unit {
        Unit {
            link: Some(link_with_path()),
            cable: "cable".into(),
            drops: 323,
            plugged: true,
            ..Default::default()
        }
    } = "\
        2a390a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c\
        3204706174683a066465766963654203687562b201056361626c65b801c302c00101";

    fn unit_only_plugged() -> Unit {
        Unit { plugged: true, ..Default::default() }
    } = "c00101";

    fn enroll_unit_request_with_cable() -> EnrollUnitRequest {
        EnrollUnitRequest {
            cable: "cable".into(),
            ..Default::default()
        }
    } = "32056361626c65";

    fn note_unit_request() -> NoteUnitRequest {
        NoteUnitRequest {
            request_id: vec![0x10; 4],
            serial: "serial".into(),
            cable: "cable".into(),
        }
    } = "0a0410101010120673657269616c1a056361626c65";

    fn note_unit_response() -> NoteUnitResponse {
        NoteUnitResponse { unit: Some(unit_with_cable()) }
    } = "\
        0a4a2a390a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269\
        616c3204706174683a066465766963654203687562b201056361626c65b801c302c00101";

    fn pair_unit_request_open() -> PairUnitRequest {
        PairUnitRequest { frame: Some(pair_unit_request::Frame::Open(pairing_open())) }
    } = "\
        0a2f0a041010101010021a160a046e616d6510021a04746167731a06746167732d3222056361626c\
        652a0673657269616c";

    fn pair_unit_request_answer() -> PairUnitRequest {
        PairUnitRequest { frame: Some(pair_unit_request::Frame::Answer(pairing_answer())) }
    } = "120a08011206646967697473";

    fn pairing_open() -> PairingOpen {
        PairingOpen {
            request_id: vec![0x10; 4],
            edition: Edition::Multi as i32,
            counter: Some(counter()),
            cable: "cable".into(),
            serial: "serial".into(),
        }
    } = "\
        0a041010101010021a160a046e616d6510021a04746167731a06746167732d3222056361626c652a\
        0673657269616c";

    fn pairing_answer() -> PairingAnswer {
        PairingAnswer { same: true, digits: "digits".into() }
    } = "08011206646967697473";

    fn pair_unit_response_opened() -> PairUnitResponse {
        PairUnitResponse { frame: Some(pair_unit_response::Frame::Opened(pairing_opened())) }
    } = "0a0408f1a204";

    fn pair_unit_response_digits() -> PairUnitResponse {
        PairUnitResponse { frame: Some(pair_unit_response::Frame::Digits(pairing_digits())) }
    } = "\
        124d0a0673657269616c12390a09696e7465726661636512036275731a05636861696e20b0022a0a\
        7573622d73657269616c3204706174683a0664657669636542036875621a066469676974732001";

    fn pair_unit_response_paired() -> PairUnitResponse {
        PairUnitResponse { frame: Some(pair_unit_response::Frame::Paired(unit_with_cable())) }
    } = "\
        1a4a2a390a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269\
        616c3204706174683a066465766963654203687562b201056361626c65b801c302c00101";

    fn pair_unit_response_notice() -> PairUnitResponse {
        PairUnitResponse { frame: Some(pair_unit_response::Frame::Notice(text())) }
    } = "22120a04636f64651206e7aa93e58fa31a02656e";

    fn pair_unit_response_ended() -> PairUnitResponse {
        PairUnitResponse { frame: Some(pair_unit_response::Frame::Ended(text())) }
    } = "2a120a04636f64651206e7aa93e58fa31a02656e";

    fn pairing_opened() -> PairingOpened {
        PairingOpened { open_for_ms: 70_001 }
    } = "08f1a204";

    fn pairing_digits() -> PairingDigits {
        PairingDigits {
            serial: "serial".into(),
            link: Some(link_with_path()),
            digits: "digits".into(),
            known: true,
        }
    } = "\
        0a0673657269616c12390a09696e7465726661636512036275731a05636861696e20b0022a0a7573\
        622d73657269616c3204706174683a0664657669636542036875621a066469676974732001";
}
