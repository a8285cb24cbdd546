//! `front_desk.proto`: tickets, for reception.

use crate::common::{outcome, text, wish_placement, wish_tag, wish_unit};
use crate::{frozen, numbers};
use madoguchi_proto::v1::*;

numbers! {
    TicketState {
        Unspecified = 0,
        Waiting = 1,
        Parked = 2,
        Called = 3,
        Verifying = 4,
        Missed = 5,
        Done = 6,
        Cancelled = 7,
        Ended = 8
    }
}

frozen! {
    fn ticket() -> Ticket {
        Ticket {
            ticket_id: 70_001,
            number: "number".into(),
            class: TicketClass::Urgent as i32,
            state: TicketState::Ended as i32,
            needs: vec![wish_placement(), wish_tag()],
            prefers: vec![wish_unit(), wish_placement()],
            added_at_ms: 1_714_000_000_007,
            unit: "unit".into(),
            counter: "counter".into(),
            attempt: 310,
            outcome: Some(outcome()),
            position: 312,
            why: Some(text()),
            deadline_ms: 1_714_000_000_014,
            // What came later, and is not written where it is not there.
            ..Ticket::default()
        }
    } = "\
        08f1a20412066e756d626572180320082a0208022a05120374616732061a04756e69743202080238\
        87e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2042a\
        0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f192f1\
        31";

    fn chapter() -> Chapter {
        Chapter {
            at_ms: 1_714_000_000_001,
            text: Some(text()),
            unit: "unit".into(),
            attempt: 304,
            actor: "actor".into(),
        }
    } = "\
        0881e8f192f13112120a04636f64651206e7aa93e58fa31a02656e1a04756e697420b0022a056163\
        746f72";

    fn add_ticket_request() -> AddTicketRequest {
        AddTicketRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            class: TicketClass::Urgent as i32,
            needs: vec![wish_placement(), wish_tag()],
            prefers: vec![wish_unit(), wish_placement()],
        }
    } = "0a041010101012066e756d626572180322020802220512037461672a061a04756e69742a020802";

    fn add_ticket_response() -> AddTicketResponse {
        AddTicketResponse { ticket: Some(ticket()), notice: Some(text()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn call_ticket_request() -> CallTicketRequest {
        CallTicketRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            unit: "unit".into(),
        }
    } = "0a041010101012066e756d6265721a04756e6974";

    fn call_ticket_response() -> CallTicketResponse {
        CallTicketResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn recall_ticket_request() -> RecallTicketRequest {
        RecallTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn recall_ticket_response() -> RecallTicketResponse {
        RecallTicketResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn move_ticket_request() -> MoveTicketRequest {
        MoveTicketRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            unit: "unit".into(),
        }
    } = "0a041010101012066e756d6265721a04756e6974";

    fn move_ticket_response() -> MoveTicketResponse {
        MoveTicketResponse { ticket: Some(ticket()), notice: Some(text()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn park_ticket_request() -> ParkTicketRequest {
        ParkTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn park_ticket_response() -> ParkTicketResponse {
        ParkTicketResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn unpark_ticket_request() -> UnparkTicketRequest {
        UnparkTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn unpark_ticket_response() -> UnparkTicketResponse {
        UnparkTicketResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn cancel_ticket_request() -> CancelTicketRequest {
        CancelTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn cancel_ticket_response() -> CancelTicketResponse {
        CancelTicketResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn get_ticket_request() -> GetTicketRequest {
        GetTicketRequest { number: "number".into() }
    } = "0a066e756d626572";

    fn get_ticket_response() -> GetTicketResponse {
        GetTicketResponse {
            ticket: Some(ticket()),
            story: vec![chapter()],
            utc_offset_min: 303,
            undo: Some(text()),
        }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131122b0881e8f192f13112120a04636f64651206e7aa93e58fa31a02656e1a04756e697420b0\
        022a056163746f7218af0222120a04636f64651206e7aa93e58fa31a02656e";

    fn list_tickets_request() -> ListTicketsRequest {
        ListTicketsRequest {
            include_closed: true,
            page_size: 302,
            page_token: "page-token".into(),
        }
    } = "080110ae021a0a706167652d746f6b656e";

    fn list_tickets_response() -> ListTicketsResponse {
        ListTicketsResponse {
            tickets: vec![ticket()],
            next_page_token: "next-page-token".into(),
            utc_offset_min: 303,
        }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131120f6e6578742d706167652d746f6b656e18af02";

    fn undo_ticket_request() -> UndoTicketRequest {
        UndoTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn undo_ticket_response() -> UndoTicketResponse {
        UndoTicketResponse { ticket: Some(ticket()), notice: Some(text()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn reopen_ticket_request() -> ReopenTicketRequest {
        ReopenTicketRequest { request_id: vec![0x10; 4], number: "number".into() }
    } = "0a041010101012066e756d626572";

    fn reopen_ticket_response() -> ReopenTicketResponse {
        ReopenTicketResponse { ticket: Some(ticket()), notice: Some(text()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn drop_need_request() -> DropNeedRequest {
        DropNeedRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            need: Some(wish_tag()),
        }
    } = "0a041010101012066e756d6265721a051203746167";

    fn drop_need_response() -> DropNeedResponse {
        DropNeedResponse { ticket: Some(ticket()), notice: Some(text()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f13112120a04636f64651206e7aa93e58fa31a02656e";

    fn bind_walk_up_request_session_id() -> BindWalkUpRequest {
        BindWalkUpRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            walk_up: Some(bind_walk_up_request::WalkUp::SessionId(vec![0x30; 4])),
        }
    } = "0a041010101012066e756d6265721a0430303030";

    fn bind_walk_up_request_newest_at_unit() -> BindWalkUpRequest {
        BindWalkUpRequest {
            request_id: vec![0x10; 4],
            number: "number".into(),
            walk_up: Some(bind_walk_up_request::WalkUp::NewestAtUnit(
                "newest-at-unit".into(),
            )),
        }
    } = "0a041010101012066e756d626572220e6e65776573742d61742d756e6974";

    fn bind_walk_up_response() -> BindWalkUpResponse {
        BindWalkUpResponse { ticket: Some(ticket()) }
    } = "\
        0a7908f1a20412066e756d626572180320082a0208022a05120374616732061a04756e6974320208\
        023887e8f192f1314204756e69744a07636f756e74657250b6025a19080c10ae0218f3a20420f4a2\
        042a0a6572726f722d636f646560b8026a120a04636f64651206e7aa93e58fa31a02656e708ee8f1\
        92f131";

    fn walk_up() -> WalkUp {
        WalkUp {
            session_id: vec![0x10; 4],
            unit: "unit".into(),
            counter: "counter".into(),
            ended_at_ms: 1_714_000_000_004,
            outcome: Some(outcome()),
            ticket_id: 70_006,
            number: "number".into(),
            why: Some(text()),
        }
    } = "\
        0a04101010101204756e69741a07636f756e7465722084e8f192f1312a19080c10ae0218f3a20420\
        f4a2042a0a6572726f722d636f646530f6a2043a066e756d62657242120a04636f64651206e7aa93\
        e58fa31a02656e";

    fn list_walk_ups_request() -> ListWalkUpsRequest {
        ListWalkUpsRequest { include_all: true, limit: 302 }
    } = "080110ae02";

    fn list_walk_ups_response() -> ListWalkUpsResponse {
        ListWalkUpsResponse { walk_ups: vec![walk_up()], utc_offset_min: 302 }
    } = "\
        0a570a04101010101204756e69741a07636f756e7465722084e8f192f1312a19080c10ae0218f3a2\
        0420f4a2042a0a6572726f722d636f646530f6a2043a066e756d62657242120a04636f64651206e7\
        aa93e58fa31a02656e10ae02";

    fn end_day_request() -> EndDayRequest {
        EndDayRequest { request_id: vec![0x10; 4] }
    } = "0a0410101010";

    fn end_day_response() -> EndDayResponse {
        EndDayResponse { ended: 301, notice: Some(text()) }
    } = "08ad0212120a04636f64651206e7aa93e58fa31a02656e";
}
