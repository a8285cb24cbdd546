//! `inspect`: what a document says.

use madoguchi_licensing::armour;
use madoguchi_licensing::document::Document;
use madoguchi_licensing::grant::InstallationKey;
use madoguchi_licensing::keys::KeyId;
use madoguchi_licensing::kind::{Kind, Payload};
use madoguchi_licensing::trust::{self, Trust};
use madoguchi_licensing::verify::verify_license;
use madoguchi_proto::v1;
use madoguchi_proto::v1::license::BoundTo;
use madoguchi_vendor::files;

use super::arguments::Inspect;
use super::{Error, dates};

pub fn run(asked: &Inspect) -> Result<Vec<String>, Error> {
    let unreadable = |source: Box<dyn std::error::Error>| Error::Unreadable {
        file: asked.file.display().to_string(),
        source,
    };
    let document =
        armour::read(&files::read(&asked.file)?).map_err(|error| unreadable(error.into()))?;
    let mut lines = vec![format!("document   {}", document.kind())];
    lines.extend(contents(&document).map_err(|error| unreadable(error.into()))?);
    lines.push(match &asked.root {
        None => "verified   no: name its root with --root".into(),
        Some(root) => {
            let root = trust::read_root(&files::read(root)?).map_err(Error::Root)?;
            let verified =
                verify_license(&Trust::test(root), document.as_bytes()).map_err(Error::Refused)?;
            format!("verified   yes, issued by {}", verified.issuer_name)
        }
    });
    Ok(lines)
}

fn contents(document: &Document) -> Result<Vec<String>, madoguchi_licensing::document::Error> {
    Ok(match document.kind() {
        Kind::License => license(&document.open()?),
        Kind::IssuerCertificate => certificate(&document.open()?),
        Kind::RevocationList => header(&document.open::<v1::RevocationList>()?),
        Kind::ActivationRequest => header(&document.open::<v1::ActivationRequest>()?),
        Kind::LicenseReturn => header(&document.open::<v1::LicenseReturn>()?),
        Kind::TransferRequest => header(&document.open::<v1::TransferRequest>()?),
        Kind::TimeReset => header(&document.open::<v1::TimeReset>()?),
    })
}

/// What a license says.
pub fn license(license: &v1::License) -> Vec<String> {
    let mut lines = header(license);
    lines.push(format!("grants     {}", grants(license)));
    lines.push(format!("for        {}", bound_to(license)));
    lines.push(format!("from       {}", dates::show(license.not_before_ms)));
    lines.push(match license.not_after_ms {
        0 => "until      no end".into(),
        end => format!("until      {}", dates::show(end)),
    });
    if !license.supersedes.is_empty() {
        lines.push(format!(
            "supersedes {}",
            escaped(&license.supersedes.join(", "))
        ));
    }
    lines.push(format!("lineage    {}", escaped(&license.lineage)));
    lines
}

fn grants(license: &v1::License) -> String {
    let kind = match license.kind() {
        v1::LicenseKind::Additional => "additional",
        v1::LicenseKind::Bundled => "bundled",
        v1::LicenseKind::Unspecified => "of unknown kind",
    };
    match license.seats {
        1 => format!("1 seat, {kind}"),
        seats => format!("{seats} seats, {kind}"),
    }
}

fn bound_to(license: &v1::License) -> String {
    match &license.bound_to {
        Some(BoundTo::InstallationKey(key)) => match key.as_slice().try_into() {
            Ok(key) => format!("installation {}", InstallationKey(key)),
            Err(_) => "an installation key that is none".into(),
        },
        Some(BoundTo::Unit(unit)) => format!("unit {}", escaped(&unit.serial)),
        None => "nobody".into(),
    }
}

fn certificate(certificate: &v1::IssuerCertificate) -> Vec<String> {
    let kinds: Vec<_> = certificate
        .kinds()
        .map(|kind| match kind {
            v1::LicenseKind::Additional => "additional",
            v1::LicenseKind::Bundled => "bundled",
            v1::LicenseKind::Unspecified => "unknown",
        })
        .collect();
    let mut lines = header(certificate);
    lines.push(format!("name       {}", escaped(&certificate.name)));
    lines.push(format!("may issue  {}", kinds.join(", ")));
    lines.push(format!(
        "seats      {} per license",
        certificate.seats_per_license
    ));
    lines.push(format!("numbers    up to {}", certificate.last_sequence));
    lines.push(format!(
        "from       {}",
        dates::show(certificate.not_before_ms)
    ));
    lines.push(format!(
        "until      {}",
        dates::show(certificate.not_after_ms)
    ));
    lines
}

fn header<P: Payload>(payload: &P) -> Vec<String> {
    let Some(header) = payload.header() else {
        return vec!["id         none: it has no header".into()];
    };
    let environment = match header.environment() {
        v1::Environment::Production => "production",
        v1::Environment::Test => "test",
        v1::Environment::Unspecified => "not said",
    };
    let signer = KeyId::from_slice(&header.issuer)
        .map_or_else(|| "not said".to_owned(), |id| id.to_string());
    vec![
        format!("id         {}", escaped(&header.id)),
        format!("for use in {environment}"),
        format!("number     {}", header.sequence),
        format!("signed by  {signer}"),
        format!("signed at  {}", dates::show(header.issued_at_ms)),
    ]
}

/// A text from a document that nobody verified: it must not move the cursor or feign other lines.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| match c.is_control() {
            true => c.escape_default().collect::<Vec<_>>(),
            false => vec![c],
        })
        .collect()
}
