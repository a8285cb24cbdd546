//! What the console says where it refuses a request before anybody reads it.

use super::bundles::said;
use madoguchi_proto::v1::Text;
use madoguchi_texts::same;

/// Why the console refuses a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Console {
    WrongHost,
    CrossOrigin,
    LoginNeeded,
    BoardKey,
    NoPage,
}

/// The same in words; `address` is where the console is.
pub(crate) fn console(why: Console, address: &str) -> Text {
    let at = [("address", same(address))];
    match why {
        Console::WrongHost => said("console", "wrong-host", &at),
        Console::CrossOrigin => said("console", "cross-origin", &at),
        Console::LoginNeeded => said("console", "login-needed", &[]),
        Console::BoardKey => said("console", "board-key", &[]),
        Console::NoPage => said("console", "no-page", &at),
    }
}
