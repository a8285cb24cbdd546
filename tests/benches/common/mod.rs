//! What the benches share: the product on the wire, servers to compare it with, and readers that take no time.
#![allow(
    dead_code,
    reason = "each bench is a program of its own and takes what it needs"
)]

pub mod bare;
pub mod clinic;
pub mod commits;
#[cfg(target_os = "linux")]
pub mod cores;
pub mod disk;
pub mod figures;
pub mod fleet;
pub mod probe;
pub mod processes;
pub mod readers;
pub mod units;
pub mod wire;
pub mod year;

use std::time::Duration;

/// Nothing in a bench takes that long unless it hangs.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Whether this is only a look whether everything works: by `--quick`, or where Cargo did not call it as a bench
/// (`cargo test --all-targets`).
pub fn is_quick() -> bool {
    let has = |word: &str| std::env::args().any(|argument| argument == word);
    has("--quick") || !has("--bench")
}

/// A runtime as `madoguchi serve` has one.
pub fn runtime(name: &str) -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name(name)
        .enable_all()
        .build()
        .unwrap()
}

/// 16 random bytes: the id of a request or of a session.
pub fn random_id() -> [u8; 16] {
    let mut id = [0; 16];
    getrandom::fill(&mut id).unwrap();
    id
}
