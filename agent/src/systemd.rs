//! What systemd is told of an agent that it started (`Type=notify`): that it runs, paired or waiting to be, and that it ends. Started by
//! anything else it tells nobody.

/// Tells that the agent runs.
pub(crate) fn ready() {
    #[cfg(target_os = "linux")]
    tell(sd_notify::NotifyState::Ready);
}

/// Tells that it ends because it was asked to.
pub(crate) fn stopping() {
    #[cfg(target_os = "linux")]
    tell(sd_notify::NotifyState::Stopping);
}

#[cfg(target_os = "linux")]
fn tell(what: sd_notify::NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[what]) {
        tracing::warn!(%error, "systemd could not be told how it goes");
    }
}
