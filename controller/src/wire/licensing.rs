//! The words of licenses, certificates and requests to the vendor.

use super::optional::{bytes_or_empty, optional_bytes};
use super::{BadField, Field};
use madoguchi_fleet::command::ReceivedList;
use madoguchi_fleet::licensing::{ActKind, MachinePrint};
use madoguchi_licensing::armour;
use madoguchi_licensing::grant::Environment;
use madoguchi_licensing::seats::MAX_ADDITIONAL;
use madoguchi_licensing::verify::VerifiedList;
use madoguchi_link::bounds::MAX_CERTIFICATE_REQUEST_BYTES;
use madoguchi_proto::v1;

/// Largest document, in any form that one travels in.
pub const MAX_DOCUMENT: usize = armour::MAX_FILE_LEN;

/// The environment of a reader, a license or a backup.
///
/// # Errors
/// When it is not said, or not known.
pub fn environment_of(wire: i32) -> Result<Environment, BadField> {
    match v1::Environment::try_from(wire) {
        Ok(v1::Environment::Unspecified) => Err(Field::Environment.missing()),
        Ok(said) => Environment::try_from(said).map_err(|_| Field::Environment.malformed()),
        Err(_) => Err(Field::Environment.malformed()),
    }
}

/// A document that was handed over.
///
/// # Errors
/// When it is empty, or too large.
pub fn document(bytes: &[u8]) -> Result<&[u8], BadField> {
    bounded(bytes, MAX_DOCUMENT, Field::Document)
}

/// A certificate request, PKCS #10.
///
/// # Errors
/// When it is empty, or too large.
pub fn certificate_request(bytes: &[u8]) -> Result<&[u8], BadField> {
    bounded(
        bytes,
        MAX_CERTIFICATE_REQUEST_BYTES,
        Field::CertificateRequest,
    )
}

fn bounded(bytes: &[u8], most: usize, field: Field) -> Result<&[u8], BadField> {
    if bytes.is_empty() {
        return Err(field.missing());
    }
    at_most(bytes, most, field)
}

/// Bytes that may be absent.
///
/// # Errors
/// When there are more than `most`.
pub const fn at_most(bytes: &[u8], most: usize, field: Field) -> Result<&[u8], BadField> {
    if bytes.len() > most {
        return Err(field.too_large());
    }
    Ok(bytes)
}

/// The number of seats that are asked for.
///
/// # Errors
/// When there are too many.
pub fn seats_of(wire: u32) -> Result<u32, BadField> {
    if wire > MAX_ADDITIONAL.into() {
        return Err(Field::Seats.too_large());
    }
    Ok(wire)
}

/// What an act asks of the vendor.
#[must_use]
pub const fn act_kind(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Activation => "activation",
        ActKind::Transfer => "transfer",
        ActKind::Return => "return",
    }
}

/// The way back.
///
/// # Errors
/// When the text is not one.
pub fn act_kind_of(text: &str) -> Result<ActKind, BadField> {
    match text {
        "activation" => Ok(ActKind::Activation),
        "transfer" => Ok(ActKind::Transfer),
        "return" => Ok(ActKind::Return),
        _ => Err(Field::ActKind.malformed()),
    }
}

/// What a PC is known by.
#[must_use]
pub fn machine(print: &MachinePrint) -> v1::MachinePrint {
    v1::MachinePrint {
        machine_id: bytes_or_empty(print.machine_id.as_ref()),
        board: bytes_or_empty(print.board.as_ref()),
        disk: bytes_or_empty(print.disk.as_ref()),
    }
}

/// The way back.
///
/// # Errors
/// When a part has another length.
pub fn machine_of(wire: &v1::MachinePrint) -> Result<MachinePrint, BadField> {
    Ok(MachinePrint {
        machine_id: optional_bytes(&wire.machine_id, Field::Machine)?,
        board: optional_bytes(&wire.board, Field::Machine)?,
        disk: optional_bytes(&wire.disk, Field::Machine)?,
    })
}

/// A verified revocation list on its way to the fleet.
#[must_use]
pub fn received_list(list: VerifiedList) -> ReceivedList {
    ReceivedList {
        revocations: list.revocations,
        document: list.document,
    }
}
