//! Products: one for each product key that was sold.

use madoguchi_plain::is_name;
use std::sync::Arc;

use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_licensing::verify::MAX_NAME_CHARS;

use super::chain::Hash;
use super::record;
use super::when::DAY_MS;

/// The longest term in days: ten years, longer than any reader is used (five years of support, FAQ 41).
pub const MAX_TERM_DAYS: u32 = 3_660;

/// What a product key gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// Seats for any unit of one installation: 1 to 3.
    Additional { seats: u8 },
    /// The seat of one unit, shipped with it.
    Bundled,
}

/// The terms of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub gives: Gives,
    /// The days for which its license is in force; `None` for no end.
    pub term_days: Option<u32>,
    pub customer: Arc<str>,
    pub clinic: Arc<str>,
}

/// A product and its history.
#[derive(Debug, Clone)]
pub struct Product {
    pub terms: Terms,
    /// Its newest license, unless that was given back.
    pub license: Option<LicenseId>,
    /// Every license that was signed for it, with the hash of the request (`None` for a shipped unit).
    pub licenses: Vec<(Option<Hash>, LicenseId)>,
    /// How often its license was given to another installation because a PC died.
    pub reissues: u32,
    /// The numbers of the acts about it.
    pub acts: Vec<u64>,
}

/// The reason why terms are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    Kind,
    /// The seats are not 1 to 3, or not 1 for a bundled product.
    Seats,
    Term,
    Name,
}

impl Gives {
    /// The seats of its license.
    #[must_use]
    pub fn seats(self) -> u8 {
        match self {
            Self::Additional { seats } => seats,
            Self::Bundled => 1,
        }
    }

    /// The kind in one word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Additional { .. } => "additional",
            Self::Bundled => "bundled",
        }
    }
}

impl Terms {
    /// Checks typed terms.
    ///
    /// # Errors
    /// The number of seats, the term or a name is out of bounds.
    pub fn checked(self) -> Result<Self, Flaw> {
        if !(1..=3).contains(&self.gives.seats()) {
            return Err(Flaw::Seats);
        }
        if self
            .term_days
            .is_some_and(|days| !(1..=MAX_TERM_DAYS).contains(&days))
        {
            return Err(Flaw::Term);
        }
        let fits = |name: &str| is_name(name, MAX_NAME_CHARS);
        if !fits(&self.customer) || !fits(&self.clinic) {
            return Err(Flaw::Name);
        }
        Ok(self)
    }
}

impl Terms {
    /// The end (exclusive) of a license that begins then, in milliseconds since 1970; `None` for no end.
    #[must_use]
    pub fn end_ms(&self, begin_ms: i64) -> Option<i64> {
        self.term_days
            .map(|days| begin_ms + i64::from(days) * DAY_MS)
    }
}

impl Product {
    /// A product without a history.
    #[must_use]
    pub fn new(terms: Terms, act: u64) -> Self {
        Self {
            terms,
            license: None,
            licenses: Vec::new(),
            reissues: 0,
            acts: vec![act],
        }
    }
}

impl record::Product {
    /// The form in a record.
    #[must_use]
    pub fn of(key: &ProductKey, terms: &Terms) -> Self {
        Self {
            key: Some(record::Key::of(key)),
            kind: match terms.gives {
                Gives::Additional { .. } => 1,
                Gives::Bundled => 2,
            },
            seats: terms.gives.seats().into(),
            term_days: terms.term_days.unwrap_or_default(),
            customer: terms.customer.to_string(),
            clinic: terms.clinic.to_string(),
        }
    }

    /// Parses the form in a record; `None` if it makes no sense.
    #[must_use]
    pub fn read(&self) -> Option<(ProductKey, Terms)> {
        let seats = u8::try_from(self.seats).ok()?;
        let gives = match self.kind {
            1 => Gives::Additional { seats },
            2 => Gives::Bundled,
            _ => return None,
        };
        let terms = Terms {
            gives,
            term_days: (self.term_days != 0).then_some(self.term_days),
            customer: self.customer.as_str().into(),
            clinic: self.clinic.as_str().into(),
        };
        Some((self.key.as_ref()?.read()?, terms.checked().ok()?))
    }
}

impl record::Key {
    /// The form in a record.
    #[must_use]
    pub fn of(key: &ProductKey) -> Self {
        Self {
            text: key.reveal().to_string(),
        }
    }

    /// Parses the form in a record.
    #[must_use]
    pub fn read(&self) -> Option<ProductKey> {
        self.text.parse().ok()
    }
}
