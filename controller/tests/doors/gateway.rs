//! The readers' door, and the papers that open it.

mod dates;
mod factory_key;
mod identity;
mod power;
mod service;
mod tls;
mod whole;

use crate::support::MORNING;
use crate::support::papers::{Office, at};
use madoguchi_controller::gateway::Context;
use madoguchi_controller::link::VirtualBus;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::trust::Trust;
use std::sync::Arc;

/// What a gateway goes by, in a morning that stands still.
fn context(office: &Office) -> Context {
    Context {
        installation: office.identity.installation(),
        environment: Environment::Test,
        now: at(MORNING),
        identity: Arc::clone(&office.identity),
        links: Arc::new(VirtualBus::new()),
        trust: Arc::new(Trust::nobody(Environment::Test)),
    }
}
