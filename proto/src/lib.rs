//! The words on Madoguchi's wire, in its store and in its license documents, generated from
//! `proto/madoguchi/v1/*.proto`, and the policy for protocol versions.
//!
//! Without the feature `services` this is messages alone, and pulls in no tonic.

mod version;

pub use version::{Mismatch, PROTOCOL_NEWEST, PROTOCOL_OLDEST, agree};

/// Package `madoguchi.v1`.
#[allow(clippy::doc_markdown, clippy::large_enum_variant)]
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/madoguchi.v1.rs"));
}

/// The .proto files, compiled: what a server's reflection tells its callers.
#[cfg(feature = "services")]
pub const SCHEMA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/schema"));

impl std::fmt::Debug for v1::ActivationRequest {
    /// Without the product key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActivationRequest")
            .field("header", &self.header)
            .field("acts", &self.acts)
            .field("seats", &self.seats)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::AskActivation {
    /// Without the product key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AskActivation")
            .field("seats", &self.seats)
            .field("reissue", &self.reissue)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::BackupFile {
    /// The name alone: the content is a key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackupFile")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::SecondFactor {
    /// Nothing of it: all of it is secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::AddPersonRequest {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AddPersonRequest")
            .field("name", &self.name)
            .field("role", &self.role())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::ResetPersonRequest {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ResetPersonRequest")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::PersonRecord {
    /// Without the hash of the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonRecord")
            .field("name", &self.name)
            .field("role", &self.role())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::SecondFactorRecord {
    /// Nothing of it: all of it is secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactorRecord").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for v1::BeginSetupResponse {
    /// Without the code.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BeginSetupResponse")
            .field("minutes", &self.minutes)
            .finish_non_exhaustive()
    }
}
