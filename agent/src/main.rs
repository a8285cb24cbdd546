//! `madoguchi-agent --config agent.toml`: one card reader's agent. Exit code 0: told to stop; 1: failed, also for
//! what its configuration says; 2: wrong use of the command line.

mod stop;

use std::error::Error;
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use madoguchi_agent::config::{Config, DeviceKind};
use madoguchi_agent::process::Process;
use madoguchi_agent::simulated::Simulated;
use madoguchi_agent::{Credentials, FactoryKey, Parts, chain, run};
use tracing_subscriber::EnvFilter;

/// The wire takes frames of 64 KiB; a license has about 1 KiB.
const LICENSE_MAX_BYTES: u64 = 32 * 1024;

/// Serves one card reader of a Madoguchi fleet.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The agent's configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let (parts, device) = match build(&arguments.config) {
        Ok(built) => built,
        Err(error) => return fail(&*error),
    };
    // One thread is plenty for one reader, and small.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(serve(parts, device)),
        Err(error) => Err(error.into()),
    };
    result.map_or_else(|error| fail(&*error), |()| ExitCode::SUCCESS)
}

fn build(path: &Path) -> Result<(Parts, DeviceKind), Box<dyn Error>> {
    let config = Config::load(path)?;
    let parts = Parts {
        credentials: Credentials::load(&config.credentials)?,
        controller: config.controller,
        spool_dir: config.spool,
        environment: config.environment,
        virtual_port: config.virtual_port,
        bundled_license: config.bundled_license.as_deref().map(license).transpose()?,
        factory_key: config
            .factory_key
            .as_deref()
            .map(FactoryKey::load)
            .transpose()?,
        entropy_seed: None,
        // The controller's time is real time, whatever the device simulates.
        speed: 1.0,
        observer: None,
    };
    Ok((parts, config.device))
}

fn license(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let cannot = |error| format!("cannot read the license {}: {error}", path.display());
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LICENSE_MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(cannot)?;
    if bytes.len() as u64 > LICENSE_MAX_BYTES {
        let file = path.display();
        return Err(
            format!("{file} is no license: it has more than {LICENSE_MAX_BYTES} bytes").into(),
        );
    }
    Ok(bytes)
}

async fn serve(parts: Parts, device: DeviceKind) -> Result<(), Box<dyn Error>> {
    let stop = stop::requested()?;
    match device {
        DeviceKind::Simulated(settings) => run(parts, Simulated::new(settings), stop).await?,
        DeviceKind::Process(settings) => {
            let engine = Process::new(settings, parts.credentials.serial());
            run(parts, engine, stop).await?;
        }
        _ => return Err("this build does not know that kind of device".into()),
    }
    Ok(())
}

fn fail(error: &dyn Error) -> ExitCode {
    tracing::error!("{}", chain(error));
    ExitCode::FAILURE
}
