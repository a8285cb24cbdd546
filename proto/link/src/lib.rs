//! What a reader and a controller agree on beside the messages of the schema.
//!
//! Both programs take these facts from here, so that neither can change one alone. Readers in the field rely on each of them.

pub mod bounds;
pub mod certificate;
pub mod client;
pub mod credential_folder;
pub mod factory_key;
pub mod names;
pub mod pairing;
pub mod virtual_port;
