//! The scan on Windows: USB devices by nusb, network adapters by the IP helper's list, and their relation by the registry. The names are
//! interpreted by pure functions, which are tested on every platform.

mod adapters;
mod plugs;
mod ports;
#[cfg(windows)]
mod system;

#[cfg(windows)]
pub(in crate::link) use system::Scanner;
