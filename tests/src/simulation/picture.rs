//! What there is at one moment, by name, so that two moments can be compared.

use super::world::World;
use madoguchi_fleet::ticket::Ticket;
use madoguchi_fleet::unit::Unit;
use std::collections::BTreeMap;

/// Tickets, units, seats and readers at one moment, and the orders of the newest event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    things: BTreeMap<String, String>,
    orders: Vec<String>,
}

impl Picture {
    pub(super) fn of(world: &World) -> Self {
        let mut things = BTreeMap::new();
        let running = match &world.controller {
            Some(controller) => format!("runs, {} acts in its inbox", controller.inbox.len()),
            None => "down".to_owned(),
        };
        things.insert("controller".to_owned(), running);
        if let Some(controller) = &world.controller {
            for ticket in controller.fleet.tickets() {
                things.insert(
                    format!("ticket {} ({})", ticket.number, ticket.id),
                    told(ticket),
                );
            }
            for unit in controller.fleet.units() {
                things.insert(format!("unit {}", unit.serial), shown(unit));
                let seat = unit
                    .seat
                    .as_ref()
                    .map_or("none".to_owned(), |s| format!("{s:?}"));
                things.insert(format!("seat of {}", unit.serial), seat);
            }
        }
        for reader in &world.readers {
            let (up, down) = reader.frames();
            let link = reader.link.as_ref().map(|link| link.connection.0);
            let text = format!(
                "link {link:?} at {}/{}, {up} up, {down} down, card {}, session {:?}, {} to acknowledge",
                reader.pc,
                reader.port,
                reader.card_present,
                reader.session,
                reader.unacknowledged()
            );
            things.insert(format!("reader {}", reader.serial), text);
        }
        let order = |(to, order): &(madoguchi_fleet::ids::ConnectionId, _)| {
            format!("to {}: {order:?}", to.0)
        };
        Self {
            things,
            orders: world.orders.iter().map(order).collect(),
        }
    }

    /// What is another than it was, one line each, and what was ordered.
    #[must_use]
    pub fn since(&self, before: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        for (name, is) in &self.things {
            match before.things.get(name) {
                Some(was) if was == is => {}
                Some(was) => lines.push(format!("{name}: {was} → {is}")),
                None => lines.push(format!("{name}: {is}")),
            }
        }
        let gone = before
            .things
            .keys()
            .filter(|name| !self.things.contains_key(*name));
        lines.extend(gone.map(|name| format!("{name}: gone")));
        lines.extend(self.orders.iter().map(|order| format!("order {order}")));
        lines
    }
}

fn told(ticket: &Ticket) -> String {
    let late = if ticket.late.is_some() {
        ", a late outcome waits"
    } else {
        ""
    };
    format!(
        "{:?}, attempt {}, missed {}{late}",
        ticket.state,
        ticket.attempt(),
        ticket.misses
    )
}

fn shown(unit: &Unit) -> String {
    let connection = unit.connection().map(|connection| connection.0);
    format!(
        "{:?}, connection {connection:?}, {:?}, {:?}, pause {:?}, failures {}",
        unit.activity, unit.membership, unit.health, unit.pause, unit.failures
    )
}
