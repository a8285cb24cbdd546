//! `record.proto`: the store: what was written must be read for ever.

use crate::common::{counter, health, outcome, wish_placement, wish_tag, wish_unit};
use crate::frozen;
use crate::license_document::machine_print;
use madoguchi_proto::v1::*;

frozen! {
    fn meta_record() -> MetaRecord {
        MetaRecord {
            schema: 301,
            revision: 70_002,
            batch_id: vec![0x30; 4],
            fleet_time_ms: 1_714_000_000_004,
            next_ticket_id: 70_005,
            next_number: 70_006,
            next_audit: 70_007,
            next_pairing: 70_008,
            day_ended_ms: 1_714_000_000_009,
            // What came later, and is not written where it is not there.
            ..MetaRecord::default()
        }
    } = "\
        08ad0210f2a2041a04303030302084e8f192f13128f5a20430f6a20438f7a20440f8a2044889e8f1\
        92f131";

    fn ticket_record() -> TicketRecord {
        TicketRecord {
            ticket_id: 70_001,
            number: "number".into(),
            class: TicketClass::Urgent as i32,
            added_at_ms: 1_714_000_000_004,
            rank_ms: 1_714_000_000_005,
            needs: vec![wish_placement(), wish_tag()],
            prefers: vec![wish_unit(), wish_placement()],
            prefers_until_ms: 1_714_000_000_008,
            state: TicketState::Ended as i32,
            unit: "unit".into(),
            deadline_ms: 1_714_000_000_011,
            attempts: vec![attempt_record()],
            misses: 313,
            closed_at_ms: 1_714_000_000_014,
            outcome: Some(outcome()),
            story: vec![chapter_record()],
            called_by_staff: true,
            held: Some(held_outcome()),
            grace_until_ms: 1_714_000_000_019,
            before: Some(before_record()),
            // What came later, and is not written where it is not there.
            ..TicketRecord::default()
        }
    } = "\
        08f1a20412066e756d62657218032084e8f192f1312885e8f192f13132020802320512037461673a\
        061a04756e69743a0208024088e8f192f13148085204756e6974588be8f192f131623808ad021204\
        756e69741883e8f192f1312084e8f192f1312a04505050503219080c10ae0218f3a20420f4a2042a\
        0a6572726f722d636f646568b902708ee8f192f1317a19080c10ae0218f3a20420f4a2042a0a6572\
        726f722d636f64658201290881e8f192f1311204776861741a037768792204756e697428b1023205\
        6163746f723a05120374616788010192011e08ad021219080c10ae0218f3a20420f4a2042a0a6572726f722d636f64\
        65980193e8f192f131\
        a2012f0881e8f192f13112047768617418042204756e69742885e8f192f131320208023205120374\
        61673a061a04756e6974";

    fn before_record() -> BeforeRecord {
        BeforeRecord {
            at_ms: 1_714_000_000_001,
            what: "what".into(),
            state: TicketState::Verifying as i32,
            unit: "unit".into(),
            deadline_ms: 1_714_000_000_005,
            needs: vec![wish_placement(), wish_tag()],
            prefers: vec![wish_unit()],
        }
    } = "\
        0881e8f192f13112047768617418042204756e69742885e8f192f13132020802320512037461673a\
        061a04756e6974";

    fn attempt_record() -> AttemptRecord {
        AttemptRecord {
            attempt: 301,
            unit: "unit".into(),
            called_at_ms: 1_714_000_000_003,
            placed_at_ms: 1_714_000_000_004,
            session_id: vec![0x50; 4],
            outcome: Some(outcome()),
        }
    } = "\
        08ad021204756e69741883e8f192f1312084e8f192f1312a04505050503219080c10ae0218f3a204\
        20f4a2042a0a6572726f722d636f6465";

    fn held_outcome() -> HeldOutcome {
        HeldOutcome { attempt: 301, outcome: Some(outcome()) }
    } = "08ad021219080c10ae0218f3a20420f4a2042a0a6572726f722d636f6465";

    fn chapter_record() -> ChapterRecord {
        ChapterRecord {
            at_ms: 1_714_000_000_001,
            what: "what".into(),
            why: "why".into(),
            unit: "unit".into(),
            attempt: 305,
            actor: "actor".into(),
            wish: Some(wish_tag()),
        }
    } = "0881e8f192f1311204776861741a037768792204756e697428b10232056163746f723a05\
        1203746167";

    fn unit_record() -> UnitRecord {
        UnitRecord {
            serial: "serial".into(),
            installation: vec![0x20; 4],
            key: vec![0x30; 4],
            old_keys: vec![vec![0x40; 4], vec![0x41; 4]],
            edition: Edition::Multi as i32,
            counter: Some(counter()),
            pairing: 70_007,
            retired: true,
            replaced_by: "replaced-by".into(),
            paused: true,
            paused_by_fleet: true,
            preferred: true,
            seat: "seat".into(),
            health: Some(health()),
            enrolled_at_ms: 1_714_000_000_015,
            day: -19_016,
            sessions: 317,
            verified: 318,
            failures: 319,
            grace_license_id: "grace-license-id".into(),
            grace_until_ms: 1_714_000_000_021,
            ..Default::default()
        }
    } = "\
        0a0673657269616c1204202020201a0430303030220440404040220441414141280232160a046e61\
        6d6510021a04746167731a06746167732d3238f7a20440014a0b7265706c616365642d6279500158\
        0160016a0473656174721208031205636f6465731207636f6465732d32788fe8f192f1318001b8eb\
        feffffffffffff018801bd029001be029801bf02a2011067726163652d6c6963656e73652d6964a8\
        0195e8f192f131";

    fn unit_record_only_retired() -> UnitRecord {
        UnitRecord { retired: true, ..Default::default() }
    } = "4001";

    fn unit_record_only_paused() -> UnitRecord {
        UnitRecord { paused: true, ..Default::default() }
    } = "5001";

    fn unit_record_only_paused_by_fleet() -> UnitRecord {
        UnitRecord { paused_by_fleet: true, ..Default::default() }
    } = "5801";

    fn unit_record_only_preferred() -> UnitRecord {
        UnitRecord { preferred: true, ..Default::default() }
    } = "6001";

    fn license_record() -> LicenseRecord {
        LicenseRecord {
            license_id: "license-id".into(),
            document: vec![0x20; 4],
            installed_at_ms: 1_714_000_000_003,
            bridge_until_ms: 1_714_000_000_004,
            returned_at_ms: 1_714_000_000_005,
        }
    } = "0a0a6c6963656e73652d69641204202020201883e8f192f1312084e8f192f1312885e8f192f131";

    fn walk_up_record() -> WalkUpRecord {
        WalkUpRecord {
            session_id: vec![0x10; 4],
            unit: "unit".into(),
            ended_at_ms: 1_714_000_000_003,
            outcome: Some(outcome()),
            ticket_id: 70_005,
        }
    } = "\
        0a04101010101204756e69741883e8f192f1312219080c10ae0218f3a20420f4a2042a0a6572726f\
        722d636f646528f5a204";

    fn audit_record() -> AuditRecord {
        AuditRecord {
            sequence: 70_001,
            at_ms: 1_714_000_000_002,
            actor: "actor".into(),
            command: "command".into(),
            subject: "subject".into(),
            request_id: vec![0x60; 4],
            answer: Some(answer_record_ticket_id()),
            request_content: Vec::new(),
        }
    } = "\
        08f1a2041082e8f192f1311a056163746f722207636f6d6d616e642a077375626a65637432046060\
        60603a0408f1a204";

    fn audit_record_of_a_request_with_its_content() -> AuditRecord {
        AuditRecord {
            request_content: vec![0x61; 4],
            ..audit_record()
        }
    } = "\
        08f1a2041082e8f192f1311a056163746f722207636f6d6d616e642a077375626a65637432046060\
        60603a0408f1a204420461616161";

    fn answer_record_ticket_id() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::TicketId(70_001)) }
    } = "08f1a204";

    fn answer_record_serial() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::Serial("serial".into())) }
    } = "120673657269616c";

    fn answer_record_license_id() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::LicenseId("license-id".into())) }
    } = "1a0a6c6963656e73652d6964";

    fn answer_record_ended_tickets() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::EndedTickets(304)) }
    } = "20b002";

    fn answer_record_no_ended_tickets() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::EndedTickets(0)) }
    } = "2000";

    fn backup_part_head() -> BackupPart {
        BackupPart { part: Some(backup_part::Part::Head(backup_head())) }
    } = "\
        0a2608ad0210ae021a08736f6674776172652084e8f192f13128f5a204320420202020380240b402";

    fn backup_part_file() -> BackupPart {
        BackupPart { part: Some(backup_part::Part::File(backup_file())) }
    } = "120c0a046e616d65120430303030";

    fn backup_part_records() -> BackupPart {
        BackupPart { part: Some(backup_part::Part::Records(backup_records())) }
    } = "1a1c0a0c0a04404040401204414141410a0c0a0442424242120443434343";

    fn backup_part_end() -> BackupPart {
        BackupPart { part: Some(backup_part::Part::End(backup_end())) }
    } = "220408f1a204";

    fn backup_head() -> BackupHead {
        BackupHead {
            format: 301,
            schema: 302,
            software: "software".into(),
            made_at_ms: 1_714_000_000_004,
            revision: 70_005,
            installation: vec![0x20; 4],
            environment: Environment::Test as i32,
            utc_offset_min: 308,
        }
    } = "\
        08ad0210ae021a08736f6674776172652084e8f192f13128f5a204320420202020380240b402";

    fn backup_file() -> BackupFile {
        BackupFile { name: "name".into(), content: vec![0x30; 4] }
    } = "0a046e616d65120430303030";

    fn backup_records() -> BackupRecords {
        BackupRecords {
            records: vec![
                backup_record(),
                BackupRecord { key: vec![0x42; 4], sealed: vec![0x43; 4] },
            ],
        }
    } = "0a0c0a04404040401204414141410a0c0a0442424242120443434343";

    fn backup_record() -> BackupRecord {
        BackupRecord { key: vec![0x40; 4], sealed: vec![0x41; 4] }
    } = "0a0440404040120441414141";

    fn backup_end() -> BackupEnd {
        BackupEnd { records: 70_001 }
    } = "08f1a204";

    fn licensing_record() -> LicensingRecord {
        LicensingRecord {
            acts: 70_001,
            newest_act: vec![0x20; 4],
            mark_ms: 1_714_000_000_003,
            window_ms: 1_714_000_000_004,
            ran_ms: 1_714_000_000_005,
            reset_nonce: vec![0x60; 4],
            machine: Some(machine_print()),
            installation: vec![0x80; 4],
        }
    } = "\
        08f1a2041204202020201883e8f192f1312084e8f192f1312885e8f192f1313204606060603a120a\
        04101010101204202020201a0430303030420480808080";

    fn revocation_record() -> RevocationRecord {
        RevocationRecord {
            document: vec![0x10; 4],
            received_at_ms: 1_714_000_000_002,
            signer: vec![0x30; 4],
        }
    } = "0a04101010101082e8f192f1311a0430303030";

    fn act_record() -> ActRecord {
        ActRecord {
            counter: 70_001,
            kind: "kind".into(),
            at_ms: 1_714_000_000_003,
            document: vec![0x40; 4],
            number: 70_005,
        }
    } = "08f1a20412046b696e641883e8f192f13122044040404028f5a204";

    fn answer_record_act() -> AnswerRecord {
        AnswerRecord { answer: Some(answer_record::Answer::Act(70_005)) }
    } = "28f5a204";

    fn unit_record_only_cable() -> UnitRecord {
        UnitRecord { cable: "cable".into(), ..Default::default() }
    } = "b201056361626c65";

    fn run_record() -> RunRecord {
        RunRecord { from_ms: 1_714_000_000_001, ahead_ms: -7 }
    } = "0881e8f192f13110f9ffffffffffffffff01";

    fn meta_record_only_times() -> MetaRecord {
        MetaRecord {
            off_since_ms: 1_714_000_000_001,
            shifted_ms: 3,
            runs: vec![RunRecord { from_ms: 5, ahead_ms: 6 }],
            ended_set_ms: 7,
            ..MetaRecord::default()
        }
    } = "5081e8f192f13158036204080510066807";

    fn ticket_record_only_shifted() -> TicketRecord {
        TicketRecord { shifted_ms: 3, ..Default::default() }
    } = "a80103";
}
