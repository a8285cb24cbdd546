//! `madoguchi status`.

use super::client::{Client, Failure, answer};
use super::output::Output;
use super::{json, tables};
use madoguchi_proto::v1::{GetStatusRequest, WatchStatusRequest};

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

/// Shows the fleet after every change, until the controller ends.
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
