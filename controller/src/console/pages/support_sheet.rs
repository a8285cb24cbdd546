//! The sheet of a reader for the telephone: one page to read out or print, in both languages, and without a script, so that it opens on
//! whatever browser is at hand.

use crate::console::{Shared, assets, refuse};
use crate::desk::{Caller, Kind};
use crate::texts::{self, sheet_rows};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madoguchi_proto::v1::{GetSheetRequest, GetSheetResponse};
use madoguchi_texts::Lang;

/// A sheet as its template has it.
#[derive(Template)]
#[template(path = "support-sheet.html")]
struct Sheet {
    serial: String,
    /// What stands above it where no real reader is meant.
    is_test: bool,
    rows: Vec<Line>,
}

/// A line: what it is and its value, each in Japanese and English.
struct Line {
    name: [String; 2],
    value: [String; 2],
}

/// The sheet of a reader that is or was the fleet's.
pub(super) async fn show(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(serial): Path<String>,
    request: Request,
) -> Response {
    let desk = shared.desk.by(caller);
    let is_test = shared.told.is_demo || desk.policy == TEST;
    let found = match desk.get_sheet(GetSheetRequest { serial }).await {
        Ok(found) => found,
        Err(refused) => {
            let status = match refused.kind {
                Kind::NotFound | Kind::Invalid | Kind::State => StatusCode::NOT_FOUND,
                _ => StatusCode::SERVICE_UNAVAILABLE,
            };
            return refuse::problem(status, &refused.text, request.headers());
        }
    };
    let Ok(html) = Sheet::of(&found, is_test).render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    ([(CONTENT_TYPE, kind)], html).into_response()
}

/// The link policy of tests.
const TEST: &str = "loopback";

impl Sheet {
    fn of(found: &GetSheetResponse, is_test: bool) -> Self {
        let rows = sheet_rows(found).into_iter().map(|row| Line {
            name: both(row.key),
            value: [row.value.ja, row.value.en],
        });
        let unit = found.unit.as_ref();
        Self {
            serial: unit.map_or_else(String::new, |unit| unit.serial.clone()),
            is_test,
            rows: rows.collect(),
        }
    }

    fn style(&self) -> String {
        assets::url("support-sheet.css")
    }

    fn icon(&self) -> String {
        assets::url("icon.svg")
    }

    fn head(&self) -> [String; 2] {
        both("sheet-head")
    }

    fn what(&self) -> [String; 2] {
        both("sheet-what")
    }

    fn test(&self) -> [String; 2] {
        both("page-slip-test")
    }
}

fn both(key: &str) -> [String; 2] {
    [Lang::Ja, Lang::En].map(|lang| texts::label(lang, key, &[]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use madoguchi_proto::v1::{Counter, Unit};

    fn rendered(unit: Unit, is_test: bool) -> String {
        let found = GetSheetResponse {
            unit: Some(unit),
            code: "unplugged".into(),
            telephone: "0120-000-000".into(),
            software: "0.1.0".into(),
            // 2026-04-01 09:05:07 in Japan.
            at_ms: 1_775_001_907_000,
            utc_offset_min: 540,
            ..GetSheetResponse::default()
        };
        Sheet::of(&found, is_test).render().unwrap()
    }

    #[test]
    fn a_sheet_has_what_support_asks_for_in_groups_that_can_be_read_out() {
        let unit = Unit {
            serial: "CR-20240001".into(),
            counter: Some(Counter {
                name: "窓口<1>".into(),
                ..Counter::default()
            }),
            installation: "0123456789abcdef".into(),
            delivered: "2024-05-20".into(),
            replaces: vec!["CR-0".into()],
            ..Unit::default()
        };
        let sheet = rendered(unit, false);
        for part in [
            "CR-2024 0001",
            "0123 4567 89ab cdef",
            "2024-05-20",
            "窓口&#60;1&#62;",
            "2026-04-01 09:05",
            "0120-000-000",
            "製造番号",
            "Serial number",
            "CR-0",
        ] {
            assert!(sheet.contains(part), "{part}: {sheet}");
        }
        assert!(!sheet.contains("<script") && !sheet.contains("試験"));
        assert!(
            sheet.find("unplugged") < sheet.find("CR-2024 0001"),
            "the code comes first"
        );
    }

    #[test]
    fn what_nobody_noted_is_said_to_be_so_and_a_test_says_so() {
        let sheet = rendered(Unit::default(), true);
        assert!(
            sheet.contains("記録なし") && sheet.contains("試験"),
            "{sheet}"
        );
    }
}
