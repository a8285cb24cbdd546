//! Readers over USB: the real programs in network namespaces, with real cables and a made-up USB tree. It takes Linux, root,
//! iproute2 and nftables.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cables;
mod doctor;
mod doors;
mod pairing;
mod plugs;
mod responders;
mod triage;
mod who_serves;
