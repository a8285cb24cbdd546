//! Keeps the server's certificate longer than a third of its time, while the controller runs.

use crate::engine::Handle;
use crate::identity::Identity;
use crate::tls::FleetNow;
use madoguchi_fleet::time::{FleetTime, HOUR};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How often it is looked at where nothing happens.
const EVERY: Duration = Duration::from_secs(3_600);

/// Looks every hour of fleet time, so at once when fleet time was moved on (`time confirm`), until the engine stops.
pub(super) async fn keep(
    identity: Arc<Identity>,
    data_dir: PathBuf,
    handle: Handle,
    now: FleetNow,
) {
    let mut published = handle.published();
    let mut looked = now();
    loop {
        if let Ok(Err(_)) = timeout(EVERY, published.changed()).await {
            return;
        }
        if !is_due(looked, now()) {
            continue;
        }
        looked = now();
        let (identity, data_dir) = (Arc::clone(&identity), data_dir.clone());
        // Written to the disk, which takes its time.
        let renewed =
            tokio::task::spawn_blocking(move || identity.renew_server(&data_dir, looked)).await;
        match renewed {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::error!(%error, "the server's certificate could not be issued anew");
            }
            Err(error) => tracing::error!(%error, "the server's certificate was not looked at"),
        }
    }
}

fn is_due(looked: FleetTime, now: FleetTime) -> bool {
    now.0.saturating_sub(looked.0) >= HOUR
}
