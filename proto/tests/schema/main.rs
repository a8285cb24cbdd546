//! The schema: that it explains itself, and that the bytes of its messages are the same for ever.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod comments;
mod frozen;
