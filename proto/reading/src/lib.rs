//! What people hand over: files, standard input and typed text, as Windows, mail, spreadsheets and scanners leave them.
//! Every program and every door reads such things here, so that one file is the same thing everywhere.
//!
//! ```text
//! FILE or `-` ─ source ─► bytes ─ encoding ─► text ─ carrier ─► text without what mail and editors added ─► documents, keys
//!                                               └─── table ───► rows of a spreadsheet
//!                                               └─── pem ─────► certificates and keys
//!                           └ utf8 ─ configuration ─────────► a table in TOML, or the slip in it
//! ```
//!
//! What carries no content is forgiven; what cannot be read is named ([`Other`]), and nothing is guessed.

mod carrier;
#[cfg(feature = "configuration")]
pub mod configuration;
mod encoding;
mod mail;
mod other;
mod pem;
mod source;
#[cfg(feature = "table")]
pub mod table;

pub use carrier::{is_dash, narrow, plain};
pub use encoding::{Decoded, Encoding, decode, is_nothing, utf8};
pub use mail::source_of_mail;
pub use other::Other;
pub use pem::{NoPrivateKey, handed_over, pem, private_key};
pub use source::{STDIN, Unread, is_stdin, line_of_stdin, read};
