//! The errors of the operating system, which speaks English, or the language of whoever installed it.

use super::SENTENCES;
use crate::{Arg, same};
use madoguchi_proto::v1::Text;
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
        K::BrokenPipe => "reader-gone",
        K::AddrInUse => "address-in-use",
        K::AddrNotAvailable => "no-such-address",
        K::NetworkUnreachable | K::HostUnreachable => "unreachable",
        K::NetworkDown => "network-down",
        K::StorageFull | K::QuotaExceeded => "full",
        K::ReadOnlyFilesystem => "read-only",
        K::IsADirectory => "folder",
        // So the library says of text; who has something else to say brings words along.
        K::InvalidData if error.get_ref().is_none() => "not-text",
        K::FileTooLarge => "too-large",
        _ => {
            // Support looks a number up; what has none is shown as it is.
            let code = error.raw_os_error();
            let code = code.map_or_else(|| error.to_string(), |code| code.to_string());
            return said("other", &[("code", same(code))]);
        }
    };
    said(code, &[])
}

fn said(code: &str, args: &[(&str, Arg)]) -> Text {
    SENTENCES.sentence(code, &format!("system-{code}"), args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refused_is_said_in_both_languages_and_the_rest_by_its_number() {
        use io::ErrorKind as K;
        for (kind, ja, en) in [
            (K::NotFound, "ありません", "not there"),
            (K::PermissionDenied, "権限", "rights"),
            (K::ConnectionRefused, "拒まれ", "refused"),
            (K::TimedOut, "応答", "in time"),
            (K::BrokenPipe, "受け取る", "ended before"),
            (K::AddrInUse, "使われて", "in use"),
            (
                K::AddrNotAvailable,
                "アドレスはありません",
                "no such address",
            ),
            (K::NetworkUnreachable, "経路", "no way there"),
            (K::HostUnreachable, "経路", "no way there"),
            (K::NetworkDown, "止まって", "down"),
            (K::StorageFull, "空き", "full"),
            (K::QuotaExceeded, "空き", "full"),
            (K::ReadOnlyFilesystem, "書き込み禁止", "read-only"),
            (K::IsADirectory, "フォルダー", "folder"),
            (K::InvalidData, "文字コード", "UTF-8"),
            (K::FileTooLarge, "大きすぎ", "too large"),
        ] {
            let text = system_error(&kind.into());
            assert!(text.ja.contains(ja) && text.en.contains(en), "{text:?}");
        }
        let text = system_error(&io::Error::from_raw_os_error(5));
        assert!(text.ja.contains('5') && text.en.contains('5'), "{text:?}");
    }
}
