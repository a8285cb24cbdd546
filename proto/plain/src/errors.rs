//! Errors in one line.

use std::error::Error;

/// Any error, for those who pass it on as a source.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// An error with all its sources, for a log or a terminal. A source whose text its error has repeated is left out, as those of
/// tonic and hyper.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.fold(error.to_string(), |line, cause| {
        let cause = cause.to_string();
        match line.ends_with(&cause) {
            true => line,
            false => format!("{line}: {cause}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt;

    #[derive(Debug)]
    struct Layer(&'static str, Option<Box<Layer>>);

    impl fmt::Display for Layer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|below| below as _)
        }
    }

    #[test]
    fn every_source_is_told_once() {
        let below = |text, layer| Layer(text, Some(Box::new(layer)));
        let error = below("saving: disk", below("disk", Layer("no room", None)));
        assert_eq!(chain(&error), "saving: disk: no room");
        assert_eq!(chain(&Layer("alone", None)), "alone");
    }
}
