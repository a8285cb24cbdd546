//! License documents, their verification, and the arithmetic of seats: a pure library.
//!
//! `grant` and `seats` are plain facts without any dependency: all that the fleet needs. The feature
//! `documents` (on by default) adds the signed documents that grants come from.

pub mod grant;
