//! Logs the controller's verdict on this unit: once for each change, however often it is repeated and however often the link returns with
//! the same one.

use madoguchi_proto::v1::Text;

use crate::session::Input;
use crate::texts::{in_words, told};

/// The beginning of verdicts on a unit that is not admitted.
const REFUSED: &str = "refused:";

/// The last verdict in the log.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    noted: Option<(String, bool, String)>,
}

/// A verdict that the log does not have yet.
#[derive(Debug, PartialEq, Eq)]
enum News<'a> {
    Serves,
    Refused(&'a Text),
    /// The unit is admitted, but does not serve, for example because it is paused.
    Rests(&'a Text),
}

impl Verdict {
    /// Logs the verdict, if it is new.
    pub(crate) fn heard(&mut self, input: &Input) {
        let Input::Admission { verdict, .. } = input else {
            return;
        };
        match self.news(input) {
            Some(News::Serves) => tracing::info!(verdict, "{}", in_words("log-serves", &[])),
            Some(News::Refused(text)) => {
                tracing::warn!(
                    verdict,
                    code = text.code,
                    why = told(text),
                    "{}",
                    in_words("log-refused", &[])
                );
            }
            Some(News::Rests(text)) => {
                let code = &text.code;
                tracing::info!(
                    verdict,
                    code,
                    why = told(text),
                    "{}",
                    in_words("log-serves-not", &[])
                );
            }
            None => {}
        }
    }

    fn news<'a>(&mut self, input: &'a Input) -> Option<News<'a>> {
        let Input::Admission {
            verdict,
            serves,
            text,
        } = input
        else {
            return None;
        };
        // The text names ports and hubs, so the same refusal with another text is new.
        let heard = (verdict.clone(), *serves, text.en.clone());
        if self.noted.as_ref() == Some(&heard) {
            return None;
        }
        self.noted = Some(heard);
        Some(if *serves {
            News::Serves
        } else if verdict.starts_with(REFUSED) {
            News::Refused(text)
        } else {
            News::Rests(text)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(verdict: &str, serves: bool, en: &str) -> Input {
        let text = Text {
            code: verdict.to_owned(),
            en: en.to_owned(),
            ..Text::default()
        };
        Input::Admission {
            verdict: verdict.to_owned(),
            serves,
            text,
        }
    }

    #[test]
    fn a_verdict_is_news_once_and_again_when_another_one_came_between() {
        let mut verdict = Verdict::default();
        let serves = said("seat:included", true, "");
        let hub = said("refused:behind-hub", false, "port 1-3.2");
        let elsewhere = said("refused:behind-hub", false, "port 1-5.1");
        let paused = said("seat:included", false, "paused");
        let refused = |news: Option<News<'_>>| matches!(news, Some(News::Refused(_)));
        assert!(refused(verdict.news(&hub)));
        assert_eq!(verdict.news(&hub), None);
        assert!(refused(verdict.news(&elsewhere)));
        assert_eq!(verdict.news(&serves), Some(News::Serves));
        assert_eq!(verdict.news(&Input::LinkDown), None);
        assert_eq!(verdict.news(&serves), None);
        assert!(matches!(verdict.news(&paused), Some(News::Rests(_))));
        assert_eq!(verdict.news(&serves), Some(News::Serves));
        assert!(refused(verdict.news(&hub)));
    }
}
