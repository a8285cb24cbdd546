//! `madoguchi explain`: what a fault's code means. The catalogue is in the program, so nothing has to run.

use super::client::Failure;
use super::output::Output;
use super::page::{line, line_under, word};
use crate::json;
use crate::texts;
use madoguchi_faults::Found;
use madoguchi_texts::Lang;
use serde_json::json;

/// The columns before the lines below a heading.
const INDENT: usize = 2;

/// Explains one fault by its code, its name or the code of a reader's screen; without one it lists all.
pub(crate) fn run(typed: Option<&str>, output: &Output) -> Result<(), Failure> {
    let Some(typed) = typed else {
        let faults = madoguchi_faults::all().iter().map(json::Fault::from);
        return output.answer(
            || json!({ "faults": faults.collect::<Vec<_>>() }),
            || list(output.lang),
        );
    };
    let found = madoguchi_faults::find(typed).ok_or_else(|| Failure {
        text: texts::no_such_fault(typed),
    })?;
    output.answer(
        || json::Fault::from(found.fault),
        || page(found, output.lang),
    )
}

fn page(Found { fault, of_screen }: Found, lang: Lang) -> String {
    let mut page = String::new();
    if let Some(screen) = fault.screen.filter(|_| of_screen) {
        line(&mut page, &texts::of_screen(screen, lang));
    }
    let told = texts::fault(fault, lang);
    line(&mut page, &told.title);
    for (head, words) in &told.rows {
        line_under(&mut page, &format!("{head}: {words}"), INDENT);
    }
    page
}

fn list(lang: Lang) -> String {
    let mut page = String::new();
    line(&mut page, &word(lang, "faults-title"));
    for (area, faults) in texts::areas(lang) {
        line(&mut page, &format!("【{area}】"));
        for (code, title) in faults {
            line_under(&mut page, &format!("{code}  {title}"), INDENT);
        }
    }
    line(&mut page, &word(lang, "faults-explain"));
    page
}
