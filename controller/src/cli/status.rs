//! `madoguchi status` and `madoguchi time`.

use super::client::{Client, Failure, answer, request_id};
use super::output::Output;
use super::{json, tables};
use crate::texts::{Clock, label};
use madoguchi_fleet::time::FleetTime;
use madoguchi_proto::v1::{ConfirmTimeRequest, GetStatusRequest, WatchStatusRequest};
use serde_json::json;

/// Shows the fleet once, or again after every change.
pub(super) async fn run(client: &Client, output: &Output, watch: bool) -> Result<(), Failure> {
    if watch {
        return self::watch(client, output).await;
    }
    let look = answer(client.support().get_status(GetStatusRequest {})).await?;
    let status = look.status.ok_or_else(Failure::incomplete)?;
    output.answer(
        || json::status(&status),
        || tables::status(&status, output.lang),
    )
}

/// Ends when the controller does.
async fn watch(client: &Client, output: &Output) -> Result<(), Failure> {
    let mut support = client.support();
    let mut looks = answer(support.watch_status(WatchStatusRequest {})).await?;
    while let Some(look) = looks.message().await? {
        let status = look.status.ok_or_else(Failure::incomplete)?;
        output.look(
            || json::status(&status),
            || tables::status(&status, output.lang),
        )?;
    }
    Ok(())
}

/// Uses a wall clock that jumped far ahead.
pub(super) async fn confirm_time(client: &Client, output: &Output) -> Result<(), Failure> {
    let request = ConfirmTimeRequest {
        request_id: request_id()?,
    };
    let used = answer(client.support().confirm_time(request)).await?;
    let clock = Clock::at_offset(used.utc_offset_min);
    let time = clock.day_and_minutes(FleetTime(used.fleet_time_ms));
    output.answer(
        || {
            json!({
                "fleet_time_ms": used.fleet_time_ms,
                "utc_offset_min": used.utc_offset_min,
            })
        },
        || {
            format!(
                "{}\n",
                label(output.lang, "cli-done-time", &[("time", &time)])
            )
        },
    )
}
