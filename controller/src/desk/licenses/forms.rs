//! A signed act in the forms in which it leaves, for whoever has no command line: the same as that one writes.

use crate::desk::{Desk, Refused, Right};
use crate::texts;
use crate::views;
use madoguchi_fleet::Fleet;
use madoguchi_licensing::codes;
use madoguchi_licensing::document::Document;
use madoguchi_proto::v1::SignedAct;

/// How a sheet of codes is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Drawn {
    Svg,
    Png,
}

impl Desk {
    /// One act with its document, by its number.
    pub(crate) async fn act_of_number(&self, number: &str) -> Result<SignedAct, Refused> {
        let typed = number.parse().unwrap_or(0);
        let look = move |fleet: &Fleet| {
            let mut acts = fleet.acts();
            acts.find(|act| act.number == typed).map(views::signed_act)
        };
        let none = || Refused::not_found(texts::text("no-such-act", &[]));
        self.ask(Right::Papers, look).await?.ok_or_else(none)
    }

    /// The codes of an act on one sheet.
    pub(crate) async fn draw_act(&self, number: &str, how: Drawn) -> Result<Vec<u8>, Refused> {
        let act = self.act_of_number(number).await?;
        let document = Document::decode(&act.document).map_err(|_| Refused::wrong_answer())?;
        let codes = codes::on_a_sheet(&document);
        let drawn = match how {
            Drawn::Svg => codes::svg(&codes).map(String::into_bytes),
            Drawn::Png => codes::png(&codes),
        };
        drawn.map_err(|why| no_codes(&why))
    }
}

fn no_codes(why: &codes::Error) -> Refused {
    let text = texts::text("act-no-codes", &[("detail", &why.to_string())]);
    Refused::internal(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No document of ours has so many codes: the error is built.
    #[test]
    fn what_is_too_long_for_codes_can_be_a_file() {
        let said = no_codes(&codes::Error::Count { codes: 99 }).text;
        assert_eq!(said.code, "act-no-codes");
        assert!(said.ja.contains("ファイル"), "{said:?}");
    }
}
