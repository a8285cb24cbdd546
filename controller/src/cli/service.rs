//! `madoguchi service`: installs, starts and stops the service of Windows.

use super::args::ServiceCommand;
use super::client::Failure;
use super::output::Output;
#[cfg(windows)]
use crate::identity::reception;
use crate::identity::rights::{Open, Rights};
use crate::service::{self, Error, Plan, State};
use crate::texts::{self, label, text};
use madoguchi_files::{Readers, create_folders};
use madoguchi_texts::same;
use serde_json::json;
use std::path::Path;

/// Does what was asked of the service. It cannot be run from here: `program` does. `named` is the data directory that the service is to be
/// given, `data_dir` the one that a controller would use.
pub(crate) fn run(
    command: &ServiceCommand,
    named: Option<&Path>,
    data_dir: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let done = |state, key: &str, args: &[(&str, &str)]| {
        output.answer(
            || json!({ "state": name(state) }),
            || label(output.lang, key, args) + "\n",
        )
    };
    match command {
        ServiceCommand::Install { config } => {
            install(named, data_dir, config.as_deref(), output)?;
            let folder = data_dir.display().to_string();
            done(
                service::status().map_err(|error| failure(&error))?,
                "service-installed",
                &[("folder", &folder)],
            )
        }
        ServiceCommand::Uninstall { yes } => {
            let state = service::status().map_err(|error| failure(&error))?;
            if state != State::NotInstalled {
                output.agree(*yes, &text("service-uninstall", &[]))?;
            }
            service::uninstall().map_err(|error| failure(&error))?;
            done(State::NotInstalled, "service-uninstalled", &[])
        }
        ServiceCommand::Start => {
            service::start().map_err(|error| failure(&error))?;
            done(State::Running, "service-started", &[])
        }
        ServiceCommand::Stop => {
            service::stop().map_err(|error| failure(&error))?;
            done(State::Stopped, "service-stopped", &[])
        }
        ServiceCommand::Status => {
            let state = service::status().map_err(|error| failure(&error))?;
            done(state, shown(state), &[])
        }
        ServiceCommand::Run { .. } => Err(failure(&Error::Elsewhere)),
    }
}

/// Installs the service, whose data directory then belongs to it.
fn install(
    named: Option<&Path>,
    data_dir: &Path,
    config: Option<&Path>,
    output: &Output,
) -> Result<(), Failure> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let plan = Plan {
        program: std::env::current_exe().map_err(Failure::cannot_start)?,
        data_dir: named.map(absolute),
        config: config.map(absolute),
    };
    let left_out = service::install(&plan).map_err(|error| failure(&error))?;
    if !left_out.is_empty() {
        output.notice(&left_out_of(&left_out));
    }
    let data_dir = absolute(data_dir);
    close(&data_dir)?;
    // One whose rights are right stays: it may be another group's.
    #[cfg(windows)]
    if !matches!(reception::look(&data_dir), Some(Rights::Closed))
        && let Err(error) = reception::prepare(&data_dir, reception::GROUP, false)
    {
        // Reception's programs wait; the clinic does not.
        let folder = reception::folder(&data_dir);
        let failure = super::reception::failure(&folder, reception::GROUP, &error);
        output.notice(&failure.text);
    }
    Ok(())
}

fn left_out_of(what: &[&str]) -> madoguchi_proto::v1::Text {
    text("service-left-out", &[("what", &what.join(", "))])
}

/// Makes the data directory where there is none, and closes it to everybody but the service.
fn close(data_dir: &Path) -> Result<(), Failure> {
    let failed = |source: &std::io::Error| not_closed(data_dir, source);
    create_folders(data_dir, Readers::Owner).map_err(|error| failed(&error))?;
    #[cfg(windows)]
    crate::identity::rights::close(data_dir).map_err(|error| failed(&error))?;
    Ok(())
}

fn not_closed(data_dir: &Path, source: &std::io::Error) -> Failure {
    Failure::saying(
        "folder-not-closed",
        &[
            ("folder", same(data_dir.display())),
            ("detail", texts::system_error(source).into()),
        ],
    )
}

/// Refuses a data directory that somebody else may use (RULES X5). One of which the system says nothing is believed to be as it was set.
///
/// # Errors
/// Somebody else may use it.
pub(crate) fn refuse_open(data_dir: &Path, rights: Rights) -> Result<(), Failure> {
    match rights {
        Rights::Closed => Ok(()),
        Rights::Open(open) => Err(opened(data_dir, &open)),
        Rights::Unknown(error) => {
            tracing::warn!(folder = %data_dir.display(), %error, "who can use the data directory cannot be read");
            Ok(())
        }
    }
}

fn opened(data_dir: &Path, open: &Open) -> Failure {
    let folder = data_dir.display().to_string();
    // Each on a line of its own, to be copied.
    let mend = format!("\n{}", open.mend.join("\n"));
    let args = [("folder", folder.as_str()), ("mend", mend.as_str())];
    match open.who.as_slice() {
        [] => Failure::own("folder-inherits", &args),
        who => {
            let who = who.join(", ");
            Failure::own("folder-open", &[args[0], ("who", &who), args[1]])
        }
    }
}

