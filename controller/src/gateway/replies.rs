//! Turns the fleet's types into wire messages for a reader.

use super::reader_logs::Ask;
use crate::texts;
use crate::wire;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::wish::Counter;
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1::attach_response::Frame;
use madoguchi_proto::v1::{self, AttachResponse, Text};

/// The name of this program, for support.
const SOFTWARE: &str = concat!("madoguchi ", env!("CARGO_PKG_VERSION"));

/// The frame for an order of the fleet.
pub(super) fn order(order: Order) -> AttachResponse {
    frame(match order {
        Order::Admission { verdict, serves } => Frame::Admission(v1::Admission {
            verdict: verdict.to_string(),
            text: Some(texts::admission(&verdict, serves)),
            serves,
        }),
        Order::Call {
            assignment,
            number,
            expires_in_ms,
        } => Frame::Call(v1::Call {
            assignment: Some(wire::assignment(assignment)),
            number: number.to_string(),
            expires_in_ms,
        }),
        Order::Withdraw { assignment, reason } => Frame::Withdraw(v1::Withdraw {
            assignment: Some(wire::assignment(assignment)),
            reason: Some(texts::withdrawal(&reason)),
        }),
        Order::Identify { counter, show_ms } => Frame::Identify(v1::Identify { counter, show_ms }),
        Order::Restart => Frame::Restart(v1::Restart {}),
        Order::ReportHolding => Frame::ReportHolding(v1::ReportHolding {}),
        Order::Close(closing) => Frame::Closing(v1::Closing {
            reason: Some(texts::closing(&closing)),
            retry: closing.retry(),
        }),
    })
}

/// The frame that accepts the connection.
pub(super) fn welcome(
    protocol: u32,
    now: FleetTime,
    environment: Environment,
    counter: &Counter,
) -> AttachResponse {
    frame(Frame::Welcome(v1::Welcome {
        protocol,
        fleet_time_ms: now.0,
        software: SOFTWARE.to_owned(),
        environment: v1::Environment::from(environment).into(),
        counter: Some(wire::counter(counter)),
    }))
}

/// The frame that says: everything up to and with this sequence is durable.
pub(super) fn acknowledge(sequence: u64) -> AttachResponse {
    frame(Frame::Acknowledge(v1::Acknowledge { sequence }))
}

/// The frame with a renewed certificate.
pub(super) fn renewed(certificate_pem: String, now: FleetTime) -> AttachResponse {
    frame(Frame::Renewed(v1::Renewed {
        certificate_pem,
        issued_at_ms: now.0,
    }))
}

/// The frame that asks for a part of the reader's log.
pub(super) fn send_log(ask: &Ask) -> AttachResponse {
    frame(Frame::SendLog(v1::SendLog {
        request: ask.request,
        days: ask.days,
        most_bytes: ask.most_bytes,
        before: ask.before.map(|place| v1::LogPlace {
            day: place.day,
            byte: place.byte,
        }),
    }))
}

/// The frame with which the gateway itself closes the connection.
pub(super) fn closing(reason: Text, retry: bool) -> AttachResponse {
    frame(Frame::Closing(v1::Closing {
        reason: Some(reason),
        retry,
    }))
}

const fn frame(frame: Frame) -> AttachResponse {
    AttachResponse { frame: Some(frame) }
}
