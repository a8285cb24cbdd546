//! The `[device]` table: which card reader the agent drives.

mod process;
mod simulated;

use toml::Value;

use super::DeviceKind;
use super::fields::{Fields, write};

#[derive(Clone, Copy)]
enum Kind {
    Simulated,
    Process,
}

/// `folder` is the file's own, as written.
pub(super) fn read(mut fields: Fields<'_>, folder: &std::path::Path) -> Option<DeviceKind> {
    // Without it, whatever else stands there belongs to a device that we do not know.
    match fields.required("kind", write("kind"), kind)? {
        Kind::Simulated => simulated::read(fields),
        Kind::Process => process::read(fields, folder).map(DeviceKind::Process),
    }
}

fn kind(value: &Value) -> Option<Kind> {
    match value.as_str()? {
        "simulated" => Some(Kind::Simulated),
        "process" => Some(Kind::Process),
        _ => None,
    }
}
