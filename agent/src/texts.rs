//! The agent's own texts: what the reader shows while the link is down, the mistakes in `agent.toml`, and what it tells whoever started it:
//! its failures and its log, in the language that it was started with.

use madoguchi_proto::v1::{Environment, Text};
use madoguchi_texts::command_line::{coded, system_error};
use madoguchi_texts::{Arg, Lang, Sentences};
use std::error::Error;
use std::io;
use std::sync::OnceLock;

/// The language of the log. It is the program's, and the same for all that runs in it.
static SPOKEN: OnceLock<Lang> = OnceLock::new();

static SENTENCES: Sentences = Sentences::new(
    &[
        include_str!("../texts/ja.ftl"),
        include_str!("../texts/ja-log.ftl"),
    ],
    &[
        include_str!("../texts/en.ftl"),
        include_str!("../texts/en-log.ftl"),
    ],
);

/// A text by its key in the fluent files.
pub(crate) fn text(key: &str, args: &[(&str, &str)]) -> Text {
    SENTENCES.text(key, args)
}

/// The same with parts that are texts themselves.
pub(crate) fn sentence(key: &str, args: &[(&str, Arg)]) -> Text {
    SENTENCES.sentence(key, key, args)
}

/// Sets the language of failures and of the log, once and before anything is said; English without it.
pub fn speak(lang: Lang) {
    let _ = SPOKEN.set(lang);
}

fn language() -> Lang {
    SPOKEN.get().copied().unwrap_or(Lang::En)
}

/// The side of a text that is in the language of the log.
pub(crate) fn spoken(text: &Text) -> &str {
    language().of(text)
}

/// The same with the code of its fault.
pub(crate) fn told(text: &Text) -> String {
    coded(text, language())
}

/// A text as the reader shows it: with the code of its fault behind it in both languages, which is what staff read out at the telephone (RULES
/// F4). One without a fault stays as it is.
pub(crate) fn on_the_screen(text: Text) -> Text {
    Text {
        ja: coded(&text, Lang::Ja),
        en: coded(&text, Lang::En),
        code: text.code,
    }
}

/// A sentence in the language of the log, of a failure with the code of its fault.
#[must_use]
pub fn in_words(key: &str, args: &[(&str, &str)]) -> String {
    told(&text(key, args))
}

/// An environment as the configuration writes it.
pub(crate) const fn word(environment: Environment) -> &'static str {
    match environment {
        Environment::Test => "test",
        Environment::Production => "production",
        Environment::Unspecified => "-",
    }
}

/// An error with all that it comes from on one line, in the language of the log; what the system refused is said in our words.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let part = match error.downcast_ref::<io::Error>() {
            Some(refused) if refused.get_ref().is_none() => {
                spoken(&system_error(refused)).to_owned()
            }
            _ => error.to_string(),
        };
        // Some errors repeat what they come from.
        if !parts.iter().any(|said| said.contains(&part)) {
            parts.push(part);
        }
        next = error.source();
    }
    parts.join(": ")
}

/// The reader is not paired yet, as it shows it.
pub(crate) fn not_paired() -> Text {
    on_the_screen(text("reader-not-paired", &[]))
}

/// The same of a pairing that failed.
pub(crate) fn pairing_failed() -> Text {
    on_the_screen(text("reader-pairing-failed", &[]))
}

/// The spool is full. No outcome can be stored, so no card is taken.
pub(crate) fn out_of_order() -> Text {
    text("reader-out-of-order", &[])
}

