//! `product`: enters and shows what was sold.

use std::path::Path;

use madoguchi_files::Readers;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_reading::{self as reading, Unread};
use madoguchi_texts::command_line::file;
use madoguchi_texts::same;
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::find::FindError;
use madoguchi_vendor::ledger::product::{Gives, Product, Terms};
use madoguchi_vendor::ledger::state::State;
use madoguchi_vendor::ledger::table::{self, MAX_TABLE_LEN, Stands};
use madoguchi_vendor::texts::{self, each};
use serde_json::{Value, json};

use super::arguments::KindName;
use super::arguments::product::{Add, List, NewTable, ProductCommand, Ship, Show, Table};
use super::output::{Answer, line};
use super::{Error, dates, json, office, output};

pub fn run(asked: &ProductCommand) -> Result<Answer, Error> {
    match asked {
        ProductCommand::Add(asked) => add(asked),
        ProductCommand::Import(asked) => import(asked),
        ProductCommand::Export(asked) => export(asked),
        ProductCommand::List(asked) => list(asked),
        ProductCommand::Show(asked) => show(asked),
        ProductCommand::Ship(asked) => ship(asked),
    }
}

fn add(asked: &Add) -> Result<Answer, Error> {
    files::must_be_free(&asked.out)?;
    let gives = match asked.kind {
        KindName::Additional => Gives::Additional {
            seats: asked.seats.unwrap_or(1),
        },
        KindName::Bundled if asked.seats.is_some_and(|seats| seats > 1) => {
            return Err(Error::own("cli-one-seat", &[]));
        }
        KindName::Bundled => Gives::Bundled,
    };
    let terms = Terms {
        gives,
        term_days: asked.term_days,
        customer: asked.customer.as_str().into(),
        clinic: asked.clinic.as_str().into(),
    };
    let mut ledger = asked.ledger.open()?;
    let count = usize::try_from(asked.count).unwrap_or(usize::MAX);
    let bar = output::progress(count);
    let keys = ledger.add_products(terms, count, dates::now_ms(), &mut |done| {
        bar.set_position(done as u64)
    })?;
    bar.finish_and_clear();
    let table = ledger.table(&keys);
    files::create(&asked.out, &table, Readers::Owner).map_err(|why| {
        let count = ("count", same(keys.len()));
        Error::because("cli-keys-unwritten", &[count], &why)
    })?;
    let lines = vec![
        match keys.len() {
            1 => line("products-added-one", &[("gives", each(&gives))]),
            many => {
                let gives = ("gives", each(&gives));
                line("products-added", &[("count", same(many)), gives])
            }
        },
        line("products-keys", &[("path", same(asked.out.display()))]),
    ];
    let value = json!({ "added": keys.len(), "out": json::path(&asked.out) });
    Ok(Answer { lines, value })
}

fn import(asked: &Table) -> Result<Answer, Error> {
    let bytes = read_table(&asked.file)?;
    let mut ledger = asked.ledger.open()?;
    let rows = table::read(&bytes, ledger.state())?;
    let bar = output::progress(rows.len());
    let new = ledger.import_products(&rows, dates::now_ms(), &mut |done| {
        bar.set_position(done as u64)
    })?;
    bar.finish_and_clear();
    let old = rows.len() - new;
    let values = [("new", same(new)), ("old", same(old))];
    Ok(Answer {
        lines: vec![line("products-imported", &values)],
        value: json!({ "new": new, "old": old }),
    })
}

fn export(asked: &NewTable) -> Result<Answer, Error> {
    files::must_be_free(&asked.file)?;
    let ledger = asked.ledger.open()?;
    let keys = ledger.state().products.keys();
    let count = keys.len();
    let table = ledger.table(keys);
    files::create(&asked.file, &table, Readers::Owner)?;
    let lines = vec![
        line("products-exported", &[("count", same(count))]),
        line("products-keys", &[("path", same(asked.file.display()))]),
    ];
    let value = json!({ "exported": count, "out": json::path(&asked.file) });
    Ok(Answer { lines, value })
}

fn list(asked: &List) -> Result<Answer, Error> {
    let ledger = asked.ledger.open()?;
    let state = ledger.state();
    let wanted = state
        .products
        .iter()
        .filter(|(_, product)| !asked.free || product.license.is_none());
    let (mut lines, mut products) = (Vec::new(), Vec::new());
    for (key, product) in wanted {
        lines.push(row(state, key, product));
        products.push(value(state, key, product));
    }
    if lines.is_empty() {
        lines.push(line("products-none", &[]));
    }
    let value = json!({ "products": products });
    Ok(Answer { lines, value })
}

