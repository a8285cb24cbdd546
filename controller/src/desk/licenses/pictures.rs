//! Reads the codes in a picture: what stands in them comes back as text, and whoever sent it decides what to do with that.
//!
//! A picture is unpacked and searched on a thread for such work, one at a time, since it costs a core for a moment and some megabytes.

use crate::desk::{Desk, Refused, Right};
use crate::texts;
use madoguchi_licensing::pictures;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Pictures at a time.
const AT_ONCE: usize = 1;
/// How long somebody waits for his turn and for the text: before a browser takes the answer for lost.
const READING_TIME: Duration = Duration::from_secs(9);

/// Reads pictures. Clones share their bound.
#[derive(Debug, Clone)]
pub struct Pictures {
    place: Arc<Semaphore>,
    time: Duration,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            place: Arc::new(Semaphore::new(AT_ONCE)),
            time: READING_TIME,
        }
    }
}

impl Pictures {
    /// Reads it when it is its turn. The place is free once that is done, also if nobody waits for it any more.
    async fn read(
        &self,
        picture: impl AsRef<[u8]> + Send + 'static,
    ) -> Result<Vec<String>, Refused> {
        let reading = async {
            // The semaphore is never closed, so this waits and does not fail.
            let place = Arc::clone(&self.place).acquire_owned().await;
            let read = tokio::task::spawn_blocking(move || {
                let _place = place;
                pictures::read(picture.as_ref())
            });
            read.await.map_err(|_| Refused::stopped())
        };
        let read = timeout(self.time, reading).await.map_err(|_| {
            tracing::warn!("a picture was not read in time");
            Refused::full(texts::text("picture-late", &[]))
        });
        read??.map_err(|why| Refused::invalid(texts::no_picture(&why)))
    }
}

impl Desk {
    /// The texts of the codes in a picture.
    pub(crate) async fn read_picture(
        &self,
        picture: impl AsRef<[u8]> + Send + 'static,
    ) -> Result<Vec<String>, Refused> {
        self.may(Right::Licenses)?;
        self.pictures.read(picture).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_too_long_behind_another_picture_is_told_so_and_can_come_again() {
        let hasty = Pictures {
            time: Duration::from_millis(1),
            ..Pictures::default()
        };
        let before = Arc::clone(&hasty.place).acquire_owned().await.unwrap();
        let late = hasty.read([]).await.unwrap_err();
        assert_eq!(late.text.code, "picture-late");
        drop(before);
        let none = Pictures::default().read([]).await.unwrap_err();
        assert_eq!(none.text.code, "picture-none");
    }
}
