//! `madoguchi doctor`: examines this PC and shows the findings.

use super::args::DoctorArgs;
use super::client::{Client, Failure, answer};
use super::data_dir;
use super::output::Output;
use super::page::{line, line_under};
use super::starting;
use crate::config::Config;
use crate::facts::said::of_system;
use crate::facts::{self, Request, holder};
use crate::json;
use crate::texts::{finding, label, sentence_of};
use crate::{identity, serve, store};
use madoguchi_doctor::facts::{Asked, Controller, Running};
use madoguchi_doctor::{Code, Finding, Level, Report, Theme, Word};
use madoguchi_proto::v1::Text;
use madoguchi_proto::v1::{GetStatusRequest, ListLicensesRequest};
use madoguchi_texts::Lang;
use madoguchi_texts::command_line::coded;
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};

/// The columns before the lines below a finding.
const INDENT: usize = 4;
/// The mark before a finding, by its level.
const MARKS: [(Level, &str); 4] = [
    (Level::Problem, "✗"),
    (Level::Notice, "!"),
    (Level::Question, "?"),
    (Level::Good, "✓"),
];

/// Examines the PC and shows the findings. Returns whether nothing has to be done.
pub(crate) fn run(
    args: DoctorArgs,
    data_dir: Option<PathBuf>,
    output: &Output,
) -> Result<bool, Failure> {
    let config = match &args.config {
        Some(file) => Config::read(file).map_err(|error| starting::configuration(&error).text),
        None => Config::parse("", Path::new("."))
            .map_err(|mistakes| Failure::cannot_start(mistakes).text),
    };
    let of_config = || {
        config
            .as_ref()
            .ok()
            .and_then(|config| config.data_dir.clone())
    };
    let data_dir = data_dir
        .or_else(of_config)
        .unwrap_or_else(data_dir::default);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::cannot_start)?;
    let controller = runtime.block_on(ask(&data_dir));
    let obstacles = obstacles(&config, &data_dir, &controller);
    let judged_dir = std::path::absolute(&data_dir).unwrap_or_else(|_| data_dir.clone());
    let facts = facts::gather(Request {
        settings: facts::settings(config, args.config.is_some()),
        links: facts::links(),
        data_dir,
        asked: Asked {
            plans: args.plans,
            propose: args.propose.unwrap_or(0).into(),
        },
        line: args.line,
        obstacles,
        controller,
    });
    let report = madoguchi_doctor::examine(&facts);
    let config = args.config.as_deref();
    output.answer(
        || value(&report, config, &judged_dir),
        || page(&report, config, &judged_dir, output.lang),
    )?;
    Ok(report.count(Level::Problem) == 0)
}

/// Asks the controller that runs on the data directory, if there is one.
async fn ask(data_dir: &Path) -> Controller {
    match asked(data_dir).await {
        Ok(running) => Controller::Runs(Box::new(running)),
        // A controller that never started, or that we may not ask, is no fault in itself.
        Err(failure) => match failure.text.code.as_str() {
            "cli-never-started" | "cli-no-rights" => Controller::NotAsked(failure.text),
            // Whoever has its store open runs, or is about to.
            _ if store::is_open(data_dir) => Controller::Silent(failure.text),
            _ => Controller::Stopped(failure.text),
        },
    }
}

/// Why a controller could not start, as a start would say it. A configuration with mistakes is told by itself, and so is a data
/// directory of the other environment.
fn obstacles(config: &Result<Config, Text>, data_dir: &Path, controller: &Controller) -> Vec<Text> {
    let Ok(config) = config else {
        return Vec::new();
    };
    let runs = match controller {
        Controller::Runs(_) | Controller::Silent(_) => true,
        Controller::Stopped(_) => false,
        // Whoever has no rights cannot see what runs.
        Controller::NotAsked(why) => why.code == "cli-no-rights",
    };
    let found = serve::rehearse(config, data_dir, runs);
    let other = |error: &&serve::Error| {
        matches!(
            error,
            serve::Error::Identity(identity::Error::OtherEnvironment { .. })
        )
    };
    let found = found.iter().filter(|error| !other(error));
    found.map(obstacle).collect()
}

/// As a start says it; a port that is taken also with whoever has it.
fn obstacle(error: &serve::Error) -> Text {
    let serve::Error::Listen {
        what,
        address,
        source,
    } = error
    else {
        return starting::controller(error).text;
    };
    let key = match source.kind() {
        io::ErrorKind::AddrInUse => "doctor-start-port-held",
        _ => "start-listen",
    };
    let holder = holder::of(address.port()).map_or_else(|| said("doctor-not-known"), Word::Same);
    let args = [
        ("address", Word::Same(address.to_string())),
        ("field", Word::Same(format!("{what}.listen"))),
        ("program", holder),
        ("detail", of_system(source)),
    ];
    sentence_of("start-listen", key, &args)
}

const fn said(key: &'static str) -> Word {
    Word::Said(key, Vec::new())
}

