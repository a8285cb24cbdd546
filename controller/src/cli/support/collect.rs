//! `madoguchi support collect`: how the readers of several clinics are, asked at once by support over each clinic's network.
//!
//! ```text
//! list ─► hosts ─┐                       ┌─► table, CSV or JSON
//!                ├─► ask, each its 10 s ─┤
//! known keys ────┘                       └─► keys that were seen for the first time
//! ```
//!
//! Each PC is asked at its console for other PCs (`console.lan`), where nobody gets in without a login and no token is taken (RULES W13). So
//! support logs in as a person, and out again.

mod answer;
mod ask;
mod hosts;
mod servers;
mod shown;
mod silent;

use crate::cli::args::CollectArgs;
use crate::cli::client::Failure;
use crate::cli::output::{Output, data};
use crate::texts;
use answer::Told;
use ask::{Asked, Asking};
use hosts::Host;
use servers::Servers;
use silent::Silent;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// PCs that are asked at a time: a thousand that are all silent take under three minutes, and what their answers take stays bounded.
const AT_ONCE: usize = 64;

/// A PC of the list with what came of asking it.
struct Found {
    host: Host,
    told: Result<Told, Silent>,
}

pub(super) async fn run(output: &Output, args: &CollectArgs) -> Result<(), Failure> {
    let hosts = hosts::read(&args.list)?;
    let mut servers = Servers::read(&args.list)?;
    for name in &args.forget {
        let host = hosts.iter().find(|host| host.name == *name);
        let host = host.ok_or_else(|| Failure::own("collect-forget-unknown", &[("name", name)]))?;
        servers.forget(&host.address);
    }
    let asked = ask_all(hosts, &servers).await?;
    for (host, asked) in &asked {
        if let Some(seen) = &asked.seen {
            servers.remember(&host.address, seen.key);
        }
    }
    servers.keep()?;
    for (host, asked) in &asked {
        if let Some(seen) = &asked.seen {
            let args = [("name", &*host.name), ("fingerprint", &seen.fingerprint)];
            output.notice(&texts::text("collected-first", &args));
        }
    }
    let found: Vec<_> = asked
        .into_iter()
        .map(|(host, asked)| Found {
            host,
            told: asked.told,
        })
        .collect();
    match args.csv {
        true => data(&shown::csv(&found, output.lang))?,
        false => output.answer(|| shown::json(&found), || shown::page(&found, output.lang))?,
    }
    let silent = found.iter().filter(|found| found.told.is_err()).count();
    match silent {
        0 => Ok(()),
        count => {
            let (count, all) = (count.to_string(), found.len().to_string());
            let args = [("count", &*count), ("all", &*all)];
            Err(Failure::own("collect-silent", &args))
        }
    }
}

/// Asks them all; the answers are in the order of the list.
async fn ask_all(hosts: Vec<Host>, servers: &Servers) -> Result<Vec<(Host, Asked)>, Failure> {
    let asking = Arc::new(Asking::new().map_err(Failure::cannot_start)?);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (at, host) in hosts.into_iter().enumerate() {
        let (asking, places) = (Arc::clone(&asking), Arc::clone(&places));
        let known = servers.key_of(&host.address);
        tasks.spawn(async move {
            // Nobody closes the semaphore.
            let _place = places.acquire().await;
            let asked = asking.ask(&host, known).await;
            (at, host, asked)
        });
    }
    let mut asked = Vec::new();
    while let Some(done) = tasks.join_next().await {
        asked.push(done.map_err(Failure::cannot_start)?);
    }
    asked.sort_by_key(|(at, ..)| *at);
    Ok(asked
        .into_iter()
        .map(|(_, host, asked)| (host, asked))
        .collect())
}
