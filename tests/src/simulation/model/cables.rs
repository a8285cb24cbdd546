//! Cables and ports: lost links, notes, copies, and other makers' readers.

use super::Model;
use std::collections::{BTreeMap, BTreeSet};

/// So many drops make a unit flap…
const DROPS: usize = 3;
/// …within this time.
const WITHIN: i64 = 600_000;
/// More than this are not counted.
const MOST: usize = 8;

/// What is known of cables and ports.
#[derive(Debug, Default)]
pub struct Cables {
    /// When each unit's link was lost, all of them.
    drops: BTreeMap<String, Vec<i64>>,
    notes: BTreeMap<String, String>,
    /// Units whose connection says that the serial is elsewhere, too.
    copied: BTreeSet<String>,
    /// What USB shows on each PC.
    ports: BTreeMap<String, Ports>,
}

/// What USB shows on one PC.
#[derive(Debug, Default, Clone)]
pub struct Ports {
    /// Serials and ports.
    pub readers: Vec<(String, String)>,
    /// Other makers' readers, by name.
    pub foreign: Vec<String>,
}

impl Model {
    /// A link was lost, by a pulled plug or without a word.
    pub fn loses_link(&mut self, now: i64, serial: &str) {
        let drops = self.cables.drops.entry(serial.to_owned()).or_default();
        drops.push(now);
    }

    pub fn notes(&mut self, serial: &str, cable: &str) {
        let notes = &mut self.cables.notes;
        notes.insert(serial.to_owned(), cable.to_owned());
    }

    /// What the link of a connection says.
    pub fn is_copied(&mut self, serial: &str, copied: bool) {
        if copied {
            self.cables.copied.insert(serial.to_owned());
        } else {
            self.cables.copied.remove(serial);
        }
    }

    pub fn shows(&mut self, place: String, ports: Ports) {
        self.cables.ports.insert(place, ports);
    }

    /// What was not stored is gone.
    pub fn forgets_ports(&mut self) {
        let notes = std::mem::take(&mut self.cables.notes);
        self.cables = Cables {
            notes,
            ..Cables::default()
        };
    }

    /// Fleet time was set.
    pub(super) fn moves_drops(&mut self, by: i64) {
        let drops = self.cables.drops.values_mut();
        drops.flatten().for_each(|at| *at += by);
    }

    /// Who flaps, how often it dropped, and what is noted of its cable.
    pub fn flapping(&self, now: i64) -> BTreeSet<(String, usize, String)> {
        let mut flapping = BTreeSet::new();
        for (serial, times) in &self.cables.drops {
            let lately = times.iter().filter(|at| now - **at < WITHIN).count();
            let known = self.units.get(serial).is_some_and(|unit| unit.known);
            if known && lately >= DROPS {
                let note = self.cables.notes.get(serial).cloned();
                flapping.insert((serial.clone(), lately.min(MOST), note.unwrap_or_default()));
            }
        }
        flapping
    }

    /// Whose serial is there twice: a connection says so, or USB shows it on two ports of a PC.
    pub fn copies(&self) -> BTreeSet<String> {
        let connected = |serial: &&String| {
            let unit = self.units.get(*serial);
            unit.is_some_and(|unit| unit.known && unit.connection.is_some())
        };
        let mut copies: BTreeSet<_> = self
            .cables
            .copied
            .iter()
            .filter(connected)
            .cloned()
            .collect();
        copies.extend(self.cables.ports.values().flat_map(twice));
        copies
    }

    /// Units that are not connected, and that USB shows twice on the only PC where it shows them.
    pub fn sighted_copies(&self) -> impl Iterator<Item = &String> {
        let units = self.units.iter();
        let away = units.filter(|(_, unit)| unit.known && unit.connection.is_none());
        away.map(|(serial, _)| serial).filter(|serial| {
            let shown = |ports: &&Ports| ports.readers.iter().any(|(s, _)| s == *serial);
            let mut places = self.cables.ports.values().filter(shown);
            let first = places.next();
            places.next().is_none() && first.is_some_and(|ports| twice(ports).contains(*serial))
        })
    }

    pub fn foreign(&self) -> Vec<&String> {
        let ports = self.cables.ports.values();
        ports.flat_map(|ports| &ports.foreign).collect()
    }
}

fn twice(ports: &Ports) -> BTreeSet<String> {
    let mut twice = BTreeSet::new();
    for (serial, port) in &ports.readers {
        let other = |(s, p): &(String, String)| s == serial && p != port;
        if ports.readers.iter().any(other) {
            twice.insert(serial.clone());
        }
    }
    twice
}
