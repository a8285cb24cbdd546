//! The program `madoguchi`: runs the command that was typed.
//!
//! Exit code 0: done; 1: refused or failed, or an examination found something to do; 2: wrong use.

#[cfg(windows)]
use crate::cli::args::ServiceCommand;
use crate::cli::args::{Cli, Command, IdentityCommand, ServeArgs};
use crate::cli::{self, Failure, Output, data_dir, starting};
use crate::config::Config;
use crate::event_log::{self, Happened};
use crate::identity::rights;
use crate::serve::{self, Outside};
use madoguchi_texts::command_line;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub mod service;

/// Runs the program; `arguments` begin with its name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli: Cli = match command_line::parse(arguments) {
        Ok(cli) => cli,
        Err(answer) => return answer.print(),
    };
    let output = Output::of(&cli.common);
    match dispatch(cli, &output) {
        Ok(code) => code,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(cli: Cli, output: &Output) -> Result<ExitCode, Failure> {
    let Cli { common, command } = cli;
    match command {
        Command::Doctor(args) => {
            let healthy = cli::doctor::run(args, common.data_dir, output)?;
            return Ok(if healthy {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        Command::Check => {
            let data_dir = common.data_dir.unwrap_or_else(data_dir::default);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Failure::cannot_start)?;
            let ready = runtime.block_on(cli::check::run(&data_dir, output))?;
            return Ok(if ready {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        Command::Serve(mut args) => {
            args.data_dir = common.data_dir;
            match args.probe {
                true => probe(args, output),
                false => run_controller(args),
            }
        }
        Command::Update(command) => {
            let config = configuration(command.config().map(PathBuf::as_path))?;
            let data_dir = of_controller(common.data_dir, &config);
            cli::update::run(&command, &data_dir, output)
        }
        Command::BackupKey(args) => {
            let config = configuration(args.config.as_deref())?;
            let data_dir = of_controller(common.data_dir, &config);
            cli::backup_key::run(&args, &config, &data_dir, output)
        }
        Command::Identity(IdentityCommand::New { config, yes }) => {
            let config = configuration(config.as_deref())?;
            let data_dir = of_controller(common.data_dir, &config);
            cli::identity::make_anew(&config, &data_dir, output, yes)
        }
        Command::Identity(IdentityCommand::Reception { group, renew }) => {
            let data_dir = common.data_dir.unwrap_or_else(data_dir::default);
            cli::reception::run(&data_dir, group.as_deref(), renew, output)
        }
        #[cfg(windows)]
        Command::Service(ServiceCommand::Run { config }) => {
            return service::by_manager(ServeArgs {
                config,
                data_dir: common.data_dir,
                ..ServeArgs::default()
            });
        }
        Command::Service(command) => {
            // A mistake in its configuration is told here, where somebody sees it.
            let config = configuration(command.config())?;
            let data_dir = of_controller(common.data_dir.clone(), &config);
            // The usual folder is named, too: a service need not find it by its own environment.
            let named = common.data_dir.is_some() || config.data_dir.is_none();
            let named = named.then_some(&*data_dir);
            cli::service::run(&command, named, &data_dir, output)
        }
        Command::Explain { code } => cli::explain::run(code.as_deref(), output),
        #[cfg(feature = "demo")]
        Command::Demo(mut args) => {
            args.json = common.json;
            crate::demo::run(&args, output.lang)
        }
        question => {
            let data_dir = common.data_dir.unwrap_or_else(data_dir::default);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Failure::cannot_start)?;
            let answered = runtime.block_on(cli::ask(question, &data_dir, output));
            // The system goes on looking for a name that nobody waits for any more, for half a minute or longer.
            runtime.shutdown_background();
            answered
        }
    }?;
    Ok(ExitCode::SUCCESS)
}

/// Runs the controller until it is asked to stop.
fn run_controller(args: ServeArgs) -> Result<(), Failure> {
    let config = configuration(args.config.as_deref())?;
    let data_dir = of_controller(args.data_dir, &config);
    rights::make_closed(&data_dir);
    let log = serve::log(&config, &data_dir);
    // On Unix each part in the folder has a mode of its own, and the folder is closed where nothing else lies in it.
    if cfg!(windows) {
        // The commands that mend it are to be right wherever they are typed.
        let whole = std::path::absolute(&data_dir).unwrap_or_else(|_| data_dir.clone());
        cli::service::refuse_open(&whole, rights::look(&whole))?;
    }
    let ended = runtime()?.block_on(async {
        let outside = Outside::terminal();
        serve::run(config, data_dir, log.watch(), outside).await
    });
    ended.map_err(|error| {
        let failure = starting::controller(&error);
        event_log::write(Happened::Failed {
            name: &failure.text.code,
        });
        failure
    })
}

/// Finds out whether this version can go on with the data.
fn probe(args: ServeArgs, output: &Output) -> Result<(), Failure> {
    let config = configuration(args.config.as_deref())?;
    let data_dir = of_controller(args.data_dir, &config);
    // A data directory that is not there yet is not begun by its log.
    let log = data_dir.is_dir().then(|| serve::log(&config, &data_dir));
    let found = runtime()?.block_on(serve::probe(&config, &data_dir));
    drop(log);
    cli::update::probed(found, &data_dir, output)
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all();
    runtime.build().map_err(Failure::cannot_start)
}

fn configuration(file: Option<&Path>) -> Result<Config, Failure> {
    match file {
        Some(file) => Config::read(file).map_err(|error| starting::configuration(&error)),
        None => Config::parse("", Path::new(".")).map_err(Failure::cannot_start),
    }
}

/// The data directory of a controller: as it was typed, else the configuration's, else the platform's.
fn of_controller(typed: Option<PathBuf>, config: &Config) -> PathBuf {
    let configured = typed.or_else(|| config.data_dir.clone());
    configured.unwrap_or_else(data_dir::default)
}