fn row(state: &State, key: &ProductKey, product: &Product) -> String {
    let terms = &product.terms;
    let kind = match terms.gives {
        Gives::Additional { .. } => line("kind-name-additional", &[]),
        Gives::Bundled => line("kind-name-bundled", &[]),
    };
    let mut gives = format!("{} {kind}", terms.gives.seats());
    if let Some(days) = terms.term_days {
        gives.push_str(output::lang().pick("、", ", "));
        gives.push_str(&line("products-term", &[("days", same(days))]));
    }
    let word = stands(state, product);
    let owner = line(
        "products-line-owner",
        &[
            ("clinic", same(&terms.clinic)),
            ("customer", same(&terms.customer)),
        ],
    );
    let (gives, word) = (output::column(&gives, 12), output::column(&word, 10));
    format!("{key}  {gives}  {word}  {owner}")
}

/// The state of a product in one word.
fn stands(state: &State, product: &Product) -> String {
    let key = match state.stands(product) {
        Stands::Free => "state-free",
        Stands::FreeAgain => "state-free-again",
        Stands::Revoked => "state-revoked",
        Stands::Used => "state-used",
    };
    line(key, &[])
}

fn show(asked: &Show) -> Result<Answer, Error> {
    let ledger = asked.ledger.open()?;
    let state = ledger.state();
    let key = office::known_product_key(&ledger, &asked.key)?;
    let product = state.products.get(&key).ok_or(FindError::None)?;
    let terms = &product.terms;
    let mut lines = vec![
        line("product-key", &[("key", same(&key))]),
        line("product-gives", &[("gives", each(&terms.gives))]),
        match terms.term_days {
            Some(days) => line("product-term", &[("days", same(days))]),
            None => line("product-no-term", &[]),
        },
        line("product-customer", &[("customer", same(&terms.customer))]),
        line("product-clinic", &[("clinic", same(&terms.clinic))]),
        line("product-state", &[("state", same(stands(state, product)))]),
    ];
    if let Some(license) = &product.license {
        lines.push(line("product-license", &[("license", same(license))]));
    }
    if product.reissues > 0 {
        lines.push(line(
            "product-reissues",
            &[("count", same(product.reissues))],
        ));
    }
    let mut acts = Vec::new();
    for act in ledger.acts(&product.acts)? {
        let said = texts::story_line(&act);
        lines.push(output::side(&said));
        let (number, at_ms) = (act.sequence, act.at_ms);
        acts.push(json!({ "act": number, "at_ms": at_ms, "ja": said.ja, "en": said.en }));
    }
    let mut value = value(state, &key, product);
    value["acts"] = acts.into();
    Ok(Answer { lines, value })
}

/// A product for programs, with its key masked.
fn value(state: &State, key: &ProductKey, product: &Product) -> Value {
    let terms = &product.terms;
    json!({
        "product_key": key.to_string(),
        "kind": terms.gives.word(),
        "seats": terms.gives.seats(),
        "term_days": terms.term_days,
        "customer": &*terms.customer,
        "clinic": &*terms.clinic,
        "state": state.stands(product).word(),
        "license": product.license.as_ref().map(ToString::to_string),
        "reissues": product.reissues,
    })
}

fn ship(asked: &Ship) -> Result<Answer, Error> {
    office::ready(&asked.carriers)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let key = office::product_key(&ledger, &asked.key)?;
    let unit_key = asked.unit_key.map(|key| key.to_bytes());
    let issued = ledger.ship(&key, &asked.serial, unit_key, &issuer, dates::now_ms())?;
    office::hand_out(&ledger, &[issued], &asked.carriers)
}

/// Reads a table, which may be larger than any document.
fn read_table(path: &Path) -> Result<Vec<u8>, Error> {
    reading::read(path, MAX_TABLE_LEN).map_err(|why| match why {
        Unread::Io(source) => Error::from(files::Error::Read {
            path: path.into(),
            source,
        }),
        Unread::TooLarge { .. } => {
            let file = ("file", file(path).into());
            Error::own("cli-table-too-large", &[file])
        }
    })
}
