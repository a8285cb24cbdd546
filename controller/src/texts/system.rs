//! The errors of the operating system, which speaks English, or the language of whoever installed it.

use super::bundles::said;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;
use std::io;

/// Why the system refused something, as a part of a sentence.
#[must_use]
pub fn system_error(error: &io::Error) -> Text {
    use io::ErrorKind as K;
    let code = match error.kind() {
        K::NotFound => "not-found",
        K::PermissionDenied => "denied",
        K::ConnectionRefused => "refused",
        K::TimedOut => "timed-out",
        K::AddrInUse => "address-in-use",
        K::AddrNotAvailable => "no-such-address",
        K::NetworkUnreachable | K::HostUnreachable => "unreachable",
        K::NetworkDown => "network-down",
        K::StorageFull | K::QuotaExceeded => "full",
        K::ReadOnlyFilesystem => "read-only",
        _ => {
            // Support looks a number up; what has none is shown as it is.
            let code = error.raw_os_error();
            let code = code.map_or_else(|| error.to_string(), |code| code.to_string());
            return said("system", "other", &[("code", same(code))]);
        }
    };
    said("system", code, &[])
}
