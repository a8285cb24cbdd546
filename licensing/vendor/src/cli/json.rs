//! Values for programs. The names of fields stay for ever; times are milliseconds since 1970, what is not there is null, and no value
//! holds a whole product key.

use std::path::Path;

use madoguchi_licensing::document::Document;
use madoguchi_licensing::explain::{self, Line};
use madoguchi_licensing::grant::{Binding, Environment, Grant};
use madoguchi_licensing::kind::Kind;
use madoguchi_plain::hex::Hex;
use madoguchi_proto::v1::Text;
use madoguchi_texts::command_line;
use serde_json::{Value, json};

use super::output;

/// A sentence with its stable code, and that of its fault.
pub fn text(text: &Text) -> Value {
    command_line::value(text)
}

/// A path as it was typed.
pub fn path(path: &Path) -> Value {
    path.display().to_string().into()
}

pub fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Test => "test",
    }
}

/// The kind of a document in one word.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::IssuerCertificate => "issuer-certificate",
        Kind::License => "license",
        Kind::RevocationList => "revocation-list",
        Kind::ActivationRequest => "activation-request",
        Kind::LicenseReturn => "license-return",
        Kind::TransferRequest => "transfer-request",
        Kind::TimeReset => "time-reset",
    }
}

/// What a document says, line by line, in the language of this run.
pub fn lines(document: &Document) -> Value {
    let lines = explain::document(document, output::lang());
    let line = |Line { label, value }| json!({ "label": label, "value": value });
    lines.into_iter().map(line).collect()
}

/// What a verified license gives.
pub fn license(grant: &Grant) -> Value {
    let (kind, seats, installation, serial, unit_key) = match &grant.binding {
        Binding::Additional {
            installation,
            seats,
        } => (
            "additional",
            *seats,
            Some(installation.to_string()),
            None,
            None,
        ),
        Binding::Bundled { serial, unit_key } => (
            "bundled",
            1,
            None,
            Some(&**serial),
            unit_key.map(|key| Hex(&key).to_string()),
        ),
    };
    let supersedes = grant.supersedes.iter().map(ToString::to_string);
    json!({
        "id": grant.id.as_str(),
        "environment": environment(grant.environment),
        "kind": kind,
        "seats": seats,
        "installation": installation,
        "serial": serial,
        "unit_key": unit_key,
        "not_before_ms": grant.not_before_ms,
        "not_after_ms": grant.not_after_ms,
        "supersedes": supersedes.collect::<Vec<_>>(),
        "lineage": grant.lineage.as_str(),
        "issuer": &*grant.issuer,
        "issuer_key": grant.issuer_key.to_string(),
        "number": grant.sequence,
        "issued_at_ms": grant.issued_at_ms,
    })
}
