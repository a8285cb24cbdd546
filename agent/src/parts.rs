//! The parts of an agent, and the reasons why one ends by itself.

use std::path::PathBuf;

use madoguchi_proto::v1::Environment;
use tokio::sync::mpsc;

use crate::credentials::Credentials;
use crate::device::DeviceGone;
use crate::entropy::NoEntropy;
use crate::factory_key::FactoryKey;
use crate::observe::Observation;
use crate::spool;
use crate::target::Target;
use crate::texts::in_words;

/// The parts of an agent, besides its device.
#[derive(Debug)]
pub struct Parts {
    pub credentials: Credentials,
    pub controller: Target,
    /// The folder for outcomes that are not acknowledged. It is created if necessary, and used by one agent alone.
    pub spool_dir: PathBuf,
    /// The folder of the agent's own log, which the controller may ask for; `None` where no files are kept.
    pub log_dir: Option<PathBuf>,
    pub environment: Environment,
    /// The port of the virtual bus, such as "1-2"; only for `policy = "loopback"`.
    pub virtual_port: Option<String>,
    /// The signed document (binary form) of a license that came with the reader.
    pub bundled_license: Option<Vec<u8>>,
    /// The private key that the reader's maker put into it.
    pub factory_key: Option<FactoryKey>,
    /// The seed for demos and tests that must replay; `None` uses the system's random bytes. With the same seed a unit makes the same
    /// session ids again.
    pub entropy_seed: Option<u64>,
    /// The speed of calls, ages and sessions: 1.0, and more in a demo.
    pub speed: f64,
    /// The receiver of observations. It is never waited for: what does not fit into the channel is lost.
    pub observer: Option<mpsc::Sender<Observation>>,
}

/// The reason why an agent ended by itself. A lost link is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", in_words("failed-spool", &[]))]
    Spool(#[source] spool::Error),
    #[error("{}", in_words("failed-spool-gone", &[]))]
    SpoolGone,
    #[error("{}", in_words("failed-credentials-unusable", &[]))]
    Identity(#[source] rustls::Error),
    #[error("{}", in_words("failed-device", &[]))]
    Device(#[source] DeviceGone),
    #[error("{}", in_words("failed-session-name", &[]))]
    Entropy(#[source] NoEntropy),
}
