//! The command line: one file for what can be typed, one for each command, one for what is printed.

mod arguments;
mod dates;
mod descriptor;
mod inspect;
mod issue;
mod key;
mod lang;
pub mod output;
mod reset;
mod revoke;
mod secrets;

pub use arguments::Arguments;
use arguments::{Command, IssueCommand, KeyCommand};
use madoguchi_licensing::{document, trust};
use madoguchi_vendor::{files, folder, keystore, lists, passphrase, root, signer};

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
    /// There is no passphrase.
    #[error(transparent)]
    Passphrase(#[from] passphrase::Error),
    /// The root cannot sign.
    #[error(transparent)]
    SigningRoot(#[from] root::Error),
    /// There is no revocation list.
    #[error(transparent)]
    Revocations(#[from] lists::Error),
    /// The issuer cannot issue.
    #[error(transparent)]
    Issuer(#[from] folder::Error),
    /// What was just made cannot be shown.
    #[error("what was made cannot be shown")]
    Show(#[source] document::Error),
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
    /// The document is not real.
    #[error("the document is refused")]
    Refused(#[source] inspect::Unbelieved),
}

/// Does what was asked, and returns the lines to print.
pub fn run(arguments: Arguments) -> Result<Vec<String>, Error> {
    match arguments.command {
        Command::Key(KeyCommand::Root(root)) => key::root(&root),
        Command::Key(KeyCommand::Issuer(issuer)) => key::issuer(&issuer),
        Command::Key(KeyCommand::List(list)) => key::list(&list),
        Command::Issue(IssueCommand::Additional(additional)) => issue::additional(additional),
        Command::Issue(IssueCommand::Bundled(bundled)) => issue::bundled(bundled),
        Command::Inspect(inspected) => inspect::run(&inspected),
        Command::Revoke(revoked) => revoke::run(&revoked),
        Command::Carry(carried) => revoke::carry(&carried),
        Command::Reset(asked) => reset::run(&asked),
    }
}
