//! The vendor's side of licensing: keys, signing, and the folder of an issuer.
//!
//! A crate of its own, so that no clinic's program holds code that signs a license. Keys are kept
//! unencrypted for now, and so only test keys are made: see [`keystore`].

pub mod files;
pub mod folder;
pub mod keystore;
pub mod ledger;
mod owner_only;
pub mod sequence;
pub mod sign;
pub mod signer;
