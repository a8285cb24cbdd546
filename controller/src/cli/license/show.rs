//! `madoguchi license show`: what a license or another document is, and whether it holds here.

use super::file;
use crate::cli::client::{Client, Failure, answer, request_id};
use crate::cli::output::Output;
use crate::cli::page::{line, of, word};
use crate::texts::{Clock, label};
use crate::{json, texts};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain::{self, Line};
use madoguchi_licensing::grant::LicenseId;
use madoguchi_licensing::kind::Kind;
use madoguchi_proto::v1::{
    InstallLicenseRequest, InstalledLicense, ListLicensesRequest, ListLicensesResponse, Text,
};
use madoguchi_texts::Lang;
use serde_json::{Value, json};
use std::path::Path;

/// Explains an installed license by its id, or any document by its file.
pub(super) async fn run(data_dir: &Path, output: &Output, what: &Path) -> Result<(), Failure> {
    // `-` could be an id as well, and is standard input.
    let named = what.to_str().filter(|_| !madoguchi_reading::is_stdin(what));
    let id = named.and_then(LicenseId::parse);
    match id.filter(|_| !what.exists()) {
        Some(id) => installed(&Client::connect(data_dir).await?, output, &id).await,
        None => paper(data_dir, output, what).await,
    }
}

async fn installed(client: &Client, output: &Output, id: &LicenseId) -> Result<(), Failure> {
    let list = answer(client.licenses().list_licenses(ListLicensesRequest {})).await?;
    let found = list.licenses.iter().find(|l| l.license_id == id.as_str());
    let license =
        found.ok_or_else(|| Failure::own("desk-no-such-license", &[("license", id.as_str())]))?;
    let lines = lines_of(license, list.utc_offset_min, output.lang);
    let here = Here {
        why: license.why.clone(),
        seats: list.seats.clone(),
    };
    output.answer(
        || shown_json(&lines, &here, Some(license)),
        || shown(&lines, &here, output.lang),
    )
}

async fn paper(data_dir: &Path, output: &Output, path: &Path) -> Result<(), Failure> {
    let content = file::read(path, output)?;
    let document = madoguchi_licensing::armour::read(&content).map_err(|why| Failure {
        text: texts::unreadable(&why),
    })?;
    let lines = explain::document(&document, output.lang);
    let (here, license) = match Client::connect(data_dir).await {
        Ok(client) => here(&client, &document).await?,
        // The document can be explained without a controller; only a controller knows whether it holds here.
        Err(unreached) => (Here::nobody_says(unreached.text), None),
    };
    output.answer(
        || shown_json(&lines, &here, license.as_ref()),
        || shown(&lines, &here, output.lang),
    )
}

/// Whether the document holds here, and how many seats there are.
struct Here {
    why: Option<Text>,
    seats: Option<Text>,
}

impl Here {
    fn nobody_says(why: Text) -> Self {
        Self {
            why: Some(why),
            seats: None,
        }
    }
}

async fn here(
    client: &Client,
    document: &Document,
) -> Result<(Here, Option<InstalledLicense>), Failure> {
    let list = answer(client.licenses().list_licenses(ListLicensesRequest {})).await?;
    let ListLicensesResponse { seats, .. } = list;
    if !matches!(
        document.kind(),
        Kind::License | Kind::RevocationList | Kind::TimeReset
    ) {
        let why = None;
        return Ok((Here { why, seats }, None));
    }
    let request = InstallLicenseRequest {
        request_id: request_id()?,
        document: document.as_bytes().to_vec(),
        old_pc_died: false,
        only_look: true,
    };
    Ok(
        match answer(client.licenses().install_license(request)).await {
            Ok(look) => {
                let why = look
                    .license
                    .as_ref()
                    .and_then(|license| license.why.clone());
                let why = if look.already_installed {
                    why
                } else {
                    why.map(not_yet_installed)
                };
                (Here { why, seats }, look.license)
            }
            // For `show` this is an answer, not a failure: the document is not believed here.
            Err(refused) => {
                let why = Some(refused.text);
                (Here { why, seats }, None)
            }
        },
    )
}

/// The reason, with words that say that the document is not installed yet.
fn not_yet_installed(why: Text) -> Text {
    let said = |lang, why: &str| label(lang, "cli-show-not-installed", &[("why", why)]);
    Text {
        ja: said(Lang::Ja, &why.ja),
        en: said(Lang::En, &why.en),
        code: why.code,
    }
}

fn lines_of(license: &InstalledLicense, utc_offset_min: i32, lang: Lang) -> Vec<Line> {
    let clock = Clock::at_offset(utc_offset_min);
    let time = |ms: i64| clock.day_and_minutes(TimeOfDay(ms));
    let mut lines = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            let label = word(lang, &format!("cli-show-{key}"));
            lines.push(Line { label, value });
        }
    };
    add("license", license.license_id.clone());
    add("kind", word(lang, &format!("cli-kind-{}", license.kind)));
    add("seats", license.seats.to_string());
    add("bound-to", license.bound_to.clone());
    add("from", time(license.not_before_ms));
    add(
        "until",
        match license.not_after_ms {
            0 => word(lang, "cli-for-ever"),
            // The last day, which is valid to its end.
            end => clock.day(TimeOfDay(end - 1)),
        },
    );
    add("issuer", license.issuer.clone());
    add("issued", time(license.issued_at_ms));
    add("installed", time(license.installed_at_ms));
    add("lineage", license.lineage.clone());
    add("supersedes", license.supersedes.join(", "));
    add("units", license.units.join(", "));
    lines
}

fn shown(lines: &[Line], here: &Here, lang: Lang) -> String {
    let mut page = String::new();
    for Line { label, value } in lines {
        line(&mut page, &format!("{label}: {value}"));
    }
    if here.why.is_some() {
        let why = [("why", of(lang, here.why.as_ref()))];
        line(&mut page, &label(lang, "cli-show-here", &why));
    }
    if here.seats.is_some() {
        let seats = [("seats", of(lang, here.seats.as_ref()))];
        line(&mut page, &label(lang, "cli-status-seats", &seats));
    }
    page
}

fn shown_json(lines: &[Line], here: &Here, license: Option<&InstalledLicense>) -> Value {
    json!({
        "lines": lines
            .iter()
            .map(|line| json!({ "label": line.label, "value": line.value }))
            .collect::<Vec<_>>(),
        "here": here.why.as_ref().map(json::Text::from),
        "seats": here.seats.as_ref().map(json::Text::from),
        "license": license.map(json::License::from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_license_says_what_it_replaced_and_which_readers_it_seats() {
        let license = InstalledLicense {
            license_id: "LIC-2".into(),
            kind: "additional".into(),
            seats: 2,
            lineage: "LIC-1".into(),
            supersedes: vec!["LIC-1".into()],
            units: vec!["CR-1".into(), "CR-2".into()],
            ..InstalledLicense::default()
        };
        let page = |lang| {
            let lines = lines_of(&license, 540, lang);
            let lines = lines
                .iter()
                .map(|line| format!("{}: {}", line.label, line.value));
            lines.collect::<Vec<_>>().join("\n")
        };
        let english = page(Lang::En);
        assert!(english.contains("Took the place of: LIC-1"), "{english}");
        assert!(english.contains("Readers on it: CR-1, CR-2"), "{english}");
        let japanese = page(Lang::Ja);
        assert!(
            japanese.contains("置き換えたライセンス: LIC-1"),
            "{japanese}"
        );
        assert!(
            japanese.contains("使っているリーダー: CR-1, CR-2"),
            "{japanese}"
        );
    }
}
