//! Platforms other than Linux and Windows, where nothing is known about the ports.

use super::Scan;
use crate::link::Error;
use madoguchi_ports::DeviceId;

#[derive(Debug)]
pub(in crate::link) struct Scanner;

impl Scanner {
    pub fn new() -> Self {
        Self
    }

    /// An empty scan.
    ///
    /// # Errors
    /// Never.
    pub fn scan(&mut self) -> Result<Scan, Error> {
        Ok(Scan::default())
    }

    /// Nothing to do.
    pub fn went(&mut self, _: &DeviceId) {}
}
