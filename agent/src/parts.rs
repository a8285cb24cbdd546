//! What an agent is made of, and why one ends before it was told to.

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

/// What an agent is made of, besides its device.
#[derive(Debug)]
pub struct Parts {
    /// Who the unit is, and whom it trusts.
    pub credentials: Credentials,
    /// The controller's gateway.
    pub controller: Target,
    /// The folder for outcomes that are not acknowledged; made if need be. One agent's alone.
    pub spool_dir: PathBuf,
    /// Which environment the agent is set up for.
    pub environment: Environment,
    /// The port of the virtual bus, for `policy = "loopback"` only, for example "1-2".
    pub virtual_port: Option<String>,
    /// A license that came in the box, as it is signed (binary document).
    pub bundled_license: Option<Vec<u8>>,
    /// The key that the reader's maker put into it.
    pub factory_key: Option<FactoryKey>,
    /// For demos and tests that must replay; `None` takes the system's random bytes. Session ids repeat when the
    /// same unit runs twice with the same seed.
    pub entropy_seed: Option<u64>,
    /// Milliseconds of calls, ages and sessions in a real one: 1.0, but for a demo in quick motion.
    pub speed: f64,
    /// Where observations go. Never waited for: what does not fit into the channel is lost.
    pub observer: Option<mpsc::Sender<Observation>>,
}

/// Why an agent ended before it was told to. A lost link is no reason.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The spool cannot be used.
    #[error("the spool cannot be used")]
    Spool(#[source] spool::Error),
    /// The spool's thread ended.
    #[error("the spool's thread ended unexpectedly: start the agent again")]
    SpoolGone,
    /// The credentials make no identity.
    #[error("the credentials cannot be used: enroll the unit again")]
    Identity(#[source] rustls::Error),
    /// The device is gone for good.
    #[error("the device is gone")]
    Device(#[source] DeviceGone),
    /// There are no random bytes.
    #[error("no session can be named")]
    Entropy(#[source] NoEntropy),
}
