//! `madoguchi support code`: the summary of the units as text to read out, and as QR codes on a terminal.

use crate::cli::args::CodeArgs;
use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::cli::page::{line, word};
use crate::json;
use crate::texts::label;
use madoguchi_licensing::codes;
use madoguchi_proto::v1::{GetSupportCodeRequest, GetSupportCodeResponse};
use madoguchi_texts::Lang;

/// The characters of a code in a terminal: version 13, 77 columns wide with its margin, so that four readers mostly fit into one.
const TERMINAL_CHARS: usize = 483;

pub(super) async fn run(client: &Client, output: &Output, args: CodeArgs) -> Result<(), Failure> {
    let serial = args.unit.clone().unwrap_or_default();
    let told = answer(
        client
            .support()
            .get_support_code(GetSupportCodeRequest { serial }),
    )
    .await?;
    let with_codes = args.qr || output.has_screen();
    output.answer(
        || json::SupportCode::from(told.clone()),
        || page(&told, args.unit.as_deref(), with_codes, output.lang),
    )
}

fn page(told: &GetSupportCodeResponse, unit: Option<&str>, with_codes: bool, lang: Lang) -> String {
    let mut page = String::new();
    let parts = for_terminal(told);
    let unit = unit.map_or_else(|| word(lang, "code-all-units"), str::to_owned);
    line(&mut page, &label(lang, "code-head", &[("unit", &unit)]));
    line(&mut page, &word(lang, "code-what"));
    if with_codes {
        let all = parts.len().to_string();
        for (number, part) in (1..).zip(&parts) {
            // A part that fits into no code is left out: the text below says the same.
            let Ok(picture) = codes::terminal(part) else {
                continue;
            };
            let args = [("number", &*format!("{number}")), ("parts", &all)];
            page.push('\n');
            line(&mut page, &label(lang, "code-qr", &args));
            page.push_str(&picture);
        }
    }
    page.push('\n');
    line(&mut page, &word(lang, "code-read-out"));
    page.push_str(&told.typed);
    page
}

/// The parts anew for the width of a terminal; as they came where a newer controller wrote what this program cannot read.
fn for_terminal(told: &GetSupportCodeResponse) -> Vec<String> {
    match madoguchi_code::read(told.typed.as_bytes()) {
        Ok(summary) => summary.parts(TERMINAL_CHARS),
        Err(_) => told.parts.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_code::Summary;

    #[test]
    fn a_page_has_the_text_to_read_out_and_on_a_terminal_its_codes() {
        let summary = Summary::default();
        let told = GetSupportCodeResponse {
            typed: summary.typed(),
            parts: summary.parts(codes::TERMINAL_CHARS),
        };
        let without = page(&told, None, false, Lang::Ja);
        assert!(without.contains(&summary.typed()) && without.contains("すべてのリーダー"));
        assert!(!without.contains('█'));
        let with = page(&told, Some("CR-1"), true, Lang::En);
        assert!(with.contains("QR code 1 / 1") && with.contains('█') && with.contains("CR-1"));
    }
}
