//! The source of the passphrases of private keys: a descriptor, else the environment, else the person at the terminal.

use std::collections::VecDeque;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::Args;
use madoguchi_files::passphrase::{
    MAX_BYTES, Passphrase, from_descriptor, from_environment, typed,
};
use madoguchi_licensing::grant::Environment;
use madoguchi_texts::command_line::whole_number;
use madoguchi_texts::same;
use madoguchi_vendor::folder::IssuerFolder;
use madoguchi_vendor::passphrase::{Error, Origin, Secrets, fresh};
use zeroize::Zeroizing;

use super::output::line;

/// The most passphrases that one command reads; no command needs more than two.
const MAX_LINES: usize = 8;

/// Where a command's passphrases come from.
#[derive(Debug, Clone, Args)]
pub struct PassphraseFrom {
    /// パスフレーズを読む番号（使う順に1行ずつ。1行ならすべてに使います）。指定しないと環境変数 MADOGUCHI_PASSPHRASE、なければ端末で聞きます / Reads the passphrases from this descriptor, one a line in the order in which the keys are needed; a single line serves for all. Else MADOGUCHI_PASSPHRASE, else the terminal
    #[arg(long, value_name = "N", value_parser = whole_number(clap::value_parser!(u32)))]
    pub passphrase_fd: Option<u32>,
}

/// The issuer of a command.
#[derive(Debug, Args)]
pub struct IssuerFrom {
    /// 発行元のフォルダー / The issuer's folder
    #[arg(long = "issuer", value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub passphrase: PassphraseFrom,
}

impl IssuerFrom {
    /// Opens the issuer's folder.
    pub fn open(&self) -> Result<IssuerFolder, super::Error> {
        let mut secrets = self.passphrase.secrets()?;
        Ok(IssuerFolder::open_with(&self.folder, &mut secrets)?)
    }
}

impl PassphraseFrom {
    /// Reads the passphrases of the descriptor or the environment; nobody is asked yet.
    pub fn secrets(&self) -> Result<Asked, Error> {
        let given = match self.passphrase_fd {
            Some(number) => Some(lines(number).map_err(|source| Error::Unreadable {
                from: Origin::Descriptor,
                source,
            })?),
            None => from_environment()
                .map_err(|source| Error::Unreadable {
                    from: Origin::Environment,
                    source,
                })?
                .map(|text| VecDeque::from([text])),
        };
        Ok(Asked { given })
    }
}

/// The passphrases of one command.
pub struct Asked {
    /// The passphrases of the descriptor or the environment. If there are any, no person is asked.
    given: Option<VecDeque<Zeroizing<String>>>,
}

impl Secrets for Asked {
    fn known(&mut self, key: &Path) -> Result<Passphrase, Error> {
        if let Some(text) = self.next_given() {
            return Ok(Passphrase::known(text)?);
        }
        if !io::stdin().is_terminal() {
            return Err(Error::Unasked { path: key.into() });
        }
        let text = asked("ask-passphrase", key)?;
        Ok(Passphrase::known(text)?)
    }

    fn fresh(&mut self, key: &Path, environment: Environment) -> Result<Passphrase, Error> {
        if let Some(text) = self.next_given() {
            return fresh(text, environment);
        }
        if !io::stdin().is_terminal() {
            return Err(Error::UnaskedNew { path: key.into() });
        }
        let first = asked("ask-new-passphrase", key)?;
        let first = fresh(first, environment)?;
        let again = Passphrase::known(prompt(&line("ask-again", &[]))?);
        match again {
            Ok(again) if again.is(&first) => Ok(first),
            _ => Err(Error::Differ),
        }
    }
}

impl Asked {
    fn next_given(&mut self) -> Option<Zeroizing<String>> {
        let given = self.given.as_mut()?;
        match given.len() {
            // The last one is used for all further keys.
            0 | 1 => given.front().cloned(),
            _ => given.pop_front(),
        }
    }
}

fn lines(number: u32) -> io::Result<VecDeque<Zeroizing<String>>> {
    let most = MAX_LINES * (MAX_BYTES + 2);
    let text = from_descriptor(number, most)?;
    let lines: VecDeque<_> = text
        .lines()
        .map(|line| Zeroizing::new(line.to_owned()))
        .collect();
    if lines.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "it holds no line",
        ));
    }
    Ok(lines)
}

fn asked(question: &str, key: &Path) -> Result<Zeroizing<String>, Error> {
    prompt(&line(question, &[("path", same(key.display()))]))
}

fn prompt(question: &str) -> Result<Zeroizing<String>, Error> {
    typed(&format!("{question} ")).map_err(|source| Error::Unreadable {
        from: Origin::Terminal,
        source,
    })
}
