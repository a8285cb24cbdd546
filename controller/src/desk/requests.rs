//! Hashes what a request says to 16 bytes. A repeat has the same hash; another request under the same id has not.
//!
//! prost encodes the same request to the same bytes in every release: fields are written in the order of their numbers, a field without a
//! value is left out, and no request has a map. The request id is hashed, too, which changes nothing: only requests with the same id are
//! compared.

use madoguchi_fleet::ids::Content;
use prost::Message;
use sha2::{Digest, Sha256};

/// The prefix of the hashed bytes.
const CONTEXT: &[u8] = b"madoguchi.v1.request\0";

/// The hash of `request`.
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

    /// Records store this hash: if this fails, do not change the test.
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
