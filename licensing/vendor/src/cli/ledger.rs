//! `ledger`: begins and checks a ledger, and shows what is in it.

use madoguchi_licensing::grant::Binding;
use madoguchi_texts::same;
use madoguchi_vendor::ledger::Ledger;
use madoguchi_vendor::ledger::doubts::{Doubt, Masked};
use madoguchi_vendor::ledger::state::Entry;
use madoguchi_vendor::ledger::when::{DAY_MS, When};
use madoguchi_vendor::texts::{self, Spoken as _, each};
use serde_json::json;

use super::arguments::ledger::{Create, Due, LedgerAt, LedgerCommand, Verify};
use super::output::{Answer, line, side};
use super::{Error, dates, json, office, output};

pub fn run(asked: &LedgerCommand) -> Result<Answer, Error> {
    match asked {
        LedgerCommand::Create(asked) => create(asked),
        LedgerCommand::Verify(asked) => verify(asked),
        LedgerCommand::Head(at) => Ok(head(&at.open()?)),
        LedgerCommand::Keys(at) => keys(at),
        LedgerCommand::Doubts(at) => doubts(at),
        LedgerCommand::Due(asked) => due(asked),
    }
}

fn create(asked: &Create) -> Result<Answer, Error> {
    let environment = asked.environment.into();
    let ledger = Ledger::create(&asked.ledger.books, environment, dates::now_ms())?;
    let path = ("path", same(asked.ledger.books.display()));
    let mut lines = vec![line("ledger-folder", &[path])];
    let Answer { lines: head, value } = head(&ledger);
    lines.extend(head);
    Ok(Answer { lines, value })
}

fn verify(asked: &Verify) -> Result<Answer, Error> {
    output::quiet_about("sled");
    // Opening it verifies the chain.
    let ledger = Ledger::open(&asked.ledger.books, asked.head)?;
    let acts = ledger.head().map_or(0, |head| head.acts);
    let mut lines = vec![line("ledger-whole", &[("acts", same(acts))])];
    if let Some(noted) = asked.head {
        lines.push(line("ledger-goes-by", &[("head", same(noted))]));
    }
    let Answer { lines: head, value } = head(&ledger);
    lines.extend(head);
    Ok(Answer { lines, value })
}

fn head(ledger: &Ledger) -> Answer {
    let head = ledger.head();
    let lines = head.map(|head| line("ledger-head", &[("head", same(head))]));
    let value = json!({
        "environment": json::environment(ledger.environment()),
        "acts": head.map_or(0, |head| head.acts),
        "head": head.map(|head| head.to_string()),
    });
    Answer {
        lines: lines.into_iter().collect(),
        value,
    }
}

/// A line for each installation: its key, and its clinic where a license names one.
fn keys(at: &LedgerAt) -> Result<Answer, Error> {
    let ledger = at.open()?;
    let state = ledger.state();
    let known = || {
        let keys = state.contacts.keys();
        keys.map(|key| (key.to_string(), state.clinic_of(key)))
    };
    let lines = known().map(|(key, clinic)| match clinic {
        Some(clinic) => format!("{key} {clinic}"),
        None => key,
    });
    let values = known().map(|(key, clinic)| json!({ "installation": key, "clinic": clinic }));
    Ok(Answer {
        lines: lines.collect(),
        value: json!({ "keys": values.collect::<Vec<_>>() }),
    })
}

fn doubts(at: &LedgerAt) -> Result<Answer, Error> {
    let ledger = at.open()?;
    let doubts = &ledger.state().doubts;
    let lines = match doubts.is_empty() {
        true => vec![line("doubts-none", &[])],
        false => (1..)
            .zip(doubts)
            .flat_map(|(number, doubt)| told(&ledger, number, doubt))
            .collect(),
    };
    let value = json!({ "doubts": office::doubts(doubts) });
    Ok(Answer { lines, value })
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

fn due(asked: &Due) -> Result<Answer, Error> {
    let ledger = asked.ledger.open()?;
    let now = dates::now_ms();
    let until = asked.days.map(|days| now + i64::from(days) * DAY_MS);
    let (mut lines, mut values) = (Vec::new(), Vec::new());
    for holding in ledger.state().holdings(until) {
        lines.push(line(
            "due-owner",
            &[
                ("clinic", same(&holding.clinic)),
                ("customer", same(&holding.customer)),
            ],
        ));
        lines.extend(holding.licenses.iter().map(|entry| held(entry, now)));
        let licenses = holding.licenses.iter();
        values.push(json!({
            "clinic": &*holding.clinic,
            "customer": &*holding.customer,
            "licenses": licenses
                .map(|entry| json::license(&entry.grant))
                .collect::<Vec<_>>(),
        }));
    }
    if lines.is_empty() {
        lines.push(match asked.days {
            None => line("due-nobody", &[]),
            Some(days) => line("due-nothing", &[("days", same(days))]),
        });
    }
    let value = json!({ "holdings": values });
    Ok(Answer { lines, value })
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
