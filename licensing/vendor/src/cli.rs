//! The command line: one file for what can be typed, one for each command, one for what is printed.

mod arguments;
mod dates;
mod inspect;
mod issue;
mod key;
pub mod output;

pub use arguments::Arguments;
use arguments::{Command, IssueCommand, KeyCommand};
use madoguchi_licensing::{document, trust, verify};
use madoguchi_vendor::{files, folder, keystore, sequence, signer};

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] files::Error),
    /// A key could not be made.
    #[error(transparent)]
    Signer(#[from] signer::Error),
    /// A key could not be kept or read.
    #[error(transparent)]
    Key(#[from] keystore::Error),
    /// There is no number.
    #[error(transparent)]
    Sequence(#[from] sequence::Error),
    /// The issuer cannot issue.
    #[error(transparent)]
    Issuer(#[from] folder::Error),
    /// The certificate gets too large.
    #[error("the issuer's certificate cannot be made")]
    Certificate(#[source] document::Error),
    /// The file holds no document.
    #[error("{file} cannot be inspected")]
    Unreadable {
        /// The file.
        file: String,
        /// Why not.
        #[source]
        source: Box<dyn std::error::Error>,
    },
    /// The file with the root holds none.
    #[error("the root cannot be used")]
    Root(#[source] trust::Error),
    /// The license is not real.
    #[error("the license is refused")]
    Refused(#[source] verify::Error),
}

/// Does what was asked, and returns the lines to print.
pub fn run(arguments: Arguments) -> Result<Vec<String>, Error> {
    match arguments.command {
        Command::Key(KeyCommand::Root(root)) => key::root(&root),
        Command::Key(KeyCommand::Issuer(issuer)) => key::issuer(&issuer),
        Command::Issue(IssueCommand::Additional(additional)) => issue::additional(additional),
        Command::Issue(IssueCommand::Bundled(bundled)) => issue::bundled(bundled),
        Command::Inspect(inspected) => inspect::run(&inspected),
    }
}
