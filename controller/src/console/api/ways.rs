//! What the API has in the place of the commands that a refusal quotes. Texts name the way out as somebody types it at the command line;
//! pages make buttons of that (`words.js`), and a program is told the request.

use serde::Serialize;
use std::fmt::Write as _;
use utoipa::ToSchema;

/// 文にあるコマンドの代わりになる依頼 / The request that does what a command in the sentence does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Way {
    /// 文にあるコマンド / The command as the sentence has it.
    command: String,
    /// 依頼のメソッド：GET、POST / The method: "GET" or "POST".
    method: &'static str,
    /// 依頼のアドレス。波かっこは、コマンドが名前を言わないところ / The address; braces stand where the command names nothing.
    path: String,
}

const GET: &str = "GET";
const POST: &str = "POST";
/// What stands before each command.
const PROGRAM: &str = "madoguchi ";
/// The signs between which a command stands in English: both languages quote the same.
const QUOTES: [(char, char); 3] = [('"', '"'), ('(', ')'), ('`', '`')];
/// What stands for a name that the sentence does not know.
const NOBODY: [&str; 5] = ["NUMBER", "SERIAL", "NAME", "UNIT", "FILE"];

/// Each command that has a request, in the order of the command line.
const WAYS: [(&str, &str, &str); 41] = [
    ("status", GET, "/status"),
    ("events", GET, "/events"),
    ("check", GET, "/ready"),
    ("doctor", GET, "/examination"),
    ("ticket add", POST, "/tickets"),
    ("ticket list", GET, "/tickets"),
    ("ticket show", GET, "/tickets/{number}"),
    ("ticket call", POST, "/tickets/{number}/call"),
    ("ticket recall", POST, "/tickets/{number}/recall"),
    ("ticket move", POST, "/tickets/{number}/move"),
    ("ticket park", POST, "/tickets/{number}/park"),
    ("ticket unpark", POST, "/tickets/{number}/unpark"),
    ("ticket cancel", POST, "/tickets/{number}/cancel"),
    ("ticket done", POST, "/tickets/{number}/done"),
    ("ticket undo", POST, "/tickets/{number}/undo"),
    ("ticket reopen", POST, "/tickets/{number}/reopen"),
    ("ticket change", POST, "/tickets/{number}/change"),
    ("ticket drop-need", POST, "/tickets/{number}/drop-need"),
    ("ticket bind", POST, "/tickets/{number}/bind-walk-up"),
    ("ticket walk-ups", GET, "/walk-ups"),
    ("unit list", GET, "/units"),
    ("unit ports", GET, "/ports"),
    ("unit pair", POST, "/pairing"),
    ("unit pause", POST, "/units/{unit}/pause"),
    ("unit resume", POST, "/units/{unit}/resume"),
    ("unit maintenance", POST, "/units/{unit}/maintenance"),
    ("unit restart", POST, "/units/{unit}/restart"),
    ("unit identify", POST, "/units/{unit}/identify"),
    ("unit rename", POST, "/units/{unit}/change"),
    ("unit change", POST, "/units/{unit}/change"),
    ("unit retire", POST, "/units/{unit}/retire"),
    ("support triage", GET, "/units/{unit}/triage"),
    ("license list", GET, "/licenses"),
    ("license install", POST, "/licenses"),
    ("license request", POST, "/licenses/request"),
    ("license acts", GET, "/acts"),
    ("day end", POST, "/day/end"),
    ("time show", GET, "/time"),
    ("time ask-reset", POST, "/time/reset-request"),
    ("user list", GET, "/people"),
    ("support code", GET, "/support-code"),
];

/// The requests for the commands that an English sentence quotes, each once.
pub(super) fn of(sentence: &str) -> Vec<Way> {
    let mut ways = Vec::new();
    for way in quoted(sentence).filter_map(way) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

/// The commands that a sentence quotes, as they stand there.
fn quoted(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.match_indices(PROGRAM).filter_map(|(at, _)| {
        let (before, command) = sentence.split_at(at);
        let open = before.chars().next_back()?;
        let (_, close) = QUOTES.iter().find(|(sign, _)| *sign == open)?;
        command.split(*close).next()
    })
}

/// The request for a command; none where it is one of the command line alone.
fn way(command: &str) -> Option<Way> {
    let said = command.strip_prefix(PROGRAM)?;
    let (_, method, path) = WAYS.iter().find(|(name, ..)| {
        let rest = said.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    // The third word is the name, where the command has one.
    let name = said.split(' ').nth(2);
    let name = name.filter(|name| !name.starts_with('-') && !NOBODY.contains(name));
    let path = match (path.split_once('{'), name) {
        (Some((before, rest)), Some(name)) => {
            let (_, after) = rest.split_once('}').unwrap_or(("", rest));
            format!("{before}{}{after}", encoded(name))
        }
        _ => (*path).to_owned(),
    };
    Some(Way {
        command: command.to_owned(),
        method,
        path: format!("/api/v1{path}"),
    })
}

/// A part of a path (RFC 3986, 2.1).
fn encoded(name: &str) -> String {
    let mut path = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                path.push(byte.into());
            }
            // Writing to a text does not fail.
            _ => drop(write!(path, "%{byte:02X}")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::api::{self, Reach, openapi};
    use crate::desk::{Desk, Refused};
    use crate::texts::tests::refusals;
    use madoguchi_texts::Lang;

    /// What only somebody at the PC does, or what needs more than one request.
    const OF_THE_COMMAND_LINE: [&str; 0] = [];

    #[test]
    fn each_command_of_a_refusal_has_its_request() {
        let mut found = 0;
        for refusal in refusals() {
            let text = Refused::from(refusal).text;
            for command in quoted(&text.en) {
                let alone = OF_THE_COMMAND_LINE.iter().any(|of| command.contains(of));
                assert!(alone || way(command).is_some(), "{command}: {}", text.en);
                found += 1;
            }
        }
        assert!(found > 20, "{found}");
    }

    #[test]
    fn each_request_is_one_that_the_api_has() {
        let routes = api::all::<Desk>().described;
        let document = openapi::document(&routes, Reach::ThisPc, Lang::En);
        for (command, method, path) in WAYS {
            let methods = &document["paths"][format!("/api/v1{path}")];
            assert!(
                methods[method.to_lowercase()].is_object(),
                "{command}: {path}"
            );
        }
    }

    #[test]
    fn a_name_stands_in_the_address_as_it_is_encoded_there() {
        let one = |sentence: &str| {
            let ways = of(sentence);
            assert_eq!(ways.len(), 1, "{sentence}: {ways:?}");
            (ways[0].method, ways[0].path.clone())
        };
        let show = one("Look: \"madoguchi ticket show 整形12 --earlier 1\" shows it.");
        assert_eq!(
            show,
            (GET, "/api/v1/tickets/%E6%95%B4%E5%BD%A212".to_owned())
        );
        let reopen = one("Open each again with \"madoguchi ticket reopen NUMBER\".");
        assert_eq!(reopen, (POST, "/api/v1/tickets/{number}/reopen".to_owned()));
        let bare = one("It waits (madoguchi unit resume).");
        assert_eq!(bare, (POST, "/api/v1/units/{unit}/resume".to_owned()));
        let twice = "\"madoguchi unit list\" and \"madoguchi unit list\" again";
        assert_eq!(one(twice), (GET, "/api/v1/units".to_owned()));
        assert_eq!(of("Start madoguchi again, or \"madoguchi serve\"."), []);
        assert_eq!(of("\"madoguchi ticket listen\""), []);
    }
}
