//! `madoguchi status`.

use super::client::{Client, Failure, answer};
use super::output::Output;
use super::tables;
use crate::json;
use madoguchi_proto::v1::{GetStatusRequest, WatchStatusRequest, WatchStatusResponse};
use std::time::Duration;
use tonic::Streaming;

/// Shows the fleet once, or again after every change.
pub(super) async fn run(client: &Client, output: &Output, watch: bool) -> Result<(), Failure> {
    if watch {
        return self::watch(client, output).await;
    }
    let look = answer(client.support().get_status(GetStatusRequest {})).await?;
    let status = look.status.ok_or_else(Failure::incomplete)?;
    output.answer(
        || json::Status::from(&status),
        || tables::status(&status, output.lang),
    )
}

/// Shows the fleet after every change, and each minute, until the controller ends.
async fn watch(client: &Client, output: &Output) -> Result<(), Failure> {
    let mut support = client.support();
    let mut looks = answer(support.watch_status(WatchStatusRequest {})).await?;
    while let Some(look) = newest(&mut looks).await? {
        let status = look.status.ok_or_else(Failure::incomplete)?;
        output.look(
            || json::Status::from(&status),
            |screen| tables::live_status(&status, &[], screen, output.lang),
        )?;
    }
    Ok(())
}

/// Waits for the next look, and passes over those that have newer ones behind them: a terminal that is slow shows what is now.
pub(super) async fn newest(
    looks: &mut Streaming<WatchStatusResponse>,
) -> Result<Option<WatchStatusResponse>, Failure> {
    let mut newest = looks.message().await?;
    while let Ok(Ok(Some(newer))) = tokio::time::timeout(Duration::ZERO, looks.message()).await {
        newest = Some(newer);
    }
    Ok(newest)
}
