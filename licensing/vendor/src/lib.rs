//! The vendor's side of licensing: keys, signing, issuers' folders, and the ledger.
//!
//! A separate crate, so that no clinic's program contains code that signs licenses. Private keys are encrypted, except test keys on
//! request: see [`keystore`].

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
pub mod texts;
