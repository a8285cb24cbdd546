//! License documents, their verification, and the arithmetic of seats: a pure library.
//!
//! [`grant`], [`standing`], [`revocations`] and [`seats`] are plain facts without any dependency: all that the fleet needs. The feature
//! `documents` (on by default) adds the signed documents that grants come from:
//!
//! ```text
//! file ─ armour ─► document ─ verify (trust: root → issuer → license) ─► grant ─ standing ─► seats
//! ```
//!
//! Nothing in this crate signs: a clinic's program holds no code that could make a license.

pub mod grant;
pub mod revocations;
pub mod seats;
pub mod standing;

#[cfg(feature = "documents")]
pub mod armour;
#[cfg(feature = "documents")]
pub mod document;
#[cfg(feature = "documents")]
mod hex;
#[cfg(feature = "documents")]
pub mod keys;
#[cfg(feature = "documents")]
pub mod kind;
#[cfg(feature = "documents")]
pub mod trust;
#[cfg(feature = "documents")]
pub mod verify;
#[cfg(feature = "documents")]
pub mod wire;
