//! The command line: one file for the arguments, one for each command, one for the output.

mod activate;
mod arguments;
mod book;
mod dates;
mod inspect;
mod issue;
mod key;
mod ledger;
mod office;
pub mod output;
mod product;
mod reissue;
mod reset;
mod revoke;
mod secrets;
mod texts;
mod transfer;

pub use arguments::Arguments;
use arguments::{Command, IssueCommand, KeyCommand};
use madoguchi_licensing::{document, product_key, trust, verify};
use madoguchi_vendor::ledger as books;
use madoguchi_vendor::{files, folder, keystore, lists, passphrase, root, signer};

/// The reason why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] files::Error),
    #[error(transparent)]
    Signer(#[from] signer::Error),
    #[error(transparent)]
    Key(#[from] keystore::Error),
    #[error(transparent)]
    Passphrase(#[from] passphrase::Error),
    #[error(transparent)]
    SigningRoot(#[from] root::Error),
    #[error(transparent)]
    Revocations(#[from] lists::Error),
    #[error(transparent)]
    Issuer(#[from] folder::Error),
    #[error("what was made cannot be shown")]
    Show(#[source] document::Error),
    #[error("{file} cannot be inspected")]
    Unreadable {
        file: String,
        #[source]
        source: Box<dyn std::error::Error>,
    },
    #[error("the root cannot be used")]
    Root(#[source] trust::Error),
    #[error("the document is refused")]
    Refused(#[source] inspect::Unbelieved),
    #[error(transparent)]
    Ledger(#[from] books::OpenError),
    #[error(transparent)]
    Create(#[from] books::CreateError),
    #[error(transparent)]
    License(#[from] books::Refusal),
    #[error(transparent)]
    Append(#[from] books::AppendError),
    #[error(transparent)]
    Add(#[from] books::products::AddError),
    #[error(transparent)]
    Find(#[from] books::find::FindError),
    #[error(transparent)]
    ProductKey(#[from] product_key::Error),
    #[error(transparent)]
    ReadTable(#[from] books::table::TableError),
    #[error("{file} is too large for a table of products; choose the right file, or split it")]
    TableTooLarge { file: String },
    #[error("the table of products cannot be made")]
    Table(#[source] csv::Error),
    #[error(transparent)]
    Book(#[from] books::BookError),
    #[error("the revocation list is refused")]
    RefusedList(#[source] verify::Error),
    #[error(
        "a bundled license is the seat of one unit; make one product for each unit, with --count"
    )]
    OneSeat,
    /// A key id is not a whole key, and there is no ledger in which to look it up.
    #[error(
        "a key id names an installation only together with the ledger that knows it: add --ledger DIR, or give the whole key of 64 digits"
    )]
    WholeKeyNeeded,
    #[error(
        "the ledger knows no installation with the key id {0}: check the digits, or give the whole key of 64 digits"
    )]
    NoSuchInstallation(madoguchi_licensing::keys::KeyId),
    #[error("the license cannot be shown as QR codes; take it as a file, with --out")]
    Codes(#[from] madoguchi_licensing::codes::Error),
    #[error(
        "the roots of this program are of the other environment than the ledger: name its root's public key with --root"
    )]
    RootNeeded,
}

/// Carries out a command and returns the lines to print.
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
