//! `madoguchi status` and `madoguchi time`.

use super::client::{Client, Failure, request_id};
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
    let answer = client.support().get_status(GetStatusRequest {}).await?;
    let status = answer.into_inner().status.ok_or_else(Failure::incomplete)?;
    output.answer(
        || json::status(&status),
        || tables::status(&status, output.lang),
    )
}

/// Ends when the controller does.
async fn watch(client: &Client, output: &Output) -> Result<(), Failure> {
    let mut support = client.support();
    let mut looks = support
        .watch_status(WatchStatusRequest {})
        .await?
        .into_inner();
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
    let answer = client.support().confirm_time(request).await?.into_inner();
    let clock = Clock::at_offset(answer.utc_offset_min);
    let time = clock.day_and_minutes(FleetTime(answer.fleet_time_ms));
    output.answer(
        || {
            json!({
                "fleet_time_ms": answer.fleet_time_ms,
                "utc_offset_min": answer.utc_offset_min,
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
