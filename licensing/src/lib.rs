//! License documents, their verification, and the arithmetic of seats: a pure library.
//!
//! [`grant`], [`standing`], [`revocations`] and [`seats`] are plain facts without any dependency, and all that the fleet needs. The feature
//! `documents` (on by default) adds the signed documents from which grants come:
//!
//! ```text
//! vendor's file ─┐                       ┌─ verify (trust: root → issuer → document) ─► grant ─ standing ─► seats
//! typed text ────┼─ armour ─► document ──┤                                              revocations ─┘
//! QR codes ──────┘                       ├─ acts (an installation's own key) ─────────► requests, transfers, returns
//!                                        └─ explain ──────────────────────────────────► lines for people
//!
//! document ─ armour::write ─► text ─► USB stick, mail
//!          └ typed::write, typed::parts ─► paper, telephone, codes (feature `codes`) ─► screen, SVG, PNG
//! photograph of codes ─ pictures::read (feature `pictures`) ─► typed text
//! ```
//!
//! Nothing in this crate signs: a clinic's program contains no code that could make a license.

pub mod grant;
pub mod revocations;
pub mod seats;
pub mod standing;

#[cfg(feature = "documents")]
pub mod acts;
#[cfg(feature = "documents")]
pub mod armour;
#[cfg(feature = "documents")]
mod base32;
#[cfg(feature = "codes")]
pub mod codes;
#[cfg(feature = "documents")]
pub mod document;
#[cfg(feature = "documents")]
pub mod explain;
#[cfg(feature = "documents")]
pub mod keys;
#[cfg(feature = "documents")]
pub mod kind;
#[cfg(feature = "pictures")]
pub mod pictures;
#[cfg(feature = "documents")]
pub mod product_key;
#[cfg(feature = "documents")]
pub mod reset_nonce;
#[cfg(feature = "documents")]
pub mod trust;
#[cfg(feature = "documents")]
pub mod typed;
#[cfg(feature = "documents")]
pub mod verify;
#[cfg(feature = "documents")]
pub mod wire;
#[cfg(feature = "documents")]
pub mod wording;
#[cfg(feature = "documents")]
mod words;
