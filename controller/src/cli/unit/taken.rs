//! Consent to an act that takes something away.

use super::super::client::{Client, Failure, answer};
use super::super::output::Output;
use crate::views::{Seen, Taken};
use madoguchi_proto::v1::{GetStatusRequest, ListUnitsRequest, WeighUnitResponse};

pub(super) use crate::views::Act;

/// Gets consent to an act on a reader, if it takes something away. Returns the serial of the reader that was asked about, else its name.
pub(super) async fn agree(
    client: &Client,
    output: &Output,
    yes: bool,
    name: &str,
    act: Act<'_>,
) -> Result<String, Failure> {
    if !yes && let Some(taken) = taken(client, name, act).await? {
        output.agree(yes, &taken.text)?;
        return Ok(taken.serial);
    }
    Ok(name.to_owned())
}

/// What an act on a reader takes away now.
pub(super) async fn taken(
    client: &Client,
    name: &str,
    act: Act<'_>,
) -> Result<Option<Taken>, Failure> {
    let request = ListUnitsRequest {
        include_retired: false,
    };
    let units = answer(client.units().list_units(request)).await?.units;
    let look = answer(client.support().get_status(GetStatusRequest {})).await?;
    let status = look.status.ok_or_else(Failure::incomplete)?;
    let mut seen = Seen {
        units,
        waiting: status.waiting,
        loss: WeighUnitResponse::default(),
    };
    if let Some(unit) = seen.unit(name) {
        let weighs = act.weighs(&unit.serial);
        seen.loss = answer(client.units().weigh_unit(weighs)).await?;
    }
    Ok(seen.taken(name, act))
}
