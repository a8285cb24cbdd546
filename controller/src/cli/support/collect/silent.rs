//! Why a PC gave no answer that can be shown.

use super::hosts::Host;
use crate::texts;
use madoguchi_proto::v1::Text;
use std::io;

/// The reason, as it was found.
#[derive(Debug)]
pub(super) enum Silent {
    /// No address is known by its name.
    NoName,
    /// Its PC is there, and nothing listens at the port.
    Closed,
    /// Its PC was not reached.
    Unreachable(io::Error),
    /// It did not answer in time.
    Late,
    /// What answers at the port does not speak TLS 1.3.
    NoTls,
    /// It shows another key than before.
    OtherKey { fingerprint: String },
    /// The name or the password is not taken.
    Login,
    /// The controller says why not, in its own words.
    Said(Text),
    /// What answers is no controller, or one whose answer this release does not know.
    Unknown,
    /// The connection ended before the answer.
    Lost,
}

impl Silent {
    pub(super) fn text(&self, host: &Host) -> Text {
        let (name, address) = (&*host.name, host.address.to_string());
        let at = [("address", &*address)];
        match self {
            Self::NoName => texts::text("collect-why-no-name", &[("host", &host.address.host)]),
            Self::Closed => texts::text("collect-why-closed", &at),
            Self::Unreachable(error) => {
                let detail = ("detail", texts::system_error(error).into());
                texts::sentence(
                    "collect-why-unreachable",
                    "collect-why-unreachable",
                    &[detail],
                )
            }
            Self::Late => {
                let seconds = super::ask::TIME.as_secs().to_string();
                texts::text("collect-why-late", &[("seconds", &seconds)])
            }
            Self::NoTls => texts::text("collect-why-no-tls", &at),
            Self::OtherKey { fingerprint } => texts::text(
                "collect-why-other-key",
                &[("name", name), ("fingerprint", fingerprint)],
            ),
            Self::Login => texts::text("collect-why-login", &[]),
            Self::Said(text) => texts::sentence(
                "collect-why-said",
                "collect-why-said",
                &[("said", text.clone().into())],
            ),
            Self::Unknown => texts::text("collect-why-unknown", &at),
            Self::Lost => texts::text("collect-why-lost", &[]),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::hosts::tests::host;
    use super::*;

    #[test]
    fn each_reason_has_words_in_both_languages_a_code_and_what_to_do() {
        let host = host("青山", "aoyama.example");
        let said = Text {
            code: "login-wait".to_owned(),
            ja: "お待ちください".to_owned(),
            en: "Wait".to_owned(),
        };
        let fingerprint = "AB:CD".to_owned();
        for (silent, words) in [
            (Silent::NoName, "aoyama.example"),
            (Silent::Closed, "aoyama.example:7481"),
            (
                Silent::Unreachable(io::ErrorKind::HostUnreachable.into()),
                "VPN",
            ),
            (Silent::Late, "8"),
            (Silent::NoTls, "TLS 1.3"),
            (Silent::OtherKey { fingerprint }, "AB:CD"),
            (Silent::Login, ""),
            (Silent::Said(said), ""),
            (Silent::Unknown, "aoyama.example:7481"),
            (Silent::Lost, ""),
        ] {
            let text = silent.text(&host);
            for side in [&text.ja, &text.en] {
                assert!(
                    side.contains(words) && !side.contains("collect-"),
                    "{text:?}"
                );
            }
            assert!(!text.ja.is_ascii(), "{text:?}");
            let fault = madoguchi_faults::of_name(&text.code);
            assert!(fault.is_some(), "{text:?}");
        }
        let text = Silent::OtherKey {
            fingerprint: "AB:CD".to_owned(),
        };
        let text = text.text(&host);
        assert!(text.ja.contains("--forget 青山") && text.en.contains("nothing was sent"));
    }
}
