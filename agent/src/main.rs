//! `madoguchi-agent --config agent.toml`: the agent of one card reader. Exit code 0: it was asked to stop; 1: it failed, or its
//! configuration has mistakes; 2: wrong use of the command line.

mod stop;
mod systemd;

use std::error::Error;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;

use clap::Parser;
use madoguchi_agent::config::{Config, DeviceKind};
use madoguchi_agent::device::{Device, Early};
use madoguchi_agent::process::Process;
use madoguchi_agent::simulated::Simulated;
use madoguchi_agent::target::Target;
use madoguchi_agent::texts::{self, chain, in_words};
use madoguchi_agent::{Credentials, FactoryKey, Parts, logs, pairing, run};
use madoguchi_link::bounds::MAX_LICENSE_BYTES;
use madoguchi_proto::v1::Environment;
use madoguchi_texts::{Lang, command_line};

/// カードリーダー1台を動かします / Serves one card reader of a Madoguchi fleet
#[derive(Debug, Parser)]
#[command(name = "madoguchi-agent", version)]
struct Arguments {
    /// 設定ファイル（agent.toml） / The agent's configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// 表示の言語 / Language
    #[arg(long, value_parser = command_line::language())]
    lang: Option<Lang>,
}

fn main() -> ExitCode {
    let arguments: Arguments = match command_line::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(answer) => return answer.print(),
    };
    texts::speak(arguments.lang.unwrap_or_else(Lang::of_system));
    let config = Config::load(&arguments.config);
    let logs = logs::begin(config.as_ref().ok().map(|config| config.logs.clone()));
    let agent = match config.map_err(Into::into).and_then(build) {
        Ok(built) => built,
        Err(error) => return fail(&*error),
    };
    // One thread is enough for one reader, and saves memory.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(serve(agent)),
        Err(error) => Err(error.into()),
    };
    let code = result.map_or_else(|error| fail(&*error), |()| ExitCode::SUCCESS);
    // Its last lines are the ones that say why it ended.
    drop(logs);
    code
}

#[derive(Debug, thiserror::Error)]
#[error("{}", in_words("failed-license-unread", &[("path", &path.display().to_string())]))]
struct LicenseUnread {
    path: PathBuf,
    #[source]
    source: io::Error,
}

/// An agent as configured, before anything runs.
struct Agent {
    identity: Identity,
    device: DeviceKind,
    /// The means to connect, besides the credentials.
    rest: Rest,
}

/// The identity of the reader.
enum Identity {
    Unit(Credentials),
    /// The reader waits to be paired.
    Unpaired(pairing::Settings),
}

struct Rest {
    controller: Target,
    spool_dir: PathBuf,
    log_dir: PathBuf,
    environment: Environment,
    virtual_port: Option<String>,
    bundled_license: Option<Vec<u8>>,
    factory_key: Option<FactoryKey>,
}

fn build(config: Config) -> Result<Agent, Box<dyn Error>> {
    Ok(Agent {
        identity: identity(&config)?,
        rest: Rest {
            controller: config.controller,
            spool_dir: config.spool,
            log_dir: config.logs.folder,
            environment: config.environment,
            virtual_port: config.virtual_port,
            bundled_license: config.bundled_license.as_deref().map(license).transpose()?,
            factory_key: config
                .factory_key
                .as_deref()
                .map(FactoryKey::load)
                .transpose()?,
        },
        device: config.device,
    })
}

/// The identity in the credential folder. The folder exists as a whole or not at all.
fn identity(config: &Config) -> Result<Identity, Box<dyn Error>> {
    let folder = &config.credentials;
    if folder.try_exists()? {
        let credentials = Credentials::load(folder)?;
        if let Some(serial) = config
            .serial
            .as_deref()
            .filter(|s| *s != credentials.serial())
        {
            let folder = folder.display().to_string();
            let kept = credentials.serial();
            let args = [("folder", &*folder), ("kept", kept), ("serial", serial)];
            return Err(in_words("failed-other-serial", &args).into());
        }
        return Ok(Identity::Unit(credentials));
    }
    let Some(serial) = config.serial.clone() else {
        let folder = folder.display().to_string();
        return Err(in_words("failed-no-folder", &[("folder", &folder)]).into());
    };
    Ok(Identity::Unpaired(pairing::Settings {
        serial,
        controller: config.controller.clone().with_port(config.pairing_port),
        environment: config.environment,
        virtual_port: config.virtual_port.clone(),
        credentials: folder.clone(),
    }))
}

fn license(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let cannot = |source| LicenseUnread {
        path: path.to_owned(),
        source,
    };
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| {
            file.take(MAX_LICENSE_BYTES as u64 + 1)
                .read_to_end(&mut bytes)
        })
        .map_err(cannot)?;
    if bytes.len() > MAX_LICENSE_BYTES {
        let most = MAX_LICENSE_BYTES.to_string();
        let args = [("path", &*shown), ("most", &*most)];
        return Err(in_words("failed-license-large", &args).into());
    }
    // An empty license must not be sent: the reader would have no license, its seat would be missing, and nobody would be told.
    if madoguchi_reading::is_nothing(&bytes) {
        return Err(in_words("failed-license-empty", &[("path", &shown)]).into());
    }
    Ok(bytes)
}

async fn serve(agent: Agent) -> Result<(), Box<dyn Error>> {
    let Agent {
        identity,
        device,
        rest,
    } = agent;
    let serial = match &identity {
        Identity::Unit(credentials) => credentials.serial(),
        Identity::Unpaired(settings) => &settings.serial,
    };
    match device {
        DeviceKind::Simulated(settings) => live(identity, Simulated::new(settings), rest).await,
        DeviceKind::Process(settings) => {
            let engine = Process::new(settings, serial, rest.environment);
            live(identity, engine, rest).await
        }
        _ => Err("this build does not know that kind of device".into()),
    }
}

/// Waits to be paired if necessary, and serves.
async fn live<D: Device>(identity: Identity, device: D, rest: Rest) -> Result<(), Box<dyn Error>> {
    let stop = stop::requested()?;
    let mut stop = pin!(async {
        stop.await;
        systemd::stopping();
    });
    systemd::ready();
    let mut device = Early::new(device);
    let credentials = match identity {
        Identity::Unit(credentials) => credentials,
        Identity::Unpaired(settings) => {
            match pairing::wait(&settings, &mut device, &mut stop).await? {
                Some(credentials) => credentials,
                None => {
                    device.close().await;
                    return Ok(());
                }
            }
        }
    };
    let parts = Parts {
        credentials,
        controller: rest.controller,
        spool_dir: rest.spool_dir,
        log_dir: Some(rest.log_dir),
        environment: rest.environment,
        virtual_port: rest.virtual_port,
        bundled_license: rest.bundled_license,
        factory_key: rest.factory_key,
        entropy_seed: None,
        // The controller runs in real time, whatever the device simulates.
        speed: 1.0,
        observer: None,
    };
    Ok(run(parts, device, stop).await?)
}

fn fail(error: &(dyn Error + 'static)) -> ExitCode {
    tracing::error!("{}", chain(error));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_has_its_help_in_both_languages() {
        Arguments::command().debug_assert();
        assert_eq!(command_line::flaws(Arguments::command()), [""; 0]);
    }
}
