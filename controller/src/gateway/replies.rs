//! From words of the domain to words of the wire: what a reader is sent.

use crate::texts;
use crate::wire;
use madoguchi_fleet::decision::Order;
use madoguchi_fleet::ids::Assignment;
use madoguchi_fleet::time::FleetTime;
use madoguchi_fleet::wish::Counter;
use madoguchi_licensing::grant::Environment;
use madoguchi_proto::v1::attach_response::Frame;
use madoguchi_proto::v1::{self, AttachResponse, Text};

/// What this program calls itself, for support.
const SOFTWARE: &str = concat!("madoguchi ", env!("CARGO_PKG_VERSION"));

/// An order of the fleet.
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
            assignment: Some(wire_assignment(assignment)),
            number: number.to_string(),
            expires_in_ms,
        }),
        Order::Withdraw { assignment, reason } => Frame::Withdraw(v1::Withdraw {
            assignment: Some(wire_assignment(assignment)),
            reason: Some(texts::withdrawal(&reason)),
        }),
        Order::ReportHolding => Frame::ReportHolding(v1::ReportHolding {}),
        Order::Close(closing) => Frame::Closing(v1::Closing {
            reason: Some(texts::closing(&closing)),
            retry: closing.retry(),
        }),
    })
}

/// The connection stands.
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
        environment: wire_environment(environment).into(),
        counter: Some(wire::counter(counter)),
    }))
}

/// Everything up to and with this sequence is durable.
pub(super) fn acknowledge(sequence: u64) -> AttachResponse {
    frame(Frame::Acknowledge(v1::Acknowledge { sequence }))
}

/// The certificate that was asked for.
pub(super) fn renewed(certificate_pem: String, now: FleetTime) -> AttachResponse {
    frame(Frame::Renewed(v1::Renewed {
        certificate_pem,
        issued_at_ms: now.0,
    }))
}

/// The gateway itself closes the connection.
pub(super) fn closing(reason: Text, retry: bool) -> AttachResponse {
    frame(Frame::Closing(v1::Closing {
        reason: Some(reason),
        retry,
    }))
}

const fn frame(frame: Frame) -> AttachResponse {
    AttachResponse { frame: Some(frame) }
}

const fn wire_assignment(assignment: Assignment) -> v1::Assignment {
    v1::Assignment {
        ticket_id: assignment.ticket.0,
        attempt: assignment.attempt,
    }
}

const fn wire_environment(environment: Environment) -> v1::Environment {
    match environment {
        Environment::Production => v1::Environment::Production,
        Environment::Test => v1::Environment::Test,
    }
}
