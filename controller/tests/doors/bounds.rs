//! Whoever asks for more than a bound allows is refused with a reason, the log says so, and the others go on.

mod desk;
mod door;
mod files;
mod gateway;
mod list;
