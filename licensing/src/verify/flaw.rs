//! The flaws that a signed document can have.

/// A flaw inside a document, which its signer made: damage to a file cannot cause it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("it has no header")]
    Header,
    #[error("its id is not 1 to 64 of A to Z, 0 to 9 and hyphen")]
    Id,
    #[error("it does not say whether it is for production or for tests")]
    Environment,
    #[error("it has no sequence number")]
    Sequence,
    #[error("it does not name its signer's key")]
    Issuer,
    #[error("it has a time that cannot be")]
    Time,
    #[error("its validity ends before it begins")]
    Validity,
    /// The name is empty or too long, or has invisible characters.
    #[error("its issuer's name is not 1 to 64 characters that can all be seen")]
    Name,
    #[error("its public key is no usable Ed25519 key")]
    PublicKey,
    /// The kind of license is absent, or unknown to this version.
    #[error("its kind of license is not known; a newer version of the software may know it")]
    LicenseKind,
    #[error("it grants a number of seats that no license of its kind has")]
    Seats,
    #[error("it names no installation or unit as its kind must")]
    BoundTo,
    #[error("the installation key that it names is not 32 bytes")]
    InstallationKey,
    #[error("the serial that it names is not 1 to 32 of A to Z, 0 to 9 and hyphen")]
    Serial,
    #[error("the reader's factory key that it names is not 32 bytes")]
    UnitKey,
    /// The list of superseded licenses is too long, has one twice or the license itself, or has something that is no id.
    #[error("its list of licenses that it takes the place of is not in order")]
    Supersedes,
    #[error("its lineage is not an id")]
    Lineage,
    /// A root's key is used as an issuer's, or a certificate contains a certificate.
    #[error("it is certified in a way that no root certifies")]
    Chain,
    /// The revocation list is too long, has an entry twice, or has something that is no id.
    #[error("its list of what it takes back is not in order")]
    Revoked,
    #[error("it takes back issuers, which only a root may")]
    RevokedIssuers,
    #[error("its nonce does not have the length of its kind's")]
    Nonce,
    /// The chain of acts has no counter, a counter that differs from the sequence, or no hash of the act before.
    #[error("its place in the installation's chain of acts is not in order")]
    Acts,
    /// The place in the audit's chain is a number without a digest of 32 bytes, or a digest without a number.
    #[error("its place in the chain of the installation's audit is not in order")]
    Audit,
    #[error("its product key is none")]
    ProductKey,
    /// A list of units or licenses is too long, has an entry twice, or has something that is none.
    #[error("its list of units or licenses is not in order")]
    List,
    /// A part of the machine's print does not have 8 bytes.
    #[error("its print of the PC is not in order")]
    Machine,
}
