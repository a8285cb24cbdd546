//! Days of a clinic's traffic, by simulated time: what a data directory takes on the disk is bounded by what is kept, not by how long it runs.

use crate::retention::Clinic;
use crate::support::engine::*;
use madoguchi_fleet::time::{DAY, FleetTime, HOUR};
use std::fs;
use std::path::Path;

/// Patients on each day.
const PATIENTS: u64 = 1_200;
/// Simulated days.
const DAYS: i64 = 3;

/// Bytes on the disk below a data directory.
#[derive(Debug, Clone, Copy)]
struct Takes {
    segments: u64,
    images: u64,
    database: u64,
}

impl Takes {
    fn of(data_dir: &Path) -> Self {
        let bytes = |folder: &str, begins: &str| {
            let files = fs::read_dir(data_dir.join(folder)).unwrap();
            let files = files.map(|file| file.unwrap());
            let files = files.filter(|f| f.file_name().to_string_lossy().starts_with(begins));
            files.map(|file| file.metadata().unwrap().len()).sum()
        };
        Self {
            segments: bytes("journal", "segment-"),
            images: bytes("journal", "image-"),
            database: bytes("store", "db"),
        }
    }
}

/// A day from nine in the morning to seven in the evening, with patients who come and go.
async fn day(clinic: &mut Clinic, nine: FleetTime, first: u64) {
    let between = 10 * HOUR / i64::try_from(PATIENTS).unwrap();
    for n in first..first + PATIENTS {
        let at = nine.plus(i64::try_from(n - first).unwrap() * between);
        let number = n.to_string();
        clinic.act(at, add_numbered(2 * n, &number)).await.unwrap();
        clinic.act(at, cancel(2 * n + 1, &number)).await.unwrap();
    }
}

#[tokio::test]
async fn after_three_days_the_journal_has_one_day_and_two_images() {
    let mut clinic = Clinic::new().await;
    let mut takes = Vec::new();
    for n in 0..DAYS {
        let nine = NINE.plus(n * DAY);
        let first = 1 + PATIENTS * u64::try_from(n).unwrap();
        day(&mut clinic, nine, first).await;
        // Switched off in the evening, as most PCs are.
        clinic = clinic.restart(nine.plus(DAY - HOUR), |_| {}).await;
        takes.push(Takes::of(clinic.folder.path()));
    }
    let [first, second, third] = takes[..] else {
        unreachable!("three days");
    };
    let mib = 1024 * 1024;
    assert!(
        second.segments > first.segments,
        "a day's frames are kept: {takes:?}"
    );
    assert!(
        third.segments <= second.segments + mib,
        "and no more: {takes:?}"
    );
    // The records of three days in one image, of two in the other.
    assert!(third.images < 5 * first.images + mib, "{takes:?}");
    assert!(third.database < 8 * third.images, "{takes:?}");
}