/// The failure for an error of the service manager.
pub(crate) fn failure(error: &Error) -> Failure {
    match error {
        Error::Elsewhere => Failure::own("service-not-here", &[]),
        Error::NotInstalled => Failure::own("service-not-installed", &[]),
        Error::NotByManager => Failure::own("service-not-by-manager", &[]),
        Error::NoRights => Failure::own("service-not-allowed", &[]),
        Error::Late(State::Stopped) => Failure::own("service-not-up", &[]),
        Error::Late(_) => Failure::own("service-not-yet", &[]),
        Error::Failed { what, source } => Failure::saying(
            "service-not-done",
            &[
                ("what", same(what)),
                ("detail", texts::system_error(source).into()),
            ],
        ),
    }
}

const fn name(state: State) -> &'static str {
    match state {
        State::NotInstalled => "not-installed",
        State::Stopped => "stopped",
        State::Starting => "starting",
        State::Running => "running",
        State::Stopping => "stopping",
    }
}

const fn shown(state: State) -> &'static str {
    match state {
        State::NotInstalled => "service-state-not-installed",
        State::Stopped => "service-state-stopped",
        State::Starting => "service-state-starting",
        State::Running => "service-state-running",
        State::Stopping => "service-state-stopping",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cli::args::Common;
    use madoguchi_texts::Lang;
    use std::io;

    fn output() -> Output {
        Output::of(&Common {
            data_dir: None,
            lang: Some(Lang::Ja),
            json: false,
        })
    }

    #[cfg(not(windows))]
    #[test]
    fn on_linux_each_is_refused_with_what_does_it_there() {
        for command in [
            ServiceCommand::Install { config: None },
            ServiceCommand::Uninstall { yes: true },
            ServiceCommand::Start,
            ServiceCommand::Stop,
            ServiceCommand::Status,
            ServiceCommand::Run { config: None },
        ] {
            let refused = run(&command, None, Path::new("/data"), &output()).unwrap_err();
            assert_eq!(refused.text.code, "service-not-here", "{command:?}");
            assert!(refused.text.ja.contains("systemctl"));
            assert!(refused.text.en.contains("systemctl"));
        }
    }

    #[test]
    fn what_the_service_manager_refuses_is_told_with_what_to_do() {
        let failed = Error::Failed {
            what: "start the service",
            source: io::ErrorKind::NotFound.into(),
        };
        for (error, code, todo) in [
            (
                Error::NotInstalled,
                "service-not-installed",
                "madoguchi service install",
            ),
            (
                Error::NotByManager,
                "service-not-by-manager",
                "madoguchi service start",
            ),
            (Error::NoRights, "service-not-allowed", "administrator"),
            (
                Error::Late(State::Stopped),
                "service-not-up",
                "madoguchi serve",
            ),
            (
                Error::Late(State::Starting),
                "service-not-yet",
                "madoguchi service status",
            ),
            (failed, "service-not-done", "administrator"),
        ] {
            let text = failure(&error).text;
            assert_eq!(text.code, code);
            assert!(text.en.contains(todo) && !text.ja.is_ascii(), "{text:?}");
        }
    }

    #[test]
    fn each_state_has_a_name_and_words() {
        for state in [
            State::NotInstalled,
            State::Stopped,
            State::Starting,
            State::Running,
            State::Stopping,
        ] {
            for lang in [Lang::Ja, Lang::En] {
                assert!(!label(lang, shown(state), &[]).is_empty());
            }
            assert_eq!(shown(state), format!("service-state-{}", name(state)));
        }
        for done in ["service-uninstalled", "service-started", "service-stopped"] {
            assert!(!label(Lang::Ja, done, &[]).is_ascii());
        }
        let installed = label(Lang::En, "service-installed", &[("folder", "C:\\Data")]);
        assert!(installed.contains("C:\\Data") && installed.contains("madoguchi service start"));
        assert!(left_out_of(&["service SID"]).en.contains("service SID"));
        assert!(text("service-uninstall", &[]).en.contains("stay"));
    }

    #[test]
    fn a_service_does_not_start_on_a_folder_that_others_may_use_and_says_how_it_is_closed() {
        let folder = Path::new("/data");
        assert!(refuse_open(folder, Rights::Closed).is_ok());
        let unread = Rights::Unknown(io::ErrorKind::Unsupported.into());
        assert!(refuse_open(folder, unread).is_ok());
        let open = Rights::Open(Open {
            who: vec!["S-1-5-32-545".to_owned()],
            mend: vec!["icacls \"/data\" /reset".to_owned()],
        });
        let text = refuse_open(folder, open).unwrap_err().text;
        assert_eq!(text.code, "folder-open");
        for part in ["/data", "S-1-5-32-545", "icacls \"/data\" /reset"] {
            assert!(text.ja.contains(part) && text.en.contains(part), "{text:?}");
        }
        let from_above = Rights::Open(Open {
            who: Vec::new(),
            mend: vec!["icacls \"/data\" /inheritance:r".to_owned()],
        });
        let text = refuse_open(folder, from_above).unwrap_err().text;
        assert_eq!(text.code, "folder-inherits");
        for part in ["/data", "icacls \"/data\" /inheritance:r"] {
            assert!(text.ja.contains(part) && text.en.contains(part), "{text:?}");
        }
        let failed = not_closed(folder, &io::ErrorKind::PermissionDenied.into()).text;
        assert_eq!(failed.code, "folder-not-closed");
    }
}
