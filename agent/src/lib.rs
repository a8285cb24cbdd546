//! The reader's side of Madoguchi. It serves one card reader, shows the patient whom the controller calls, and loses no outcome.
//!
//! ```text
//!   device ──► driver ◄── link (TLS 1.3, gRPC)        run() is the driver; all rules are in session::Machine,
//!     ▲          │  ▲                                 which is pure; everything else moves bytes
//!     └─ orders ─┤  └── spool (files)
//!                ▼
//!        session::Machine
//! ```

mod backoff;
mod certificate;
mod clock;
pub mod config;
mod credentials;
pub mod device;
mod discovery;
mod driver;
mod endpoint;
mod entropy;
mod factory_key;
mod interfaces;
mod link;
#[cfg(test)]
mod logged;
pub mod logs;
mod observe;
mod own_log;
pub mod pairing;
mod parts;
mod presence;
pub mod process;
mod renewal;
pub mod session;
pub mod simulated;
pub mod spool;
pub mod target;
pub mod texts;
mod verdict;

pub use credentials::{Credentials, Error as CredentialsError};
pub use driver::run;
pub use entropy::NoEntropy;
pub use factory_key::{Error as FactoryKeyError, FactoryKey};
pub use observe::{Observation, Observed};
pub use parts::{Error, Parts};
