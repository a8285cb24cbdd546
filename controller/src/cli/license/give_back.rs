//! `madoguchi license return`. It works on the data directory itself, and no controller may run meanwhile.

use super::acts::{Made, hand_out};
use super::forms;
use crate::cli::args::GiveBack;
use crate::cli::client::Failure;
use crate::cli::output::Output;
use crate::cli::starting;
use crate::config::Config;
use crate::serve::{self, giving_back};
use crate::store::LoadError;
use crate::texts::{self, text};
use crate::views;
use giving_back::{Context, Error};
use madoguchi_fleet::ticket::Actor;
use madoguchi_licensing::grant::LicenseId;
use madoguchi_plain::chain;
use madoguchi_texts::command_line::consent;
use std::path::Path;
use std::sync::Arc;

/// Gives the licenses back and writes the return. If that was done before, the same return is written again.
pub(super) async fn run(data_dir: &Path, output: &Output, args: &GiveBack) -> Result<(), Failure> {
    forms::check(&args.forms)?;
    let config = match &args.config {
        Some(file) => Config::read(file).map_err(|why| starting::configuration(&why))?,
        None => Config::parse("", Path::new(".")).map_err(Failure::cannot_start)?,
    };
    let trust = serve::trust(&config).map_err(|why| starting::controller(&why))?;
    let context = Context {
        data_dir: data_dir.to_owned(),
        settings: config.settings,
        trust: Arc::new(trust),
        wall: serve::wall_clock(),
        by: Actor::Staff,
    };
    let mut refused = None;
    let agreed = |licenses: &[LicenseId]| match agree(licenses, output, args.yes) {
        Ok(()) => true,
        Err(why) => {
            refused = Some(why);
            false
        }
    };
    let given = giving_back::give_back(&context, agreed).await;
    let given = given.map_err(|why| refused.unwrap_or_else(|| failure(&why, data_dir)))?;
    let made = match given.licenses.is_empty() {
        true => Made::Before,
        false => Made::Now,
    };
    hand_out(&views::signed_act(&given.act), &args.forms, output, made)
}

/// It cannot be undone: somebody has to agree to it.
fn agree(licenses: &[LicenseId], output: &Output, yes: bool) -> Result<(), Failure> {
    let names: Vec<_> = licenses.iter().map(LicenseId::as_str).collect();
    output.agree(
        yes,
        &text("taken-return", &[("licenses", &names.join(", "))]),
    )
}

fn failure(why: &Error, data_dir: &Path) -> Failure {
    let dir = data_dir.display().to_string();
    match why {
        Error::Store(LoadError::InUse { .. }) => Failure::own("return-in-use", &[("dir", &dir)]),
        Error::Identity(crate::identity::Error::OtherEnvironment { .. }) => {
            Failure::own("return-config", &[("dir", &dir)])
        }
        Error::Identity(crate::identity::Error::NeverStarted(_)) => {
            Failure::own("cli-never-started", &[("dir", &dir)])
        }
        Error::Identity(crate::identity::Error::Lost { .. }) => {
            Failure::own("cli-identity-lost", &[("dir", &dir)])
        }
        Error::NotBelieved(many) => {
            Failure::own("return-not-believed", &[("many", &many.to_string())])
        }
        Error::NotConfirmed => Failure {
            text: consent::not_agreed(),
        },
        Error::Refused(refusal) => Failure {
            text: texts::refusal(refusal),
        },
        Error::Identity(_)
        | Error::Store(_)
        | Error::Sign(_)
        | Error::Random(_)
        | Error::Commit(_) => Failure::own("return-failed", &[("detail", &chain(why))]),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::identity;
    use madoguchi_licensing::grant::Environment;

    fn said(why: &Error) -> madoguchi_proto::v1::Text {
        failure(why, Path::new("/data")).text
    }

    #[test]
    fn a_data_directory_of_another_configuration_is_told_by_what_it_was_used_for() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let _ = identity::Identity::open_or_create(dir).unwrap();
        identity::claim(dir, Environment::Production).unwrap();
        let other = identity::claim(dir, Environment::Test).unwrap_err();
        let text = said(&Error::Identity(other));
        assert_eq!(text.code, "return-config");
        assert!(text.ja.contains("--config"), "{text:?}");
    }

    /// The system's failures cannot be made here: their values are built.
    #[test]
    fn what_the_system_refuses_is_told_as_a_failure_that_can_be_tried_again() {
        let text = said(&Error::Random(getrandom::Error::UNSUPPORTED));
        assert_eq!(text.code, "return-failed");
        assert!(text.en.contains("Try again"), "{text:?}");
    }

    #[test]
    fn records_without_keys_are_not_told_as_never_used() {
        let data_dir = "/data".into();
        let lost = Error::Identity(identity::Error::Lost { data_dir });
        assert_eq!(said(&lost).code, "cli-identity-lost");
        let never = Error::Identity(identity::Error::NeverStarted("/data".into()));
        assert_eq!(said(&never).code, "cli-never-started");
    }
}
