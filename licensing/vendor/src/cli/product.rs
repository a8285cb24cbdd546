//! `product`: enters and shows what was sold.

use std::path::Path;

use madoguchi_files::Readers;
use madoguchi_licensing::product_key::ProductKey;
use madoguchi_reading::{self as reading, Unread};
use madoguchi_vendor::files;
use madoguchi_vendor::ledger::product::{Gives, Product, Terms};
use madoguchi_vendor::ledger::state::State;
use madoguchi_vendor::ledger::story;
use madoguchi_vendor::ledger::table::{self, MAX_TABLE_LEN};

use super::arguments::KindName;
use super::arguments::product::{Add, List, ProductCommand, Ship, Show, Table};
use super::{Error, dates, office, output};

pub fn run(asked: &ProductCommand) -> Result<Vec<String>, Error> {
    match asked {
        ProductCommand::Add(asked) => add(asked),
        ProductCommand::Import(asked) => import(asked),
        ProductCommand::Export(asked) => export(asked),
        ProductCommand::List(asked) => list(asked),
        ProductCommand::Show(asked) => show(asked),
        ProductCommand::Ship(asked) => ship(asked),
    }
}

fn add(asked: &Add) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.out)?;
    let gives = match asked.kind {
        KindName::Additional => Gives::Additional {
            seats: asked.seats.unwrap_or(1),
        },
        KindName::Bundled if asked.seats.is_some_and(|seats| seats > 1) => {
            return Err(Error::OneSeat);
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
    let bar = output::progress(asked.count);
    let keys = ledger.add_products(terms, asked.count, dates::now_ms(), &mut |done| {
        bar.set_position(done as u64)
    })?;
    bar.finish_and_clear();
    let table = ledger.table(&keys).map_err(Error::Table)?;
    // The products are in the ledger; if this fails, `product export` can write their keys.
    files::create(&asked.out, &table, Readers::Owner)?;
    Ok(vec![
        match keys.len() {
            1 => format!("added      1 product: {gives}"),
            many => format!("added      {many} products: {gives}"),
        },
        format!(
            "keys       {} (whole keys: whoever has one can use it)",
            asked.out.display()
        ),
    ])
}

fn import(asked: &Table) -> Result<Vec<String>, Error> {
    let bytes = read_table(&asked.file)?;
    let mut ledger = asked.ledger.open()?;
    let rows = table::read(&bytes, ledger.state())?;
    let bar = output::progress(rows.len());
    let new = ledger.import_products(&rows, dates::now_ms(), &mut |done| {
        bar.set_position(done as u64)
    })?;
    bar.finish_and_clear();
    Ok(vec![format!(
        "imported   {new} products, {} were there already",
        rows.len() - new
    )])
}

fn export(asked: &Table) -> Result<Vec<String>, Error> {
    files::must_be_free(&asked.file)?;
    let ledger = asked.ledger.open()?;
    let keys = ledger.state().products.keys();
    let count = keys.len();
    let table = ledger.table(keys).map_err(Error::Table)?;
    files::create(&asked.file, &table, Readers::Owner)?;
    Ok(vec![
        format!("exported   {count} products"),
        format!(
            "keys       {} (whole keys: whoever has one can use it)",
            asked.file.display()
        ),
    ])
}

fn list(asked: &List) -> Result<Vec<String>, Error> {
    let ledger = asked.ledger.open()?;
    let state = ledger.state();
    let wanted = state
        .products
        .iter()
        .filter(|(_, product)| !asked.free || product.license.is_none());
    let lines: Vec<_> = wanted
        .map(|(key, product)| row(state, key, product))
        .collect();
    Ok(if lines.is_empty() {
        vec!["no products".into()]
    } else {
        lines
    })
}

fn row(state: &State, key: &ProductKey, product: &Product) -> String {
    let terms = &product.terms;
    let mut gives = format!("{} {}", terms.gives.seats(), terms.gives.word());
    if let Some(days) = terms.term_days {
        gives.push_str(&format!(", {days} days"));
    }
    let word = state.word_of(product);
    format!(
        "{key}  {gives:<12}  {word:<10}  {} (sold to {})",
        terms.clinic, terms.customer
    )
}

fn show(asked: &Show) -> Result<Vec<String>, Error> {
    let ledger = asked.ledger.open()?;
    let state = ledger.state();
    let key = office::known_product_key(&ledger, &asked.key)?;
    let Some(product) = state.products.get(&key) else {
        return Ok(Vec::new());
    };
    let terms = &product.terms;
    let mut lines = vec![
        format!("product    {key}"),
        format!("gives      {}", terms.gives),
        format!(
            "term       {}",
            terms
                .term_days
                .map_or("no end".into(), |days| format!("{days} days"))
        ),
        format!("customer   {}", terms.customer),
        format!("clinic     {}", terms.clinic),
        format!("state      {}", state.word_of(product)),
    ];
    if let Some(license) = &product.license {
        lines.push(format!("license    {license}"));
    }
    if product.reissues > 0 {
        lines.push(format!("reissues   {}", product.reissues));
    }
    for &act in &product.acts {
        lines.push(story::line(&ledger.act(act)?));
    }
    Ok(lines)
}

fn ship(asked: &Ship) -> Result<Vec<String>, Error> {
    office::ready(&asked.carriers)?;
    let issuer = asked.issuer.open()?;
    let mut ledger = asked.ledger.open()?;
    let key = office::product_key(&ledger, &asked.key)?;
    let unit_key = asked.unit_key.map(|key| key.to_bytes());
    let issued = ledger.ship(&key, &asked.serial, unit_key, &issuer, dates::now_ms())?;
    office::hand_out(&issued, &asked.carriers)
}

/// Reads a table, which may be larger than any document.
fn read_table(path: &Path) -> Result<Vec<u8>, Error> {
    reading::read(path, MAX_TABLE_LEN).map_err(|why| match why {
        Unread::Io(source) => Error::File(files::Error::Read {
            path: path.into(),
            source,
        }),
        Unread::TooLarge { .. } => Error::TableTooLarge {
            file: path.display().to_string(),
        },
    })
}
