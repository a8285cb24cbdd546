//! Platforms that are neither Linux nor Windows: nothing is known of their ports.

use super::Scan;
use crate::link::Error;
use madoguchi_ports::DeviceId;

/// Scans nothing.
#[derive(Debug)]
pub(in crate::link) struct Scanner;

impl Scanner {
    /// One that has seen nothing yet.
    pub fn new() -> Self {
        Self
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    pub fn scan(&mut self) -> Result<Scan, Error> {
        Ok(Scan::default())
    }

    /// Nothing.
    pub fn went(&mut self, _: &DeviceId) {}
}
