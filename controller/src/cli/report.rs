//! `madoguchi report`: a month in figures, as a page to print and as tables.

use super::args::MonthArgs;
use super::client::{Client, Failure, answer};
use super::guide::write;
use super::output::{Output, data};
use super::page::of;
use crate::texts::{label, system_error};
use madoguchi_files::{Readers, create_folders};
use madoguchi_proto::v1::{GetMonthRequest, GetMonthResponse};
use madoguchi_texts::{Lang, same};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// How the name of a page ends.
const PAGE: &str = ".html";

/// Prints the page, or writes page and tables into a folder.
pub(super) async fn month(
    client: &Client,
    output: &Output,
    args: MonthArgs,
) -> Result<(), Failure> {
    let request = GetMonthRequest { month: args.month };
    let report = answer(client.front_desk().get_month(request)).await?;
    let files = files(&report, output.lang);
    let Some(folder) = &args.out else {
        return match output.json {
            true => output.answer(
                || json!({ "month": report.month, "files": files }),
                String::new,
            ),
            false => data(of(output.lang, report.page.as_ref())),
        };
    };
    keep(folder, &files)?;
    let paths = files.keys().map(|name| folder.join(name));
    let (pages, tables): (Vec<_>, Vec<_>) = paths
        .map(|path| path.display().to_string())
        .partition(|path| path.ends_with(PAGE));
    output.answer(
        || json!({ "month": report.month, "pages": pages, "tables": tables }),
        || {
            let pages = pages
                .iter()
                .map(|path| label(output.lang, "paper-written", &[("path", path)]));
            let lines = pages.chain(tables.iter().cloned());
            lines.map(|line| line + "\n").collect()
        },
    )
}

/// The content of each file, by its name.
fn files(report: &GetMonthResponse, lang: Lang) -> BTreeMap<String, &str> {
    let named = |end: &str| format!("madoguchi-{}{end}", report.month);
    let page = (named(PAGE), of(lang, report.page.as_ref()));
    let tables = report.tables.iter().map(|table| {
        let name = named(&format!("-{}.csv", table.name));
        (name, of(lang, table.csv.as_ref()))
    });
    tables.chain([page]).collect()
}

/// Writes all files or, where one of them is there already, none.
fn keep(folder: &Path, files: &BTreeMap<String, &str>) -> Result<(), Failure> {
    let names = ["paper-exists", "paper-unwritable"];
    create_folders(folder, Readers::OfFolder).map_err(|error| {
        let detail = system_error(&error).into();
        Failure::saying(
            names[1],
            &[("path", same(folder.display())), ("detail", detail)],
        )
    })?;
    let paths = files.keys().map(|name| folder.join(name));
    if let Some(there) = paths.into_iter().find(|path| path.exists()) {
        return Err(Failure::saying(
            names[0],
            &[("path", same(there.display()))],
        ));
    }
    for (name, content) in files {
        write(&folder.join(name), content, Readers::OfFolder, names)?;
    }
    Ok(())
}
