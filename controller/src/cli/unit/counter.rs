//! Two readers at one counter: calls would say the same for both, so staff are told before (RULES Q10).

use super::taken::candidate;
use crate::cli::client::{Client, Failure, answer};
use crate::cli::output::Output;
use crate::texts::text;
use madoguchi_fleet::names::{Named, named};
use madoguchi_plain::typed::same_name;
use madoguchi_proto::v1::ListUnitsRequest;

/// Tells, but for the unit that staff name as `own`, whose counter has this name already, in any width. It does not hold the act up: two readers may stand at one counter.
pub(super) async fn tell_if_shared(
    client: &Client,
    output: &Output,
    name: &str,
    own: Option<&str>,
) -> Result<(), Failure> {
    let request = ListUnitsRequest {
        include_retired: false,
    };
    let list = answer(client.units().list_units(request)).await?;
    let own = own.map(|own| named(own, list.units.iter().map(candidate)));
    let shared = list.units.iter().find(|unit| {
        let counter = unit.counter.as_ref();
        let here = counter.is_some_and(|counter| same_name(&counter.name) == same_name(name));
        here && own != Some(Named::One(&unit.serial))
    });
    if let Some(unit) = shared {
        let args = [("counter", name), ("unit", unit.serial.as_str())];
        output.notice(&text("cli-counter-shared", &args));
    }
    Ok(())
}
