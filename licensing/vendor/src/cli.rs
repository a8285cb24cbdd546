//! The command line: one file for the arguments, one for each command, one for the output.

mod activate;
mod arguments;
mod book;
mod dates;
mod handing_out;
mod inspect;
mod issue;
mod json;
mod key;
mod ledger;
mod office;
pub mod output;
mod product;
mod reissue;
mod reset;
mod revoke;
mod secrets;
mod taken;
mod transfer;

pub use arguments::Arguments;
use arguments::{Command, IssueCommand, KeyCommand};
use madoguchi_proto::v1::Text;
use madoguchi_texts::Arg;
use madoguchi_vendor::texts::{self, Spoken};
use output::Answer;

/// The reason why a command was not carried out, in words.
#[derive(Debug)]
pub struct Error(Text);

impl Error {
    /// A refusal of the command line's own.
    fn own(key: &str, args: &[(&str, Arg)]) -> Self {
        Self(texts::text(key, args))
    }

    /// What could not be done, and why.
    fn because(key: &str, args: &[(&str, Arg)], cause: &impl Spoken) -> Self {
        Self(texts::because(texts::text(key, args), cause.text()))
    }

    /// The same, where the cause is a refusal of the command line itself.
    fn after(key: &str, args: &[(&str, Arg)], cause: Self) -> Self {
        Self(texts::because(texts::text(key, args), cause.0))
    }

    /// Gets consent to an act that takes something away.
    fn unless_agreed(yes: bool, taken: &Text) -> Result<(), Self> {
        output::agree(yes, taken).map_err(Self)
    }

    pub fn text(&self) -> &Text {
        &self.0
    }
}

impl<E: Spoken> From<E> for Error {
    fn from(error: E) -> Self {
        Self(error.text())
    }
}

/// Carries out a command.
pub fn run(arguments: Arguments) -> Result<Answer, Error> {
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
