//! `ledger`: begins and checks a ledger, and shows what is in it.

use madoguchi_licensing::grant::Binding;
use madoguchi_texts::same;
use madoguchi_vendor::ledger::Ledger;
use madoguchi_vendor::ledger::doubts::{Doubt, Masked};
use madoguchi_vendor::ledger::state::Entry;
use madoguchi_vendor::ledger::when::{DAY_MS, When};
use madoguchi_vendor::texts::{self, Spoken as _, each};

use super::arguments::ledger::{Create, Due, LedgerAt, LedgerCommand, Verify};
use super::output::{line, side};
use super::{Error, dates, output};

pub fn run(asked: &LedgerCommand) -> Result<Vec<String>, Error> {
    match asked {
        LedgerCommand::Create(asked) => create(asked),
        LedgerCommand::Verify(asked) => verify(asked),
        LedgerCommand::Head(at) => head(&at.open()?),
        LedgerCommand::Doubts(at) => doubts(at),
        LedgerCommand::Due(asked) => due(asked),
    }
}

fn create(asked: &Create) -> Result<Vec<String>, Error> {
    let environment = asked.environment.into();
    let ledger = Ledger::create(&asked.ledger.books, environment, dates::now_ms())?;
    let mut lines = vec![line(
        "ledger-folder",
        &[("path", same(asked.ledger.books.display()))],
    )];
    lines.extend(head(&ledger)?);
    Ok(lines)
}

fn verify(asked: &Verify) -> Result<Vec<String>, Error> {
    output::quiet_about("sled");
    // Opening it verifies the chain.
    let ledger = Ledger::open(&asked.ledger.books, asked.head)?;
    let acts = ledger.head().map_or(0, |head| head.acts);
    let mut lines = vec![line("ledger-whole", &[("acts", same(acts))])];
    if let Some(noted) = asked.head {
        lines.push(line("ledger-goes-by", &[("head", same(noted))]));
    }
    lines.extend(head(&ledger)?);
    Ok(lines)
}

fn head(ledger: &Ledger) -> Result<Vec<String>, Error> {
    Ok(ledger
        .head()
        .map(|head| line("ledger-head", &[("head", same(head))]))
        .into_iter()
        .collect())
}

fn doubts(at: &LedgerAt) -> Result<Vec<String>, Error> {
    let ledger = at.open()?;
    let doubts = &ledger.state().doubts;
    if doubts.is_empty() {
        return Ok(vec![line("doubts-none", &[])]);
    }
    Ok((1..)
        .zip(doubts)
        .flat_map(|(number, doubt)| told(&ledger, number, doubt))
        .collect())
}

fn told(ledger: &Ledger, number: usize, doubt: &Doubt) -> Vec<String> {
    let acts: Vec<_> = doubt.acts.iter().map(ToString::to_string).collect();
    let mut lines = vec![format!("{number}. {}", side(&doubt.what.title()))];
    lines.extend(doubt.installation.map(|installation| {
        let clinic = match ledger.state().clinic_of(installation) {
            Some(clinic) => same(clinic),
            None => texts::text("doubts-unknown-clinic", &[]).into(),
        };
        let key = ("key", same(Masked(installation)));
        let told = line("doubts-installation", &[key, ("clinic", clinic)]);
        format!("   {told}")
    }));
    let noticed = line("doubts-noticed", &[("at", each(&When(doubt.at_ms)))]);
    let evidence = line("doubts-evidence", &[("acts", same(acts.join(", ")))]);
    let what = side(&doubt.what.text());
    lines.extend([noticed, evidence, what].map(|told| format!("   {told}")));
    lines
}

fn due(asked: &Due) -> Result<Vec<String>, Error> {
    let ledger = asked.ledger.open()?;
    let now = dates::now_ms();
    let until = asked.days.map(|days| now + i64::from(days) * DAY_MS);
    let mut lines = Vec::new();
    for holding in ledger.state().holdings(until) {
        lines.push(line(
            "due-owner",
            &[
                ("clinic", same(&holding.clinic)),
                ("customer", same(&holding.customer)),
            ],
        ));
        lines.extend(holding.licenses.iter().map(|entry| held(entry, now)));
    }
    if lines.is_empty() {
        lines.push(match asked.days {
            None => line("due-nobody", &[]),
            Some(days) => line("due-nothing", &[("days", same(days))]),
        });
    }
    Ok(lines)
}

fn held(entry: &Entry, now: i64) -> String {
    let holder = match &entry.grant.binding {
        Binding::Additional {
            installation,
            seats,
        } => {
            let key = ("key", same(Masked(*installation)));
            match seats {
                1 => line("due-one-seat", &[key]),
                _ => line("due-seats", &[("seats", same(seats)), key]),
            }
        }
        Binding::Bundled { serial, .. } => line("due-unit", &[("serial", same(serial))]),
    };
    let end = match entry.grant.not_after_ms {
        None => line("due-no-end", &[]),
        Some(end) if end <= now => line("due-ended", &[("at", each(&When(end)))]),
        Some(end) => line("due-ends", &[("at", each(&When(end)))]),
    };
    let end = output::column(&end, 32);
    format!("   {end}  {}  {holder}", entry.grant.id)
}
