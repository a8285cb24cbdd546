//! What the desk's own door says: to callers that it does not know, or cannot serve.

use super::bundles::{said, sentence, text};
use madoguchi_proto::v1::Text;
use madoguchi_texts::{Arg, same};

/// What the desk's own door says.
#[derive(Debug, Clone)]
pub enum Desk {
    /// The token is missing or wrong.
    Unauthenticated,
    /// Whoever asks may not.
    Forbidden {
        /// Who may, by the names of their roles.
        who: Vec<&'static str>,
    },
    /// A program with reception's token may not.
    ForbiddenToReception {
        /// Who may, by the names of their roles.
        who: Vec<&'static str>,
    },
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
    /// The PC is being examined, for longer than anybody waits.
    ExaminationRuns,
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
        Desk::Forbidden { who } => said("desk", "forbidden", &[("who", roles(who))]),
        Desk::ForbiddenToReception { who } => {
            sentence("forbidden", "reception-forbidden", &[("who", roles(who))])
        }
        Desk::CsrRefused { detail } => said("desk", "csr-refused", &[("detail", same(detail))]),
        Desk::WatchersFull { limit } => said("desk", "watchers-full", &[("limit", same(limit))]),
        Desk::WatcherSlow => said("desk", "watcher-slow", &[]),
        Desk::ExaminationRuns => said("desk", "examination-runs", &[]),
        Desk::NoSuchLicense { license } => {
            said("desk", "no-such-license", &[("license", same(license))])
        }
    }
}

/// The roles in words, one after the other.
fn roles(names: &[&str]) -> Arg {
    let words = names.iter().map(|name| text(&format!("role-{name}"), &[]));
    let (ja, en): (Vec<_>, Vec<_>) = words.map(|word| (word.ja, word.en)).unzip();
    Arg::Each(Text {
        code: String::new(),
        ja: ja.join("、"),
        en: en.join(", "),
    })
}
