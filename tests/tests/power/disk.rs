//! What the disk can do to a controller: it fills up, it fails to sync or to write, and it gives back less than it got.
//! Every time there is a clear error or the correct state, never a third thing, and nothing acknowledged is lost.

#[cfg(target_os = "linux")]
mod calls;
mod damage;
mod database;
mod full;
mod journal;
#[cfg(target_os = "linux")]
mod sync;
