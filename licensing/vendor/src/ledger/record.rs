//! The records of acts. Field numbers never change: every later version has to read an old ledger.
//!
//! A record contains the documents as they were received or signed, and besides them only what they do not say. What follows from the acts
//! (who holds what) is never written: it is derived at each open.

use std::fmt;

#[derive(Clone, PartialEq, prost::Message)]
#[prost(skip_debug)]
pub struct Record {
    /// Counts the acts, from 1.
    #[prost(uint64, tag = "1")]
    pub sequence: u64,
    #[prost(int64, tag = "2")]
    pub at_ms: i64,
    /// SHA-256 of the record before, 32 bytes; empty in the first record.
    #[prost(bytes = "vec", tag = "3")]
    pub previous: Vec<u8>,
    #[prost(oneof = "Done", tags = "4, 5, 6, 7, 8, 9, 10, 11, 12")]
    pub done: Option<Done>,
}

/// What was done.
#[derive(Clone, PartialEq, prost::Oneof)]
#[prost(skip_debug)]
pub enum Done {
    /// The ledger was begun.
    #[prost(message, tag = "4")]
    Begun(Begun),
    /// Products were entered.
    #[prost(message, tag = "5")]
    ProductsAdded(ProductsAdded),
    /// A unit was shipped with its license.
    #[prost(message, tag = "6")]
    Shipped(Shipped),
    /// A product key was used.
    #[prost(message, tag = "7")]
    Activated(Activated),
    /// A bundled license was moved to the unit in a broken one's place.
    #[prost(message, tag = "8")]
    Transferred(Transferred),
    /// The license of a PC that died was given to another installation.
    #[prost(message, tag = "9")]
    Reissued(Reissued),
    /// An installation gave its licenses back.
    #[prost(message, tag = "10")]
    Returned(Returned),
    /// A revocation list was signed.
    #[prost(message, tag = "11")]
    Revoked(Revoked),
    /// An installation was heard of, and nothing was signed.
    #[prost(message, tag = "12")]
    Heard(Heard),
}

/// The ledger was begun.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Begun {
    /// The environment: 1 production, 2 test.
    #[prost(uint32, tag = "1")]
    pub environment: u32,
    /// 16 random bytes, so that two ledgers never have the same chain.
    #[prost(bytes = "vec", tag = "2")]
    pub nonce: Vec<u8>,
}

/// A product key, which `Debug` does not show.
#[derive(Clone, PartialEq, Eq, prost::Message)]
#[prost(skip_debug)]
pub struct Key {
    /// The whole key in its printed form.
    #[prost(string, tag = "1")]
    pub text: String,
}

/// Products were entered.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct ProductsAdded {
    /// The products; at most [`super::products::PER_ACT`].
    #[prost(message, repeated, tag = "1")]
    pub products: Vec<Product>,
}

/// What was sold.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Product {
    #[prost(message, optional, tag = "1")]
    pub key: Option<Key>,
    /// The kind: 1 additional, 2 bundled.
    #[prost(uint32, tag = "2")]
    pub kind: u32,
    /// The seats of its license: 1 to 3.
    #[prost(uint32, tag = "3")]
    pub seats: u32,
    /// The days for which its license is in force; 0 for no end.
    #[prost(uint32, tag = "4")]
    pub term_days: u32,
    #[prost(string, tag = "5")]
    pub customer: String,
    #[prost(string, tag = "6")]
    pub clinic: String,
}

/// A unit was shipped with its license.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Shipped {
    #[prost(message, optional, tag = "1")]
    pub key: Option<Key>,
    /// The signed license, a whole document.
    #[prost(bytes = "vec", tag = "2")]
    pub license: Vec<u8>,
    /// The issuer's next number, if a document of this ledger had it already; else 0.
    #[prost(uint64, tag = "15")]
    pub found_used: u64,
}

