//! The controller's verdict on this unit, for the log: once at each change, however often it is said and however often the link comes
//! back with the same one.

use madoguchi_proto::v1::Text;

use crate::session::Input;

/// What verdicts for programs begin with where the unit is not admitted.
const REFUSED: &str = "refused:";

/// The verdict that the log has.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    noted: Option<(String, bool, String)>,
}

/// What the log has not got yet.
#[derive(Debug, PartialEq, Eq)]
enum News<'a> {
    Serves,
    Refused(&'a Text),
    /// Admitted, and yet not serving: paused, say.
    Rests(&'a Text),
}

impl Verdict {
    /// Writes it to the log, if it is news.
    pub(crate) fn heard(&mut self, input: &Input) {
        let Input::Admission { verdict, .. } = input else {
            return;
        };
        match self.news(input) {
            Some(News::Serves) => tracing::info!(verdict, "this unit serves"),
            Some(News::Refused(text)) => {
                tracing::warn!(
                    verdict,
                    code = text.code,
                    why = text.en,
                    "this unit is refused"
                );
            }
            Some(News::Rests(text)) => {
                let code = &text.code;
                tracing::info!(verdict, code, why = text.en, "this unit does not serve now");
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
        // The text names ports and hubs: the same refusal for another reason is news.
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
