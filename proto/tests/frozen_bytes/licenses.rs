//! `licenses.proto`: licenses that are installed.

use crate::common::text;
use crate::frozen;
use madoguchi_proto::v1::*;

frozen! {
    fn installed_license() -> InstalledLicense {
        InstalledLicense {
            license_id: "license-id".into(),
            kind: "kind".into(),
            seats: 303,
            bound_to: "bound-to".into(),
            environment: Environment::Test as i32,
            not_before_ms: 1_714_000_000_006,
            not_after_ms: 1_714_000_000_007,
            issuer: "issuer".into(),
            in_force: true,
            why: Some(text()),
            units: vec!["units".into(), "units-2".into()],
            lineage: "lineage".into(),
            supersedes: vec!["supersedes".into(), "supersedes-2".into()],
            issued_at_ms: 1_714_000_000_014,
            installed_at_ms: 1_714_000_000_015,
            standing: "standing".into(),
        }
    } = "\
        0a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f192f131\
        3887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e5a0575\
        6e6974735a07756e6974732d3262076c696e656167656a0a737570657273656465736a0c73757065\
        7273656465732d32708ee8f192f131788fe8f192f1318201087374616e64696e67";

    fn install_license_request() -> InstallLicenseRequest {
        InstallLicenseRequest {
            request_id: vec![0x10; 4],
            document: vec![0x20; 4],
            old_pc_died: true,
            only_look: true,
        }
    } = "0a041010101012042020202018012001";

    fn install_license_response() -> InstallLicenseResponse {
        InstallLicenseResponse {
            license: Some(installed_license()),
            seats_before: Some(text()),
            seats_after: Some(Text { code: "code-2".into(), ..text() }),
            newly_seated: vec!["newly-seated".into(), "newly-seated-2".into()],
            already_installed: true,
            kind: "kind".into(),
            notices: vec![text()],
        }
    } = "\
        0a99010a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f1\
        92f1313887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e\
        5a05756e6974735a07756e6974732d3262076c696e656167656a0a737570657273656465736a0c73\
        7570657273656465732d32708ee8f192f131788fe8f192f1318201087374616e64696e6712120a04\
        636f64651206e7aa93e58fa31a02656e1a140a06636f64652d321206e7aa93e58fa31a02656e220c\
        6e65776c792d736561746564220e6e65776c792d7365617465642d32280132046b696e643a120a04\
        636f64651206e7aa93e58fa31a02656e";

    fn list_licenses_request() -> ListLicensesRequest {
        ListLicensesRequest {}
    } = "";

    fn list_licenses_response() -> ListLicensesResponse {
        ListLicensesResponse {
            licenses: vec![installed_license()],
            seats: Some(text()),
            installation: "installation".into(),
            utc_offset_min: 304,
            lists: vec![known_list()],
            notices: vec![Text { code: "code-2".into(), ..text() }],
            license_time_ms: 1_714_000_000_007,
        }
    } = "\
        0a99010a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f1\
        92f1313887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e\
        5a05756e6974735a07756e6974732d3262076c696e656167656a0a737570657273656465736a0c73\
        7570657273656465732d32708ee8f192f131788fe8f192f1318201087374616e64696e6712120a04\
        636f64651206e7aa93e58fa31a02656e1a0c696e7374616c6c6174696f6e20b0022a290a06736967\
        6e657210f2a2041883e8f192f13122086c6963656e736573220a6c6963656e7365732d3232140a06\
        636f64652d321206e7aa93e58fa31a02656e3887e8f192f131";

    fn known_list() -> KnownList {
        KnownList {
            signer: "signer".into(),
            number: 70_002,
            issued_at_ms: 1_714_000_000_003,
            licenses: vec!["licenses".into(), "licenses-2".into()],
        }
    } = "\
        0a067369676e657210f2a2041883e8f192f13122086c6963656e736573220a6c6963656e7365732d\
        32";

    fn ask_activation() -> AskActivation {
        AskActivation { product_key: "product-key".into(), seats: 302, reissue: true }
    } = "0a0b70726f647563742d6b657910ae021801";

    fn ask_transfer() -> AskTransfer {
        AskTransfer { old_unit: "old-unit".into() }
    } = "0a086f6c642d756e6974";

    fn sign_request_request_activation() -> SignRequestRequest {
        SignRequestRequest {
            request_id: vec![0x10; 4],
            request: Some(sign_request_request::Request::Activation(ask_activation())),
        }
    } = "0a041010101012120a0b70726f647563742d6b657910ae021801";

    fn sign_request_request_transfer() -> SignRequestRequest {
        SignRequestRequest {
            request_id: vec![0x10; 4],
            request: Some(sign_request_request::Request::Transfer(ask_transfer())),
        }
    } = "0a04101010101a0a0a086f6c642d756e6974";

    fn signed_act() -> SignedAct {
        SignedAct {
            counter: 70_001,
            kind: "kind".into(),
            at_ms: 1_714_000_000_003,
            document: vec![0x40; 4],
            number: 70_002,
        }
    } = "08f1a20412046b696e641883e8f192f13122044040404028f2a204";

    fn sign_request_response() -> SignRequestResponse {
        SignRequestResponse { act: Some(signed_act()) }
    } = "0a1b08f1a20412046b696e641883e8f192f13122044040404028f2a204";

    fn list_acts_request() -> ListActsRequest {
        ListActsRequest {}
    } = "";

    fn list_acts_response() -> ListActsResponse {
        ListActsResponse { acts: vec![signed_act()], utc_offset_min: 302 }
    } = "0a1b08f1a20412046b696e641883e8f192f13122044040404028f2a20410ae02";

    fn ask_time_reset_request() -> AskTimeResetRequest {
        AskTimeResetRequest { request_id: vec![0x10; 4] }
    } = "0a0410101010";

    fn ask_time_reset_response() -> AskTimeResetResponse {
        AskTimeResetResponse { installation: "installation".into(), nonce: "nonce".into() }
    } = "0a0c696e7374616c6c6174696f6e12056e6f6e6365";
}
