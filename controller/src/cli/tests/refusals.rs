//! Each refusal of the fleet is one at every door: what the desk sends to a program, and what the command line prints for one.

use crate::cli::Failure;
use crate::desk::Refused;
use crate::texts;
use crate::texts::tests::refusals;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line;
use prost::Message as _;
use serde_json::{Value, json};
use tonic::Status;
use tonic::codegen::http::HeaderMap;

/// The trailers of an answer that a program of any language reads.
fn trailers(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::new();
    status.add_header(&mut trailers).unwrap();
    trailers
}

#[test]
fn each_refusal_has_one_name_and_one_text_at_every_door() {
    for reason in refusals() {
        let code = reason.code();
        let told = texts::refusal(&reason);
        let sent = trailers(&Refused::from(reason).into());

        // At the desk, as `front_desk.proto` promises it.
        let details = &sent["grpc-status-details-bin"];
        let text = STANDARD_NO_PAD.decode(details).unwrap();
        assert_eq!(Text::decode(&*text).unwrap(), told);
        assert_eq!(told.code, code);

        // The command line, which is such a program.
        let heard = Status::from_header_map(&sent).unwrap();
        assert_eq!(heard.message(), told.en);
        let fault = madoguchi_faults::of_name(code).map(|fault| fault.code.to_string());
        let printed = command_line::json(&Failure::from(heard).text);
        let printed: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(
            printed,
            json!({ "code": code, "ja": told.ja, "en": told.en, "fault": fault.unwrap() })
        );
    }
}
