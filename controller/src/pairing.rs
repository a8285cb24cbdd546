//! Pairing: a reader that is plugged in becomes a unit because two people compare six digits.
//!
//! ```text
//! desk (PairUnit, HTTP) ─► coordinator ─► window: the port is open, two minutes at most
//!                              └─ attempt (one stream of one reader) ─► exchange (pure) ─► madoguchi_link::pairing (hashes)
//! ```
//! `pairing.proto` has the construction. This is why it holds, and what it rests on:
//!
//! - **A man in the middle** has a connection to each side, with a key and a nonce of his own towards each. Towards the
//!   reader he has to choose CA, certificate and nonce before the reader reveals its nonce; towards us he has to settle key and
//!   nonce (the commitment) before he sees ours. So whichever side he finishes first, the digits of the other one depend on
//!   32 random bytes that he does not know when he settles: one chance in a million, for each attempt and direction.
//! - **Trying often.** He knows whether he won *before* people see any digits: towards us when the challenge comes, towards the
//!   reader when it reveals. If attempts that end there cost nothing, he would repeat one side until it fits the other's
//!   digits. So here an attempt counts as failed from the challenge on, however it ends, and three close the window
//!   ([`MAX_PAIRING_ATTEMPTS`](madoguchi_link::bounds::MAX_PAIRING_ATTEMPTS)); the reader reveals at most three nonces in two minutes. Both sides go one attempt after the other, so he
//!   compares at most 3 + 3 − 1 pairs: five in a million for each time that somebody at the clinic starts a pairing.
//! - **Which digits were meant.** A yes names the digits that it is about. So a yes that arrives after its attempt broke off cannot
//!   accept the next attempt, whose digits nobody has seen.
//! - **TLS** does not protect here, since the reader knows nobody yet. But the digits are made from the certificate of this very
//!   connection: once they agree, the connection is known to end here, and so is everything that was said on it.
//! - **Replay.** A commitment is taken once in a window. A certificate request that was heard in an earlier attempt can be sent
//!   again by anybody, because its signature covers nothing new. That gains nothing: the certificate would be for the key in it, which
//!   only its owner has; and it is signed only when a reader shows the same digits, which are made from that very key and from a
//!   nonce that was never revealed before.
//! - **Half-done.** The unit is made durable before the reader gets its certificate. A reader that is lost in between pairs
//!   again, with a new key, and the old one no longer holds.
//!
//! Nothing listens on the port unless somebody pairs, and one pairing runs at a time.

mod attempt;
mod coordinator;
mod ends;
pub mod exchange;
mod limits;
mod seen;
mod service;
mod unit;
mod window;

pub use coordinator::{Busy, Context, Coordinator, Place, Staff};
pub use limits::Limits;
pub(crate) use limits::{LOOPBACK, READERS};
pub use seen::{Seen, Stage};
pub use unit::Wanted;
