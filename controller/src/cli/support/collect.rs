//! `madoguchi support collect`: how the readers of several clinics are, asked at once by support over each clinic's network.
//!
//! ```text
//! list ─► hosts ─┐                      ┌─► table, CSV or JSON
//!                ├─► ask, each its 8 s ─┤
//! known keys ────┘                      └─► keys that were seen for the first time
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
use ask::{Asked, Asking, Seen};
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
    /// Set where no key of it was known and a controller answered.
    seen: Option<Seen>,
}

pub(super) async fn run(output: &Output, args: &CollectArgs) -> Result<(), Failure> {
    let hosts = hosts::read(&args.list)?;
    let mut servers = Servers::read(&args.list)?;
    for name in &args.forget {
        let host = hosts.iter().find(|host| host.name == *name);
        let host = host.ok_or_else(|| Failure::own("collect-forget-unknown", &[("name", name)]))?;
        servers.forget(&host.address);
    }
    let found = ask_all(hosts, &servers).await?;
    // Neither the answers nor the keys depend on the other being written.
    let shown = match args.csv {
        true => data(&shown::csv(&found, output.lang)),
        false => output.answer(|| shown::json(&found), || shown::page(&found, output.lang)),
    };
    keep_keys(output, &mut servers, &found)?;
    shown?;
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

/// Has the keys remembered that were seen for the first time, and tells them.
fn keep_keys(output: &Output, servers: &mut Servers, found: &[Found]) -> Result<(), Failure> {
    let firsts = || {
        let found = found.iter();
        found.filter_map(|found| Some((&found.host, found.seen.as_ref()?)))
    };
    for (host, seen) in firsts() {
        servers.remember(&host.address, seen.key);
    }
    servers.keep().map_err(|failure| {
        let head = texts::text("collect-known-unkept", &[]);
        Failure::several(vec![head, failure.text])
    })?;
    for (host, seen) in firsts() {
        let args = [("name", &*host.name), ("fingerprint", &seen.fingerprint)];
        let key = match servers.key_of(&host.address) == Some(seen.key) {
            true => "collected-first",
            false => "collected-meanwhile",
        };
        output.notice(&texts::text(key, &args));
    }
    Ok(())
}

/// Asks them all; the answers are in the order of the list.
async fn ask_all(hosts: Vec<Host>, servers: &Servers) -> Result<Vec<Found>, Failure> {
    let asking = Arc::new(Asking::new().map_err(Failure::cannot_start)?);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for (at, host) in hosts.into_iter().enumerate() {
        let (asking, places) = (Arc::clone(&asking), Arc::clone(&places));
        let known = servers.key_of(&host.address);
        tasks.spawn(async move {
            // Nobody closes the semaphore.
            let _place = places.acquire().await;
            let Asked { told, seen } = asking.ask(&host, known).await;
            (at, Found { host, told, seen })
        });
    }
    let mut found = Vec::new();
    while let Some(done) = tasks.join_next().await {
        found.push(done.map_err(Failure::cannot_start)?);
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, found)| found).collect())
}