async fn asked(data_dir: &Path) -> Result<Running, Failure> {
    let client = Client::connect(data_dir).await?;
    let look = answer(client.support().get_status(GetStatusRequest {})).await?;
    let list = answer(client.licenses().list_licenses(ListLicensesRequest {})).await?;
    Ok(Running {
        settings: look.settings,
        status: look.status.ok_or_else(Failure::incomplete)?,
        licenses: list.licenses,
    })
}

/// The answer for programs. Codes, levels and themes are stable, sentences are not.
fn value(report: &Report, config: Option<&Path>, data_dir: &Path) -> Value {
    let findings = report.findings.iter().map(finding);
    let findings: Vec<_> = findings.map(|said| json::Finding::from(&said)).collect();
    let problems = report.count(Level::Problem);
    serde_json::json!({
        "healthy": problems == 0,
        "problems": problems,
        "version": env!("CARGO_PKG_VERSION"),
        "system": report.system,
        "config": config.map(|file| file.display().to_string()),
        "data_dir": data_dir.display().to_string(),
        "test": report.test,
        "findings": findings,
    })
}

/// The page for people. What has to be done comes first; good findings come last, with one line each.
fn page(report: &Report, config: Option<&Path>, data_dir: &Path, lang: Lang) -> String {
    let mut page = String::new();
    let args = [
        ("version", env!("CARGO_PKG_VERSION")),
        ("system", report.system.as_str()),
    ];
    line(&mut page, &label(lang, "doctor-head", &args));
    // Who forgets --config must not take the answer for one about this PC's configuration.
    let judged = match config {
        Some(file) => {
            let file = file.display().to_string();
            let mut findings = report.findings.iter();
            let key = match findings.any(|finding| finding.code == Code::ConfigMistakes) {
                true => "doctor-head-unusable-config",
                false => "doctor-head-config",
            };
            label(lang, key, &[("file", &file)])
        }
        None => label(lang, "doctor-head-no-config", &[]),
    };
    line(&mut page, &judged);
    let folder = data_dir.display().to_string();
    line(
        &mut page,
        &label(lang, "doctor-head-data-dir", &[("folder", &folder)]),
    );
    if report.test {
        line(&mut page, &label(lang, "doctor-head-test", &[]));
    }
    for (level, mark) in MARKS {
        let of_level = report
            .findings
            .iter()
            .filter(|finding| finding.code.level() == level);
        let of_level: Vec<_> = of_level.collect();
        if of_level.is_empty() {
            continue;
        }
        page.push('\n');
        let heading = label(lang, &format!("doctor-level-{}", level.name()), &[]);
        line(&mut page, &format!("【{heading}】"));
        let mut theme = None;
        for finding in of_level {
            if theme != Some(finding.code.theme()) {
                theme = Some(finding.code.theme());
                line(&mut page, &of_theme(finding.code.theme(), lang));
            }
            show(&mut page, finding, mark, lang);
        }
    }
    page.push('\n');
    let (problems, notices) = (report.count(Level::Problem), report.count(Level::Notice));
    let sum = match (problems, notices) {
        (0, 0) => label(lang, "doctor-sum-healthy", &[]),
        (0, _) => label(
            lang,
            "doctor-sum-notices",
            &[("count", &notices.to_string())],
        ),
        _ => label(lang, "doctor-sum-sick", &[("count", &problems.to_string())]),
    };
    line(&mut page, &sum);
    page
}

/// The heading of a theme: what the findings below it are about.
fn of_theme(theme: Theme, lang: Lang) -> String {
    label(lang, &format!("doctor-theme-{}", theme.name()), &[])
}

fn show(page: &mut String, found: &Finding, mark: &str, lang: Lang) {
    let words = finding(found);
    let in_words = |text: &Option<Text>| text.as_ref().map_or("", |text| lang.of(text)).to_owned();
    let what = words
        .what
        .as_ref()
        .map_or_else(String::new, |what| coded(what, lang));
    line_under(page, &format!("  {mark} {what}"), INDENT);
    // The heading says whether it has to be done or may be done.
    let advice = match found.code.level() {
        Level::Notice => "doctor-label-advice",
        Level::Problem | Level::Question | Level::Good => "doctor-label-todo",
    };
    let parts = [
        ("doctor-label-evidence", &words.evidence),
        ("doctor-label-why", &words.why),
        (advice, &words.todo),
    ];
    for (key, text) in parts {
        let words = in_words(text);
        if !words.is_empty() {
            let named = label(lang, key, &[]);
            let indent = " ".repeat(INDENT);
            line_under(page, &format!("{indent}{named}: {words}"), INDENT + 2);
        }
    }
    // Commands are not wrapped, however long they are: a broken command cannot be copied.
    for command in &found.commands {
        page.push_str(&" ".repeat(INDENT + 2));
        page.push_str(command);
        page.push('\n');
    }
}

#[cfg(test)]
mod tests;
