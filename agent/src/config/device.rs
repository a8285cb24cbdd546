//! The `[device]` table: the card reader that the agent drives.

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

/// Reads the table. `folder` is the folder of the file, as it was written.
pub(super) fn read(mut fields: Fields<'_>, folder: &std::path::Path) -> Option<DeviceKind> {
    // Without it the other fields belong to a device that is not known.
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
