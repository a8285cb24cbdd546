//! The guides: what reception does on a usual day, and what to do while the controller is down.

use super::{Both, CSS, both};
use askama::Template;

/// A guide that is printed and hung up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guide {
    Reception,
    Down,
}

/// A guide as its template has it.
#[derive(Template)]
#[template(path = "paper-guide.html")]
struct Page {
    guide: Guide,
    /// Where its style lies; `None` for one that stands in the file.
    style: Option<String>,
}

/// A heading with its steps.
struct Part {
    head: Both,
    steps: Vec<Both>,
}

/// The heading of a part with the number of its steps.
type Plan = (&'static str, usize);

impl Guide {
    pub(crate) const ALL: [Self; 2] = [Self::Reception, Self::Down];

    /// Its stable name, in addresses and commands.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::Down => "down",
        }
    }

    /// The page; `style` is the address of its style, where it is not to stand in the page itself.
    ///
    /// # Errors
    /// The template fails, which none does that was tested.
    pub(crate) fn html(self, style: Option<String>) -> Result<String, askama::Error> {
        Page { guide: self, style }.render()
    }

    const fn plan(self) -> &'static [Plan] {
        match self {
            Self::Reception => &[("usual", 4), ("else", 5), ("reader", 4), ("evening", 2)],
            Self::Down => &[("look", 3), ("meanwhile", 5), ("after", 5), ("not", 3)],
        }
    }

    /// What is written on it by hand.
    const fn lines(self) -> &'static [&'static str] {
        match self {
            Self::Reception => &["support"],
            Self::Down => &["support", "sheet"],
        }
    }

    fn word(self, part: &str) -> Both {
        both(&format!("paper-guide-{}-{part}", self.name()), &[])
    }
}

impl Page {
    fn css(&self) -> &'static str {
        CSS
    }

    fn title(&self) -> Both {
        self.guide.word("title")
    }

    fn what(&self) -> Both {
        self.guide.word("what")
    }

    fn parts(&self) -> Vec<Part> {
        let part = |(name, steps): &Plan| Part {
            head: self.guide.word(name),
            steps: (1..=*steps)
                .map(|step| self.guide.word(&format!("{name}-{step}")))
                .collect(),
        };
        self.guide.plan().iter().map(part).collect()
    }

    fn lines(&self) -> Vec<Both> {
        let line = |name: &&str| both(&format!("paper-guide-line-{name}"), &[]);
        self.guide.lines().iter().map(line).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_has_all_of_its_steps_in_both_languages_and_needs_nothing_beside_it() {
        for guide in Guide::ALL {
            let page = guide.html(None).unwrap();
            let steps: usize = guide.plan().iter().map(|(_, steps)| steps).sum();
            assert_eq!(page.matches("<li>").count(), steps);
            assert!(page.contains("@page") && !page.contains("href="), "{page}");
            assert!(!page.contains("paper-guide"), "{page}");
            let linked = guide.html(Some("/assets/paper.css".into())).unwrap();
            assert!(!linked.contains("<style>") && linked.contains("/assets/paper.css"));
        }
    }
}
