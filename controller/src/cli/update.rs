//! `madoguchi update …` and `madoguchi serve --probe`: what the installers run, and what a person sees of it.

use super::args::UpdateCommand;
use super::client::Failure;
use super::output::Output;
use super::starting;
use crate::serve::{self, Probed};
use crate::store::LoadError;
use crate::texts::{label, system_error};
use crate::update::{self, Error, JUDGEMENT_TIME, Judgement};
use madoguchi_texts::Lang;
use madoguchi_texts::same;
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Does one step of an update of a data directory.
pub(crate) fn run(
    command: &UpdateCommand,
    data_dir: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let output = &output.about(data_dir);
    match command {
        UpdateCommand::Prepare(_) => prepare(data_dir, output),
        UpdateCommand::Judge { program, of } => {
            judge(program, of.config.as_deref(), data_dir, output)
        }
        UpdateCommand::Undo(_) => {
            update::undo(data_dir).map_err(|error| failure(&error))?;
            say(
                output,
                json!({ "put_back": true }),
                "update-put-back",
                data_dir,
            )
        }
    }
}

fn prepare(data_dir: &Path, output: &Output) -> Result<(), Failure> {
    let copied = update::prepare(data_dir).map_err(|error| failure(&error))?;
    let Some(copied) = copied else {
        let none = json!({ "files": 0, "bytes": 0 });
        return say(output, none, "update-nothing-to-keep", data_dir);
    };
    let (files, bytes) = (copied.files, copied.bytes);
    output.answer(
        || json!({ "files": files, "bytes": bytes }),
        || {
            let mib = bytes.div_ceil(1024 * 1024).to_string();
            let args = [
                ("folder", shown(data_dir)),
                ("files", files.to_string()),
                ("mib", mib),
            ];
            line(output.lang, "update-kept", &args)
        },
    )
}

fn judge(
    program: &Path,
    config: Option<&Path>,
    data_dir: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let mut command = Command::new(program);
    command
        .args(["serve", "--probe", "--data-dir"])
        .arg(data_dir);
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    command.args(["--lang", output.lang.pick("ja", "en")]);
    if output.json {
        command.arg("--json");
    }
    let judged = update::judge(data_dir, &mut command, JUDGEMENT_TIME);
    match judged.map_err(|error| failure(&error))? {
        Judgement::Nothing => {
            let nothing = json!({ "accepted": null });
            say(output, nothing, "update-nothing-to-judge", data_dir)
        }
        Judgement::Fit => say(
            output,
            json!({ "accepted": true }),
            "update-accepted",
            data_dir,
        ),
        judgement => Err(undone(&judgement, program, data_dir)),
    }
}

/// Why everything was put back.
fn undone(judgement: &Judgement, program: &Path, data_dir: &Path) -> Failure {
    let folder = ("folder", same(shown(data_dir)));
    match judgement {
        Judgement::Hung => {
            let minutes = ("minutes", same(JUDGEMENT_TIME.as_secs() / 60));
            Failure::saying("update-undone-hung", &[folder, minutes])
        }
        Judgement::NotRun(why) => Failure::saying(
            "update-undone-not-run",
            &[
                folder,
                ("program", same(shown(program))),
                ("detail", system_error(why).into()),
            ],
        ),
        Judgement::Nothing | Judgement::Fit | Judgement::Unfit => {
            Failure::saying("update-undone", &[folder])
        }
    }
}

/// Says what a probe found.
pub(crate) fn probed(
    found: Result<Option<Probed>, Vec<serve::Error>>,
    data_dir: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let output = &output.about(data_dir);
    let found = found.map_err(|errors| {
        let failures = errors.iter().map(starting::controller);
        Failure::several(failures.map(|failure| failure.text).collect())
    })?;
    let schema = crate::store::SCHEMA;
    let version = env!("CARGO_PKG_VERSION");
    let Some(found) = found else {
        let fresh = json!({ "version": version, "schema": schema, "fresh": true });
        return say(output, fresh, "update-fresh", data_dir);
    };
    output.answer(
        || {
            json!({
                "version": version,
                "schema": schema,
                "fresh": false,
                "open_tickets": found.open_tickets,
                "units": found.units,
                "licenses": found.licenses,
            })
        },
        || {
            let args = [
                ("folder", shown(data_dir)),
                ("tickets", found.open_tickets.to_string()),
                ("units", found.units.to_string()),
                ("licenses", found.licenses.to_string()),
            ];
            line(output.lang, "update-fit", &args)
        },
    )
}

fn say(
    output: &Output,
    value: serde_json::Value,
    key: &str,
    data_dir: &Path,
) -> Result<(), Failure> {
    let folder = [("folder", shown(data_dir))];
    output.answer(|| value, || line(output.lang, key, &folder))
}

fn line(lang: Lang, key: &str, args: &[(&str, String)]) -> String {
    let args: Vec<_> = args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut page = String::new();
    super::page::line(&mut page, &label(lang, key, &args));
    page
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::InUse(folder) => starting::store(&LoadError::InUse {
            folder: folder.clone(),
        }),
        Error::NotKept(folder) => {
            Failure::saying("update-not-kept", &[("folder", same(shown(folder)))])
        }
        Error::Io { path, source } => starting::cannot_write(path, source),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A judgement that hangs takes minutes, so the failure is built.
    #[test]
    fn whatever_kept_the_new_version_from_judging_is_told_with_what_was_done() {
        let hung = undone(&Judgement::Hung, Path::new("new"), Path::new("/data"));
        assert_eq!(hung.text.code, "update-undone-hung");
        assert!(hung.text.en.contains("within 5 minutes"), "{hung:?}");
        for text in [&hung.text.ja, &hung.text.en] {
            assert!(text.contains("/data"), "{text}");
        }
    }
}