/// The reader restarts, and is back by itself.
pub(crate) fn restarts() -> Text {
    text("reader-restarts", &[])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::certificate::Wrong;
    use crate::device::DeviceGone;
    use crate::link::dial::BadIdentity;
    use crate::link::refusal::Refusal;
    use crate::pairing::exchange::Failure;
    use crate::{NoEntropy, credentials, link, pairing, parts, renewal, spool};

    #[test]
    fn what_the_reader_shows_has_the_code_of_its_fault_behind_it() {
        let shown = on_the_screen(out_of_order());
        for shown in [shown, not_paired(), pairing_failed()] {
            let fault = madoguchi_faults::of_name(&shown.code).unwrap().code;
            assert!(shown.ja.ends_with(&format!("（{fault}）")), "{shown:?}");
            assert!(shown.en.ends_with(&format!("({fault})")), "{shown:?}");
        }
        let other = Text {
            code: "no-fault".to_owned(),
            ja: "窓口".to_owned(),
            en: "counter".to_owned(),
        };
        assert_eq!(on_the_screen(other.clone()), other);
    }

    #[test]
    fn the_reader_has_each_of_its_texts_in_both_languages() {
        assert_eq!(SENTENCES.flaws(), [""; 0]);
        for text in [not_paired(), pairing_failed(), out_of_order(), restarts()] {
            assert_ne!(text.ja, text.code);
        }
    }

    /// Those that come from TLS, from an engine or from a folder are shown where they arise.
    #[tokio::test]
    async fn each_failure_is_a_sentence_of_the_files_with_all_its_values() {
        let closed = || link::Error::Closed {
            code: "hello-newer".to_owned(),
            text: "…".to_owned(),
            retry: false,
        };
        let gone = || DeviceGone("E-1".to_owned());
        let taken = || spool::Error::InUse {
            path: "/spool".into(),
        };
        let environments = link::Error::Environment {
            theirs: Environment::Production,
            ours: Environment::Test,
        };
        let full = || credentials::Error::Write {
            path: "/reader".into(),
            source: io::ErrorKind::StorageFull.into(),
        };
        let no_key = || rcgen::Error::KeyGenerationUnavailable;
        let tls = || rustls::Error::General("x".to_owned());
        let random = NoEntropy(getrandom::Error::UNSUPPORTED);
        let task = tokio::spawn(std::future::pending::<()>());
        task.abort();
        let interrupted = task.await.unwrap_err();
        let nowhere = tonic::transport::Endpoint::new("no address").unwrap_err();
        let failures: Vec<Box<dyn Error>> = vec![
            Box::new(link::Error::Connect(nowhere)),
            Box::new(link::Error::Refused(Refusal::Ours)),
            Box::new(BadIdentity(tls())),
            Box::new(pairing::Error::Save(full())),
            Box::new(pairing::Error::Interrupted(interrupted)),
            Box::new(Failure::Key(no_key())),
            Box::new(Wrong::NotSigned(tls())),
            Box::new(renewal::Error::Key(no_key())),
            Box::new(parts::Error::Identity(tls())),
            Box::new(parts::Error::Entropy(random)),
            Box::new(link::Error::Unplugged),
            Box::new(link::Error::Silent),
            Box::new(link::Error::Ended),
            Box::new(link::Error::UnknownFirstFrame),
            Box::new(link::Error::Protocol { chosen: 9 }),
            Box::new(environments),
            Box::new(link::Error::Malformed("x")),
            Box::new(closed()),
            Box::new(link::Error::Stuck),
            Box::new(link::Error::Task),
            Box::new(pairing::Error::Device(gone())),
            Box::new(pairing::Error::Random(getrandom::Error::UNSUPPORTED)),
            Box::new(Failure::Refused(not_paired(), true)),
            Box::new(Failure::Nonsense("x")),
            Box::new(Failure::Environment(Environment::Test)),
            Box::new(Failure::Server(Wrong::OtherKey)),
            Box::new(Failure::Certificate(Wrong::OtherSerial)),
            Box::new(Wrong::Unreadable),
            Box::new(parts::Error::Spool(taken())),
            Box::new(parts::Error::SpoolGone),
            Box::new(parts::Error::Device(gone())),
            Box::new(renewal::Error::NotAsked),
            Box::new(renewal::Error::Wrong(Wrong::OtherKey)),
        ];
        for failure in failures {
            let said = chain(&*failure);
            assert!(!said.contains("failed-") && !said.contains('{'), "{said}");
        }
        let refused = parts::Error::Spool(spool::Error::Write {
            path: "/spool/1".into(),
            source: io::ErrorKind::StorageFull.into(),
        });
        let said = chain(&refused);
        assert!(said.ends_with(": the disk is full"), "{said}");
    }

    /// Lines about an engine or a pairing that ended in a way which takes minutes to bring about.
    #[test]
    fn rare_lines_of_the_log_are_there_in_both_languages() {
        for key in [
            "log-engine-gone",
            "log-engine-too-fast",
            "log-engine-given-up",
            "log-not-paired-lost",
            "log-not-paired-ended",
            "log-not-paired-late",
            "log-not-paired-differs",
        ] {
            let line = text(key, &[]);
            assert!(line.en.is_ascii() && !line.ja.is_ascii(), "{line:?}");
        }
    }
}
