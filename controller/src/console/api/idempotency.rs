//! `Idempotency-Key`: a click that was sent twice counts once.
//!
//! The key becomes the request id of the desk, which answers a repeat with the first answer and refuses another request under the same id.
//! Whose key it is and what it is for is part of the id, so that nobody's key meets anybody else's.

use super::problem::Problem;
use crate::desk::Caller;
use crate::texts::text;
use crate::wire;
use axum::http::{HeaderMap, StatusCode};
use madoguchi_fleet::ids::RequestId;
use sha2::{Digest, Sha256};

/// The header.
pub(super) const NAME: &str = "idempotency-key";
/// The longest key: a UUID has 36 characters.
pub(super) const MAX_KEY_CHARS: usize = 64;
/// The prefix of the hashed bytes.
const CONTEXT: &[u8] = b"madoguchi.v1.idempotency-key\0";

/// The id of a request: of its key, and one of its own where it has none.
pub(super) fn request_id(
    headers: &HeaderMap,
    caller: Caller,
    act: &str,
    name: &str,
) -> Result<RequestId, Problem> {
    let mut keys = headers.get_all(NAME).iter();
    let Some(key) = keys.next() else {
        return random();
    };
    let key = key.as_bytes();
    let fits = (1..=MAX_KEY_CHARS).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if !fits || keys.next().is_some() {
        let limit = MAX_KEY_CHARS.to_string();
        let text = text("api-key-malformed", &[("limit", &limit)]);
        return Err(Problem::new(StatusCode::BAD_REQUEST, text));
    }
    let mut hash = Sha256::new().chain_update(CONTEXT);
    let actor = wire::actor(caller.actor);
    for part in [actor.as_bytes(), act.as_bytes(), name.as_bytes(), key] {
        // No part has this byte: it keeps them apart.
        hash.update(part);
        hash.update([0xff]);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    Ok(RequestId(id))
}

fn random() -> Result<RequestId, Problem> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|_| {
        let text = text("no-random-bytes", &[]);
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, text)
    })?;
    Ok(RequestId(id))
}
