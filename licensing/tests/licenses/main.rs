//! License documents as files, codes and typed text; what is believed of them; and the arithmetic of seats.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "documents")]
mod documents;
mod facts;
mod seats_table;
mod standing_table;
