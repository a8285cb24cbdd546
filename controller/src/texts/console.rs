//! What the console says where it refuses a request before anybody reads it.

use super::bundles::said;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// Why the console refuses a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Console {
    WrongHost,
    /// The same on the LAN.
    WrongName,
    CrossOrigin,
    LoginNeeded,
    /// The same on the LAN.
    LoginFirst,
    TokenOnLan,
    /// On the LAN the metrics are for whoever has their token.
    MetricsToken,
    /// The first administrator is not made from another PC.
    SetUpAtPc,
    /// Plain HTTP where it has to be HTTPS.
    Https,
    SessionLocked,
    BoardKey,
    NoPage,
}

/// The same in words; `address` is where the console is.
pub(crate) fn console(why: Console, address: &str) -> Text {
    let at = [("address", same(address))];
    match why {
        Console::WrongHost => said("console", "wrong-host", &at),
        Console::WrongName => said("console", "wrong-name", &at),
        Console::CrossOrigin => said("console", "cross-origin", &at),
        Console::LoginNeeded => said("console", "login-needed", &[]),
        Console::LoginFirst => said("console", "login-first", &at),
        Console::TokenOnLan => said("console", "token-on-lan", &[]),
        Console::MetricsToken => said("console", "metrics-token", &[]),
        Console::SetUpAtPc => said("console", "set-up-at-pc", &[]),
        Console::Https => said("console", "https", &at),
        Console::SessionLocked => said("console", "session-locked", &[]),
        Console::BoardKey => said("console", "board-key", &[]),
        Console::NoPage => said("console", "no-page", &at),
    }
}
