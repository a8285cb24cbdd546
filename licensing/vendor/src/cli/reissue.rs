//! `reissue --lost`: gives the licenses of a dead PC to the installation on the new one.

use std::path::{Path, PathBuf};

use madoguchi_vendor::files;

use super::arguments::ledger::{Carriers, Reissue};
use super::{Error, dates, office};

pub fn run(asked: &Reissue) -> Result<Vec<String>, Error> {
    office::ready(&asked.carriers)?;
    let request = files::read(&asked.request)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let ownership = asked.ownership.read(&ledger)?;
    let now_ms = dates::now_ms();
    let issued = ledger.reissue(&request, &ownership, asked.limit, &issuer, now_ms)?;
    let mut lines = Vec::new();
    for (number, issued) in (1..).zip(&issued) {
        let carriers = numbered(&asked.carriers, number);
        lines.extend(office::owner(&ledger, issued));
        lines.extend(office::hand_out(issued, &carriers)?);
    }
    Ok(lines)
}

/// The files of one license of several: those of the second end with `-2`.
fn numbered(carriers: &Carriers, number: usize) -> Carriers {
    let named = |path: &Option<PathBuf>| path.as_deref().map(|path| with_number(path, number));
    Carriers {
        out: named(&carriers.out),
        qr: carriers.qr,
        png: named(&carriers.png),
        svg: named(&carriers.svg),
        typed: carriers.typed,
    }
}

fn with_number(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.into();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}
