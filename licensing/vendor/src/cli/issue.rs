//! `issue additional` and `issue bundled`: make licenses.

use madoguchi_files::Readers;
use madoguchi_licensing::armour;
use madoguchi_licensing::grant::Binding;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::folder::Wanted;

use super::arguments::{Additional, Bundled, License};
use super::output::{Answer, line};
use super::{Error, dates, inspect, json};

pub fn additional(asked: Additional) -> Result<Answer, Error> {
    let binding = Binding::Additional {
        installation: asked.installation.into(),
        seats: asked.seats,
    };
    issue(asked.license, binding)
}

pub fn bundled(asked: Bundled) -> Result<Answer, Error> {
    let binding = Binding::Bundled {
        serial: asked.serial.into(),
        unit_key: asked.unit_key.map(|key| key.to_bytes()),
    };
    issue(asked.license, binding)
}

fn issue(asked: License, binding: Binding) -> Result<Answer, Error> {
    files::must_be_free(&asked.out)?;
    let issuer = asked.issuer.open()?;
    let (document, verified) = issuer.issue(&Wanted {
        id: asked.id,
        binding,
        issued_at_ms: dates::now_ms(),
        not_before_ms: asked.not_before_ms.unwrap_or_else(dates::today_ms),
        not_after_ms: asked.not_after_ms,
        supersedes: asked.supersedes,
        lineage: asked.lineage,
    })?;
    files::create(
        &asked.out,
        armour::write(&document).as_bytes(),
        Readers::Anybody,
    )?;
    let mut lines = inspect::lines(&document);
    let path = ("path", same(asked.out.display()));
    lines.push(line("issued-file", &[path]));
    let value = serde_json::json!({
        "license": json::license(&verified.grant),
        "out": json::path(&asked.out),
    });
    Ok(Answer { lines, value })
}
