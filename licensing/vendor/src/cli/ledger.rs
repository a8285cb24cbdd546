//! `ledger`: begins and checks a ledger, and shows what is in it.

use madoguchi_licensing::grant::Binding;
use madoguchi_vendor::ledger::Ledger;
use madoguchi_vendor::ledger::doubts::{Doubt, Masked};
use madoguchi_vendor::ledger::state::Entry;
use madoguchi_vendor::ledger::when::{DAY_MS, When};

use super::arguments::ledger::{Create, Due, LedgerAt, LedgerCommand, Verify};
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
    let mut lines = vec![format!("ledger     {}", asked.ledger.books.display())];
    lines.extend(head(&ledger)?);
    Ok(lines)
}

fn verify(asked: &Verify) -> Result<Vec<String>, Error> {
    output::quiet_about("sled");
    // Opening it verifies the chain.
    let ledger = Ledger::open(&asked.ledger.books, asked.head)?;
    let acts = ledger.head().map_or(0, |head| head.acts);
    let mut lines = vec![format!("whole      {acts} acts, each as it was done")];
    if let Some(noted) = asked.head {
        lines.push(format!("goes by    {noted}"));
    }
    lines.extend(head(&ledger)?);
    Ok(lines)
}

fn head(ledger: &Ledger) -> Result<Vec<String>, Error> {
    Ok(ledger
        .head()
        .map(|head| format!("head       {head}"))
        .into_iter()
        .collect())
}

fn doubts(at: &LedgerAt) -> Result<Vec<String>, Error> {
    let ledger = at.open()?;
    let doubts = &ledger.state().doubts;
    if doubts.is_empty() {
        return Ok(vec![
            "nothing: all that installations sent and issuers signed fits together".into(),
        ]);
    }
    Ok((1..)
        .zip(doubts)
        .flat_map(|(number, doubt)| told(&ledger, number, doubt))
        .collect())
}

fn told(ledger: &Ledger, number: usize, doubt: &Doubt) -> Vec<String> {
    let acts: Vec<_> = doubt.acts.iter().map(ToString::to_string).collect();
    let mut lines = vec![format!("{number}. {}", doubt.what.title())];
    lines.extend(doubt.installation.map(|installation| {
        let clinic = ledger.state().clinic_of(installation);
        let clinic = clinic.unwrap_or("a clinic that is not known");
        format!("   installation  {} at {clinic}", Masked(installation))
    }));
    lines.extend([
        format!("   noticed       {}", When(doubt.at_ms)),
        format!("   evidence      acts {}", acts.join(", ")),
        format!("   {}", doubt.what),
    ]);
    lines
}

fn due(asked: &Due) -> Result<Vec<String>, Error> {
    let ledger = asked.ledger.open()?;
    let now = dates::now_ms();
    let until = asked.days.map(|days| now + i64::from(days) * DAY_MS);
    let mut lines = Vec::new();
    for holding in ledger.state().holdings(until) {
        lines.push(format!("{} (sold to {})", holding.clinic, holding.customer));
        lines.extend(holding.licenses.iter().map(|entry| held(entry, now)));
    }
    if lines.is_empty() {
        lines.push(match asked.days {
            None => "nobody holds a license".into(),
            Some(days) => format!("nothing ends within {days} days"),
        });
    }
    Ok(lines)
}

fn held(entry: &Entry, now: i64) -> String {
    let holder = match &entry.grant.binding {
        Binding::Additional {
            installation,
            seats: 1,
        } => {
            format!("1 seat for installation {}", Masked(*installation))
        }
        Binding::Additional {
            installation,
            seats,
        } => {
            format!("{seats} seats for installation {}", Masked(*installation))
        }
        Binding::Bundled { serial, .. } => format!("1 seat for unit {serial}"),
    };
    let end = match entry.grant.not_after_ms {
        None => "no end".into(),
        Some(end) if end <= now => format!("ended {}", When(end)),
        Some(end) => format!("ends {}", When(end)),
    };
    format!("   {end:<32}  {}  {holder}", entry.grant.id)
}
