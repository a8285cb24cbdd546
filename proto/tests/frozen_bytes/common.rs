//! `common.proto`: the words that several services share.

use crate::{frozen, numbers};
use madoguchi_proto::v1::*;

numbers! {
    Environment { Unspecified = 0, Production = 1, Test = 2 }
    Edition { Unspecified = 0, Single = 1, Multi = 2 }
    Placement { Unspecified = 0, Standing = 1, Seated = 2 }
    TicketClass { Unspecified = 0, Normal = 1, Priority = 2, Urgent = 3 }
    OutcomeKind {
        Unspecified = 0,
        VerifiedFace = 1,
        VerifiedPin = 2,
        VerifiedPinGuardian = 3,
        FaceNotMatched = 4,
        PinWrong = 5,
        PinLocked = 6,
        CardExpired = 7,
        CardUnreadable = 8,
        NotMyNumberCard = 9,
        GivenUp = 10,
        TimedOut = 11,
        UnitFailed = 12
    }
    HealthState { Unspecified = 0, Healthy = 1, Degraded = 2, Faulted = 3 }
}

frozen! {
    fn text() -> Text {
        Text { code: "code".into(), ja: "窓口".into(), en: "en".into() }
    } = "0a04636f64651206e7aa93e58fa31a02656e";

    fn counter() -> Counter {
        Counter {
            name: "name".into(),
            placement: Placement::Seated as i32,
            tags: vec!["tags".into(), "tags-2".into()],
        }
    } = "0a046e616d6510021a04746167731a06746167732d32";

    fn wish_placement() -> Wish {
        Wish { wish: Some(wish::Wish::Placement(Placement::Seated as i32)) }
    } = "0802";

    fn wish_tag() -> Wish {
        Wish { wish: Some(wish::Wish::Tag("tag".into())) }
    } = "1203746167";

    fn wish_unit() -> Wish {
        Wish { wish: Some(wish::Wish::Unit("unit".into())) }
    } = "1a04756e6974";

    fn outcome() -> Outcome {
        Outcome {
            kind: OutcomeKind::UnitFailed as i32,
            tries_left: 302,
            duration_ms: 70_003,
            face_ms: 70_004,
            error_code: "error-code".into(),
        }
    } = "080c10ae0218f3a20420f4a2042a0a6572726f722d636f6465";

    fn health() -> Health {
        Health {
            state: HealthState::Faulted as i32,
            codes: vec!["codes".into(), "codes-2".into()],
        }
    } = "08031205636f6465731207636f6465732d32";

    fn link() -> Link {
        Link {
            interface: "interface".into(),
            bus: "bus".into(),
            chain: "chain".into(),
            speed_mbps: 304,
            usb_serial: "usb-serial".into(),
            ..Default::default()
        }
    } = "0a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c";

    fn link_with_path() -> Link {
        Link {
            path: "path".into(),
            device: "device".into(),
            hub: "hub".into(),
            ..link()
        }
    } = "\
        0a09696e7465726661636512036275731a05636861696e20b0022a0a7573622d73657269616c3204\
        706174683a066465766963654203687562";
}
