//! What a fault is, for programs.

use madoguchi_faults::{Fault as Known, Matter, Told, Words};
use serde::Serialize;

/// A fault of the catalogue. Its code, its names and whose matter it is stay; sentences are improved.
#[derive(Debug, Serialize)]
pub(crate) struct Fault {
    /// `MDG-0204`.
    code: String,
    /// The same as a number: that of the event in Windows' event log.
    number: u16,
    /// The names under which programs report it.
    names: &'static [&'static str],
    /// The code that the reader itself shows; null where it shows none.
    screen: Option<&'static str>,
    /// Whose matter it is: "reader", "port", "power", "place", "pc", "network", "line", "license", "card", "choice", "vendor" or "desk".
    matter: &'static str,
    /// Whether the reader may be sent in, once what to do did not help and support agrees.
    send_in: bool,
    /// What support is told beside the code and the sentence.
    tell: Vec<&'static str>,
    title: Said,
    text: Said,
    todo: Said,
}

#[derive(Debug, Serialize)]
struct Said {
    ja: &'static str,
    en: &'static str,
}

impl From<&Known> for Fault {
    fn from(fault: &Known) -> Self {
        Self {
            code: fault.code.to_string(),
            number: fault.code.number(),
            names: fault.names,
            screen: fault.screen,
            matter: Matter::name(fault.matter),
            send_in: fault.send_in,
            tell: fault.tell.iter().copied().map(Told::name).collect(),
            title: fault.title.into(),
            text: fault.text.into(),
            todo: fault.todo.into(),
        }
    }
}

impl From<Words> for Said {
    fn from(Words { ja, en }: Words) -> Self {
        Self { ja, en }
    }
}
