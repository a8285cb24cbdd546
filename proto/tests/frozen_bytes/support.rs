//! `support.proto`: what support looks at.

use crate::common::text;
use crate::front_desk::ticket;
use crate::frozen;
use crate::record::backup_part_head;
use crate::units::unit;
use madoguchi_proto::v1::*;

frozen! {
    fn status() -> Status {
        Status {
            fleet_time_ms: 1_714_000_000_001,
            software: "software".into(),
            environment: Environment::Test as i32,
            units: vec![unit()],
            waiting: 305,
            tickets: vec![ticket()],
            seats: Some(text()),
            closed_today: 308,
            alarms: vec![Text { code: "code-2".into(), ..text() }],
            policy: "policy".into(),
            revision: 70_011,
            utc_offset_min: 312,
            // What came later, and is not written where it is not there.
            ..Status::default()
        }
    } = "\
        0881e8f192f1311208736f667477617265180222cb010a0673657269616c10021a160a046e616d65\
        10021a04746167731a06746167732d3220012a260a09696e7465726661636512036275731a056368\
        61696e20b0022a0a7573622d73657269616c320961646d697373696f6e380142120a04636f646512\
        06e7aa93e58fa31a02656e480752067469636b65745a1208031205636f6465731207636f6465732d\
        326001680170ba0278bb02820108736f66747761726588010192010c696e7374616c6c6174696f6e\
        9a010b7265706c616365642d6279a00101a80195e8f192f13128b102327908f1a20412066e756d62\
        6572180320082a0208022a05120374616732061a04756e6974320208023887e8f192f1314204756e\
        69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2042a0a6572726f722d636f64\
        6560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f192f1313a120a04636f646512\
        06e7aa93e58fa31a02656e40b4024a140a06636f64652d321206e7aa93e58fa31a02656e5206706f\
        6c69637958fba20460b802";

    fn get_status_request() -> GetStatusRequest {
        GetStatusRequest {}
    } = "";

    fn get_status_response() -> GetStatusResponse {
        GetStatusResponse { status: Some(status()) }
    } = "\
        0a9b030881e8f192f1311208736f667477617265180222cb010a0673657269616c10021a160a046e\
        616d6510021a04746167731a06746167732d3220012a260a09696e7465726661636512036275731a\
        05636861696e20b0022a0a7573622d73657269616c320961646d697373696f6e380142120a04636f\
        64651206e7aa93e58fa31a02656e480752067469636b65745a1208031205636f6465731207636f64\
        65732d326001680170ba0278bb02820108736f66747761726588010192010c696e7374616c6c6174\
        696f6e9a010b7265706c616365642d6279a00101a80195e8f192f13128b102327908f1a20412066e\
        756d626572180320082a0208022a05120374616732061a04756e6974320208023887e8f192f13142\
        04756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2042a0a6572726f722d\
        636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f192f1313a120a04636f\
        64651206e7aa93e58fa31a02656e40b4024a140a06636f64652d321206e7aa93e58fa31a02656e52\
        06706f6c69637958fba20460b802";

    fn watch_status_request() -> WatchStatusRequest {
        WatchStatusRequest {}
    } = "";

    fn watch_status_response() -> WatchStatusResponse {
        WatchStatusResponse { status: Some(status()) }
    } = "\
        0a9b030881e8f192f1311208736f667477617265180222cb010a0673657269616c10021a160a046e\
        616d6510021a04746167731a06746167732d3220012a260a09696e7465726661636512036275731a\
        05636861696e20b0022a0a7573622d73657269616c320961646d697373696f6e380142120a04636f\
        64651206e7aa93e58fa31a02656e480752067469636b65745a1208031205636f6465731207636f64\
        65732d326001680170ba0278bb02820108736f66747761726588010192010c696e7374616c6c6174\
        696f6e9a010b7265706c616365642d6279a00101a80195e8f192f13128b102327908f1a20412066e\
        756d626572180320082a0208022a05120374616732061a04756e6974320208023887e8f192f13142\
        04756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2042a0a6572726f722d\
        636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f192f1313a120a04636f\
        64651206e7aa93e58fa31a02656e40b4024a140a06636f64652d321206e7aa93e58fa31a02656e52\
        06706f6c69637958fba20460b802";

    fn confirm_time_request() -> ConfirmTimeRequest {
        ConfirmTimeRequest { request_id: vec![0x10; 4], seen_ahead_ms: 0 }
    } = "0a0410101010";

    fn confirm_time_response() -> ConfirmTimeResponse {
        ConfirmTimeResponse { fleet_time_ms: 1_714_000_000_001, utc_offset_min: 302, sets_at_ms: 0 }
    } = "0881e8f192f13110ae02";

    fn backup_request() -> BackupRequest {
        BackupRequest {}
    } = "";

    fn backup_response() -> BackupResponse {
        BackupResponse { part: Some(backup_part_head()) }
    } = "\
        0a280a2608ad0210ae021a08736f6674776172652084e8f192f13128f5a204320420202020380240\
        b402";

    fn times() -> Times {
        Times {
            time_of_day_ms: 1,
            fleet_time_ms: 2,
            settled: true,
            apart_since_ms: 4,
            utc_offset_min: 5,
        }
    } = "08011002180120042805";

    fn get_time_request() -> GetTimeRequest {
        GetTimeRequest {}
    } = "";

    fn get_time_response() -> GetTimeResponse {
        GetTimeResponse {
            time: Some(Times::default()),
            differ: true,
            ends: vec!["a".into()],
            begins: vec!["b".into()],
            sets_at_ms: 5,
            text: Some(Text::default()),
        }
    } = "0a0010011a016122016228053200";

    fn confirm_time_request_only_seen() -> ConfirmTimeRequest {
        ConfirmTimeRequest { seen_ahead_ms: 3, ..Default::default() }
    } = "1003";

    fn confirm_time_response_only_sets_at() -> ConfirmTimeResponse {
        ConfirmTimeResponse { sets_at_ms: 3, ..Default::default() }
    } = "1803";
}
