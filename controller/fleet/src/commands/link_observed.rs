//! A unit's link changed: a copy appeared or went, or the port is another one.

use crate::fleet::Fleet;
use crate::ids::{ConnectionId, Serial};
use crate::link::Link;
use crate::refusal::Refusal;
use crate::unit::Presence;
use crate::work::Work;

/// The unit and its new link.
#[derive(Debug)]
pub(crate) struct Plan {
    serial: Serial,
    link: Link,
}

pub(crate) fn check(
    fleet: &Fleet,
    serial: Serial,
    by: ConnectionId,
    link: Link,
) -> Result<Plan, Refusal> {
    fleet.yard.check_speaks(&serial, by)?;
    Ok(Plan { serial, link })
}

pub(crate) fn apply(fleet: &mut Fleet, _: &mut Work, Plan { serial, link }: Plan) {
    fleet.yard.present(&serial, |unit| {
        if let Presence::Attached(attachment) = &mut unit.presence {
            attachment.link = link;
        }
    });
}
