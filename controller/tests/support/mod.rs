//! What the controller's tests share.
#![allow(dead_code, reason = "each test program takes its part")]

pub mod browser;
pub mod clinic;
pub mod engine;
pub mod forge;
pub mod link;
pub mod log;
pub mod papers;
pub mod plugged;
pub mod raw;
pub mod records;
pub mod wire;

use madoguchi_fleet::time::FleetTime;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// 2027-01-15T08:00:00Z: a morning at the clinic.
pub const MORNING: FleetTime = FleetTime(1_800_000_000_000);
/// Nothing here takes that long unless it hangs.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for what must come, but not for ever.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future)
        .await
        .expect("it did not come")
}

/// A free port at an address that nobody else here listens at: whoever is let in there after it closed found it open. Elsewhere than on Linux there
/// is one address, and another test may take the port.
pub fn own_address() -> SocketAddr {
    static TAKEN: AtomicU8 = AtomicU8::new(0);
    let last = TAKEN.fetch_add(1, Ordering::Relaxed);
    let address = match cfg!(target_os = "linux") {
        true => Ipv4Addr::new(127, 0, 1, last),
        false => Ipv4Addr::LOCALHOST,
    };
    SocketAddr::new(address.into(), 0)
}
