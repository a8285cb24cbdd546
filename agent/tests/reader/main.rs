//! The reader's side: its session machine alone, its engine as a program, and a whole agent at a controller that is played by hand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod engines;
mod gateway;
#[path = "../../src/logged.rs"]
mod logged;
mod process_engine;
mod session_properties;
mod session_stories;
mod target;
mod torn_files;

use std::future::Future;
use std::time::Duration;

/// Long enough for a busy machine; only a failing test waits for it.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits for what must come.
async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    let waited = tokio::time::timeout(LIMIT, future).await;
    waited.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