/// A product key was used.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Activated {
    #[prost(message, optional, tag = "1")]
    pub key: Option<Key>,
    /// The activation request, a whole document.
    #[prost(bytes = "vec", tag = "2")]
    pub request: Vec<u8>,
    /// The signed license, a whole document.
    #[prost(bytes = "vec", tag = "3")]
    pub license: Vec<u8>,
    /// The issuer's next number, if a document of this ledger had it already; else 0.
    #[prost(uint64, tag = "15")]
    pub found_used: u64,
}

/// A bundled license was moved to the unit in a broken one's place.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Transferred {
    /// The transfer request, a whole document.
    #[prost(bytes = "vec", tag = "1")]
    pub request: Vec<u8>,
    /// The signed license, a whole document.
    #[prost(bytes = "vec", tag = "2")]
    pub license: Vec<u8>,
    /// Whether the vendor gave it although nothing proved who owns it.
    #[prost(bool, tag = "3")]
    pub anyway: bool,
    /// The issuer's next number, if a document of this ledger had it already; else 0.
    #[prost(uint64, tag = "15")]
    pub found_used: u64,
}

/// The license of a PC that died was given to another installation.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Reissued {
    /// The activation request that names the lost license, a whole document.
    #[prost(bytes = "vec", tag = "1")]
    pub request: Vec<u8>,
    /// The signed license, a whole document; it replaces the lost one.
    #[prost(bytes = "vec", tag = "2")]
    pub license: Vec<u8>,
    /// Whether the vendor gave it although nothing proved who owns it.
    #[prost(bool, tag = "3")]
    pub anyway: bool,
    /// The issuer's next number, if a document of this ledger had it already; else 0.
    #[prost(uint64, tag = "15")]
    pub found_used: u64,
}

/// An installation gave its licenses back.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Returned {
    /// The return, a whole document.
    #[prost(bytes = "vec", tag = "1")]
    pub document: Vec<u8>,
}

/// A revocation list was signed.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Revoked {
    /// The list, a whole document.
    #[prost(bytes = "vec", tag = "1")]
    pub list: Vec<u8>,
    /// Whether a root signed it, so that it may name anything.
    #[prost(bool, tag = "2")]
    pub by_root: bool,
}

/// An installation was heard of, and nothing was signed.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct Heard {
    /// The document that it sent.
    #[prost(bytes = "vec", tag = "1")]
    pub document: Vec<u8>,
    /// The answer in English.
    #[prost(string, tag = "2")]
    pub answer: String,
    /// The product that it was about, if known.
    #[prost(message, optional, tag = "3")]
    pub key: Option<Key>,
    /// The answer in Japanese; empty in a record of an earlier release.
    #[prost(string, tag = "4")]
    pub answer_ja: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({})", self.sequence)
    }
}

impl fmt::Debug for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Done {
    /// The number that the issuer's file gave out again, if it did; the license has a later one.
    pub(super) const fn found_used(&self) -> Option<u64> {
        let number = match self {
            Self::Shipped(done) => done.found_used,
            Self::Activated(done) => done.found_used,
            Self::Transferred(done) => done.found_used,
            Self::Reissued(done) => done.found_used,
            _ => 0,
        };
        if number == 0 { None } else { Some(number) }
    }

    /// Notes the number that was given out again.
    pub(super) const fn note_used(&mut self, number: u64) {
        match self {
            Self::Shipped(done) => done.found_used = number,
            Self::Activated(done) => done.found_used = number,
            Self::Transferred(done) => done.found_used = number,
            Self::Reissued(done) => done.found_used = number,
            _ => {}
        }
    }

    /// The kind of act in one or two words.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Begun(_) => "begun",
            Self::ProductsAdded(_) => "products added",
            Self::Shipped(_) => "shipped",
            Self::Activated(_) => "activated",
            Self::Transferred(_) => "transferred",
            Self::Reissued(_) => "reissued",
            Self::Returned(_) => "returned",
            Self::Revoked(_) => "revoked",
            Self::Heard(_) => "heard of",
        }
    }
}
