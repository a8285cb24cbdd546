//! Kills at chosen moments: the disk kills the controller right before one of its calls, so that each part of what it does with its files is met,
//! however short it is.

use super::{PATIENCE, Scene, changes, newest_segment, patients_come_and_go};
use madoguchi_tests::programs::{Clinic, Errno, Terminal};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What the controller does when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum During {
    /// It starts: it reads the journal, brings its newest frame to the disk, and hands the database what that lacks.
    Start,
    /// It makes the database anew from image and journal, because that is of no use.
    Anew,
    /// It hands the database what the journal has, and flushes that, behind its answers.
    Flush,
    /// It lays down the next segment, or begins to write to it.
    Rotation,
    /// It makes an image while it stops, reads that back, and lets go of what is older.
    Image,
}

impl During {
    pub const ALL: [Self; 5] = [
        Self::Start,
        Self::Anew,
        Self::Flush,
        Self::Rotation,
        Self::Image,
    ];
}

/// Right before a call on a file.
#[derive(Debug)]
pub struct Place {
    pub during: During,
    call: &'static str,
    file: &'static str,
}

const fn at(during: During, call: &'static str, file: &'static str) -> Place {
    Place { during, call, file }
}

const SEGMENT: &str = "/journal/segment-";
/// Stands for the segment behind the newest one with a frame.
const NEXT_SEGMENT: &str = "the next segment";
const NEW_SEGMENT: &str = "/journal/segment.new";
const IMAGE: &str = "/journal/image-";
const NEW_IMAGE: &str = "/journal/image.new";
const DATABASE: &str = "/store/db";
/// sled's table of pages.
const TABLE: &str = "/store/snap.";
/// The database's folder, and those beside it in which one is moved aside or made.
const STORE: &str = "data/store";

/// Each kind comes once in five.
pub const PLACES: [Place; 20] = [
    at(During::Start, "read", SEGMENT),
    at(During::Flush, "pwrite", DATABASE),
    at(During::Rotation, "write", NEW_SEGMENT),
    at(During::Image, "write", NEW_IMAGE),
    at(During::Anew, "pwrite", STORE),
    at(During::Start, "pwrite", SEGMENT),
    at(During::Flush, "sync_file_range", DATABASE),
    at(During::Rotation, "fsync", NEW_SEGMENT),
    at(During::Image, "read", NEW_IMAGE),
    at(During::Anew, "rename", STORE),
    at(During::Start, "fdatasync", SEGMENT),
    at(During::Flush, "fdatasync", DATABASE),
    at(During::Rotation, "rename", NEW_SEGMENT),
    at(During::Image, "rename", NEW_IMAGE),
    at(During::Anew, "read", IMAGE),
    at(During::Start, "rename", TABLE),
    at(During::Flush, "pwrite", DATABASE),
    at(During::Rotation, "pwrite", NEXT_SEGMENT),
    at(During::Image, "unlink", IMAGE),
    at(During::Anew, "fdatasync", STORE),
];

impl Scene<'_> {
    /// One kill at a place. `false` where the controller did not come to that: an image lets older ones go only where there are.
    pub(super) fn kill_at(&mut self, place: &Place) -> bool {
        self.clinic.until_ready();
        assert!(
            self.book.more_outcomes(1, PATIENCE),
            "nothing goes on before {place:?}: {:#?}",
            self.clinic.controller().written()
        );
        let file = match place.file {
            NEXT_SEGMENT => format!("{SEGMENT}{:020}", newest_segment(&self.clinic).0 + 1),
            file => file.to_owned(),
        };
        if matches!(place.during, During::Start | During::Anew) {
            self.clinic.kill();
        }
        if place.during == During::Anew {
            fs::write(self.clinic.data_dir().join("store/db"), [7; 60_000]).unwrap();
        }
        let disk = self.disk.as_ref().expect("looked at before");
        disk.fail_once(place.call, &file, Errno::Killed);
        let is_killed = match place.during {
            During::Start | During::Anew => {
                self.clinic.start_hastily_with(&changes(&self.rules));
                let is_killed = is_killed(&mut self.clinic, place);
                let said = self.clinic.controller().written();
                let was_ready = said.iter().any(|line| line.contains("is ready"));
                assert!(!was_ready, "{place:?}: {said:#?}");
                is_killed
            }
            During::Flush => is_killed(&mut self.clinic, place),
            During::Rotation => is_killed_while_patients_come_and_go(self, place),
            During::Image => {
                self.clinic.controller().ask_to_stop();
                is_killed(&mut self.clinic, place)
            }
        };
        assert!(is_killed || place.call == "unlink", "{place:?}");
        if let Some(disk) = &self.disk {
            assert_eq!(disk.has_failed(), is_killed, "{place:?}");
            disk.heal();
        }
        if place.during != During::Rotation {
            self.clinic.start_hastily_with(&changes(&self.rules));
        }
        is_killed
    }
}

/// The next controller answers what was asked of the one that was killed.
fn is_killed_while_patients_come_and_go(scene: &mut Scene<'_>, place: &Place) -> bool {
    let is_enough = AtomicBool::new(false);
    let (data_dir, book) = (scene.clinic.data_dir(), scene.book);
    thread::scope(|scope| {
        let come = || patients_come_and_go(&data_dir, book, || is_enough.load(Ordering::SeqCst));
        scope.spawn(come);
        let is_killed = is_killed(&mut scene.clinic, place);
        is_enough.store(true, Ordering::SeqCst);
        scene.clinic.start_hastily_with(&changes(&scene.rules));
        is_killed
    })
}

/// Waits until the controller ends: whether by a kill.
fn is_killed(clinic: &mut Clinic, place: &Place) -> bool {
    let controller = clinic.controller();
    let Some(ended) = controller.ended_within(PATIENCE) else {
        panic!("it did not come to {place:?}: {:#?}", controller.written());
    };
    ended.signal() == Some(9)
}
