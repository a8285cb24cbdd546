//! The pages beside the counter's own: where each is, and who finds something there.

use crate::desk::{Caller, Right};

/// A page that its script fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Units,
    Licenses,
    Day,
    People,
    Support,
    Account,
}

impl Place {
    /// In the order of the menu.
    pub(super) const ALL: [Self; 6] = [
        Self::Units,
        Self::Licenses,
        Self::Day,
        Self::Support,
        Self::People,
        Self::Account,
    ];

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Units => "/units",
            Self::Licenses => "/licenses",
            Self::Day => "/day",
            Self::People => "/people",
            Self::Support => "/support",
            Self::Account => "/account",
        }
    }

    /// Its name in those of its script and its style, and in the keys of its words.
    pub(super) fn name(self) -> &'static str {
        self.path().trim_start_matches('/')
    }

    /// Its styles: a page of people looks like that of one person.
    pub(super) fn styles(self) -> Vec<String> {
        let shared = (self == Self::People).then_some(Self::Account);
        let places = shared.into_iter().chain([self]);
        places
            .map(|place| format!("{}.css", place.name()))
            .collect()
    }

    /// What its requests touch that everybody makes who opens it; `None` for the page of whoever is logged in.
    pub(super) const fn right(self) -> Option<Right> {
        match self {
            Self::Units | Self::Day | Self::Support => Some(Right::Look),
            Self::Licenses => Some(Right::Papers),
            Self::People => Some(Right::People),
            Self::Account => None,
        }
    }

    /// Whether it looks through the PC's camera.
    pub(super) const fn has_camera(self) -> bool {
        matches!(self, Self::Licenses)
    }

    /// Whether there is something for him.
    pub(super) fn is_for(self, caller: &Caller) -> bool {
        match self.right() {
            Some(right) => caller.role.may(right),
            None => caller.person_name().is_some(),
        }
    }
}
