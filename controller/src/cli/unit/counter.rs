//! Two readers at one counter: calls would say the same for both, so staff are told before (RULES Q10).

use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::texts::text;
use madoguchi_plain::numbers::same;
use madoguchi_proto::v1::ListUnitsRequest;

/// Tells whose counter has this name already, in any width. It does not hold the act up: two readers may stand at one counter.
pub(super) async fn tell_if_shared(
    client: &Client,
    output: &Output,
    name: &str,
    serial: Option<&str>,
) -> Result<(), Failure> {
    let request = ListUnitsRequest {
        include_retired: false,
    };
    let list = answer(client.units().list_units(request)).await?;
    let shared = list.units.iter().find(|unit| {
        let counter = unit.counter.as_ref();
        let here = counter.is_some_and(|counter| same(&counter.name) == same(name));
        here && Some(unit.serial.as_str()) != serial
    });
    if let Some(unit) = shared {
        let args = [("counter", name), ("unit", unit.serial.as_str())];
        output.notice(&text("cli-counter-shared", &args));
    }
    Ok(())
}
