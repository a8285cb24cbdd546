//! Turns the controller's frames into inputs of the machine, once, at the edge.

use madoguchi_proto::v1::attach_response::Frame;

use crate::session::Input;

/// The meaning of a frame after the first one.
///
/// # Errors
/// The frame makes no sense; the error says why.
pub(super) fn to_input(frame: Frame) -> Result<Input, &'static str> {
    Ok(match frame {
        Frame::Welcome(_) => return Err("a second Welcome"),
        Frame::Admission(admission) => Input::Admission {
            verdict: admission.verdict,
            serves: admission.serves,
            text: admission.text.unwrap_or_default(),
        },
        Frame::Call(call) => Input::Call {
            assignment: call.assignment.ok_or("a Call without an assignment")?,
            number: call.number,
            expires_in_ms: call.expires_in_ms,
        },
        Frame::Withdraw(withdraw) => Input::Withdraw {
            assignment: withdraw
                .assignment
                .ok_or("a Withdraw without an assignment")?,
            reason: withdraw.reason.unwrap_or_default(),
        },
        // The link has taken it already.
        Frame::Renewed(_) => return Err("a certificate out of place"),
        Frame::Restart(_) => Input::Restart,
        Frame::SendLog(_) => return Err("a wish for the log out of place"),
        Frame::ReportHolding(_) => Input::ReportHolding,
        Frame::Identify(identify) => Input::Identify {
            counter: identify.counter,
            show_ms: identify.show_ms,
        },
        Frame::Acknowledge(acknowledge) => Input::Acknowledge {
            sequence: acknowledge.sequence,
        },
        Frame::Closing(closing) => Input::Closing {
            reason: closing.reason.unwrap_or_default(),
            retry: closing.retry,
        },
    })
}
