//! What staff are told while a reader is being paired.

use super::bundles::sentence;
use madoguchi_fleet::ids::Serial;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// An attempt failed, and why.
#[must_use]
pub fn pairing_failed(serial: &Serial, port: &str, why: Text) -> Text {
    let args = [
        ("serial", same(serial)),
        ("port", same(port)),
        ("why", why.into()),
    ];
    sentence("pairing-failed", "pairing-failed", &args)
}
