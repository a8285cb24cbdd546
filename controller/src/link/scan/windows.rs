//! The scan on Windows: USB devices by nusb, network adapters by the IP helper's list, and which of the one belongs to which of
//! the other by the registry. What the names mean is worked out by pure functions, on every platform's tests.

mod adapters;
mod plugs;
mod ports;
#[cfg(windows)]
mod system;

#[cfg(windows)]
pub(in crate::link) use system::Scanner;
