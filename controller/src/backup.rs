//! Backups: one encrypted file from which another PC continues as this installation.
//!
//! **Contents**: every record of the store at one revision (tickets, units, licenses, walk-ups, audit, counters, fleet time), and of the
//! identity the CA, the server's certificate, their keys and the installation key. **Not in it**: the desk's token (a restored controller
//! makes a new one), the configuration and a test root (files of the administrator, beside the data directory), the log, and the readers'
//! own keys and spools.
//!
//! ```text
//! age file for one passphrase or one recipient (`age`)
//! └─ parts, each behind its length (`archive`): head, files, records…, end
//! ```
//! A backup is [`Making`] while records still arrive from the running controller, and gets its name only when all of it is on the disk.
//! [`restore`] fills a folder beside the data directory, verifies it as a start would, and renames it last: an interrupted restore leaves
//! nothing that a controller would start on. Plain keys are written only to the restored data directory, and a passphrase or an identity
//! never leaves the process that asked for it.

mod age;
mod archive;
mod making;
mod restore;

pub use age::{Error as OpenError, Key};
pub use archive::MAX_PART_BYTES;
pub use making::{MakeError, Making};
pub use restore::{Found, RestoreError, Restored, check_target, restore};

/// The version of the archive's format. A change that an older program would misread needs a new one.
pub const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
