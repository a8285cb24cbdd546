//! `reset`: tells an installation whose clock was set back what time it is.

use std::path::PathBuf;

use clap::Args;
use madoguchi_licensing::armour;
use madoguchi_licensing::keys::PublicKey;
use madoguchi_vendor::files::{self, Readers};
use madoguchi_vendor::folder::WantedReset;

use super::secrets::IssuerFrom;
use super::{Error, dates};

#[derive(Debug, Args)]
pub struct Reset {
    #[command(flatten)]
    pub issuer: IssuerFrom,
    /// The installation's public key, 64 hex digits; the clinic's PC shows it beside the nonce.
    #[arg(long, value_name = "HEX")]
    pub installation: PublicKey,
    /// What the clinic's PC asked with: 16 hex digits, spaces and hyphens as they come.
    #[arg(long, value_name = "TEXT", value_parser = nonce)]
    pub nonce: Nonce,
    /// Another time than now, as 2026-04-01T09:00:00+09:00: for tests.
    #[arg(long = "at", value_name = "TIME", value_parser = dates::moment)]
    pub at_ms: Option<i64>,
    /// The reset's file; never overwritten.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// What an installation asks the time with.
#[derive(Debug, Clone, Copy)]
pub struct Nonce([u8; 8]);

pub fn run(asked: &Reset) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let time_ms = asked.at_ms.unwrap_or_else(dates::now_ms);
    let reset = asked.issuer.open()?.reset_time(&WantedReset {
        installation: asked.installation.into(),
        nonce: asked.nonce.0,
        time_ms,
    })?;
    files::create(
        &asked.out,
        armour::write(&reset).as_bytes(),
        Readers::Anybody,
    )?;
    Ok(vec![
        format!("installation {}", asked.installation),
        format!("time         {}", dates::show(time_ms)),
        format!("file         {}", asked.out.display()),
    ])
}

fn nonce(text: &str) -> Result<Nonce, String> {
    let wrong = || "a nonce is 16 hex digits, as the clinic's PC shows it".to_owned();
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    let digits: [u32; 16] = digits.try_into().map_err(|_| wrong())?;
    let mut nonce = [0; 8];
    for (byte, pair) in nonce.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(pair[0] * 16 + pair[1]).map_err(|_| wrong())?;
    }
    Ok(Nonce(nonce))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_taken_as_it_was_written_down() {
        let expected = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
        for text in [
            "0123456789abcdef",
            "0123-4567-89AB-CDEF",
            " 01 23 45 67 89 ab cd ef",
        ] {
            assert_eq!(nonce(text).unwrap().0, expected, "{text}");
        }
        for wrong in [
            "",
            "0123456789abcde",
            "0123456789abcdef0",
            "0123456789abcdeg",
        ] {
            assert!(nonce(wrong).is_err(), "{wrong}");
        }
    }
}
