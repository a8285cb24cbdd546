//! The command line: one file for what can be typed, one for each command, one for what is printed.

mod activate;
mod arguments;
mod book;
mod dates;
mod inspect;
mod issue;
mod key;
mod lang;
mod ledger;
mod office;
pub mod output;
mod product;
mod reissue;
mod reset;
mod revoke;
mod secrets;
mod transfer;

pub use arguments::Arguments;
use arguments::{Command, IssueCommand, KeyCommand};
use madoguchi_licensing::{document, trust, verify};
use madoguchi_vendor::ledger as books;
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
    /// The ledger cannot be opened.
    #[error(transparent)]
    Ledger(#[from] books::OpenError),
    /// No ledger was begun.
    #[error(transparent)]
    Create(#[from] books::CreateError),
    /// No license was handed out.
    #[error(transparent)]
    License(#[from] books::Refusal),
    /// An act was not written down.
    #[error(transparent)]
    Append(#[from] books::AppendError),
    /// No product was made.
    #[error(transparent)]
    Add(#[from] books::products::AddError),
    /// No product was found.
    #[error(transparent)]
    Find(#[from] books::find::FindError),
    /// The table of products is none.
    #[error(transparent)]
    ReadTable(#[from] books::table::TableError),
    /// The table of products is too large.
    #[error("{file} is too large for a table of products; choose the right file, or split it")]
    TableTooLarge {
        /// The file.
        file: String,
    },
    /// The table of products cannot be made.
    #[error("the table of products cannot be made")]
    Table(#[source] csv::Error),
    /// The revocation list was not booked.
    #[error(transparent)]
    Book(#[from] books::BookError),
    /// The revocation list is not real.
    #[error("the revocation list is refused")]
    RefusedList(#[source] verify::Error),
    /// A bundled license has one seat.
    #[error(
        "a bundled license is the seat of one unit; make one product for each unit, with --count"
    )]
    OneSeat,
    /// A key id is no key, and there is no ledger to look it up in.
    #[error(
        "a key id names an installation only together with the ledger that knows it: add --ledger DIR, or give the whole key of 64 digits"
    )]
    WholeKeyNeeded,
    /// The ledger has never heard of it.
    #[error(
        "the ledger knows no installation with the key id {0}: check the digits, or give the whole key of 64 digits"
    )]
    NoSuchInstallation(madoguchi_licensing::keys::KeyId),
    /// The license cannot be shown as codes.
    #[error("the license cannot be shown as QR codes; take it as a file, with --out")]
    Codes(#[from] madoguchi_licensing::codes::Error),
    /// A test root has to be named.
    #[error(
        "the roots of this program are of the other environment than the ledger: name its root's public key with --root"
    )]
    RootNeeded,
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
        Command::Product(asked) => product::run(&asked),
        Command::Activate(asked) => activate::run(&asked),
        Command::Transfer(asked) => transfer::run(&asked),
        Command::Reissue(asked) => reissue::run(&asked),
        Command::Book(asked) => book::run(&asked),
        Command::Ledger(asked) => ledger::run(&asked),
    }
}
