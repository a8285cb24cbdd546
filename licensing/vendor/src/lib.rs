//! The vendor's side of licensing: keys, signing, and the folder of an issuer.
//!
//! A crate of its own, so that no clinic's program holds code that signs a license. Private keys are kept
//! encrypted; a test's need not be: see [`keystore`].

pub mod encrypted;
pub mod files;
pub mod folder;
pub mod inventory;
pub mod keystore;
pub mod ledger;
pub mod lists;
pub mod passphrase;
pub mod root;
pub mod sequence;
pub mod sign;
pub mod signer;
