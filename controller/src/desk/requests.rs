//! What a request says, in 16 bytes, so that its repeat is told from another request under the same id.
//!
//! The bytes that prost encodes are the same for the same words in every release: fields go out in the order of their
//! numbers, one that is not said is left out, and none of the requests has a map. The id is part of what is hashed, which
//! changes nothing: only requests of one id are ever compared.

use madoguchi_fleet::ids::Content;
use prost::Message;
use sha2::{Digest, Sha256};

/// In front of what is hashed.
const CONTEXT: &[u8] = b"madoguchi.v1.request\0";

/// What `request` says.
pub(super) fn content(request: &impl Message) -> Content {
    let hash = Sha256::new()
        .chain_update(CONTEXT)
        .chain_update(request.encode_to_vec())
        .finalize();
    let mut content = [0; 16];
    content.copy_from_slice(&hash[..16]);
    Content(content)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::{AddTicketRequest, Wish, wish};

    fn add() -> AddTicketRequest {
        AddTicketRequest {
            request_id: vec![7; 16],
            number: "12".into(),
            needs: vec![Wish {
                wish: Some(wish::Wish::Tag("language:en".into())),
            }],
            ..AddTicketRequest::default()
        }
    }

    /// Records keep it: if this fails, do not change the test.
    #[test]
    fn the_same_words_give_the_same_bytes_in_every_release() {
        assert_eq!(
            content(&add()).to_string(),
            "40c6a991e5616cfd721e5a011f81705e"
        );
    }

    #[test]
    fn every_word_counts() {
        let others = [
            AddTicketRequest {
                number: "13".into(),
                ..add()
            },
            AddTicketRequest { class: 3, ..add() },
            AddTicketRequest {
                needs: Vec::new(),
                prefers: add().needs,
                ..add()
            },
        ];
        for other in others {
            assert_ne!(content(&other), content(&add()), "{other:?}");
        }
    }
}
