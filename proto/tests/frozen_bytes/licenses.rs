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
        }
    } = "\
        0a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f192f131\
        3887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e5a0575\
        6e6974735a07756e6974732d32";

    fn install_license_request() -> InstallLicenseRequest {
        InstallLicenseRequest { request_id: vec![0x10; 4], document: vec![0x20; 4] }
    } = "0a0410101010120420202020";

    fn install_license_response() -> InstallLicenseResponse {
        InstallLicenseResponse {
            license: Some(installed_license()),
            seats_before: Some(text()),
            seats_after: Some(Text { code: "code-2".into(), ..text() }),
            newly_seated: vec!["newly-seated".into(), "newly-seated-2".into()],
            already_installed: true,
        }
    } = "\
        0a5d0a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f192\
        f1313887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e5a\
        05756e6974735a07756e6974732d3212120a04636f64651206e7aa93e58fa31a02656e1a140a0663\
        6f64652d321206e7aa93e58fa31a02656e220c6e65776c792d736561746564220e6e65776c792d73\
        65617465642d322801";

    fn list_licenses_request() -> ListLicensesRequest {
        ListLicensesRequest {}
    } = "";

    fn list_licenses_response() -> ListLicensesResponse {
        ListLicensesResponse {
            licenses: vec![installed_license()],
            seats: Some(text()),
            installation: "installation".into(),
            utc_offset_min: 304,
        }
    } = "\
        0a5d0a0a6c6963656e73652d696412046b696e6418af022208626f756e642d746f28023086e8f192\
        f1313887e8f192f1314206697373756572480152120a04636f64651206e7aa93e58fa31a02656e5a\
        05756e6974735a07756e6974732d3212120a04636f64651206e7aa93e58fa31a02656e1a0c696e73\
        74616c6c6174696f6e20b002";
}
