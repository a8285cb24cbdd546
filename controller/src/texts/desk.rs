//! What the desk's own door says: to callers that it does not know, or cannot serve.

use super::bundles::said;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// What the desk's own door says.
#[derive(Debug, Clone)]
pub enum Desk {
    /// The token is missing or wrong.
    Unauthenticated,
    /// The certificate request does not hold.
    CsrRefused {
        /// What is wrong with it, for whoever made the request.
        detail: String,
    },
    /// Too many watch already.
    WatchersFull {
        /// How many.
        limit: usize,
    },
    /// A watcher did not keep up.
    WatcherSlow,
    /// A license that was just installed is not there.
    NoSuchLicense {
        /// Its id.
        license: String,
    },
}

/// What the desk's own door says, in words.
#[must_use]
pub fn desk(said_what: &Desk) -> Text {
    match said_what {
        Desk::Unauthenticated => said("desk", "unauthenticated", &[]),
        Desk::CsrRefused { detail } => said("desk", "csr-refused", &[("detail", same(detail))]),
        Desk::WatchersFull { limit } => said("desk", "watchers-full", &[("limit", same(limit))]),
        Desk::WatcherSlow => said("desk", "watcher-slow", &[]),
        Desk::NoSuchLicense { license } => {
            said("desk", "no-such-license", &[("license", same(license))])
        }
    }
}
