//! `license_document.proto`: the signed documents: what is signed is out there for ever.

use crate::{frozen, numbers};
use madoguchi_proto::v1::*;

numbers! {
    DocumentKind {
        Unspecified = 0,
        IssuerCertificate = 1,
        License = 2,
        RevocationList = 3,
        ActivationRequest = 4,
        LicenseReturn = 5,
        TransferRequest = 6,
        TimeReset = 7
    }
    LicenseKind { Unspecified = 0, Additional = 1, Bundled = 2 }
}

frozen! {
    fn signed_document() -> SignedDocument {
        SignedDocument {
            kind: DocumentKind::LicenseReturn as i32,
            payload: vec![0x20; 4],
            signature: vec![0x30; 4],
            issuer_certificate: vec![0x40; 4],
        }
    } = "08051204202020201a0430303030220440404040";

    fn document_header() -> DocumentHeader {
        DocumentHeader {
            id: "id".into(),
            environment: Environment::Test as i32,
            sequence: 70_003,
            issuer: vec![0x40; 4],
            issued_at_ms: 1_714_000_000_005,
        }
    } = "0a026964100218f3a2042204404040402885e8f192f131";

    fn issuer_certificate() -> IssuerCertificate {
        IssuerCertificate {
            header: Some(document_header()),
            public_key: vec![0x20; 4],
            name: "name".into(),
            kinds: vec![LicenseKind::Bundled as i32, LicenseKind::Additional as i32],
            seats_per_license: 305,
            last_sequence: 70_006,
            not_before_ms: 1_714_000_000_007,
            not_after_ms: 1_714_000_000_008,
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f1311204202020201a046e616d65220202\
        0128b10230f6a2043887e8f192f1314088e8f192f131";

    fn license_installation_key() -> License {
        License {
            header: Some(document_header()),
            kind: LicenseKind::Bundled as i32,
            seats: 303,
            bound_to: Some(license::BoundTo::InstallationKey(vec![0x40; 4])),
            not_before_ms: 1_714_000_000_006,
            not_after_ms: 1_714_000_000_007,
            supersedes: vec!["supersedes".into(), "supersedes-2".into()],
            lineage: "lineage".into(),
            revocation_list: vec![0xa0; 4],
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f131100218af022204404040403086e8f1\
        92f1313887e8f192f131420a73757065727365646573420c737570657273656465732d324a076c69\
        6e656167655204a0a0a0a0";

    fn license_unit() -> License {
        License {
            header: Some(document_header()),
            kind: LicenseKind::Bundled as i32,
            seats: 303,
            bound_to: Some(license::BoundTo::Unit(bound_unit())),
            not_before_ms: 1_714_000_000_006,
            not_after_ms: 1_714_000_000_007,
            supersedes: vec!["supersedes".into(), "supersedes-2".into()],
            lineage: "lineage".into(),
            revocation_list: vec![0xa0; 4],
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f131100218af022a0e0a0673657269616c\
        1204202020203086e8f192f1313887e8f192f131420a73757065727365646573420c737570657273\
        656465732d324a076c696e656167655204a0a0a0a0";

    fn bound_unit() -> BoundUnit {
        BoundUnit { serial: "serial".into(), unit_key: vec![0x20; 4] }
    } = "0a0673657269616c120420202020";

    fn revocation_list() -> RevocationList {
        RevocationList {
            header: Some(document_header()),
            licenses: vec!["licenses".into(), "licenses-2".into()],
            issuers: vec![revoked_issuer()],
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f13112086c6963656e736573120a6c6963\
        656e7365732d321a0a0a041010101010f2a204";

    fn revoked_issuer() -> RevokedIssuer {
        RevokedIssuer { issuer: vec![0x10; 4], from_sequence: 70_002 }
    } = "0a041010101010f2a204";

    fn act_chain() -> ActChain {
        ActChain { counter: 70_001, previous: vec![0x20; 4] }
    } = "08f1a204120420202020";

    fn activation_request() -> ActivationRequest {
        ActivationRequest {
            header: Some(document_header()),
            installation_key: vec![0x20; 4],
            acts: Some(act_chain()),
            nonce: vec![0x40; 4],
            product_key: "product-key".into(),
            seats: 306,
            units: vec!["units".into(), "units-2".into()],
            lost_licenses: vec!["lost-licenses".into(), "lost-licenses-2".into()],
            machine: Some(machine_print()),
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f1311204202020201a0a08f1a204120420\
        2020202204404040402a0b70726f647563742d6b657930b2023a05756e6974733a07756e6974732d\
        32420d6c6f73742d6c6963656e736573420f6c6f73742d6c6963656e7365732d324a120a04101010\
        101204202020201a0430303030";

    fn license_return() -> LicenseReturn {
        LicenseReturn {
            header: Some(document_header()),
            installation_key: vec![0x20; 4],
            acts: Some(act_chain()),
            licenses: vec!["licenses".into(), "licenses-2".into()],
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f1311204202020201a0a08f1a204120420\
        20202022086c6963656e736573220a6c6963656e7365732d32";

    fn machine_print() -> MachinePrint {
        MachinePrint { machine_id: vec![0x10; 4], board: vec![0x20; 4], disk: vec![0x30; 4] }
    } = "0a04101010101204202020201a0430303030";

    fn transfer_request() -> TransferRequest {
        TransferRequest {
            header: Some(document_header()),
            installation_key: vec![0x20; 4],
            acts: Some(act_chain()),
            nonce: vec![0x40; 4],
            license_id: "license-id".into(),
            old_unit: "old-unit".into(),
            new_unit: "new-unit".into(),
            replaced_at_ms: 1_714_000_000_008,
            units: vec!["units".into(), "units-2".into()],
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f1311204202020201a0a08f1a204120420\
        2020202204404040402a0a6c6963656e73652d696432086f6c642d756e69743a086e65772d756e69\
        744088e8f192f1314a05756e6974734a07756e6974732d32";

    fn time_reset() -> TimeReset {
        TimeReset {
            header: Some(document_header()),
            installation_key: vec![0x20; 4],
            nonce: vec![0x30; 4],
            time_ms: 1_714_000_000_004,
        }
    } = "\
        0a170a026964100218f3a2042204404040402885e8f192f1311204202020201a04303030302084e8\
        f192f131";
}
