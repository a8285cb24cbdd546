//! A refusal as a status of gRPC: its details are an encoded `Refusal`, which reads as a `Text`, and its message is the English of it.

use crate::desk::{Kind, Refused};
use madoguchi_proto::v1::{self, Text};
use prost::Message;
use tonic::{Code, Status};

/// A status with this text.
#[must_use]
pub fn status_of(code: Code, text: &Text) -> Status {
    let Text { code: name, ja, en } = text.clone();
    let fault = madoguchi_faults::of_name(&name).map(|fault| fault.code.to_string());
    let refusal = v1::Refusal {
        code: name,
        ja,
        en,
        fault: fault.unwrap_or_default(),
    };
    Status::with_details(code, text.en.clone(), refusal.encode_to_vec().into())
}

/// The text of a status of the desk; `None` if the status came from elsewhere, for example from the transport.
#[must_use]
pub fn said(status: &Status) -> Option<Text> {
    Text::decode(status.details())
        .ok()
        .filter(|text| !text.code.is_empty())
}

impl From<Refused> for Status {
    fn from(refused: Refused) -> Self {
        let code = match refused.kind {
            Kind::Invalid => Code::InvalidArgument,
            Kind::NotFound => Code::NotFound,
            Kind::Exists => Code::AlreadyExists,
            Kind::State => Code::FailedPrecondition,
            Kind::Order => Code::Aborted,
            Kind::Forbidden => Code::PermissionDenied,
            Kind::Full => Code::ResourceExhausted,
            Kind::Unavailable => Code::Unavailable,
            Kind::DataLoss => Code::DataLoss,
            Kind::Internal => Code::Internal,
        };
        status_of(code, &refused.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ActError;
    use crate::texts::Clock;
    use madoguchi_fleet::Refusal;
    use madoguchi_fleet::ids::Number;

    #[test]
    fn a_refusal_carries_its_text_in_both_languages() {
        let number = Number::automatic(12);
        let status = Status::from(Refused::from(Refusal::NumberInUse(number)));
        assert_eq!(status.code(), Code::AlreadyExists);
        let text = said(&status).unwrap_or_default();
        assert_eq!(text.code, "number-in-use");
        assert!(text.ja.contains("12") && text.ja.contains("受付番号"));
        let refusal = v1::Refusal::decode(status.details()).unwrap_or_default();
        assert_eq!(
            (refusal.fault.as_str(), refusal.en),
            ("MDG-0702", text.en.clone())
        );
        assert_eq!(status.message(), text.en);
    }

    #[test]
    fn a_status_of_the_transport_says_nothing_of_ours() {
        assert_eq!(said(&Status::unavailable("tcp connect error")), None);
    }

    #[test]
    fn new_work_on_a_full_disk_is_told_apart_from_a_stopped_controller() {
        let status = |error| Status::from(Refused::act(&error, &Clock::at_offset(0)));
        let full = status(ActError::DiskFull { free_mib: 12 });
        assert_eq!(full.code(), Code::ResourceExhausted);
        assert!(full.message().contains("12"));
        assert_eq!(status(ActError::Stopped).code(), Code::Unavailable);
    }
}
